/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-operation.h"
#include "server/ga-database.h"
#include "server/ga-session.h"

G_BEGIN_DECLS

/**
 * GaRights:
 *
 * What an account may see and do now. A session may be some seconds old, and what an account makes
 * can change its rights (who registers a community is its host), so pushes and pulls read them
 * afresh within their own transaction. One thread at a time.
 *
 * @grants: (element-type GaRight)
 * @spaces: (element-type GaSpace): all it may read: national, the kommuner, a host's communities
 */
typedef struct
{
  GArray *grants;
  GArray *spaces;
} GaRights;

/* @kommune: of a host's grant the kommune that its community lies in; none if in none */
typedef struct
{
  GaAccess access;
  GaSpace space;
  GaId kommune;
} GaRight;

/**
 * GaRowPlace: where a row is, as far as rights go.
 * @communities: those that it belongs to: more than one where somebody mixes them up
 * @is_mine: its last change was by the same account
 */
typedef struct
{
  GaSpace space;
  GaId communities[3];
  guint n_communities;
  gboolean is_mine;
} GaRowPlace;

GaRights *ga_rights_new (void);
void ga_rights_free (GaRights *self);
GaRights *ga_rights_load (GaSql *sql, GaSchema *schema, const GaSession *session, GError **error);
void ga_rights_add (GaRights *self, GaAccess access, const GaSpace *space, const GaId *kommune);
/* The community lies in @kommune now; grants for it lead there. */
void ga_rights_move (GaRights *self, const GaId *community, const GaId *kommune);

gboolean ga_rights_see (const GaRights *self, const GaSpace *space);
/* Whether more than counts: entities and fields that are somebody's name. */
gboolean ga_rights_see_names (const GaRights *self, const GaSpace *space);
gboolean ga_rights_host (const GaRights *self, const GaId *community);

/* @access: (out) (optional): the grant's that allows it */
gboolean ga_rights_may (const GaRights *self,
                        const GaEntity *entity,
                        GaOperationKind operation,
                        const GaRowPlace *place,
                        GaAccess *access);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaRights, ga_rights_free)

G_END_DECLS
