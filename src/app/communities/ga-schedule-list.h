/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaScheduleList:
 *
 * The plans of a community in words: how each repeats, from when and until when. Who may can edit,
 * end and delete them; the toast takes it back. Hidden where there is none. Main thread.
 */
#define GA_TYPE_SCHEDULE_LIST (ga_schedule_list_get_type ())
G_DECLARE_FINAL_TYPE (GaScheduleList, ga_schedule_list, GA, SCHEDULE_LIST, AdwBin)

void ga_schedule_list_show (GaScheduleList *self, GaContext *context, GaRecord *community);

G_END_DECLS
