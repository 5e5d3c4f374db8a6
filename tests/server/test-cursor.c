/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-cursor.h"

static void
test_comes_back (void)
{
  static const char *const texts[] = { "1",
                                       "8100",
                                       "0.8122.0.0",
                                       "8100.8122.14.8121",
                                       "999999999999999999",
                                       "c8100",
                                       "c8100.8122.14.8121" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GaCursor cursor;
      g_autofree char *text = NULL;

      g_assert_true (ga_cursor_read (texts[i], &cursor));
      text = ga_cursor_write (&cursor);
      g_assert_cmpstr (text, ==, texts[i]);
    }
}

static void
test_beginning (void)
{
  GaCursor cursor;

  g_assert_true (ga_cursor_read ("", &cursor));
  g_assert_cmpint (cursor.from, ==, 0);
  g_assert_cmpint (cursor.until, ==, 0);
}

static void
test_rubbish (void)
{
  static const char *const texts[] = {
    " 1",
    "1 ",
    "-1",
    "+1",
    "01",
    "1.",
    "1.2",
    "1.2.3",
    "1.2.3.4.5",
    "a",
    "1.2.x.0",
    "9.8.0.0",
    "5.5.0.0",
    "1.2.0.3",
    "1..0.0",
    "0x10",
    "1\n",
    "1.2.70000.0",
    "c",
    "cc1",
    "1c",
    "C1",
    "9999999999999999999",
    "1.2.0.-1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GaCursor cursor;

      g_test_message ("“%s”", texts[i]);
      g_assert_false (ga_cursor_read (texts[i], &cursor));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cursor/comes-back-as-it-was", test_comes_back);
  g_test_add_func ("/cursor/empty-is-the-beginning", test_beginning);
  g_test_add_func ("/cursor/rubbish-is-refused", test_rubbish);
  return g_test_run ();
}
