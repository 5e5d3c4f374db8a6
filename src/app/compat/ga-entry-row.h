/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GaEntryRow:
 *
 * A row of a form to write in: its title above, the text below, then a hint or a complaint. It
 * looks like AdwEntryRow, whose focus assistive technology does not see on libadwaita 1.2, and can
 * hold several lines. Main thread.
 *
 * Signals: `changed` while the text is edited, `left` when the focus leaves.
 */
#define GA_TYPE_ENTRY_ROW (ga_entry_row_get_type ())
G_DECLARE_FINAL_TYPE (GaEntryRow, ga_entry_row, GA, ENTRY_ROW, AdwPreferencesRow)

GtkWidget *ga_entry_row_new (const char *title, gboolean lines);
GtkWidget *ga_entry_row_new_secret (const char *title);
char *ga_entry_row_dup_text (GaEntryRow *self);
void ga_entry_row_set_text (GaEntryRow *self, const char *text);
void ga_entry_row_set_hint (GaEntryRow *self, const char *hint);
void ga_entry_row_set_problem (GaEntryRow *self, const char *problem);
void ga_entry_row_set_purpose (GaEntryRow *self, GtkInputPurpose purpose);

G_END_DECLS
