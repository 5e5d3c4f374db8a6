/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-db.h"
#include "store/ga-outbox.h"

G_BEGIN_DECLS

/* Private to the store: reading the changes that wait. */

/**
 * GaOutboxListing:
 * @GA_OUTBOX_POSTPONED: also what is not to be sent yet
 * @GA_OUTBOX_VALUES: with what the operations set
 */
typedef enum
{
  GA_OUTBOX_POSTPONED = 1 << 0,
  GA_OUTBOX_VALUES = 1 << 1,
} GaOutboxListing;

/* What waits of changes number @first to @last; (transfer full) (element-type GaOperation). */
GPtrArray *
ga_outbox_list (GaDb *db, gint64 first, gint64 last, GaOutboxListing listing, GError **error);

/**
 * GaWaiting: what waits for one record.
 * @any: something does
 * @deleted: the last of it deletes the record
 * @fields: (array length=entity.n_fields): which are set by it
 */
typedef struct
{
  gboolean any;
  gboolean deleted;
  gboolean *fields;
} GaWaiting;

gboolean ga_waiting_read (
    GaDb *db, const GaEntity *entity, const GaId *id, GaWaiting *waiting, GError **error);
void ga_waiting_clear (GaWaiting *waiting);
/* The server has moved the record from one space to the other: so it lies there after what waits,
 * but for what was done after a move here. */
gboolean ga_waiting_follow (
    GaDb *db, const GaEntity *entity, const GaId *id, gint64 from, gint64 to, GError **error);
/* What the server has accepted is noted where it has the record, or had it last, so that it stays
 * for as long as that may be seen: a restored server may need it. */
gboolean
ga_accepted_follow (GaDb *db, const GaEntity *entity, const GaId *id, gint64 to, GError **error);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GaWaiting, ga_waiting_clear)

/* Whether anything waits, or lies elsewhere here than on the server. */
gboolean ga_outbox_is_idle (GaDb *db, gboolean *idle, GError **error);

G_END_DECLS
