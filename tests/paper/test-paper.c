/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paper/ga-paper.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "paper/ga-paper-file.h"
#include "pdf.h"

typedef struct
{
  char *folder;
  char *path;
  GaPaper *paper;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("gangart-paper-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->path = g_build_filename (fixture->folder, "Årsregnskab.pdf", NULL);
  fixture->paper = ga_paper_new ("Regnskab 2026");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ga_paper_free (fixture->paper);
  g_remove (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}

/* What stands on each page, the last followed by an empty one. */
static GStrv
write_and_read (Fixture *fixture, const char *option)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (ga_paper_write_pdf (fixture->paper, fixture->path, &error));
  g_assert_no_error (error);
  text = pdf_read (fixture->path, option);
  return g_strsplit (text, "\f", -1);
}

static guint
count_pages (GStrv pages)
{
  return g_strv_length (pages) - 1;
}

static guint
find_page (GStrv pages, const char *words)
{
  for (guint page = 0; page < count_pages (pages); page++)
    if (strstr (pages[page], words) != NULL)
      return page;
  g_error ("“%s” stands nowhere", words);
}

/* "w0001 w0002 …" */
static char *
make_words (guint n_words)
{
  GString *words = g_string_new (NULL);

  for (guint i = 1; i <= n_words; i++)
    g_string_append_printf (words, "w%04u ", i);
  return g_string_free (words, FALSE);
}

static void
assert_words_in_order (GStrv pages, guint n_words)
{
  g_autofree char *text = g_strjoinv (" ", pages);
  const char *at = text;

  for (guint i = 1; i <= n_words; i++)
    {
      g_autofree char *word = g_strdup_printf ("w%04u", i);
      const char *found = strstr (at, word);

      if (found == NULL)
        g_error ("“%s” is missing, or not in its place", word);
      at = found;
    }
}

static GaTable *
make_table (guint n_rows)
{
  GaTable *table = ga_table_new ();

  ga_table_add_column (table, "Ansøger", FALSE);
  ga_table_add_column (table, "Beløb", TRUE);
  for (guint i = 1; i <= n_rows; i++)
    {
      g_autofree char *name = g_strdup_printf ("Forening %u.", i);
      g_autofree char *amount = g_strdup_printf ("%u,00", i * i);

      ga_table_add_row (table, (const char *const[]){ name, amount, NULL });
    }
  return table;
}

static void
add_lines (Fixture *fixture, guint n_lines)
{
  for (guint i = 0; i < n_lines; i++)
    ga_paper_add (fixture->paper, GA_PAPER_NOTE, "Linje");
}

static void
test_a_long_table_has_its_headings_on_each_page (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaTable) table = make_table (200);
  g_auto (GStrv) pages = NULL;

  ga_table_set_total (table, (const char *const[]){ "I alt", "2.686.700,00", NULL });
  ga_paper_add_table (fixture->paper, table);
  pages = write_and_read (fixture, "-layout");
  g_assert_cmpuint (count_pages (pages), >, 3);
  for (guint page = 0; page < count_pages (pages); page++)
    {
      g_autofree char *foot = g_strdup_printf ("Page %u of %u", page + 1, count_pages (pages));

      g_assert_nonnull (strstr (pages[page], "Ansøger"));
      g_assert_nonnull (strstr (pages[page], "Regnskab 2026"));
      g_assert_nonnull (strstr (pages[page], foot));
    }
  for (guint i = 1, page = 0; i <= 200; i++)
    {
      g_autofree char *name = g_strdup_printf ("Forening %u.", i);
      guint found = find_page (pages, name);

      g_assert_cmpuint (found, >=, page);
      page = found;
    }
  g_assert_cmpuint (find_page (pages, "2.686.700,00"), ==, count_pages (pages) - 1);
}

/* Called with where each word stands, in points. */
static void
for_each_word (Fixture *fixture, void (*look) (const double *box, const char *word))
{
  g_auto (GStrv) pages = write_and_read (fixture, "-bbox");
  guint n_words = 0;

  for (const char *at = pages[0]; (at = strstr (at, "<word ")) != NULL; at++)
    {
      double box[4];
      char word[100];

      g_assert_cmpint (sscanf (at,
                               "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\">%99[^<]",
                               &box[0], &box[1], &box[2], &box[3], word),
                       ==, 5);
      look (box, word);
      n_words++;
    }
  g_assert_cmpuint (n_words, >, 0);
}

/* No line reaches above its page or into the foot. */
static void
is_between (const double *box, const char *word)
{
  if (*word != 'w')
    return;
  g_assert_cmpfloat (box[1], >=, 55);
  g_assert_cmpfloat (box[3], <=, GA_PAPER_A4_LONG - 55 - 26);
}

static void
test_text_goes_on_where_a_page_ends (Fixture *fixture, gconstpointer data)
{
  g_autofree char *words = make_words (3000);
  g_auto (GStrv) pages = NULL;

  if (GPOINTER_TO_INT (data))
    ga_paper_add_fact (fixture->paper, "Begrundelse", words);
  else
    ga_paper_add (fixture->paper, GA_PAPER_TEXT, words);
  pages = write_and_read (fixture, "-raw");
  g_assert_cmpuint (count_pages (pages), >, 3);
  assert_words_in_order (pages, 3000);
  for_each_word (fixture, is_between);
}

