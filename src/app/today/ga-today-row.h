/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/ga-reader.h"

G_BEGIN_DECLS

/**
 * GaTodayRow:
 *
 * One walk on the Today page, and kept light: when, who, where, what came of it. Activating it
 * opens the walk. Main thread.
 *
 * Signal: `asked (const char *what)`: `cancel`, `copy` or `everyone`.
 */
#define GA_TYPE_TODAY_ROW (ga_today_row_get_type ())
G_DECLARE_FINAL_TYPE (GaTodayRow, ga_today_row, GA, TODAY_ROW, GtkListBoxRow)

GtkWidget *
ga_today_row_new (GaReader *reader, GaRecord *meeting, const char *heading, gboolean due);
GaRecord *ga_today_row_get_meeting (GaTodayRow *self);
const char *ga_today_row_get_heading (GaTodayRow *self);

G_END_DECLS
