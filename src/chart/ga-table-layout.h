/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "chart/ga-chart-palette.h"
#include "chart/ga-table.h"

G_BEGIN_DECLS

/**
 * GaTableLayout: a table fitted to a width on paper, in points. Columns that are too wide wrap;
 * nothing is cut. It stays on the thread that made it, which has the table meanwhile.
 */
typedef struct
{
  GaTable *table;
  PangoContext *context;
  double width;
  double *columns; /* widths, without the gap between */
  double gap;
  double heading; /* heights, with the air around */
  double *rows;
} GaTableLayout;

GaTableLayout *ga_table_layout_new (GaTable *table, PangoContext *context, double width);
void ga_table_layout_free (GaTableLayout *layout);
void ga_table_layout_draw_heading (
    GaTableLayout *layout, cairo_t *cr, const GaChartPalette *palette, double x, double y);
void ga_table_layout_draw_row (GaTableLayout *layout,
                               cairo_t *cr,
                               const GaChartPalette *palette,
                               guint row,
                               double x,
                               double y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaTableLayout, ga_table_layout_free)

G_END_DECLS
