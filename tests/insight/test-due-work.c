/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../store/store-fixture.h"
#include "insight/ga-due-work.h"

#define KRONER(n) ((n) *G_GINT64_CONSTANT (100))

/* A kommune, an organisation and a round; what is due is made by each test. */
typedef struct
{
  Profile profile;
  GaRecord *kommune;
  GaRecord *partner;
  GaRecord *round;
} Office;

static void
office_set_up (Office *office, gconstpointer data)
{
  Profile *profile = &office->profile;

  profile_set_up (profile, data);
  office->kommune = profile_record (profile, "kommune");
  ga_record_set_text (office->kommune, "code", "0615");
  ga_record_set_text (office->kommune, "name", "Horsens");
  profile_put (profile, office->kommune);
  office->partner = profile_record (profile, "organisation");
  ga_record_set_text (office->partner, "name", "Gåforeningen");
  profile_put (profile, office->partner);
  office->round = profile_record (profile, "round");
  ga_record_set_text (office->round, "title", "Bevæg dig");
  ga_record_set_integer (office->round, "frame", KRONER (100000));
  profile_put (profile, office->round);
}

static void
office_tear_down (Office *office, gconstpointer data)
{
  g_object_unref (office->kommune);
  g_object_unref (office->partner);
  g_object_unref (office->round);
  profile_tear_down (&office->profile, data);
}

/* "!tranche 2026-06-29, report 2026-07-30", where ! says that it is overdue and × how many */
static char *
show_work (GPtrArray *work)
{
  GString *shown = g_string_new (NULL);

  for (guint i = 0; i < work->len; i++)
    {
      const GaDue *due = work->pdata[i];

      g_string_append_printf (shown, "%s%s%s %s", i > 0 ? ", " : "", due->overdue ? "!" : "",
                              ga_due_get_code (due), due->date);
      if (due->count > 1)
        g_string_append_printf (shown, " ×%u", due->count);
    }
  return g_string_free (shown, FALSE);
}

static GPtrArray *
read_work (Office *office, const char *today, int within)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *work =
      ga_due_work_read (ga_store_get_reader (office->profile.store), today, within, &error);

  g_assert_no_error (error);
  return work;
}

static void
assert_due (Office *office, const char *today, const char *expected)
{
  g_autoptr (GPtrArray) work = read_work (office, today, GA_DUE_AS_USUAL);
  g_autofree char *shown = show_work (work);

  g_assert_cmpstr (shown, ==, expected);
}

static GaRecord *
apply (Office *office, const char *status)
{
  GaRecord *application = profile_record (&office->profile, "application");
  g_autoptr (GaRecord) investment = profile_record (&office->profile, "investment");

  ga_record_set_reference (application, "round", ga_record_get_id (office->round));
  ga_record_set_reference (application, "applicant", ga_record_get_id (office->partner));
  ga_record_set_reference (application, "kommune", ga_record_get_id (office->kommune));
  ga_record_set_text (application, "purpose", "Gåture");
  ga_record_set_text (application, "submitted", "2026-02-01");
  ga_record_set_integer (application, "amount", KRONER (10000));
  profile_put (&office->profile, application);
  ga_record_set_reference (investment, "application", ga_record_get_id (application));
  ga_record_set_reference (investment, "party", ga_record_get_id (office->partner));
  ga_record_set_integer (investment, "amount", KRONER (1));
  profile_put (&office->profile, investment);
  ga_record_set_text (application, "status", status);
  if (g_str_equal (status, "approved"))
    {
      ga_record_set_integer (application, "decided_amount", KRONER (10000));
      ga_record_set_text (application, "decided_on", "2026-03-01");
    }
  profile_put (&office->profile, application);
  return application;
}

/* Of which nothing is due but what follows from its end. */
static GaRecord *
grant_until (Office *office, const char *until)
{
  g_autoptr (GaRecord) application = apply (office, "approved");
  GaRecord *grant = profile_record (&office->profile, "grant");

  ga_record_set_reference (grant, "application", ga_record_get_id (application));
  ga_record_set_integer (grant, "amount", KRONER (10000));
  ga_record_set_text (grant, "until", until);
  ga_record_set_text (grant, "accepted_on", "2026-03-10");
  profile_put (&office->profile, grant);
  return grant;
}

