/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../store/store-fixture.h"
#include "insight/ga-reminder.h"
#include "store/ga-membership.h"

static GaRecord *
add_community (Profile *profile, const char *name, gboolean reveals_health)
{
  GaRecord *community = profile_record (profile, "community");

  ga_record_set_text (community, "name", name);
  ga_record_set_integer (community, "reveals_health", reveals_health);
  profile_put (profile, community);
  return community;
}

static void
add_walk (Profile *profile, GaRecord *community, const char *start, const char *status)
{
  g_autoptr (GaRecord) meeting = profile_record (profile, "meeting");

  ga_record_set_reference (meeting, "community", ga_record_get_id (community));
  ga_record_set_text (meeting, "start", start);
  ga_record_set_text (meeting, "status", status);
  if (g_str_equal (status, "cancelled"))
    ga_record_set_text (meeting, "reason", "ice");
  profile_put (profile, meeting);
}

static void
assert_said (Profile *profile, const char *now, const char *title, const char *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GaReminder) reminder = NULL;

  ga_reminder_look (ga_store_get_reader (profile->store), now, &reminder, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (reminder != NULL ? reminder->title : NULL, ==, title);
  g_assert_cmpstr (reminder != NULL ? reminder->body : NULL, ==, body);
}

static void
test_tomorrow_and_what_waits (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) community = add_community (profile, "Åstien", FALSE);

  assert_said (profile, "2026-01-06T16:00", NULL, NULL);
  add_walk (profile, community, "2026-01-07T10:00", "planned");
  assert_said (profile, "2026-01-05T16:00", NULL, NULL);
  assert_said (profile, "2026-01-06T16:00", "Tomorrow at 10:00: Åstien", NULL);
  assert_said (profile, "2026-01-07T09:59", NULL, NULL);
  assert_said (profile, "2026-01-07T16:00", "Who came?",
               "Who came to 1 walk is still to be recorded.");
  assert_said (profile, "2026-01-22T16:00", NULL, NULL);
  add_walk (profile, community, "2026-01-08T10:00", "planned");
  add_walk (profile, community, "2026-01-08T18:00", "planned");
  add_walk (profile, community, "2026-01-06T10:00", "planned");
  assert_said (profile, "2026-01-07T16:00", "2 walks tomorrow",
               "Who came to 2 walks is still to be recorded.");
}

static void
test_what_is_seen_to_is_not_said (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) community = add_community (profile, "Åstien", FALSE);

  add_walk (profile, community, "2026-01-06T10:00", "held");
  add_walk (profile, community, "2026-01-05T10:00", "cancelled");
  add_walk (profile, community, "2026-01-07T10:00", "cancelled");
  assert_said (profile, "2026-01-06T16:00", NULL, NULL);
}

/* Whoever passes the screen learns nothing. */
static void
test_a_group_that_reveals_health_is_not_named (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) community = add_community (profile, "Hjerterehabilitering", TRUE);

  add_walk (profile, community, "2026-01-07T10:00", "planned");
  assert_said (profile, "2026-01-06T16:00", "Tomorrow at 10:00: A walk", NULL);
}

static gboolean
join (GaTransaction *transaction, gpointer role, GError **error)
{
  char url[] = "https://gangart.example";
  GaMembership membership = { .url = url, .epoch = 1 };

  membership.client = ga_id_new ();
  membership.account = ga_id_new ();
  membership.lineage = ga_id_new ();
  return ga_transaction_join (transaction, &membership, error) &&
         ga_transaction_set_account (transaction, "Kirsten", role, "", NULL, 1, error);
}

static void
take_role (Profile *profile, const char *role)
{
  g_autoptr (GError) error = NULL;

  ga_store_sync (profile->store, join, (gpointer) role, &error);
  g_assert_no_error (error);
}

/* Their walks are others'. */
static void
test_offices_are_reminded_of_nothing (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) community = add_community (profile, "Åstien", FALSE);

  add_walk (profile, community, "2026-01-07T10:00", "planned");
  take_role (profile, "host");
  assert_said (profile, "2026-01-06T16:00", "Tomorrow at 10:00: Åstien", NULL);
  take_role (profile, "consultant");
  assert_said (profile, "2026-01-06T16:00", NULL, NULL);
}

static void
test_next_time (void)
{
  static const struct
  {
    const char *now, *next;
  } times[] = {
    { "2026-01-06T00:00", "2026-01-06T16:00" }, { "2026-01-06T15:59", "2026-01-06T16:00" },
    { "2026-01-06T16:00", "2026-01-07T16:00" }, { "2026-12-31T23:59", "2027-01-01T16:00" },
    { "2026-03-28T20:00", "2026-03-29T16:00" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *next = ga_reminder_next (times[i].now);

      g_assert_cmpstr (next, ==, times[i].next);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Profile, NULL, profile_set_up, func, profile_tear_down)
  ADD ("/reminder/tomorrow-and-what-waits", test_tomorrow_and_what_waits);
  ADD ("/reminder/what-is-seen-to-is-not-said", test_what_is_seen_to_is_not_said);
  ADD ("/reminder/a-group-that-reveals-health-is-not-named",
       test_a_group_that_reveals_health_is_not_named);
  ADD ("/reminder/offices-are-reminded-of-nothing", test_offices_are_reminded_of_nothing);
#undef ADD
  g_test_add_func ("/reminder/next-time", test_next_time);
  return g_test_run ();
}
