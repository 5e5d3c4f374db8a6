/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/ga-attendance-chart.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "insight/ga-attendance-words.h"
#include "model/ga-date.h"
#include "model/ga-number.h"

/* The months on the page of a community. */
#define FEW_MONTHS 12

static const char *const visit_titles[GA_N_ATTENDANCE_BY] = {
  [GA_ATTENDANCE_BY_TOTAL] = N_ ("Attendance in all"),
  [GA_ATTENDANCE_BY_WEEK] = N_ ("Attendance by week"),
  [GA_ATTENDANCE_BY_MONTH] = N_ ("Attendance by month"),
  [GA_ATTENDANCE_BY_YEAR] = N_ ("Attendance by year"),
  [GA_ATTENDANCE_BY_COMMUNITY] = N_ ("Attendance by community"),
  [GA_ATTENDANCE_BY_KOMMUNE] = N_ ("Attendance by kommune"),
  [GA_ATTENDANCE_BY_TARGET_GROUP] = N_ ("Attendance by target group"),
  [GA_ATTENDANCE_BY_ARENA] = N_ ("Attendance by arena"),
  [GA_ATTENDANCE_BY_INITIATIVE] = N_ ("Attendance by initiative"),
};

static const char *const walk_titles[GA_N_ATTENDANCE_BY] = {
  [GA_ATTENDANCE_BY_TOTAL] = N_ ("Walks in all"),
  [GA_ATTENDANCE_BY_WEEK] = N_ ("Walks by week"),
  [GA_ATTENDANCE_BY_MONTH] = N_ ("Walks by month"),
  [GA_ATTENDANCE_BY_YEAR] = N_ ("Walks by year"),
  [GA_ATTENDANCE_BY_COMMUNITY] = N_ ("Walks by community"),
  [GA_ATTENDANCE_BY_KOMMUNE] = N_ ("Walks by kommune"),
  [GA_ATTENDANCE_BY_TARGET_GROUP] = N_ ("Walks by target group"),
  [GA_ATTENDANCE_BY_ARENA] = N_ ("Walks by arena"),
  [GA_ATTENDANCE_BY_INITIATIVE] = N_ ("Walks by initiative"),
};

static void
add_category (GaChart *chart, GaAttendanceBy by, const GaAttendanceRow *row)
{
  g_autofree char *year = ga_attendance_words_dup_number (row->year);
  g_autofree char *label = NULL;

  switch (by)
    {
    case GA_ATTENDANCE_BY_WEEK:
      label = ga_attendance_words_dup_number (row->number);
      ga_chart_add_category (chart, label, year, row->label);
      break;
    case GA_ATTENDANCE_BY_MONTH:
      label = ga_month_display_short (row->number);
      ga_chart_add_category (chart, label, year, row->label);
      break;
    default:
      ga_chart_add_category (chart, row->label, NULL, NULL);
      break;
    }
}

static void
add_figures (GaChart *chart,
             GaAttendanceMeasure measure,
             guint category,
             const GaAttendanceRow *row)
{
  if (measure == GA_ATTENDANCE_VISITS)
    {
      ga_attendance_words_set_figure (chart, 0, category, row->named);
      ga_attendance_words_set_figure (chart, 1, category, row->unnamed);
      return;
    }
  ga_chart_set_value (chart, 0, category, row->held, NULL);
  ga_chart_set_value (chart, 1, category, row->cancelled, NULL);
}

static gint64
get_size (const GaAttendanceRow *row, GaAttendanceMeasure measure)
{
  return measure == GA_ATTENDANCE_VISITS ? row->total.value : row->held + row->cancelled;
}

static int
compare_size_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const GaAttendanceRow *one = *(const GaAttendanceRow *const *) a;
  const GaAttendanceRow *other = *(const GaAttendanceRow *const *) b;
  GaAttendanceMeasure measure = (GaAttendanceMeasure) GPOINTER_TO_INT (user_data);
  gint64 difference = get_size (other, measure) - get_size (one, measure);

  return difference > 0 ? 1 : difference < 0 ? -1 : 0;
}

