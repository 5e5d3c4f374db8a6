/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-rights-load.h"
#include "server/ga-server-rows.h"
#include "sync/ga-push.h"

G_BEGIN_DECLS

/**
 * GaPushing:
 *
 * One push while the server takes it in, private to the files that do (ga-exchange.c): its
 * operations one by one (ga-pushing.c), then what follows from them all: questions, conflict
 * records and totals. Each operation has the revision @first + its place, whatever becomes of it;
 * what follows takes further ones (ga_pushing_next_revision()).
 *
 * @operations: (element-type GaOperation): of the parts kept before, and of @push
 * @written_before: when the newest operation of the client's pushes before this was; UTC
 * microseconds, 0: none
 * @written: the same, of this push, too
 * @newest: the newest revision taken
 * @floor: what was deleted up to this revision may be forgotten
 * @arriving: GaId → GaEntity of the records that the push brings, but for those refused
 * @erased: GaId of those of the operations' records that were erased by law
 * @forgotten: GaId of those that were deleted so long ago that nothing but history is left of them
 * @made: GaEntity → set of GaId of the rows that were not there before
 * @had: (nullable): @rights with what has ended, once something was refused
 * @offers: what is done goes into quarantine, where rows without a revision are
 * @is_any_offered: whether there may be offers of anybody's; -1: not looked up yet
 * @n_offered: what the account has offered before and nobody has decided about; -1: not counted yet
 * @quarantined: (element-type GaOperation): what is kept for others to decide
 * @conflicts: (element-type GaConflict): to be written
 * @totals: GaId of meetings whose totals may have changed
 * @months: GBytes, the same for communities' months
 * @partials: GaId of what came without its parts so far
 * @refused: (nullable) (unowned): of what was tried before, what never had all its parts
 * @questions: GaId of meetings that got names → the revision (gint64) that was seen by their author
 */
typedef struct
{
  GaSql *sql;
  GaSchema *schema;
  const GaSession *session;
  const GaPush *push;
  GPtrArray *operations;
  gint64 now;
  gint64 written_before;
  gint64 written;
  gint64 first;
  gint64 newest;
  gint64 floor;
  GaRights *rights;
  GaRights *had;
  gboolean offers;
  gint64 is_any_offered;
  gint64 n_offered;
  GPtrArray *quarantined;
  GaRows *rows;
  GaWork *work;
  GHashTable *arriving;
  GHashTable *erased;
  GHashTable *forgotten;
  GHashTable *made;
  GPtrArray *conflicts;
  GHashTable *totals;
  GHashTable *months;
  GHashTable *partials;
  GHashTable *refused;
  GHashTable *questions;
  GaReceipt *receipt;
} GaPushing;

/* Why an operation is refused: a code of docs/sync-protocol.md; none while @code is %NULL.
 * @sentence: (nullable): what the rule says that is broken, with the field's name */
typedef struct
{
  const char *code;
  const char *field;
  char *sentence;
} GaRefusal;

/* In the words of the rule, which a form would have said; what cannot be read is not quoted. */
void ga_refusal_say (GaRefusal *self, const char *code, const GaProblem *problem);
void ga_refusal_clear (GaRefusal *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GaRefusal, ga_refusal_clear)

/* @operations: (transfer none) */
GaPushing *ga_pushing_new (GaSql *sql,
                           GaSchema *schema,
                           const GaSession *session,
                           const GaPush *push,
                           GPtrArray *operations,
                           gint64 now);
void ga_pushing_free (GaPushing *self);
/* Does all of it; the receipt then has what the client is to know. */
gboolean ga_pushing_run (GaPushing *self, GError **error);

/* For the files that take part. */
gint64 ga_pushing_next_revision (GaPushing *self);
/* The stamp of something that the server itself does now. */
GaFieldStamp ga_pushing_own_stamp (GaPushing *self);
/* When it was done, corrected; UTC microseconds. */
gint64 ga_pushing_find_time (GaPushing *self, const GaOperation *operation);
/* Remembers an id in one of the sets. */
void ga_pushing_note (GHashTable *ids, const GaId *id);
/* (transfer none): to be added to */
GaAnswer *
ga_pushing_answer_refused (GaPushing *self, const GaOperation *operation, const GaRefusal *refusal);
/* (transfer full) (nullable): a row as far as the asker may see it */
GaRow *ga_pushing_show (GaPushing *self, const GaStoredRow *stored);

