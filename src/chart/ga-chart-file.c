/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/ga-chart-file.h"

#include <cairo-svg.h>
#include <string.h>

#include "chart/ga-report-document.h"
#include "paper/ga-paper-file.h"

/* The picture that goes into a report: as wide as a page of text, in pixels. */
#define PICTURE_WIDTH  960.0
#define PICTURE_HEIGHT 540.0
/* Cairo draws no picture of more than 32,767 pixels a side; a PNG has two for each of ours. */
#define PICTURE_MOST 16000.0
#define PNG_SCALE    2

static double
find_height (GaChart *chart)
{
  double natural = ga_chart_get_natural_height (chart, PICTURE_WIDTH, 1);

  if (ga_chart_get_kind (chart) == GA_CHART_GROUPS)
    return CLAMP (natural, 240, PICTURE_MOST);
  return CLAMP (natural, PICTURE_HEIGHT, PICTURE_MOST);
}

/* A picture stands by itself: it has a ground even where the chart on the screen has none. */
static void
draw_picture (GaChart *chart, cairo_t *cr, double height)
{
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_rectangle (cr, 0, 0, PICTURE_WIDTH, height);
  cairo_fill (cr);
  ga_chart_draw (chart, cr, PICTURE_WIDTH, height, GA_CHART_THEME_LIGHT, 1, NULL);
}

/* Readers of the screen find the words of an SVG here: its letters are drawn as shapes. */
static void
name_svg (GByteArray *bytes, GaChart *chart)
{
  const char *title = ga_chart_get_title (chart);
  const char *subtitle = ga_chart_get_subtitle (chart);
  g_autofree char *text = NULL;
  g_autofree char *tail = NULL;
  const char *start, *end;
  gsize head;

  g_byte_array_append (bytes, (const guint8 *) "", 1);
  start = strstr ((const char *) bytes->data, "<svg");
  end = start != NULL ? strchr (start, '>') : NULL;
  if (end == NULL)
    {
      g_byte_array_set_size (bytes, bytes->len - 1);
      return;
    }
  text = g_markup_printf_escaped ("\n<title>%s</title>\n<desc>%s</desc>",
                                  title != NULL ? title : "", subtitle != NULL ? subtitle : "");
  head = (gsize) (end + 1 - (const char *) bytes->data);
  tail = g_strdup (end + 1);
  g_byte_array_set_size (bytes, (guint) head);
  g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
  g_byte_array_append (bytes, (const guint8 *) tail, (guint) strlen (tail));
}

/**
 * ga_chart_write_png:
 * @path: the file's name
 *
 * Writes the chart as a picture of 1920 pixels across. Any thread.
 *
 * Returns: %FALSE with @error set (#GaPaperError) if nothing was written
 */
gboolean
ga_chart_write_png (GaChart *chart, const char *path, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  double height = find_height (chart);
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, (int) PICTURE_WIDTH * PNG_SCALE, (int) height * PNG_SCALE);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;
  gboolean written;

  cairo_scale (cr, PNG_SCALE, PNG_SCALE);
  draw_picture (chart, cr, height);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream (surface, ga_paper_file_append, bytes);
  written = ga_paper_file_write (bytes, status, path, error);
  cairo_surface_destroy (surface);
  return written;
}

/**
 * ga_chart_write_svg:
 * @path: the file's name
 *
 * Writes the chart as a drawing. Any thread.
 *
 * Returns: %FALSE with @error set (#GaPaperError) if nothing was written
 */
gboolean
ga_chart_write_svg (GaChart *chart, const char *path, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  double height = find_height (chart);
  cairo_surface_t *surface =
      cairo_svg_surface_create_for_stream (ga_paper_file_append, bytes, PICTURE_WIDTH, height);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  draw_picture (chart, cr, height);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  name_svg (bytes, chart);
  return ga_paper_file_write (bytes, status, path, error);
}

static void
draw_page_cb (cairo_t *cr, guint page, gpointer user_data)
{
  ga_report_document_draw_page (user_data, cr, page);
}

/**
 * ga_chart_write_pdf:
 * @table: (nullable): the figures, printed in full
 * @paper: how the A4 paper lies
 * @path: the file's name
 *
 * Writes chart and table as a document whose text can be searched and copied. Any thread.
 *
 * Returns: %FALSE with @error set (#GaPaperError) if nothing was written
 */
gboolean
ga_chart_write_pdf (
    GaChart *chart, GaTable *table, GaChartPaper paper, const char *path, GError **error)
{
  gboolean lies = paper == GA_CHART_PAPER_LANDSCAPE;
  GaPaperSheet sheet = { lies ? GA_PAPER_A4_LONG : GA_PAPER_A4_SHORT,
                         lies ? GA_PAPER_A4_SHORT : GA_PAPER_A4_LONG, 0 };
  g_autoptr (GaReportDocument) document =
      ga_report_document_new (chart, table, sheet.width, sheet.height);

  return ga_paper_file_write_pdf (ga_chart_get_title (chart), &sheet,
                                  ga_report_document_get_n_pages (document), draw_page_cb, document,
                                  path, error);
}
