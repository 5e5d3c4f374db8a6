/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paper/ga-paper-style.h"
#include "paper/ga-table.h"

G_BEGIN_DECLS

/* Of each row, half above its text and half below. */
#define GA_TABLE_LAYOUT_AIR 5.0

/**
 * GaTableLayout: a table fitted to a width on paper, in points. Columns that are too wide wrap;
 * nothing is cut. It stays on the thread that made it, which has the table meanwhile.
 */
typedef struct
{
  GaTable *table;
  PangoContext *context;
  double scale; /* of the letters */
  double width;
  double *columns; /* widths, without the gap between */
  double gap;
  double heading; /* heights, with the air around */
  double *rows;
} GaTableLayout;

GaTableLayout *
ga_table_layout_new (GaTable *table, PangoContext *context, double width, double scale);
void ga_table_layout_free (GaTableLayout *layout);
double ga_table_layout_find_break (GaTableLayout *layout, guint row, double from, double room);
void ga_table_layout_draw_heading (GaTableLayout *layout, cairo_t *cr, double x, double y);
void ga_table_layout_draw_row (GaTableLayout *layout, cairo_t *cr, guint row, double x, double y);
void ga_table_layout_draw_part (
    GaTableLayout *layout, cairo_t *cr, guint row, double x, double y, double from, double to);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaTableLayout, ga_table_layout_free)

G_END_DECLS
