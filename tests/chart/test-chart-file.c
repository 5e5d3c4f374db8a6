/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/ga-chart-file.h"

#include <cairo.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "chart-samples.h"
#include "chart/ga-report-document.h"
#include "paper/ga-paper-file.h"
#include "pdf.h"

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("gangart-chart-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

static char *
write_and_read_pdf (Fixture *fixture, GaChart *chart, GaChartPaper paper)
{
  g_autoptr (GaTable) table = chart_sample_table (chart);
  g_autofree char *path = g_build_filename (fixture->folder, "rapport.pdf", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (ga_chart_write_pdf (chart, table, paper, path, &error));
  g_assert_no_error (error);
  return pdf_read (path, "-layout");
}

static void
assert_says (const char *text, const char *words)
{
  if (strstr (text, words) == NULL)
    g_error ("“%s” is not in: %s", words, text);
}

static void
test_every_figure_is_text_in_the_pdf (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaChart) chart = chart_sample_months ();
  g_autofree char *text =
      write_and_read_pdf (fixture, chart, (GaChartPaper) GPOINTER_TO_UINT (data));

  assert_says (text, "Fremmøde pr. måned");
  assert_says (text, "412 ture i 14 fællesskaber");
  assert_says (text, "Kilde: værternes registreringer.");
  assert_says (text, "februar 2026");
  assert_says (text, "11.474");
  assert_says (text, "Page 1 of 1");
  for (guint category = 0; category < ga_chart_get_n_categories (chart); category++)
    for (guint series = 0; series < ga_chart_get_n_series (chart); series++)
      {
        g_autofree char *figure = ga_chart_dup_point_text (chart, series, category);

        assert_says (text, figure);
      }
}

static void
test_long_tables_break_into_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaChart) chart = chart_sample_weeks (520);
  g_autofree char *text = write_and_read_pdf (fixture, chart, GA_CHART_PAPER_PORTRAIT);
  g_auto (GStrv) pages = g_strsplit (text, "\f", -1);
  guint n_pages = g_strv_length (pages) - 1;
  g_autofree char *last = g_strdup_printf ("Page %u of %u", n_pages, n_pages);
  guint rows = 0;

  g_assert_cmpuint (n_pages, >, 5);
  for (guint page = 0; page < n_pages; page++)
    assert_says (pages[page], "Periode");
  for (const char *at = text; (at = strstr (at, "uge ")) != NULL; at++)
    rows += g_ascii_isdigit (at[strlen ("uge ")]) ? 1 : 0;
  g_assert_cmpuint (rows, ==, 520);
  assert_says (pages[n_pages - 1], last);
  assert_says (pages[n_pages - 1], "I alt");
}

static void
test_wide_tables_lose_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaChart) chart = chart_sample_months ();
  g_autoptr (GaTable) table = ga_table_new ();
  g_autofree char *path = g_build_filename (fixture->folder, "bred.pdf", NULL);
  g_autofree char *text = NULL;
  const char *cells[25] = { NULL };

  for (guint column = 0; column < 24; column++)
    {
      ga_table_add_column (table, column == 0 ? "Fællesskab" : "Uge", column > 0);
      cells[column] = column == 0 ? "De glade gængere på Ærø og omegn" : "123";
    }
  cells[23] = "987";
  ga_table_add_row (table, cells);
  g_assert_true (ga_chart_write_pdf (chart, table, GA_CHART_PAPER_LANDSCAPE, path, NULL));
  text = pdf_read (path, "-raw");
  assert_says (text, "gængere");
  assert_says (text, "987");
}

static void
test_png_is_a_picture_at_double_size (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaChart) chart = chart_sample_months ();
  g_autofree char *path = g_build_filename (fixture->folder, "diagram.png", NULL);
  cairo_surface_t *surface;

  ga_chart_set_transparent (chart, TRUE);
  g_assert_true (ga_chart_write_png (chart, path, NULL));
  surface = cairo_image_surface_create_from_png (path);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 1920);
  g_assert_cmpint (cairo_image_surface_get_height (surface), ==, 1080);
  /* The upper left corner is margin: white, also where the screen's chart has no ground. */
  g_assert_cmphex (*(guint32 *) (gpointer) cairo_image_surface_get_data (surface) & 0xffffff, ==,
                   0xffffff);
  cairo_surface_destroy (surface);
}

