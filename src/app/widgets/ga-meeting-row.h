/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/ga-reader.h"

G_BEGIN_DECLS

/**
 * GaMeetingRow:
 *
 * One walk in a boxed list: day and time, place, and what came of it. Activating it opens the walk
 * through `win.open-meeting`. Main thread.
 */
#define GA_TYPE_MEETING_ROW (ga_meeting_row_get_type ())
G_DECLARE_FINAL_TYPE (GaMeetingRow, ga_meeting_row, GA, MEETING_ROW, GtkListBoxRow)

GtkWidget *ga_meeting_row_new (GaReader *reader, GaRecord *meeting);

G_END_DECLS
