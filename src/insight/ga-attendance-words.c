/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/ga-attendance-words.h"

#include <glib/gi18n-lib.h>

#include "model/ga-attendance.h"
#include "model/ga-date.h"
#include "model/ga-number.h"

static char *
format_cb (gint64 value, gpointer data)
{
  return ga_number_display (value);
}

static char *
describe_period (GaAttendanceReport *report)
{
  g_autofree char *from = ga_date_display (ga_attendance_report_get_from (report));
  g_autofree char *to = ga_date_display (ga_attendance_report_get_to (report));

  /* Translators: the first and the last day of a period */
  return g_strdup_printf (C_ ("period", "%s – %s"), from, to);
}

static char *
describe_sample (GaAttendanceReport *report)
{
  const GaAttendanceRow *total = ga_attendance_report_get_total (report);
  g_autofree char *n_held = ga_number_display (total->held);
  g_autofree char *n_cancelled = ga_number_display (total->cancelled);
  g_autofree char *held =
      g_strdup_printf (ngettext ("%s walk held", "%s walks held", total->held), n_held);
  g_autofree char *cancelled = g_strdup_printf (
      /* Translators: of walks; stands behind “%s walks held” */
      ngettext ("%s cancelled", "%s cancelled", total->cancelled), n_cancelled);

  /* Translators: “312 walks held” and “21 cancelled” */
  return g_strdup_printf (C_ ("sample", "%s, %s"), held, cancelled);
}

/**
 * ga_attendance_words_start_chart:
 *
 * Returns: (transfer full): a chart that writes figures as the reader does
 */
GaChart *
ga_attendance_words_start_chart (GaChartKind kind, const char *title, const char *unit)
{
  GaChart *chart = ga_chart_new (kind);

  ga_chart_set_title (chart, title);
  ga_chart_set_unit (chart, unit);
  ga_chart_set_format (chart, format_cb, NULL, NULL);
  ga_chart_set_empty_text (chart, _ ("No attendance has been recorded in this period yet."));
  return chart;
}

/**
 * ga_attendance_words_dup_subtitle:
 *
 * Returns: (transfer full): "Randers · 1 January 2026 – 31 March 2026 · 312 walks held,
 *   21 cancelled"
 */
char *
ga_attendance_words_dup_subtitle (GaAttendanceReport *report)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (ga_attendance_report_get_scope (report) != NULL)
    g_ptr_array_add (parts, g_strdup (ga_attendance_report_get_scope (report)));
  if (ga_attendance_report_get_from (report) != NULL &&
      ga_attendance_report_get_to (report) != NULL)
    g_ptr_array_add (parts, describe_period (report));
  g_ptr_array_add (parts, describe_sample (report));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

/**
 * ga_attendance_words_dup_note:
 *
 * Returns: (transfer full) (nullable): what is not shown, if anything is
 */
char *
ga_attendance_words_dup_note (GaAttendanceReport *report)
{
  if (!ga_attendance_report_get_total (report)->left_out)
    return NULL;
  return g_strdup_printf (
      _ ("Figures under %d that could tell of a person are hidden, and not counted in the sums."),
      GA_MASK_BOUND);
}

void
ga_attendance_words_set_figure (GaChart *chart, guint series, guint category, GaFigure figure)
{
  g_autofree char *text = NULL;

  if (!figure.masked)
    {
      ga_chart_set_value (chart, series, category, figure.value, NULL);
      return;
    }
  text = figure.unknown ? g_strdup (_ ("not shown")) : ga_figure_display (figure);
  ga_chart_set_masked (chart, series, category, GA_MASK_BOUND, text);
}

/* A number that stands for itself, such as that of a year or week. */
char *
ga_attendance_words_dup_number (guint number)
{
  return g_strdup_printf ("%u", number);
}
