/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>

#include "exchange/ga-exchange-error.h"
#include "exchange/ga-workbook.h"
#include "model/ga-language.h"

/* A workbook in a folder of its own. */
typedef struct
{
  char *folder;
  char *path;
  GaWorkbook *book;
} Desk;

static void
desk_set_up (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  desk->folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  desk->path = g_build_filename (desk->folder, "a.xlsx", NULL);
  desk->book = ga_workbook_new (desk->path, GA_WORKBOOK_XLSX, &error);
  g_assert_no_error (error);
}

/* Nothing but the file is left, and that only where it was finished. */
static void
desk_tear_down (Desk *desk, gconstpointer data)
{
  ga_workbook_free (desk->book);
  g_unlink (desk->path);
  g_assert_cmpint (g_rmdir (desk->folder), ==, 0);
  g_free (desk->path);
  g_free (desk->folder);
}

/* (transfer full): one part of the finished workbook */
static char *
read_part (Desk *desk, const char *name)
{
  struct archive *archive = archive_read_new ();
  struct archive_entry *entry;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  la_ssize_t n = 1;

  ga_workbook_finish (desk->book, &error);
  g_assert_no_error (error);
  archive_read_support_format_zip (archive);
  g_assert_cmpint (archive_read_open_filename (archive, desk->path, 4096), ==, ARCHIVE_OK);
  do
    g_assert_cmpint (archive_read_next_header (archive, &entry), ==, ARCHIVE_OK);
  while (!g_str_equal (archive_entry_pathname (entry), name));
  while (n > 0)
    {
      char buffer[4096];

      n = archive_read_data (archive, buffer, sizeof buffer);
      g_assert_cmpint (n, >=, 0);
      g_string_append_len (text, buffer, n);
    }
  archive_read_free (archive);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_in (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in: %s", part, text);
}

static void
test_more_rows (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint row = 0;

  ga_workbook_begin_sheet (desk->book, "Rows");
  for (; row < 1048577 && !ga_workbook_has_failed (desk->book); row++)
    {
      ga_workbook_begin_row (desk->book, FALSE);
      ga_workbook_add_number (desk->book, row);
      ga_workbook_end_row (desk->book);
    }
  g_assert_cmpuint (row, ==, 1048577);
  g_assert_false (ga_workbook_finish (desk->book, &error));
  g_assert_error (error, GA_EXCHANGE_ERROR, GA_EXCHANGE_ERROR_TOO_LARGE);
  assert_in (error->message, "1,048,576 rows");
  g_assert_false (g_file_test (desk->path, G_FILE_TEST_EXISTS));
}

static void
test_names (Desk *desk, gconstpointer data)
{
  g_autofree char *xml = NULL;

  ga_workbook_begin_sheet (desk->book, "Ansøgninger og bevillinger i 2026/27");
  ga_workbook_begin_sheet (desk->book, "ansøgninger og bevillinger i 2026:28");
  ga_workbook_begin_sheet (desk->book, "[A] & 'B'?");
  xml = read_part (desk, "xl/workbook.xml");
  assert_in (xml, "name=\"Ansøgninger og bevillinger i 20\"");
  assert_in (xml, "name=\"ansøgninger og bevillinger  (2)\"");
  assert_in (xml, "name=\"A  &amp;  B\"");
}

static void
test_long_text (Desk *desk, gconstpointer data)
{
  g_autofree char *text = g_strnfill (40000, 'x');
  g_autofree char *held = g_strnfill (32766, 'x');
  g_autofree char *cell = g_strconcat (">", held, "…</t>", NULL);
  g_autofree char *xml = NULL;

  ga_workbook_begin_sheet (desk->book, "Text");
  ga_workbook_begin_row (desk->book, FALSE);
  ga_workbook_add_text (desk->book, text);
  ga_workbook_end_row (desk->book);
  xml = read_part (desk, "xl/worksheets/sheet1.xml");
  g_assert_nonnull (strstr (xml, cell));
  assert_in (xml, "width=\"60\"");
}

/* The programs that open it do not agree on days before March 1900. */
static void
test_days (Desk *desk, gconstpointer data)
{
  g_autofree char *xml = NULL;

  ga_workbook_begin_sheet (desk->book, "Days");
  ga_workbook_begin_row (desk->book, FALSE);
  ga_workbook_add_date (desk->book, "2026-01-06");
  ga_workbook_add_date (desk->book, NULL);
  ga_workbook_add_date (desk->book, "1900-03-01");
  ga_workbook_add_date (desk->book, "1900-02-28");
  ga_workbook_add_time (desk->book, "2026-01-06T18:00");
  ga_workbook_end_row (desk->book);
  xml = read_part (desk, "xl/worksheets/sheet1.xml");
  assert_in (xml, "<c r=\"A1\" s=\"6\"><v>46028</v></c><c r=\"C1\" s=\"6\"><v>61</v></c>");
  assert_in (xml, "<c r=\"D1\" s=\"2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">1900-02-28<");
  assert_in (xml, "<c r=\"E1\" s=\"8\"><v>46028.750000000</v></c>");
}

static void
test_signs (Desk *desk, gconstpointer data)
{
  g_autofree char *xml = NULL;

  ga_workbook_begin_sheet (desk->book, "Signs");
  ga_workbook_begin_row (desk->book, FALSE);
  ga_workbook_add_text (desk->book, "a\001b\rc\nd\357\277\277e_x0041_<&>");
  ga_workbook_end_row (desk->book);
  xml = read_part (desk, "xl/worksheets/sheet1.xml");
  assert_in (xml, ">a_x0001_b_x000D_c\nd_xFFFF_e_x005F_x0041_&lt;&amp;&gt;<");
}

/* Most of all in øre, and below nothing. */
static void
test_money (Desk *desk, gconstpointer data)
{
  g_autofree char *xml = NULL;

  ga_workbook_begin_sheet (desk->book, "Money");
  ga_workbook_begin_row (desk->book, TRUE);
  ga_workbook_add_money (desk->book, 999999999999, "DKK");
  ga_workbook_add_money (desk->book, -5, "NOK");
  ga_workbook_add_money (desk->book, G_GINT64_CONSTANT (9007199254740993), "DKK");
  ga_workbook_end_row (desk->book);
  xml = read_part (desk, "xl/worksheets/sheet1.xml");
  assert_in (xml, "<c r=\"A1\" s=\"11\"><v>9999999999.99</v></c>");
  assert_in (xml, "<c r=\"B1\" s=\"13\"><v>-0.05</v></c>");
  assert_in (xml, "<c r=\"C1\" s=\"11\"><v>90071992547409.93</v></c>");
}

int
main (int argc, char **argv)
{
  ga_language_init ();
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Desk, NULL, desk_set_up, func, desk_tear_down)
  ADD ("/workbook/more-rows-than-a-sheet-holds", test_more_rows);
  ADD ("/workbook/names-of-sheets-are-short-and-differ", test_names);
  ADD ("/workbook/too-long-a-text-is-cut", test_long_text);
  ADD ("/workbook/days-that-all-agree-on", test_days);
  ADD ("/workbook/signs-that-xml-lacks", test_signs);
  ADD ("/workbook/money-is-digits", test_money);
#undef ADD
  return g_test_run ();
}
