/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-operation.h"
#include "model/ga-space-sum.h"
#include "store/ga-transaction-private.h"

G_BEGIN_DECLS

/*
 * Private to the store: which rows of the server are here, in which space and revision, and the
 * check sum of each space. Made for one transaction on the writer thread; ends with
 * ga_held_finish(), which writes the sums down.
 */
typedef struct _GaHeld GaHeld;

/**
 * GaHeldPlace:
 * @here: there is such a row in this file, in @row_space
 * @shadowed: the server has it otherwise than it is here
 * @space: where the server has it, at revision @rev; 0: the server has it not. A @rev below 0 has
 *   not come again since its space began afresh, and is not in the sum.
 * @seen: what others did to the row, or that it is absent, is known up to this revision; 0: nothing
 * is
 * @fields: (nullable): what came for fields that wait to be sent, JSON {"field": value}
 */
typedef struct
{
  gboolean here;
  gint64 row_space;
  gboolean shadowed;
  gint64 space;
  gint64 rev;
  gint64 seen;
  char *fields;
} GaHeldPlace;

void ga_held_place_clear (GaHeldPlace *place);

GaHeld *ga_held_new (GaDb *db);
GaDb *ga_held_get_db (GaHeld *self);
/* The SQL that @make makes for an entity, made once; one kind of SQL only. */
const char *
ga_held_remember_sql (GaHeld *self, const GaEntity *entity, char *(*make) (const GaEntity *entity));
void ga_held_free (GaHeld *self);
gboolean ga_held_finish (GaHeld *self, GError **error);

gboolean ga_held_find (
    GaHeld *self, const GaEntity *entity, const GaId *id, GaHeldPlace *place, GError **error);
/* The server has the row, whose place was @place, in @space at @rev; 0: no more. Changes @place. */
gboolean ga_held_move (GaHeld *self,
                       const GaEntity *entity,
                       const GaId *id,
                       GaHeldPlace *place,
                       gint64 space,
                       gint64 rev,
                       GError **error);
/* A row that was not here has just been put in as the server has it. */
gboolean ga_held_add (GaHeld *self, gint64 space, const GaId *id, gint64 rev, GError **error);
/* Keeps what came for fields that wait; %NULL forgets it. */
gboolean ga_held_set_fields (GaHeld *self,
                             const GaEntity *entity,
                             const GaId *id,
                             GaHeldPlace *place,
                             const char *fields,
                             GError **error);

/* What the server has of a row comes: what waits to be sent stays over it (ga-held-rows.c). An
 * older state than is known is passed over. */
gboolean ga_held_put (GaHeld *self, const GaRow *row, gint64 space, GError **error);
/* An edit of the row is settled at @revision, and lies in @space; a deletion is told by
 * the revision below 0. */
gboolean ga_held_settle (GaHeld *self,
                         const GaEntity *entity,
                         const GaId *id,
                         gint64 space,
                         gint64 revision,
                         GError **error);
/* What the answer to a push tells of a row as it was at @revision; @row: (nullable): none for us.
 * What a pull has told of since stands. */
gboolean ga_held_answer (GaHeld *self,
                         const GaEntity *entity,
                         const GaId *id,
                         const GaRow *row,
                         gint64 space,
                         gint64 revision,
                         GError **error);
/* The server has the row no more, or not for us, since @rev (0: not known): it goes, unless
 * something waits for it. */
gboolean
ga_held_take_out (GaHeld *self, const GaEntity *entity, const GaId *id, gint64 rev, GError **error);
/* The same of a row that waits and was never counted as the server's. */
gboolean ga_held_note_absent (
    GaHeld *self, const GaEntity *entity, const GaId *id, gint64 rev, GError **error);
/* A row that is surely not here yet; @added: (out): whether it was put in. */
gboolean
ga_held_put_new (GaHeld *self, const GaRow *row, gint64 space, gboolean *added, GError **error);

/* The sum of a space; valid until the end. %NULL with an error. */
GaSpaceSum *ga_held_sum (GaHeld *self, gint64 space, GError **error);
/* The space is gone: so is its sum. */
void ga_held_forget_sum (GaHeld *self, gint64 space);
/* The space is asked for from its beginning next time. */
gboolean ga_held_reload (GaHeld *self, gint64 space, GError **error);
/* Without names, totals are the server's: they come again with the kommune. */
gboolean ga_held_ask_for_totals (GaHeld *self, GError **error);
/* Nothing of the space counts until it comes again; what has not come by then goes with the
 * sweep. */
gboolean ga_held_begin_afresh (GaHeld *self, gint64 space, GError **error);
/* @head: up to where it has come */
gboolean ga_held_sweep (GaHeld *self, gint64 space, gint64 head, GError **error);

/* It has left the space that the server had it in, and is said to be elsewhere. */
gboolean ga_held_await (
    GaHeld *self, const GaEntity *entity, const GaId *id, GaHeldPlace *place, GError **error);
/* Everything is received, and nothing waits to be sent: rows lie where the server has them, and
 * what it has nowhere is not here either. */
gboolean ga_held_come_to_rest (GaHeld *self, GError **error);

/* What the server has of a row that is about to be moved or deleted here. */
gboolean ga_held_note (GaDb *db, const GaEntity *entity, const GaId *id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaHeld, ga_held_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GaHeldPlace, ga_held_place_clear)

G_END_DECLS
