/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* What everything on paper has in common: sheets, letters, greys, and the foot of each page.
 * Lengths are in points of 1/72 inch. A context stays on the thread that made it. */

/* The face of the interface; where it is missing, the system's own. */
#define GA_PAPER_FONT "Cantarell, Sans"

/* ISO 216. */
#define GA_PAPER_A4_SHORT 595.28
#define GA_PAPER_A4_LONG  841.89

/* sRGB, red first. */
#define GA_PAPER_INK      0x1a1a1a
#define GA_PAPER_MUTED    0x4d4d4d
#define GA_PAPER_RULE     0x666666
#define GA_PAPER_HAIRLINE 0xdddddd

/**
 * GaPaperSheet:
 * @margin: on all four sides; the foot of the page stands in the one below
 */
typedef struct
{
  double width;
  double height;
  double margin;
} GaPaperSheet;

double ga_paper_sheet_get_bottom (const GaPaperSheet *sheet);

PangoContext *ga_paper_context_new (gboolean snap);
PangoLayout *ga_paper_shape (PangoContext *context, double size, gboolean bold);
double ga_paper_find_height (PangoLayout *pango);
double ga_paper_find_break (PangoLayout *const *layouts, guint n_layouts, double from, double room);
void ga_paper_set_colour (cairo_t *cr, guint rgb);
void
ga_paper_draw_lines (cairo_t *cr, PangoLayout *pango, double x, double y, double from, double to);
void ga_paper_draw_foot (PangoContext *context,
                         cairo_t *cr,
                         const GaPaperSheet *sheet,
                         const char *title,
                         guint page,
                         guint n_pages);

G_END_DECLS
