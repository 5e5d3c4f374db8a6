/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/ga-context.h"
#include "model/ga-attendance.h"

G_BEGIN_DECLS

/**
 * GaSheetName: one line of the sheet.
 * @participant: the walker
 * @regular: had not left the community on the day of the walk
 * @joined: nor come to it later
 * @recorded: whether something was recorded of them; else @presence says absent
 */
typedef struct
{
  GaRecord *participant;
  gboolean regular;
  gboolean joined;
  gboolean recorded;
  GaPresence presence;
  gboolean first_time;
} GaSheetName;

/**
 * GaSheet:
 *
 * Who came to one walk, as the attendance sheet shows and changes it. Every change is shown at once
 * and saved as an act of its own; what others change appears when nothing of ours is on its way.
 * Names are in the order of the printed list, then those who have left and came all the same. Who
 * came is not recorded before the day of the walk; trying tells why.
 * Main thread.
 *
 * Signals: `changed`, when anything it says is different.
 */
#define GA_TYPE_SHEET (ga_sheet_get_type ())
G_DECLARE_FINAL_TYPE (GaSheet, ga_sheet, GA, SHEET, GObject)

GaSheet *ga_sheet_new (GaContext *context, GtkWidget *origin);
gboolean ga_sheet_open (GaSheet *self, const GaId *meeting);

GaContext *ga_sheet_get_context (GaSheet *self);
GaRecord *ga_sheet_get_meeting (GaSheet *self);
gboolean ga_sheet_was_deleted (GaSheet *self);
GaRecord *ga_sheet_get_community (GaSheet *self);
gboolean ga_sheet_is_cancelled (GaSheet *self);
gboolean ga_sheet_is_held (GaSheet *self);
gboolean ga_sheet_is_to_come (GaSheet *self);
gboolean ga_sheet_is_saving (GaSheet *self);
gboolean ga_sheet_shows_names (GaSheet *self);

guint ga_sheet_get_n_names (GaSheet *self);
const GaSheetName *ga_sheet_get_name (GaSheet *self, guint index);
const GaSheetName *ga_sheet_find_name (GaSheet *self, const GaId *participant);

guint ga_sheet_count_named (GaSheet *self);
guint ga_sheet_count_first_time (GaSheet *self);
guint ga_sheet_get_unnamed (GaSheet *self);
gboolean ga_sheet_get_among (GaSheet *self, guint *bare);
gboolean ga_sheet_get_host_counts (GaSheet *self);
gboolean ga_sheet_remembers_host (GaSheet *self);
const char *ga_sheet_get_note (GaSheet *self);

void ga_sheet_mark (GaSheet *self, GaRecord *participant, GaPresence presence, gboolean first_time);
void ga_sheet_add (GaSheet *self, const char *text);
void ga_sheet_everyone (GaSheet *self);
void ga_sheet_set_unnamed (GaSheet *self, guint unnamed);
void ga_sheet_set_among (GaSheet *self, gboolean among);
void ga_sheet_set_host_counts (GaSheet *self, gboolean counts);
void ga_sheet_set_note (GaSheet *self, const char *text);
void ga_sheet_nobody (GaSheet *self);
void ga_sheet_hold_after_all (GaSheet *self);

G_END_DECLS
