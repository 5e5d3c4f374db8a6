/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/ga-sync-error.h"

G_BEGIN_DECLS

/* Limits of a body, as it travels and unpacked (docs/sync-protocol.md). */
#define GA_BODY_MOST_SENT     (2 * 1024 * 1024)
#define GA_BODY_MOST_UNPACKED (4 * 1024 * 1024)

/* Both return (transfer full) (nullable); unpacking stops at @most bytes with
 * %GA_SYNC_ERROR_TOO_LARGE before it holds more, and anything broken or after the end is
 * %GA_SYNC_ERROR_MALFORMED. @level 1 is quick, 9 small. Any thread. */
GBytes *ga_gzip_pack (const char *data, gsize length, int level);
GBytes *ga_gzip_unpack (GBytes *packed, gsize most, GError **error);

G_END_DECLS
