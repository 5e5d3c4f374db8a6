/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/ga-record-view.h"

G_BEGIN_DECLS

/*
 * The choice of a year for the annual statement of a grant or of a round, as a menu: all years, or
 * any from the first to the last in which money moved. Main thread.
 */

void ga_statement_menu_fill (GaRecordView *view, GMenu *menu, const char *about);
void ga_statement_menu_install (GtkWidgetClass *view_class);

G_END_DECLS
