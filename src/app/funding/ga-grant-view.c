/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/funding/ga-grant-view.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/compat/ga-list-box.h"
#include "app/funding/ga-account-table.h"
#include "app/funding/ga-line-row.h"
#include "app/funding/ga-pay-tranche.h"
#include "app/funding/ga-quick-entry.h"
#include "app/funding/ga-statement-menu.h"
#include "app/funding/ga-tranche-section.h"
#include "app/ga-act.h"
#include "app/ga-doubt.h"
#include "app/insight/ga-chain-section.h"
#include "app/widgets/ga-documents.h"
#include "app/widgets/ga-editor.h"
#include "app/widgets/ga-facts.h"
#include "app/widgets/ga-save-file.h"
#include "exchange/ga-accounts-file.h"
#include "model/ga-date.h"
#include "model/ga-money.h"
#include "model/ga-number.h"

#define MOST 5000

struct _GaGrantView
{
  GaRecordView parent_instance;

  GtkLabel *title;
  GtkLabel *purpose;
  GtkLabel *summary;
  GtkLabel *status;
  GtkLabel *access;
  GtkWidget *tools;
  GtkWidget *edit_button;
  GtkMenuButton *more_button;
  GMenu *statement_menu;
  GtkListBox *sums;
  GtkListBox *tranches;
  GtkLabel *no_tranches;
  GtkWidget *add_tranche;
  GaQuickEntry *quick;
  GaAccountTable *accounts;
  GtkLabel *no_accounts;
  GaFacts *report;
  GtkLabel *report_state;
  GtkWidget *report_button;
  GaChainSection *chain;
  GaDocuments *documents;
  GaFacts *facts;

  gboolean fixed; /* nothing may be changed */
};

G_DEFINE_FINAL_TYPE (GaGrantView, ga_grant_view, GA_TYPE_RECORD_VIEW)

/* (transfer full): the records of @entity that belong to the grant, in order */
static GPtrArray *
list_parts (GaGrantView *self, GaReader *reader, const char *entity, const GaId *id)
{
  g_autoptr (GaQuery) query =
      ga_query_new (ga_record_view_get_entity (GA_RECORD_VIEW (self), entity));
  GPtrArray *found;

  ga_query_where_id (query, "grant", id);
  ga_query_set_window (query, 0, MOST);
  found = ga_reader_list (reader, query, NULL);
  return found != NULL ? found : g_ptr_array_new ();
}

static gint64
sum_of (GPtrArray *parts)
{
  gint64 sum = 0;

  for (guint i = 0; i < parts->len; i++)
    sum += ga_record_get_integer (parts->pdata[i], "amount");
  return sum;
}

static gint64
sum_paid (GPtrArray *tranches)
{
  gint64 sum = 0;

  for (guint i = 0; i < tranches->len; i++)
    if (ga_record_has (tranches->pdata[i], "paid_on"))
      sum += ga_record_get_integer (tranches->pdata[i], "amount");
  return sum;
}

static gboolean
is_overdue (const GaRecord *record, const char *done)
{
  g_autofree char *today = ga_date_today ();
  const char *due = ga_record_get_text (record, "due");

  return !ga_record_has (record, done) && due != NULL && strcmp (due, today) < 0;
}

static void
show_heading (GaGrantView *self, GaReader *reader, GaRecord *grant)
{
  const GaEntity *entity = ga_record_view_get_entity (GA_RECORD_VIEW (self), "application");
  const GaId *id = ga_record_get_reference (grant, "application");
  g_autoptr (GaRecord) application = id != NULL ? ga_reader_find (reader, entity, id, NULL) : NULL;
  g_autofree char *applicant =
      application != NULL ? ga_reader_display (reader, application, "applicant") : NULL;
  g_autofree char *until = ga_reader_display (reader, grant, "until");
  g_autofree char *extended = ga_reader_display (reader, grant, "extended_until");
  g_autofree char *valid = NULL;

  /* TRANSLATORS: %s is a day */
  if (until != NULL || extended != NULL)
    valid = g_strdup_printf (_ ("Valid until %s"), extended != NULL ? extended : until);
  gtk_label_set_text (self->title, applicant != NULL ? applicant : _ ("Not visible to you"));
  gtk_label_set_text (self->purpose,
                      application != NULL ? ga_record_get_text (application, "purpose") : "");
  gtk_label_set_text (self->summary, valid != NULL ? valid : "");
  gtk_widget_set_visible (GTK_WIDGET (self->summary), valid != NULL);
  gtk_label_set_text (self->status, _ ("Grant"));
}

