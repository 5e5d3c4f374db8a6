/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-limits.h"

#define MINUTE (60 * G_USEC_PER_SEC)
#define CROWD  70000

static void
assert_name (const char *address, const char *expected)
{
  g_autofree char *name = ga_limits_name_address (address);

  g_assert_cmpstr (name, ==, expected);
}

/* A house has all the addresses of its network. */
static void
test_networks (void)
{
  assert_name ("192.0.2.1", "192.0.2.1");
  assert_name ("2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002::/64");
  assert_name ("2001:db8:1:2:ffff::1", "2001:0db8:0001:0002::/64");
  assert_name ("2001:db8:1:3::1", "2001:0db8:0001:0003::/64");
  assert_name ("::ffff:192.0.2.1", "192.0.2.1");
  assert_name ("unknown", "unknown");
}

static void
test_minute (void)
{
  g_autoptr (GaLimits) limits = ga_limits_new (2);

  g_assert_cmpuint (ga_limits_take (limits, "a", 0), ==, 0);
  g_assert_cmpuint (ga_limits_take (limits, "a", 0), ==, 0);
  g_assert_cmpuint (ga_limits_take (limits, "a", 0), >, 0);
  g_assert_cmpuint (ga_limits_take (limits, "b", 0), ==, 0);
  ga_limits_give_back (limits, "a");
  g_assert_cmpuint (ga_limits_take (limits, "a", 0), ==, 0);
  g_assert_cmpuint (ga_limits_take (limits, "a", MINUTE), ==, 0);
}

/* Who comes when there is no room shares what one may, until the minute is over. */
static void
test_crowd (void)
{
  g_autoptr (GaLimits) limits = ga_limits_new (2);
  guint refused = 0;

  for (guint i = 0; i < CROWD; i++)
    {
      g_autofree char *who = g_strdup_printf ("%u", i);

      refused += ga_limits_take (limits, who, 0) > 0;
    }
  g_assert_cmpuint (refused, >, 0);
  g_assert_cmpuint (ga_limits_take (limits, "0", 0), ==, 0);
  g_assert_cmpuint (ga_limits_take (limits, "new", MINUTE), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/limits/an-address-counts-with-its-network", test_networks);
  g_test_add_func ("/limits/so-many-a-minute", test_minute);
  g_test_add_func ("/limits/a-crowd-takes-no-room", test_crowd);
  return g_test_run ();
}
