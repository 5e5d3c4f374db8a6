/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/funding/ga-round-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/compat/ga-accessible.h"
#include "app/funding/ga-application-board.h"
#include "app/funding/ga-application-comparison.h"
#include "app/funding/ga-application-table.h"
#include "app/funding/ga-decide.h"
#include "app/funding/ga-frame-bar.h"
#include "app/funding/ga-save-paper.h"
#include "app/funding/ga-statement-menu.h"
#include "app/ga-act.h"
#include "app/ga-toaster.h"
#include "app/insight/ga-chain-section.h"
#include "app/widgets/ga-beside-layout.h"
#include "app/widgets/ga-editor.h"
#include "app/widgets/ga-either-layout.h"
#include "app/widgets/ga-facts.h"
#include "app/widgets/ga-save-file.h"
#include "app/widgets/ga-selector.h"
#include "exchange/ga-round-paper.h"
#include "exchange/ga-round-book.h"
#include "model/ga-date.h"
#include "store/ga-permission.h"

/* So wide is a status or an order. */
#define CHOICE_LETTERS 16

struct _GaRoundView
{
  GaRecordView parent_instance;

  GtkLabel *title;
  GtkLabel *summary;
  GtkLabel *status;
  GtkLabel *access;
  GtkWidget *add_button;
  GtkWidget *edit_button;
  GtkMenuButton *more_button;
  GMenu *statement_menu;
  GaFrameBar *bar;
  GtkWidget *switcher;
  GaSelector *part; /* in place of @switcher where that has no room */
  GtkWidget *choices;
  GaBesideLayout *choosing;  /* of the filter beside … */
  GaBesideLayout *selecting; /* … status beside order */
  GaSelector *state;
  GaSelector *order;
  GtkSearchEntry *filter;
  GtkLabel *count;
  GtkStack *stack;
  GaApplicationTable *table;
  GaApplicationBoard *board;
  GaApplicationComparison *comparison;
  GaChainSection *chain;
  GaFacts *facts;

  GListStore *all;
  GtkFilterListModel *found;
  GtkFilter *chosen;
  const GaChoice *states;
  GCancellable *reading;
  gboolean is_read;
  GaId shown; /* whose applications are in @all */
};

G_DEFINE_FINAL_TYPE (GaRoundView, ga_round_view, GA_TYPE_RECORD_VIEW)

/* When it is open, as a sentence would say it. */
static char *
describe_time (GaReader *reader, GaRecord *round)
{
  g_autofree char *today = ga_date_today ();
  g_autofree char *opens = ga_reader_display (reader, round, "opens");
  g_autofree char *closes = ga_reader_display (reader, round, "closes");

  if (closes != NULL && strcmp (ga_record_get_text (round, "closes"), today) < 0)
    /* TRANSLATORS: %s is a day */
    return g_strdup_printf (_ ("Closed on %s"), closes);
  if (opens != NULL && closes != NULL)
    /* TRANSLATORS: two days: "Open from 1 March 2026 until 1 May 2026" */
    return g_strdup_printf (_ ("Open from %1$s until %2$s"), opens, closes);
  if (closes != NULL)
    /* TRANSLATORS: %s is a day */
    return g_strdup_printf (_ ("Open until %s"), closes);
  if (opens != NULL)
    /* TRANSLATORS: %s is a day */
    return g_strdup_printf (_ ("Open from %s"), opens);
  return g_strdup (_ ("Open all year"));
}

static void
show_heading (GaRoundView *self, GaReader *reader, GaRecord *round)
{
  const char *period = ga_record_get_text (round, "period");
  g_autofree char *status = ga_reader_display (reader, round, "status");
  g_autofree char *when = describe_time (reader, round);
  g_autofree char *line = period != NULL ? g_strjoin (" · ", period, when, NULL) : g_strdup (when);

  gtk_label_set_text (self->title, ga_record_get_text (round, "title"));
  gtk_label_set_text (self->summary, line);
  gtk_label_set_text (self->status, status != NULL ? status : "");
}

