/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-date.h"

typedef struct
{
  const char *text;
  const char *expected; /* NULL: refused */
} Reading;

static void
assert_reads (char *(*parse) (const char *text), const Reading *readings, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *read = parse (readings[i].text);

      g_test_message ("“%s”", readings[i].text);
      g_assert_cmpstr (read, ==, readings[i].expected);
    }
}

static void
test_date_reads_what_people_write (void)
{
  static const Reading readings[] = {
    { "2026-12-31", "2026-12-31" },
    { "2026-1-6", "2026-01-06" },
    { "2026/01/06", "2026-01-06" },
    { "31-12-2026", "2026-12-31" },
    { "31.12.2026", "2026-12-31" },
    { "31. 12. 2026", "2026-12-31" },
    { "31/12-2026", "2026-12-31" },
    { "31/12/2026", "2026-12-31" },
    { "1-1-2022", "2022-01-01" },
    { "  6/1-2026 ", "2026-01-06" },
    { "\302\2406-1-2026", "2026-01-06" },
    { "1. januar 2026", "2026-01-01" },
    { "1. jan 2026", "2026-01-01" },
    { "1 jan. 2026", "2026-01-01" },
    { "22. NOVEMBER 2026", "2026-11-22" },
    { "5. maj 2026", "2026-05-05" },
    { "5. mai 2026", "2026-05-05" },
    { "5 May 2026", "2026-05-05" },
    { "24. des. 2026", "2026-12-24" },
    { "24. dec. 2026", "2026-12-24" },
    { "3. marts 2026", "2026-03-03" },
    { "3. mars 2026", "2026-03-03" },
    { "tirsdag den 6. januar 2026", "2026-01-06" },
    { "tirs. d. 6. jan. 2026", "2026-01-06" },
    { "LØRDAG 3. januar 2026", "2026-01-03" },
    { "Sunday 22 November 2026", "2026-11-22" },
    { "29-02-2024", "2024-02-29" },
    { "29-02-2000", "2000-02-29" },
    { "1900-01-01", "1900-01-01" },
    { "2200-12-31", "2200-12-31" },
  };

  assert_reads (ga_date_parse, readings, G_N_ELEMENTS (readings));
}

static char *
parse_near_late_november (const char *text)
{
  return ga_date_parse_near (text, "2026-11-25");
}

static void
test_date_without_a_year_is_near (void)
{
  static const Reading readings[] = {
    { "17.11", "2026-11-17" },
    { "17.11.", "2026-11-17" },
    { "17/11", "2026-11-17" },
    { "17-11", "2026-11-17" },
    { " 17. 11 ", "2026-11-17" },
    { "17. november", "2026-11-17" },
    { "17. nov", "2026-11-17" },
    { "17 nov.", "2026-11-17" },
    { "tirsdag den 17. november", "2026-11-17" },
    { "onsdag den 17. november", NULL },
    { "6/1", "2027-01-06" },
    { "27/5", "2026-05-27" },
    { "25/5", "2027-05-25" },
    { "29/2", "2028-02-29" },
    { "17-11-26", "2026-11-17" },
    { "17/11-26", "2026-11-17" },
    { "17. nov 27", "2027-11-17" },
    { "1-1-75", "2075-01-01" },
    { "1-1-99", "1999-01-01" },
    { "17-11-1926", "1926-11-17" },
    { "2026-11-17", "2026-11-17" },
    { "30/2", NULL },
    { "31/13", NULL },
    { "17", NULL },
    { "17.", NULL },
    { "17-11-2", NULL },
    { "17-11-026", NULL },
    { "17/11 and more", NULL },
    { "", NULL },
    { NULL, NULL },
  };

  assert_reads (parse_near_late_november, readings, G_N_ELEMENTS (readings));
}

