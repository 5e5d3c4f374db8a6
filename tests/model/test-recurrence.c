/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-language.h"
#include "model/ga-recurrence.h"
#include "model/ga-value.h"

static void
assert_days (
    const char *rule, const char *from, const char *until, guint limit, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) days = ga_recurrence_days (rule, from, until, limit, &error);
  g_autofree char *list = NULL;

  g_test_message ("%s", rule);
  g_assert_no_error (error);
  g_ptr_array_add (days, NULL);
  list = g_strjoinv (" ", (char **) days->pdata);
  g_assert_cmpstr (list, ==, expected);
}

static void
test_days_of_a_rule (void)
{
  assert_days ("FREQ=WEEKLY;BYDAY=TU", "2026-01-06", "2026-01-27", 100,
               "2026-01-06 2026-01-13 2026-01-20 2026-01-27");
  /* The first day is a meeting only if the rule says so. */
  assert_days ("FREQ=WEEKLY;BYDAY=TU", "2026-01-07", "2026-01-20", 100, "2026-01-13 2026-01-20");
  assert_days ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "2026-01-06", "2026-01-23", 100,
               "2026-01-06 2026-01-08 2026-01-20 2026-01-22");
  assert_days ("FREQ=MONTHLY;BYDAY=1SA", "2026-01-01", "2026-03-31", 100,
               "2026-01-03 2026-02-07 2026-03-07");
  assert_days ("FREQ=MONTHLY;BYDAY=1SA;COUNT=3", "2026-01-01", NULL, 100,
               "2026-01-03 2026-02-07 2026-03-07");
  assert_days ("FREQ=MONTHLY;BYDAY=SA;BYSETPOS=-1", "2026-01-01", "2026-02-28", 100,
               "2026-01-31 2026-02-28");
  assert_days ("FREQ=MONTHLY;BYMONTHDAY=31", "2026-01-01", "2026-05-31", 100,
               "2026-01-31 2026-03-31 2026-05-31");
  assert_days ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2026-01-01", "2032-12-31", 100,
               "2028-02-29 2032-02-29");
  assert_days ("RRULE:FREQ=DAILY;COUNT=2;", "2026-01-06", NULL, 100, "2026-01-06 2026-01-07");
  assert_days ("freq=weekly;byday=tu", "2026-01-06", "2026-01-06", 100, "2026-01-06");
  assert_days ("FREQ=WEEKLY;BYDAY=TU", "2026-01-06", "2026-01-05", 100, "");
}

static void
test_days_do_not_move_with_the_clock (void)
{
  assert_days ("FREQ=WEEKLY;BYDAY=SU", "2026-03-22", "2026-04-05", 100,
               "2026-03-22 2026-03-29 2026-04-05");
  assert_days ("FREQ=WEEKLY;BYDAY=SU", "2026-10-18", "2026-11-01", 100,
               "2026-10-18 2026-10-25 2026-11-01");
}

static void
test_last_day_of_the_rule_is_local (void)
{
  assert_days ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20260120", "2026-01-06", NULL, 100,
               "2026-01-06 2026-01-13 2026-01-20");
  /* 20 January 23:00 in UTC is the 21st here, 19 January 22:59 is still the 19th. */
  assert_days ("FREQ=DAILY;UNTIL=20260120T230000Z", "2026-01-19", NULL, 100,
               "2026-01-19 2026-01-20 2026-01-21");
  assert_days ("FREQ=DAILY;UNTIL=20260119T225959Z", "2026-01-18", NULL, 100,
               "2026-01-18 2026-01-19");
}

static void
test_endless_rule_ends (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) some = ga_recurrence_days ("FREQ=DAILY", "2026-01-01", NULL, 10, &error);
  g_autoptr (GPtrArray) all = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (some->len, ==, 10);
  all = ga_recurrence_days ("FREQ=DAILY", "2200-12-01", NULL, G_MAXUINT, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 31);
}

