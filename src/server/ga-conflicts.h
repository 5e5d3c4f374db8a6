/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-pushing.h"

G_BEGIN_DECLS

/**
 * GaConflict: what becomes a record of the entity `conflict`, in the space of the row it is about.
 * @kind: `edit`, `deleted`, `question`, `duplicate` or `quarantine`
 * @field: (nullable): what it is about, if one field
 * @kept, @lost: the value that stands, and the one that does not
 * @kept_stamp, @lost_stamp: whose they are
 * @whole: (nullable): instead of @lost a whole record, as a JSON object
 * @other: of a duplicate: the record that was there before
 */
typedef struct
{
  const GaStoredRow *row;
  const char *kind;
  const GaField *field;
  GaValue kept;
  GaValue lost;
  GaFieldStamp kept_stamp;
  GaFieldStamp lost_stamp;
  char *whole;
  GaId other;
} GaConflict;

/* (transfer none): kept until ga_conflicts_write() */
GaConflict *ga_conflicts_add (GaPushing *self, const GaStoredRow *row, const char *kind);
void ga_conflicts_add_field (GaPushing *self,
                             const GaStoredRow *row,
                             const char *kind,
                             guint field,
                             const GaValue *kept,
                             const GaFieldStamp *kept_stamp,
                             const GaValue *lost,
                             const GaFieldStamp *lost_stamp);
void ga_conflict_free (gpointer conflict);
/* Looks whether somebody else has a record of the same as one of those that were made. */
gboolean ga_conflicts_look_for_same (GaPushing *self, GError **error);
gboolean ga_conflicts_write (GaPushing *self, GError **error);

G_END_DECLS
