/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaCoverageSheet:
 *
 * Which goals of a kommune's plans its initiatives work for: in words first, then as a table with a
 * mark where a goal is covered. What is closed covers nothing any more. Activates
 * `agreement.edit (ss)` and `agreement.delete (ss)` on the widget around it. Main thread.
 */
#define GA_TYPE_COVERAGE_SHEET (ga_coverage_sheet_get_type ())
G_DECLARE_FINAL_TYPE (GaCoverageSheet, ga_coverage_sheet, GA, COVERAGE_SHEET, GtkBox)

void ga_coverage_sheet_show (GaCoverageSheet *self,
                             GaContext *context,
                             GaReader *reader,
                             const GaId *kommune);

G_END_DECLS