static void
test_a_row_taller_than_a_page_goes_on (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaTable) table = make_table (2);
  g_autofree char *words = make_words (3000);
  g_auto (GStrv) pages = NULL;

  ga_table_add_row (table, (const char *const[]){ words, "12.345,50", NULL });
  ga_paper_add_table (fixture->paper, table);
  ga_paper_add (fixture->paper, GA_PAPER_TEXT, "Slut");
  pages = write_and_read (fixture, "-raw");
  g_assert_cmpuint (count_pages (pages), >, 2);
  assert_words_in_order (pages, 3000);
  for_each_word (fixture, is_between);
  g_assert_cmpuint (find_page (pages, "12.345,50"), ==, 0);
  g_assert_cmpuint (find_page (pages, "Slut"), ==, count_pages (pages) - 1);
}

/* Wherever a page ends. */
static void
test_a_heading_stands_with_what_follows (Fixture *fixture, gconstpointer data)
{
  for (guint n_lines = 33; n_lines < 39; n_lines++)
    {
      g_autoptr (GaTable) table = make_table (10);
      g_auto (GStrv) pages = NULL;
      guint page;

      g_clear_pointer (&fixture->paper, ga_paper_free);
      fixture->paper = ga_paper_new ("Regnskab 2026");
      add_lines (fixture, n_lines);
      ga_paper_add (fixture->paper, GA_PAPER_HEADING, "Afsnit");
      ga_paper_add (fixture->paper, GA_PAPER_SUBHEADING, "Underafsnit");
      ga_paper_add_table (fixture->paper, table);
      pages = write_and_read (fixture, "-layout");
      page = find_page (pages, "Afsnit");
      g_assert_cmpuint (find_page (pages, "Underafsnit"), ==, page);
      g_assert_cmpuint (find_page (pages, "Forening 3."), ==, page);
    }
}

/* Below a letter of more and more lines there is room for its terms, until there is not: then all
 * of them stand on the next page. */
static void
test_a_part_stands_together (Fixture *fixture, gconstpointer data)
{
  guint n_together = 0, n_apart = 0;

  for (guint lines = 1; lines < 50; lines++)
    {
      g_auto (GStrv) pages = NULL;
      guint begins;

      g_clear_pointer (&fixture->paper, ga_paper_free);
      fixture->paper = ga_paper_new ("Regnskab 2026");
      ga_paper_begin_part (fixture->paper);
      for (guint i = 0; i < lines; i++)
        ga_paper_add (fixture->paper, GA_PAPER_TEXT, "Bevillingsbrev");
      ga_paper_begin_part (fixture->paper);
      ga_paper_add (fixture->paper, GA_PAPER_HEADING, "Vilkår");
      for (guint i = 0; i < 10; i++)
        ga_paper_add (fixture->paper, GA_PAPER_TEXT, i < 9 ? "Mere" : "Slut");
      ga_paper_begin_part (fixture->paper);
      pages = write_and_read (fixture, "-layout");
      begins = find_page (pages, "Vilkår");
      g_assert_cmpuint (find_page (pages, "Slut"), ==, begins);
      g_assert_cmpuint (count_pages (pages), ==, begins + 1);
      n_together += begins == 0;
      n_apart += begins > 0;
    }
  g_assert_cmpuint (n_together, >, 0);
  g_assert_cmpuint (n_apart, >, 0);
}

static void
test_what_has_no_value_leaves_no_trace (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaTable) table = make_table (0);
  g_auto (GStrv) pages = NULL;

  ga_paper_add (fixture->paper, GA_PAPER_TEXT, NULL);
  ga_paper_add_fact (fixture->paper, "Adresse", NULL);
  ga_paper_add_fact (fixture->paper, "Telefon", "");
  ga_paper_add_table (fixture->paper, table);
  pages = write_and_read (fixture, "-layout");
  g_assert_cmpuint (count_pages (pages), ==, 1);
  g_assert_null (strstr (pages[0], "Adresse"));
  g_assert_null (strstr (pages[0], "Telefon"));
  g_assert_null (strstr (pages[0], "Ansøger"));
}

static void
is_on_paper (const double *box, const char *word)
{
  g_assert_cmpfloat (box[0], >=, 55);
  g_assert_cmpfloat (box[1], >=, 55);
  g_assert_cmpfloat (box[2], <=, GA_PAPER_A4_SHORT - 55);
  g_assert_cmpfloat (box[3], <=, GA_PAPER_A4_LONG - 40);
}

