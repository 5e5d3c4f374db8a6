/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "app/compat/ga-entry-row.h"
#include "app/funding/ga-application-board.h"
#include "app/funding/ga-application-table.h"
#include "app/funding/ga-application-view.h"
#include "app/funding/ga-grant-view.h"
#include "app/funding/ga-round-view.h"
#include "app/widgets/ga-selector.h"
#include "fund-fixture.h"

static guint
count_rows (GtkWidget *parent)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += g_str_equal (gtk_widget_get_css_name (child), "row") ? 1 : count_rows (child);
  return n;
}

static void
test_frame (Fund *fund, gconstpointer data)
{
  g_autoptr (GaRecord) one = apply (fund, 0, KRONER (40000));
  g_autoptr (GaRecord) other = apply (fund, 1, KRONER (25000));
  GtkWidget *view, *bar;

  approve (fund, one);
  g_object_unref (grant (fund, one));
  approve (fund, other);
  view = show (fund, GA_TYPE_ROUND_VIEW, fund->round);
  bar = part_of (view, "bar");
  g_assert_true (says (bar, "40,000.00"));
  g_assert_true (says (bar, "25,000.00"));
  g_assert_true (says (bar, "35,000.00"));
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (gtk_widget_get_first_child (bar)), GTK_ACCESSIBLE_PROPERTY_LABEL,
      "Of the frame of DKK\u00a0100,000.00, DKK\u00a040,000.00 is granted, "
      "DKK\u00a025,000.00 reserved and DKK\u00a035,000.00 left.");
  g_assert_true (says (view, "Open until 15 December 2199"));
  ga_record_set_text (fund->round, "closes", "2020-12-15");
  desk_put (&fund->desk, fund->round);
  wait_for (view, "Closed on 15 December 2020");
}

/* The first one below the headings. (nullable) */
static GtkWidget *
find_first_row (GtkWidget *table)
{
  GtkWidget *list = find_type (table, GTK_TYPE_LIST_VIEW);

  return list != NULL ? gtk_widget_get_first_child (list) : NULL;
}

static void
test_filter (Fund *fund, gconstpointer data)
{
  g_autoptr (GaRecord) one = apply (fund, 0, KRONER (40000));
  g_autoptr (GaRecord) other = apply (fund, 1, KRONER (25000));
  GtkWidget *view, *table;

  approve (fund, other);
  view = show (fund, GA_TYPE_ROUND_VIEW, fund->round);
  table = part_of (view, "table");
  wait_for (view, "2 applications. Amounts in DKK.");
  wait_for (table, "25,000");
  /* No øre anywhere: none are shown. */
  g_assert_false (says (table, "25,000.00"));
  g_assert_true (says (find_first_row (table), "Zebraerne"));
  ga_selector_set_selected (part_of (view, "order"), GA_ROUND_APPLIED);
  settle ();
  g_assert_true (says (find_first_row (table), "Østerbro går"));
  gtk_editable_set_text (part_of (view, "filter"), "oster");
  wait_for (view, "1 of 2 applications.");
  wait_for (table, "Østerbro går");
  g_assert_false (says (table, "Zebraerne"));
  ga_selector_set_selected (part_of (view, "state"), 6); /* approved */
  wait_for (view, "No application is like that.");
  gtk_editable_set_text (part_of (view, "filter"), "");
  wait_for (view, "1 of 2 applications.");
  wait_for (table, "Zebraerne");
}

typedef struct
{
  GtkWidget *table;
  const char *shown; /* a sign for each column: which are to be shown */
} Shown;

static gboolean
shows_columns (gpointer user_data)
{
  const Shown *shown = user_data;
  GtkColumnView *view = GTK_COLUMN_VIEW (find_type (shown->table, GTK_TYPE_COLUMN_VIEW));
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; shown->shown[i] != '\0'; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (gtk_column_view_column_get_visible (column) != (shown->shown[i] == '+'))
        return FALSE;
    }
  return TRUE;
}

static int
measure_letters (GtkWidget *widget, int n)
{
  PangoFontMetrics *metrics =
      pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  int width = n * pango_font_metrics_get_approximate_char_width (metrics) / PANGO_SCALE;

  pango_font_metrics_unref (metrics);
  return width;
}

