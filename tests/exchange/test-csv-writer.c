/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "exchange/ga-csv-cell.h"
#include "exchange/ga-csv-reader.h"
#include "exchange/ga-csv-writer.h"
#include "exchange/ga-exchange-error.h"
#include "ordinary-user.h"

static char *folder;

static void
add_row (GaCsvWriter *writer, const char *first, const char *second)
{
  const char *cells[] = { first, second };
  g_autoptr (GError) error = NULL;

  g_assert_true (ga_csv_writer_add_row (writer, cells, 2, &error));
  g_assert_no_error (error);
}

static GaCsvWriter *
open_writer (const char *path, char separator)
{
  g_autoptr (GError) error = NULL;
  GaCsvWriter *writer = ga_csv_writer_new_for_path (path, separator, &error);

  g_assert_no_error (error);
  return writer;
}

static void
finish (GaCsvWriter *writer)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ga_csv_writer_finish (writer, &error));
  g_assert_no_error (error);
}

static void
assert_contents (const char *path, const char *expected)
{
  g_autofree char *contents = NULL;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, expected);
}

/* Nothing is left in the folder but what is meant to be there. */
static void
assert_files (guint expected)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  guint found = 0;

  while (g_dir_read_name (directory) != NULL)
    found++;
  g_assert_cmpuint (found, ==, expected);
}

static void
test_table_is_written_as_spreadsheets_expect (void)
{
  g_autofree char *path = g_build_filename (folder, "table.csv", NULL);
  g_autoptr (GaCsvWriter) writer = open_writer (path, ';');

  add_row (writer, "navn", "note");
  add_row (writer, "Ærø", "a;b");
  add_row (writer, NULL, "sagde \"ja\"");
  add_row (writer, "a,b", "en\nto");
  finish (writer);
  assert_contents (path, "\xef\xbb\xbfnavn;note\r\nÆrø;\"a;b\"\r\n;\"sagde \"\"ja\"\"\"\r\na,b;"
                         "\"en\nto\"\r\n");
  assert_files (1);
  g_unlink (path);
}

static const struct
{
  const char *cell;
  const char *written;
} guarded[] = {
  { "=1+1", "'=1+1" },
  { "@SUM(A1)", "'@SUM(A1)" },
  { "+4512345678", "'+4512345678" },
  { "+45 12 34 56 78", "'+45 12 34 56 78" },
  { "+", "'+" },
  { "-12", "-12" },
  { "-12,5", "-12,5" },
  { "-0.25", "-0.25" },
  { "-", "'-" },
  { "-12-", "'-12-" },
  { "-1,2,3", "'-1,2,3" },
  { "-1.", "'-1." },
  { "-,5", "'-,5" },
  { "-cmd", "'-cmd" },
  { "\tx", "'\tx" },
  { "'=1", "''=1" },
  { "''-1", "'''-1" },
  { "'s-Gravenhage", "'s-Gravenhage" },
  { "'", "'" },
  { "12", "12" },
  { "a=b", "a=b" },
  { "", "" },
};

static void
test_formulas_are_made_harmless_and_come_back (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (guarded); i++)
    {
      g_autofree char *path = g_build_filename (folder, "guarded.csv", NULL);
      g_autofree char *expected =
          g_strdup_printf ("\xef\xbb\xbf"
                           "a,b\r\nx,%s\r\n",
                           strchr (guarded[i].written, ',') != NULL ? "\"?\"" : guarded[i].written);
      g_autoptr (GaCsvWriter) writer = open_writer (path, ',');
      g_autoptr (GaCsvReader) reader = NULL;
      const char *const *cells;

      add_row (writer, "a", "b");
      add_row (writer, "x", guarded[i].cell);
      finish (writer);
      if (strchr (expected, '?') == NULL)
        assert_contents (path, expected);

      reader = ga_csv_reader_new_for_path (path, NULL);
      g_assert_true (ga_csv_reader_next (reader, &cells, NULL, NULL));
      g_assert_cmpstr (cells[1], ==, guarded[i].written);
      g_assert_cmpstr (ga_csv_cell_without_guard (cells[1]), ==, guarded[i].cell);
      g_unlink (path);
    }
}

static void
test_any_text_comes_back (void)
{
  static const char alphabet[] = "'=+-@\t\n\";, 1xæ";
  g_autofree char *path = g_build_filename (folder, "any.csv", NULL);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GaCsvWriter) writer = open_writer (path, ';');
  g_autoptr (GaCsvReader) reader = NULL;
  const char *const *cells;

  add_row (writer, "a", "b");
  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (int length = g_test_rand_int_range (0, 8); length > 0; length--)
        {
          char character = alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)];

          if ((guchar) character < 0x80)
            g_string_append_c (text, character);
          else
            g_string_append (text, "æ");
        }
      add_row (writer, "x", text->str);
      g_ptr_array_add (texts, g_string_free (g_steal_pointer (&text), FALSE));
    }
  finish (writer);

  reader = ga_csv_reader_new_for_path (path, NULL);
  for (guint i = 0; i < texts->len; i++)
    {
      g_assert_true (ga_csv_reader_next (reader, &cells, NULL, NULL));
      g_assert_cmpstr (ga_csv_cell_without_guard (cells[1]), ==, texts->pdata[i]);
    }
  g_unlink (path);
}

