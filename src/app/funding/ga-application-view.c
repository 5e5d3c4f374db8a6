/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/funding/ga-application-view.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/compat/ga-list-box.h"
#include "app/funding/ga-application-words.h"
#include "app/funding/ga-decide.h"
#include "app/funding/ga-line-row.h"
#include "app/widgets/ga-documents.h"
#include "app/funding/ga-save-paper.h"
#include "app/widgets/ga-editor.h"
#include "app/widgets/ga-facts.h"
#include "exchange/ga-letter.h"
#include "model/entities/ga-entities.h"
#include "model/ga-date.h"

#define DECIDED "approved partly_approved declined"

struct _GaApplicationView
{
  GaRecordView parent_instance;

  GtkLabel *title;
  GtkLabel *purpose;
  GtkLabel *summary;
  GtkLabel *status;
  GtkLabel *access;
  GtkWidget *tools;
  GtkWidget *decide_button;
  GtkWidget *grant_button;
  GtkWidget *letter_button;
  GtkLabel *undecided; /* why it cannot be decided yet */
  GtkWidget *edit_button;
  GtkMenuButton *more_button;
  GtkWidget *decision_group;
  GaFacts *decision;
  GaFacts *known;
  GtkWidget *grants_group;
  GtkListBox *grants;
  GtkListBox *budget;
  GtkLabel *no_budget;
  GtkWidget *add_line;
  GtkListBox *parties;
  GtkLabel *no_parties;
  GtkWidget *add_party;
  GaDocuments *documents;
  GaFacts *facts;

  gboolean fixed;  /* nothing may be changed */
  gint64 to_grant; /* approved and not granted yet, in øre */
};

G_DEFINE_FINAL_TYPE (GaApplicationView, ga_application_view, GA_TYPE_RECORD_VIEW)

static void
show_heading (GaApplicationView *self, GaReader *reader, GaRecord *application)
{
  g_autofree char *applicant = ga_reader_display (reader, application, "applicant");
  g_autofree char *kommune = ga_reader_display (reader, application, "kommune");
  g_autofree char *round = ga_reader_display (reader, application, "round");
  g_autofree char *status = ga_reader_display (reader, application, "status");
  g_autofree char *line = g_strjoin (" · ", kommune, round, NULL);

  gtk_label_set_text (self->title, applicant);
  gtk_label_set_text (self->purpose, ga_record_get_text (application, "purpose"));
  gtk_label_set_text (self->summary, line);
  gtk_label_set_text (self->status, status != NULL ? status : "");
}

static void
show_decision (GaApplicationView *self, GaReader *reader, GaRecord *application)
{
  static const char *const fields[] = { "decided_on", "decided_amount", "decision_reason",
                                        "decided_by", NULL };
  gboolean decided = ga_record_has (application, "decided_on");
  gboolean granted = ga_record_is_one_of (application, "status", "approved partly_approved");

  ga_facts_clear (self->decision);
  for (guint i = 0; decided && fields[i] != NULL; i++)
    if (granted || !g_str_equal (fields[i], "decided_amount"))
      ga_facts_add_field (self->decision, reader, application, fields[i]);
  gtk_widget_set_visible (self->decision_group, decided);
}

static void
tell_round (GaApplicationView *self, GaReader *reader, GaRecord *application)
{
  g_autofree char *left = ga_application_words_left (reader, application);
  g_autofree char *ceiling = ga_application_words_ceiling (reader, application);

  ga_facts_add_amount (self->known, _ ("Left of the frame"), left);
  ga_facts_add_amount (self->known, _ ("Most for one application"), ceiling);
}

static void
show_known (GaApplicationView *self, GaReader *reader, GaRecord *application)
{
  g_autofree char *applied = ga_reader_display (reader, application, "amount");
  g_autofree char *before = ga_application_words_before (reader, application);
  g_autofree char *reports = ga_application_words_reports (reader, application);

  ga_facts_clear (self->known);
  ga_facts_add_amount (self->known, _ ("Amount applied for"), applied);
  tell_round (self, reader, application);
  ga_facts_add (self->known, _ ("Granted to the applicant before"), before);
  ga_facts_add (self->known, _ ("Their reports"), reports);
}

