/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <sys/resource.h>

#include "sync/ga-json-scanner.h"
#include "sync/ga-sync-error.h"

/* More keys than are searched one by one. */
#define MANY 200000

/* As one text: a letter a token, and what it holds. */
static char *
scan (const char *text)
{
  static const char *const letters[] = { "$", "{", "}", "[", "]", "k", "s",
                                         "i", "r", "t", "f", "n", "!" };
  g_autoptr (GaJsonScanner) scanner = ga_json_scanner_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  GString *found = g_string_new (NULL);
  GaJsonToken token;

  do
    {
      token = ga_json_scanner_next (scanner, &error);
      g_string_append (found, letters[token]);
      if (token == GA_JSON_KEY || token == GA_JSON_STRING || token == GA_JSON_REAL)
        g_string_append_printf (found, "<%.*s>", (int) ga_json_scanner_get_length (scanner),
                                ga_json_scanner_get_text (scanner));
      if (token == GA_JSON_INTEGER)
        g_string_append_printf (found, "<%" G_GINT64_FORMAT ">",
                                ga_json_scanner_get_integer (scanner));
    }
  while (token != GA_JSON_END && token != GA_JSON_WRONG);
  g_assert_true ((token == GA_JSON_WRONG) == (error != NULL));
  return g_string_free (found, FALSE);
}

#define assert_scans(text, expected)       \
  G_STMT_START                             \
  {                                        \
    g_autofree char *found = scan (text);  \
    g_assert_cmpstr (found, ==, expected); \
  }                                        \
  G_STMT_END

static void
test_tokens_come_in_order (void)
{
  assert_scans (" { } ", "{}$");
  assert_scans ("{\"a\":{\"b\":[1,-2,[]]},\"c\":\"d\"}", "{k<a>{k<b>[i<1>i<-2>[]]}k<c>s<d>}$");
  assert_scans ("[true,false,null,\"\"]", "[tfns<>]$");
  assert_scans ("[1.5, 2E3, -0.1e-2]", "[r<1.5>r<2E3>r<-0.1e-2>]$");
  assert_scans ("[9223372036854775807,-9223372036854775808,-0]",
                "[i<9223372036854775807>i<-9223372036854775808>i<0>]$");
}

static void
test_escapes_are_read (void)
{
  assert_scans ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "s<\"\\/\b\f\n\r\t>$");
  assert_scans ("\"a\\u00e5\\ud83d\\udeb6z\"", "s<aå🚶z>$");
  assert_scans ("{\"\\u006b\":\"\\u0041b\"}", "{k<k>s<Ab>}$");
}

static void
test_it_stops_where_it_is_wrong (void)
{
  assert_scans ("[1,2", "[i<1>i<2>!");
  assert_scans ("{\"a\":}", "{k<a>!");
  assert_scans ("{\"a\":1}x", "{k<a>i<1>}!");
  assert_scans ("[1 2]", "[i<1>!");
  assert_scans ("[\"a\xc3\"]", "!");
  assert_scans ("[12345678901234567890]", "[!");
  assert_scans ("[-]", "[!");
  assert_scans ("[1.e2]", "[!");
  assert_scans ("[1e]", "[!");
  assert_scans ("[\"\\ud83dx\"]", "[!");
  assert_scans ("[\"\\u12", "[!");
  assert_scans ("[\"\\", "[!");
}

static void
test_once_wrong_it_stays_wrong (void)
{
  g_autoptr (GaJsonScanner) scanner = ga_json_scanner_new ("[01, 2]", 7);

  g_assert_cmpint (ga_json_scanner_next (scanner, NULL), ==, GA_JSON_BEGIN_ARRAY);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (ga_json_scanner_next (scanner, &error), ==, GA_JSON_WRONG);
      g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_MALFORMED);
    }
  ga_json_scanner_reset (scanner, "7", 1);
  g_assert_cmpint (ga_json_scanner_next (scanner, NULL), ==, GA_JSON_INTEGER);
  g_assert_cmpint (ga_json_scanner_next (scanner, NULL), ==, GA_JSON_END);
}

