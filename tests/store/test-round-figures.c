/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-round-figures.h"
#include "store/store-fixture.h"

#define KRONER(n) ((n) *G_GINT64_CONSTANT (100))

typedef struct
{
  GaRecord *kommune;
  GaRecord *round;
} Fund;

static void
fund_set_up (Profile *profile, Fund *fund)
{
  fund->kommune = profile_record (profile, "kommune");
  ga_record_set_text (fund->kommune, "code", "0615");
  ga_record_set_text (fund->kommune, "name", "Horsens");
  profile_put (profile, fund->kommune);
  fund->round = profile_record (profile, "round");
  ga_record_set_text (fund->round, "title", "Bevæg dig");
  ga_record_set_integer (fund->round, "frame", KRONER (100000));
  profile_put (profile, fund->round);
}

static void
fund_clear (Fund *fund)
{
  g_clear_object (&fund->kommune);
  g_clear_object (&fund->round);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fund, fund_clear)

static GaRecord *
make_applicant (Profile *profile, const char *name)
{
  GaRecord *applicant = profile_record (profile, "organisation");

  ga_record_set_text (applicant, "name", name);
  profile_put (profile, applicant);
  return applicant;
}

static GaRecord *
apply (Profile *profile, Fund *fund, GaRecord *applicant, gint64 amount)
{
  GaRecord *application = profile_record (profile, "application");

  ga_record_set_reference (application, "round", ga_record_get_id (fund->round));
  ga_record_set_reference (application, "applicant", ga_record_get_id (applicant));
  ga_record_set_reference (application, "kommune", ga_record_get_id (fund->kommune));
  ga_record_set_text (application, "purpose", "Gåture");
  ga_record_set_integer (application, "amount", amount);
  profile_put (profile, application);
  return application;
}

static void
approve (Profile *profile, GaRecord *application, gint64 amount)
{
  g_autoptr (GaRecord) investment = profile_record (profile, "investment");

  ga_record_set_reference (investment, "application", ga_record_get_id (application));
  ga_record_set_reference (investment, "party", ga_record_get_reference (application, "applicant"));
  ga_record_set_integer (investment, "amount", KRONER (1));
  profile_put (profile, investment);
  ga_record_set_text (application, "status",
                      amount < ga_record_get_integer (application, "amount") ? "partly_approved"
                                                                             : "approved");
  ga_record_set_integer (application, "decided_amount", amount);
  ga_record_set_text (application, "submitted", "2026-02-01");
  ga_record_set_text (application, "decided_on", "2026-03-01");
  ga_record_set_text (application, "decision_reason", "God plan");
  profile_put (profile, application);
}

static GaRecord *
grant (Profile *profile, GaRecord *application, gint64 amount)
{
  GaRecord *given = profile_record (profile, "grant");

  ga_record_set_reference (given, "application", ga_record_get_id (application));
  ga_record_set_integer (given, "amount", amount);
  ga_record_set_text (given, "start", "2026-04-01");
  ga_record_set_text (given, "until", "2027-03-31");
  profile_put (profile, given);
  return given;
}

static void
pay (Profile *profile, GaRecord *given, gint64 amount)
{
  g_autoptr (GaRecord) tranche = profile_record (profile, "tranche");

  ga_record_set_reference (tranche, "grant", ga_record_get_id (given));
  ga_record_set_integer (tranche, "amount", amount);
  ga_record_set_text (tranche, "paid_on", "2026-05-01");
  profile_put (profile, tranche);
}

static void
assert_sums (Profile *profile, Fund *fund, gint64 granted, gint64 reserved)
{
  g_autoptr (GError) error = NULL;
  GaRoundSums sums;

  ga_reader_round_sums (ga_store_get_reader (profile->store), ga_record_get_id (fund->round), &sums,
                        &error);
  g_assert_no_error (error);
  g_assert_cmpint (sums.granted, ==, granted);
  g_assert_cmpint (sums.reserved, ==, reserved);
}

static void
test_sums (Profile *profile, gconstpointer data)
{
  g_auto (Fund) fund = { 0 };
  g_autoptr (GaRecord) applicant = make_applicant (profile, "Gåforeningen");
  g_autoptr (GaRecord) one = NULL;
  g_autoptr (GaRecord) other = NULL;
  g_autoptr (GaRecord) given = NULL;

  fund_set_up (profile, &fund);
  assert_sums (profile, &fund, 0, 0);
  one = apply (profile, &fund, applicant, KRONER (40000));
  other = apply (profile, &fund, applicant, KRONER (20000));
  assert_sums (profile, &fund, 0, 0);
  approve (profile, one, KRONER (30000));
  assert_sums (profile, &fund, 0, KRONER (30000));
  given = grant (profile, one, KRONER (25000));
  assert_sums (profile, &fund, KRONER (25000), KRONER (5000));
  pay (profile, given, KRONER (25000));
  /* The round has it again; the application does not. */
  ga_record_set_integer (given, "returned", KRONER (10000));
  ga_record_set_text (given, "returned_on", "2027-04-01");
  profile_put (profile, given);
  assert_sums (profile, &fund, KRONER (15000), KRONER (5000));
  approve (profile, other, KRONER (20000));
  assert_sums (profile, &fund, KRONER (15000), KRONER (25000));
}

