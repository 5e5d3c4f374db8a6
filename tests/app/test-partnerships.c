/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "app/compat/ga-entry-row.h"
#include "app/ga-sidebar.h"
#include "app/partnerships/ga-agreement-row.h"
#include "insight/ga-agreement-words.h"
#include "app/partnerships/ga-headings-section.h"
#include "app/partnerships/ga-revision-section.h"
#include "app/widgets/ga-editor.h"
#include "model/ga-rights.h"
#include "store/ga-membership.h"
#include "table-fixture.h"

#define TODAY "2026-11-30"

static void
test_the_end_is_told_in_time (Desk *desk, gconstpointer data)
{
  static const struct
  {
    const char *status;
    const char *end;
    const char *said;
  } cases[] = {
    { "active", "2026-12-31", "It ends on 31 December 2026." },
    { "expiring", "2027-05-30", "It ends on 30 May 2027." },
    { "active", "2027-05-31", NULL },
    { "active", TODAY, "It ends today." },
    { "active", "2026-11-29", "It ended on 29 November 2026, and still stands as in force." },
    { "ended", "2026-11-29", NULL },
    { "draft", "2026-12-31", NULL },
    { "active", NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GaRecord) agreement = desk_record (desk, "agreement");
      g_autofree char *said = NULL;

      ga_record_set_text (agreement, "status", cases[i].status);
      if (cases[i].end != NULL)
        ga_record_set_text (agreement, "end", cases[i].end);
      said = ga_agreement_words_warning (agreement, TODAY);
      if (cases[i].said == NULL)
        g_assert_null (said);
      else
        g_assert_true (said != NULL && g_str_has_prefix (said, cases[i].said));
    }
}

static void
test_the_period_in_words (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) agreement = desk_record (desk, "agreement");
  g_autofree char *none = ga_agreement_words_period (agreement);
  g_autofree char *open = NULL;
  g_autofree char *both = NULL;

  ga_record_set_text (agreement, "start", "2022-01-01");
  open = ga_agreement_words_period (agreement);
  ga_record_set_text (agreement, "end", "2026-12-31");
  both = ga_agreement_words_period (agreement);
  g_assert_cmpstr (none, ==, "From when to when is not agreed yet");
  g_assert_cmpstr (open, ==, "From 1 January 2022, without an end");
  g_assert_cmpstr (both, ==, "From 1 January 2022 to 31 December 2026");
}

static void
test_supplementing_is_confirmed (Table *table, gconstpointer data)
{
  assert_says (table, "Gå & løb sammen");
  assert_says (table, "Sundhedscenter Åen");
  assert_says (table, "not confirmed yet");
  gtk_widget_activate_action (table->view, "agreement.confirm", NULL);
  wait_silent (table, "not confirmed yet");
  undo (table);
  wait_said (table, "not confirmed yet");
}

static void
test_the_state_is_changed_in_place (Table *table, gconstpointer data)
{
  g_autoptr (GaRecord) clause = add_for (table, "clause", "heading", "Readiness of the place");
  char id[GA_ID_TEXT_SIZE];
  GtkWidget *heading;

  ga_record_set_text (clause, "owner", "Teknik");
  ga_record_set_text (clause, "due", "2026-05-01");
  desk_put (&table->desk, clause);
  wait_said (table, "Overdue: it was due on 1 May 2026");
  assert_says (table, "1 expectation is overdue.");
  assert_says (table, "Teknik");
  heading = find_said (table->view, "Readiness of the place");
  ga_id_format (ga_record_get_id (clause), id);
  gtk_widget_activate_action (table->view, "agreement.set-state", "(ss)", id, "kept");
  wait_said (table, "Met");
  g_assert_null (find_said (table->view, "verdue"));
  /* The row is still the one that had the focus. */
  g_assert_true (find_said (table->view, "Readiness of the place") == heading);
  undo (table);
  wait_said (table, "Overdue");
}

static GtkWidget *
find_list (GtkWidget *label)
{
  return gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX);
}

static void
test_each_side_has_its_own (Table *table, gconstpointer data)
{
  g_autoptr (GaRecord) ours = add_for (table, "clause", "heading", "Responsibility");
  g_autoptr (GaRecord) theirs = add_for (table, "clause", "heading", "Division of labour");

  ga_record_set_text (ours, "side", "ours");
  ga_record_set_text (theirs, "side", "theirs");
  desk_put (&table->desk, ours);
  desk_put (&table->desk, theirs);
  wait_said (table, "Division of labour");
  g_assert_true (find_list (find_said (table->view, "Responsibility")) !=
                 find_list (find_said (table->view, "Division of labour")));
}

