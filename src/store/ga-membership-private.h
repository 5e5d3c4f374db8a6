/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-db.h"
#include "store/ga-membership.h"

G_BEGIN_DECLS

/* Private to the store: the words of a membership that change as it goes on, one by one. */

/* Sets a word, or forgets it for %NULL. */
gboolean ga_membership_set (GaDb *db, const char *name, const char *value, GError **error);
/* @value: (out) (nullable): %NULL where there is none */
gboolean ga_membership_get (GaDb *db, const char *name, char **value, GError **error);
gboolean ga_membership_set_integer (GaDb *db, const char *name, gint64 value, GError **error);
gboolean ga_membership_get_integer (GaDb *db, const char *name, gint64 *value, GError **error);
/* @grants: (out) (nullable): what the account was given; none where there is nobody to ask: alone,
 * not told yet, or once the access has ended */
gboolean ga_membership_get_grants (GaDb *db, char **grants, GError **error);
/* Whether the file has joined a server. */
gboolean ga_membership_is_joined (GaDb *db, gboolean *joined, GError **error);

G_END_DECLS
