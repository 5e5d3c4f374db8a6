/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paper/ga-table-layout.h"

#define TEXT_SIZE  9.0
#define COLUMN_GAP 16.0
#define LEAST_GAP  6.0
/* How much further apart columns may move where the page is wider than the table. */
#define SPREAD 28.0

static PangoLayout *
shape (GaTableLayout *layout, gboolean bold)
{
  return ga_paper_shape (layout->context, TEXT_SIZE * layout->scale, bold);
}

/* @row: below 0 for the headings */
static const char *
get_text (GaTableLayout *layout, gint64 row, guint column)
{
  return row < 0 ? ga_table_get_heading (layout->table, column)
                 : ga_table_get_cell (layout->table, (guint) row, column);
}

static gboolean
is_bold (GaTableLayout *layout, gint64 row)
{
  return row < 0 || ga_table_is_total (layout->table, (guint) row);
}

static double
measure (PangoLayout *pango, const char *text, double width, gboolean height)
{
  PangoRectangle logical;

  pango_layout_set_width (pango, width < 0 ? -1 : (int) (width * PANGO_SCALE));
  pango_layout_set_text (pango, text, -1);
  pango_layout_get_extents (pango, NULL, &logical);
  return (double) (height ? logical.height : logical.width) / PANGO_SCALE;
}

static double
find_natural (GaTableLayout *layout, guint column)
{
  g_autoptr (PangoLayout) plain = shape (layout, FALSE);
  g_autoptr (PangoLayout) bold = shape (layout, TRUE);
  double widest = measure (bold, ga_table_get_heading (layout->table, column), -1, FALSE);

  for (guint row = 0; row < ga_table_get_n_rows (layout->table); row++)
    {
      PangoLayout *pango = ga_table_is_total (layout->table, row) ? bold : plain;

      widest =
          MAX (widest, measure (pango, ga_table_get_cell (layout->table, row, column), -1, FALSE));
    }
  /* Rounding in Pango's units must not push a word to a second line. */
  return widest + 0.5;
}

static double
sum_columns (GaTableLayout *layout, double most)
{
  double sum = 0;

  for (guint column = 0; column < ga_table_get_n_columns (layout->table); column++)
    sum += MIN (layout->columns[column], most);
  return sum;
}

/* The widest columns give way first, all to one width, until the table fits. */
static void
narrow (GaTableLayout *layout, double room)
{
  double low = 0, high = room;

  for (guint i = 0; i < 40; i++)
    {
      double middle = (low + high) / 2;

      if (sum_columns (layout, middle) > room)
        high = middle;
      else
        low = middle;
    }
  for (guint column = 0; column < ga_table_get_n_columns (layout->table); column++)
    layout->columns[column] = MAX (MIN (layout->columns[column], low), 1);
}

static double
find_height (GaTableLayout *layout, PangoLayout *pango, gint64 row)
{
  double height = 0;

  for (guint column = 0; column < ga_table_get_n_columns (layout->table); column++)
    {
      const char *text = get_text (layout, row, column);

      height = MAX (height, measure (pango, text, layout->columns[column], TRUE));
    }
  return height + GA_TABLE_LAYOUT_AIR;
}

/* Struck text is as high and as wide as it is without. */
static void
strike (PangoLayout *pango, gboolean struck)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_copy (pango_layout_get_attributes (pango));

  pango_attr_list_change (attributes, pango_attr_strikethrough_new (struck));
  pango_layout_set_attributes (pango, attributes);
}

/* What of the height of a row lies between @from and @to. */
static void
draw_cells (
    GaTableLayout *layout, cairo_t *cr, gint64 row, double x, double y, double from, double to)
{
  g_autoptr (PangoLayout) pango = shape (layout, is_bold (layout, row));
  double bottom = y + layout->heading - GA_TABLE_LAYOUT_AIR / 2;

  ga_paper_set_colour (cr, GA_PAPER_INK);
  for (guint column = 0; column < ga_table_get_n_columns (layout->table); column++)
    {
      const char *text = get_text (layout, row, column);
      double height = measure (pango, text, layout->columns[column], TRUE);

      pango_layout_set_alignment (pango, ga_table_is_numeric (layout->table, column)
                                             ? PANGO_ALIGN_RIGHT
                                             : PANGO_ALIGN_LEFT);
      strike (pango, row >= 0 && ga_table_is_struck (layout->table, (guint) row, column));
      /* Headings stand on their line, rows hang from theirs. */
      ga_paper_draw_lines (cr, pango, x, row < 0 ? bottom - height : y + GA_TABLE_LAYOUT_AIR / 2,
                           from, to);
      x += layout->columns[column] + layout->gap;
    }
}

