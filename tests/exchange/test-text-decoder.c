/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "exchange/ga-exchange-error.h"
#include "exchange/ga-text-decoder.h"
#include "ordinary-user.h"

static char *folder;

static gboolean
decode (const char *bytes, gsize length, GaText *text, GError **error)
{
  char *copy = g_malloc (length + 1);

  memcpy (copy, bytes, length);
  return ga_text_decode (copy, length, text, error);
}

static void
assert_refused (const char *bytes, gsize length, GaExchangeError code, guint row)
{
  g_auto (GaText) text = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (decode (bytes, length, &text, &error));
  g_assert_error (error, GA_EXCHANGE_ERROR, (int) code);
  g_assert_cmpuint (ga_exchange_error_get_row (error), ==, row);
  g_assert_null (text.data);
}

#define assert_text_refused(bytes, code, row) assert_refused (bytes, sizeof (bytes) - 1, code, row)

static void
test_nul_is_refused_with_its_row (void)
{
  assert_text_refused ("navn;by\nA;x\nB\0;y\n", GA_EXCHANGE_ERROR_NUL, 3);
  assert_text_refused ("\xef\xbb\xbfnavn;by\r\nA;x\r\nB;\0y\r\n", GA_EXCHANGE_ERROR_NUL, 3);
  assert_text_refused ("sep=;\nnavn;by\nA;x\0\n", GA_EXCHANGE_ERROR_NUL, 2);
  assert_text_refused ("navn;by\n\"A\nA\";x\nB;\0y\n", GA_EXCHANGE_ERROR_NUL, 3);
  assert_text_refused ("\xff\xfen\0\n\0A\0\0\0\n\0", GA_EXCHANGE_ERROR_NUL, 2);
}

static void
test_other_files_are_refused (void)
{
  assert_text_refused ("PK\003\004\024\0\006\0", GA_EXCHANGE_ERROR_NOT_TEXT, 0);
  assert_text_refused ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", GA_EXCHANGE_ERROR_NOT_TEXT, 0);
  assert_text_refused ("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", GA_EXCHANGE_ERROR_NOT_TEXT, 0);
  assert_text_refused ("\x89PNG\r\n\x1a\n", GA_EXCHANGE_ERROR_NOT_TEXT, 0);
  assert_text_refused ("SQLite format 3\0\x10\0", GA_EXCHANGE_ERROR_NOT_TEXT, 0);
  assert_text_refused ("\x01\x02\x03\x04\x05\x06\x07\x08", GA_EXCHANGE_ERROR_NOT_TEXT, 0);
}

static void
test_every_byte_in_turn_is_refused (void)
{
  char bytes[2560];

  for (guint i = 0; i < sizeof bytes; i++)
    bytes[i] = (char) (i * 7 + i / 256);
  assert_refused (bytes, sizeof bytes, GA_EXCHANGE_ERROR_NOT_TEXT, 0);
}

static void
test_bytes_without_meaning_are_refused_with_their_row (void)
{
  /* No character of Windows-1252. */
  assert_text_refused ("navn;by\nA;\x81\n", GA_EXCHANGE_ERROR_NOT_TEXT, 2);
  /* UTF-8 by its mark, and by the rest of it, with one letter of Windows-1252. */
  assert_text_refused ("\xef\xbb\xbfnavn;by\nA;\xf8st\n", GA_EXCHANGE_ERROR_NOT_TEXT, 2);
  assert_text_refused ("v\xc3\xa6rt;g\xc3\xa5\nA;\n;\xf8st\n", GA_EXCHANGE_ERROR_NOT_TEXT, 3);
  /* Half a pair of UTF-16, at the end and inside, and half a unit. */
  assert_text_refused ("\xff\xfen\0\n\0\x3d\xd8", GA_EXCHANGE_ERROR_NOT_TEXT, 2);
  assert_text_refused ("\xff\xfen\0\n\0\xb6\xde\n\0", GA_EXCHANGE_ERROR_NOT_TEXT, 2);
  assert_text_refused ("\xff\xfen\0\n\0A", GA_EXCHANGE_ERROR_NOT_TEXT, 2);
}