static void
test_date_refuses_what_is_no_day (void)
{
  static const Reading readings[] = {
    { NULL, NULL },
    { "", NULL },
    { " ", NULL },
    { "31-02-2026", NULL },
    { "29-02-2026", NULL },
    { "29-02-1900", NULL },
    { "31/13", NULL },
    { "13-31-2026", NULL },
    { "2026-13-01", NULL },
    { "2026-00-10", NULL },
    { "2026-01-00", NULL },
    { "0-1-2026", NULL },
    { "356-1-2026", NULL },
    { "31-12-26", NULL },
    { "1899-12-31", NULL },
    { "2201-01-01", NULL },
    { "99999-01-01", NULL },
    { "20261231", NULL },
    { "2026-12-31x", NULL },
    { "2026-12-31T10:00", NULL },
    { "1. januarius 2026", NULL },
    { "1. ja 2026", NULL },
    { "31 12 2026", NULL },
    { "mandag den 6. januar 2026", NULL },
    { "tirsdag", NULL },
    { "soon", NULL },
    { "-1-2026", NULL },
    { "1--1-2026", NULL },
  };
  g_autofree char *huge = g_strnfill (10 * 1024 * 1024, '1');

  assert_reads (ga_date_parse, readings, G_N_ELEMENTS (readings));
  g_assert_null (ga_date_parse (huge));
  g_assert_null (ga_date_parse ("1-1-2026\377"));
}

static void
test_clock_reads_what_people_write (void)
{
  static const Reading readings[] = {
    { "10:00", "10:00" },     { "10.00", "10:00" },     { "9.30", "09:30" },
    { "9:05", "09:05" },      { "kl. 10", "10:00" },    { "kl 10.30", "10:30" },
    { "Kl. 18:15", "18:15" }, { "klokken 7", "07:00" }, { "10", "10:00" },
    { "1130", "11:30" },      { "930", "09:30" },       { "kl. 0705", "07:05" },
    { "2460", NULL },         { "1160", NULL },         { "11300", NULL },
    { "1130:00", NULL },      { "00:00", "00:00" },     { "23:59", "23:59" },
    { "10:00:00", "10:00" },  { "9:5", NULL },          { "24:00", NULL },
    { "10:60", NULL },        { "10:", NULL },          { "100:00", NULL },
    { "10:000", NULL },       { "10:00:30", NULL },     { "-1:00", NULL },
    { "ten", NULL },          { "kl.", NULL },          { "", NULL },
    { NULL, NULL },           { "10:00 Z", NULL },      { "10,00", NULL },
  };

  assert_reads (ga_clock_parse, readings, G_N_ELEMENTS (readings));
}

static void
test_time_reads_what_people_write (void)
{
  static const Reading readings[] = {
    { "2026-01-06T10:00", "2026-01-06T10:00" },
    { "2026-01-06 10:00", "2026-01-06T10:00" },
    { "06-01-2026 10:00", "2026-01-06T10:00" },
    { "06-01-2026 10:00:00", "2026-01-06T10:00" },
    { "6/1-2026 kl. 10.00", "2026-01-06T10:00" },
    { "6.1.2026 9.30", "2026-01-06T09:30" },
    { "tirsdag den 6. januar 2026 kl. 10", "2026-01-06T10:00" },
    { "6. januar 2026, kl. 10.00", "2026-01-06T10:00" },
    { "6 January 2026 at 10:00", "2026-01-06T10:00" },
    { "2026-01-06", NULL },
    { "10:00", NULL },
    { "2026-01-0610:00", NULL },
    { "2026-01-06T10:00Z", NULL },
    { "2026-01-06T10:00+01:00", NULL },
    { "2026-02-30T10:00", NULL },
    { "2026-01-06T25:00", NULL },
    { NULL, NULL },
  };

  assert_reads (ga_time_parse, readings, G_N_ELEMENTS (readings));
}

static void
test_days_add_up (void)
{
  static const struct
  {
    const char *date;
    int days;
    const char *expected;
  } sums[] = {
    { "2026-12-31", 1, "2027-01-01" },
    { "2024-02-28", 1, "2024-02-29" },
    { "2026-03-01", -1, "2026-02-28" },
    { "2026-03-01", 0, "2026-03-01" },
    { "2200-12-31", 1, NULL },
    { "1900-01-01", -1, NULL },
    { "2026-01-01", G_MAXINT, NULL },
    { "2026-01-01", G_MININT, NULL },
    { "1-1-2026", 1, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sums); i++)
    {
      g_autofree char *sum = ga_date_add_days (sums[i].date, sums[i].days);

      g_assert_cmpstr (sum, ==, sums[i].expected);
    }
}

static void
test_canonical_text_alone_becomes_a_day (void)
{
  g_autoptr (GDate) date = ga_date_to_gdate ("2026-11-22");
  g_autofree char *text = ga_date_from_gdate (date);

  g_assert_cmpstr (text, ==, "2026-11-22");
  g_assert_null (ga_date_to_gdate ("22-11-2026"));
  g_assert_null (ga_date_to_gdate ("2026-11-2x"));
  g_assert_null (ga_date_to_gdate ("2026-02-29"));
  g_assert_null (ga_date_to_gdate ("2026-11-22T10:00"));
  g_assert_null (ga_date_to_gdate (NULL));
}

