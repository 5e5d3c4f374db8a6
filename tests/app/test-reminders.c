/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"
#include "app/today/ga-reminders.h"

/* A profile with a walk on 6 January at 10, and a clock that stands until it is set. */
typedef struct
{
  Desk desk;
  GaReminders *reminders;
  GaRecord *meeting;
  const char *now;
  guint said;
  guint withdrawn;
  char *title;
} Evening;

static char *
clock_cb (gpointer user_data)
{
  return g_strdup (((Evening *) user_data)->now);
}

static void
say_cb (Evening *evening, const char *title, const char *body)
{
  evening->said++;
  g_free (evening->title);
  evening->title = g_strdup (title);
}

static void
withdraw_cb (Evening *evening)
{
  evening->withdrawn++;
}

static void
set_up (Evening *evening, gconstpointer data)
{
  g_autoptr (GaRecord) community = NULL;
  g_autoptr (GError) error = NULL;

  evening->desk.folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  evening->desk.context = ga_context_new (evening->desk.folder, FALSE);
  evening->now = "2026-01-05T15:00";
  evening->reminders = ga_reminders_new (evening->desk.context, clock_cb, evening);
  g_signal_connect_swapped (evening->reminders, "say", G_CALLBACK (say_cb), evening);
  g_signal_connect_swapped (evening->reminders, "withdraw", G_CALLBACK (withdraw_cb), evening);
  ga_context_open (evening->desk.context, &error);
  g_assert_no_error (error);
  g_settings_reset (ga_context_get_settings (evening->desk.context), "reminders");
  community = desk_record (&evening->desk, "community");
  ga_record_set_text (community, "name", "Åstien");
  desk_put (&evening->desk, community);
  evening->meeting = desk_record (&evening->desk, "meeting");
  ga_record_set_reference (evening->meeting, "community", ga_record_get_id (community));
  ga_record_set_text (evening->meeting, "start", "2026-01-06T10:00");
  desk_put (&evening->desk, evening->meeting);
}

static void
tear_down (Evening *evening, gconstpointer data)
{
  g_assert_finalize_object (evening->reminders);
  g_clear_object (&evening->meeting);
  g_free (evening->title);
  desk_tear_down (&evening->desk, data);
}

static void
at (Evening *evening, const char *now)
{
  evening->now = now;
  ga_reminders_look (evening->reminders);
}

static void
test_once_a_day (Evening *evening, gconstpointer data)
{
  at (evening, "2026-01-05T15:59");
  g_assert_cmpuint (evening->said, ==, 0);
  at (evening, "2026-01-05T16:00");
  g_assert_cmpuint (evening->said, ==, 1);
  g_assert_cmpstr (evening->title, ==, "Tomorrow at 10:00: Åstien");
  at (evening, "2026-01-05T23:00");
  g_assert_cmpuint (evening->said, ==, 1);
  /* A clock that is set back, and goes on. */
  at (evening, "2026-01-05T08:00");
  at (evening, "2026-01-05T16:30");
  g_assert_cmpuint (evening->said, ==, 1);
  at (evening, "2026-01-06T20:00");
  g_assert_cmpuint (evening->said, ==, 2);
  g_assert_cmpstr (evening->title, ==, "Who came?");
}

static void
test_taken_back_when_recorded (Evening *evening, gconstpointer data)
{
  at (evening, "2026-01-06T16:00");
  g_assert_cmpuint (evening->said, ==, 1);
  ga_record_set_text (evening->meeting, "status", "held");
  ga_record_set_integer (evening->meeting, "unnamed", 7);
  desk_put (&evening->desk, evening->meeting);
  g_assert_cmpuint (evening->withdrawn, ==, 1);
  desk_put (&evening->desk, evening->meeting);
  g_assert_cmpuint (evening->withdrawn, ==, 1);
}

/* What is planned by whoever sits there is no news to them. */
static void
test_a_change_says_nothing (Evening *evening, gconstpointer data)
{
  at (evening, "2026-01-05T16:00");
  ga_record_set_text (evening->meeting, "start", "2026-01-06T11:00");
  desk_put (&evening->desk, evening->meeting);
  g_assert_cmpuint (evening->said, ==, 1);
  g_assert_cmpuint (evening->withdrawn, ==, 0);
}

static void
test_not_wanted (Evening *evening, gconstpointer data)
{
  GSettings *settings = ga_context_get_settings (evening->desk.context);

  at (evening, "2026-01-05T16:00");
  g_settings_set_boolean (settings, "reminders", FALSE);
  g_assert_cmpuint (evening->withdrawn, ==, 1);
  at (evening, "2026-01-06T16:00");
  g_assert_cmpuint (evening->said, ==, 1);
  g_settings_reset (settings, "reminders");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Evening, NULL, set_up, func, tear_down)
  ADD ("/reminders/once-a-day", test_once_a_day);
  ADD ("/reminders/taken-back-when-recorded", test_taken_back_when_recorded);
  ADD ("/reminders/a-change-says-nothing", test_a_change_says_nothing);
  ADD ("/reminders/not-wanted", test_not_wanted);
#undef ADD
  return g_test_run ();
}
