/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

#include "exchange/ga-csv-reader.h"
#include "exchange/ga-exchange-error.h"

/* Text written to be read: `;` is the separator and `\n` ends a line until form() changes both. */
static const char sample[] = "Navn;Sted;Note\n"
                             "Gå i Ærø;Århus;\"to\"\"ord\"\n"
                             "\n"
                             "Løb øst;\"Skive; Viborg\";55,5\n"
                             ";;\n"
                             "  Blå € „ruten“;Tårnby;\"linje 1\nlinje 2\"\n";

static const struct
{
  const char *name;
  const char *codeset;
  const char *mark;
  gsize mark_length;
  GaTextEncoding expected;
} encodings[] = {
  { "utf-8", "UTF-8", "", 0, GA_TEXT_ENCODING_UTF8 },
  { "utf-8-mark", "UTF-8", "\xef\xbb\xbf", 3, GA_TEXT_ENCODING_UTF8 },
  { "utf-16-le", "UTF-16LE", "\xff\xfe", 2, GA_TEXT_ENCODING_UTF16_LE },
  { "utf-16-be", "UTF-16BE", "\xfe\xff", 2, GA_TEXT_ENCODING_UTF16_BE },
  { "utf-16-le-no-mark", "UTF-16LE", "", 0, GA_TEXT_ENCODING_UTF16_LE },
  { "utf-16-be-no-mark", "UTF-16BE", "", 0, GA_TEXT_ENCODING_UTF16_BE },
  { "windows-1252", "WINDOWS-1252", "", 0, GA_TEXT_ENCODING_WINDOWS_1252 },
};

static GaCsvReader *
open_bytes (const void *data, gsize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);

  return ga_csv_reader_new_for_bytes (bytes, error);
}

static GaCsvReader *
open_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  GaCsvReader *reader = open_bytes (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_nonnull (reader);
  return reader;
}

/* A row as one text: its number and its cells. */
static char *
next (GaCsvReader *reader)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *joined = NULL;
  const char *const *cells = NULL;
  guint row = 0;

  if (!ga_csv_reader_next (reader, &cells, &row, &error))
    {
      g_assert_no_error (error);
      return NULL;
    }
  g_assert_cmpuint (g_strv_length ((char **) cells), ==, ga_csv_reader_get_n_columns (reader));
  joined = g_strjoinv ("|", (char **) cells);
  return g_strdup_printf ("%u:%s", row, joined);
}

#define assert_row(reader, expected)        \
  G_STMT_START                              \
  {                                         \
    g_autofree char *found = next (reader); \
    g_assert_cmpstr (found, ==, expected);  \
  }                                         \
  G_STMT_END

#define assert_headings(reader, expected)                                                     \
  G_STMT_START                                                                                \
  {                                                                                           \
    g_autofree char *found = g_strjoinv ("|", (char **) ga_csv_reader_get_headings (reader)); \
    g_assert_cmpstr (found, ==, expected);                                                    \
  }                                                                                           \
  G_STMT_END

/* Asks for the next row and expects it to be refused, in a sentence that says @part. */
static void
assert_refused (GaCsvReader *reader, GaExchangeError code, guint row, const char *part)
{
  g_autoptr (GError) error = NULL;
  const char *const *cells = NULL;
  guint told = 0;

  g_assert_false (ga_csv_reader_next (reader, &cells, &told, &error));
  g_assert_error (error, GA_EXCHANGE_ERROR, (int) code);
  g_assert_cmpuint (told, ==, row);
  g_assert_cmpuint (ga_exchange_error_get_row (error), ==, row);
  if (strstr (error->message, part) == NULL)
    g_error ("“%s” does not say “%s”", error->message, part);
}

static void
assert_not_opened (
    const void *data, gsize length, GaExchangeError code, guint row, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GaCsvReader) reader = open_bytes (data, length, &error);

  g_assert_null (reader);
  g_assert_error (error, GA_EXCHANGE_ERROR, (int) code);
  g_assert_cmpuint (ga_exchange_error_get_row (error), ==, row);
  if (strstr (error->message, part) == NULL)
    g_error ("“%s” does not say “%s”", error->message, part);
}