static void
test_a_few_control_characters_are_marked (void)
{
  g_auto (GaText) marked = { 0 };
  g_auto (GaText) clean = { 0 };

  g_assert_true (decode ("navn\nA\x02\n", 8, &marked, NULL));
  g_assert_true (marked.has_control_characters);
  g_assert_true (decode ("navn\tby\r\n", 9, &clean, NULL));
  g_assert_false (clean.has_control_characters);
  g_assert_cmpstr (clean.data, ==, "navn\tby\r\n");
}

static void
test_late_control_characters_are_marked (void)
{
  g_autofree char *text = g_strnfill (200000, 'x');
  g_auto (GaText) marked = { 0 };

  text[199999] = '\x07';
  g_assert_true (decode (text, 200000, &marked, NULL));
  g_assert_true (marked.has_control_characters);
}

static char *
make_file (const char *name, const char *contents)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (folder, name, NULL);

  g_file_set_contents (path, contents, -1, &error);
  g_assert_no_error (error);
  return path;
}

static void
assert_not_read (const char *path, GaExchangeError code)
{
  g_auto (GaText) text = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (ga_text_read (path, &text, &error));
  g_assert_error (error, GA_EXCHANGE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, path));
}

static void
test_file_is_read (void)
{
  g_autofree char *path = make_file ("gå.csv", "navn\nÆrø\n");
  g_auto (GaText) text = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (ga_text_read (path, &text, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (text.data, ==, "navn\nÆrø\n");
  g_assert_cmpuint (text.length, ==, strlen ("navn\nÆrø\n"));
  g_unlink (path);
}

static void
test_what_is_no_file_is_refused (void)
{
  g_autofree char *missing = g_build_filename (folder, "missing.csv", NULL);
  g_autofree char *pipe = g_build_filename (folder, "pipe", NULL);

  assert_not_read (folder, GA_EXCHANGE_ERROR_NOT_A_FILE);
  assert_not_read (missing, GA_EXCHANGE_ERROR_NOT_FOUND);
  assert_not_read ("/dev/zero", GA_EXCHANGE_ERROR_NOT_A_FILE);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  assert_not_read (pipe, GA_EXCHANGE_ERROR_NOT_A_FILE);
  g_unlink (pipe);
}

static void
test_too_large_a_file_is_refused (void)
{
  g_autofree char *path = make_file ("large.csv", "navn\n");

  /* Without taking room: a hole. */
  g_assert_cmpint (truncate (path, (off_t) 600 * 1024 * 1024), ==, 0);
  assert_not_read (path, GA_EXCHANGE_ERROR_TOO_LARGE);
  g_unlink (path);
}

static void
test_file_without_permission_is_refused (void)
{
  g_autofree char *path = make_file ("secret.csv", "navn\n");

  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  if (ordinary_user_begin ())
    assert_not_read (path, GA_EXCHANGE_ERROR_PERMISSION);
  ordinary_user_end ();
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("gangart-XXXXXX", &error);
  g_assert_no_error (error);
  /* The ordinary user must reach the file, so that it is the file that is refused. */
  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);

  g_test_add_func ("/text-decoder/nul", test_nul_is_refused_with_its_row);
  g_test_add_func ("/text-decoder/other-files", test_other_files_are_refused);
  g_test_add_func ("/text-decoder/every-byte-in-turn", test_every_byte_in_turn_is_refused);
  g_test_add_func ("/text-decoder/bytes-without-meaning",
                   test_bytes_without_meaning_are_refused_with_their_row);
  g_test_add_func ("/text-decoder/a-few-control-characters",
                   test_a_few_control_characters_are_marked);
  g_test_add_func ("/text-decoder/late-control-characters",
                   test_late_control_characters_are_marked);
  g_test_add_func ("/text-decoder/file", test_file_is_read);
  g_test_add_func ("/text-decoder/no-file", test_what_is_no_file_is_refused);
  g_test_add_func ("/text-decoder/too-large", test_too_large_a_file_is_refused);
  g_test_add_func ("/text-decoder/permission", test_file_without_permission_is_refused);
  result = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return result;
}
