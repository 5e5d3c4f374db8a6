/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-fixture.h"
#include "app/ga-window.h"

/* The whole window, on a profile in a folder of its own. */

static inline GaWindow *
open_window (const char *folder)
{
  g_autoptr (GaContext) context = ga_context_new (folder, FALSE);
  GaWindow *window = ga_window_new (NULL, context);

  gtk_window_present (GTK_WINDOW (window));
  settle ();
  return window;
}

static inline gboolean
is_open (gpointer user_data)
{
  return ga_window_is_open (user_data);
}

static inline void
begin (GaWindow *window)
{
  ga_window_begin (window);
  wait_until (is_open, window, "the profile to open");
  settle ();
}

static inline void
close_window (GaWindow *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
}

static inline void
remove_folder (const char *folder)
{
  g_autoptr (GaContext) context = ga_context_new (folder, TRUE);

  ga_context_close (context);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}