static void
assert_refused (const char *rule, GaModelError code)
{
  g_autoptr (GError) error = NULL;

  g_test_message ("%.80s", rule != NULL ? rule : "nothing");
  g_assert_false (ga_recurrence_check (rule, &error));
  g_assert_error (error, GA_MODEL_ERROR, (int) code);
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static void
test_unreadable_rules_are_refused (void)
{
  static const char *const rules[] = {
    NULL,
    "",
    "garbage",
    "every Tuesday",
    "FREQ",
    "FREQ=",
    "FREQ=OFTEN",
    "BYDAY=TU",
    "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=WEEKLY;BYDAY=",
    "FREQ=WEEKLY;INTERVAL=0",
    "FREQ=WEEKLY;INTERVAL=-1",
    "FREQ=WEEKLY;INTERVAL=99999",
    "FREQ=WEEKLY;COUNT=2x",
    "FREQ=WEEKLY;COUNT=4294967297",
    "FREQ=WEEKLY;INTERVAL=4294967297",
    "FREQ=MONTHLY;BYMONTHDAY=4294967297",
    "FREQ=MONTHLY;BYDAY=4294967297MO",
    "FREQ=WEEKLY;FOO=1",
    "FREQ=WEEKLY;;BYDAY=TU",
    "FREQ=WEEKLY;BYDAY=2TU",
    "FREQ=MONTHLY;BYDAY=6MO",
    "FREQ=WEEKLY;UNTIL=soon",
    "FREQ=WEEKLY;UNTIL=20260231",
    "FREQ=WEEKLY;COUNT=3;UNTIL=20260120",
    "FREQ=DAILY;FREQ=WEEKLY",
    "RSCALE=CHINESE;FREQ=YEARLY",
    "FREQ=WEEKLY;BYDAY=TÜ",
  };
  g_autofree char *huge = g_strnfill (1024 * 1024, ';');

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    assert_refused (rules[i], GA_MODEL_ERROR_UNREADABLE);
  assert_refused (huge, GA_MODEL_ERROR_UNREADABLE);
}

static void
test_rules_within_a_day_are_refused (void)
{
  assert_refused ("FREQ=HOURLY", GA_MODEL_ERROR_LIMIT);
  assert_refused ("FREQ=MINUTELY;COUNT=3", GA_MODEL_ERROR_LIMIT);
  assert_refused ("FREQ=SECONDLY", GA_MODEL_ERROR_LIMIT);
  assert_refused ("FREQ=DAILY;BYHOUR=9,10", GA_MODEL_ERROR_LIMIT);
  assert_refused ("FREQ=WEEKLY;BYDAY=TU;BYMINUTE=30", GA_MODEL_ERROR_LIMIT);
  assert_refused ("FREQ=WEEKLY;BYSECOND=1", GA_MODEL_ERROR_LIMIT);
}

static void
test_rules_that_never_match_are_refused (void)
{
  assert_refused ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", GA_MODEL_ERROR_RULE);
  assert_refused ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", GA_MODEL_ERROR_RULE);
  assert_refused ("FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6", GA_MODEL_ERROR_RULE);
  assert_days ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "2026-01-01", NULL, 100, "");
}

static void
test_usual_rules_are_right (void)
{
  static const char *const rules[] = {
    "FREQ=WEEKLY;BYDAY=TU",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;WKST=MO",
    "FREQ=MONTHLY;BYDAY=-1SU",
    "FREQ=DAILY;UNTIL=19991231",
    "RSCALE=GREGORIAN;FREQ=WEEKLY;BYDAY=TU",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (ga_recurrence_check (rules[i], &error));
      g_assert_no_error (error);
    }
}

static void
test_days_need_days (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ga_recurrence_days ("FREQ=DAILY", "1-1-2026", NULL, 1, &error));
  g_assert_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE);
  g_clear_error (&error);
  g_assert_null (ga_recurrence_days ("FREQ=DAILY", "2026-01-01", "2026-02-30", 1, &error));
  g_assert_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE);
}

