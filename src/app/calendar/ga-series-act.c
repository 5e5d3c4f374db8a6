/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar/ga-series-act.h"

#include <glib/gi18n-lib.h>

#include "app/ga-act.h"
#include "app/ga-toaster.h"

/* Shared by the writer thread, which ends with it first, and what is told afterwards. */
typedef struct
{
  GaRecord *opened; /* (nullable): the walk as it was read; %NULL for a plan */
  GaRecord *record; /* the walk as it is to be, or the plan */
  GaSeriesScope scope;
  GaSeriesPlanFunc func; /* what to do with a plan */
  const char *label;
  GaSeriesActDone done; /* (nullable) */
  GaSeriesOutcome outcome;
} Editing;

static void
editing_clear (gpointer data)
{
  Editing *editing = data;

  g_clear_object (&editing->opened);
  g_object_unref (editing->record);
}

static void
editing_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, editing_clear);
}

static gboolean
edit (GaTransaction *transaction, gpointer data, GError **error)
{
  Editing *editing = data;

  if (editing->opened == NULL)
    return editing->func (transaction, editing->record, &editing->outcome, error);
  return ga_series_edit (transaction, editing->opened, editing->record, editing->scope,
                         &editing->outcome, error);
}

static gboolean
done_cb (GtkWidget *origin, gint64 transaction, gpointer data)
{
  Editing *editing = data;
  GaToaster *toaster = ga_toaster_for (origin);
  g_autofree char *text = ga_series_describe (&editing->outcome, " ");

  /* What was done to one walk says itself how many changed. */
  if (transaction > 0 && toaster != NULL)
    ga_toaster_offer_undo (toaster,
                           text == NULL ||
                                   (editing->opened != NULL && editing->scope == GA_SERIES_THIS)
                               ? _ (editing->label)
                               : text,
                           transaction);
  if (transaction > 0 && editing->done != NULL)
    editing->done (origin, ga_record_get_id (editing->record));
  editing_unref (editing);
  return FALSE;
}

static void
act (GtkWidget *origin, GaContext *context, Editing *editing)
{
  ga_act_transact (origin, context, editing->label, edit, g_atomic_rc_box_acquire (editing),
                   editing_unref, done_cb, editing);
}

void
ga_series_act (GtkWidget *origin,
               GaContext *context,
               const char *label,
               const GaRecord *opened,
               GaRecord *edited,
               GaSeriesScope scope,
               GaSeriesActDone done)
{
  Editing *editing = g_atomic_rc_box_new0 (Editing);

  editing->opened = ga_record_copy (opened);
  editing->record = edited;
  editing->scope = scope;
  editing->done = done;
  editing->label = label;
  act (origin, context, editing);
}

void
ga_series_act_on_plan (GtkWidget *origin,
                       GaContext *context,
                       const char *label,
                       GaRecord *schedule,
                       GaSeriesPlanFunc func)
{
  Editing *editing = g_atomic_rc_box_new0 (Editing);

  editing->record = schedule;
  editing->func = func;
  editing->label = label;
  act (origin, context, editing);
}
