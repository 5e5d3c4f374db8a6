/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/ga-attendance-comparison.h"

#include <glib/gi18n-lib.h>

#include "insight/ga-attendance-words.h"
#include "model/ga-date.h"
#include "model/ga-number.h"

struct _GaAttendanceComparison
{
  guint year;
  GaAttendanceBy by;
  GaAttendanceReport *reports[2]; /* the year, and the year before */
  guint begun;                    /* periods of the year that have begun */
  char *until;                    /* (nullable): today, where the year is not over */
};

/* The Monday of week 1: that of the week with 4 January. */
static GDate
find_first_monday (guint year)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, 4, G_DATE_JANUARY, (GDateYear) year);
  g_date_subtract_days (&day, (guint) g_date_get_weekday (&day) - 1);
  return day;
}

static void
find_year (guint year, GaAttendanceBy by, GDate *first, GDate *last)
{
  g_date_clear (first, 1);
  g_date_clear (last, 1);
  if (by == GA_ATTENDANCE_BY_WEEK)
    {
      *first = find_first_monday (year);
      *last = find_first_monday (year + 1);
      g_date_subtract_days (last, 1);
      return;
    }
  g_date_set_dmy (first, 1, G_DATE_JANUARY, (GDateYear) year);
  g_date_set_dmy (last, 31, G_DATE_DECEMBER, (GDateYear) year);
}

static GaAttendanceReport *
report_year (GaAttendanceCache *cache, const GaAttendanceRequest *request, guint year)
{
  GaAttendanceRequest asked = *request;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  GDate first, last;

  find_year (year, request->by, &first, &last);
  from = ga_date_from_gdate (&first);
  to = ga_date_from_gdate (&last);
  g_strlcpy (asked.from, from, sizeof asked.from);
  g_strlcpy (asked.to, to, sizeof asked.to);
  return ga_attendance_report_new (cache, &asked);
}

/* (transfer full) (nullable) */
static char *
find_until (const GaAttendanceComparison *self, const char *today)
{
  g_autoptr (GDate) day = ga_date_to_gdate (today);
  GDate first, last;

  find_year (self->year, self->by, &first, &last);
  if (day == NULL || g_date_compare (day, &first) < 0 || g_date_compare (day, &last) >= 0)
    return NULL;
  return ga_date_display (today);
}

static guint
count_begun (const GaAttendanceComparison *self, const char *today)
{
  g_autoptr (GDate) day = ga_date_to_gdate (today);
  GDate first, last;

  find_year (self->year, self->by, &first, &last);
  if (day == NULL || g_date_compare (day, &last) > 0)
    return ga_attendance_report_get_n_rows (self->reports[0]);
  if (g_date_compare (day, &first) < 0)
    return 0;
  if (self->by == GA_ATTENDANCE_BY_WEEK)
    return (guint) g_date_days_between (&first, day) / 7 + 1;
  return (guint) g_date_get_month (day);
}

/* The row of @period in one of the years; none where the year lacks it or it lies ahead. */
static const GaAttendanceRow *
find_row (GaAttendanceComparison *self, guint which, guint period)
{
  guint n = ga_attendance_report_get_n_rows (self->reports[which]);

  if (period >= (which == 0 ? self->begun : n))
    return NULL;
  return ga_attendance_report_get_row (self->reports[which], period);
}

static guint
count_periods (GaAttendanceComparison *self)
{
  return MAX (ga_attendance_report_get_n_rows (self->reports[0]),
              ga_attendance_report_get_n_rows (self->reports[1]));
}

static char *
name_period (GaAttendanceComparison *self, guint period)
{
  if (self->by == GA_ATTENDANCE_BY_WEEK)
    return g_strdup_printf (_ ("Week %u"), period + 1);
  return ga_month_display (period + 1);
}

static char *
name_period_short (GaAttendanceComparison *self, guint period)
{
  if (self->by == GA_ATTENDANCE_BY_WEEK)
    return ga_attendance_words_dup_number (period + 1);
  return ga_month_display_short (period + 1);
}

/* (transfer full): the year, and how far it has come where it is not over: twelve months stand
 * beside fewer */
static char *
name_year (const GaAttendanceComparison *self)
{
  if (self->until == NULL)
    return ga_attendance_words_dup_number (self->year);
  /* TRANSLATORS: a year, and a day of it: “2026 until 30 November 2026” */
  return g_strdup_printf (_ ("%1$u until %2$s"), self->year, self->until);
}

static char *
describe (GaAttendanceComparison *self)
{
  const char *scope = ga_attendance_report_get_scope (self->reports[0]);
  g_autofree char *now =
      ga_number_display (ga_attendance_report_get_total (self->reports[0])->held);
  g_autofree char *before =
      ga_number_display (ga_attendance_report_get_total (self->reports[1])->held);
  g_autofree char *sample =
      /* Translators: a number and a year, twice: “Walks held: 312 in 2026, 298 in 2025” */
      g_strdup_printf (_ ("Walks held: %s in %u, %s in %u"), now, self->year, before,
                       self->year - 1);
  g_autofree char *year = name_year (self);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  if (scope != NULL)
    g_strv_builder_add (builder, scope);
  g_strv_builder_add (builder, sample);
  if (self->until != NULL)
    g_strv_builder_add (builder, year);
  parts = g_strv_builder_end (builder);
  return g_strjoinv (" · ", parts);
}