/* A name that is cut helps nobody: what can be read on the page of the application makes room. */
static void
test_narrow (Fund *fund, gconstpointer data)
{
  static const struct
  {
    int letters;
    const char *shown;
  } cases[] = { { 120, "++++++" }, { 90, "++-+++" }, { 65, "+--+++" }, { 50, "+--+-+" } };
  g_autoptr (GaRecord) one = apply (fund, 0, KRONER (40000));
  g_autoptr (GaRecord) other = apply (fund, 1, KRONER (25000));
  g_autoptr (GPtrArray) found = ga_reader_round_applications (
      ga_context_get_reader (fund->desk.context), ga_record_get_id (fund->round), NULL);
  g_autoptr (GListStore) all = g_list_store_new (GA_TYPE_ROUND_APPLICATION);

  g_list_store_splice (all, 0, 0, found->pdata, found->len);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWindow *window = GTK_WINDOW (gtk_window_new ());
      GtkWidget *table = g_object_new (GA_TYPE_APPLICATION_TABLE, NULL);
      Shown shown = { table, cases[i].shown };

      ga_record_table_set_model (GA_RECORD_TABLE (table), G_LIST_MODEL (all));
      gtk_window_set_default_size (window, measure_letters (table, cases[i].letters), 400);
      gtk_window_set_child (window, table);
      gtk_window_present (window);
      wait_until (shows_columns, &shown, cases[i].shown);
      wait_for (table, "Zebraerne");
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (find_first_row (table)),
                                           GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           "Zebraerne; Kommune Albertslund; Purpose Gåture; "
                                           "Applied for 25,000.00; Status Draft");
      gtk_window_destroy (window);
    }
}

/* Rows out of sight are nothing but records. */
static void
test_many (Fund *fund, gconstpointer data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  GtkWidget *view;

  for (guint i = 0; i < 2000; i++)
    {
      GaRecord *application = desk_record (&fund->desk, "application");
      g_autofree char *purpose = g_strdup_printf ("Tur %04u", i);

      ga_record_set_reference (application, "round", ga_record_get_id (fund->round));
      ga_record_set_reference (application, "applicant",
                               ga_record_get_id (fund->applicants[i % 2]));
      ga_record_set_reference (application, "kommune", ga_record_get_id (fund->kommune));
      ga_record_set_text (application, "purpose", purpose);
      ga_record_set_integer (application, "amount", KRONER (1000));
      g_ptr_array_add (records, application);
    }
  ga_store_put (ga_context_get_store (fund->desk.context), "Test", records, &error);
  g_assert_no_error (error);
  view = show (fund, GA_TYPE_ROUND_VIEW, fund->round);
  wait_for (view, "2000 applications.");
  wait_for (part_of (view, "table"), "Tur 0001");
  g_assert_cmpuint (count_rows (part_of (view, "table")), <, 300);
}

static gboolean
is_kept_from_saving (GtkWidget *editor, const char *sentence)
{
  GtkWidget *needed = part_of (editor, "needed_revealer");

  return gtk_revealer_get_reveal_child (GTK_REVEALER (needed)) && says (needed, sentence);
}

static void
test_decision (Fund *fund, gconstpointer data)
{
  g_autoptr (GaRecord) application = apply (fund, 0, KRONER (40000));
  g_autoptr (GaRecord) decided = NULL;
  GtkWidget *view, *editor;

  ga_record_set_text (application, "status", "awaiting_information");
  desk_put (&fund->desk, application);
  view = show (fund, GA_TYPE_APPLICATION_VIEW, application);
  gtk_widget_activate_action (view, "application.decide", NULL);
  editor = GTK_WIDGET (ga_editor_find (fund->window));
  g_assert_true (says (editor, "Left of the frame, as far as this computer knows"));
  g_assert_true (says (editor, "DKK\u00a0100,000.00"));
  /* Nobody invests yet: that is told where the status is chosen. */
  gtk_widget_activate_action (editor, "editor.save", NULL);
  wait_for (find_row (editor, "Status"), "All parties invest.");
  invest (fund, application);
  ga_entry_row_set_text (GA_ENTRY_ROW (find_row (editor, "Amount decided")), "50000");
  wait_for (editor, "More is granted than was applied for.");
  ga_entry_row_set_text (GA_ENTRY_ROW (find_row (editor, "Amount decided")), "40000");
  gtk_widget_activate_action (editor, "editor.save", NULL);
  wait_until (no_editor, fund->window, "the decision to be saved");
  settle ();
  decided =
      ga_reader_find (ga_context_get_reader (fund->desk.context),
                      ga_record_get_entity (application), ga_record_get_id (application), NULL);
  g_assert_cmpstr (ga_record_get_text (decided, "status"), ==, "approved");
  g_assert_cmpint (ga_record_get_integer (decided, "decided_amount"), ==, KRONER (40000));
  wait_for (part_of (view, "decision"), "40,000.00");
  g_assert_true (gtk_widget_get_visible (part_of (view, "grant_button")));
}

