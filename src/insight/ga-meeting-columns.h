/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"

G_BEGIN_DECLS

/**
 * GaMeetingCell:
 *
 * One held or cancelled meeting or #GaMeetingTotal.of_month, small enough that a scan of 1.5
 * million fits into a frame.
 * @day: Julian day
 * @community: number in #GaMeetingColumns.communities
 * @kommune: number in #GaMeetingColumns.kommuner
 * @target_group, @arena: numbers in the lists of codes; 0 where not given
 * Counts of people stop at 65,535 a meeting.
 */
typedef struct
{
  guint32 day;
  guint32 community;
  guint16 kommune;
  guint16 named;
  guint16 unnamed;
  guint16 first_time;
  guint8 target_group;
  guint8 arena;
  guint8 held;     /* else cancelled */
  guint8 of_month; /* no meeting */
  guint8 small;    /* something is left out */
} GaMeetingCell;

/**
 * GaIdNumbers: ids as small numbers; 0 stands for none.
 */
typedef struct
{
  GHashTable *numbers;
  GArray *ids; /* GaId, by number */
} GaIdNumbers;

/**
 * GaMeetingColumns:
 *
 * Private to insight. What statistics need of all meetings, 28 bytes each, in no order. One thread
 * at a time.
 */
typedef struct
{
  GArray *cells; /* GaMeetingCell */
  GArray *keys;  /* guint64 made of the meeting's id, beside each cell */
  GaIdNumbers communities;
  GaIdNumbers kommuner;
  GPtrArray *target_groups; /* codes, interned, by number; none at 0 */
  GPtrArray *arenas;
} GaMeetingColumns;

GaMeetingColumns *ga_meeting_columns_new (void);
void ga_meeting_columns_free (GaMeetingColumns *self);
void ga_meeting_columns_add (GaMeetingColumns *self, const GaMeetingTotal *total);
void ga_meeting_columns_remove (GaMeetingColumns *self, GArray *ids);
void ga_id_numbers_init (GaIdNumbers *self);
void ga_id_numbers_clear (GaIdNumbers *self);
guint ga_id_numbers_add (GaIdNumbers *self, const GaId *id);
gboolean ga_id_numbers_find (const GaIdNumbers *self, const GaId *id, guint *number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaMeetingColumns, ga_meeting_columns_free)

G_END_DECLS
