/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl/ga-ctl.h"

G_BEGIN_DECLS

/* Fetches the file of an attachment from the server, unless it is here. Main thread, which waits.
 * @token_file: (nullable): the keyring, or what the environment names */
gboolean ga_ctl_fetch (
    GaStore *store, const char *token_file, const char *sha256, gint64 size, GError **error);

G_END_DECLS
