/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-db.h"
#include "store/ga-membership.h"

G_BEGIN_DECLS

/* Private to the store: the words of a membership that change as it goes on, one by one. */

/* Sets a word, or forgets it for %NULL. */
gboolean ga_membership_set (GaDb *db, const char *name, const char *value, GError **error);
gboolean ga_membership_set_integer (GaDb *db, const char *name, gint64 value, GError **error);
gboolean ga_membership_get_integer (GaDb *db, const char *name, gint64 *value, GError **error);
/* Whether the file has joined a server, and is not stopped for good. */
gboolean ga_membership_is_joined (GaDb *db, gboolean *joined, GError **error);

G_END_DECLS