#define assert_text_not_opened(text, code, row, part) \
  assert_not_opened (text, sizeof (text) - 1, code, row, part)

static GString *
with_form (const char *text, char separator, const char *line_end)
{
  GString *form = g_string_new (NULL);

  for (gboolean quoted = FALSE; *text != '\0'; text++)
    {
      quoted ^= *text == '"';
      if (*text == '\n')
        g_string_append (form, line_end);
      else
        g_string_append_c (form, *text == ';' && !quoted ? separator : *text);
    }
  /* A comma inside a cell must be quoted where it separates. */
  if (separator == ',')
    g_string_replace (form, "55,5", "\"55,5\"", 0);
  return form;
}

static void
test_every_form (void)
{
  static const char separators[] = { ';', ',', '\t' };
  static const char *line_ends[] = { "\r\n", "\n", "\r" };

  for (guint e = 0; e < G_N_ELEMENTS (encodings); e++)
    for (guint s = 0; s < G_N_ELEMENTS (separators); s++)
      for (guint l = 0; l < G_N_ELEMENTS (line_ends); l++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (GString) form = with_form (sample, separators[s], line_ends[l]);
          g_autoptr (GByteArray) bytes = g_byte_array_new ();
          g_autoptr (GaCsvReader) reader = NULL;
          g_autofree char *encoded = NULL;
          gsize length;

          g_test_message ("%s, separator %u, line end %u", encodings[e].name, s, l);
          encoded = g_convert (form->str, (gssize) form->len, encodings[e].codeset, "UTF-8", NULL,
                               &length, &error);
          g_assert_no_error (error);
          g_byte_array_append (bytes, (const guint8 *) encodings[e].mark,
                               (guint) encodings[e].mark_length);
          g_byte_array_append (bytes, (const guint8 *) encoded, (guint) length);

          reader = open_bytes (bytes->data, bytes->len, &error);
          g_assert_no_error (error);
          g_assert_cmpint (ga_csv_reader_get_encoding (reader), ==, encodings[e].expected);
          g_assert_true (ga_csv_reader_get_separator (reader) == separators[s]);
          assert_headings (reader, "Navn|Sted|Note");
          assert_row (reader, "2:Gå i Ærø|Århus|to\"ord");
          assert_row (reader, "4:Løb øst|Skive; Viborg|55,5");
          assert_row (reader, "6:  Blå € „ruten“|Tårnby|linje 1\nlinje 2");
          assert_row (reader, NULL);
          assert_row (reader, NULL);
        }
}

static void
test_latin_1_and_beyond_the_first_plane (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GaCsvReader) latin = open_bytes ("navn\r\n\xc6r\xf8\r\n", 11, &error);
  g_autoptr (GaCsvReader) wide = NULL;

  g_assert_no_error (error);
  assert_row (latin, "2:Ærø");
  /* A walker and a line's end in UTF-16: a pair of units. */
  wide = open_bytes ("\xfe\xff\0n\0\n\xd8\x3d\xde\xb6\0\n", 12, &error);
  g_assert_no_error (error);
  assert_row (wide, "2:\xf0\x9f\x9a\xb6");
}

static void
test_separator_line (void)
{
  static const struct
  {
    const char *text;
    char separator;
  } cases[] = {
    { "sep=;\r\na;b\r\n1;2\r\n", ';' }, { "sep=,\na,b\n1,2\n", ',' },
    { "SEP=\t\ra\tb\r1\t2\r", '\t' },   { "sep=|\na|b\n1|2", '|' },
    { "sep=,\na,b;c\n1,2;3\n", ',' },   { "\xef\xbb\xbfsep=;\na;b\n1;2\n", ';' },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GaCsvReader) reader = open_text (cases[i].text);
      g_autofree char *row = NULL;

      g_assert_true (ga_csv_reader_get_separator (reader) == cases[i].separator);
      g_assert_cmpuint (ga_csv_reader_get_n_columns (reader), ==, 2);
      /* A spreadsheet does not show the line, so the headings stay row 1. */
      row = next (reader);
      g_assert_true (g_str_has_prefix (row, "2:1|2"));
      assert_row (reader, NULL);
    }
}

