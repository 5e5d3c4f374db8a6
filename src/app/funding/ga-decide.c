/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/funding/ga-decide.h"

#include <glib/gi18n-lib.h>

#include "app/funding/ga-decision-section.h"
#include "app/ga-toaster.h"
#include "app/widgets/ga-editor.h"
#include "model/ga-date.h"

#define GRANTED "approved partly_approved"
#define DECIDED GRANTED " declined"

/* What the form held last. */
typedef struct
{
  GaEditor *editor; /* around the form */
  char *status;     /* before */
  gint64 decided;   /* in øre */
  gboolean grants;
  GaDecisionSection *section; /* lives in the form */
} Written;

/* What it opens with is what could be saved, so not more than @most. */
static const char *
propose_status (const GaRecord *application, gint64 most)
{
  if (most <= 0)
    return "declined";
  return most < ga_record_get_integer (application, "amount") ? "partly_approved" : "approved";
}

/* (transfer full): as it will be if it is decided today
 * @status: (nullable): what is decided, if that is known */
static GaRecord *
propose (const GaRecord *application, const char *status, gint64 most)
{
  g_autofree char *today = ga_date_today ();
  GaRecord *proposed = ga_record_copy (application);
  gboolean decided = ga_record_is_one_of (application, "status", DECIDED);

  if (status != NULL || !decided)
    ga_record_set_text (proposed, "status",
                        status != NULL ? status : propose_status (application, most));
  if (!ga_record_has (proposed, "decided_on"))
    ga_record_set_text (proposed, "decided_on", today);
  if (!ga_record_is_one_of (proposed, "status", GRANTED))
    ga_record_clear (proposed, "decided_amount");
  else if (!ga_record_has (proposed, "decided_amount") &&
           ga_record_is_one_of (proposed, "status", "approved"))
    ga_record_set (proposed, "decided_amount", ga_record_get (application, "amount"));
  else if (!ga_record_has (proposed, "decided_amount") && status == NULL)
    ga_record_set_integer (proposed, "decided_amount", most);
  return proposed;
}

/* Why it does not open with all that was applied for. */
static void
tell_proposed (GaEditor *editor, const GaRecord *application, const GaRecord *proposed)
{
  gboolean decided = ga_record_is_one_of (application, "status", DECIDED);

  if (!decided && ga_record_is_one_of (proposed, "status", "declined"))
    ga_editor_set_note (editor, _ ("Nothing is left of the frame, so a refusal is proposed. Raise "
                                   "the frame of the round first if it is to be approved."));
  else if (!decided && ga_record_is_one_of (proposed, "status", "partly_approved"))
    ga_editor_set_note (editor, _ ("Less is left of the frame than was applied for, so what is "
                                   "left is proposed."));
}

/* Where nothing is granted there is no amount to write. */
static void
follow_status (GaForm *form, Written *written)
{
  GaRecord *record = ga_form_get_record (form);
  gboolean all = ga_record_is_one_of (record, "status", "approved");
  gboolean grants = ga_record_is_one_of (record, "status", GRANTED);

  if (grants == written->grants)
    return;
  written->grants = grants;
  written->decided = all ? ga_record_get_integer (record, "amount") : 0;
  ga_form_show_field (form, "decided_amount", grants);
  ga_form_set_value (form, "decided_amount", all ? ga_record_get (record, "amount") : NULL);
}

/* More than is left is told at the field at once, and not only by who saves it. */
static void
judge (GaForm *form, const Written *written)
{
  const char *problem = ga_decision_section_judge (written->section, ga_form_get_record (form));

  if (problem != NULL)
    ga_form_complain (form, "decided_amount", problem);
}

/* (transfer none): msgid of what saving @decided comes to */
static const char *
name_act (const Written *written, const GaRecord *decided)
{
  if (ga_record_is_one_of (decided, "status", DECIDED) &&
      ga_record_is_one_of (decided, "status", written->status))
    return N_ ("Decision changed");
  if (ga_record_is_one_of (decided, "status", "approved"))
    return N_ ("Application approved");
  if (ga_record_is_one_of (decided, "status", "partly_approved"))
    return N_ ("Application partly approved");
  if (ga_record_is_one_of (decided, "status", "declined"))
    return N_ ("Application declined");
  return N_ ("Application changed");
}

/* Less than was applied for is a part of it, and all of it again is all. What is chosen stands
 * until another amount is written. */
static void
follow_amount (GaForm *form, Written *written)
{
  GaRecord *record = ga_form_get_record (form);
  gint64 applied = ga_record_get_integer (record, "amount"), decided;

  decided = ga_record_get_integer (record, "decided_amount");
  if (decided == written->decided)
    return;
  written->decided = decided;
  if (decided > 0 && decided < applied && ga_record_is_one_of (record, "status", "approved"))
    ga_form_set_text (form, "status", "partly_approved");
  else if (decided == applied && ga_record_is_one_of (record, "status", "partly_approved"))
    ga_form_set_text (form, "status", "approved");
}

static void
written_cb (GaForm *form, gpointer user_data)
{
  Written *written = user_data;

  follow_status (form, written);
  follow_amount (form, written);
  ga_editor_set_act (written->editor, name_act (written, ga_form_get_record (form)));
  judge (form, written);
}

static void
forget_written (gpointer user_data, GClosure *closure)
{
  Written *written = user_data;

  g_free (written->status);
  g_free (written);
}

const char *
ga_decide_why_not (const GaRecord *application)
{
  return ga_record_is_one_of (application, "status", "draft")
             ? _ ("This is a draft. It can be decided once its status is “Submitted”.")
             : NULL;
}

static void
ask (GtkWidget *origin, GaContext *context, const GaRecord *application, const char *status)
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
  GaEditorSection *section = ga_decision_section_new (context, application);
  gint64 most = ga_decision_section_get_most (GA_DECISION_SECTION (section));
  g_autoptr (GaRecord) proposed = propose (application, status, most);
  GaEditor *editor = ga_editor_new (origin, context, proposed, hidden);
  Written *written = g_new (Written, 1);

  ga_editor_set_heading (editor, _ ("Decide application"));
  ga_editor_add_section (editor, section);
  if (status == NULL)
    tell_proposed (editor, application, proposed);
  written->editor = editor;
  written->status = g_strdup (ga_record_get_text (application, "status"));
  ga_editor_set_act (editor, name_act (written, proposed));
  written->section = GA_DECISION_SECTION (section);
  written->decided = ga_record_get_integer (proposed, "decided_amount");
  written->grants = ga_record_is_one_of (proposed, "status", GRANTED);
  ga_form_show_field (ga_editor_get_form (editor), "decided_amount", written->grants);
  g_signal_connect_data (ga_editor_get_form (editor), "changed", G_CALLBACK (written_cb), written,
                         forget_written, 0);
  judge (ga_editor_get_form (editor), written);
  gtk_window_present (GTK_WINDOW (editor));
}

void
ga_decide (GtkWidget *origin, GaContext *context, const GaRecord *application, const char *status)
{
  const char *why = ga_decide_why_not (application);
  GaToaster *toaster = ga_toaster_for (origin);

  if (why == NULL)
    ask (origin, context, application, status);
  else if (toaster != NULL)
    ga_toaster_say (toaster, why);
}