/* Whether what both sides expect stands side by side. */
static gboolean
is_beside (gpointer user_data)
{
  Table *table = user_data;
  GtkWidget *ours = find_said (table->view, "We expect of the kommune");
  GtkWidget *theirs = find_said (table->view, "The kommune expects of us");
  graphene_rect_t one, other;

  return gtk_widget_compute_bounds (ours, table->view, &one) &&
         gtk_widget_compute_bounds (theirs, table->view, &other) && one.origin.x < other.origin.x &&
         one.origin.y <= other.origin.y && one.origin.y >= other.origin.y;
}

static gboolean
is_below (gpointer user_data)
{
  Table *table = user_data;

  return gtk_widget_get_width (table->view) > 0 && !is_beside (table);
}

static void
test_the_columns_fit_the_letters (Table *table, gconstpointer data)
{
  GtkSettings *settings = gtk_widget_get_settings (table->view);
  int before;

  g_object_get (settings, "gtk-xft-dpi", &before, NULL);
  g_object_set (settings, "gtk-xft-dpi", 96 * PANGO_SCALE, NULL);
  wait_until (is_beside, table, "the columns to stand side by side");
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);
  wait_until (is_below, table, "the columns to stand below each other in large letters");
  g_object_set (settings, "gtk-xft-dpi", 96 * PANGO_SCALE, NULL);
  wait_until (is_beside, table, "the columns to stand side by side again");
  g_object_set (settings, "gtk-xft-dpi", before, NULL);
}

/* Also where more stands there, so that its middle is further down. */
static void
test_tab_begins_at_the_left (Table *table, gconstpointer data)
{
  GtkWidget *ours =
      GTK_WIDGET (gtk_widget_get_template_child (table->view, GA_TYPE_AGREEMENT_VIEW, "ours"));
  GtkRoot *root = gtk_widget_get_root (table->view);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GaRecord) clause = add_for (table, "clause", "heading", "Responsibility");

      desk_put (&table->desk, clause);
    }
  wait_said (table, "Responsibility");
  wait_until (is_beside, table, "the columns to stand side by side");
  gtk_root_set_focus (root, NULL);
  gtk_widget_child_focus (gtk_widget_get_parent (ours), GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (root), ours));
}

static GaRecord *
add_goal (Table *table, const char *title)
{
  GaRecord *goal = desk_record (&table->desk, "plan_goal");

  ga_record_set_text (goal, "title", title);
  ga_record_set_reference (goal, "kommune", ga_record_get_reference (table->agreement, "kommune"));
  desk_put (&table->desk, goal);
  return goal;
}

static GaRecord *
add_initiative (Table *table, const char *name, const GaRecord *goal)
{
  GaRecord *initiative = add_for (table, "initiative", "name", name);
  char id[GA_ID_TEXT_SIZE];

  ga_id_format (ga_record_get_id (goal), id);
  ga_record_set_text (initiative, "goals", id);
  desk_put (&table->desk, initiative);
  return initiative;
}

/* As the rules want it before it is under way. */
static GaRecord *
add_active (Table *table, const char *name)
{
  g_autoptr (GaRecord) goal = add_goal (table, "Flere i bevægelse");
  g_autoptr (GaRecord) indicator = desk_record (&table->desk, "indicator");
  GaRecord *initiative = add_initiative (table, name, goal);

  ga_record_set_reference (indicator, "initiative", ga_record_get_id (initiative));
  ga_record_set_text (indicator, "name", "Fremmøder");
  ga_record_set_integer (indicator, "target", 5000);
  ga_record_set_text (indicator, "due", "2027-12-31");
  desk_put (&table->desk, indicator);
  ga_record_set_text (initiative, "data_source", "Sundhedsprofilen");
  ga_record_set_text (initiative, "status", "active");
  desk_put (&table->desk, initiative);
  return initiative;
}

