/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-access.h"
#include "model/ga-operation.h"

G_BEGIN_DECLS

/**
 * GaRights:
 *
 * What an account may see and do, for the server that decides and for a profile that asks before it
 * writes what would be refused. One thread at a time.
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
 * @subject: (nullable): of a conflict, what kind of record it is about: it is where that is
 */
typedef struct
{
  GaSpace space;
  GaId communities[3];
  guint n_communities;
  gboolean is_mine;
  const GaEntity *subject;
} GaRowPlace;

GaRights *ga_rights_new (void);
void ga_rights_free (GaRights *self);
void ga_rights_add (GaRights *self, GaAccess access, const GaSpace *space, const GaId *kommune);
/* The community lies in @kommune now; grants for it lead there. */
void ga_rights_move (GaRights *self, const GaId *community, const GaId *kommune);

/* (transfer full): its grants, as ga_grants_to_text() */
char *ga_rights_to_text (const GaRights *self);

gboolean ga_rights_see (const GaRights *self, const GaSpace *space);
/* Whether more than counts: entities and fields that are somebody's name. */
gboolean ga_rights_see_names (const GaRights *self, const GaSpace *space);
/* The same of any place. */
gboolean ga_rights_see_names_somewhere (const GaRights *self);
gboolean ga_rights_host (const GaRights *self, const GaId *community);

/* Fills in what @record in @space tells by itself. Returns: (nullable): a meeting whose community
 * is to be added, too */
const GaId *ga_row_place_read (GaRowPlace *self, const GaRecord *record, const GaSpace *space);
/* The same of @conflict, by the record that it is about, which is not a conflict.
 * @subject: (nullable): as it is, or was when it was deleted; of one that nothing is known of any
 *   more, nobody knows whose it is. Returns: as ga_row_place_read() */
const GaId *ga_row_place_read_conflict (GaRowPlace *self,
                                        const GaRecord *conflict,
                                        const GaEntity *entity,
                                        const GaId *id,
                                        const GaRecord *subject,
                                        const GaSpace *space);
void ga_row_place_add (GaRowPlace *self, const GaId *community);

/* @access: (out) (optional): the grant's that allows it */
gboolean ga_rights_may (const GaRights *self,
                        const GaEntity *entity,
                        GaOperationKind operation,
                        const GaRowPlace *place,
                        GaAccess *access);
/* Whether there can be any place for it. */
gboolean
ga_rights_may_somewhere (const GaRights *self, const GaEntity *entity, GaOperationKind operation);
/* For whoever may not: a sentence, translated, that says who may. */
const char *
ga_rights_explain (const GaRights *self, const GaEntity *entity, GaOperationKind operation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaRights, ga_rights_free)

G_END_DECLS
