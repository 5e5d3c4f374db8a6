/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ga-context.h"
#include "app/insight/ga-insight-answer.h"

G_BEGIN_DECLS

/**
 * GaInsightRange: the days that are counted.
 * @GA_INSIGHT_RANGE_COMPARE: this year against last
 * @GA_INSIGHT_RANGE_DAYS: from one day to another, as the user writes them
 */
typedef enum
{
  GA_INSIGHT_RANGE_LAST_MONTHS,
  GA_INSIGHT_RANGE_THIS_YEAR,
  GA_INSIGHT_RANGE_LAST_YEAR,
  GA_INSIGHT_RANGE_COMPARE,
  GA_INSIGHT_RANGE_ALL,
  GA_INSIGHT_RANGE_DAYS,
} GaInsightRange;

/**
 * GaInsightChoices:
 *
 * What the page of insight can be asked: what is counted, by what, in which days, of whom. Main
 * thread.
 *
 * Signal `changed`: the question is another one now.
 */
#define GA_TYPE_INSIGHT_CHOICES (ga_insight_choices_get_type ())
G_DECLARE_FINAL_TYPE (GaInsightChoices, ga_insight_choices, GA, INSIGHT_CHOICES, AdwBin)

void ga_insight_choices_set_up (GaInsightChoices *self, GaContext *context);
gboolean ga_insight_choices_get_question (GaInsightChoices *self,
                                          const char *today,
                                          GaInsightQuestion *question);
void ga_insight_choices_set_range (GaInsightChoices *self, GaInsightRange range);
void ga_insight_choices_set_days (GaInsightChoices *self, const char *from, const char *to);
void ga_insight_choices_set_by (GaInsightChoices *self, GaAttendanceBy by);

G_END_DECLS