static void
show_grants (GaApplicationView *self, GaReader *reader, GaRecord *application)
{
  g_autoptr (GPtrArray) grants = ga_application_list_parts (reader, application, "grant");

  ga_list_box_remove_all (self->grants);
  for (guint i = 0; i < grants->len; i++)
    {
      GaRecord *grant = grants->pdata[i];
      g_autofree char *amount = ga_reader_display (reader, grant, "amount");
      g_autofree char *until = ga_reader_display (reader, grant, "until");
      /* TRANSLATORS: %s is a day */
      g_autofree char *valid = until != NULL ? g_strdup_printf (_ ("Valid until %s"), until) : NULL;
      GtkWidget *row = ga_line_row_new (_ ("Grant"), valid, amount);

      ga_line_row_open (row, "grant", ga_record_get_id (grant));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_append (self->grants, row);
    }
  gtk_widget_set_visible (self->grants_group, grants->len > 0);
  self->to_grant = 0;
  if (ga_record_is_one_of (application, "status", "approved partly_approved"))
    self->to_grant =
        ga_record_get_integer (application, "decided_amount") - ga_application_sum (grants);
}

/* What was decided is not taken apart by a stray press, and what a party promised stays once it was
 * sent in. */
static gboolean
may_take_away (GaApplicationView *self, const GaRecord *application, const char *entity)
{
  if (self->fixed)
    return FALSE;
  return g_str_equal (entity, "investment")
             ? ga_record_is_one_of (application, "status", "draft withdrawn")
             : !ga_record_is_one_of (application, "status", DECIDED);
}

/* @removable: whether it has a button to delete it */
static GtkWidget *
make_row (GaReader *reader, GaRecord *line, const char *title, gboolean removable)
{
  const char *entity = ga_record_get_entity (line)->name;
  gboolean is_party = g_str_equal (entity, "investment");
  g_autofree char *what = ga_reader_display (reader, line, title);
  g_autofree char *kind = ga_reader_display (reader, line, is_party ? "kind" : "category");
  g_autofree char *amount = ga_reader_display (reader, line, "amount");
  guint hours = is_party ? (guint) ga_record_get_integer (line, "hours") : 0;
  g_autofree char *worked =
      hours > 0 ? g_strdup_printf (ngettext ("%u hour", "%u hours", hours), hours) : NULL;
  GtkWidget *row = ga_line_row_new (what, kind, amount != NULL ? amount : worked);

  /* Hours that are worth something, too. */
  if (amount != NULL && worked != NULL)
    {
      g_autofree char *both = g_strjoin (" · ", kind, worked, NULL);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), both);
    }
  ga_line_row_open (row, entity, ga_record_get_id (line));
  if (removable)
    ga_line_row_add_delete (row, is_party ? _ ("Delete own investment") : _ ("Delete budget line"),
                            entity, ga_record_get_id (line));
  return row;
}

/* Returns: how many lines there are */
static guint
show_lines (GaApplicationView *self,
            GaReader *reader,
            GaRecord *application,
            GtkListBox *box,
            const char *entity,
            const char *title)
{
  g_autoptr (GPtrArray) lines = ga_application_list_parts (reader, application, entity);
  g_autofree char *sum = ga_application_words_money (application, ga_application_sum (lines));
  gboolean removable = may_take_away (self, application, entity);
  int focused = ga_line_row_find_focus (box);
  guint64 hours = 0;

  ga_list_box_remove_all (box);
  for (guint i = 0; i < lines->len; i++)
    {
      gtk_list_box_append (box, make_row (reader, lines->pdata[i], title, removable));
      if (g_str_equal (entity, "investment"))
        hours += (guint64) ga_record_get_integer (lines->pdata[i], "hours");
    }
  if (lines->len > 0)
    {
      g_autofree char *worked = NULL;
      g_autofree char *both = NULL;

      if (hours > 0)
        worked = g_strdup_printf (ngettext ("%u hour", "%u hours", (gulong) hours), (guint) hours);
      if (hours > 0 && ga_application_sum (lines) > 0)
        both = g_strjoin (" · ", worked, sum, NULL);
      gtk_list_box_append (box, ga_line_row_new_sum (_ ("In all"),
                                                     both != NULL     ? both
                                                     : worked != NULL ? worked
                                                                      : sum,
                                                     removable));
    }
  gtk_widget_set_visible (GTK_WIDGET (box), lines->len > 0);
  ga_line_row_restore_focus (box, focused);
  return lines->len;
}

