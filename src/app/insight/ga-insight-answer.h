/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/ga-attendance-chart.h"

G_BEGIN_DECLS

/**
 * GaInsightQuestion: what the page of insight is asked.
 * @year: the year to compare with the one before it; 0 to answer @request as it stands
 */
typedef struct
{
  GaAttendanceRequest request;
  GaAttendanceMeasure measure;
  guint year;
} GaInsightQuestion;

/**
 * GaInsightAnswer:
 *
 * The answer to a question, for the screen and for files. Made on the main thread; immutable. Each
 * chart and each table that it makes is a new one, which the caller may hand to another thread.
 */
typedef struct _GaInsightAnswer GaInsightAnswer;

GaInsightAnswer *ga_insight_answer_new (GaAttendanceCache *cache,
                                        const GaInsightQuestion *question,
                                        const char *today);
void ga_insight_answer_free (GaInsightAnswer *self);
GaChart *ga_insight_answer_make_chart (GaInsightAnswer *self, guint most_groups);
GaTable *ga_insight_answer_make_table (GaInsightAnswer *self);
const GaAttendanceRow *ga_insight_answer_get_total (GaInsightAnswer *self);
char *ga_insight_answer_dup_file_name (GaInsightAnswer *self, const char *extension);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaInsightAnswer, ga_insight_answer_free)

G_END_DECLS