static void
test_separator_found (void)
{
  static const struct
  {
    const char *text;
    char separator;
  } cases[] = {
    { "Navn, efternavn;By\nHolm, Ida;Skive\nLund, Per;Viborg\n", ';' },
    { "a,b\n\"x;y;z\",\"p;q;r\"\n", ',' },
    { "\"a;a\",\"b;b\"\n1,2\n", ',' },
    { "navn\tsted\nGå, tal; grin\tSkive\n", '\t' },
    { "navn;bredde;længde\nA;55,6;9,1\nB;56,7;9,2\n", ';' },
    { "navn\nHolm, Ida\n", ';' },
    { "a,b,c\n1,2,3", ',' },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GaCsvReader) reader = open_text (cases[i].text);

      g_assert_true (ga_csv_reader_get_separator (reader) == cases[i].separator);
    }
}

static void
test_blank_rows_are_counted_and_skipped (void)
{
  g_autoptr (GaCsvReader) reader =
      open_text ("\r\n  \r\nnavn;by\r\n\r\nA;x\r\n;;;\r\n \t\r\n\"B\r\nB\";\"\"\r\nC;z\r\n\r\n  ");

  assert_headings (reader, "navn|by");
  assert_row (reader, "5:A|x");
  assert_row (reader, "8:B\nB|");
  assert_row (reader, "9:C|z");
  assert_row (reader, NULL);
}

static void
test_empty_columns_at_the_end_are_ignored (void)
{
  g_autoptr (GaCsvReader) reader = open_text ("navn;by; ;;\nA;x;;;\nB;y\nC;z;; ;;;;\nD;;;;\nE;");

  g_assert_cmpuint (ga_csv_reader_get_n_columns (reader), ==, 2);
  assert_row (reader, "2:A|x");
  assert_row (reader, "3:B|y");
  assert_row (reader, "4:C|z");
  assert_row (reader, "5:D|");
  assert_row (reader, "6:E|");
  assert_row (reader, NULL);
}

static void
test_headings_alone_are_a_table_without_rows (void)
{
  g_autoptr (GaCsvReader) reader = open_text (" navn ;by");

  assert_headings (reader, "navn|by");
  assert_row (reader, NULL);
  g_assert_cmpfloat (ga_csv_reader_get_progress (reader), ==, 1.0);
}

static void
test_quotes_inside_a_cell_are_text (void)
{
  g_autoptr (GaCsvReader) reader = open_text ("navn;note\nA;rør 12\" lang\nB;\"\"\"ja\"\"\"\n");

  assert_row (reader, "2:A|rør 12\" lang");
  assert_row (reader, "3:B|\"ja\"");
  assert_row (reader, NULL);
}

static void
test_rows_of_the_wrong_length_are_told_one_by_one (void)
{
  g_autoptr (GaCsvReader) reader =
      open_text ("navn;by;note\nA;x\nB;y;z\n\nC;y;z;1\nD\nE;y;z;;\nF;y;z;;5\nG;y;z");

  assert_refused (reader, GA_EXCHANGE_ERROR_ROW_TOO_SHORT, 2, "Row 2");
  assert_row (reader, "3:B|y|z");
  assert_refused (reader, GA_EXCHANGE_ERROR_ROW_TOO_LONG, 5, "“note”");
  assert_refused (reader, GA_EXCHANGE_ERROR_ROW_TOO_SHORT, 6, "“by”");
  assert_row (reader, "7:E|y|z");
  assert_refused (reader, GA_EXCHANGE_ERROR_ROW_TOO_LONG, 8, "5 cells");
  assert_row (reader, "9:G|y|z");
  assert_row (reader, NULL);
}

static void
test_error_knows_row_and_heading (void)
{
  g_autoptr (GaCsvReader) reader = open_text ("navn;;note\nA");
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) copy = NULL;
  const char *const *cells;

  g_assert_false (ga_csv_reader_next (reader, &cells, NULL, &error));
  g_assert_cmpstr (ga_exchange_error_get_heading (error), ==, "note");
  g_assert_false (ga_exchange_error_is_final (error));
  copy = g_error_copy (error);
  g_assert_cmpuint (ga_exchange_error_get_row (copy), ==, 2);
  g_assert_cmpstr (ga_exchange_error_get_heading (copy), ==, "note");
}

