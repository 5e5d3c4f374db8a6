/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/funding/ga-decide.h"

#include <glib/gi18n-lib.h>

#include "app/funding/ga-decision-section.h"
#include "app/widgets/ga-editor.h"
#include "model/ga-date.h"

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

/* Less than was applied for is a part of it, and all of it again is all. What is chosen stands
 * until another amount is written. */
static void
written_cb (GaForm *form, gpointer user_data)
{
  gint64 *last = user_data;
  GaRecord *record = ga_form_get_record (form);
  gint64 decided = ga_record_get_integer (record, "decided_amount");
  gint64 applied = ga_record_get_integer (record, "amount");

  if (decided == *last)
    return;
  *last = decided;
  if (decided > 0 && decided < applied && ga_record_is_one_of (record, "status", "approved"))
    ga_form_set_text (form, "status", "partly_approved");
  else if (decided == applied && ga_record_is_one_of (record, "status", "partly_approved"))
    ga_form_set_text (form, "status", "approved");
}

static void
forget_last (gpointer last, GClosure *closure)
{
  g_free (last);
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
  GaEditor *editor = ga_editor_new (origin, context, proposed, hidden);
  gint64 *last = g_new (gint64, 1);

  ga_editor_set_heading (editor, _ ("Decide application"));
  ga_editor_add_section (editor, ga_decision_section_new (context, application));
  *last = ga_record_get_integer (proposed, "decided_amount");
  g_signal_connect_data (ga_editor_get_form (editor), "changed", G_CALLBACK (written_cb), last,
                         forget_last, 0);
  gtk_window_present (GTK_WINDOW (editor));
}
