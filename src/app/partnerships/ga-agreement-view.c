/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/partnerships/ga-agreement-view.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/compat/ga-list-box.h"
#include "app/ga-act.h"
#include "app/ga-wording.h"
#include "app/insight/ga-chain-section.h"
#include "app/partnerships/ga-agreement-row.h"
#include "insight/ga-agreement-words.h"
#include "insight/ga-chain.h"
#include "app/partnerships/ga-clause-column.h"
#include "app/partnerships/ga-coverage-sheet.h"
#include "app/partnerships/ga-revision-section.h"
#include "app/widgets/ga-beside-layout.h"
#include "app/widgets/ga-documents.h"
#include "app/widgets/ga-editor.h"
#include "app/widgets/ga-facts.h"
#include "model/ga-date.h"

/* So many of what belongs to one agreement are shown at most. */
#define MOST_SHOWN      200
#define SUMMARY_LETTERS 20 /* beside the status; of fewer it is above */

#define CONFIRMED N_ ("Confirmed that volunteers supplement municipal service")

struct _GaAgreementView
{
  GaRecordView parent_instance;

  GtkLabel *title;
  GtkLabel *status;
  GtkLabel *summary;
  GtkLabel *period;
  GtkLabel *access;
  GtkWidget *tools;
  GtkMenuButton *more_button;
  GtkWidget *warning;
  GtkLabel *warning_text;
  GtkWidget *supplements;
  GtkWidget *confirm_button;
  GtkLabel *overdue;
  GtkLayoutManager *heading;
  GtkLayoutManager *columns;
  GaClauseColumn *ours;
  GaClauseColumn *theirs;
  GtkWidget *partner;
  GtkWidget *kommune;
  GtkListBox *parties;
  GtkLabel *no_parties;
  GtkWidget *add_party_button;
  GtkListBox *initiatives;
  GtkLabel *no_initiatives;
  GtkWidget *add_initiative_button;
  GaChainSection *chain;
  GaCoverageSheet *coverage;
  GtkWidget *add_goal_button;
  GaDocuments *documents;
  GaFacts *facts;

  GHashTable *counted; /* GaId to char *: what indicators have come to */
};

G_DEFINE_FINAL_TYPE (GaAgreementView, ga_agreement_view, GA_TYPE_RECORD_VIEW)

/* Joins what there is with middle dots. */
static char *
join (const char *first, const char *second, const char *third)
{
  const char *parts[] = { first, second, third };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) shown = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_strv_builder_add (builder, parts[i]);
  shown = g_strv_builder_end (builder);
  return g_strjoinv (" · ", shown);
}

static void
show_heading (GaAgreementView *self, GaReader *reader, GaRecord *agreement)
{
  g_autofree char *status = ga_reader_display (reader, agreement, "status");
  g_autofree char *partner = ga_reader_display (reader, agreement, "partner");
  g_autofree char *kommune = ga_reader_display (reader, agreement, "kommune");
  g_autofree char *kind = ga_reader_display (reader, agreement, "kind");
  g_autofree char *summary = join (partner, kommune, kind);
  g_autofree char *period = ga_agreement_words_period (agreement);

  gtk_label_set_text (self->title, ga_record_get_text (agreement, "title"));
  gtk_label_set_text (self->status, status != NULL ? status : "");
  gtk_label_set_text (self->summary, summary);
  gtk_label_set_text (self->period, period);
}

static void
show_warnings (GaAgreementView *self, GaRecord *agreement, const char *today)
{
  g_autofree char *warning = ga_agreement_words_warning (agreement, today);

  gtk_label_set_text (self->warning_text, warning != NULL ? warning : "");
  gtk_widget_set_visible (self->warning, warning != NULL);
  gtk_widget_set_visible (self->supplements, !ga_record_get_flag (agreement, "supplements"));
}

/* (transfer full) (element-type GaRecord): what belongs to a record, in its usual order */
static GPtrArray *
list_for (
    GaAgreementView *self, GaReader *reader, const char *entity, const char *field, const GaId *id)
{
  g_autoptr (GaQuery) query =
      ga_query_new (ga_record_view_get_entity (GA_RECORD_VIEW (self), entity));
  GPtrArray *found;

  ga_query_where_id (query, field, id);
  ga_query_set_window (query, 0, MOST_SHOWN);
  found = ga_reader_list (reader, query, NULL);
  return found != NULL ? found : g_ptr_array_new ();
}