static void
test_older_file_stays_until_the_end (void)
{
  g_autofree char *path = g_build_filename (folder, "older.csv", NULL);
  GaCsvWriter *abandoned;
  g_autoptr (GaCsvWriter) writer = NULL;

  g_assert_true (g_file_set_contents (path, "older", -1, NULL));
  abandoned = open_writer (path, ';');
  add_row (abandoned, "a", "b");
  assert_contents (path, "older");
  ga_csv_writer_free (abandoned);
  assert_contents (path, "older");
  assert_files (1);

  writer = open_writer (path, ';');
  add_row (writer, "a", "b");
  finish (writer);
  assert_contents (path, "\xef\xbb\xbf"
                         "a;b\r\n");
  assert_files (1);
  g_unlink (path);
}

/* A limit on the size of files stands in for a disk with little room. */
static void
test_failing_write_leaves_nothing_behind (void)
{
  g_autofree char *path = g_build_filename (folder, "full.csv", NULL);
  g_autofree char *long_text = g_strnfill (60000, 'x');
  const char *cells[] = { long_text };
  g_autoptr (GError) error = NULL;
  GaCsvWriter *writer;
  struct rlimit before;
  struct rlimit small;
  gboolean written = TRUE;

  g_assert_true (g_file_set_contents (path, "older", -1, NULL));
  writer = open_writer (path, ';');
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = 100000;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  for (guint i = 0; i < 10 && written; i++)
    written = ga_csv_writer_add_row (writer, cells, 1, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);

  g_assert_false (written);
  g_assert_error (error, GA_EXCHANGE_ERROR, GA_EXCHANGE_ERROR_TOO_LARGE);
  ga_csv_writer_free (writer);
  assert_contents (path, "older");
  assert_files (1);
  g_unlink (path);
}

static void
test_full_device_is_told_and_stays_a_device (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GaCsvWriter) writer = NULL;

  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("No /dev/full here");
      return;
    }
  writer = open_writer ("/dev/full", ';');
  add_row (writer, "a", "b");
  g_assert_false (ga_csv_writer_finish (writer, &error));
  g_assert_error (error, GA_EXCHANGE_ERROR, GA_EXCHANGE_ERROR_NO_SPACE);
  g_assert_nonnull (strstr (error->message, "/dev/full"));
  g_assert_false (g_file_test ("/dev/full", G_FILE_TEST_IS_REGULAR));
}

static void
test_descriptor_is_written_and_stays_open (void)
{
  g_autofree char *path = g_build_filename (folder, "open.csv", NULL);
  int descriptor = g_open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  GaCsvWriter *writer = ga_csv_writer_new_for_descriptor (descriptor, '\t');

  add_row (writer, "a", "b\tc");
  finish (writer);
  ga_csv_writer_free (writer);
  g_assert_cmpint (close (descriptor), ==, 0);
  assert_contents (path, "\xef\xbb\xbf"
                         "a\t\"b\tc\"\r\n");
  g_unlink (path);
}

static void
assert_not_opened (const char *path, GaExchangeError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GaCsvWriter) writer = ga_csv_writer_new_for_path (path, ';', &error);

  g_assert_null (writer);
  g_assert_error (error, GA_EXCHANGE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, path));
}

static void
test_places_that_cannot_be_written_are_refused (void)
{
  g_autofree char *nowhere = g_build_filename (folder, "missing", "table.csv", NULL);
  g_autofree char *forbidden = g_build_filename (folder, "forbidden.csv", NULL);

  assert_not_opened (folder, GA_EXCHANGE_ERROR_NOT_A_FILE);
  assert_not_opened (nowhere, GA_EXCHANGE_ERROR_NOT_FOUND);
  g_assert_true (g_file_set_contents (forbidden, "older", -1, NULL));
  g_assert_cmpint (g_chmod (forbidden, 0444), ==, 0);
  if (ordinary_user_begin ())
    assert_not_opened (forbidden, GA_EXCHANGE_ERROR_PERMISSION);
  ordinary_user_end ();
  assert_contents (forbidden, "older");
  g_unlink (forbidden);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("gangart-XXXXXX", &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);

  g_test_add_func ("/csv-writer/table", test_table_is_written_as_spreadsheets_expect);
  g_test_add_func ("/csv-writer/formulas", test_formulas_are_made_harmless_and_come_back);
  g_test_add_func ("/csv-writer/any-text", test_any_text_comes_back);
  g_test_add_func ("/csv-writer/older-file", test_older_file_stays_until_the_end);
  g_test_add_func ("/csv-writer/failing-write", test_failing_write_leaves_nothing_behind);
  g_test_add_func ("/csv-writer/full-device", test_full_device_is_told_and_stays_a_device);
  g_test_add_func ("/csv-writer/descriptor", test_descriptor_is_written_and_stays_open);
  g_test_add_func ("/csv-writer/places", test_places_that_cannot_be_written_are_refused);
  result = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return result;
}