/* Before anybody saves it. */
static void
test_too_much (Fund *fund, gconstpointer data)
{
  g_autoptr (GaRecord) other = apply (fund, 1, KRONER (70000));
  g_autoptr (GaRecord) application = apply (fund, 0, KRONER (40000));
  const char *sentence = "Of the frame DKK\u00a030,000.00 is left. Decide on less";
  GtkWidget *editor, *amount;
  GaForm *form;

  approve (fund, other);
  submit (fund, application);
  gtk_widget_activate_action (show (fund, GA_TYPE_APPLICATION_VIEW, application),
                              "application.decide", NULL);
  editor = GTK_WIDGET (ga_editor_find (fund->window));
  form = ga_editor_get_form (GA_EDITOR (editor));
  amount = find_row (editor, "Amount decided");
  g_assert_false (says (amount, sentence));
  ga_form_set_text (form, "decision_reason", "Der er ikke mere");
  ga_entry_row_set_text (GA_ENTRY_ROW (amount), "30001");
  g_assert_true (says (amount, sentence));
  g_assert_true (is_kept_from_saving (editor, sentence));
  ga_entry_row_set_text (GA_ENTRY_ROW (amount), "30000");
  g_assert_false (says (amount, sentence));
  g_assert_false (is_kept_from_saving (editor, sentence));
  /* What gets nothing takes nothing. */
  ga_entry_row_set_text (GA_ENTRY_ROW (amount), "30001");
  ga_form_set_text (form, "status", "declined");
  g_signal_emit_by_name (form, "changed");
  g_assert_false (is_kept_from_saving (editor, sentence));
  gtk_widget_activate_action (editor, "editor.save", NULL);
  wait_until (no_editor, fund->window, "the decision to be saved");
}

/* What cannot be saved is not proposed, and it is said why. */
static void
test_proposed (Fund *fund, gconstpointer data)
{
  static const struct
  {
    gint64 taken, decided;
    const char *status, *note;
  } cases[] = {
    { KRONER (60000), KRONER (40000), "approved", NULL },
    { KRONER (60001), KRONER (39999), "partly_approved", "Less is left of the frame than" },
    { KRONER (100000), 0, "declined", "Nothing is left of the frame, so a refusal is proposed." },
  };
  g_autoptr (GaRecord) other = apply (fund, 1, KRONER (100000));
  g_autoptr (GaRecord) application = apply (fund, 0, KRONER (40000));
  GtkWidget *view;

  submit (fund, other);
  submit (fund, application);
  view = show (fund, GA_TYPE_APPLICATION_VIEW, application);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *editor;
      GaRecord *record;

      ga_record_set_integer (other, "amount", cases[i].taken);
      ga_record_set_integer (other, "decided_amount", cases[i].taken);
      ga_record_set_text (other, "decided_on", "2026-03-01");
      ga_record_set_text (other, "status", "approved");
      desk_put (&fund->desk, other);
      gtk_widget_activate_action (view, "application.decide", NULL);
      editor = GTK_WIDGET (ga_editor_find (fund->window));
      record = ga_form_get_record (ga_editor_get_form (GA_EDITOR (editor)));
      g_assert_cmpstr (ga_record_get_text (record, "status"), ==, cases[i].status);
      g_assert_cmpint (ga_record_get_integer (record, "decided_amount"), ==, cases[i].decided);
      g_assert_true (cases[i].note == NULL || says (editor, cases[i].note));
      g_assert_cmpint (says (editor, "left of the frame"), ==, cases[i].note != NULL);
      gtk_window_destroy (GTK_WINDOW (editor));
    }
}

static gboolean
is_laid_out (gpointer widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_height (widget) > 0;
}

