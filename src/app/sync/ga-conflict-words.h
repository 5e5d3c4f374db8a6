/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"

G_BEGIN_DECLS

/**
 * GaConflictSide: one of the two that somebody has to choose between.
 * @heading: which of them it is
 * @value: (nullable): what it says; several lines for a whole record
 * @is_empty: @value only says so
 * @author: (nullable): who wrote it and when; of a duplicate, what else is known of the record
 */
typedef struct
{
  char *heading;
  char *value;
  gboolean is_empty;
  char *author;
} GaConflictSide;

/**
 * GaConflictWords: a record of the entity `conflict` in plain words.
 * @entity: (nullable): of the record it is about; %NULL if this version does not know it
 * @id: of that record
 * @other: of a duplicate: the record that was there before
 * @is_there: whether the record is on this computer, so that it can be opened
 * @title: what that record is called
 * @what: (nullable): which field of it
 * @text: what happened, or the question
 * @keep: label of the button that leaves everything as it is; where it is one value, with that
 * @restore: (nullable): label of the one that takes the other; %NULL where there is none
 * @kept, @lost: what stands, and what does not
 * @copies: whether the lost value may be wanted on the clipboard
 */
typedef struct
{
  const GaEntity *entity;
  GaId id;
  GaId other;
  gboolean is_there;
  char *title;
  char *what;
  char *text;
  char *keep;
  char *restore;
  GaConflictSide kept;
  GaConflictSide lost;
  gboolean copies;
} GaConflictWords;

/* Short indexed reads. Main thread. Returns: (transfer full): */
GaConflictWords *ga_conflict_words_new (GaReader *reader, const GaRecord *conflict);
void ga_conflict_words_free (GaConflictWords *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaConflictWords, ga_conflict_words_free)

G_END_DECLS
