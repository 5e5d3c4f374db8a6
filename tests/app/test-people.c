/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/people/ga-mail.h"

static void
assert_mail (const char *const *addresses, const char *expected)
{
  g_autofree char *uri = ga_mail_make_uri (addresses);

  g_assert_cmpstr (uri, ==, expected);
}

/* Nobody gets the address of another. */
static void
test_several_get_blind_copies (void)
{
  const char *const several[] = { "birthe@example.org", "carl@example.org", NULL };

  assert_mail (several, "mailto:?bcc=birthe@example.org,carl@example.org");
}

/* What stands in an address ends neither it nor the list. */
static void
test_one_is_written_to (void)
{
  const char *const one[] = { "birthe@example.org", NULL };
  const char *const strange[] = { "b?subject=x&y,z@example.org", NULL };

  assert_mail (one, "mailto:birthe@example.org");
  assert_mail (strange, "mailto:b%3Fsubject%3Dx%26y%2Cz@example.org");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/people/several-get-blind-copies", test_several_get_blind_copies);
  g_test_add_func ("/people/one-is-written-to", test_one_is_written_to);
  return g_test_run ();
}
