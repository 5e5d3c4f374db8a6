/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/attendance/ga-sheet.h"
#include "model/ga-likeness.h"

G_BEGIN_DECLS

/*
 * Who is meant by what is typed on an attendance sheet: the beginning of any word of a name, a name
 * written nearly so, or a number of the list. Short indexed reads; main thread. Lists are (transfer
 * full).
 */

/**
 * GaSheetMatch: a line of the sheet that answers
 * @index: of ga_sheet_get_name()
 */
typedef struct
{
  guint index;
  GaLikeness likeness;
} GaSheetMatch;

/* Somebody who is not on the sheet. */
typedef struct
{
  GaRecord *participant; /* owned by the list */
  GaLikeness likeness;
} GaFormerMatch;

GArray *ga_sheet_match (GaSheet *self, const char *text);
GArray *ga_sheet_match_former (GaSheet *self, const char *text, guint limit);
gboolean ga_sheet_has_named (GaSheet *self, const char *text);
gboolean ga_sheet_is_first_of (GaSheet *self, const GaRecord *participant);

G_END_DECLS
