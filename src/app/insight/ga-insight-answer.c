/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/insight/ga-insight-answer.h"

#include <glib/gi18n-lib.h>

#include "insight/ga-attendance-comparison.h"

struct _GaInsightAnswer
{
  GaAttendanceMeasure measure;
  GaAttendanceReport *report;         /* (nullable): exactly one of the two */
  GaAttendanceComparison *comparison; /* (nullable) */
};

static GaAttendanceReport *
get_report (GaInsightAnswer *self)
{
  return self->report != NULL ? self->report : ga_attendance_comparison_get_year (self->comparison);
}

/**
 * ga_insight_answer_new:
 * @cache: loaded
 * @today: canonical day
 *
 * On the cache's thread, within a frame.
 */
GaInsightAnswer *
ga_insight_answer_new (GaAttendanceCache *cache,
                       const GaInsightQuestion *question,
                       const char *today)
{
  GaInsightAnswer *self = g_new0 (GaInsightAnswer, 1);

  self->measure = question->measure;
  if (question->year != 0)
    self->comparison =
        ga_attendance_comparison_new (cache, &question->request, question->year, today);
  else
    self->report = ga_attendance_report_new (cache, &question->request);
  return self;
}

void
ga_insight_answer_free (GaInsightAnswer *self)
{
  g_clear_object (&self->report);
  g_clear_pointer (&self->comparison, ga_attendance_comparison_free);
  g_free (self);
}

/**
 * ga_insight_answer_make_chart:
 * @most_groups: as for ga_attendance_chart_new()
 *
 * Returns: (transfer full): a chart that nobody else has
 */
GaChart *
ga_insight_answer_make_chart (GaInsightAnswer *self, guint most_groups)
{
  if (self->comparison != NULL)
    return ga_attendance_comparison_chart (self->comparison);
  return ga_attendance_chart_new (self->report, self->measure, most_groups);
}

/**
 * ga_insight_answer_make_table:
 * Returns: (transfer full): a table that nobody else has
 */
GaTable *
ga_insight_answer_make_table (GaInsightAnswer *self)
{
  if (self->comparison != NULL)
    return ga_attendance_comparison_table (self->comparison);
  return ga_attendance_table_new (self->report);
}

/**
 * ga_insight_answer_get_total:
 * Returns: (transfer none): the sum of all; in a comparison that of the later year
 */
const GaAttendanceRow *
ga_insight_answer_get_total (GaInsightAnswer *self)
{
  return ga_attendance_report_get_total (get_report (self));
}

/**
 * ga_insight_answer_dup_file_name:
 * @extension: `pdf`
 *
 * Returns: (transfer full): the name to propose for a file: "Attendance 2026-01-01 2026-12-31.pdf"
 */
char *
ga_insight_answer_dup_file_name (GaInsightAnswer *self, const char *extension)
{
  const char *from = ga_attendance_report_get_from (get_report (self));
  const char *to = ga_attendance_report_get_to (get_report (self));

  if (from == NULL || to == NULL)
    return g_strdup_printf ("%s.%s", _ ("Attendance"), extension);
  return g_strdup_printf ("%s %s %s.%s", _ ("Attendance"), from, to, extension);
}