static void
test_only_a_value_is_skipped (void)
{
  static const char text[] = "[[{\"a\":[]}],1]";
  g_autoptr (GaJsonScanner) scanner = ga_json_scanner_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (ga_json_scanner_next (scanner, NULL), ==, GA_JSON_BEGIN_ARRAY);
  g_assert_true (ga_json_scanner_skip (scanner, NULL));
  g_assert_cmpuint (ga_json_scanner_get_offset (scanner), ==, strlen ("[[{\"a\":[]}]"));
  g_assert_true (ga_json_scanner_skip (scanner, NULL));
  g_assert_cmpint (ga_json_scanner_get_integer (scanner), ==, 1);
  g_assert_false (ga_json_scanner_skip (scanner, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_MALFORMED);
}

static void
test_no_text_is_no_value (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ga_json_scanner_check (NULL, 0, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_MALFORMED);
}

static gboolean
is_json (const GString *text)
{
  return ga_json_scanner_check (text->str, text->len, NULL);
}

static void
append_members (GString *json, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    g_string_append_printf (json, "%s\"%x\":0", json->str[json->len - 1] == '{' ? "" : ",", i);
}

/* However many keys there are and wherever the two stand. */
static void
test_a_key_is_there_once (void)
{
  static const guint sizes[] = { 1, 2, 15, 16, 17, 18, 40, 2000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint twice = 0; twice < sizes[i]; twice += MAX (1, sizes[i] / 7))
      {
        g_autoptr (GString) json = g_string_new ("{\"in\":{");

        append_members (json, 0, sizes[i]);
        g_string_append (json, "}");
        append_members (json, 0, sizes[i]);
        g_string_append_c (json, '}');
        g_assert_true (is_json (json));
        g_string_truncate (json, json->len - 1);
        append_members (json, twice, twice + 1);
        g_string_append_c (json, '}');
        g_assert_false (is_json (json));
      }
}

static void
test_a_key_may_come_again_elsewhere (void)
{
  assert_scans ("[{\"a\":{\"a\":[{\"a\":1},{\"a\":2}]}},{\"a\":3}]",
                "[{k<a>{k<a>[{k<a>i<1>}{k<a>i<2>}]}}{k<a>i<3>}]$");
  assert_scans ("{\"a\":{\"b\":1,\"c\":1},\"b\":1,\"c\":{},\"a\":1}",
                "{k<a>{k<b>i<1>k<c>i<1>}k<b>i<1>k<c>{}!");
  assert_scans ("{\"ab\":1,\"\\u0061b\":2}", "{k<ab>i<1>!");
}

/* Would take minutes if each were compared with all others. */
static void
test_many_keys_are_looked_at_quickly (void)
{
  g_autoptr (GString) json = g_string_new ("{");

  append_members (json, 0, MANY);
  g_string_append_c (json, '}');
  g_assert_true (is_json (json));
  g_string_truncate (json, json->len - 1);
  append_members (json, 0, 1);
  g_string_append_c (json, '}');
  g_assert_false (is_json (json));
}

#ifndef __SANITIZE_ADDRESS__
static glong
get_peak_kib (void)
{
  struct rusage usage;

  g_assert_cmpint (getrusage (RUSAGE_SELF, &usage), ==, 0);
  return usage.ru_maxrss;
}

static void
test_what_is_hostile_takes_little_memory (void)
{
  static const char *const pieces[] = { "[", "{\"a\":", "\"", "[],", "{},", "\\u0041" };
  const gsize most = 4 * 1024 * 1024;
  g_autoptr (GString) json = g_string_sized_new (most);
  glong before;

  memset (json->str, ' ', most);
  before = get_peak_kib ();
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_string_assign (json, i >= 3 ? "[" : "");
      if (i == 5)
        g_string_append_c (json, '"');
      while (json->len + 8 < most)
        g_string_append (json, pieces[i]);
      g_assert_false (is_json (json));
    }
  g_string_assign (json, "{");
  for (guint n = 0; json->len + 12 < most; n++)
    append_members (json, n, n + 1);
  g_string_append_c (json, '}');
  g_assert_true (is_json (json));
  g_assert_cmpint (get_peak_kib () - before, <, 16 * 1024);
}
#endif

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-scanner/tokens-come-in-order", test_tokens_come_in_order);
  g_test_add_func ("/json-scanner/escapes-are-read", test_escapes_are_read);
  g_test_add_func ("/json-scanner/it-stops-where-it-is-wrong", test_it_stops_where_it_is_wrong);
  g_test_add_func ("/json-scanner/once-wrong-it-stays-wrong", test_once_wrong_it_stays_wrong);
  g_test_add_func ("/json-scanner/only-a-value-is-skipped", test_only_a_value_is_skipped);
  g_test_add_func ("/json-scanner/no-text-is-no-value", test_no_text_is_no_value);
  g_test_add_func ("/json-scanner/a-key-is-there-once", test_a_key_is_there_once);
  g_test_add_func ("/json-scanner/a-key-may-come-again-elsewhere",
                   test_a_key_may_come_again_elsewhere);
  g_test_add_func ("/json-scanner/many-keys-are-looked-at-quickly",
                   test_many_keys_are_looked_at_quickly);
#ifndef __SANITIZE_ADDRESS__
  g_test_add_func ("/json-scanner/what-is-hostile-takes-little-memory",
                   test_what_is_hostile_takes_little_memory);
#endif
  return g_test_run ();
}