/* Periods as they run; others with the largest first, whatever the order of the table. */
static GPtrArray *
order_rows (GaAttendanceReport *report, GaAttendanceMeasure measure)
{
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; i < ga_attendance_report_get_n_rows (report); i++)
    g_ptr_array_add (rows, (gpointer) ga_attendance_report_get_row (report, i));
  if (!ga_attendance_by_is_period (ga_attendance_report_get_by (report)))
    g_ptr_array_sort_with_data (rows, compare_size_cb, GINT_TO_POINTER (measure));
  return rows;
}

static void
set_note (GaChart *chart,
          GaAttendanceReport *report,
          GaAttendanceMeasure measure,
          guint shown,
          guint rows)
{
  /* Walks are no people: nothing of them is hidden. */
  g_autofree char *hidden =
      measure == GA_ATTENDANCE_VISITS ? ga_attendance_words_dup_note (report) : NULL;
  g_autofree char *largest = NULL;
  g_autofree char *both = NULL;

  if (shown < rows)
    largest = g_strdup_printf (_ ("The %u largest of %u; the table shows them all."), shown, rows);
  if (largest != NULL && hidden != NULL)
    both = g_strdup_printf ("%s %s", largest, hidden);
  ga_chart_set_note (chart, both != NULL ? both : largest != NULL ? largest : hidden);
}

/**
 * ga_attendance_chart_new:
 * @most_groups: how many communities, kommuner and so on at most, the largest of them; 0 for all.
 *   Periods are never left out
 *
 * Upright bars for periods, lying bars for the rest, both stacked: by name on without a name, or
 * held on cancelled. Any thread.
 *
 * Returns: (transfer full): a chart with title, period and sample size
 */
GaChart *
ga_attendance_chart_new (GaAttendanceReport *report, GaAttendanceMeasure measure, guint most_groups)
{
  GaAttendanceBy by = ga_attendance_report_get_by (report);
  gboolean periods = ga_attendance_by_is_period (by);
  gboolean visits = measure == GA_ATTENDANCE_VISITS;
  g_autoptr (GPtrArray) rows = order_rows (report, measure);
  g_autofree char *subtitle = ga_attendance_words_dup_subtitle (report);
  guint shown = periods || most_groups == 0 ? rows->len : MIN (rows->len, most_groups);
  GaChart *chart = ga_attendance_words_start_chart (
      periods ? GA_CHART_BARS : GA_CHART_GROUPS,
      visits ? _ (visit_titles[by]) : _ (walk_titles[by]), visits ? _ ("Visits") : _ ("Walks"));

  ga_chart_set_subtitle (chart, subtitle);
  ga_chart_set_stacked (chart, TRUE);
  ga_chart_add_series (chart, visits ? _ ("By name") : _ ("Held"));
  ga_chart_add_series (chart, visits ? _ ("Without a name") : _ ("Cancelled"));
  for (guint i = 0; i < shown; i++)
    {
      const GaAttendanceRow *row = g_ptr_array_index (rows, i);

      add_category (chart, by, row);
      add_figures (chart, measure, i, row);
    }
  set_note (chart, report, measure, shown, rows->len);
  return chart;
}

static char **
make_cells (const GaAttendanceRow *row)
{
  char **cells = g_new (char *, 9);

  cells[0] = g_strdup (row->label);
  cells[1] = ga_number_display (row->held);
  cells[2] = ga_number_display (row->cancelled);
  cells[3] = ga_figure_display (row->named);
  cells[4] = ga_figure_display (row->unnamed);
  cells[5] = ga_figure_display (row->total);
  cells[6] = ga_figure_display (row->first_time);
  cells[7] = ga_number_display (row->communities);
  cells[8] = NULL;
  return cells;
}

/**
 * ga_attendance_table_new:
 *
 * All that the report knows, in its order, with a last line of totals. Any thread.
 *
 * Returns: (transfer full): the table that stands beside the chart
 */