static void
show_frame (GaRoundView *self, GaReader *reader, GaRecord *round)
{
  GaRoundSums sums;

  /* A reader that cannot read tells of it where everybody hears it. */
  ga_reader_round_sums (reader, ga_record_get_id (round), &sums, NULL);
  ga_frame_bar_show (self->bar, ga_record_get_integer (round, "frame"), &sums,
                     ga_record_get_text (round, "currency"));
}

static void
show_count (GaRoundView *self)
{
  GaRecord *round = ga_record_view_get_record (GA_RECORD_VIEW (self));
  guint all = self->all != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->all)) : 0;
  guint found = self->found != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->found)) : 0;
  const char *page = gtk_stack_get_visible_child_name (self->stack);
  gboolean about = g_strcmp0 (page, "did") != 0 && g_strcmp0 (page, "terms") != 0;
  g_autofree char *text = NULL;

  if (round == NULL)
    return;
  if (!self->is_read)
    text = g_strdup ("");
  else if (all == 0)
    text = g_strdup (_ ("No applications yet."));
  else if (found == 0)
    text = g_strdup (_ ("No application is like that."));
  else if (found < all)
    /* TRANSLATORS: how many are shown, of how many, and in which currency: DKK */
    text = g_strdup_printf (_ ("%1$u of %2$u applications. Amounts in %3$s."), found, all,
                            ga_record_get_text (round, "currency"));
  else
    /* TRANSLATORS: how many, and in which currency: DKK */
    text = g_strdup_printf (
        ngettext ("%1$u application. Amounts in %2$s.", "%1$u applications. Amounts in %2$s.", all),
        all, ga_record_get_text (round, "currency"));
  gtk_label_set_text (self->count, text);
  ga_accessible_set_name (GTK_WIDGET (self->count), text);
  gtk_widget_set_visible (GTK_WIDGET (self->count), about);
  gtk_widget_set_visible (self->choices, about && all > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->order), g_strcmp0 (page, "table") == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->table), found > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->board), found > 0);
}

static void
part_cb (GaRoundView *self)
{
  g_autoptr (GtkSelectionModel) pages = gtk_stack_get_pages (self->stack);

  gtk_selection_model_select_item (pages, ga_selector_get_selected (self->part), TRUE);
}

static void
turned_cb (GaRoundView *self)
{
  g_autoptr (GtkSelectionModel) pages = gtk_stack_get_pages (self->stack);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (pages));

  for (guint i = 0; i < n; i++)
    if (gtk_selection_model_is_selected (pages, i))
      ga_selector_set_selected (self->part, i);
  show_count (self);
}

/* The same words as on the switcher. */
static void
offer_parts (GaRoundView *self)
{
  g_autoptr (GtkSelectionModel) pages = gtk_stack_get_pages (self->stack);
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();
  g_auto (GStrv) offered = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++)
    {
      g_autoptr (GObject) page = g_list_model_get_item (G_LIST_MODEL (pages), i);

      g_strv_builder_add (titles, gtk_stack_page_get_title (GTK_STACK_PAGE (page)));
    }
  offered = g_strv_builder_end (titles);
  ga_selector_set_options (self->part, (const char *const *) offered);
}