static void
show_all_lines (GaApplicationView *self, GaReader *reader, GaRecord *application)
{
  guint n_lines = show_lines (self, reader, application, self->budget, "budget_line", "text");
  guint n_parties = show_lines (self, reader, application, self->parties, "investment", "party");

  gtk_label_set_text (self->no_budget, _ ("No budget lines yet."));
  gtk_widget_set_visible (GTK_WIDGET (self->no_budget), n_lines == 0);
  gtk_label_set_text (self->no_parties,
                      _ ("Nobody yet. All parties invest before the application is submitted."));
  gtk_widget_set_visible (GTK_WIDGET (self->no_parties), n_parties == 0);
}

static void
ga_application_view_show (GaRecordView *view, GaReader *reader, GaRecord *application)
{
  const char *without[] = { "round",
                            "applicant",
                            "kommune",
                            "purpose",
                            "amount",
                            "status",
                            "decided_on",
                            "decided_amount",
                            "decision_reason",
                            "decided_by",
                            ga_application_is_submitted (application) ? NULL : "submitted",
                            NULL };
  GaApplicationView *self = GA_APPLICATION_VIEW (view);

  show_heading (self, reader, application);
  show_decision (self, reader, application);
  show_known (self, reader, application);
  show_grants (self, reader, application);
  show_all_lines (self, reader, application);
  ga_documents_show (self->documents, ga_record_view_get_context (view), reader, application);
  ga_facts_clear (self->facts);
  ga_facts_add_fields (self->facts, reader, application, without);
}

/* A draft has come in on no day. */
static void
written_cb (GaForm *form)
{
  ga_form_show_field (form, "submitted",
                      !ga_record_is_one_of (ga_form_get_record (form), "status", "draft"));
}

static void
ga_application_view_extend (GaRecordView *view, GaEditor *editor)
{
  GaForm *form = ga_editor_get_form (editor);

  written_cb (form);
  g_signal_connect (form, "changed", G_CALLBACK (written_cb), NULL);
}

static void
ga_application_view_allow (GaRecordView *view, const char *why)
{
  GaApplicationView *self = GA_APPLICATION_VIEW (view);
  GaRecord *application = ga_record_view_get_record (view);
  const char *early = ga_decide_why_not (application);
  gboolean may = why == NULL;
  gboolean decided = ga_record_is_one_of (application, "status", DECIDED);

  gtk_label_set_text (self->access, why != NULL ? why : "");
  gtk_widget_set_visible (GTK_WIDGET (self->access), why != NULL);
  gtk_widget_set_visible (self->tools, may || decided);
  gtk_widget_set_visible (self->decide_button, may && early == NULL);
  gtk_label_set_text (self->undecided, early != NULL ? early : "");
  gtk_widget_set_visible (GTK_WIDGET (self->undecided), may && early != NULL);
  gtk_widget_set_visible (self->edit_button, may);
  gtk_widget_set_visible (GTK_WIDGET (self->more_button), may);
  gtk_widget_set_visible (self->letter_button, decided);
  gtk_widget_set_visible (self->add_line, may);
  gtk_widget_set_visible (self->add_party, may);
  gtk_widget_set_visible (self->grant_button, may && self->to_grant > 0);
  if (ga_record_has (application, "decided_on"))
    gtk_widget_remove_css_class (self->decide_button, "suggested-action");
  else
    gtk_widget_add_css_class (self->decide_button, "suggested-action");
  ga_documents_set_fixed (self->documents, why != NULL);
  if (self->fixed == (why != NULL))
    return;
  self->fixed = why != NULL;
  show_all_lines (self, ga_context_get_reader (ga_record_view_get_context (view)), application);
}

static void
decide_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaRecordView *view = GA_RECORD_VIEW (widget);

  if (ga_record_view_get_record (view) != NULL)
    ga_decide (widget, ga_record_view_get_context (view), ga_record_view_get_record (view), NULL);
}

static void
granted_cb (GaApplicationView *self, GaRecord *grant)
{
  char id[GA_ID_TEXT_SIZE];

  ga_id_format (ga_record_get_id (grant), id);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-record", "(ss)", "grant", id);
}

