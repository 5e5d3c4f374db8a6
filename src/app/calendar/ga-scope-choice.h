/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/ga-series.h"

G_BEGIN_DECLS

/**
 * GaScopeChoice:
 *
 * Which walks are meant: this one, this and later ones, or all of its schedule. Begins with this
 * one. Shows nothing for a walk without a schedule. Main thread.
 */
#define GA_TYPE_SCOPE_CHOICE (ga_scope_choice_get_type ())
G_DECLARE_FINAL_TYPE (GaScopeChoice, ga_scope_choice, GA, SCOPE_CHOICE, GtkBox)

void ga_scope_choice_set_meeting (GaScopeChoice *self, const GaRecord *meeting);
GaSeriesScope ga_scope_choice_get (GaScopeChoice *self);

G_END_DECLS
