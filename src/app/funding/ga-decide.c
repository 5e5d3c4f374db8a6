/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/funding/ga-decide.h"

#include <glib/gi18n-lib.h>

#include "app/widgets/ga-editor.h"
#include "model/ga-date.h"
#include "model/ga-number.h"
#include "store/ga-round-figures.h"

/* (transfer full): as it will be if it is decided today */
static GaRecord *
propose (const GaRecord *application, const char *status)
{
  g_autofree char *today = ga_date_today ();
  GaRecord *proposed = ga_record_copy (application);
  gboolean decided =
      ga_record_is_one_of (application, "status", "approved partly_approved declined");

  if (status != NULL || !decided)
    ga_record_set_text (proposed, "status", status != NULL ? status : "approved");
  if (!ga_record_has (proposed, "decided_on"))
    ga_record_set_text (proposed, "decided_on", today);
  if (!ga_record_has (proposed, "decided_amount") &&
      ga_record_is_one_of (proposed, "status", "approved"))
    ga_record_set (proposed, "decided_amount", ga_record_get (application, "amount"));
  return proposed;
}

/* (transfer full) (nullable): what there is to decide with */
static char *
describe (GaContext *context, const GaRecord *application)
{
  GaReader *reader = ga_context_get_reader (context);
  const char *currency = ga_record_get_text (application, "currency");
  const GaId *id = ga_record_get_reference (application, "round");
  g_autoptr (GaRecord) round = NULL;
  g_autofree char *applied = NULL;
  g_autofree char *left = NULL;
  GaRoundSums sums;

  if (id != NULL)
    round = ga_reader_find (reader, ga_context_get_entity (context, "round"), id, NULL);
  if (round == NULL || !ga_reader_round_sums (reader, id, &sums, NULL))
    return NULL;
  applied = ga_money_display (ga_record_get_integer (application, "amount"), currency);
  left = ga_money_display (
      MAX (ga_round_sums_get_left (&sums, ga_record_get_integer (round, "frame")), 0), currency);
  /* Offices hold the applications of their own kommuner.
   * TRANSLATORS: both are amounts of money */
  return g_strdup_printf (_ ("%1$s is applied for. Of the frame %2$s is left, as far as this "
                             "computer knows."),
                          applied, left);
}

void
ga_decide (GtkWidget *origin, GaContext *context, const GaRecord *application, const char *status)
{
  static const char *const hidden[] = { "round",
                                        "applicant",
                                        "kommune",
                                        "initiative",
                                        "purpose",
                                        "amount",
                                        "communities_promised",
                                        "hosts_promised",
                                        "submitted",
                                        NULL };
  g_autoptr (GaRecord) proposed = propose (application, status);
  g_autofree char *note = describe (context, application);
  GaEditor *editor = ga_editor_new (origin, context, proposed, hidden);

  ga_editor_set_heading (editor, _ ("Decide application"));
  if (note != NULL)
    ga_editor_set_note (editor, note);
  gtk_window_present (GTK_WINDOW (editor));
}
