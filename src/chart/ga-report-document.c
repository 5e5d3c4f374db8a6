/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/ga-report-document.h"

#include "paper/ga-paper-style.h"
#include "paper/ga-table-layout.h"

#define MARGIN 48.0
/* Points a pixel of the chart: what is 18 pixels on the screen is 13.5 points on paper. */
#define CHART_ZOOM 0.75
/* The chart keeps this margin itself, in pixels; on paper its title stands flush with the table. */
#define CHART_MARGIN 20.0
#define GAP          18.0

typedef struct
{
  guint first;
  guint n_rows;
  double y; /* of the heading */
} Page;

struct _GaReportDocument
{
  GaChart *chart;
  GaTableLayout *table; /* (nullable) */
  PangoContext *context;
  GaPaperSheet sheet;
  double table_x;
  double chart_width; /* in points, without the chart's own margin */
  double chart_height;
  double text_scale;
  GArray *pages; /* of Page */
};

static double
sum_rows (GaTableLayout *table)
{
  double sum = table->heading;

  for (guint row = 0; row < ga_table_get_n_rows (table->table); row++)
    sum += table->rows[row];
  return sum;
}

/* In points, with the chart's own margin. Rows that would not fit a page get smaller letters first.
 */
static void
size_chart (GaReportDocument *document)
{
  double pixels = document->chart_width / CHART_ZOOM + 2 * CHART_MARGIN;
  double most =
      ga_paper_sheet_get_bottom (&document->sheet) - MARGIN + 2 * CHART_MARGIN * CHART_ZOOM;
  double wanted = MIN (pixels * 0.56 * CHART_ZOOM, most);
  double natural;

  document->text_scale = 1;
  for (;;)
    {
      natural =
          ga_chart_get_natural_height (document->chart, pixels, document->text_scale) * CHART_ZOOM;
      if (natural <= most || document->text_scale <= 0.66)
        break;
      document->text_scale -= 0.05;
    }
  if (ga_chart_get_kind (document->chart) == GA_CHART_GROUPS)
    wanted = natural;
  else if (document->table != NULL && document->table_x > MARGIN)
    wanted = MAX (wanted, sum_rows (document->table) + 2 * CHART_MARGIN * CHART_ZOOM);
  document->chart_height = CLAMP (wanted, MIN (natural, most), most);
}

static gboolean
fits_beside (GaReportDocument *document)
{
  double inner = document->sheet.width - 2 * MARGIN;

  return document->table != NULL && document->sheet.width > document->sheet.height &&
         document->table->width <= inner * 0.36 &&
         MARGIN + sum_rows (document->table) <= ga_paper_sheet_get_bottom (&document->sheet);
}

static void
add_page (GaReportDocument *document, guint first, double y)
{
  Page page = { first, 0, y };

  g_array_append_val (document->pages, page);
}

/* A heading never stands at the foot of a page with fewer than three rows below it. */
static void
break_pages (GaReportDocument *document, double y)
{
  guint n_rows = document->table != NULL ? ga_table_get_n_rows (document->table->table) : 0;
  guint row = 0;

  add_page (document, 0, y);
  while (row < n_rows)
    {
      Page *page = &g_array_index (document->pages, Page, document->pages->len - 1);
      double at = page->y + document->table->heading;

      for (; row < n_rows &&
             at + document->table->rows[row] <= ga_paper_sheet_get_bottom (&document->sheet);
           row++)
        at += document->table->rows[row];
      page->n_rows = row - page->first;
      if (document->pages->len == 1 && page->n_rows < MIN (n_rows, 3))
        row = page->n_rows = 0;
      else if (page->n_rows == 0 && row < n_rows)
        page->n_rows = ++row - page->first;
      if (row < n_rows)
        add_page (document, row, MARGIN);
    }
}

/**
 * ga_report_document_new:
 * @table: (nullable): the figures of the chart
 * @width: of a page, such as %GA_PAPER_A4_SHORT
 *
 * Returns: (transfer full): the pages; free with ga_report_document_free()
 */
GaReportDocument *
ga_report_document_new (GaChart *chart, GaTable *table, double width, double height)
{
  GaReportDocument *document = g_new0 (GaReportDocument, 1);
  double inner = width - 2 * MARGIN;
  gboolean beside;

  document->chart = g_object_ref (chart);
  document->context = ga_paper_context_new (FALSE);
  document->sheet = (GaPaperSheet){ width, height, MARGIN };
  document->pages = g_array_new (FALSE, FALSE, sizeof (Page));
  if (table != NULL && ga_table_get_n_columns (table) > 0)
    document->table = ga_table_layout_new (table, document->context, inner, 1);
  beside = fits_beside (document);
  document->chart_width = beside ? inner - document->table->width - 2 * GAP : inner;
  document->table_x = beside ? width - MARGIN - document->table->width : MARGIN;
  size_chart (document);
  break_pages (document,
               beside ? MARGIN
                      : MARGIN + document->chart_height + GAP - 2 * CHART_MARGIN * CHART_ZOOM);
  return document;
}

void
ga_report_document_free (GaReportDocument *document)
{
  if (document->table != NULL)
    ga_table_layout_free (document->table);
  g_array_unref (document->pages);
  g_object_unref (document->context);
  g_object_unref (document->chart);
  g_free (document);
}

guint
ga_report_document_get_n_pages (GaReportDocument *document)
{
  return document->pages->len;
}

/**
 * ga_report_document_draw_page:
 * @cr: in points, with the upper left corner of the paper as its origin
 * @page: from 0
 */
void
ga_report_document_draw_page (GaReportDocument *document, cairo_t *cr, guint page)
{
  const Page *place = &g_array_index (document->pages, Page, page);
  double y = place->y;

  g_return_if_fail (page < document->pages->len);
  cairo_save (cr);
  if (page == 0)
    {
      cairo_save (cr);
      cairo_translate (cr, MARGIN - CHART_MARGIN * CHART_ZOOM, MARGIN - CHART_MARGIN * CHART_ZOOM);
      cairo_scale (cr, CHART_ZOOM, CHART_ZOOM);
      ga_chart_draw (document->chart, cr, document->chart_width / CHART_ZOOM + 2 * CHART_MARGIN,
                     document->chart_height / CHART_ZOOM, GA_CHART_THEME_PRINT,
                     document->text_scale, NULL);
      cairo_restore (cr);
    }
  pango_cairo_update_context (cr, document->context);
  if (document->table != NULL && (page > 0 || place->n_rows > 0))
    {
      ga_table_layout_draw_heading (document->table, cr, document->table_x, y);
      y += document->table->heading;
      for (guint row = place->first; row < place->first + place->n_rows; row++)
        {
          ga_table_layout_draw_row (document->table, cr, row, document->table_x, y);
          y += document->table->rows[row];
        }
    }
  ga_paper_draw_foot (document->context, cr, &document->sheet, ga_chart_get_title (document->chart),
                      page, document->pages->len);
  cairo_restore (cr);
}