/* @note: (nullable): what of what it is, where that is not one of the others */
static void
add_sum (GaGrantView *self, const GaRecord *grant, const char *title, const char *note, gint64 oere)
{
  g_autofree char *shown = ga_money_display (oere, ga_record_get_text (grant, "currency"));

  gtk_list_box_append (self->sums, ga_line_row_new (title, note, shown));
}

/* Two figures that are easily taken for each other: so with the words of what they are. */
static void
show_left (GaGrantView *self, GaRecord *grant, gint64 paid, gint64 spent)
{
  gint64 returned = ga_record_get_integer (grant, "returned");
  gint64 left = ga_record_get_integer (grant, "amount") - returned - spent;
  g_autofree char *shown = ga_money_display (left, ga_record_get_text (grant, "currency"));
  GtkWidget *row = ga_line_row_new_sum (_ ("Left of the grant"), shown, FALSE);

  add_sum (self, grant, _ ("Balance"), _ ("Paid out, less what was spent and returned"),
           paid - returned - spent);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _ ("Granted, less what was spent and returned"));
  gtk_list_box_append (self->sums, row);
}

static void
show_sums (GaGrantView *self, GaRecord *grant, GPtrArray *tranches, GPtrArray *entries)
{
  gint64 returned = ga_record_get_integer (grant, "returned");
  gint64 paid = sum_paid (tranches), spent = sum_of (entries);

  ga_list_box_remove_all (self->sums);
  add_sum (self, grant, _ ("Grant"), NULL, ga_record_get_integer (grant, "amount"));
  add_sum (self, grant, _ ("Paid out"), NULL, paid);
  add_sum (self, grant, _ ("Spent"), NULL, spent);
  if (returned > 0)
    add_sum (self, grant, _ ("Returned"), NULL, returned);
  show_left (self, grant, paid, spent);
}

/* What has a condition may wait for the report, which people write in their own words. */
static gboolean
lacks_report (GaReader *reader, const GaRecord *tranche)
{
  g_autoptr (GaRecord) report = NULL;

  if (ga_record_has (tranche, "paid_on") || ga_record_has (tranche, "condition_met") ||
      !ga_record_has (tranche, "condition"))
    return FALSE;
  report = ga_doubt_find_report (reader, tranche);
  return report == NULL;
}

static char *
describe_tranche (GaReader *reader, GaRecord *tranche)
{
  g_autofree char *paid = ga_reader_display (reader, tranche, "paid_on");
  g_autofree char *condition = ga_reader_display (reader, tranche, "condition");
  g_autofree char *met = ga_reader_display (reader, tranche, "condition_met");
  g_autofree char *wanted = NULL;
  g_autofree char *state = NULL;

  if (paid != NULL)
    /* TRANSLATORS: %s is a day */
    state = g_strdup_printf (_ ("Paid on %s"), paid);
  else if (is_overdue (tranche, "paid_on"))
    state = g_strdup (_ ("Overdue: not paid yet"));
  else
    state = g_strdup (_ ("Not paid yet"));
  if (condition == NULL)
    return g_steal_pointer (&state);
  if (met != NULL)
    /* TRANSLATORS: a day, and what had to be before a tranche is paid, as somebody wrote it */
    wanted = g_strdup_printf (_ ("Condition met on %1$s: %2$s"), met, condition);
  else
    /* TRANSLATORS: %s is what has to be before a tranche is paid, as somebody wrote it */
    wanted = g_strdup_printf (_ ("Condition: %s"), condition);
  return g_strjoin (" · ", state, wanted,
                    lacks_report (reader, tranche) ? _ ("The report is not in yet") : NULL, NULL);
}

/* What was paid stays. */
static gboolean
is_open (GaGrantView *self, const GaRecord *tranche)
{
  return !self->fixed && !ga_record_has (tranche, "paid_on");
}