static void
test_an_adjustment_has_a_reason (Table *table, gconstpointer data)
{
  g_autoptr (GaRecord) initiative = add_active (table, "Gå glad");
  GaEditor *editor;
  char id[GA_ID_TEXT_SIZE];

  wait_said (table, "Under way");
  ga_id_format (ga_record_get_id (initiative), id);
  gtk_widget_activate_action (table->view, "agreement.edit", "(ss)", "initiative", id);
  editor = ga_editor_find (GTK_WINDOW (table->window));
  g_assert_nonnull (editor);
  ga_form_set_text (ga_editor_get_form (editor), "target_group", "seniors");
  gtk_widget_activate_action (GTK_WIDGET (editor), "editor.save", NULL);
  g_assert_true (ga_editor_find (GTK_WINDOW (table->window)) == editor);
  g_assert_nonnull (find_said (GTK_WIDGET (editor), "Give the reason why it is adjusted."));
  ga_entry_row_set_text (GA_ENTRY_ROW (find_type (
                             GTK_WIDGET (find_type (GTK_WIDGET (editor), GA_TYPE_REVISION_SECTION)),
                             GA_TYPE_ENTRY_ROW)),
                         "Flere ældre end ventet");
  gtk_widget_activate_action (GTK_WIDGET (editor), "editor.save", NULL);
  wait_said (table, "Flere ældre end ventet");
  assert_says (table, "Target group: – → ");
  undo (table);
  wait_silent (table, "Flere ældre end ventet");
}

static void
test_a_plan_is_edited_without_one (Table *table, gconstpointer data)
{
  g_autoptr (GaRecord) goal = add_goal (table, "Flere i bevægelse");
  g_autoptr (GaRecord) initiative = add_initiative (table, "Gå glad", goal);
  GaEditor *editor;
  char id[GA_ID_TEXT_SIZE];

  wait_said (table, "Gå glad");
  ga_id_format (ga_record_get_id (initiative), id);
  gtk_widget_activate_action (table->view, "agreement.edit", "(ss)", "initiative", id);
  editor = ga_editor_find (GTK_WINDOW (table->window));
  g_assert_null (find_type (GTK_WIDGET (editor), GA_TYPE_REVISION_SECTION));
  gtk_window_destroy (GTK_WINDOW (editor));
}

static void
test_uncovered_goals_are_told (Table *table, gconstpointer data)
{
  g_autoptr (GaRecord) moving = NULL;
  g_autoptr (GaRecord) lonely = NULL;
  g_autoptr (GaRecord) initiative = NULL;

  assert_says (table, "No goals of this kommune");
  moving = add_goal (table, "Flere i bevægelse");
  wait_said (table, "1 goal has no initiative: Flere i bevægelse");
  lonely = add_goal (table, "Mindre ensomhed");
  wait_said (table, "2 goals have no initiative: Flere i bevægelse; Mindre ensomhed");
  initiative = add_initiative (table, "Gå glad", moving);
  wait_said (table, "1 goal has no initiative: Mindre ensomhed");
  assert_says (table, "✓");
  ga_record_set_text (initiative, "status", "closed");
  desk_put (&table->desk, initiative);
  wait_said (table, "2 goals have no initiative");
  g_assert_null (find_said (table->view, "✓"));
}

static void
test_initiatives_count_their_indicators (Table *table, gconstpointer data)
{
  g_autoptr (GaRecord) goal = add_goal (table, "Flere i bevægelse");
  g_autoptr (GaRecord) initiative = add_initiative (table, "Gå glad", goal);
  g_autoptr (GaRecord) indicator = desk_record (&table->desk, "indicator");
  char id[GA_ID_TEXT_SIZE];

  wait_said (table, "Planned · no indicators");
  ga_record_set_reference (indicator, "initiative", ga_record_get_id (initiative));
  ga_record_set_text (indicator, "name", "Fremmøder");
  ga_record_set_integer (indicator, "target", 5000);
  ga_record_set_text (indicator, "due", "2027-12-31");
  desk_put (&table->desk, indicator);
  ga_record_set_integer (initiative, "hosts_target", 12);
  desk_put (&table->desk, initiative);
  wait_said (table, "1 indicator · 0 of 12 trained hosts");
  assert_says (table, "Target 5,000 by 31 December 2027");
  ga_id_format (ga_record_get_id (indicator), id);
  gtk_widget_activate_action (table->view, "agreement.delete", "(ss)", "indicator", id);
  wait_said (table, "no indicators");
  undo (table);
  wait_said (table, "Fremmøder");
}

