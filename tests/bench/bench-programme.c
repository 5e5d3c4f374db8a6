/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cairo-pdf.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>

#include "exchange/ga-walk-paper.h"
#include "paper/ga-paper-style.h"
#include "store/ga-store.h"

/* The programme of the season that a community has most of, from the file to the PDF on the disk,
 * beside a bare PDF of as many lines; in turns, medians. */

#define TIMES 11
#define YEAR  "2025"
#define FROM  YEAR "-01-01"
#define TO    YEAR "-12-31"
#define LINES 40 /* a page */

static guint
count_walks (GaReader *reader, const GaId *community)
{
  g_autoptr (GaQuery) query =
      ga_query_new (ga_schema_get (ga_reader_get_schema (reader), "meeting"));

  ga_query_where_id (query, "community", community);
  ga_query_where_text (query, "start", GA_AT_LEAST, FROM);
  ga_query_where_text (query, "start", GA_LESS, TO);
  return (guint) ga_reader_count (reader, query, NULL);
}

/* (out): the community with most walks of the first hundred; Returns: how many */
static guint
find_community (GaReader *reader, GaId *id)
{
  g_autoptr (GaQuery) query =
      ga_query_new (ga_schema_get (ga_reader_get_schema (reader), "community"));
  g_autoptr (GPtrArray) found = NULL;
  guint most = 0;

  ga_query_set_window (query, 0, 100);
  found = ga_reader_list (reader, query, NULL);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const GaId *each = ga_record_get_id (found->pdata[i]);
      guint n = count_walks (reader, each);

      if (n > most)
        *id = *each;
      most = MAX (most, n);
    }
  return most;
}

static void
write_bare (const char *path, guint n_lines)
{
  cairo_surface_t *surface = cairo_pdf_surface_create (path, GA_PAPER_A4_SHORT, GA_PAPER_A4_LONG);
  cairo_t *cr = cairo_create (surface);

  for (guint i = 0; i < n_lines; i++)
    {
      g_autoptr (PangoLayout) line = pango_cairo_create_layout (cr);

      pango_layout_set_text (line, "Tuesday 7 January 2025 10:00 By the bridge Karen", -1);
      cairo_move_to (cr, 50, 50 + (i % LINES) * 18);
      pango_cairo_show_layout (cr, line);
      if (i % LINES == LINES - 1)
        cairo_show_page (cr);
    }
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
}

static void
write_programme (GaReader *reader, const GaId *id, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GaPaper) paper = ga_programme_new (reader, id, FROM, TO, &error);

  if (paper == NULL || !ga_paper_write_pdf (paper, path, &error))
    g_error ("%s", error->message);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const gint64 *x = a, *y = b;

  return *x < *y ? -1 : *x > *y;
}

static double
find_median (gint64 *took)
{
  const gint64 *middle = took + TIMES / 2;

  qsort (took, TIMES, sizeof *took, compare);
  return (double) *middle / 1000;
}

int
main (int argc, char **argv)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GaStore) store = argc == 2 ? ga_store_open (argv[1], schema, &error) : NULL;
  g_autofree char *folder = g_dir_make_tmp ("gangart-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "programme.pdf", NULL);
  gint64 bare[TIMES], ours[TIMES];
  GaId id = { { 0 } };
  guint n;

  if (store == NULL)
    g_error ("%s", error != NULL ? error->message : "Give a profile.");
  n = find_community (ga_store_get_reader (store), &id);
  g_assert_cmpuint (n, >, 0);
  for (guint i = 0; i < TIMES; i++)
    {
      gint64 start = g_get_monotonic_time ();

      write_bare (path, n);
      bare[i] = g_get_monotonic_time () - start;
      start = g_get_monotonic_time ();
      write_programme (ga_store_get_reader (store), &id, path);
      ours[i] = g_get_monotonic_time () - start;
    }
  printf ("PDF of a season, %u walks\t%.1f\t%.1f\tms\t300\n", n, find_median (ours),
          find_median (bare));
  g_remove (path);
  g_rmdir (folder);
  return 0;
}
