/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-distance.h"

/* From one end of a country to the other, and across a street. */
static void
test_is_as_far_as_a_map_says (void)
{
  /* Skagen to Gedser, on a sphere: 359.7 km */
  g_assert_cmpfloat_with_epsilon (ga_metres_between (57720900, 10583900, 54573600, 11928600),
                                  359720, 800);
  g_assert_cmpfloat_with_epsilon (ga_metres_between (55000000, 9000000, 55010000, 9000000), 1112,
                                  0.1);
  /* Degrees of longitude are narrow in the north. */
  g_assert_cmpfloat_with_epsilon (ga_metres_between (60000000, 9000000, 60000000, 9001000), 55.6,
                                  0.1);
}

static void
test_to_itself_it_is_nothing (void)
{
  g_assert_cmpfloat (ga_metres_between (-55000000, -9000000, -55000000, -9000000), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/distance/is-as-far-as-a-map-says", test_is_as_far_as_a_map_says);
  g_test_add_func ("/distance/to-itself-it-is-nothing", test_to_itself_it_is_nothing);
  return g_test_run ();
}
