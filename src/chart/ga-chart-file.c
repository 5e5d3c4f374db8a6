/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/ga-chart-file.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "chart/ga-report-document.h"

/* The picture that goes into a report: as wide as a page of text, in pixels. */
#define PICTURE_WIDTH  960.0
#define PICTURE_HEIGHT 540.0
/* Cairo draws no picture of more than 32,767 pixels a side; a PNG has two for each of ours. */
#define PICTURE_MOST 16000.0
#define PNG_SCALE    2

/* The name would be taken for a subtraction. */
/* clang-format off */
G_DEFINE_QUARK (ga-chart-file-error-quark, ga_chart_file_error)
/* clang-format on */

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

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

static void
set_error (GError **error, const char *path, int code)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (name);

  switch (code)
    {
    case G_FILE_ERROR_NOSPC:
      g_set_error (error, GA_CHART_FILE_ERROR, GA_CHART_FILE_ERROR_FULL,
                   _ ("“%s” could not be written because the disk is full. "
                      "Free some space or choose another folder."),
                   shown);
      break;
    case G_FILE_ERROR_ACCES:
    case G_FILE_ERROR_PERM:
    case G_FILE_ERROR_ROFS:
      g_set_error (error, GA_CHART_FILE_ERROR, GA_CHART_FILE_ERROR_PERMISSION,
                   _ ("“%s” could not be written because you may not write in this folder. "
                      "Choose another folder."),
                   shown);
      break;
    case G_FILE_ERROR_NOENT:
    case G_FILE_ERROR_NOTDIR:
      g_set_error (error, GA_CHART_FILE_ERROR, GA_CHART_FILE_ERROR_NO_FOLDER,
                   _ ("“%s” could not be written because the folder does not exist. "
                      "Choose another folder."),
                   shown);
      break;
    default:
      g_set_error (error, GA_CHART_FILE_ERROR, GA_CHART_FILE_ERROR_FAILED,
                   _ ("“%s” could not be written because the disk reported an error. "
                      "Choose another folder and try again."),
                   shown);
      break;
    }
}

static gboolean
write_bytes (const GByteArray *bytes, cairo_status_t status, const char *path, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  /* Moving a file onto a device would replace the device. */
  if (g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_autofree char *shown = g_filename_display_name (path);

      g_set_error (error, GA_CHART_FILE_ERROR, GA_CHART_FILE_ERROR_NOT_A_FILE,
                   _ ("“%s” is not a file. Choose another name."), shown);
      return FALSE;
    }
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, GA_CHART_FILE_ERROR, GA_CHART_FILE_ERROR_FAILED,
                   _ ("The chart could not be drawn. There may be too little memory: "
                      "close other programs and try again."));
      return FALSE;
    }
  if (g_file_set_contents_full (path, (const char *) bytes->data, (gssize) bytes->len,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666,
                                &local_error))
    return TRUE;
  set_error (error, path, local_error->code);
  return FALSE;
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
 * Returns: %FALSE with @error set (#GaChartFileError) if nothing was written
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
    status = cairo_surface_write_to_png_stream (surface, append_cb, bytes);
  written = write_bytes (bytes, status, path, error);
  cairo_surface_destroy (surface);
  return written;
}

/**
 * ga_chart_write_svg:
 * @path: the file's name
 *
 * Writes the chart as a drawing. Any thread.
 *
 * Returns: %FALSE with @error set (#GaChartFileError) if nothing was written
 */
gboolean
ga_chart_write_svg (GaChart *chart, const char *path, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  double height = find_height (chart);
  cairo_surface_t *surface =
      cairo_svg_surface_create_for_stream (append_cb, bytes, PICTURE_WIDTH, height);
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
  return write_bytes (bytes, status, path, error);
}

/**
 * ga_chart_write_pdf:
 * @table: (nullable): the figures, printed in full
 * @paper: how the A4 paper lies
 * @path: the file's name
 *
 * Writes chart and table as a document whose text can be searched and copied. Any thread.
 *
 * Returns: %FALSE with @error set (#GaChartFileError) if nothing was written
 */
gboolean
ga_chart_write_pdf (
    GaChart *chart, GaTable *table, GaChartPaper paper, const char *path, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gboolean lies = paper == GA_CHART_PAPER_LANDSCAPE;
  double width = lies ? GA_PAPER_A4_LONG : GA_PAPER_A4_SHORT;
  double height = lies ? GA_PAPER_A4_SHORT : GA_PAPER_A4_LONG;
  g_autoptr (GaReportDocument) document = ga_report_document_new (chart, table, width, height);
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, width, height);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  if (ga_chart_get_title (chart) != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, ga_chart_get_title (chart));
  for (guint page = 0; page < ga_report_document_get_n_pages (document); page++)
    {
      ga_report_document_draw_page (document, cr, page);
      cairo_show_page (cr);
    }
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return write_bytes (bytes, status, path, error);
}
