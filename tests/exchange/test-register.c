/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <string.h>

#include "exchange/ga-csv-reader.h"

#define REGISTER "/io/github/gangart/Gangart/register/kommuner.csv"

enum
{
  COUNTRY,
  CODE,
  NAME,
  REGION,
  LATITUDE,
  LONGITUDE,
  ALIASES,
  N_COLUMNS,
};

static const char *shared_folder;

/* Name or alias of a country to the codes that have it. */
static GHashTable *spellings;
static GPtrArray *rows;

static void
add_spelling (const char *country, const char *spelling, const char *code)
{
  g_autofree char *folded = g_utf8_casefold (spelling, -1);
  char *key = g_strconcat (country, ":", folded, NULL);
  GPtrArray *codes = g_hash_table_lookup (spellings, key);

  if (codes == NULL)
    {
      codes = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (spellings, key, codes);
    }
  else
    g_free (key);
  g_ptr_array_add (codes, g_strdup (code));
}

static const GPtrArray *
find_codes (const char *country, const char *spelling)
{
  g_autofree char *folded = g_utf8_casefold (spelling, -1);
  g_autofree char *key = g_strconcat (country, ":", folded, NULL);

  return g_hash_table_lookup (spellings, key);
}

static void
read_register (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resources_lookup_data (REGISTER, 0, &error);
  g_autoptr (GaCsvReader) reader = NULL;
  g_autofree char *headings = NULL;
  const char *const *cells;

  g_assert_no_error (error);
  reader = ga_csv_reader_new_for_bytes (bytes, &error);
  g_assert_no_error (error);
  headings = g_strjoinv (",", (char **) ga_csv_reader_get_headings (reader));
  g_assert_cmpstr (headings, ==, "country,code,name,region,latitude,longitude,aliases");

  while (ga_csv_reader_next (reader, &cells, NULL, &error))
    {
      g_auto (GStrv) aliases = g_strsplit (cells[ALIASES], "|", -1);

      g_ptr_array_add (rows, g_strdupv ((char **) cells));
      add_spelling (cells[COUNTRY], cells[NAME], cells[CODE]);
      for (guint i = 0; aliases[i] != NULL; i++)
        add_spelling (cells[COUNTRY], aliases[i], cells[CODE]);
    }
  g_assert_no_error (error);
}

static void
test_every_kommune_is_there_in_order (void)
{
  guint danish = 0;
  g_autofree char *before = g_strdup ("");

  for (guint i = 0; i < rows->len; i++)
    {
      char **cells = rows->pdata[i];
      char *key = g_strconcat (cells[COUNTRY], cells[CODE], NULL);

      g_assert_cmpuint (strlen (cells[CODE]), ==, 4);
      g_assert_cmpstr (before, <, key);
      g_free (before);
      before = key;
      danish += g_str_equal (cells[COUNTRY], "DK");
    }
  g_assert_cmpuint (danish, ==, 98 + 1);
  g_assert_cmpuint (rows->len - danish, ==, 357);
}

static void
test_every_kommune_has_a_region_and_a_place (void)
{
  g_autoptr (GHashTable) regions = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < rows->len; i++)
    {
      char **cells = rows->pdata[i];
      gboolean danish = g_str_equal (cells[COUNTRY], "DK");
      double latitude = g_ascii_strtod (cells[LATITUDE], NULL);
      double longitude = g_ascii_strtod (cells[LONGITUDE], NULL);

      g_assert_cmpstr (cells[NAME], !=, "");
      g_assert_cmpstr (cells[REGION], !=, "");
      g_hash_table_add (regions, cells[REGION]);
      g_assert_cmpfloat (latitude, >, danish ? 54.5 : 57.9);
      g_assert_cmpfloat (latitude, <, danish ? 57.8 : 71.3);
      g_assert_cmpfloat (longitude, >, danish ? 8.0 : 4.0);
      g_assert_cmpfloat (longitude, <, danish ? 15.3 : 31.2);
    }
  g_assert_cmpuint (g_hash_table_size (regions), ==, 5 + 15);
}