/* The words of a card that is filled while it is out of sight. */
static void
test_terms (Fund *fund, gconstpointer data)
{
  g_autoptr (GString) terms = g_string_new ("Pengene går til det, der er søgt om.\n\n");
  GtkWidget *view = g_object_new (GA_TYPE_ROUND_VIEW, NULL);
  GtkWidget *facts = part_of (view, "facts");
  graphene_rect_t words;

  for (guint i = 0; i < 60; i++)
    g_string_append (terms, "Turene er åbne for alle, og ingen betaler for at gå med. ");
  ga_record_set_text (fund->round, "terms", terms->str);
  desk_put (&fund->desk, fund->round);
  ga_record_view_set_up (GA_RECORD_VIEW (view), fund->desk.context);
  gtk_window_set_child (fund->window, view);
  gtk_window_set_default_size (fund->window, 520, 640);
  gtk_widget_get_request_mode (part_of (view, "stack"));
  ga_record_view_set_id (GA_RECORD_VIEW (view), ga_record_get_id (fund->round));
  gtk_window_present (fund->window);
  settle ();
  gtk_stack_set_visible_child_name (part_of (view, "stack"), "terms");
  wait_until (is_laid_out, facts, "the terms");
  g_assert_true (gtk_widget_compute_bounds (gtk_widget_get_last_child (facts), facts, &words));
  g_assert_cmpfloat (words.origin.y + words.size.height, <=, gtk_widget_get_height (facts));
}

static GtkWidget *
find_heading (GtkWidget *parent, const char *text)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_heading (child, text);

      if (GTK_IS_LABEL (child) && g_str_equal (gtk_label_get_text (GTK_LABEL (child)), text))
        return child;
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A draft has come in on no day, whatever it holds. */
static void
test_draft (Fund *fund, gconstpointer data)
{
  g_autoptr (GaRecord) application = apply (fund, 0, KRONER (40000));
  GtkWidget *view, *editor, *day;

  ga_record_set_text (application, "submitted", "2026-02-01");
  desk_put (&fund->desk, application);
  view = show (fund, GA_TYPE_APPLICATION_VIEW, application);
  g_assert_false (says (view, "1 February 2026"));
  gtk_widget_activate_action (view, "record.edit", NULL);
  editor = GTK_WIDGET (ga_editor_find (fund->window));
  day = find_row (editor, "Submitted on");
  g_assert_false (gtk_widget_get_visible (day));
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (editor, "Status")), 1);
  g_assert_true (gtk_widget_get_visible (day));
  invest (fund, application);
  gtk_widget_activate_action (editor, "editor.save", NULL);
  wait_until (no_editor, fund->window, "the application to be saved");
  wait_for (view, "1 February 2026");
}

static gboolean
is_shown (gpointer widget)
{
  return gtk_widget_is_visible (widget);
}

static void
test_undecided (Fund *fund, gconstpointer data)
{
  g_autoptr (GaRecord) application = apply (fund, 0, KRONER (40000));
  GtkWidget *view = show (fund, GA_TYPE_APPLICATION_VIEW, application);
  const char *sentence = "This is a draft. It can be decided once its status is “Submitted”.";

  g_assert_true (says (view, sentence));
  g_assert_false (gtk_widget_is_visible (part_of (view, "decide_button")));
  gtk_widget_activate_action (view, "application.decide", NULL);
  g_assert_null (ga_editor_find (fund->window));
  submit (fund, application);
  wait_until (is_shown, part_of (view, "decide_button"), "the decision to be offered");
  g_assert_false (says (view, sentence));
}

/* What there is to decide with stands on the form, and the status follows the amount. */
static void
test_partly (Fund *fund, gconstpointer data)
{
  g_autoptr (GaRecord) before = apply (fund, 0, KRONER (30000));
  g_autoptr (GaRecord) given = NULL;
  g_autoptr (GaRecord) application = apply (fund, 0, KRONER (40000));
  GtkWidget *editor, *amount;
  GaRecord *record;

  approve (fund, before);
  given = grant (fund, before);
  ga_record_set_text (given, "until", "2020-01-31");
  ga_record_set_text (given, "start", "2020-01-01");
  desk_put (&fund->desk, given);
  submit (fund, application);
  gtk_widget_activate_action (show (fund, GA_TYPE_APPLICATION_VIEW, application),
                              "application.decide", NULL);
  editor = GTK_WIDGET (ga_editor_find (fund->window));
  g_assert_true (says (editor, "Østerbro går puts in"));
  g_assert_true (says (editor, "40 hours"));
  g_assert_true (says (editor, "1 grant, DKK\u00a030,000.00"));
  g_assert_true (says (editor, "1 report is overdue"));
  record = ga_form_get_record (ga_editor_get_form (GA_EDITOR (editor)));
  amount = find_row (editor, "Amount decided");
  ga_entry_row_set_text (GA_ENTRY_ROW (amount), "25000");
  g_assert_cmpstr (ga_record_get_text (record, "status"), ==, "partly_approved");
  g_assert_true (says (editor, "Give the reason for the decision."));
  ga_entry_row_set_text (GA_ENTRY_ROW (amount), "40000");
  g_assert_cmpstr (ga_record_get_text (record, "status"), ==, "approved");
  gtk_window_destroy (GTK_WINDOW (editor));
}

