/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-language.h"
#include "model/ga-recurrence-form.h"
#include "model/ga-recurrence-shift.h"
#include "model/ga-value.h"

typedef struct
{
  const char *rule;
  const char *day;
  const char *to;
  const char *becomes; /* NULL: refused */
  const char *other;   /* another day of the rule, and where it goes */
  const char *other_to;
} Shifting;

/* 2026-01-06 is a Tuesday, 2026-01-03 the first Saturday of its month. */
static const Shifting shiftings[] = {
  { "FREQ=WEEKLY;BYDAY=TU", "2026-01-06", "2026-01-07", "FREQ=WEEKLY;BYDAY=WE", "2026-01-13",
    "2026-01-14" },
  { "FREQ=WEEKLY;BYDAY=TU", "2026-01-06", "2026-01-06", "FREQ=WEEKLY;BYDAY=TU", "2026-01-13",
    "2026-01-13" },
  { "FREQ=WEEKLY;BYDAY=TU,TH", "2026-01-06", "2026-01-09", "FREQ=WEEKLY;BYDAY=FR,TH", "2026-01-15",
    "2026-01-15" },
  { "FREQ=WEEKLY;BYDAY=TU,TH", "2026-01-06", "2026-01-08", NULL, NULL, NULL },
  { "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "2026-01-06", "2026-01-12", NULL, NULL, NULL },
  { "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "2026-01-11", "2026-01-12",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-01-25", "2026-01-26" },
  { "FREQ=MONTHLY;BYDAY=1SA", "2026-01-03", "2026-01-11", "FREQ=MONTHLY;BYDAY=2SU", "2026-02-07",
    "2026-02-08" },
  { "FREQ=MONTHLY;BYDAY=-1TU", "2026-01-27", "2026-01-28", "FREQ=MONTHLY;BYDAY=-1WE", "2026-03-31",
    "2026-03-25" },
  { "FREQ=MONTHLY;BYMONTHDAY=3", "2026-01-03", "2026-01-05", "FREQ=MONTHLY;BYMONTHDAY=5",
    "2026-02-03", "2026-02-05" },
  { "FREQ=MONTHLY;BYMONTHDAY=3", "2026-01-03", "2026-01-31", "FREQ=MONTHLY;BYMONTHDAY=-1",
    "2026-02-03", "2026-02-28" },
  { "FREQ=MONTHLY;BYMONTHDAY=3", "2026-01-03", "2026-01-30", NULL, NULL, NULL },
  { "FREQ=MONTHLY;BYDAY=1SA,3SA", "2026-01-03", "2026-01-04", NULL, NULL, NULL },
  { "FREQ=DAILY;INTERVAL=3", "2026-01-06", "2026-01-07", "FREQ=DAILY;INTERVAL=3", "2026-01-09",
    "2026-01-10" },
  { "FREQ=DAILY", "2026-01-06", "2026-01-07", NULL, NULL, NULL },
  { "FREQ=YEARLY", "2026-01-06", "2026-01-07", NULL, NULL, NULL },
};

static void
test_rule_and_days_follow_one_day (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shiftings); i++)
    {
      const Shifting *it = &shiftings[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (GaShift) shift = ga_shift_new (it->rule, it->day, it->day, it->to, &error);
      g_autofree char *rule = NULL;
      g_autofree char *day = NULL;
      g_autofree char *other = NULL;

      g_test_message ("%s from %s to %s", it->rule, it->day, it->to);
      if (it->becomes == NULL)
        {
          g_assert_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE);
          g_assert_null (shift);
          continue;
        }
      g_assert_no_error (error);
      rule = ga_shift_rule (shift, 0);
      day = ga_shift_day (shift, it->day);
      other = ga_shift_day (shift, it->other);
      g_assert_cmpstr (rule, ==, it->becomes);
      g_assert_cmpstr (day, ==, it->to);
      g_assert_cmpstr (other, ==, it->other_to);
    }
}

static void
test_count_is_less_by_what_has_passed (void)
{
  g_autoptr (GaShift) shift =
      ga_shift_new ("FREQ=WEEKLY;COUNT=10", "2026-01-06", "2026-01-20", "2026-01-21", NULL);
  g_autofree char *rule = ga_shift_rule (shift, 2);
  g_autofree char *from = ga_shift_from (shift, "2026-01-20");

  g_assert_cmpstr (rule, ==, "FREQ=WEEKLY;COUNT=8");
  g_assert_cmpstr (from, ==, "2026-01-21");
}

static void
test_form_writes_the_rule_that_it_reads (void)
{
  static const char *const rules[] = {
    "FREQ=WEEKLY;BYDAY=TU",       "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,SU;COUNT=9",
    "FREQ=MONTHLY;BYDAY=1SA",     "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=DAILY;INTERVAL=2",
  };
  static const char *const others[] = {
    "FREQ=YEARLY",
    "FREQ=MONTHLY;BYDAY=1SA,3SA",
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=1SA",
    "FREQ=DAILY;BYDAY=MO",
    "FREQ=WEEKLY;UNTIL=20270101",
    "FREQ=MONTHLY;BYDAY=SA;BYSETPOS=1",
    "FREQ=MONTHLY;BYDAY=5SA",
    "FREQ=WEEKLY;BYDAY=TU;BYMONTH=6",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU",
    "no rule",
  };
  GaRecurrenceForm form;

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *written = NULL;

      g_assert_true (ga_recurrence_form_read (rules[i], "2026-01-06", &form));
      written = ga_recurrence_form_write (&form);
      g_assert_cmpstr (written, ==, rules[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_test_message ("%s", others[i]);
      g_assert_false (ga_recurrence_form_read (others[i], "2026-01-06", &form));
    }
  g_assert_true (ga_recurrence_form_read ("FREQ=WEEKLY", "2026-01-06", &form));
  g_assert_cmpuint (form.weekdays, ==, 1u << 1);
}

int
main (int argc, char **argv)
{
  ga_language_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recurrence-shift/rule-and-days", test_rule_and_days_follow_one_day);
  g_test_add_func ("/recurrence-shift/count", test_count_is_less_by_what_has_passed);
  g_test_add_func ("/recurrence-shift/form", test_form_writes_the_rule_that_it_reads);
  return g_test_run ();
}