static void
test_spelling_means_one_kommune (void)
{
  GHashTableIter iter;
  gpointer spelling;
  gpointer codes;

  g_hash_table_iter_init (&iter, spellings);
  while (g_hash_table_iter_next (&iter, &spelling, &codes))
    {
      gboolean shared = g_str_equal (spelling, "NO:herøy") || g_str_equal (spelling, "NO:våler");

      if (((GPtrArray *) codes)->len != (shared ? 2 : 1))
        g_error ("“%s” means %u kommuner", (char *) spelling, ((GPtrArray *) codes)->len);
    }
}

static void
assert_resolves (const char *country, const char *spelling, const char *code)
{
  const GPtrArray *codes = find_codes (country, spelling);

  if (codes == NULL)
    g_error ("No kommune is called “%s”", spelling);
  if (code == NULL)
    return;
  for (guint i = 0; i < codes->len; i++)
    if (g_str_equal (codes->pdata[i], code))
      return;
  g_error ("“%s” does not mean %s", spelling, code);
}

/* Every name in a file means the kommune of the code beside it, if there is one. */
static guint
resolve_all (const char *country, const char *file, int code_column, guint name_column)
{
  g_autofree char *path = shared_folder != NULL
                              ? g_build_filename (shared_folder, file, NULL)
                              : g_test_build_filename (G_TEST_DIST, "fixtures", file, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GaCsvReader) reader = ga_csv_reader_new_for_path (path, &error);
  const char *const *cells;
  guint n_rows = 0;

  g_assert_no_error (error);
  for (; ga_csv_reader_next (reader, &cells, NULL, &error); n_rows++)
    {
      g_autofree char *code = NULL;

      if (code_column >= 0)
        code =
            g_strdup_printf ("%04" G_GINT64_FORMAT, g_ascii_strtoll (cells[code_column], NULL, 10));
      assert_resolves (country, cells[name_column], code);
    }
  g_assert_no_error (error);
  return n_rows;
}

static void
test_spellings_of_other_registers_resolve (void)
{
  g_test_message ("Read from %s", shared_folder != NULL ? "../shared/data" : "the own fixtures");
  g_assert_cmpuint (resolve_all ("DK", "kommuner-dk.csv", 0, 1), ==, 99);
  g_assert_cmpuint (resolve_all ("DK", "kommuner-latin1-crlf.csv", -1, 0), ==, 97);
  g_assert_cmpuint (resolve_all ("DK", "kommuner-lau1-utf8.csv", 0, 1), ==, 99);
  g_assert_cmpuint (resolve_all ("DK", "kommuner-lau1-utf8.csv", 0, 2), ==, 99);
  g_assert_cmpuint (resolve_all ("NO", "kommuner-no.csv", 0, 1), >=, 10);
}

static void
test_parts_of_a_name_resolve (void)
{
  assert_resolves ("NO", "Trondheim", "5001");
  assert_resolves ("NO", "Kaivuono", "5540");
  assert_resolves ("DK", "Aarhus", "0751");
  assert_resolves ("DK", "århus", "0751");
  assert_resolves ("DK", "Elsinore", "0217");
}

int
main (int argc, char **argv)
{
  g_autofree char *shared = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  shared = g_test_build_filename (G_TEST_DIST, "..", "..", "..", "shared", "data", NULL);
  if (g_file_test (shared, G_FILE_TEST_IS_DIR))
    shared_folder = shared;
  spellings =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  read_register ();

  g_test_add_func ("/register/every-kommune", test_every_kommune_is_there_in_order);
  g_test_add_func ("/register/region-and-place", test_every_kommune_has_a_region_and_a_place);
  g_test_add_func ("/register/one-kommune", test_spelling_means_one_kommune);
  g_test_add_func ("/register/other-registers", test_spellings_of_other_registers_resolve);
  g_test_add_func ("/register/parts-of-a-name", test_parts_of_a_name_resolve);
  result = g_test_run ();
  g_ptr_array_unref (rows);
  g_hash_table_unref (spellings);
  return result;
}