/* Øre that are all nothing only take room. */
static gboolean
are_whole (GPtrArray *applications)
{
  for (guint i = 0; i < applications->len; i++)
    {
      const GaRoundApplication *application = applications->pdata[i];

      if (application->applied % 100 != 0 || application->decided % 100 != 0)
        return FALSE;
    }
  return TRUE;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GaRoundView *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = ga_store_read_finish (GA_STORE (source), result, &error);
  GaToaster *toaster;

  /* The view may be gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (found == NULL)
    {
      toaster = ga_toaster_for (GTK_WIDGET (self));
      if (toaster != NULL)
        ga_toaster_say_error (toaster, error);
      return;
    }
  ga_application_table_set_whole (self->table, are_whole (found));
  g_list_store_splice (self->all, 0, g_list_model_get_n_items (G_LIST_MODEL (self->all)),
                       found->pdata, found->len);
  self->is_read = TRUE;
  show_count (self);
}

static gpointer
read_applications (GaReader *reader, gpointer round, GError **error)
{
  return ga_reader_round_applications (reader, round, error);
}

static void
read_again (GaRoundView *self, const GaId *round)
{
  GaStore *store = ga_context_get_store (ga_record_view_get_context (GA_RECORD_VIEW (self)));

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  ga_store_read_async (store, read_applications, g_memdup2 (round, sizeof *round), g_free,
                       (GDestroyNotify) g_ptr_array_unref, self->reading, read_cb, self);
}

static gboolean
matches_cb (gpointer item, gpointer user_data)
{
  GaRoundView *self = user_data;
  GaRoundApplication *application = item;
  guint state = ga_selector_get_selected (self->state);

  return (state == 0 || application->status == &self->states[state - 1]) &&
         ga_round_application_matches (application,
                                       gtk_editable_get_text (GTK_EDITABLE (self->filter)));
}

static void
filter_cb (GaRoundView *self)
{
  if (self->chosen == NULL)
    return;
  gtk_filter_changed (self->chosen, GTK_FILTER_CHANGE_DIFFERENT);
  show_count (self);
}

static void
order_cb (GaRoundView *self)
{
  ga_record_table_sort (GA_RECORD_TABLE (self->table),
                        (int) ga_selector_get_selected (self->order));
}

static void
offer_orders (GaRoundView *self)
{
  const char *orders[GA_ROUND_N_COLUMNS + 1] = { NULL };

  for (int i = 0; i < GA_ROUND_N_COLUMNS; i++)
    orders[i] = ga_application_table_get_heading (i);
  ga_selector_set_options (self->order, orders);
}

static void
offer_states (GaRoundView *self)
{
  const GaEntity *entity = ga_record_view_get_entity (GA_RECORD_VIEW (self), "application");
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();
  g_auto (GStrv) offered = NULL;

  if (self->states != NULL)
    return;
  self->states = ga_entity_get_field (entity, "status")->choices;
  g_strv_builder_add (labels, _ ("All"));
  for (const GaChoice *state = self->states; state->code != NULL; state++)
    g_strv_builder_add (labels, _ (state->label));
  offered = g_strv_builder_end (labels);
  offer_orders (self);
  ga_selector_set_options (self->state, (const char *const *) offered);
  ga_board_set_up (GA_BOARD (self->board), self->states, G_LIST_MODEL (self->found));
  ga_application_comparison_set_up (self->comparison,
                                    ga_record_view_get_context (GA_RECORD_VIEW (self)),
                                    G_LIST_MODEL (self->found));
}

static void
ga_round_view_show (GaRecordView *view, GaReader *reader, GaRecord *round)
{
  static const char *const without[] = { "title",  "period", "status", "opens",
                                         "closes", "frame",  NULL };
  GaRoundView *self = GA_ROUND_VIEW (view);

  offer_states (self);
  if (!ga_id_equal (&self->shown, ga_record_get_id (round)))
    {
      self->is_read = FALSE;
      g_list_store_remove_all (self->all);
      gtk_editable_set_text (GTK_EDITABLE (self->filter), "");
      ga_selector_set_selected (self->state, 0);
      self->shown = *ga_record_get_id (round);
    }
  ga_application_board_set_currency (self->board, ga_record_get_text (round, "currency"));
  show_heading (self, reader, round);
  show_frame (self, reader, round);
  read_again (self, ga_record_get_id (round));
  ga_statement_menu_fill (view, self->statement_menu, ga_record_get_text (round, "title"));
  ga_chain_section_show (self->chain, ga_record_view_get_context (view), round);
  ga_facts_clear (self->facts);
  ga_facts_add_fields (self->facts, reader, round, without);
  show_count (self);
}

static void
ga_round_view_allow (GaRecordView *view, const char *why)
{
  GaRoundView *self = GA_ROUND_VIEW (view);
  GaReader *reader = ga_context_get_reader (ga_record_view_get_context (view));
  const GaEntity *application = ga_record_view_get_entity (view, "application");
  /* Whoever may not change the round may still take down who applies. */
  gboolean adds = ga_reader_may_add (reader, application, NULL);

  gtk_label_set_text (self->access, why != NULL ? why : "");
  gtk_widget_set_visible (GTK_WIDGET (self->access), why != NULL);
  ga_board_set_fixed (GA_BOARD (self->board), !adds);
  gtk_widget_set_visible (self->add_button, adds);
  gtk_widget_set_visible (self->edit_button, why == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.delete", why == NULL);
}

static gboolean
is_decision (const char *code)
{
  static const char *const decisions[] = { "approved", "partly_approved", "declined", NULL };

  return g_strv_contains (decisions, code);
}

/* A decision wants more than a word. */
static void
status_chosen_cb (GaRoundView *self, GaRoundApplication *chosen, const char *code)
{
  GaRecordView *view = GA_RECORD_VIEW (self);
  GaContext *context = ga_record_view_get_context (view);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  GaRecord *application =
      ga_reader_find (ga_context_get_reader (context),
                      ga_record_view_get_entity (view, "application"), &chosen->id, NULL);
  const char *why = NULL;

  if (application == NULL)
    return;
  g_ptr_array_add (records, application);
  if (!ga_reader_may (ga_context_get_reader (context), application, GA_OPERATION_UPDATE, &why))
    {
      ga_toaster_say (ga_toaster_for (GTK_WIDGET (self)), why);
      return;
    }
  if (is_decision (code))
    {
      ga_decide (GTK_WIDGET (self), context, application, code);
      return;
    }
  ga_record_set_text (application, "status", code);
  ga_act_put (GTK_WIDGET (self), context, N_ ("Status changed"), records, NULL, NULL);
}

static void
add_application_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char *const hidden[] = { "round",          "status",
                                        "submitted",      "decided_on",
                                        "decided_amount", "decision_reason",
                                        "decided_by",     NULL };

  ga_record_view_add_to (GA_RECORD_VIEW (widget), "application", "round", hidden);
}