static GaRecord *
add_tranche (Office *office, GaRecord *grant, const char *due)
{
  GaRecord *tranche = profile_record (&office->profile, "tranche");

  ga_record_set_reference (tranche, "grant", ga_record_get_id (grant));
  ga_record_set_text (tranche, "due", due);
  ga_record_set_integer (tranche, "amount", KRONER (100));
  profile_put (&office->profile, tranche);
  return tranche;
}

static GaRecord *
agree (Office *office, const char *end)
{
  GaRecord *agreement = profile_record (&office->profile, "agreement");

  ga_record_set_text (agreement, "title", "Gå sammen");
  ga_record_set_reference (agreement, "partner", ga_record_get_id (office->partner));
  ga_record_set_reference (agreement, "kommune", ga_record_get_id (office->kommune));
  ga_record_set_text (agreement, "start", "2022-01-01");
  ga_record_set_text (agreement, "end", end);
  ga_record_set_text (agreement, "status", "active");
  profile_put (&office->profile, agreement);
  return agreement;
}

static GaRecord *
add_community (Office *office)
{
  GaRecord *community = profile_record (&office->profile, "community");

  ga_record_set_text (community, "name", "Åstien");
  ga_record_set_reference (community, "kommune", ga_record_get_id (office->kommune));
  profile_put (&office->profile, community);
  return community;
}

static void
add_walk (Office *office, GaRecord *community, const char *start, const char *status)
{
  g_autoptr (GaRecord) walk = profile_record (&office->profile, "meeting");

  ga_record_set_reference (walk, "community", ga_record_get_id (community));
  ga_record_set_text (walk, "start", start);
  ga_record_set_text (walk, "status", status);
  if (g_str_equal (status, "cancelled"))
    ga_record_set_text (walk, "reason", "ice");
  profile_put (&office->profile, walk);
}

static void
set_text (Office *office, GaRecord *record, const char *field, const char *text)
{
  ga_record_set_text (record, field, text);
  profile_put (&office->profile, record);
}

static void
test_agreement (Office *office, gconstpointer data)
{
  g_autoptr (GaRecord) agreement = agree (office, "2026-12-31");
  g_autoptr (GPtrArray) work = NULL;
  const GaDue *due;

  assert_due (office, "2026-06-30", "");
  assert_due (office, "2026-07-01", "agreement 2026-12-31");
  assert_due (office, "2026-12-31", "agreement 2026-12-31");
  assert_due (office, "2027-01-01", "!agreement 2026-12-31");
  work = read_work (office, "2027-01-01", GA_DUE_AS_USUAL);
  due = work->pdata[0];
  g_assert_cmpstr (due->entity, ==, "agreement");
  g_assert_true (ga_id_equal (&due->id, ga_record_get_id (agreement)));
  g_assert_cmpstr (due->title, ==, "Gå sammen");
  g_assert_cmpstr (due->party, ==, "Gåforeningen");
  set_text (office, agreement, "status", "ended");
  assert_due (office, "2027-01-01", "");
}

static void
test_clause (Office *office, gconstpointer data)
{
  g_autoptr (GaRecord) agreement = agree (office, "2030-12-31");
  g_autoptr (GaRecord) clause = profile_record (&office->profile, "clause");
  g_autoptr (GPtrArray) work = NULL;

  ga_record_set_reference (clause, "agreement", ga_record_get_id (agreement));
  ga_record_set_text (clause, "heading", "Ansvar");
  set_text (office, clause, "due", "2026-06-15");
  assert_due (office, "2026-05-31", "");
  assert_due (office, "2026-06-01", "clause 2026-06-15");
  assert_due (office, "2026-06-16", "!clause 2026-06-15");
  work = read_work (office, "2026-06-16", GA_DUE_AS_USUAL);
  g_assert_cmpstr (((GaDue *) work->pdata[0])->place, ==, "agreement");
  g_assert_true (ga_id_equal (&((GaDue *) work->pdata[0])->place_id, ga_record_get_id (agreement)));
  set_text (office, clause, "state", "kept");
  assert_due (office, "2026-06-16", "");
  set_text (office, clause, "state", "under_way");
  set_text (office, agreement, "status", "terminated");
  assert_due (office, "2026-06-16", "");
}