static void
test_nothing_stands_outside_the_margins (Fixture *fixture, gconstpointer data)
{
  g_autofree char *long_word = g_strnfill (100, 'x');
  g_autoptr (GaTable) table = ga_table_new ();
  const char *cells[11] = {
    long_word, long_word, "1.234.567.890,00", "1.234.567.890,00", long_word, "1", "2", "3", "4",
    "5",       NULL
  };

  for (guint i = 0; i < 10; i++)
    ga_table_add_column (table, "Overskrift", i == 2 || i == 3);
  for (guint i = 0; i < 20; i++)
    ga_table_add_row (table, cells);
  ga_paper_add (fixture->paper, GA_PAPER_TITLE, long_word);
  ga_paper_add (fixture->paper, GA_PAPER_RIGHT, long_word);
  ga_paper_add_fact (fixture->paper, long_word, long_word);
  ga_paper_add_table (fixture->paper, table);
  for_each_word (fixture, is_on_paper);
}

static void
ends_in_line (const double *box, const char *word)
{
  static double line = 0;

  if (!g_str_has_suffix (word, ",00"))
    return;
  if (line > 0)
    g_assert_cmpfloat_with_epsilon (box[2], line, 0.1);
  line = box[2];
}

static void
test_figures_stand_below_each_other (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaTable) table = make_table (100);

  ga_paper_add_table (fixture->paper, table);
  for_each_word (fixture, ends_in_line);
}

static void
test_a_missing_folder_is_told (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "findes-ikke", "a.pdf", NULL);
  g_autoptr (GError) error = NULL;

  ga_paper_add (fixture->paper, GA_PAPER_TEXT, "Tekst");
  g_assert_false (ga_paper_write_pdf (fixture->paper, path, &error));
  g_assert_error (error, GA_PAPER_ERROR, GA_PAPER_ERROR_NO_FOLDER);
}

/* How many points of the first page are dark. */
static guint
count_ink (GaPaper *paper)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 596, 842);
  cairo_t *cr = cairo_create (surface);
  const unsigned char *data;
  guint ink = 0;

  ga_paper_lay_out (paper);
  ga_paper_draw_page (paper, cr, 0);
  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  for (int i = 0; i < 842 * cairo_image_surface_get_stride (surface); i++)
    ink += data[i] > 127;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return ink;
}

static void
test_what_is_struck_has_a_line_through_it (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaTable) table = make_table (1);
  guint before;

  ga_paper_add_table (fixture->paper, table);
  before = count_ink (fixture->paper);
  ga_table_strike_row (table, 1);
  g_assert_cmpuint (count_ink (fixture->paper), >, before);
}

static void
test_blanks_fill_the_page_but_for_what_follows (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) pages = NULL;

  ga_paper_add (fixture->paper, GA_PAPER_TITLE, "Liste");
  ga_paper_add_blanks (fixture->paper, 8);
  ga_paper_add_line (fixture->paper, "Uden navn", FALSE);
  pages = write_and_read (fixture, "-layout");
  g_assert_cmpuint (count_pages (pages), ==, 1);
  g_assert_cmpuint (find_page (pages, "Uden navn"), ==, 0);
}

static void
test_blanks_that_must_be_there_turn_the_page (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) pages = NULL;

  for (guint i = 0; i < 27; i++)
    ga_paper_add_line (fixture->paper, "Navn", TRUE);
  ga_paper_add_blanks (fixture->paper, 30);
  ga_paper_add_line (fixture->paper, "Uden navn", FALSE);
  pages = write_and_read (fixture, "-layout");
  g_assert_cmpuint (count_pages (pages), ==, 2);
  g_assert_cmpuint (find_page (pages, "Uden navn"), ==, 1);
}

#define ADD(path, data, test) g_test_add (path, Fixture, data, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/paper/a-long-table-has-its-headings-on-each-page", NULL,
       test_a_long_table_has_its_headings_on_each_page);
  ADD ("/paper/text-goes-on-where-a-page-ends", GINT_TO_POINTER (FALSE),
       test_text_goes_on_where_a_page_ends);
  ADD ("/paper/a-fact-goes-on-where-a-page-ends", GINT_TO_POINTER (TRUE),
       test_text_goes_on_where_a_page_ends);
  ADD ("/paper/a-row-taller-than-a-page-goes-on", NULL, test_a_row_taller_than_a_page_goes_on);
  ADD ("/paper/a-heading-stands-with-what-follows", NULL, test_a_heading_stands_with_what_follows);
  ADD ("/paper/a-part-stands-together", NULL, test_a_part_stands_together);
  ADD ("/paper/what-has-no-value-leaves-no-trace", NULL, test_what_has_no_value_leaves_no_trace);
  ADD ("/paper/nothing-stands-outside-the-margins", NULL, test_nothing_stands_outside_the_margins);
  ADD ("/paper/figures-stand-below-each-other", NULL, test_figures_stand_below_each_other);
  ADD ("/paper/what-is-struck-has-a-line-through-it", NULL,
       test_what_is_struck_has_a_line_through_it);
  ADD ("/paper/blanks-fill-the-page-but-for-what-follows", NULL,
       test_blanks_fill_the_page_but_for_what_follows);
  ADD ("/paper/blanks-that-must-be-there-turn-the-page", NULL,
       test_blanks_that_must_be_there_turn_the_page);
  ADD ("/paper/a-missing-folder-is-told", NULL, test_a_missing_folder_is_told);
  return g_test_run ();
}