static void
test_rows (Profile *profile, gconstpointer data)
{
  g_auto (Fund) fund = { 0 };
  g_autoptr (GaRecord) last = make_applicant (profile, "Østerbro går");
  g_autoptr (GaRecord) first = make_applicant (profile, "Zebraerne");
  g_autoptr (GaRecord) applied = NULL;
  g_autoptr (GaRecord) approved = NULL;
  g_autoptr (GaRecord) given = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  GaRoundApplication *a, *b;

  fund_set_up (profile, &fund);
  applied = apply (profile, &fund, last, KRONER (40000));
  approved = apply (profile, &fund, first, KRONER (20000));
  approve (profile, approved, KRONER (15000));
  given = grant (profile, approved, KRONER (15000));
  rows = ga_reader_round_applications (ga_store_get_reader (profile->store),
                                       ga_record_get_id (fund.round), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 2);
  a = rows->pdata[0];
  b = rows->pdata[1];
  /* Ø comes after Z. */
  g_assert_cmpstr (a->applicant, ==, "Zebraerne");
  g_assert_cmpstr (a->status->code, ==, "partly_approved");
  g_assert_cmpint (a->decided, ==, KRONER (15000));
  g_assert_cmpstr (b->applicant, ==, "Østerbro går");
  g_assert_false (b->is_decided);
  g_assert_cmpint (ga_round_application_compare (a, b, GA_ROUND_APPLICANT), <, 0);
  g_assert_cmpint (ga_round_application_compare (a, b, GA_ROUND_KOMMUNE), ==, 0);
  g_assert_cmpint (ga_round_application_compare (a, b, GA_ROUND_APPLIED), <, 0);
  g_assert_cmpint (ga_round_application_compare (a, b, GA_ROUND_DECIDED), >, 0);
  g_assert_cmpint (ga_round_application_compare (a, b, GA_ROUND_STATUS), >, 0);
}

/* Names that the alphabet takes for equal leave the order to the purpose. */
static void
test_ties (Profile *profile, gconstpointer data)
{
  g_auto (Fund) fund = { 0 };
  g_autoptr (GaRecord) small = make_applicant (profile, "aabenraa går");
  g_autoptr (GaRecord) large = make_applicant (profile, "Åbenrå Går");
  g_autoptr (GaRecord) before = make_applicant (profile, "Zebraerne");
  g_autoptr (GaRecord) one = NULL;
  g_autoptr (GaRecord) other = NULL;
  g_autoptr (GaRecord) third = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  fund_set_up (profile, &fund);
  one = apply (profile, &fund, small, KRONER (40000));
  other = apply (profile, &fund, large, KRONER (20000));
  third = apply (profile, &fund, before, KRONER (20000));
  rows = ga_reader_round_applications (ga_store_get_reader (profile->store),
                                       ga_record_get_id (fund.round), NULL);
  g_assert_cmpstr (((GaRoundApplication *) rows->pdata[0])->applicant, ==, "Zebraerne");
  g_assert_cmpint (
      ga_round_application_compare (rows->pdata[1], rows->pdata[2], GA_ROUND_APPLICANT), ==, 0);
}

static void
test_typed (Profile *profile, gconstpointer data)
{
  static const char *const found[] = { "", "øst", "oest", "OST", "gå øster", "gåt", NULL };
  static const char *const lacking[] = { "bro", "øst vest", NULL };
  g_auto (Fund) fund = { 0 };
  g_autoptr (GaRecord) applicant = make_applicant (profile, "Østerbro går");
  g_autoptr (GaRecord) application = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  fund_set_up (profile, &fund);
  application = apply (profile, &fund, applicant, KRONER (40000));
  rows = ga_reader_round_applications (ga_store_get_reader (profile->store),
                                       ga_record_get_id (fund.round), NULL);
  for (guint i = 0; found[i] != NULL; i++)
    g_assert_true (ga_round_application_matches (rows->pdata[0], found[i]));
  for (guint i = 0; lacking[i] != NULL; i++)
    g_assert_false (ga_round_application_matches (rows->pdata[0], lacking[i]));
}