/* What somebody writes down is told at once, and what comes of walks once they are counted. */
static void
test_indicators_tell_what_is_reached (Table *table, gconstpointer data)
{
  g_autoptr (GaRecord) goal = add_goal (table, "Flere i bevægelse");
  g_autoptr (GaRecord) initiative = add_initiative (table, "Gå glad", goal);
  g_autoptr (GaRecord) counted = desk_record (&table->desk, "indicator");
  g_autoptr (GaRecord) written = desk_record (&table->desk, "indicator");

  ga_record_set_reference (counted, "initiative", ga_record_get_id (initiative));
  ga_record_set_text (counted, "name", "Fremmøder");
  ga_record_set_text (counted, "unit", "visits");
  ga_record_set_integer (counted, "target", 5000);
  ga_record_set_text (counted, "due", "2027-12-31");
  ga_record_set_text (counted, "measured_by", "attendance");
  desk_put (&table->desk, counted);
  wait_said (table, "Target 5,000 visits by 31 December 2027 · reached 0 visits");
  ga_record_set_reference (written, "initiative", ga_record_get_id (initiative));
  ga_record_set_text (written, "name", "Værter");
  ga_record_set_integer (written, "target", 12);
  desk_put (&table->desk, written);
  wait_said (table, "Target 12, without a day · reached –");
  ga_record_set_integer (written, "value", 7);
  desk_put (&table->desk, written);
  wait_said (table, "Target 12, without a day · reached 7");
  assert_says (table, "· reached 0 visits");
}

static guint
count_said (GtkWidget *parent, const char *text)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child))
      n += (GTK_IS_LABEL (child) && strstr (gtk_label_get_text (GTK_LABEL (child)), text) != NULL) +
           count_said (child, text);
  return n;
}

/* As a party it stands with who of it takes part, and leads to what is known of it all the same. */
static void
test_a_partner_stands_once (Table *table, gconstpointer data)
{
  g_autoptr (GaRecord) party = desk_record (&table->desk, "agreement_party");
  GtkWidget *parties =
      GTK_WIDGET (gtk_widget_get_template_child (table->view, GA_TYPE_AGREEMENT_VIEW, "parties"));
  GtkWidget *section = gtk_widget_get_parent (parties);
  GtkWidget *row;

  g_assert_cmpuint (count_said (section, "Sundhedscenter Åen"), ==, 1);
  ga_record_set_reference (party, "agreement", ga_record_get_id (table->agreement));
  ga_record_set_reference (party, "organisation",
                           ga_record_get_reference (table->agreement, "partner"));
  ga_record_set_text (party, "department", "Forebyggelse");
  desk_put (&table->desk, party);
  wait_said (table, "Partner · Forebyggelse");
  g_assert_cmpuint (count_said (section, "Sundhedscenter Åen"), ==, 1);
  row = gtk_widget_get_first_child (parties);
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (row)), ==, "win.open-record");
  undo (table);
  wait_silent (table, "Forebyggelse");
  g_assert_cmpuint (count_said (section, "Sundhedscenter Åen"), ==, 1);
}

typedef struct
{
  const char *role;
  const char *grants;
} Joining;

static gboolean
join_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  char url[] = "https://gangart.example";
  GaMembership membership = { .url = url, .epoch = 1 };
  const Joining *joining = user_data;

  membership.client = ga_id_new ();
  membership.account = ga_id_new ();
  membership.lineage = ga_id_new ();
  return ga_transaction_join (transaction, &membership, error) &&
         ga_transaction_set_account (transaction, "Kirsten", joining->role, joining->grants, NULL,
                                     1, error);
}

static void
join_elsewhere (Table *table, GaAccess access)
{
  GaGrant grant = {
    access, { access == GA_ACCESS_HOST ? GA_PLACE_COMMUNITY : GA_PLACE_KOMMUNE, ga_id_new () }
  };
  Joining joining = { ga_access_to_text (access), NULL };
  g_autoptr (GArray) grants = g_array_new (FALSE, FALSE, sizeof grant);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_array_append_val (grants, grant);
  text = ga_grants_to_text (grants);
  joining.grants = text;
  ga_store_sync (ga_context_get_store (table->desk.context), join_cb, &joining, &error);
  g_assert_no_error (error);
}

/* Today, the calendar, communities and people come first. */
static void
assert_after_people (Table *table, const char *expected)
{
  GtkListBox *sidebar = GTK_LIST_BOX (g_object_ref_sink (gtk_list_box_new ()));

  ga_sidebar_fill (sidebar);
  ga_sidebar_show (sidebar, table->desk.context);
  g_assert_cmpstr (ga_sidebar_get_nth (sidebar, 5), ==, expected);
  g_object_unref (sidebar);
}