static void
show_clauses (GaAgreementView *self, GaReader *reader, const GaId *id, const char *today)
{
  g_autoptr (GPtrArray) clauses = list_for (self, reader, "clause", "agreement", id);
  guint overdue = ga_clause_column_show (self->ours, clauses, today) +
                  ga_clause_column_show (self->theirs, clauses, today);
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u expectation is overdue.", "%u expectations are overdue.", overdue), overdue);

  gtk_label_set_text (self->overdue, text);
  gtk_widget_set_visible (GTK_WIDGET (self->overdue), overdue > 0);
}

/* The place of the row that has the focus, as rows are made anew; -1 for none. */
static int
find_focused (GtkListBox *box)
{
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (box));

  return row != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) : -1;
}

static void
focus_again (GtkListBox *box, int index)
{
  GtkListBoxRow *row = NULL;

  for (; index >= 0 && row == NULL; index--)
    row = gtk_list_box_get_row_at_index (box, index);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* A row that leads to what is known of a partner. */
static void
lead_to (GtkWidget *row, GaReader *reader, const GaRecord *agreement, const char *field)
{
  const GaField *described = ga_entity_get_field (ga_record_get_entity (agreement), field);
  g_autofree char *name = ga_reader_display (reader, agreement, field);
  char id[GA_ID_TEXT_SIZE];

  ga_id_format (ga_record_get_reference (agreement, field), id);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), ga_field_get_label (described));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", described->target, id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-record");
}

/* Who is the partner and named as a party, too, stands there once, with who of it takes part. */
static void
show_parties (GaAgreementView *self, GaReader *reader, GaRecord *agreement)
{
  const GaId *partner = ga_record_get_reference (agreement, "partner");
  g_autoptr (GPtrArray) parties =
      list_for (self, reader, "agreement_party", "agreement", ga_record_get_id (agreement));
  int focused = find_focused (self->parties);
  gboolean is_named = FALSE;

  ga_list_box_remove_all (self->parties);
  for (guint i = 0; i < parties->len; i++)
    {
      const GaId *organisation = ga_record_get_reference (parties->pdata[i], "organisation");
      gboolean is_partner = ga_id_equal (organisation, partner);

      is_named = is_named || is_partner;
      gtk_list_box_append (self->parties,
                           ga_agreement_row_new_party (reader, parties->pdata[i], is_partner));
    }
  gtk_widget_set_visible (self->partner, !is_named);
  gtk_widget_set_visible (GTK_WIDGET (self->parties), parties->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->no_parties), parties->len == 0);
  focus_again (self->parties, focused);
}

/* An initiative, and below it what it is measured by and how it was adjusted. */
static void
append_initiative (GaAgreementView *self, GaReader *reader, GaRecord *initiative)
{
  const GaId *id = ga_record_get_id (initiative);
  g_autoptr (GPtrArray) indicators = list_for (self, reader, "indicator", "initiative", id);
  g_autoptr (GPtrArray) revisions = list_for (self, reader, "revision", "initiative", id);

  gtk_list_box_append (self->initiatives,
                       ga_agreement_row_new_initiative (reader, initiative, indicators->len));
  for (guint i = 0; i < indicators->len; i++)
    gtk_list_box_append (
        self->initiatives,
        ga_agreement_row_new_indicator (
            indicators->pdata[i],
            g_hash_table_lookup (self->counted, ga_record_get_id (indicators->pdata[i]))));
  for (guint i = 0; i < revisions->len; i++)
    gtk_list_box_append (self->initiatives,
                         ga_agreement_row_new_revision (reader, revisions->pdata[i]));
}

/* @measures: (element-type GaChainMeasure): counted later than the rows are shown */
static void
measured_cb (GaAgreementView *self, const GArray *measures)
{
  for (guint i = 0; i < measures->len; i++)
    {
      const GaChainMeasure *measure = &g_array_index (measures, GaChainMeasure, i);
      const GaId *id = &measure->indicator->id;
      char *figure;

      if (!measure->indicator->by_attendance || (!measure->known && !measure->value.masked))
        continue;
      figure = ga_figure_display (measure->value);
      g_hash_table_insert (self->counted, ga_id_copy (id), figure);
      for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->initiatives));
           row != NULL; row = gtk_widget_get_next_sibling (row))
        ga_agreement_row_set_counted (GA_AGREEMENT_ROW (row), id, figure);
    }
}

