/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/attendance/ga-sheet.h"

G_BEGIN_DECLS

/* Who is meant by what is typed on an attendance sheet: the beginning of any word of a name, or a
 * number of the list. Short indexed reads; main thread. Lists are (transfer full). */

GArray *ga_sheet_match (GaSheet *self, const char *text);
GPtrArray *ga_sheet_match_former (GaSheet *self, const char *text, guint limit);
gboolean ga_sheet_has_named (GaSheet *self, const char *text);

G_END_DECLS