static void
test_tranche (Office *office, gconstpointer data)
{
  g_autoptr (GaRecord) grant = grant_until (office, "2030-12-31");
  g_autoptr (GaRecord) tranche = add_tranche (office, grant, "2026-06-29");

  assert_due (office, "2026-06-14", "");
  assert_due (office, "2026-06-15", "tranche 2026-06-29");
  assert_due (office, "2026-06-29", "tranche 2026-06-29");
  assert_due (office, "2026-06-30", "!tranche 2026-06-29");
  set_text (office, tranche, "paid_on", "2026-06-30");
  assert_due (office, "2026-06-30", "");
}

static void
test_report_not_written (Office *office, gconstpointer data)
{
  g_autoptr (GaRecord) grant = grant_until (office, "2026-01-31");
  g_autoptr (GPtrArray) work = NULL;

  /* A month after the last of January is the last of February. */
  assert_due (office, "2026-02-13", "");
  assert_due (office, "2026-02-14", "report 2026-02-28");
  assert_due (office, "2026-03-01", "!report 2026-02-28");
  work = read_work (office, "2026-03-01", GA_DUE_AS_USUAL);
  g_assert_cmpstr (((GaDue *) work->pdata[0])->entity, ==, "grant");
  ga_record_set_text (grant, "extension_asked", "2026-01-15");
  set_text (office, grant, "extended_until", "2026-03-31");
  assert_due (office, "2026-03-01", "");
  assert_due (office, "2026-04-30", "report 2026-04-30");
  ga_record_set_integer (office->round, "report_days", 60);
  profile_put (&office->profile, office->round);
  assert_due (office, "2026-05-15", "");
  assert_due (office, "2026-05-16", "report 2026-05-30");
}

static void
test_report_written (Office *office, gconstpointer data)
{
  g_autoptr (GaRecord) grant = grant_until (office, "2026-01-31");
  g_autoptr (GaRecord) report = profile_record (&office->profile, "grant_report");
  g_autoptr (GPtrArray) work = NULL;

  ga_record_set_reference (report, "grant", ga_record_get_id (grant));
  set_text (office, report, "due", "2026-06-01");
  assert_due (office, "2026-05-17", "");
  assert_due (office, "2026-05-18", "report 2026-06-01");
  assert_due (office, "2026-06-02", "!report 2026-06-01");
  work = read_work (office, "2026-06-02", GA_DUE_AS_USUAL);
  g_assert_cmpstr (((GaDue *) work->pdata[0])->entity, ==, "grant_report");
  g_assert_true (ga_id_equal (&((GaDue *) work->pdata[0])->place_id, ga_record_get_id (grant)));
  ga_record_set_text (report, "received", "2026-06-02");
  ga_record_set_text (report, "as_expected", "Ja");
  set_text (office, report, "gained", "Glade folk");
  assert_due (office, "2026-06-02", "");
}

static void
test_extension (Office *office, gconstpointer data)
{
  g_autoptr (GaRecord) grant = grant_until (office, "2026-06-30");

  assert_due (office, "2026-05-30", "");
  assert_due (office, "2026-05-31", "extension 2026-06-30");
  assert_due (office, "2026-06-30", "extension 2026-06-30");
  /* It is too late for that, and too early for the report. */
  assert_due (office, "2026-07-01", "");
  set_text (office, grant, "extension_asked", "2026-06-20");
  assert_due (office, "2026-06-20", "");
}

static void
test_acceptance (Office *office, gconstpointer data)
{
  g_autoptr (GaRecord) grant = grant_until (office, "2030-12-31");

  ga_record_clear (grant, "accepted_on");
  profile_put (&office->profile, grant);
  assert_due (office, "2026-06-01", "");
  ga_record_set_integer (office->round, "acceptance_days", 30);
  profile_put (&office->profile, office->round);
  assert_due (office, "2026-03-16", "");
  assert_due (office, "2026-03-17", "acceptance 2026-03-31");
  assert_due (office, "2026-04-01", "!acceptance 2026-03-31");
  set_text (office, grant, "accepted_on", "2026-04-01");
  assert_due (office, "2026-04-01", "");
}