static void
show_initiatives (GaAgreementView *self, GaReader *reader, const GaId *id)
{
  g_autoptr (GPtrArray) initiatives = list_for (self, reader, "initiative", "agreement", id);
  int focused = find_focused (self->initiatives);

  ga_list_box_remove_all (self->initiatives);
  for (guint i = 0; i < initiatives->len; i++)
    append_initiative (self, reader, initiatives->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->initiatives), initiatives->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->no_initiatives), initiatives->len == 0);
  focus_again (self->initiatives, focused);
}

static void
show_facts (GaAgreementView *self, GaReader *reader, GaRecord *agreement)
{
  static const char *const without[] = { "title",  "kind",  "partner", "kommune",
                                         "status", "start", "end",     NULL };

  ga_facts_clear (self->facts);
  ga_facts_add_fields (self->facts, reader, agreement, without);
}

static void
ga_agreement_view_show (GaRecordView *view, GaReader *reader, GaRecord *agreement)
{
  GaAgreementView *self = GA_AGREEMENT_VIEW (view);
  const GaId *id = ga_record_get_id (agreement);
  g_autofree char *today = ga_date_today ();

  show_heading (self, reader, agreement);
  show_warnings (self, agreement, today);
  show_clauses (self, reader, id, today);
  lead_to (self->partner, reader, agreement, "partner");
  lead_to (self->kommune, reader, agreement, "kommune");
  show_parties (self, reader, agreement);
  show_initiatives (self, reader, id);
  ga_chain_section_show (self->chain, ga_record_view_get_context (view), agreement);
  ga_coverage_sheet_show (self->coverage, ga_record_view_get_context (view), reader,
                          ga_record_get_reference (agreement, "kommune"));
  ga_documents_show (self->documents, ga_record_view_get_context (view), reader, agreement);
  show_facts (self, reader, agreement);
}

static void
fix_rows (GtkListBox *box, gboolean fixed)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (box)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (GA_IS_AGREEMENT_ROW (row))
      ga_agreement_row_set_fixed (GA_AGREEMENT_ROW (row), fixed);
}

/* What is offered nowhere cannot be done by a key or from a menu that is open either. */
static void
fix_actions (GaAgreementView *self, gboolean fixed)
{
  static const char *const changing[] = {
    "agreement.confirm",       "agreement.set-state", "agreement.delete",
    "agreement.add-clause",    "agreement.add-party", "agreement.add-initiative",
    "agreement.add-indicator", "agreement.add-goal",
  };

  for (guint i = 0; i < G_N_ELEMENTS (changing); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), changing[i], !fixed);
}

static void
ga_agreement_view_allow (GaRecordView *view, const char *why)
{
  GaAgreementView *self = GA_AGREEMENT_VIEW (view);
  gboolean fixed = why != NULL;

  gtk_label_set_text (self->access, fixed ? why : "");
  gtk_widget_set_visible (GTK_WIDGET (self->access), fixed);
  gtk_widget_set_visible (self->tools, !fixed);
  gtk_widget_set_visible (self->confirm_button, !fixed);
  gtk_widget_set_visible (self->add_party_button, !fixed);
  gtk_widget_set_visible (self->add_initiative_button, !fixed);
  gtk_widget_set_visible (self->add_goal_button, !fixed);
  fix_actions (self, fixed);
  ga_documents_set_fixed (self->documents, fixed);
  ga_clause_column_set_fixed (self->ours, fixed);
  ga_clause_column_set_fixed (self->theirs, fixed);
  fix_rows (self->parties, fixed);
  fix_rows (self->initiatives, fixed);
}

/* (transfer full) (nullable): the record that an action is about, if it is still there */
static GaRecord *
find_named (GaRecordView *view, const char *entity, const char *text)
{
  GaReader *reader = ga_context_get_reader (ga_record_view_get_context (view));
  GaId id;

  if (!ga_id_parse (text, &id))
    return NULL;
  return ga_reader_find (reader, ga_record_view_get_entity (view, entity), &id, NULL);
}

static void
put (GaRecordView *view, GaRecord *record, const char *label)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (records, g_object_ref (record));
  ga_act_put (GTK_WIDGET (view), ga_record_view_get_context (view), label, records, NULL, NULL);
}