static void
add_line (Fund *fund, GaRecord *application)
{
  g_autoptr (GaRecord) line = desk_record (&fund->desk, "budget_line");

  ga_record_set_reference (line, "application", ga_record_get_id (application));
  ga_record_set_text (line, "text", "Veste");
  ga_record_set_integer (line, "amount", KRONER (2500));
  desk_put (&fund->desk, line);
}

static void
test_taken_apart (Fund *fund, gconstpointer data)
{
  g_autoptr (GaRecord) application = apply (fund, 0, KRONER (40000));
  GtkWidget *view, *budget, *parties;

  add_line (fund, application);
  view = show (fund, GA_TYPE_APPLICATION_VIEW, application);
  budget = part_of (view, "budget");
  parties = part_of (view, "parties");
  invest (fund, application);
  wait_for (parties, "40 hours");
  g_assert_cmpuint (count_deletes (budget), ==, 1);
  g_assert_cmpuint (count_deletes (parties), ==, 1);
  /* What a party promised stays from here on. */
  ga_record_set_text (application, "status", "submitted");
  ga_record_set_text (application, "submitted", "2026-02-01");
  desk_put (&fund->desk, application);
  wait_until (is_shown, part_of (view, "decide_button"), "the decision to be offered");
  g_assert_cmpuint (count_deletes (budget), ==, 1);
  g_assert_cmpuint (count_deletes (parties), ==, 0);
  decide (fund, application);
  wait_until (is_shown, part_of (view, "letter_button"), "the letter to be offered");
  g_assert_true (says (budget, "Veste"));
  g_assert_cmpuint (count_deletes (budget), ==, 0);
}

static void
test_comparison (Fund *fund, gconstpointer data)
{
  g_autoptr (GaRecord) one = apply (fund, 0, KRONER (40000));
  g_autoptr (GaRecord) other = NULL;
  GtkWidget *view = show (fund, GA_TYPE_ROUND_VIEW, fund->round);
  GtkWidget *comparison = part_of (view, "comparison");

  gtk_stack_set_visible_child_name (part_of (view, "stack"), "compare");
  wait_for (comparison, "Two applications are needed to compare them.");
  invest (fund, one);
  other = apply (fund, 1, KRONER (25000));
  add_line (fund, other);
  wait_for (comparison, "DKK\u00a025,000.00");
  wait_for (comparison, "Veste: DKK\u00a02,500.00");
  g_assert_true (says (comparison, "DKK\u00a040,000.00"));
  g_assert_true (says (comparison, "Østerbro går: Working hours · 40 hours"));
  g_assert_false (says (comparison, "Two applications are needed"));
  /* What differs has a sign, what does not has none. */
  g_assert_nonnull (find_heading (comparison, "≠ Amount applied for"));
  g_assert_nonnull (find_heading (comparison, "Purpose"));
}

static void
test_refused_grant (Fund *fund, gconstpointer data)
{
  g_autoptr (GaRecord) one = apply (fund, 0, KRONER (90000));
  g_autoptr (GaRecord) other = apply (fund, 1, KRONER (20000));
  GtkWidget *view, *editor;

  approve (fund, one);
  approve_elsewhere (fund, other);
  g_object_unref (grant (fund, one));
  view = show (fund, GA_TYPE_APPLICATION_VIEW, other);
  gtk_widget_activate_action (view, "application.grant", NULL);
  editor = GTK_WIDGET (ga_editor_find (fund->window));
  gtk_widget_activate_action (editor, "editor.save", NULL);
  wait_for (find_row (editor, "Amount"), "In the frame of this round DKK\u00a010,000.00 is left.");
  g_assert_cmpint (desk_count (&fund->desk, "grant"), ==, 1);
  gtk_window_destroy (GTK_WINDOW (editor));
}

typedef struct
{
  Fund *fund;
  GaRecord *application;
  const char *status;
} Status;

