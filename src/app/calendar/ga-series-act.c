/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar/ga-series-act.h"

#include <glib/gi18n-lib.h>

#include "app/ga-act.h"
#include "app/ga-toaster.h"

/* Shared by the writer thread, which ends with it first, and what is told afterwards. */
typedef struct
{
  GaRecord *opened;
  GaRecord *edited;
  GaSeriesScope scope;
  const char *label;
  GaSeriesOutcome outcome;
} Editing;

static void
editing_clear (gpointer data)
{
  g_object_unref (((Editing *) data)->opened);
  g_object_unref (((Editing *) data)->edited);
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

  return ga_series_edit (transaction, editing->opened, editing->edited, editing->scope,
                         &editing->outcome, error);
}

static char *
describe (const Editing *editing)
{
  const GaSeriesOutcome *outcome = &editing->outcome;
  g_autofree char *changed = NULL;
  g_autofree char *stayed = NULL;

  if (editing->scope == GA_SERIES_THIS)
    return g_strdup (_ (editing->label));
  changed = g_strdup_printf (ngettext ("%u walk changed.", "%u walks changed.", outcome->changed),
                             outcome->changed);
  if (outcome->stayed == 0)
    return g_steal_pointer (&changed);
  stayed = g_strdup_printf (
      ngettext ("%u walk stays as it is.", "%u walks stay as they are.", outcome->stayed),
      outcome->stayed);
  return g_strdup_printf ("%s %s", changed, stayed);
}

static gboolean
done_cb (GtkWidget *origin, gint64 transaction, gpointer data)
{
  Editing *editing = data;
  GaToaster *toaster = ga_toaster_for (origin);
  g_autofree char *text = describe (editing);

  if (transaction > 0 && toaster != NULL)
    ga_toaster_offer_undo (toaster, text, transaction);
  editing_unref (editing);
  return FALSE;
}

void
ga_series_act (GtkWidget *origin,
               GaContext *context,
               const char *label,
               const GaRecord *opened,
               GaRecord *edited,
               GaSeriesScope scope)
{
  Editing *editing = g_atomic_rc_box_new0 (Editing);

  editing->opened = ga_record_copy (opened);
  editing->edited = edited;
  editing->scope = scope;
  editing->label = label;
  ga_act_transact (origin, context, label, edit, g_atomic_rc_box_acquire (editing), editing_unref,
                   done_cb, editing);
}