static void
test_application (Office *office, gconstpointer data)
{
  g_autoptr (GaRecord) application = apply (office, "submitted");
  g_autoptr (GaRecord) draft = apply (office, "draft");
  g_autoptr (GPtrArray) work = NULL;

  assert_due (office, "2026-02-10", "application 2026-02-01");
  work = read_work (office, "2026-02-10", GA_DUE_AS_USUAL);
  g_assert_true (ga_id_equal (&((GaDue *) work->pdata[0])->id, ga_record_get_id (application)));
  ga_record_clear (application, "submitted");
  profile_put (&office->profile, application);
  assert_due (office, "2026-02-10", "application ");
  set_text (office, application, "status", "withdrawn");
  assert_due (office, "2026-02-10", "");
}

static GaRecord *
add_host (Office *office, GaRecord *community, const char *until)
{
  g_autoptr (GaRecord) person = profile_record (&office->profile, "person");
  GaRecord *role = profile_record (&office->profile, "role");

  set_text (office, person, "name", "Testa");
  ga_record_set_reference (role, "person", ga_record_get_id (person));
  ga_record_set_reference (role, "community", ga_record_get_id (community));
  if (until != NULL)
    ga_record_set_text (role, "until", until);
  profile_put (&office->profile, role);
  return role;
}

/* A grant of a part of it will do: the rest may never come. */
static void
test_grant (Office *office, gconstpointer data)
{
  g_autoptr (GaRecord) one = apply (office, "approved");
  g_autoptr (GaRecord) other = apply (office, "approved");
  g_autoptr (GaRecord) grant = profile_record (&office->profile, "grant");
  g_autoptr (GPtrArray) work = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *words = NULL;

  assert_due (office, "2026-03-10", "grant 2026-03-01, grant 2026-03-01");
  work = read_work (office, "2026-03-10", GA_DUE_AS_USUAL);
  g_assert_cmpstr (((GaDue *) work->pdata[0])->entity, ==, "application");
  g_assert_true (ga_due_opens_itself (work->pdata[0]));
  lines = ga_due_work_fold (work);
  shown = show_work (lines);
  g_assert_cmpstr (shown, ==, "grant 2026-03-01 ×2");
  g_assert_false (ga_due_opens_itself (lines->pdata[0]));
  words = ga_due_describe (lines->pdata[0]);
  g_assert_cmpstr (words, ==, "2 approved applications wait for their grants");
  ga_record_set_reference (grant, "application", ga_record_get_id (one));
  ga_record_set_integer (grant, "amount", KRONER (4000));
  profile_put (&office->profile, grant);
  assert_due (office, "2026-03-10", "grant 2026-03-01");
  set_text (office, other, "status", "withdrawn");
  assert_due (office, "2026-03-10", "");
}

static void
test_host (Office *office, gconstpointer data)
{
  g_autoptr (GaRecord) community = add_community (office);
  g_autoptr (GaRecord) first = add_host (office, community, "2026-03-31");
  g_autoptr (GaRecord) last = add_host (office, community, "2026-06-15");

  assert_due (office, "2026-05-31", "");
  assert_due (office, "2026-06-01", "host 2026-06-15");
  assert_due (office, "2026-06-16", "!host 2026-06-15");
  ga_record_clear (first, "until");
  profile_put (&office->profile, first);
  assert_due (office, "2026-06-16", "");
  set_text (office, first, "until", "2026-06-01");
  set_text (office, community, "status", "paused");
  assert_due (office, "2026-06-16", "");
}

static void
test_silence (Office *office, gconstpointer data)
{
  g_autoptr (GaRecord) community = add_community (office);
  g_autoptr (GPtrArray) work = NULL;

  /* Nobody knows since when. */
  assert_due (office, "2026-06-01", "");
  set_text (office, community, "started", "2026-04-01");
  assert_due (office, "2026-04-28", "");
  assert_due (office, "2026-04-29", "silence 2026-04-01");
  add_walk (office, community, "2026-05-01T10:00", "held");
  add_walk (office, community, "2026-05-08T10:00", "cancelled");
  add_walk (office, community, "2026-05-15T10:00", "planned");
  assert_due (office, "2026-05-28", "");
  assert_due (office, "2026-05-29", "silence 2026-05-01");
  work = read_work (office, "2026-05-29", GA_DUE_AS_USUAL);
  g_assert_cmpstr (((GaDue *) work->pdata[0])->party, ==, "Horsens");
  set_text (office, community, "status", "paused");
  assert_due (office, "2026-05-29", "");
}