/**
 * ga_attendance_comparison_new:
 * @cache: loaded
 * @request: by month or week, anything else is taken as month; its days are not looked at
 * @today: canonical day; what lies behind it has not happened yet, and is no zero
 *
 * On the cache's thread. By week the years are those of ISO 8601.
 */
GaAttendanceComparison *
ga_attendance_comparison_new (GaAttendanceCache *cache,
                              const GaAttendanceRequest *request,
                              guint year,
                              const char *today)
{
  GaAttendanceComparison *self = g_new0 (GaAttendanceComparison, 1);
  GaAttendanceRequest asked = *request;

  if (asked.by != GA_ATTENDANCE_BY_WEEK)
    asked.by = GA_ATTENDANCE_BY_MONTH;
  self->year = year;
  self->by = asked.by;
  for (guint i = 0; i < G_N_ELEMENTS (self->reports); i++)
    self->reports[i] = report_year (cache, &asked, year - i);
  self->begun = count_begun (self, today);
  self->until = find_until (self, today);
  return self;
}

void
ga_attendance_comparison_free (GaAttendanceComparison *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->reports); i++)
    g_object_unref (self->reports[i]);
  g_free (self->until);
  g_free (self);
}

/**
 * ga_attendance_comparison_get_year:
 *
 * Returns: (transfer none): the whole year, with zeros for what lies ahead
 */
GaAttendanceReport *
ga_attendance_comparison_get_year (GaAttendanceComparison *self)
{
  return self->reports[0];
}

/**
 * ga_attendance_comparison_chart:
 *
 * Returns: (transfer full): a line for each of the years
 */
GaChart *
ga_attendance_comparison_chart (GaAttendanceComparison *self)
{
  GaChart *chart = ga_attendance_words_start_chart (
      GA_CHART_LINES, _ ("Attendance against the year before"), _ ("Visits"));
  g_autofree char *subtitle = describe (self);
  g_autofree char *note = NULL;

  ga_chart_set_subtitle (chart, subtitle);
  for (guint which = 0; which < G_N_ELEMENTS (self->reports); which++)
    {
      g_autofree char *year = ga_attendance_words_dup_number (self->year - which);

      ga_chart_add_series (chart, year);
      if (note == NULL)
        note = ga_attendance_words_dup_note (self->reports[which]);
    }
  ga_chart_set_note (chart, note);
  for (guint period = 0; period < count_periods (self); period++)
    {
      g_autofree char *label = name_period_short (self, period);
      g_autofree char *spoken = name_period (self, period);
      guint category = ga_chart_add_category (chart, label, NULL, spoken);

      for (guint which = 0; which < G_N_ELEMENTS (self->reports); which++)
        {
          const GaAttendanceRow *row = find_row (self, which, period);

          if (row != NULL)
            ga_attendance_words_set_figure (chart, which, category, row->total);
        }
    }
  return chart;
}

/* The year before stands to the end, the running year as far as it has come. */
static void
fill_table (GaAttendanceComparison *self, GaTable *table)
{
  for (guint period = 0; period < count_periods (self); period++)
    {
      g_autofree char *label = name_period (self, period);
      g_autofree char *now = NULL;
      g_autofree char *before = NULL;
      const GaAttendanceRow *row = find_row (self, 0, period);

      now = row != NULL ? ga_figure_display (row->total) : g_strdup ("");
      row = find_row (self, 1, period);
      before = row != NULL ? ga_figure_display (row->total) : g_strdup ("");
      ga_table_add_row (table, (const char *const[]){ label, now, before, NULL });
    }
}

/**
 * ga_attendance_comparison_table:
 *
 * Returns: (transfer full): the same figures
 */
GaTable *
ga_attendance_comparison_table (GaAttendanceComparison *self)
{
  GaTable *table = ga_table_new ();
  g_autofree char *now =
      ga_figure_display (ga_attendance_report_get_total (self->reports[0])->total);
  g_autofree char *before =
      ga_figure_display (ga_attendance_report_get_total (self->reports[1])->total);
  g_autofree char *year = name_year (self);
  g_autofree char *year_before = ga_attendance_words_dup_number (self->year - 1);

  ga_table_add_column (table, ga_attendance_by_get_label (self->by), FALSE);
  ga_table_add_column (table, year, TRUE);
  ga_table_add_column (table, year_before, TRUE);
  fill_table (self, table);
  ga_table_set_total (table, (const char *const[]){ _ ("Total"), now, before, NULL });
  return table;
}
