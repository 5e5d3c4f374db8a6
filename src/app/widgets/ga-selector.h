/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GaSelector:
 *
 * A compact choice: what it is about in small letters, and a dropdown below. Long answers are
 * shortened in the dropdown, not in its list. Assistive technology hears both: "Period: This year".
 * Main thread.
 *
 * Signal `selected`: the user, or ga_selector_set_selected(), chose another answer.
 */
#define GA_TYPE_SELECTOR (ga_selector_get_type ())
G_DECLARE_FINAL_TYPE (GaSelector, ga_selector, GA, SELECTOR, GtkBox)

void ga_selector_set_options (GaSelector *self, const char *const *labels);
guint ga_selector_get_selected (GaSelector *self);
void ga_selector_set_selected (GaSelector *self, guint selected);

G_END_DECLS
