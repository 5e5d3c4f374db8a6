/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tells systemd, where it waits for that (Type=notify; sd_notify(3)), that requests are answered
 * from now on. Where nobody waits nothing happens, and what goes wrong is no reason not to serve.
 */
void ga_readiness_tell (void);

G_END_DECLS