static void
draw_rule (GaTableLayout *layout, cairo_t *cr, guint rgb, double width, double x, double y)
{
  ga_paper_set_colour (cr, rgb);
  cairo_set_line_width (cr, width);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x + layout->width, y);
  cairo_stroke (cr);
}

/**
 * ga_table_layout_new:
 * @width: the room across, in points
 * @scale: how large letters are, against their usual size
 *
 * Returns: (transfer full): @table fitted to at most @width
 */
GaTableLayout *
ga_table_layout_new (GaTable *table, PangoContext *context, double width, double scale)
{
  GaTableLayout *layout = g_new0 (GaTableLayout, 1);
  guint n_columns = ga_table_get_n_columns (table);
  guint n_gaps = MAX (n_columns, 1) - 1;
  g_autoptr (PangoLayout) plain = NULL;
  g_autoptr (PangoLayout) bold = NULL;
  double natural;

  layout->table = g_object_ref (table);
  layout->context = g_object_ref (context);
  layout->scale = scale;
  layout->columns = g_new0 (double, n_columns + 1);
  layout->rows = g_new0 (double, ga_table_get_n_rows (table) + 1);
  layout->gap = n_gaps > 0 ? MIN (COLUMN_GAP, width / 2 / n_gaps) : 0;
  for (guint column = 0; column < n_columns; column++)
    layout->columns[column] = find_natural (layout, column);
  natural = sum_columns (layout, G_MAXDOUBLE) + layout->gap * n_gaps;
  if (natural > width && n_gaps > 0)
    layout->gap = MAX (layout->gap - (natural - width) / n_gaps, MIN (layout->gap, LEAST_GAP));
  if (natural > width)
    narrow (layout, width - layout->gap * n_gaps);
  else if (n_gaps > 0)
    layout->gap += MIN ((width - natural) / n_gaps, SPREAD);
  layout->width = sum_columns (layout, G_MAXDOUBLE) + layout->gap * n_gaps;
  plain = shape (layout, FALSE);
  bold = shape (layout, TRUE);
  layout->heading = find_height (layout, bold, -1);
  for (guint row = 0; row < ga_table_get_n_rows (table); row++)
    layout->rows[row] =
        find_height (layout, ga_table_is_total (table, row) ? bold : plain, (gint64) row);
  return layout;
}

void
ga_table_layout_free (GaTableLayout *layout)
{
  g_free (layout->columns);
  g_free (layout->rows);
  g_object_unref (layout->context);
  g_object_unref (layout->table);
  g_free (layout);
}

/**
 * ga_table_layout_find_break:
 * @from: how much of the text of @row stands on another page already
 * @room: how much there is room for, with the air around
 *
 * Returns: to where the row can be drawn without a line that is cut; not more than @from where not
 *   even one line has room
 */
double
ga_table_layout_find_break (GaTableLayout *layout, guint row, double from, double room)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint column = 0; column < ga_table_get_n_columns (layout->table); column++)
    {
      PangoLayout *pango = shape (layout, is_bold (layout, row));

      measure (pango, get_text (layout, row, column), layout->columns[column], TRUE);
      g_ptr_array_add (cells, pango);
    }
  return ga_paper_find_break ((PangoLayout *const *) cells->pdata, cells->len, from,
                              room - GA_TABLE_LAYOUT_AIR);
}

void
ga_table_layout_draw_heading (GaTableLayout *layout, cairo_t *cr, double x, double y)
{
  draw_cells (layout, cr, -1, x, y, 0, layout->heading);
  draw_rule (layout, cr, GA_PAPER_RULE, 1, x, y + layout->heading);
}

void
ga_table_layout_draw_row (GaTableLayout *layout, cairo_t *cr, guint row, double x, double y)
{
  ga_table_layout_draw_part (layout, cr, row, x, y, 0, layout->rows[row] - GA_TABLE_LAYOUT_AIR);
}

/**
 * ga_table_layout_draw_part:
 * @from: the part of the text of @row, as ga_table_layout_find_break() found it
 *
 * Draws a row that is taller than a page, one part after the other.
 */
void
ga_table_layout_draw_part (
    GaTableLayout *layout, cairo_t *cr, guint row, double x, double y, double from, double to)
{
  if (ga_table_is_total (layout->table, row) && from <= 0)
    draw_rule (layout, cr, GA_PAPER_RULE, 1, x, y);
  draw_cells (layout, cr, (gint64) row, x, y, from, to);
  draw_rule (layout, cr, GA_PAPER_HAIRLINE, 0.5, x, y + to - from + GA_TABLE_LAYOUT_AIR);
}