static gboolean
write_book (GaReader *reader, const char *path, gpointer round, GError **error)
{
  g_autoptr (GaRoundBook) book = ga_round_book_new (reader, round, error);

  return book != NULL && ga_round_book_write (book, path, error);
}

static void
save_book_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaRecordView *view = GA_RECORD_VIEW (widget);
  GaRecord *round = ga_record_view_get_record (view);
  g_autofree char *name = NULL;

  if (round == NULL)
    return;
  name = g_strconcat (ga_record_get_text (round, "title"), ".xlsx", NULL);
  ga_save_file_ask (widget, ga_context_get_store (ga_record_view_get_context (view)),
                    _ ("Save as spreadsheet"), name, write_book,
                    ga_id_copy (ga_record_get_id (round)), g_free);
}

static void
print_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaRecord *round = ga_record_view_get_record (GA_RECORD_VIEW (widget));
  g_autofree char *name = NULL;

  if (round == NULL)
    return;
  name = g_strconcat (ga_record_get_text (round, "title"), ".pdf", NULL);
  ga_save_paper (GA_RECORD_VIEW (widget), _ ("Save the round as PDF"), name, ga_round_paper_new);
}

static void
ga_round_view_dispose (GObject *object)
{
  GaRoundView *self = GA_ROUND_VIEW (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->chosen = NULL;
  G_OBJECT_CLASS (ga_round_view_parent_class)->dispose (object);
  g_clear_object (&self->found);
  g_clear_object (&self->all);
}

/* In large letters they stand below each other. */
static void
ga_round_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GaRoundView *self = GA_ROUND_VIEW (widget);

  GTK_WIDGET_CLASS (ga_round_view_parent_class)->css_changed (widget, change);
  ga_beside_layout_fit (self->choosing, widget, 2 * CHOICE_LETTERS + 2);
  ga_beside_layout_fit (self->selecting, widget, CHOICE_LETTERS);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, GaRoundView, title);
  gtk_widget_class_bind_template_child (widget_class, GaRoundView, summary);
  gtk_widget_class_bind_template_child (widget_class, GaRoundView, status);
  gtk_widget_class_bind_template_child (widget_class, GaRoundView, access);
  gtk_widget_class_bind_template_child (widget_class, GaRoundView, add_button);
  gtk_widget_class_bind_template_child (widget_class, GaRoundView, edit_button);
  gtk_widget_class_bind_template_child (widget_class, GaRoundView, more_button);
  gtk_widget_class_bind_template_child (widget_class, GaRoundView, statement_menu);
  gtk_widget_class_bind_template_child (widget_class, GaRoundView, bar);
  gtk_widget_class_bind_template_child (widget_class, GaRoundView, switcher);
  gtk_widget_class_bind_template_child (widget_class, GaRoundView, part);
  gtk_widget_class_bind_template_child (widget_class, GaRoundView, choices);
  gtk_widget_class_bind_template_child (widget_class, GaRoundView, choosing);
  gtk_widget_class_bind_template_child (widget_class, GaRoundView, selecting);
  gtk_widget_class_bind_template_child (widget_class, GaRoundView, state);
  gtk_widget_class_bind_template_child (widget_class, GaRoundView, order);
  gtk_widget_class_bind_template_child (widget_class, GaRoundView, filter);
  gtk_widget_class_bind_template_child (widget_class, GaRoundView, count);
  gtk_widget_class_bind_template_child (widget_class, GaRoundView, stack);
  gtk_widget_class_bind_template_child (widget_class, GaRoundView, table);
  gtk_widget_class_bind_template_child (widget_class, GaRoundView, board);
  gtk_widget_class_bind_template_child (widget_class, GaRoundView, comparison);
  gtk_widget_class_bind_template_child (widget_class, GaRoundView, chain);
  gtk_widget_class_bind_template_child (widget_class, GaRoundView, facts);
}