static gboolean
has_status (gpointer user_data)
{
  Status *status = user_data;
  g_autoptr (GaRecord) found = ga_reader_find (ga_context_get_reader (status->fund->desk.context),
                                               ga_record_get_entity (status->application),
                                               ga_record_get_id (status->application), NULL);

  return g_strcmp0 (ga_record_get_text (found, "status"), status->status) == 0;
}

/* Whoever may only read may print, too. */
static void
test_letter (Fund *fund, gconstpointer data)
{
  g_autoptr (GaRecord) application = apply (fund, 0, KRONER (40000));
  GtkWidget *view = show (fund, GA_TYPE_APPLICATION_VIEW, application);

  g_assert_false (gtk_widget_is_visible (part_of (view, "letter_button")));
  approve (fund, application);
  wait_until (is_shown, part_of (view, "letter_button"), "the letter to be offered");
  GA_RECORD_VIEW_GET_CLASS (view)->allow (GA_RECORD_VIEW (view), "Only the kommune may change it.");
  g_assert_true (gtk_widget_is_visible (part_of (view, "letter_button")));
  g_assert_false (gtk_widget_is_visible (part_of (view, "decide_button")));
  g_assert_false (gtk_widget_is_visible (part_of (view, "grant_button")));
  g_assert_false (gtk_widget_is_visible (part_of (view, "edit_button")));
}

static GaRoundApplication *
read_first (Fund *fund)
{
  g_autoptr (GPtrArray) rows = ga_reader_round_applications (
      ga_context_get_reader (fund->desk.context), ga_record_get_id (fund->round), NULL);

  return g_object_ref (rows->pdata[0]);
}

/* What is no decision is written at once; a decision is asked for. */
static void
test_board (Fund *fund, gconstpointer data)
{
  g_autoptr (GaRecord) application = apply (fund, 0, KRONER (40000));
  g_autoptr (GaRoundApplication) row = NULL;
  Status submitted = { fund, application, "submitted" };
  GtkWidget *view, *board;
  GaEditor *editor;

  invest (fund, application);
  view = show (fund, GA_TYPE_ROUND_VIEW, fund->round);
  gtk_stack_set_visible_child_name (part_of (view, "stack"), "board");
  board = part_of (view, "board");
  wait_for (board, "1 application, DKK\u00a040,000.00");
  wait_for (board, "Draft");
  g_assert_false (gtk_widget_is_visible (find_heading (board, "Submitted")));
  row = read_first (fund);
  g_signal_emit_by_name (board, "status-chosen", row, "submitted");
  wait_until (has_status, &submitted, "the application to be submitted");
  wait_until (is_shown, find_heading (board, "Submitted"), "its column to be shown");
  g_signal_emit_by_name (board, "status-chosen", row, "declined");
  editor = ga_editor_find (fund->window);
  g_assert_nonnull (editor);
  g_assert_true (has_status (&submitted));
  gtk_window_destroy (GTK_WINDOW (editor));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, func) g_test_add (path, Fund, NULL, fund_set_up, func, fund_tear_down)
  ADD ("/funding/tells-what-is-left-of-the-frame", test_frame);
  ADD ("/funding/finds-applications-by-status-and-words", test_filter);
  ADD ("/funding/spares-columns-where-the-table-is-narrow", test_narrow);
  ADD ("/funding/makes-rows-for-what-is-in-sight-alone", test_many);
  ADD ("/funding/tells-what-a-decision-lacks-at-its-field", test_decision);
  ADD ("/funding/tells-of-more-than-is-left-before-it-is-saved", test_too_much);
  ADD ("/funding/proposes-what-can-be-saved", test_proposed);
  ADD ("/funding/decides-a-part-by-its-amount", test_partly);
  ADD ("/funding/shows-no-day-of-what-is-not-submitted", test_draft);
  ADD ("/funding/offers-no-decision-on-a-draft", test_undecided);
  ADD ("/funding/takes-nothing-apart-that-is-decided", test_taken_apart);
  ADD ("/funding/shows-all-of-the-terms", test_terms);
  ADD ("/funding/compares-two-applications", test_comparison);
  ADD ("/funding/tells-what-is-left-where-a-grant-is-too-much", test_refused_grant);
  ADD ("/funding/offers-a-letter-once-it-is-decided", test_letter);
  ADD ("/funding/asks-on-the-board-for-decisions-alone", test_board);
#undef ADD
  return g_test_run ();
}
