/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ga-context.h"
#include "app/widgets/ga-selector.h"
#include "store/ga-calendar-rows.h"

G_BEGIN_DECLS

/**
 * GaCalendarChoice:
 *
 * Whose walks a calendar can show: everybody's, those of a kommune where there are several, and of
 * each community. Main thread.
 */
typedef struct _GaCalendarChoice GaCalendarChoice;

/* Fills @selector, which outlives it: with everybody at first, with the others once they are read.
 */
GaCalendarChoice *ga_calendar_choice_new (GaContext *context, GaSelector *selector);
void ga_calendar_choice_free (GaCalendarChoice *self);
/* Reads in the background what there is now, and offers it; what was chosen stays so, if it is
 * still there. */
void ga_calendar_choice_refresh (GaCalendarChoice *self);
/* @selected: as the selector says; @of: (out): as for ga_reader_calendar_rows() */
void ga_calendar_choice_get (const GaCalendarChoice *self,
                             guint selected,
                             GaCalendarWhose *whose,
                             GaId *of);

G_END_DECLS