static void
test_unclosed_quote_is_final_and_names_where_it_opened (void)
{
  static const char *const texts[] = {
    "navn;by\nA;x\nB;\"y\nC;z\nD;w\n",
    /* Another cell's quote ends it, in the wrong place. */
    "navn;by\nA;x\nB;\"y\nC;\"z\"\n",
    "navn;by\nA;x\nB;\"y\"z\n",
    "navn;by\nA;x\nB;\"",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GaCsvReader) reader = open_text (texts[i]);
      g_autoptr (GError) error = NULL;
      const char *const *cells;
      guint row;

      assert_row (reader, "2:A|x");
      g_assert_false (ga_csv_reader_next (reader, &cells, &row, &error));
      g_assert_error (error, GA_EXCHANGE_ERROR, GA_EXCHANGE_ERROR_UNCLOSED_QUOTE);
      g_assert_true (ga_exchange_error_is_final (error));
      g_assert_cmpuint (row, ==, 3);
      g_assert_nonnull (strstr (error->message, "Row 3, “by”"));
      assert_row (reader, NULL);
    }
  assert_text_not_opened ("navn;\"by\nA;x\n", GA_EXCHANGE_ERROR_UNCLOSED_QUOTE, 1,
                          "Row 1, column 2");
}

static void
test_long_cells_are_refused_and_the_next_row_read (void)
{
  const gsize length = (gsize) 10 * 1024 * 1024;

  for (guint quoted = 0; quoted < 2; quoted++)
    {
      g_autoptr (GString) text = g_string_sized_new (length + 100);
      g_autoptr (GaCsvReader) reader = NULL;

      g_string_append (text, quoted ? "navn;note\nA;\"" : "navn;note\nA;");
      for (gsize i = 0; i < length; i += 4)
        g_string_append (text, quoted ? "\"\"\r\n" : "xxxx");
      g_string_append (text, quoted ? "\"\nB;y\n" : "\nB;y\n");
      reader = open_text (text->str);
      assert_refused (reader, GA_EXCHANGE_ERROR_CELL_TOO_LONG, 2, "“note”");
      assert_row (reader, "3:B|y");
    }
}

static void
test_cell_of_a_megabyte_is_read (void)
{
  g_autofree char *cell = g_strnfill (GA_CSV_LONGEST_CELL, 'x');
  g_autofree char *text = g_strdup_printf ("navn;note\nA;%s\nB;%sx\n", cell, cell);
  g_autoptr (GaCsvReader) reader = open_text (text);
  const char *const *cells;

  g_assert_true (ga_csv_reader_next (reader, &cells, NULL, NULL));
  g_assert_cmpuint (strlen (cells[1]), ==, GA_CSV_LONGEST_CELL);
  assert_refused (reader, GA_EXCHANGE_ERROR_CELL_TOO_LONG, 3, "1 MB");
}

static void
test_long_heading_is_shortened_in_the_sentence (void)
{
  g_autofree char *heading = g_strnfill (5000, 'x');
  g_autofree char *text = g_strdup_printf ("navn;%s\nA\n", heading);
  g_autoptr (GaCsvReader) reader = open_text (text);

  assert_refused (reader, GA_EXCHANGE_ERROR_ROW_TOO_SHORT, 2, "xxx…”");
}

static void
test_stray_control_character_costs_one_row (void)
{
  g_autoptr (GaCsvReader) reader =
      open_text ("navn;by\nA;x\nB\001;y\nC;\"z\nz\"\nDDDDDDDDDDDDDDDDDDDDDDDD;w\n");

  assert_row (reader, "2:A|x");
  assert_refused (reader, GA_EXCHANGE_ERROR_CONTROL_CHARACTER, 3, "Row 3, “navn”");
  assert_row (reader, "4:C|z\nz");
}

static void
test_same_headings_are_refused (void)
{
  assert_text_not_opened ("Navn;By; navn \nA;x;B\n", GA_EXCHANGE_ERROR_DUPLICATE_HEADING, 1,
                          "columns 1 and 3 are both called “navn”");
  assert_text_not_opened ("\n\nÅR;by;år\n", GA_EXCHANGE_ERROR_DUPLICATE_HEADING, 3, "“år”");
  /* å as one character and as a with a ring. */
  assert_text_not_opened ("\xc3\xa5r;a\xcc\x8ar\n", GA_EXCHANGE_ERROR_DUPLICATE_HEADING, 1,
                          "columns 1 and 2");
}