static void
test_order (Office *office, gconstpointer data)
{
  g_autoptr (GaRecord) grant = grant_until (office, "2030-12-31");
  g_autoptr (GaRecord) soon = add_tranche (office, grant, "2026-06-10");
  g_autoptr (GaRecord) late = add_tranche (office, grant, "2026-05-20");
  g_autoptr (GaRecord) later = add_tranche (office, grant, "2026-04-20");
  g_autoptr (GaRecord) application = apply (office, "submitted");
  g_autoptr (GaRecord) agreement = agree (office, "2026-05-01");

  assert_due (office, "2026-06-01",
              "!tranche 2026-04-20, !agreement 2026-05-01, !tranche 2026-05-20, "
              "application 2026-02-01, tranche 2026-06-10");
}

static void
test_within (Office *office, gconstpointer data)
{
  g_autoptr (GaRecord) grant = grant_until (office, "2030-12-31");
  g_autoptr (GaRecord) tranche = add_tranche (office, grant, "2026-06-10");
  g_autoptr (GaRecord) agreement = agree (office, "2026-06-10");
  g_autoptr (GPtrArray) none = read_work (office, "2026-06-01", 8);
  g_autoptr (GPtrArray) both = read_work (office, "2026-06-01", 9);

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (both->len, ==, 2);
}

static void
test_fold (Office *office, gconstpointer data)
{
  g_autoptr (GaRecord) one = apply (office, "submitted");
  g_autoptr (GaRecord) other = apply (office, "eligible");
  g_autoptr (GPtrArray) communities = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) work = NULL;
  g_autoptr (GPtrArray) few = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *shown_few = NULL;
  const GaDue *line;

  for (guint i = 0; i < 4; i++)
    {
      g_ptr_array_add (communities, add_community (office));
      set_text (office, communities->pdata[i], "started", "2026-03-01");
    }
  work = read_work (office, "2026-06-01", GA_DUE_AS_USUAL);
  lines = ga_due_work_fold (work);
  shown = show_work (lines);
  g_assert_cmpstr (shown, ==, "application 2026-02-01 ×2, silence 2026-03-01 ×4");
  line = lines->pdata[0];
  g_assert_cmpstr (line->place, ==, "round");
  g_assert_true (ga_id_equal (&line->place_id, ga_record_get_id (office->round)));
  g_assert_null (((GaDue *) lines->pdata[1])->place);
  /* Three are told one by one. */
  set_text (office, communities->pdata[0], "status", "paused");
  g_clear_pointer (&work, g_ptr_array_unref);
  work = read_work (office, "2026-06-01", GA_DUE_AS_USUAL);
  few = ga_due_work_fold (work);
  shown_few = show_work (few);
  g_assert_cmpstr (shown_few, ==,
                   "application 2026-02-01 ×2, silence 2026-03-01, silence 2026-03-01, "
                   "silence 2026-03-01");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) g_test_add (path, Office, NULL, office_set_up, test, office_tear_down)
  ADD ("/insight/due-work/an-agreement-six-months-before", test_agreement);
  ADD ("/insight/due-work/a-clause-until-it-is-met", test_clause);
  ADD ("/insight/due-work/a-tranche-until-it-is-paid", test_tranche);
  ADD ("/insight/due-work/a-report-nobody-has-written", test_report_not_written);
  ADD ("/insight/due-work/a-report-until-it-is-received", test_report_written);
  ADD ("/insight/due-work/the-last-day-to-ask-for-an-extension", test_extension);
  ADD ("/insight/due-work/a-grant-until-it-is-accepted", test_acceptance);
  ADD ("/insight/due-work/an-application-until-it-is-decided", test_application);
  ADD ("/insight/due-work/an-approved-application-until-it-is-granted", test_grant);
  ADD ("/insight/due-work/a-community-whose-last-host-stops", test_host);
  ADD ("/insight/due-work/a-community-after-four-weeks", test_silence);
  ADD ("/insight/due-work/what-is-overdue-stands-first", test_order);
  ADD ("/insight/due-work/within-so-many-days", test_within);
  ADD ("/insight/due-work/many-of-one-kind-are-one-line", test_fold);
#undef ADD
  return g_test_run ();
}
