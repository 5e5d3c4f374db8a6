/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-store.h"

G_BEGIN_DECLS

GaStore *ga_profile_open (const char *folder, GError **error);
gboolean ga_profile_fill_register (GaStore *store, GError **error);

G_END_DECLS
