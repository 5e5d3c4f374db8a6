/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-space.h"
#include "server/ga-server-rows.h"

G_BEGIN_DECLS

/* The server's rows as the rules of descriptors and spaces read them (ga_space_resolve()); they
 * change nothing here: what follows from an edit its client has done and pushed. @rows must outlive
 * it. Returns: (transfer full) */
GaWork *ga_server_work_new (GaRows *rows);

G_END_DECLS