/* @beside: whether another one can be taken away */
static GtkWidget *
make_tranche_row (GaGrantView *self, GaReader *reader, GaRecord *tranche, gboolean beside)
{
  g_autofree char *due = ga_reader_display (reader, tranche, "due");
  g_autofree char *amount = ga_reader_display (reader, tranche, "amount");
  g_autofree char *state = describe_tranche (reader, tranche);
  /* TRANSLATORS: %s is a day */
  g_autofree char *title = due != NULL ? g_strdup_printf (_ ("Due %s"), due) : NULL;
  GtkWidget *row = ga_line_row_new (title != NULL ? title : _ ("Tranche"), state, NULL);
  char id[GA_ID_TEXT_SIZE];

  ga_id_format (ga_record_get_id (tranche), id);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "grant.edit-tranche");
  if (is_overdue (tranche, "paid_on"))
    ga_line_row_warn (row);
  if (is_open (self, tranche))
    {
      GtkWidget *button = gtk_button_new_with_label (_ ("Paid today"));

      gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), TRUE);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "grant.pay");
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  ga_line_row_add_amount (row, amount);
  if (is_open (self, tranche))
    ga_line_row_add_delete (row, _ ("Delete tranche"), "tranche", ga_record_get_id (tranche));
  else if (beside)
    ga_line_row_add_gap (row);
  return row;
}

static void
show_tranches (GaGrantView *self, GaReader *reader, GaRecord *grant, GPtrArray *tranches)
{
  g_autofree char *sum =
      ga_money_display (sum_of (tranches), ga_record_get_text (grant, "currency"));
  int focused = ga_line_row_find_focus (self->tranches);
  gboolean removable = FALSE;

  for (guint i = 0; i < tranches->len; i++)
    removable = removable || is_open (self, tranches->pdata[i]);
  ga_list_box_remove_all (self->tranches);
  for (guint i = 0; i < tranches->len; i++)
    gtk_list_box_append (self->tranches,
                         make_tranche_row (self, reader, tranches->pdata[i], removable));
  if (tranches->len > 0)
    gtk_list_box_append (self->tranches, ga_line_row_new_sum (_ ("In all"), sum, removable));
  gtk_widget_set_visible (GTK_WIDGET (self->tranches), tranches->len > 0);
  ga_line_row_restore_focus (self->tranches, focused);
  gtk_label_set_text (self->no_tranches, _ ("No tranches yet."));
  gtk_widget_set_visible (GTK_WIDGET (self->no_tranches), tranches->len == 0);
}

/* (transfer full) (nullable): there is one at most */
static GaRecord *
find_report (GaGrantView *self, GaReader *reader, const GaId *grant)
{
  g_autoptr (GPtrArray) reports = list_parts (self, reader, "grant_report", grant);

  return reports->len > 0 ? g_object_ref (reports->pdata[0]) : NULL;
}

static void
show_report (GaGrantView *self, GaReader *reader, GaRecord *grant)
{
  static const char *const without[] = { "grant", NULL };
  g_autoptr (GaRecord) report = find_report (self, reader, ga_record_get_id (grant));
  const char *state = NULL;

  ga_facts_clear (self->report);
  if (report == NULL)
    state = _ ("No report yet.");
  else if (is_overdue (report, "received"))
    state = _ ("The report is overdue.");
  else if (!ga_record_has (report, "received"))
    state = _ ("The report is still to come.");
  if (report != NULL)
    ga_facts_add_fields (self->report, reader, report, without);
  gtk_label_set_text (self->report_state, state != NULL ? state : "");
  gtk_widget_set_visible (GTK_WIDGET (self->report_state), state != NULL);
}

/* (transfer full): what is attached to the entries */
static GPtrArray *
list_vouchers (GaGrantView *self, GaReader *reader, GPtrArray *entries)
{
  g_autoptr (GaQuery) query =
      ga_query_new (ga_record_view_get_entity (GA_RECORD_VIEW (self), "attachment"));
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GaId));
  GPtrArray *found = NULL;

  for (guint i = 0; i < entries->len; i++)
    g_array_append_vals (ids, ga_record_get_id (entries->pdata[i]), 1);
  ga_query_where_among (query, "account_entry", ids);
  ga_query_set_window (query, 0, MOST);
  if (entries->len > 0)
    found = ga_reader_list (reader, query, NULL);
  return found != NULL ? found : g_ptr_array_new ();
}