static void
test_hosts_have_less_beside_them (Table *table, gconstpointer data)
{
  assert_after_people (table, "partnerships");
  join_elsewhere (table, GA_ACCESS_HOST);
  assert_after_people (table, "insight");
}

static void
test_consultants_have_all_beside_them (Table *table, gconstpointer data)
{
  join_elsewhere (table, GA_ACCESS_CONSULTANT);
  assert_after_people (table, "partnerships");
}

/* Whoever may not change it reads how it stands, and is told why. */
static void
test_what_is_others_is_only_read (Table *table, gconstpointer data)
{
  g_autoptr (GaRecord) clause = add_for (table, "clause", "heading", "Readiness of the place");
  GtkWidget *state;

  desk_put (&table->desk, clause);
  wait_said (table, "Open");
  state = find_said (table->view, "Open");
  g_assert_nonnull (gtk_widget_get_ancestor (state, GTK_TYPE_MENU_BUTTON));
  join_elsewhere (table, GA_ACCESS_CONSULTANT);
  ga_record_view_set_id (GA_RECORD_VIEW (table->view), ga_record_get_id (table->agreement));
  g_assert_null (find_said (table->view, "Edit"));
  g_assert_null (find_said (table->view, "Confirm"));
  g_assert_null (find_said (table->view, "Add party"));
  g_assert_null (find_said (table->view, "can be kept here"));
  assert_says (table, "can change");
  state = find_said (table->view, "Open");
  g_assert_nonnull (state);
  g_assert_null (gtk_widget_get_ancestor (state, GTK_TYPE_MENU_BUTTON));
}

static GtkWindow *
find_editor (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (GA_IS_EDITOR (link->data))
      return link->data;
  return NULL;
}

static void
assert_opens (Table *table, const char *title)
{
  GtkWindow *editor = find_editor ();

  g_assert_nonnull (editor);
  g_assert_cmpstr (gtk_window_get_title (editor), ==, title);
  g_assert_false (ga_editor_is_unsaved (GA_EDITOR (editor)));
  gtk_window_destroy (editor);
  settle ();
}

static void
test_everything_is_added_from_here (Table *table, gconstpointer data)
{
  gtk_widget_activate_action (table->view, "agreement.add-clause", "s", "theirs");
  assert_opens (table, "New expectation");
  gtk_widget_activate_action (table->view, "agreement.add-party", NULL);
  assert_opens (table, "New party");
  gtk_widget_activate_action (table->view, "agreement.add-initiative", NULL);
  assert_opens (table, "New initiative");
  gtk_widget_activate_action (table->view, "agreement.add-goal", NULL);
  assert_opens (table, "New plan goal");
}

static gboolean
editor_gone (gpointer user_data)
{
  return find_editor () == NULL;
}

static gboolean
has_no_agreement (gpointer user_data)
{
  return desk_count (user_data, "agreement") == 0;
}

/* @nth: nothing, the headings, or what is usually expected */
static void
begin_with (GaEditorSection *section, guint nth)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_type (GTK_WIDGET (section), ADW_TYPE_COMBO_ROW)),
                              nth);
}

static void
test_headings_come_with_the_agreement (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) agreement = make_agreement (desk);
  GtkWidget *origin = g_object_ref_sink (gtk_label_new (NULL));
  GaEditor *editor = ga_editor_new (origin, desk->context, agreement, NULL);
  GaEditorSection *section = ga_headings_section_new (desk->context, ga_editor_get_form (editor));

  ga_editor_add_section (editor, section);
  gtk_window_present (GTK_WINDOW (editor));
  g_assert_false (ga_editor_is_unsaved (editor));
  begin_with (section, 1);
  g_assert_true (ga_editor_is_unsaved (editor));
  gtk_widget_activate_action (GTK_WIDGET (editor), "editor.save", NULL);
  wait_until (editor_gone, NULL, "the editor to close");
  settle ();
  g_assert_cmpint (desk_count (desk, "agreement"), ==, 1);
  g_assert_cmpint (desk_count (desk, "clause"), ==, 10);
  ga_store_undo_async (ga_context_get_store (desk->context), 0, NULL, NULL, NULL);
  wait_until (has_no_agreement, desk, "the undo");
  g_assert_cmpint (desk_count (desk, "clause"), ==, 0);
  g_object_unref (origin);
}