static void
confirm_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaRecordView *view = GA_RECORD_VIEW (widget);
  GaRecord *agreement = ga_record_view_get_record (view);
  g_autoptr (GaRecord) confirmed = agreement != NULL ? ga_record_copy (agreement) : NULL;

  if (confirmed == NULL)
    return;
  ga_record_set_integer (confirmed, "supplements", TRUE);
  put (view, confirmed, CONFIRMED);
}

static void
set_state_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaRecordView *view = GA_RECORD_VIEW (widget);
  const char *id, *state;
  g_autoptr (GaRecord) clause = NULL;

  g_variant_get (parameter, "(&s&s)", &id, &state);
  clause = find_named (view, "clause", id);
  if (clause == NULL || ga_record_is_one_of (clause, "state", state))
    return;
  ga_record_set_text (clause, "state", state);
  put (view, clause, ga_wording_of (ga_record_get_entity (clause))->changed);
}

/* What is under way is not changed without a reason. */
static void
edit_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaRecordView *view = GA_RECORD_VIEW (widget);
  GaContext *context = ga_record_view_get_context (view);
  const char *entity, *text;
  g_autoptr (GaRecord) initiative = NULL;
  GaEditor *editor;
  GaId id;

  g_variant_get (parameter, "(&s&s)", &entity, &text);
  if (!ga_id_parse (text, &id))
    return;
  editor = ga_editor_edit (widget, context, ga_record_view_get_entity (view, entity), &id);
  if (editor == NULL || !g_str_equal (entity, "initiative"))
    return;
  initiative = find_named (view, entity, text);
  if (initiative != NULL && ga_record_is_one_of (initiative, "status", "active"))
    ga_editor_add_section (editor, ga_revision_section_new (context, initiative));
}

static void
delete_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaRecordView *view = GA_RECORD_VIEW (widget);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  const char *entity, *id;
  GaRecord *record;

  g_variant_get (parameter, "(&s&s)", &entity, &id);
  record = find_named (view, entity, id);
  if (record == NULL)
    return;
  g_ptr_array_add (records, record);
  ga_act_delete (widget, ga_record_view_get_context (view),
                 ga_wording_of (ga_record_get_entity (record))->deleted, records);
}

static void
open_editor (GaRecordView *view, GaRecord *record, const char *const *hidden)
{
  gtk_window_present (GTK_WINDOW (
      ga_editor_new (GTK_WIDGET (view), ga_record_view_get_context (view), record, hidden)));
}

static void
add_clause_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char *const hidden[] = { "agreement", NULL };
  GaRecordView *view = GA_RECORD_VIEW (widget);
  g_autoptr (GaRecord) clause = ga_record_view_make_for (view, "clause", "agreement");

  if (clause == NULL)
    return;
  ga_record_set_text (clause, "side", g_variant_get_string (parameter, NULL));
  open_editor (view, clause, hidden);
}

static void
add_party_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char *const hidden[] = { "agreement", NULL };

  ga_record_view_add_to (GA_RECORD_VIEW (widget), "agreement_party", "agreement", hidden);
}

static void
add_initiative_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char *const hidden[] = { "agreement", NULL };

  ga_record_view_add_to (GA_RECORD_VIEW (widget), "initiative", "agreement", hidden);
}

static void
add_indicator_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char *const hidden[] = { "initiative", NULL };
  GaRecordView *view = GA_RECORD_VIEW (widget);
  g_autoptr (GaRecord) indicator = ga_record_new (ga_record_view_get_entity (view, "indicator"));
  GaId initiative;

  if (!ga_id_parse (g_variant_get_string (parameter, NULL), &initiative))
    return;
  ga_record_set_reference (indicator, "initiative", &initiative);
  open_editor (view, indicator, hidden);
}

/* It belongs to the kommune, and counts for every agreement with it. */
static void
add_goal_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char *const hidden[] = { "kommune", NULL };
  GaRecordView *view = GA_RECORD_VIEW (widget);
  GaRecord *agreement = ga_record_view_get_record (view);
  g_autoptr (GaRecord) goal = ga_record_new (ga_record_view_get_entity (view, "plan_goal"));

  if (agreement == NULL)
    return;
  ga_record_set_reference (goal, "kommune", ga_record_get_reference (agreement, "kommune"));
  open_editor (view, goal, hidden);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "agreement.confirm", NULL, confirm_cb);
  gtk_widget_class_install_action (widget_class, "agreement.set-state", "(ss)", set_state_cb);
  gtk_widget_class_install_action (widget_class, "agreement.edit", "(ss)", edit_cb);
  gtk_widget_class_install_action (widget_class, "agreement.delete", "(ss)", delete_cb);
  gtk_widget_class_install_action (widget_class, "agreement.add-clause", "s", add_clause_cb);
  gtk_widget_class_install_action (widget_class, "agreement.add-party", NULL, add_party_cb);
  gtk_widget_class_install_action (widget_class, "agreement.add-initiative", NULL,
                                   add_initiative_cb);
  gtk_widget_class_install_action (widget_class, "agreement.add-indicator", "s", add_indicator_cb);
  gtk_widget_class_install_action (widget_class, "agreement.add-goal", NULL, add_goal_cb);
}