static void
show_accounts (GaGrantView *self, GaReader *reader, GaRecord *grant, GPtrArray *entries)
{
  g_autoptr (GPtrArray) vouchers = list_vouchers (self, reader, entries);

  ga_quick_entry_show (self->quick, ga_record_view_get_context (GA_RECORD_VIEW (self)), grant,
                       entries, vouchers);
  ga_account_table_show (self->accounts, entries, vouchers, ga_money_get_committed (grant));
  gtk_widget_set_visible (GTK_WIDGET (self->accounts), entries->len > 0);
  gtk_label_set_text (self->no_accounts, _ ("Nothing has been spent yet."));
  gtk_widget_set_visible (GTK_WIDGET (self->no_accounts), entries->len == 0);
}

static void
ga_grant_view_show (GaRecordView *view, GaReader *reader, GaRecord *grant)
{
  static const char *const without[] = { "application",    "amount",   "until",
                                         "extended_until", "returned", NULL };
  GaGrantView *self = GA_GRANT_VIEW (view);
  const GaId *id = ga_record_get_id (grant);
  g_autoptr (GPtrArray) tranches = list_parts (self, reader, "tranche", id);
  g_autoptr (GPtrArray) entries = list_parts (self, reader, "account_entry", id);

  show_heading (self, reader, grant);
  ga_statement_menu_fill (view, self->statement_menu, gtk_label_get_text (self->title));
  show_sums (self, grant, tranches, entries);
  show_tranches (self, reader, grant, tranches);
  show_accounts (self, reader, grant, entries);
  show_report (self, reader, grant);
  ga_chain_section_show (self->chain, ga_record_view_get_context (view), grant);
  ga_documents_show (self->documents, ga_record_view_get_context (view), reader, grant);
  ga_facts_clear (self->facts);
  ga_facts_add_fields (self->facts, reader, grant, without);
}

static void
ga_grant_view_allow (GaRecordView *view, const char *why)
{
  GaGrantView *self = GA_GRANT_VIEW (view);
  GaRecord *grant = ga_record_view_get_record (view);
  GaReader *reader = ga_context_get_reader (ga_record_view_get_context (view));
  g_autoptr (GPtrArray) tranches = NULL;

  gtk_label_set_text (self->access, why != NULL ? why : "");
  gtk_widget_set_visible (GTK_WIDGET (self->access), why != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.edit", why == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.delete", why == NULL);
  gtk_widget_set_visible (self->edit_button, why == NULL);
  gtk_widget_set_visible (self->add_tranche, why == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->quick), why == NULL);
  gtk_widget_set_visible (self->report_button, why == NULL);
  ga_documents_set_fixed (self->documents, why != NULL);
  if (self->fixed == (why != NULL))
    return;
  self->fixed = why != NULL;
  tranches = list_parts (self, reader, "tranche", ga_record_get_id (grant));
  show_tranches (self, reader, grant, tranches);
}

static void
pay_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaId id;

  if (ga_id_parse (g_variant_get_string (parameter, NULL), &id))
    ga_pay_tranche (widget, ga_record_view_get_context (GA_RECORD_VIEW (widget)), &id);
}

static void
add_tranche_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaRecordView *view = GA_RECORD_VIEW (widget);
  g_autoptr (GaRecord) tranche = ga_record_view_make_for (view, "tranche", "grant");

  if (tranche == NULL)
    return;
  ga_record_set (tranche, "currency", ga_record_get (ga_record_view_get_record (view), "currency"));
  ga_tranche_edit (widget, ga_record_view_get_context (view), tranche);
}

static void
edit_tranche_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaRecordView *view = GA_RECORD_VIEW (widget);
  GaContext *context = ga_record_view_get_context (view);
  g_autoptr (GaRecord) tranche = NULL;
  GaId id;

  if (ga_id_parse (g_variant_get_string (parameter, NULL), &id))
    tranche = ga_reader_find (ga_context_get_reader (context),
                              ga_record_view_get_entity (view, "tranche"), &id, NULL);
  if (tranche != NULL)
    ga_tranche_edit (widget, context, tranche);
}