static const char *
text_of (GPtrArray *clauses, const char *side, const char *heading)
{
  for (guint i = 0; i < clauses->len; i++)
    if (ga_record_is_one_of (clauses->pdata[i], "side", side) &&
        g_str_equal (ga_record_get_text (clauses->pdata[i], "heading"), heading))
      return ga_record_get_text (clauses->pdata[i], "text");
  g_assert_not_reached ();
}

static void
test_what_is_expected_is_that_of_its_kind (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) agreement = make_agreement (desk);
  g_autoptr (GaQuery) query = ga_query_new (ga_context_get_entity (desk->context, "clause"));
  g_autoptr (GPtrArray) clauses = NULL;
  GtkWidget *origin = g_object_ref_sink (gtk_label_new (NULL));
  GaEditor *editor = ga_editor_new (origin, desk->context, agreement, NULL);
  GaEditorSection *section = ga_headings_section_new (desk->context, ga_editor_get_form (editor));
  GtkWidget *kind = find_type (GTK_WIDGET (editor), ADW_TYPE_COMBO_ROW);

  ga_editor_add_section (editor, section);
  gtk_window_present (GTK_WINDOW (editor));
  begin_with (section, 2);
  /* The kind is chosen last, and what is proposed follows. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (kind), 1);
  g_assert_nonnull (find_said (GTK_WIDGET (section), "tells us when it cannot be done in time"));
  gtk_widget_activate_action (GTK_WIDGET (editor), "editor.save", NULL);
  wait_until (editor_gone, NULL, "the editor to close");
  settle ();
  clauses = ga_reader_list (ga_context_get_reader (desk->context), query, NULL);
  g_assert_cmpuint (clauses->len, ==, 10);
  g_assert_nonnull (
      strstr (text_of (clauses, "ours", "Responsibility"), "One person in the kommune"));
  g_assert_nonnull (strstr (text_of (clauses, "theirs", "Division of labour"), "count attendance"));
  g_object_unref (origin);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, func)      g_test_add (path, Desk, NULL, desk_set_up, func, desk_tear_down)
#define ADD_VIEW(path, func) g_test_add (path, Table, NULL, table_set_up, func, table_tear_down)
  ADD ("/partnerships/the-end-is-told-in-time", test_the_end_is_told_in_time);
  ADD ("/partnerships/the-period-in-words", test_the_period_in_words);
  ADD_VIEW ("/partnerships/supplementing-is-confirmed", test_supplementing_is_confirmed);
  ADD_VIEW ("/partnerships/the-state-is-changed-in-place", test_the_state_is_changed_in_place);
  ADD_VIEW ("/partnerships/each-side-has-its-own", test_each_side_has_its_own);
  ADD_VIEW ("/partnerships/the-columns-fit-the-letters", test_the_columns_fit_the_letters);
  ADD_VIEW ("/partnerships/tab-begins-at-the-left", test_tab_begins_at_the_left);
  ADD_VIEW ("/partnerships/uncovered-goals-are-told", test_uncovered_goals_are_told);
  ADD_VIEW ("/partnerships/initiatives-count-their-indicators",
            test_initiatives_count_their_indicators);
  ADD_VIEW ("/partnerships/indicators-tell-what-is-reached", test_indicators_tell_what_is_reached);
  ADD_VIEW ("/partnerships/a-partner-stands-once", test_a_partner_stands_once);
  ADD_VIEW ("/partnerships/an-adjustment-has-a-reason", test_an_adjustment_has_a_reason);
  ADD_VIEW ("/partnerships/a-plan-is-edited-without-one", test_a_plan_is_edited_without_one);
  ADD_VIEW ("/partnerships/what-is-others-is-only-read", test_what_is_others_is_only_read);
  ADD_VIEW ("/partnerships/everything-is-added-from-here", test_everything_is_added_from_here);
  ADD ("/partnerships/headings-come-with-the-agreement", test_headings_come_with_the_agreement);
  ADD ("/partnerships/what-is-expected-is-that-of-its-kind",
       test_what_is_expected_is_that_of_its_kind);
  ADD_VIEW ("/partnerships/hosts-have-less-beside-them", test_hosts_have_less_beside_them);
  ADD_VIEW ("/partnerships/consultants-have-all-beside", test_consultants_have_all_beside_them);
#undef ADD
#undef ADD_VIEW
  return g_test_run ();
}