GaTable *
ga_attendance_table_new (GaAttendanceReport *report)
{
  GaAttendanceBy by = ga_attendance_report_get_by (report);
  GaTable *table = ga_table_new ();

  ga_table_add_column (table, ga_attendance_by_get_label (by), FALSE);
  ga_table_add_column (table, _ ("Held"), TRUE);
  ga_table_add_column (table, _ ("Cancelled"), TRUE);
  ga_table_add_column (table, _ ("By name"), TRUE);
  ga_table_add_column (table, _ ("Without a name"), TRUE);
  ga_table_add_column (table, _ ("Visits"), TRUE);
  ga_table_add_column (table, C_ ("column", "First time"), TRUE);
  ga_table_add_column (table, _ ("Active communities"), TRUE);
  for (guint i = 0; i < ga_attendance_report_get_n_rows (report); i++)
    {
      g_auto (GStrv) cells = make_cells (ga_attendance_report_get_row (report, i));

      ga_table_add_row (table, (const char *const *) cells);
    }
  if (by != GA_ATTENDANCE_BY_TOTAL)
    {
      g_auto (GStrv) cells = make_cells (ga_attendance_report_get_total (report));

      ga_table_set_total (table, (const char *const *) cells);
    }
  return table;
}

static void
fill_months (GaChart *chart, const GArray *totals, const GDate *first)
{
  GDate month = *first;

  for (guint i = 0, at = 0; i < FEW_MONTHS; i++, g_date_add_months (&month, 1))
    {
      g_autofree char *key = g_strdup_printf ("%04u-%02u", g_date_get_year (&month),
                                              (guint) g_date_get_month (&month));
      g_autofree char *label = ga_month_display_short ((guint) g_date_get_month (&month));
      g_autofree char *name = ga_month_display ((guint) g_date_get_month (&month));
      g_autofree char *year = ga_attendance_words_dup_number (g_date_get_year (&month));
      g_autofree char *spoken =
          g_strdup_printf (C_ ("month", "%s %u"), name, g_date_get_year (&month));
      const GaMonthTotal *total = NULL;

      if (at < totals->len && strcmp (g_array_index (totals, GaMonthTotal, at).month, key) == 0)
        total = &g_array_index (totals, GaMonthTotal, at++);
      ga_chart_add_category (chart, label, year, spoken);
      ga_chart_set_value (chart, 0, i, total != NULL ? total->named : 0, NULL);
      ga_chart_set_value (chart, 1, i, total != NULL ? total->unnamed : 0, NULL);
    }
}

/**
 * ga_community_chart_new:
 * @today: canonical day; its month is the last of twelve
 *
 * The small chart on the page of a community, for its own hosts. One short indexed read, on the
 * reader's thread.
 *
 * Returns: (transfer full) (nullable): the chart, or %NULL with @error set (#GaStoreError)
 */
GaChart *
ga_community_chart_new (GaReader *reader, const GaId *community, const char *today, GError **error)
{
  g_autoptr (GDate) first = ga_date_to_gdate (today);
  g_autoptr (GArray) totals = NULL;
  g_autofree char *from = NULL;
  GaChart *chart;

  g_return_val_if_fail (first != NULL, NULL);

  g_date_set_day (first, 1);
  g_date_subtract_months (first, FEW_MONTHS - 1);
  from = g_strdup_printf ("%04u-%02u", g_date_get_year (first), (guint) g_date_get_month (first));
  totals = ga_reader_month_totals (reader, community, from, error);
  if (totals == NULL)
    return NULL;
  chart = ga_attendance_words_start_chart (GA_CHART_BARS, _ ("Attendance in the last 12 months"),
                                           _ ("Visits"));
  ga_chart_set_stacked (chart, TRUE);
  ga_chart_set_small (chart, TRUE);
  ga_chart_set_transparent (chart, TRUE);
  ga_chart_add_series (chart, _ ("By name"));
  ga_chart_add_series (chart, _ ("Without a name"));
  /* Without a single walk the chart says so instead of showing twelve zeros. */
  if (totals->len > 0)
    fill_months (chart, totals, first);
  return chart;
}
