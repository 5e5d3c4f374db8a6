/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/ga-agreement-words.h"

#include <glib/gi18n-lib.h>

#include "insight/ga-due-work.h"
#include "model/ga-date.h"

static char *
display_day (const GaRecord *record, const char *field)
{
  const char *day = ga_record_get_text (record, field);

  return day != NULL ? ga_date_display (day) : NULL;
}

char *
ga_agreement_words_period (const GaRecord *agreement)
{
  g_autofree char *start = display_day (agreement, "start");
  g_autofree char *end = display_day (agreement, "end");

  if (start != NULL && end != NULL)
    /* TRANSLATORS: an agreement and its time: "From 1 January 2022 to 31 December 2026" */
    return g_strdup_printf (_ ("From %1$s to %2$s"), start, end);
  if (start != NULL)
    /* TRANSLATORS: an agreement whose end is not known */
    return g_strdup_printf (_ ("From %s, without an end"), start);
  if (end != NULL)
    /* TRANSLATORS: an agreement whose start is not known */
    return g_strdup_printf (_ ("Until %s"), end);
  return g_strdup (_ ("From when to when is not agreed yet"));
}

static char *
add_months (const char *day, guint months)
{
  g_autoptr (GDate) date = ga_date_to_gdate (day);

  g_date_add_months (date, months);
  return ga_date_from_gdate (date);
}

char *
ga_agreement_words_warning (const GaRecord *agreement, const char *today)
{
  const char *end = ga_record_get_text (agreement, "end");
  g_autofree char *shown = display_day (agreement, "end");
  g_autofree char *horizon = add_months (today, GA_DUE_AGREEMENT_MONTHS);

  if (end == NULL || !ga_record_is_one_of (agreement, "status", "active expiring") ||
      strcmp (end, horizon) > 0)
    return NULL;
  if (strcmp (end, today) < 0)
    return g_strdup_printf (
        _ ("It ended on %s, and still stands as in force. If you go on together, "
           "write a new one; otherwise set its status to “Ended”."),
        shown);
  if (g_str_equal (end, today))
    return g_strdup (_ ("It ends today. If you want to go on together, now is the time to agree."));
  return g_strdup_printf (
      _ ("It ends on %s. Now is a good time to talk about what comes after it."), shown);
}

gboolean
ga_agreement_words_is_overdue (const GaRecord *clause, const char *today)
{
  const char *due = ga_record_get_text (clause, "due");

  return due != NULL && strcmp (due, today) < 0 &&
         ga_record_is_one_of (clause, "state", "open under_way");
}

char *
ga_agreement_words_clause (const GaRecord *clause, const char *today)
{
  const char *owner = ga_record_get_text (clause, "owner");
  g_autofree char *due = display_day (clause, "due");

  if (due == NULL || ga_agreement_words_is_overdue (clause, today))
    return g_strdup (owner);
  if (owner == NULL)
    /* TRANSLATORS: the day until which something is to be done */
    return g_strdup_printf (_ ("Due %s"), due);
  /* TRANSLATORS: who sees to something, and the day until which: "Health centre · due 1 May 2026"
   */
  return g_strdup_printf (_ ("%1$s · due %2$s"), owner, due);
}

static char *
add_unit (const GaRecord *indicator, const char *figure)
{
  const char *unit = ga_record_get_text (indicator, "unit");

  return unit != NULL ? g_strdup_printf ("%s %s", figure, unit) : g_strdup (figure);
}

static char *
display_figure (const GaRecord *indicator, const char *field)
{
  const GaField *described = ga_entity_get_field (ga_record_get_entity (indicator), field);
  g_autofree char *figure = NULL;

  if (!ga_record_has (indicator, field))
    return NULL;
  figure = ga_value_display (described, ga_record_get (indicator, field));
  return add_unit (indicator, figure);
}

static char *
describe_target (const GaRecord *indicator)
{
  g_autofree char *target = display_figure (indicator, "target");
  g_autofree char *due = display_day (indicator, "due");

  if (target == NULL)
    return g_strdup (_ ("No target yet"));
  if (due == NULL)
    /* TRANSLATORS: what is to be reached */
    return g_strdup_printf (_ ("Target %s, without a day"), target);
  /* TRANSLATORS: what is to be reached, and by which day */
  return g_strdup_printf (_ ("Target %1$s by %2$s"), target, due);
}

/* What is written down by hand is known, if only that nobody has yet. */
static char *
describe_reached (const GaRecord *indicator, const char *counted)
{
  g_autofree char *figure = NULL;

  if (!ga_record_is_one_of (indicator, "measured_by", "attendance"))
    figure = display_figure (indicator, "value");
  else if (counted != NULL)
    figure = add_unit (indicator, counted);
  else
    return NULL;
  /* TRANSLATORS: how far one has come, after what was to be reached: "reached 1,200 visits" */
  return g_strdup_printf (_ ("reached %s"), figure != NULL ? figure : "–");
}

char *
ga_agreement_words_indicator (const GaRecord *indicator, const char *counted)
{
  g_autofree char *target = describe_target (indicator);
  g_autofree char *reached = describe_reached (indicator, counted);

  return g_strjoin (" · ", target, reached, NULL);
}
