/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "app-fixture.h"
#include "app/communities/ga-schedule-rows.h"
#include "model/ga-value.h"

static void
test_rows (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) schedule = desk_record (desk, "schedule");
  GtkWidget *row = g_object_ref_sink (ga_entry_row_new ("Weeks", FALSE));
  g_autoptr (GError) error = NULL;
  int number;

  ga_record_set_text (schedule, "from", "2190-01-05");
  ga_entry_row_set_text (GA_ENTRY_ROW (row), "soon");
  g_assert_false (ga_schedule_read_number (GA_ENTRY_ROW (row), 1, 9, &number, NULL));
  g_assert_false (ga_schedule_read_number (GA_ENTRY_ROW (row), 1, 9, &number, &error));
  g_assert_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE);
  g_clear_error (&error);
  g_assert_false (ga_schedule_read_skips (schedule, GA_ENTRY_ROW (row), NULL));
  g_assert_false (ga_schedule_read_skips (schedule, GA_ENTRY_ROW (row), &error));
  g_assert_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE);
  g_object_unref (row);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, func) g_test_add (path, Desk, NULL, desk_set_up, func, desk_tear_down)
  ADD ("/calendar/says-in-the-row-what-cannot-be-read", test_rows);
#undef ADD
  return g_test_run ();
}
