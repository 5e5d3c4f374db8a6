/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-access.h"
#include "store/ga-db.h"

G_BEGIN_DECLS

/*
 * Private to the store: what the account was given and a restored server has never heard of, as it
 * was given after the backup. What is refused for want of it is not refused for good, as it may be
 * given again. An end that the server knows is an end. On the writer thread, within a transaction.
 */

/* The server was restored: of all that it told it may have forgotten some. */
gboolean ga_forgotten_access_begin (GaDb *db, GError **error);
/* It tells what is given, and, if it can (@ended is nullable), what was taken away. */
gboolean ga_forgotten_access_hear (GaDb *db, const char *grants, const char *ended, GError **error);
/* It is too long ago. */
gboolean ga_forgotten_access_give_up (GaDb *db, GError **error);
/* Whether anything may be refused that was allowed before: it has forgotten a grant, or has not
 * got back the community that one is for. */
gboolean ga_forgotten_access_is_any (GaDb *db, gboolean *any, GError **error);
/* (transfer full) (nullable) (element-type GaGrant) */
GArray *ga_forgotten_access_list (GaDb *db, GError **error);
/* Whether @space is out of sight because of an end that the server knows, and of nothing else. */
gboolean
ga_forgotten_access_is_ended (GaDb *db, const GaSpace *space, gboolean *ended, GError **error);

G_END_DECLS