/* ga-pushing-load.c: reads what the operations will ask for. */
gboolean ga_pushing_load (GaPushing *self, GError **error);
/* Puts an id, which must stay, into the set of its entity. */
void ga_pushing_want (GHashTable *wanted, const GaEntity *entity, const GaId *id);

/* ga-pushing-check.c. %FALSE with @error when the database fails; a refusal is no error. @before
 * is the record as it is, %NULL for a new one; @space is where @after is to lie. */
gboolean ga_pushing_check_form (const GaOperation *operation, GaRefusal *refusal);
void ga_pushing_check_known (GaPushing *self,
                             const GaOperation *operation,
                             const GaStoredRow *row,
                             GaRefusal *refusal);
gboolean ga_pushing_check_right (GaPushing *self,
                                 const GaOperation *operation,
                                 const GaStoredRow *row,
                                 const GaRecord *record,
                                 const GaSpace *space,
                                 GaAccess *access,
                                 GaRefusal *refusal,
                                 GError **error);
/* The record as it is to be: that it is right, that @operation may make it so, and its file. */
gboolean ga_pushing_check_record (GaPushing *self,
                                  const GaOperation *operation,
                                  const GaStoredRow *row,
                                  const GaRecord *after,
                                  const GaRecord *before,
                                  GaSpace *space,
                                  GaAccess *access,
                                  GaRefusal *refusal,
                                  GError **error);

/* ga-pushing-whole.c: what is new has its parts by the end of the push. */
GHashTable *ga_pushing_new_partials (void);
gboolean ga_pushing_may_be_partial (const GPtrArray *operations);
/* What was written: as something new, and as a part of that. */
gboolean ga_pushing_note_new (GaPushing *self,
                              const GaOperation *operation,
                              const GaRecord *record,
                              GError **error);
gboolean ga_pushing_note_part (GaPushing *self, const GaRecord *record, GError **error);
/* Once more, when everything has come. */
gboolean ga_pushing_look_at_partials (GaPushing *self, GError **error);
/* Hands over what still lacks something; whether there is any. */
gboolean ga_pushing_take_partials (GaPushing *self, GHashTable *refused);
/* @refusal: none unless the operation's record is among #GaPushing.refused */
void ga_pushing_refuse_partial (GaPushing *self, const GaOperation *operation, GaRefusal *refusal);

/* ga-pushing-move.c: what @record depends on and somebody has deleted, as far as it is its author's
 * to bring back. */
typedef gboolean (*GaGoneFunc) (GaPushing *self,
                                GaStoredRow *row,
                                gpointer user_data,
                                GError **error);
gboolean ga_pushing_for_each_gone_parent (
    GaPushing *self, const GaRecord *record, GaGoneFunc func, gpointer user_data, GError **error);
/* Brings all of that back, and what it depends on. */
gboolean ga_pushing_revive_parents (GaPushing *self, const GaRecord *record, GError **error);
/* Whether there is something that would go with @row, or not without it; who deleted it has deleted
 * first what they knew of. */
gboolean
ga_pushing_is_needed (GaPushing *self, const GaStoredRow *row, gboolean *needed, GError **error);
/* What lies where @row lies goes with it. @before: as it was */
gboolean ga_pushing_move_children (GaPushing *self,
                                   const GaStoredRow *row,
                                   const GaRecord *before,
                                   const GaSpace *space_before,
                                   GError **error);

/* ga-history.c */
gboolean ga_history_add (GaPushing *self,
                         const GaOperation *operation,
                         const GaStoredRow *row,
                         const GaRecord *before,
                         gint64 revision,
                         GError **error);
/* Whether the very same change is there already, from a profile that was copied since. */
gboolean
ga_history_has (GaPushing *self, const GaOperation *operation, gboolean *found, GError **error);

/* Whether others did something to the record that the operation's author had not seen. */
gboolean ga_history_has_newer (GaPushing *self,
                               const GaOperation *operation,
                               gboolean *found,
                               GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaPushing, ga_pushing_free)

G_END_DECLS