static void
test_rules_in_words (void)
{
  static const struct
  {
    const char *rule, *clock, *words;
  } rules[] = {
    { "FREQ=DAILY", "07:00", "Every day at 7:00" },
    { "FREQ=DAILY;INTERVAL=2", "07:00", "Every second day at 7:00" },
    { "FREQ=DAILY;INTERVAL=3", "07:00", "Every 3 days at 7:00" },
    { "FREQ=DAILY;BYDAY=TU", "10:00", "Every Tuesday at 10:00" },
    { "FREQ=WEEKLY", "10:00", "Every week at 10:00" },
    { "FREQ=WEEKLY;BYDAY=TU", "10:00", "Every Tuesday at 10:00" },
    { "FREQ=WEEKLY;BYDAY=SU", "10:00", "Every Sunday at 10:00" },
    { "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "10:00", "Every second week on Tuesday at 10:00" },
    { "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU", "10:00", "Every 3 weeks on Tuesday at 10:00" },
    { "FREQ=WEEKLY;BYDAY=TH,MO", "18:00", "Every Monday and Thursday at 18:00" },
    { "FREQ=WEEKLY;BYDAY=MO,WE,FR", "18:00", "Every Monday, Wednesday and Friday at 18:00" },
    { "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "18:00", "Monday to Friday at 18:00" },
    { "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "18:00", "Every day at 18:00" },
    { "FREQ=MONTHLY;BYDAY=1SA", "09:30", "First Saturday of the month at 9:30" },
    { "FREQ=MONTHLY;BYDAY=SA;BYSETPOS=1", "09:30", "First Saturday of the month at 9:30" },
    { "FREQ=MONTHLY;BYDAY=-1SU", "09:30", "Last Sunday of the month at 9:30" },
    { "FREQ=MONTHLY;BYDAY=1SA,3SA", "09:30", "First and third Saturday of the month at 9:30" },
    { "FREQ=MONTHLY;BYMONTHDAY=15", "09:30", "Day 15 of every month at 9:30" },
    { "FREQ=MONTHLY;BYMONTHDAY=-1", "09:30", "The last day of every month at 9:30" },
    { "FREQ=WEEKLY;BYDAY=TU;COUNT=10", "10:00", "Every Tuesday at 10:00, 10 times" },
    { "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231", "10:00",
      "Every Tuesday at 10:00, until 31 December 2026" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *words = ga_recurrence_describe (rules[i].rule, rules[i].clock);

      g_assert_cmpstr (words, ==, rules[i].words);
    }
}

static void
test_other_rules_as_they_stand (void)
{
  static const char *const rules[] = {
    "FREQ=MONTHLY;BYDAY=1SA,2TU",
    "FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1",
    "FREQ=MONTHLY;BYDAY=TU",
    "FREQ=MONTHLY",
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=1SA",
    "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
    "FREQ=MONTHLY;BYMONTHDAY=1,15",
    "FREQ=WEEKLY;BYDAY=TU;BYMONTH=5,6",
    "FREQ=DAILY;INTERVAL=2;BYDAY=TU",
    "FREQ=YEARLY",
    "FREQ=YEARLY;BYDAY=20MO",
    "garbage",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *words = ga_recurrence_describe (rules[i], "10:00");
      g_autofree char *expected = g_strdup_printf ("Follows the rule %s", rules[i]);

      g_assert_cmpstr (words, ==, expected);
    }
}

int
main (int argc, char **argv)
{
  ga_language_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recurrence/days-of-a-rule", test_days_of_a_rule);
  g_test_add_func ("/recurrence/days-do-not-move-with-the-clock",
                   test_days_do_not_move_with_the_clock);
  g_test_add_func ("/recurrence/last-day-of-the-rule-is-local", test_last_day_of_the_rule_is_local);
  g_test_add_func ("/recurrence/endless-rule-ends", test_endless_rule_ends);
  g_test_add_func ("/recurrence/unreadable-refused", test_unreadable_rules_are_refused);
  g_test_add_func ("/recurrence/within-a-day-refused", test_rules_within_a_day_are_refused);
  g_test_add_func ("/recurrence/never-matching-refused", test_rules_that_never_match_are_refused);
  g_test_add_func ("/recurrence/usual-rules-are-right", test_usual_rules_are_right);
  g_test_add_func ("/recurrence/days-need-days", test_days_need_days);
  g_test_add_func ("/recurrence/rules-in-words", test_rules_in_words);
  g_test_add_func ("/recurrence/other-rules-as-they-stand", test_other_rules_as_they_stand);
  return g_test_run ();
}
