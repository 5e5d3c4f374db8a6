/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/ga-record.h"
#include "model/ga-schema.h"
#include "model/ga-work.h"
#include "store/ga-query.h"

G_BEGIN_DECLS

/**
 * GaReader:
 *
 * Everything that can be asked of the file, on one connection. The store hands out three kinds: its
 * own for the main thread (ga_store_get_reader(): short indexed reads only), one to each function
 * run by ga_store_read_async(), and the transaction's, which sees what the transaction has written.
 * A reader belongs to the thread that got it.
 *
 * Errors are of %GA_STORE_ERROR, or %G_IO_ERROR_CANCELLED where a long read was broken off; a
 * record that is not there is %GA_STORE_ERROR_MISSING. No message holds data of a record. Records,
 * lists and texts are (transfer full).
 */
#define GA_TYPE_READER (ga_reader_get_type ())
G_DECLARE_FINAL_TYPE (GaReader, ga_reader, GA, READER, GObject)

/**
 * GaHit: one answer of a search. It owns its record.
 */
typedef struct
{
  const GaEntity *entity;
  GaRecord *record;
} GaHit;

/**
 * GaHistory: one operation on one record, newest first in lists.
 * @number: its place in the change log
 * @transaction: the user's act it belongs to; acts are undone whole
 * @at: UTC microseconds
 * @label: msgid of the act
 * @operation: `insert`, `update` or `delete`
 * @fields: JSON object: name → [old, new], of what differs
 * @undone: taken back since
 */
typedef struct
{
  gint64 number;
  gint64 transaction;
  gint64 at;
  char *label;
  const GaEntity *entity;
  GaId id;
  const char *operation;
  char *fields;
  gboolean undone;
} GaHistory;

/**
 * GaMeetingTotal: what statistics need of one meeting that is held or cancelled.
 * @named: present by name, the host included where the host counts
 * @of_month: no meeting, but who came for the first time in the month that begins that day: so a
 *   server tells it to those without the names
 * @small: the server left out a figure under %GA_MASK_BOUND
 * Ids of community and kommune are those it was held under.
 */
typedef struct
{
  GaId meeting;
  GDateDay day;
  GDateMonth month;
  GDateYear year;
  gboolean held; /* else cancelled */
  guint named;
  guint unnamed;
  guint first_time;
  gboolean of_month;
  gboolean small;
  GaId community;
  GaId kommune;
  const char *target_group; /* (nullable): valid during the call */
  const char *arena;        /* (nullable): valid during the call */
} GaMeetingTotal;

/* Called for one record after the other; %FALSE ends it. */
typedef gboolean (*GaRecordFunc) (GaRecord *record, gpointer user_data);

typedef void (*GaMeetingTotalFunc) (const GaMeetingTotal *total, gpointer user_data);

/**
 * GaMonthTotal: the rollup of one community and month.
 */
typedef struct
{
  char month[8]; /* 2026-01 */
  guint held;
  guint cancelled;
  guint named;
  guint unnamed;
  guint first_time;
} GaMonthTotal;

GaSchema *ga_reader_get_schema (GaReader *self);
/* From the first read after it until it is let go of, all reads see the same state, whatever others
 * write meanwhile. Not twice, and not within a transaction. */
gboolean ga_reader_hold_still (GaReader *self, GError **error);
void ga_reader_let_go (GaReader *self);
GaRecord *ga_reader_find (GaReader *self, const GaEntity *entity, const GaId *id, GError **error);
GPtrArray *ga_reader_list (GaReader *self, const GaQuery *query, GError **error);
/* (element-type GaId): of the records that ga_reader_list() gives */
GArray *ga_reader_list_ids (GaReader *self, const GaQuery *query, GError **error);
gboolean ga_reader_for_each (
    GaReader *self, const GaQuery *query, GaRecordFunc func, gpointer user_data, GError **error);
gint64 ga_reader_count (GaReader *self, const GaQuery *query, GError **error);
/* As ga_work_sum(). */
gboolean ga_reader_sum (GaReader *self, const GaSum *what, gint64 *sum, GError **error);
GPtrArray *ga_reader_same (GaReader *self, const GaRecord *record, GError **error);
void ga_reader_fold_name (GaReader *self, const char *text, GString *folded);
char *ga_reader_title (GaReader *self, const GaEntity *entity, const GaId *id);
char *ga_reader_title_of (GaReader *self, const GaRecord *record);
char *ga_reader_display (GaReader *self, const GaRecord *record, const char *field);
GPtrArray *ga_reader_search (GaReader *self,
                             const char *text,
                             const char *const *entities,
                             guint limit_each,
                             GError **error);
GPtrArray *
ga_reader_resolve (GaReader *self, const GaEntity *entity, const char *text, GError **error);
GPtrArray *ga_reader_history (
    GaReader *self, const GaEntity *entity, const GaId *id, guint limit, GError **error);
GPtrArray *
ga_reader_history_naming (GaReader *self, const GaEntity *entity, const GaId *id, GError **error);
gboolean ga_reader_meeting_totals (
    GaReader *self, GArray *ids, GaMeetingTotalFunc func, gpointer user_data, GError **error);
GArray *ga_reader_month_totals (GaReader *self,
                                const GaId *community,
                                const char *from_month,
                                GError **error);
gboolean ga_reader_meeting_presence (
    GaReader *self, const GaId *meeting, guint *named, guint *first_time, GError **error);
GPtrArray *
ga_reader_regulars (GaReader *self, const GaId *community, const char *day, GError **error);
gboolean ga_reader_count_deleted (GaReader *self, gint64 act, guint *count, GError **error);
gint64 ga_reader_last_change (GaReader *self);
char *ga_reader_get_mark (GaReader *self, const char *name);

void ga_hit_free (GaHit *hit);
void ga_history_free (GaHistory *history);

G_END_DECLS