static void
assert_instant (const char *time, const char *zone, const char *utc)
{
  g_autoptr (GDateTime) instant = ga_time_to_instant (time, zone);
  g_autofree char *text = NULL;

  g_assert_nonnull (instant);
  text = g_date_time_format (instant, "%Y-%m-%dT%H:%MZ");
  g_assert_cmpstr (text, ==, utc);
}

static void
test_local_times_are_instants_across_clock_changes (void)
{
  assert_instant ("2026-01-06T10:00", NULL, "2026-01-06T09:00Z");
  assert_instant ("2026-07-07T10:00", NULL, "2026-07-07T08:00Z");
  assert_instant ("2026-07-07T10:00", "Atlantic/Faroe", "2026-07-07T09:00Z");
  /* On 29 March 2026 02:00–03:00 does not come. */
  assert_instant ("2026-03-29T01:59", NULL, "2026-03-29T00:59Z");
  assert_instant ("2026-03-29T02:30", NULL, "2026-03-29T01:30Z");
  assert_instant ("2026-03-29T03:00", NULL, "2026-03-29T01:00Z");
  assert_instant ("2026-03-29T10:00", NULL, "2026-03-29T08:00Z");
  /* On 25 October 2026 02:00–03:00 comes twice. */
  assert_instant ("2026-10-25T01:59", NULL, "2026-10-24T23:59Z");
  assert_instant ("2026-10-25T02:30", NULL, "2026-10-25T00:30Z");
  assert_instant ("2026-10-25T03:00", NULL, "2026-10-25T02:00Z");
  assert_instant ("2026-10-25T10:00", NULL, "2026-10-25T09:00Z");

  g_assert_null (ga_time_to_instant ("2026-01-06T10:00", "Europe/Nowhere"));
  g_assert_null (ga_time_to_instant ("2026-01-06 10:00", NULL));
  g_assert_null (ga_time_to_instant ("2026-02-30T10:00", NULL));
  g_assert_null (ga_time_to_instant ("2026-01-06T1x:00", NULL));
  g_assert_null (ga_time_to_instant (NULL, NULL));
}

static void
test_instants_are_local_times (void)
{
  g_autoptr (GDateTime) instant = g_date_time_new_utc (2026, 10, 25, 0, 30, 59);
  g_autofree char *copenhagen = ga_time_from_instant (instant, NULL);
  g_autofree char *faroe = ga_time_from_instant (instant, "Atlantic/Faroe");

  g_assert_cmpstr (copenhagen, ==, "2026-10-25T02:30");
  g_assert_cmpstr (faroe, ==, "2026-10-25T01:30");
  g_assert_null (ga_time_from_instant (instant, "Europe/Nowhere"));
}

static void
test_now_is_of_the_default_zone (void)
{
  g_autofree char *before = ga_time_now ();
  g_autofree char *today = ga_date_today ();
  g_autofree char *after = ga_time_now ();
  g_autoptr (GDateTime) instant = ga_time_to_instant (after, NULL);

  g_assert_nonnull (instant);
  g_assert_true (g_str_has_prefix (before, today) || g_str_has_prefix (after, today));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date/reads-what-people-write", test_date_reads_what_people_write);
  g_test_add_func ("/date/refuses-what-is-no-day", test_date_refuses_what_is_no_day);
  g_test_add_func ("/date/without-a-year-is-near", test_date_without_a_year_is_near);
  g_test_add_func ("/date/clock-reads-what-people-write", test_clock_reads_what_people_write);
  g_test_add_func ("/date/time-reads-what-people-write", test_time_reads_what_people_write);
  g_test_add_func ("/date/days-add-up", test_days_add_up);
  g_test_add_func ("/date/canonical-text-alone-becomes-a-day",
                   test_canonical_text_alone_becomes_a_day);
  g_test_add_func ("/date/local-times-are-instants-across-clock-changes",
                   test_local_times_are_instants_across_clock_changes);
  g_test_add_func ("/date/instants-are-local-times", test_instants_are_local_times);
  g_test_add_func ("/date/now-is-of-the-default-zone", test_now_is_of_the_default_zone);
  return g_test_run ();
}