static void
ga_round_view_class_init (GaRoundViewClass *klass)
{
  static const char *const shown[] = { "round",         "application", "grant",      "organisation",
                                       "kommune",       "budget_line", "investment", "grant_report",
                                       "account_entry", "tranche",     NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GaRecordViewClass *view_class = GA_RECORD_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_round_view_dispose;
  widget_class->css_changed = ga_round_view_css_changed;
  view_class->entity = "round";
  view_class->shown = shown;
  view_class->show = ga_round_view_show;
  view_class->allow = ga_round_view_allow;
  g_type_ensure (GA_TYPE_APPLICATION_BOARD);
  g_type_ensure (GA_TYPE_APPLICATION_COMPARISON);
  g_type_ensure (GA_TYPE_APPLICATION_TABLE);
  g_type_ensure (GA_TYPE_BESIDE_LAYOUT);
  g_type_ensure (GA_TYPE_CHAIN_SECTION);
  g_type_ensure (GA_TYPE_EITHER_LAYOUT);
  g_type_ensure (GA_TYPE_FACTS);
  g_type_ensure (GA_TYPE_FRAME_BAR);
  g_type_ensure (GA_TYPE_SELECTOR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/funding/round-view.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, order_cb);
  gtk_widget_class_bind_template_callback (widget_class, part_cb);
  gtk_widget_class_bind_template_callback (widget_class, status_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, turned_cb);
  ga_statement_menu_install (widget_class);
  gtk_widget_class_install_action (widget_class, "round.add-application", NULL, add_application_cb);
  gtk_widget_class_install_action (widget_class, "round.print", NULL, print_cb);
  gtk_widget_class_install_action (widget_class, "round.save-book", NULL, save_book_cb);
}

static void
ga_round_view_init (GaRoundView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->all = g_list_store_new (GA_TYPE_ROUND_APPLICATION);
  self->chosen = GTK_FILTER (gtk_custom_filter_new (matches_cb, self, NULL));
  self->found = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->all)), self->chosen);
  ga_record_table_set_model (GA_RECORD_TABLE (self->table), G_LIST_MODEL (self->found));
  ga_accessible_set_name (GTK_WIDGET (self->more_button), _ ("More"));
  ga_accessible_set_name (GTK_WIDGET (self->filter), _ ("Filter"));
  ga_accessible_set_name (self->switcher, _ ("What is shown of the round"));
  offer_parts (self);
}

void
ga_round_view_focus (GaRoundView *self, const GaId *application)
{
  const char *page = gtk_stack_get_visible_child_name (self->stack);

  g_return_if_fail (GA_IS_ROUND_VIEW (self));

  if (g_strcmp0 (page, "table") == 0)
    ga_record_table_focus (GA_RECORD_TABLE (self->table), application);
  else if (g_strcmp0 (page, "board") == 0)
    ga_board_focus (GA_BOARD (self->board), application);
}