/* In large letters a column takes more room. */
static void
ga_agreement_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GaAgreementView *self = GA_AGREEMENT_VIEW (widget);

  GTK_WIDGET_CLASS (ga_agreement_view_parent_class)->css_changed (widget, change);
  ga_beside_layout_fit (GA_BESIDE_LAYOUT (self->heading), widget, SUMMARY_LETTERS);
  ga_beside_layout_fit (GA_BESIDE_LAYOUT (self->columns), widget, GA_CLAUSE_COLUMN_LETTERS);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, title);
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, status);
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, summary);
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, period);
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, access);
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, tools);
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, more_button);
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, warning);
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, warning_text);
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, supplements);
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, confirm_button);
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, overdue);
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, heading);
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, columns);
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, ours);
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, theirs);
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, partner);
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, kommune);
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, parties);
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, no_parties);
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, add_party_button);
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, initiatives);
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, no_initiatives);
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, add_initiative_button);
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, chain);
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, coverage);
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, add_goal_button);
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, documents);
  gtk_widget_class_bind_template_child (widget_class, GaAgreementView, facts);
}

static void
ga_agreement_view_finalize (GObject *object)
{
  g_hash_table_unref (GA_AGREEMENT_VIEW (object)->counted);
  G_OBJECT_CLASS (ga_agreement_view_parent_class)->finalize (object);
}

static void
ga_agreement_view_class_init (GaAgreementViewClass *klass)
{
  static const char *const shown[] = { "agreement",    "agreement_party", "clause",
                                       "initiative",   "indicator",       "plan_goal",
                                       "organisation", "person",          "attachment",
                                       "revision",     "recruitment",     NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GaRecordViewClass *view_class = GA_RECORD_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ga_agreement_view_finalize;
  view_class->entity = "agreement";
  view_class->shown = shown;
  view_class->show = ga_agreement_view_show;
  view_class->allow = ga_agreement_view_allow;
  widget_class->css_changed = ga_agreement_view_css_changed;
  g_type_ensure (GA_TYPE_BESIDE_LAYOUT);
  g_type_ensure (GA_TYPE_CHAIN_SECTION);
  g_type_ensure (GA_TYPE_CLAUSE_COLUMN);
  g_type_ensure (GA_TYPE_COVERAGE_SHEET);
  g_type_ensure (GA_TYPE_DOCUMENTS);
  g_type_ensure (GA_TYPE_FACTS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/partnerships/agreement-view.ui");
  bind_children (widget_class);
  install_actions (widget_class);
}

static void
ga_agreement_view_init (GaAgreementView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->counted = g_hash_table_new_full (ga_id_hash, ga_id_equal, g_free, g_free);
  g_signal_connect_object (self->chain, "measured", G_CALLBACK (measured_cb), self,
                           G_CONNECT_SWAPPED);
  ga_accessible_set_name (GTK_WIDGET (self->more_button), _ ("More"));
  ga_accessible_set_name (gtk_widget_get_parent (self->partner), _ ("Partner and kommune"));
  ga_accessible_set_name (GTK_WIDGET (self->parties), _ ("Parties"));
  ga_accessible_set_name (GTK_WIDGET (self->initiatives), _ ("Initiatives"));
  ga_clause_column_set_up (self->ours, "ours", _ ("We expect of the kommune"));
  ga_clause_column_set_up (self->theirs, "theirs", _ ("The kommune expects of us"));
}

/**
 * ga_agreement_view_choose:
 * @initiative: one of the agreement that is shown: what it did is told, and of no other
 */
void
ga_agreement_view_choose (GaAgreementView *self, const GaId *initiative)
{
  g_return_if_fail (GA_IS_AGREEMENT_VIEW (self));

  ga_chain_section_choose (self->chain, initiative);
}