static void
report_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char *const hidden[] = { "grant", NULL };
  GaRecordView *view = GA_RECORD_VIEW (widget);
  GaContext *context = ga_record_view_get_context (view);
  GaRecord *grant = ga_record_view_get_record (view);
  g_autoptr (GaRecord) report = NULL;
  GaEditor *editor;

  if (grant == NULL)
    return;
  report = find_report (GA_GRANT_VIEW (widget), ga_context_get_reader (context),
                        ga_record_get_id (grant));
  if (report == NULL)
    report = ga_record_view_make_for (view, "grant_report", "grant");
  editor = ga_editor_new (widget, context, report, hidden);
  ga_editor_add_documents (editor);
  gtk_window_present (GTK_WINDOW (editor));
}

static void
application_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaRecord *grant = ga_record_view_get_record (GA_RECORD_VIEW (widget));
  const GaId *application = grant != NULL ? ga_record_get_reference (grant, "application") : NULL;
  char id[GA_ID_TEXT_SIZE];

  if (application == NULL)
    return;
  ga_id_format (application, id);
  gtk_widget_activate_action (widget, "win.open-record", "(ss)", "application", id);
}

static gboolean
write_accounts (GaReader *reader, const char *path, gpointer grant, GError **error)
{
  return ga_accounts_file_write (reader, grant, path, error);
}

static void
save_accounts_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaRecordView *view = GA_RECORD_VIEW (widget);
  GaRecord *grant = ga_record_view_get_record (view);
  g_autofree char *name = NULL;

  if (grant == NULL)
    return;
  name = g_strdup_printf ("%s %s.csv", _ ("Accounts"),
                          gtk_label_get_text (GA_GRANT_VIEW (widget)->title));
  ga_save_file_ask (widget, ga_context_get_store (ga_record_view_get_context (view)),
                    _ ("Save accounts"), name, write_accounts,
                    ga_id_copy (ga_record_get_id (grant)), g_free);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, GaGrantView, child)
  BIND (title);
  BIND (purpose);
  BIND (summary);
  BIND (status);
  BIND (access);
  BIND (tools);
  BIND (edit_button);
  BIND (more_button);
  BIND (statement_menu);
  BIND (sums);
  BIND (tranches);
  BIND (no_tranches);
  BIND (add_tranche);
  BIND (quick);
  BIND (accounts);
  BIND (no_accounts);
  BIND (report);
  BIND (report_state);
  BIND (report_button);
  BIND (chain);
  BIND (documents);
  BIND (facts);
#undef BIND
}

static void
ga_grant_view_class_init (GaGrantViewClass *klass)
{
  static const char *const shown[] = { "grant",        "tranche",     "account_entry",
                                       "grant_report", "application", "organisation",
                                       "attachment",   NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GaRecordViewClass *view_class = GA_RECORD_VIEW_CLASS (klass);

  view_class->entity = "grant";
  view_class->shown = shown;
  view_class->show = ga_grant_view_show;
  view_class->allow = ga_grant_view_allow;
  g_type_ensure (GA_TYPE_ACCOUNT_TABLE);
  g_type_ensure (GA_TYPE_CHAIN_SECTION);
  g_type_ensure (GA_TYPE_DOCUMENTS);
  g_type_ensure (GA_TYPE_FACTS);
  g_type_ensure (GA_TYPE_QUICK_ENTRY);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/funding/grant-view.ui");
  bind_children (widget_class);
  ga_line_row_install (widget_class);
  gtk_widget_class_install_action (widget_class, "grant.pay", "s", pay_cb);
  gtk_widget_class_install_action (widget_class, "grant.add-tranche", NULL, add_tranche_cb);
  gtk_widget_class_install_action (widget_class, "grant.edit-tranche", "s", edit_tranche_cb);
  gtk_widget_class_install_action (widget_class, "grant.report", NULL, report_cb);
  gtk_widget_class_install_action (widget_class, "grant.application", NULL, application_cb);
  ga_statement_menu_install (widget_class);
  gtk_widget_class_install_action (widget_class, "grant.save-accounts", NULL, save_accounts_cb);
}

static void
ga_grant_view_init (GaGrantView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ga_accessible_set_name (GTK_WIDGET (self->more_button), _ ("More"));
  ga_accessible_set_name (GTK_WIDGET (self->sums), _ ("Money"));
  ga_accessible_set_name (GTK_WIDGET (self->tranches), _ ("Tranches"));
}