static void
test_svg_is_well_formed_and_named (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaChart) chart = chart_sample_months ();
  g_autofree char *path = g_build_filename (fixture->folder, "diagram.svg", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GMarkupParseContext) parser = NULL;
  const GMarkupParser nothing = { NULL };
  g_autoptr (GError) error = NULL;
  gsize length;

  ga_chart_set_title (chart, "Løb & gang <2026>");
  g_assert_true (ga_chart_write_svg (chart, path, NULL));
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  parser = g_markup_parse_context_new (&nothing, G_MARKUP_DEFAULT_FLAGS, NULL, NULL);
  g_assert_true (g_markup_parse_context_parse (parser, text, (gssize) length, &error));
  g_assert_true (g_markup_parse_context_end_parse (parser, &error));
  g_assert_no_error (error);
  assert_says (text, "<title>Løb &amp; gang &lt;2026&gt;</title>");
  g_assert_null (strstr (text, "<image"));
}

static void
assert_all_refuse (const char *path, GaPaperError code)
{
  g_autoptr (GaChart) chart = chart_sample_months ();
  g_autoptr (GError) png = NULL;
  g_autoptr (GError) svg = NULL;
  g_autoptr (GError) pdf = NULL;

  g_assert_false (ga_chart_write_png (chart, path, &png));
  g_assert_false (ga_chart_write_svg (chart, path, &svg));
  g_assert_false (ga_chart_write_pdf (chart, NULL, GA_CHART_PAPER_PORTRAIT, path, &pdf));
  g_assert_error (png, GA_PAPER_ERROR, (int) code);
  g_assert_error (svg, GA_PAPER_ERROR, (int) code);
  g_assert_error (pdf, GA_PAPER_ERROR, (int) code);
  g_assert_true (g_str_has_suffix (pdf->message, "."));
}

static void
test_a_missing_folder_is_told (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "findes-ikke", "a.pdf", NULL);

  assert_all_refuse (path, GA_PAPER_ERROR_NO_FOLDER);
  g_assert_cmpuint (count_files (fixture->folder), ==, 0);
}

static void
test_a_folder_or_device_is_not_replaced (Fixture *fixture, gconstpointer data)
{
  assert_all_refuse (fixture->folder, GA_PAPER_ERROR_NOT_A_FILE);
  assert_all_refuse ("/dev/null", GA_PAPER_ERROR_NOT_A_FILE);
  g_assert_cmpuint (count_files (fixture->folder), ==, 0);
}

/* A limit on the size of files stops the write half-way, as a full disk does. */
static void
test_a_failed_write_leaves_what_was_there (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "rapport.pdf", NULL);
  g_autofree char *text = NULL;
  struct rlimit before, limit;

  g_assert_true (g_file_set_contents (path, "sidste års rapport", -1, NULL));
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = 512;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  assert_all_refuse (path, GA_PAPER_ERROR_FAILED);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  signal (SIGXFSZ, SIG_DFL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "sidste års rapport");
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

static void
test_an_empty_chart_makes_a_document (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaChart) chart = chart_sample_weeks (0);
  g_autofree char *text = write_and_read_pdf (fixture, chart, GA_CHART_PAPER_PORTRAIT);

  assert_says (text, "Der er endnu ingen fremmøder i perioden.");
}

#define ADD(path, data, test) g_test_add (path, Fixture, data, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/chart/file/every-figure-is-text-in-the-pdf/portrait",
       GUINT_TO_POINTER (GA_CHART_PAPER_PORTRAIT), test_every_figure_is_text_in_the_pdf);
  ADD ("/chart/file/every-figure-is-text-in-the-pdf/landscape",
       GUINT_TO_POINTER (GA_CHART_PAPER_LANDSCAPE), test_every_figure_is_text_in_the_pdf);
  ADD ("/chart/file/long-tables-break-into-pages", NULL, test_long_tables_break_into_pages);
  ADD ("/chart/file/wide-tables-lose-nothing", NULL, test_wide_tables_lose_nothing);
  ADD ("/chart/file/png-is-a-picture-at-double-size", NULL, test_png_is_a_picture_at_double_size);
  ADD ("/chart/file/svg-is-well-formed-and-named", NULL, test_svg_is_well_formed_and_named);
  ADD ("/chart/file/a-missing-folder-is-told", NULL, test_a_missing_folder_is_told);
  ADD ("/chart/file/a-folder-or-device-is-not-replaced", NULL,
       test_a_folder_or_device_is_not_replaced);
  ADD ("/chart/file/a-failed-write-leaves-what-was-there", NULL,
       test_a_failed_write_leaves_what_was_there);
  ADD ("/chart/file/an-empty-chart-makes-a-document", NULL, test_an_empty_chart_makes_a_document);
  return g_test_run ();
}