static void
grant_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char *const hidden[] = { "application", "extension_asked", "extended_until",
                                        "returned",    "returned_on",     "accepted_on",
                                        NULL };
  GaApplicationView *self = GA_APPLICATION_VIEW (widget);
  GaRecordView *view = GA_RECORD_VIEW (widget);
  g_autoptr (GaRecord) grant = ga_record_view_make_for (view, "grant", "application");
  g_autofree char *today = ga_date_today ();
  GaEditor *editor;

  if (grant == NULL)
    return;
  ga_record_set_integer (grant, "amount", self->to_grant);
  ga_record_set (grant, "currency", ga_record_get (ga_record_view_get_record (view), "currency"));
  ga_record_set_text (grant, "start", today);
  editor = ga_editor_new (widget, ga_record_view_get_context (view), grant, hidden);
  g_signal_connect_object (editor, "saved", G_CALLBACK (granted_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (editor));
}

static void
add_line_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char *const hidden[] = { "application", NULL };

  ga_record_view_add_to (GA_RECORD_VIEW (widget), "budget_line", "application", hidden);
}

static void
add_party_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char *const hidden[] = { "application", NULL };

  ga_record_view_add_to (GA_RECORD_VIEW (widget), "investment", "application", hidden);
}

static void
letter_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaApplicationView *self = GA_APPLICATION_VIEW (widget);
  g_autofree char *name = NULL;

  if (ga_record_view_get_record (GA_RECORD_VIEW (self)) == NULL)
    return;
  /* TRANSLATORS: the name of a file; %s is an organisation */
  name = g_strdup_printf (_ ("Letter to %s.pdf"), gtk_label_get_text (self->title));
  ga_save_paper (GA_RECORD_VIEW (self), _ ("Save letter"), name, ga_letter_new);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, GaApplicationView, child)
  BIND (title);
  BIND (purpose);
  BIND (summary);
  BIND (status);
  BIND (access);
  BIND (tools);
  BIND (decide_button);
  BIND (grant_button);
  BIND (letter_button);
  BIND (undecided);
  BIND (edit_button);
  BIND (more_button);
  BIND (decision_group);
  BIND (decision);
  BIND (known);
  BIND (grants_group);
  BIND (grants);
  BIND (budget);
  BIND (no_budget);
  BIND (add_line);
  BIND (parties);
  BIND (no_parties);
  BIND (add_party);
  BIND (documents);
  BIND (facts);
#undef BIND
}

static void
ga_application_view_class_init (GaApplicationViewClass *klass)
{
  static const char *const shown[] = { "application",  "round",       "grant",
                                       "grant_report", "budget_line", "investment",
                                       "organisation", "kommune",     "person",
                                       "attachment",   NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GaRecordViewClass *view_class = GA_RECORD_VIEW_CLASS (klass);

  view_class->entity = "application";
  view_class->shown = shown;
  view_class->show = ga_application_view_show;
  view_class->allow = ga_application_view_allow;
  view_class->extend = ga_application_view_extend;
  g_type_ensure (GA_TYPE_DOCUMENTS);
  g_type_ensure (GA_TYPE_FACTS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/funding/application-view.ui");
  bind_children (widget_class);
  ga_line_row_install (widget_class);
  gtk_widget_class_install_action (widget_class, "application.decide", NULL, decide_cb);
  gtk_widget_class_install_action (widget_class, "application.grant", NULL, grant_cb);
  gtk_widget_class_install_action (widget_class, "application.letter", NULL, letter_cb);
  gtk_widget_class_install_action (widget_class, "application.add-line", NULL, add_line_cb);
  gtk_widget_class_install_action (widget_class, "application.add-party", NULL, add_party_cb);
}

static void
ga_application_view_init (GaApplicationView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ga_accessible_set_name (GTK_WIDGET (self->more_button), _ ("More"));
  ga_accessible_set_name (GTK_WIDGET (self->grants), _ ("Grants"));
  ga_accessible_set_name (GTK_WIDGET (self->budget), _ ("Budget"));
  ga_accessible_set_name (GTK_WIDGET (self->parties), _ ("What each party puts in"));
}