static void
test_empty_files_are_refused (void)
{
  assert_text_not_opened ("", GA_EXCHANGE_ERROR_EMPTY, 0, "empty");
  assert_text_not_opened ("\xef\xbb\xbf", GA_EXCHANGE_ERROR_EMPTY, 0, "empty");
  assert_text_not_opened ("\xff\xfe", GA_EXCHANGE_ERROR_EMPTY, 0, "empty");
  assert_text_not_opened ("\r\n \r\n\r\n", GA_EXCHANGE_ERROR_EMPTY, 0, "empty");
  assert_text_not_opened (";;;\n;;\n", GA_EXCHANGE_ERROR_EMPTY, 0, "empty");
  assert_text_not_opened ("sep=;\r\n", GA_EXCHANGE_ERROR_EMPTY, 0, "empty");
}

static void
test_mutated_files_end_in_rows_or_sentences (void)
{
  static const char spice[] = "\";,\t\r\n'= \0\x01\xc3\xa6\xff\xfe\x81\xed";

  for (guint run = 0; run < 3000; run++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GaCsvReader) reader = NULL;
      char bytes[sizeof sample];
      const char *const *cells;

      memcpy (bytes, sample, sizeof sample);
      for (int changes = g_test_rand_int_range (1, 8); changes > 0; changes--)
        bytes[g_test_rand_int_range (0, sizeof bytes)] =
            spice[g_test_rand_int_range (0, sizeof spice - 1)];
      reader = open_bytes (bytes, (gsize) g_test_rand_int_range (0, sizeof bytes), &error);
      g_assert_true ((reader == NULL) == (error != NULL));
      for (gboolean more = reader != NULL; more;)
        {
          g_clear_error (&error);
          more = ga_csv_reader_next (reader, &cells, NULL, &error) || error != NULL;
          g_assert_true (error == NULL || g_utf8_validate (error->message, -1, NULL));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-reader/every-form", test_every_form);
  g_test_add_func ("/csv-reader/latin-1-and-beyond-the-first-plane",
                   test_latin_1_and_beyond_the_first_plane);
  g_test_add_func ("/csv-reader/separator-line", test_separator_line);
  g_test_add_func ("/csv-reader/separator-found", test_separator_found);
  g_test_add_func ("/csv-reader/blank-rows-are-counted-and-skipped",
                   test_blank_rows_are_counted_and_skipped);
  g_test_add_func ("/csv-reader/empty-columns-at-the-end-are-ignored",
                   test_empty_columns_at_the_end_are_ignored);
  g_test_add_func ("/csv-reader/headings-alone", test_headings_alone_are_a_table_without_rows);
  g_test_add_func ("/csv-reader/quotes-inside-a-cell", test_quotes_inside_a_cell_are_text);
  g_test_add_func ("/csv-reader/rows-of-the-wrong-length",
                   test_rows_of_the_wrong_length_are_told_one_by_one);
  g_test_add_func ("/csv-reader/error-knows-row-and-heading", test_error_knows_row_and_heading);
  g_test_add_func ("/csv-reader/unclosed-quote",
                   test_unclosed_quote_is_final_and_names_where_it_opened);
  g_test_add_func ("/csv-reader/long-cells", test_long_cells_are_refused_and_the_next_row_read);
  g_test_add_func ("/csv-reader/cell-of-a-megabyte", test_cell_of_a_megabyte_is_read);
  g_test_add_func ("/csv-reader/long-heading", test_long_heading_is_shortened_in_the_sentence);
  g_test_add_func ("/csv-reader/stray-control-character",
                   test_stray_control_character_costs_one_row);
  g_test_add_func ("/csv-reader/same-headings", test_same_headings_are_refused);
  g_test_add_func ("/csv-reader/empty-files", test_empty_files_are_refused);
  g_test_add_func ("/csv-reader/mutated-files", test_mutated_files_end_in_rows_or_sentences);
  return g_test_run ();
}
