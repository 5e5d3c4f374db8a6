/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/ga-id.h"

#define CANONICAL "018f4a5b-6c7d-7e89-80ab-cdef01234567"

static void
test_any_id_reads_as_it_is_written (void)
{
  for (guint i = 0; i < 1000; i++)
    {
      GaId id = ga_id_new (), read;
      g_autofree char *text = ga_id_to_string (&id);
      g_autofree char *upper = g_ascii_strup (text, -1);

      g_assert_true (ga_id_parse (text, &read));
      g_assert_true (ga_id_equal (&id, &read));
      g_assert_true (ga_id_parse (upper, &read));
      g_assert_true (ga_id_equal (&id, &read));
    }
}

/* Every place with every byte: only a digit where there is one, only a hyphen where there is one.
 */
static void
test_nothing_else_is_an_id (void)
{
  GaId untouched = ga_id_new (), id = untouched;

  g_assert_false (ga_id_parse (NULL, &id));
  g_assert_false (ga_id_parse ("", &id));
  g_assert_false (ga_id_parse (CANONICAL "0", &id));
  g_assert_false (ga_id_parse ("18f4a5b-6c7d-7e89-80ab-cdef01234567", &id));
  for (gsize at = 0; at < strlen (CANONICAL); at++)
    for (guint byte = 1; byte < 256; byte++)
      {
        char text[] = CANONICAL;
        GaId read = untouched;
        gboolean fits = CANONICAL[at] == '-' ? byte == '-' : g_ascii_isxdigit ((char) byte);

        text[at] = (char) byte;
        g_assert_true (ga_id_parse (text, &read) == fits);
        g_assert_true (fits || ga_id_equal (&read, &untouched));
      }
  g_assert_true (ga_id_equal (&id, &untouched));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/id/any-id-reads-as-it-is-written", test_any_id_reads_as_it_is_written);
  g_test_add_func ("/id/nothing-else-is-an-id", test_nothing_else_is_an_id);
  return g_test_run ();
}
