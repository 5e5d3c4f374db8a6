/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-recurrence.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/ga-date.h"
#include "model/ga-recurrence-rule.h"
#include "model/ga-value.h"

/* A leap year from which every kind of year follows within the span. */
#define PROBE_FROM "2000-01-01"
#define LAST_DAY   "2200-12-31"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (icalrecur_iterator, icalrecur_iterator_free)

/* Days of @rule, the first @limit of them. libical ends by itself in 2582 and gives no iterator to
 * a rule that never matches, so neither endless rules nor empty ones turn for ever. */
static GPtrArray *
expand (struct icalrecurrencetype rule, const char *from, const char *until, guint limit)
{
  GPtrArray *days = g_ptr_array_new_with_free_func (g_free);
  struct icaltimetype start = { .is_date = 1 };
  g_autoptr (icalrecur_iterator) iterator = NULL;

  /* libical gives some days twice (the first Saturday of the first month); COUNT means once each.
   */
  if (rule.count > 0)
    limit = MIN (limit, (guint) rule.count);
  rule.count = 0;

  start.year = (int) g_ascii_strtoll (from, NULL, 10);
  start.month = (int) g_ascii_strtoll (from + 5, NULL, 10);
  start.day = (int) g_ascii_strtoll (from + 8, NULL, 10);
  iterator = icalrecur_iterator_new (rule, start);
  while (iterator != NULL && days->len < limit)
    {
      struct icaltimetype next = icalrecur_iterator_next (iterator);
      g_autofree char *day = NULL;

      if (icaltime_is_null_time (next))
        break;
      day = g_strdup_printf ("%04d-%02d-%02d", next.year, next.month, next.day);
      if (g_strcmp0 (day, until) > 0)
        break;
      if (days->len == 0 || !g_str_equal (day, g_ptr_array_index (days, days->len - 1)))
        g_ptr_array_add (days, g_steal_pointer (&day));
    }
  return days;
}

static gboolean
check_day (const char *date, GError **error)
{
  g_autoptr (GDate) day = ga_date_to_gdate (date);

  if (day == NULL)
    {
      g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE,
                   _ ("“%s” is not a date. Write it as 31-12-2026."), date != NULL ? date : "");
      return FALSE;
    }
  return TRUE;
}

/**
 * ga_recurrence_check:
 * @rule: (nullable): what somebody wrote
 *
 * A few milliseconds for a rule that matches; one that never does may take libical seconds to give
 * up.
 *
 * Errors: %GA_MODEL_ERROR_UNREADABLE; %GA_MODEL_ERROR_LIMIT if it repeats within a day;
 *   %GA_MODEL_ERROR_RULE if it never comes to a day
 */
gboolean
ga_recurrence_check (const char *rule, GError **error)
{
  struct icalrecurrencetype read;
  g_autoptr (GPtrArray) days = NULL;

  if (!ga_recurrence_rule_read (rule, &read, error))
    return FALSE;
  /* A rule that has ended is no empty one. */
  read.until = icaltime_null_time ();
  days = expand (read, PROBE_FROM, LAST_DAY, 1);
  if (days->len == 0)
    {
      g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE,
                   _ ("“%s” never comes to a day. Choose days that the month or year has."), rule);
      return FALSE;
    }
  return TRUE;
}

/**
 * ga_recurrence_ends_before:
 * @rule: an RRULE
 * @day: canonical day
 *
 * Returns: whether the rule itself ends before @day, so that it has no day from there on; %FALSE
 *   for one that cannot be read
 */
gboolean
ga_recurrence_ends_before (const char *rule, const char *day)
{
  struct icalrecurrencetype read;
  g_autofree char *last = NULL;

  if (!ga_recurrence_rule_read (rule, &read, NULL) || icaltime_is_null_time (read.until))
    return FALSE;
  last = g_strdup_printf ("%04d-%02d-%02d", read.until.year, read.until.month, read.until.day);
  return strcmp (last, day) < 0;
}

/**
 * ga_recurrence_days:
 * @from: canonical day; the first that may match, and where the rule starts to count
 * @until: (nullable): canonical day; the last that may match; %NULL is the end of 2200
 * @limit: most days wanted, at least 1
 *
 * Returns: (transfer full) (element-type utf8): the days in order, perhaps none, or %NULL with
 * @error set (%GA_MODEL_ERROR_UNREADABLE, %GA_MODEL_ERROR_LIMIT)
 */
GPtrArray *
ga_recurrence_days (
    const char *rule, const char *from, const char *until, guint limit, GError **error)
{
  struct icalrecurrencetype read;

  if (!ga_recurrence_rule_read (rule, &read, error) || !check_day (from, error) ||
      (until != NULL && !check_day (until, error)))
    return NULL;
  return expand (read, from, until != NULL ? until : LAST_DAY, limit);
}