static void
test_applicant (Profile *profile, gconstpointer data)
{
  g_auto (Fund) fund = { 0 };
  g_autoptr (GaRecord) applicant = make_applicant (profile, "Gåforeningen");
  g_autoptr (GaRecord) before = NULL;
  g_autoptr (GaRecord) now = NULL;
  g_autoptr (GaRecord) given = NULL;
  g_autoptr (GaRecord) report = profile_record (profile, "grant_report");
  GaReader *reader = ga_store_get_reader (profile->store);
  GaApplicantRecord known;

  fund_set_up (profile, &fund);
  before = apply (profile, &fund, applicant, KRONER (40000));
  approve (profile, before, KRONER (40000));
  given = grant (profile, before, KRONER (40000));
  now = apply (profile, &fund, applicant, KRONER (10000));
  /* Also a report that nobody has written yet is overdue. */
  g_assert_true (ga_reader_applicant_record (reader, now, "2027-04-30", &known, NULL));
  g_assert_cmpuint (known.overdue, ==, 0);
  g_assert_true (ga_reader_applicant_record (reader, now, "2027-05-01", &known, NULL));
  g_assert_cmpuint (known.overdue, ==, 1);
  ga_record_set_reference (report, "grant", ga_record_get_id (given));
  profile_put (profile, report);
  g_assert_true (ga_reader_applicant_record (reader, now, "2027-04-30", &known, NULL));
  g_assert_cmpuint (known.grants, ==, 1);
  g_assert_cmpint (known.granted, ==, KRONER (40000));
  g_assert_cmpuint (known.overdue, ==, 0);
  g_assert_true (ga_reader_applicant_record (reader, now, "2027-05-01", &known, NULL));
  g_assert_cmpuint (known.overdue, ==, 1);
  g_assert_true (ga_reader_applicant_record (reader, before, "2027-05-01", &known, NULL));
  g_assert_cmpuint (known.grants, ==, 0);
}

static void
put_day (Profile *profile, const char *entity, const GaRecord *given, const char *day)
{
  g_autoptr (GaRecord) record = profile_record (profile, entity);

  ga_record_set_reference (record, "grant", ga_record_get_id (given));
  ga_record_set_integer (record, "amount", KRONER (100));
  if (g_str_equal (entity, "tranche"))
    ga_record_set_text (record, "paid_on", day);
  else
    {
      ga_record_set_text (record, "date", day);
      ga_record_set_text (record, "text", "Kaffe");
    }
  profile_put (profile, record);
}

static void
assert_years (Profile *profile, const GaRecord *of, int first, int last)
{
  GaYears years = { -1, -1 };
  g_autoptr (GError) error = NULL;

  ga_reader_money_years (ga_store_get_reader (profile->store), ga_record_get_id (of), &years,
                         &error);
  g_assert_no_error (error);
  g_assert_cmpint (years.first, ==, first);
  g_assert_cmpint (years.last, ==, last);
}

/* From what was paid and spent: a round has those of all its grants. */
static void
test_years (Profile *profile, gconstpointer data)
{
  g_auto (Fund) fund = { 0 };
  g_autoptr (GaRecord) applicant = make_applicant (profile, "Gåforeningen");
  g_autoptr (GaRecord) one = NULL;
  g_autoptr (GaRecord) other = NULL;
  g_autoptr (GaRecord) given = NULL;
  g_autoptr (GaRecord) later = NULL;

  fund_set_up (profile, &fund);
  one = apply (profile, &fund, applicant, KRONER (20000));
  other = apply (profile, &fund, applicant, KRONER (20000));
  approve (profile, one, KRONER (20000));
  approve (profile, other, KRONER (20000));
  given = grant (profile, one, KRONER (20000));
  later = grant (profile, other, KRONER (20000));
  assert_years (profile, given, 0, 0);
  put_day (profile, "tranche", given, "2026-03-01");
  put_day (profile, "account_entry", given, "2027-01-01");
  put_day (profile, "account_entry", later, "2029-12-31");
  assert_years (profile, given, 2026, 2027);
  assert_years (profile, later, 2029, 2029);
  assert_years (profile, fund.round, 2026, 2029);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Profile, NULL, profile_set_up, func, profile_tear_down)
  ADD ("/store/round-figures/tell-granted-from-reserved", test_sums);
  ADD ("/store/round-figures/order-as-the-alphabet", test_rows);
  ADD ("/store/round-figures/take-names-for-equal-as-it-does", test_ties);
  ADD ("/store/round-figures/find-what-is-typed", test_typed);
  ADD ("/store/round-figures/know-the-applicant", test_applicant);
  ADD ("/store/round-figures/know-the-years-of-the-money", test_years);
#undef ADD
  return g_test_run ();
}
