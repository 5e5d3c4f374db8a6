/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/attendance/ga-sheet.h"

G_BEGIN_DECLS

/* Does what the menu of a name on the sheet says: `first-time`, `excused`, `left`, `same` or
 * `edit`. @origin is the page. Main thread. */
void ga_name_choice_do (GtkWidget *origin, GaSheet *sheet, const char *what, GaRecord *participant);
/* Who typed a name to tick it has taken the tick away instead, perhaps out of sight. */
void ga_name_choice_say_taken (GtkWidget *origin, GaRecord *participant);

G_END_DECLS
