/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/ga-context.h"
#include "store/ga-series.h"

G_BEGIN_DECLS

/* What follows a change of the walk @meeting that went well. */
typedef void (*GaSeriesActDone) (GtkWidget *origin, const GaId *meeting);

/* Changes a walk, and those of its schedule that are meant, as ga_series_edit() does; then says how
 * many in a toast that takes all of it back. @origin: as for ga_act_put(); @label: msgid of the
 * act; @opened: the walk as it was read; @edited: (transfer full): a copy of it as it is to be;
 * @done: (nullable). Main thread. */
void ga_series_act (GtkWidget *origin,
                    GaContext *context,
                    const char *label,
                    const GaRecord *opened,
                    GaRecord *edited,
                    GaSeriesScope scope,
                    GaSeriesActDone done);

/* On the writer thread. */
typedef gboolean (*GaSeriesPlanFunc) (GaTransaction *transaction,
                                      GaRecord *schedule,
                                      GaSeriesOutcome *outcome,
                                      GError **error);

/* The same for what is done to a plan. @schedule: (transfer full): handed to @func. Main thread. */
void ga_series_act_on_plan (GtkWidget *origin,
                            GaContext *context,
                            const char *label,
                            GaRecord *schedule,
                            GaSeriesPlanFunc func);

G_END_DECLS
