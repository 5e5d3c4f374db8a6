/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-rights.h"
#include "server/ga-database.h"
#include "server/ga-session.h"

G_BEGIN_DECLS

/* (transfer full): what the account of a session may see and do now. A session may be some seconds
 * old, and what an account makes can change its rights (who registers a community is its host), so
 * pushes and pulls read them afresh within their own transaction. */
GaRights *ga_rights_load (GaSql *sql, GaSchema *schema, const GaSession *session, GError **error);

/* (transfer full): with what has ended meanwhile, for as long as the computer may hand over what
 * waits there (server/ga-quarantine-turn.h). */
GaRights *ga_rights_load_with_ended (
    GaSql *sql, GaSchema *schema, const GaSession *session, gint64 now, GError **error);

/* @found: (out): whether the community is there; @kommune: (out): where it lies, perhaps none */
gboolean ga_rights_find_kommune (GaSql *sql,
                                 GaSchema *schema,
                                 gint64 tenant,
                                 const GaId *community,
                                 gboolean *found,
                                 GaId *kommune,
                                 GError **error);

/* Appends `,"kommuner":["UUID",…]` to an object in JSON: those that the communities among @grants
 * (element-type GaGrant) lie in, where a host may add something, too. */
gboolean ga_grants_append_kommuner (
    GaSql *sql, GaSchema *schema, gint64 tenant, GArray *grants, GString *json, GError **error);

G_END_DECLS
