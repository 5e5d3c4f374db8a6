/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <unistd.h>

/* Root may read and write everything. What is tried between these two is tried as an ordinary user;
 * where none can be had (a container with one user only) ordinary_user_begin() skips the test. */

static inline gboolean
ordinary_user_begin (void)
{
  const uid_t nobody = 65534;

  if (geteuid () != 0 || seteuid (nobody) == 0)
    return TRUE;
  g_test_skip ("No ordinary user can be had here");
  return FALSE;
}

static inline void
ordinary_user_end (void)
{
  if (getuid () == 0)
    g_assert_cmpint (seteuid (0), ==, 0);
}
