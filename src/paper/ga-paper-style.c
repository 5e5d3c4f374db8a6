/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paper/ga-paper-style.h"

#include <glib/gi18n-lib.h>

#define FOOT      26.0
#define FOOT_SIZE 8.0
#define FOOT_GAP  18.0
/* What rounding in Pango's units may add to a height. */
#define ROUNDING 0.01

/**
 * ga_paper_sheet_get_bottom:
 *
 * Returns: how far down a page may be written on, measured from its upper edge
 */
double
ga_paper_sheet_get_bottom (const GaPaperSheet *sheet)
{
  return sheet->height - sheet->margin - FOOT;
}

/**
 * ga_paper_context_new:
 * @snap: whether letters stand on whole pixels: cairo 1.16 puts them there on a screen in any case,
 *   and uneven gaps would be left between them
 *
 * Returns: (transfer full): a context without hinting, so that text has one size at every zoom
 */
PangoContext *
ga_paper_context_new (gboolean snap)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, snap);
  cairo_font_options_destroy (options);
  return context;
}

/**
 * ga_paper_shape:
 * @size: of the letters, in points
 *
 * Returns: (transfer full): an empty layout, whose figures are all of one width so that they stand
 *   below each other
 */
PangoLayout *
ga_paper_shape (PangoContext *context, double size, gboolean bold)
{
  PangoLayout *pango = pango_layout_new (context);
  PangoFontDescription *font = pango_font_description_from_string (GA_PAPER_FONT);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (pango, font);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (pango, attributes);
  pango_layout_set_wrap (pango, PANGO_WRAP_WORD_CHAR);
  pango_attr_list_unref (attributes);
  pango_font_description_free (font);
  return pango;
}

double
ga_paper_find_height (PangoLayout *pango)
{
  PangoRectangle logical;

  pango_layout_get_extents (pango, NULL, &logical);
  return (double) logical.height / PANGO_SCALE;
}

/* (out): the upper and the lower edge of the line that @iter is at */
static void
get_line (PangoLayoutIter *iter, double *top, double *bottom)
{
  int above, below;

  pango_layout_iter_get_line_yrange (iter, &above, &below);
  *top = (double) above / PANGO_SCALE;
  *bottom = (double) below / PANGO_SCALE;
}

/* @end, or the upper edge of the line that it would cut */
static double
spare_line (PangoLayout *pango, double end)
{
  PangoLayoutIter *iter = pango_layout_get_iter (pango);
  double top, bottom;

  do
    get_line (iter, &top, &bottom);
  while (bottom <= end + ROUNDING && pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
  return top < end && bottom > end + ROUNDING ? top : end;
}

/**
 * ga_paper_find_break:
 * @layouts: (array length=n_layouts): texts that stand side by side
 * @from: how much of their height stands elsewhere already
 * @room: how much there is room for
 *
 * Returns: to where their height can be shown without a line that is cut; not more than @from where
 *   not even one line has room
 */
double
ga_paper_find_break (PangoLayout *const *layouts, guint n_layouts, double from, double room)
{
  double end = from + room, before;

  /* The line that one spares may be cut in another. */
  do
    {
      before = end;
      for (guint i = 0; i < n_layouts; i++)
        end = spare_line (layouts[i], end);
    }
  while (end < before && end > from);
  return end;
}

void
ga_paper_set_colour (cairo_t *cr, guint rgb)
{
  cairo_set_source_rgb (cr, (rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0,
                        (rgb & 0xff) / 255.0);
}

/**
 * ga_paper_draw_lines:
 * @y: where the part begins
 * @from: the part of the height of @pango, as ga_paper_find_break() found it
 *
 * Draws the lines between @from and @to, in the colour set.
 */
void
ga_paper_draw_lines (cairo_t *cr, PangoLayout *pango, double x, double y, double from, double to)
{
  PangoLayoutIter *iter = pango_layout_get_iter (pango);

  do
    {
      double baseline = (double) pango_layout_iter_get_baseline (iter) / PANGO_SCALE;
      PangoRectangle logical;

      if (baseline <= from || baseline > to)
        continue;
      pango_layout_iter_get_line_extents (iter, NULL, &logical);
      cairo_move_to (cr, x + (double) logical.x / PANGO_SCALE, y + baseline - from);
      pango_cairo_show_layout_line (cr, pango_layout_iter_get_line_readonly (iter));
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

/**
 * ga_paper_draw_foot:
 * @title: (nullable): of the document
 * @page: from 0
 *
 * Draws title and number of the page below what is written on it.
 */
void
ga_paper_draw_foot (PangoContext *context,
                    cairo_t *cr,
                    const GaPaperSheet *sheet,
                    const char *title,
                    guint page,
                    guint n_pages)
{
  /* Translators: the foot of a printed page */
  g_autofree char *number = g_strdup_printf (_ ("Page %1$u of %2$u"), page + 1, n_pages);
  g_autoptr (PangoLayout) pango = ga_paper_shape (context, FOOT_SIZE, FALSE);
  double room = sheet->width - 2 * sheet->margin - FOOT_GAP;
  double y = sheet->height - sheet->margin;
  PangoRectangle logical;

  ga_paper_set_colour (cr, GA_PAPER_MUTED);
  pango_layout_set_text (pango, number, -1);
  pango_layout_get_extents (pango, NULL, &logical);
  cairo_move_to (cr, sheet->width - sheet->margin - (double) logical.width / PANGO_SCALE, y);
  pango_cairo_show_layout (cr, pango);
  if (title == NULL)
    return;
  pango_layout_set_text (pango, title, -1);
  pango_layout_set_ellipsize (pango, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (pango, (int) (room * PANGO_SCALE) - logical.width);
  cairo_move_to (cr, sheet->margin, y);
  pango_cairo_show_layout (cr, pango);
}
