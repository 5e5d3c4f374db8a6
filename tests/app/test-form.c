/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <locale.h>

#include "app-fixture.h"
#include "app/communities/ga-schedule-section.h"
#include "app/compat/ga-entry-row.h"
#include "app/widgets/ga-editor.h"
#include "app/widgets/ga-form.h"
#include "boat.h"
#include "model/ga-date.h"
#include "model/ga-recurrence.h"

static void
write_in (GtkWidget *form, const char *title, const char *text)
{
  GtkWidget *row = find_row (form, title);

  g_assert_true (GA_IS_ENTRY_ROW (row));
  ga_entry_row_set_text (GA_ENTRY_ROW (row), text);
}

static GtkWidget *
open_form (Desk *desk, const char *entity)
{
  g_autoptr (GaRecord) record = desk_record (desk, entity);

  return g_object_ref_sink (ga_form_new (desk->context, record, NULL));
}

static void
test_required (Desk *desk, gconstpointer data)
{
  g_autoptr (GtkWidget) form = open_form (desk, "community");

  g_assert_false (ga_form_is_valid (GA_FORM (form)));
  g_assert_nonnull (strstr (ga_form_get_first_problem (GA_FORM (form)), "Name"));
  write_in (form, "Name", "Løb & Gang");
  g_assert_true (ga_form_is_valid (GA_FORM (form)));
  g_assert_null (ga_form_get_first_problem (GA_FORM (form)));
  g_assert_cmpstr (ga_record_get_text (ga_form_get_record (GA_FORM (form)), "name"), ==,
                   "Løb & Gang");
  write_in (form, "Name", "   ");
  g_assert_false (ga_form_is_valid (GA_FORM (form)));
}

static void
test_unreadable_date (Desk *desk, gconstpointer data)
{
  g_autoptr (GtkWidget) form = open_form (desk, "community");

  write_in (form, "Name", "Åstien");
  write_in (form, "Started on", "31-13-2026");
  g_assert_false (ga_form_is_valid (GA_FORM (form)));
  write_in (form, "Started on", "31-12-2026");
  g_assert_true (ga_form_is_valid (GA_FORM (form)));
  g_assert_cmpstr (ga_record_get_text (ga_form_get_record (GA_FORM (form)), "started"), ==,
                   "2026-12-31");
}

static void
test_day_without_a_year (Desk *desk, gconstpointer data)
{
  g_autoptr (GtkWidget) form = open_form (desk, "community");
  g_autofree char *today = ga_date_today ();
  g_autofree char *whole = ga_date_display (today);
  g_autoptr (GDate) day = ga_date_to_gdate (today);
  g_autofree char *written =
      g_strdup_printf ("%d/%d", g_date_get_day (day), (int) g_date_get_month (day));
  GtkWidget *row = find_row (form, "Started on");
  g_autofree char *shown = NULL;

  write_in (form, "Started on", written);
  g_assert_cmpstr (ga_record_get_text (ga_form_get_record (GA_FORM (form)), "started"), ==, today);
  g_signal_emit_by_name (row, "left");
  shown = ga_entry_row_dup_text (GA_ENTRY_ROW (row));
  g_assert_cmpstr (shown, ==, whole);
}

static void
test_plan_without_a_year (Desk *desk, gconstpointer data)
{
  g_autoptr (GtkWidget) section =
      g_object_ref_sink (GTK_WIDGET (ga_schedule_section_new (desk->context, FALSE)));
  GtkWidget *row = find_row (section, "Until");
  g_autofree char *shown = NULL;

  write_in (section, "From", "24/12-26");
  write_in (section, "Until", "31.12-26");
  g_assert_null (ga_editor_section_get_problem (GA_EDITOR_SECTION (section)));
  g_signal_emit_by_name (row, "left");
  shown = ga_entry_row_dup_text (GA_ENTRY_ROW (row));
  g_assert_cmpstr (shown, ==, "31 December 2026");
}

/* What saving would refuse is told before, at its field and below the form. */
static void
test_plan_out_of_bounds (Desk *desk, gconstpointer data)
{
  static const char *const wrong[] = { "0", "abc", "1441" };
  g_autoptr (GtkWidget) section =
      g_object_ref_sink (GTK_WIDGET (ga_schedule_section_new (desk->context, FALSE)));
  GtkWidget *row = find_row (section, "Length in minutes");

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      const char *problem;

      write_in (section, "Length in minutes", wrong[i]);
      problem = ga_editor_section_get_problem (GA_EDITOR_SECTION (section));
      g_assert_nonnull (problem);
      g_assert_true (g_str_has_prefix (problem, "Length in minutes: "));
      g_assert_true (gtk_widget_has_css_class (row, "error"));
    }
  write_in (section, "Length in minutes", "90");
  g_assert_null (ga_editor_section_get_problem (GA_EDITOR_SECTION (section)));
  g_assert_false (gtk_widget_has_css_class (row, "error"));
}

/* As the walks are shown that it makes. */
static void
test_plan_in_danish (Desk *desk, gconstpointer data)
{
  g_autofree char *language = g_strdup (g_getenv ("LANGUAGE"));
  g_autofree char *locale = g_strdup (setlocale (LC_MESSAGES, NULL));
  g_autoptr (GtkWidget) section = NULL;
  g_autofree char *shown = NULL;

  /* GTK's tests speak no language, and since glibc 2.39 C.UTF-8 is none. */
  if (setlocale (LC_MESSAGES, "da_DK.UTF-8") == NULL)
    setlocale (LC_MESSAGES, "C.UTF-8");
  g_setenv ("LANGUAGE", "da", TRUE);
  section = g_object_ref_sink (GTK_WIDGET (ga_schedule_section_new (desk->context, FALSE)));
  setlocale (LC_MESSAGES, locale);
  if (language != NULL)
    g_setenv ("LANGUAGE", language, TRUE);
  else
    g_unsetenv ("LANGUAGE");
  shown = ga_entry_row_dup_text (GA_ENTRY_ROW (find_row (section, "At")));
  g_assert_cmpstr (shown, ==, "10.00");
}

/* What a form shows it must be able to read again, or opening and saving would change the record.
 */
static void
test_shows_what_it_reads (Desk *desk, gconstpointer data)
{
  static const struct
  {
    const char *entity, *field, *text;
  } values[] = {
    { "community", "started", "2026-02-01" },
    { "community", "price", "1234567" },
    { "community", "distance_m", "12500" },
    { "meeting", "start", "2026-03-29T09:30" },
    { "schedule", "at", "09:05" },
    { "venue", "latitude", "56.123456" },
    { "kommune", "aliases", "Aarhus|Arhus" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (GaRecord) record = desk_record (desk, values[i].entity);
      g_autoptr (GtkWidget) form = NULL;
      g_autoptr (GError) error = NULL;

      ga_record_parse (record, values[i].field, values[i].text, &error);
      g_assert_no_error (error);
      form = g_object_ref_sink (ga_form_new (desk->context, record, NULL));
      g_test_message ("%s.%s", values[i].entity, values[i].field);
      g_assert_true (
          ga_value_equal (ga_record_get (record, values[i].field),
                          ga_record_get (ga_form_get_record (GA_FORM (form)), values[i].field)));
    }
}

static void
test_untouched (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) record = desk_record (desk, "community");
  g_autoptr (GtkWidget) form = g_object_ref_sink (ga_form_new (desk->context, record, NULL));

  /* Its name is missing, but nobody has written anything that closing it would lose. */
  g_assert_false (ga_form_is_valid (GA_FORM (form)));
  g_assert_false (ga_form_is_changed (GA_FORM (form)));
  write_in (form, "Started on", "some day");
  g_assert_true (ga_form_is_changed (GA_FORM (form)));
}

static void
test_edits_a_copy (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) record = desk_record (desk, "community");
  g_autoptr (GtkWidget) form = NULL;

  ga_record_set_text (record, "name", "Before");
  form = g_object_ref_sink (ga_form_new (desk->context, record, NULL));
  g_assert_false (ga_form_is_changed (GA_FORM (form)));
  write_in (form, "Name", "After");
  g_assert_true (ga_form_is_changed (GA_FORM (form)));
  g_assert_cmpstr (ga_record_get_text (record, "name"), ==, "Before");
}

static void
test_hidden_fields (Desk *desk, gconstpointer data)
{
  static const char *const hidden[] = { "status", NULL };
  g_autoptr (GaRecord) record = desk_record (desk, "community");
  g_autoptr (GtkWidget) form = g_object_ref_sink (ga_form_new (desk->context, record, hidden));

  g_assert_null (find_row (form, "Status"));
  g_assert_nonnull (find_row (form, "Activity"));
  g_assert_null (find_row (form, "Currency"));
}

/* Every entity there is has a form, and every field of it that is not hidden a row. */
static void
test_every_entity (Desk *desk, gconstpointer data)
{
  GaSchema *schema = ga_store_get_schema (ga_context_get_store (desk->context));

  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    {
      const GaEntity *entity = ga_schema_get_nth (schema, i);
      g_autoptr (GtkWidget) form = open_form (desk, entity->name);

      for (guint j = 0; j < entity->n_fields; j++)
        {
          const GaField *field = &entity->fields[j];

          g_test_message ("%s.%s", entity->name, field->name);
          if (!(field->flags & GA_FIELD_HIDDEN))
            g_assert_nonnull (find_row (form, ga_field_get_label (field)));
        }
    }
}

/* A form follows from the table; of one that src/ does not know, too. */
static void
test_an_entity_more (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) record = ga_record_new (&boat);
  g_autoptr (GtkWidget) form = g_object_ref_sink (ga_form_new (desk->context, record, NULL));
  GaRecord *edited;

  g_assert_nonnull (find_row (form, "Kommune"));
  g_assert_false (ga_form_is_valid (GA_FORM (form)));
  write_in (form, "Name", "Mågen");
  write_in (form, "Launched", "31-13-2019");
  g_assert_false (ga_form_is_valid (GA_FORM (form)));
  write_in (form, "Launched", "1/5-2019");
  write_in (form, "Seats", "101");
  g_assert_false (ga_form_is_valid (GA_FORM (form)));
  write_in (form, "Seats", "6");
  g_assert_true (ga_form_is_valid (GA_FORM (form)));
  edited = ga_form_get_record (GA_FORM (form));
  g_assert_cmpstr (ga_record_get_text (edited, "name"), ==, "Mågen");
  g_assert_cmpstr (ga_record_get_text (edited, "launched"), ==, "2019-05-01");
  g_assert_cmpint (ga_record_get_integer (edited, "seats"), ==, 6);
}

static gboolean
has_focus_within (GtkWindow *window, GtkWidget *row)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  return focus != NULL && gtk_widget_is_ancestor (focus, row);
}

static void
test_tab_goes_both_ways (Desk *desk, gconstpointer data)
{
  g_autoptr (GtkWidget) form = open_form (desk, "person");
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkWidget *name = find_row (form, "Name");
  GtkWidget *email = find_row (form, "E-mail");

  gtk_window_set_child (window, form);
  gtk_window_present (window);
  gtk_widget_grab_focus (name);
  g_assert_true (has_focus_within (window, name));
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD));
  g_assert_true (has_focus_within (window, email));
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_BACKWARD));
  g_assert_true (has_focus_within (window, name));
  gtk_window_destroy (window);
}

/* An editor of a new community in front of a window of its own. */
static GtkWindow *
open_editor (Desk *desk, GtkWindow **behind)
{
  g_autoptr (GaRecord) record = desk_record (desk, "community");
  GaEditor *editor;

  *behind = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_child (*behind, gtk_label_new (NULL));
  editor = ga_editor_new (gtk_window_get_child (*behind), desk->context, record, NULL);
  gtk_window_present (GTK_WINDOW (editor));
  return GTK_WINDOW (editor);
}

static gboolean
has_community (gpointer user_data)
{
  return desk_count (user_data, "community") > 0;
}

static gboolean
no_editor (gpointer user_data)
{
  return ga_editor_find (user_data) == NULL;
}

static void
test_stays_while_saving (Desk *desk, gconstpointer data)
{
  GtkWindow *behind;
  GtkWindow *editor = open_editor (desk, &behind);

  write_in (GTK_WIDGET (editor), "Name", "Åstien");
  gtk_widget_activate_action (GTK_WIDGET (editor), "editor.save", NULL);
  g_assert_true (ga_editor_is_unsaved (GA_EDITOR (editor)));
  gtk_window_close (editor);
  settle ();
  wait_until (no_editor, behind, "the editor to close once it has saved");
  g_assert_cmpint (desk_count (desk, "community"), ==, 1);
  gtk_window_destroy (behind);
}

static void
test_outlived_by_its_save (Desk *desk, gconstpointer data)
{
  GtkWindow *behind;
  GtkWindow *editor = open_editor (desk, &behind);

  write_in (GTK_WIDGET (editor), "Name", "Åstien");
  gtk_widget_activate_action (GTK_WIDGET (editor), "editor.save", NULL);
  g_object_add_weak_pointer (G_OBJECT (editor), (gpointer *) &editor);
  gtk_window_destroy (editor);
  gtk_window_destroy (behind);
  g_assert_null (editor);
  wait_until (has_community, desk, "the community to be saved");
}

static GaRecord *
find_community (Desk *desk, const GaId *id)
{
  g_autoptr (GError) error = NULL;
  GaRecord *community =
      ga_reader_find (ga_context_get_reader (desk->context),
                      ga_context_get_entity (desk->context, "community"), id, &error);

  g_assert_no_error (error);
  return community;
}

static GtkWindow *
edit_community (Desk *desk, const GaId *id, GtkWindow *behind)
{
  g_autoptr (GaRecord) community = find_community (desk, id);
  GaEditor *editor = ga_editor_new (gtk_window_get_child (behind), desk->context, community, NULL);

  gtk_window_present (GTK_WINDOW (editor));
  return GTK_WINDOW (editor);
}

/* What another program, or another computer, writes while the form is open. */
static void
write_meanwhile (Desk *desk, const GaId *id, const char *field, const char *text)
{
  g_autoptr (GaRecord) community = find_community (desk, id);

  ga_record_set_text (community, field, text);
  desk_put (desk, community);
}

static gboolean
is_told_meanwhile (gpointer widget)
{
  if (GTK_IS_LABEL (widget) &&
      strstr (gtk_label_get_text (widget), "“Åstien syd” meanwhile") != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_told_meanwhile (child))
      return TRUE;
  return FALSE;
}

static void
test_keeps_what_others_wrote (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) community = desk_record (desk, "community");
  const GaId *id = ga_record_get_id (community);
  GtkWindow *behind = GTK_WINDOW (gtk_window_new ());
  g_autoptr (GaRecord) written = NULL;
  g_autoptr (GaRecord) refused = NULL;
  GtkWindow *editor;

  ga_record_set_text (community, "name", "Åstien");
  desk_put (desk, community);
  gtk_window_set_child (behind, gtk_label_new (NULL));
  editor = edit_community (desk, id, behind);
  write_meanwhile (desk, id, "started", "2020-05-01");
  write_in (GTK_WIDGET (editor), "Name", "Åstien nord");
  gtk_widget_activate_action (GTK_WIDGET (editor), "editor.save", NULL);
  wait_until (no_editor, behind, "the editor to close once it has saved");
  written = find_community (desk, id);
  g_assert_cmpstr (ga_record_get_text (written, "name"), ==, "Åstien nord");
  g_assert_cmpstr (ga_record_get_text (written, "started"), ==, "2020-05-01");

  /* The same field is asked about. */
  editor = edit_community (desk, id, behind);
  write_meanwhile (desk, id, "name", "Åstien syd");
  write_in (GTK_WIDGET (editor), "Name", "Åstien vest");
  gtk_widget_activate_action (GTK_WIDGET (editor), "editor.save", NULL);
  wait_until (is_told_meanwhile, editor, "the sentence about the name");
  refused = find_community (desk, id);
  g_assert_cmpstr (ga_record_get_text (refused, "name"), ==, "Åstien syd");
  gtk_window_destroy (editor);
  gtk_window_destroy (behind);
}

static GtkWindow *
find_question (void)
{
  g_autoptr (GList) all = gtk_window_list_toplevels ();

  for (GList *link = all; link != NULL; link = link->next)
    if (ADW_IS_MESSAGE_DIALOG (link->data))
      return link->data;
  return NULL;
}

static void
assert_asks_before_closing (GtkWindow *behind)
{
  GtkWindow *question;

  gtk_window_close (GTK_WINDOW (ga_editor_find (behind)));
  settle ();
  question = find_question ();
  g_assert_nonnull (question);
  g_assert_nonnull (ga_editor_find (behind));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "yes");
  settle ();
  g_assert_null (ga_editor_find (behind));
}

static void
test_asks_about_a_plan (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) community = desk_record (desk, "community");
  GtkWindow *behind = GTK_WINDOW (gtk_window_new ());
  GaEditor *editor;

  gtk_window_set_child (behind, gtk_label_new (NULL));
  ga_schedule_section_plan (gtk_window_get_child (behind), desk->context, community);
  editor = ga_editor_find (behind);
  g_assert_false (ga_editor_is_unsaved (editor));
  write_in (GTK_WIDGET (editor), "At", "18.30");
  g_assert_true (ga_editor_is_unsaved (editor));
  assert_asks_before_closing (behind);
  gtk_window_destroy (behind);
}

static gboolean
has_toast (gpointer editor)
{
  GType type = g_type_from_name ("AdwToastWidget");

  return type != 0 && find_type (editor, type) != NULL;
}

static gboolean
has_no_toast (gpointer editor)
{
  return !has_toast (editor);
}

/* It would cover what the form says by then. */
static void
test_a_refusal_goes_when_it_is_mended (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) unknown = desk_record (desk, "community");
  GtkWindow *behind = GTK_WINDOW (gtk_window_new ());
  GtkWidget *editor;

  gtk_window_set_child (behind, gtk_label_new (NULL));
  ga_schedule_section_plan (gtk_window_get_child (behind), desk->context, unknown);
  editor = GTK_WIDGET (ga_editor_find (behind));
  gtk_widget_activate_action (editor, "editor.save", NULL);
  wait_until (has_toast, editor, "the refusal to be told");
  write_in (editor, "At", "18.30");
  wait_until (has_no_toast, editor, "the refusal to go");
  gtk_window_destroy (GTK_WINDOW (editor));
  gtk_window_destroy (behind);
}

static void
test_asks_about_a_section (Desk *desk, gconstpointer data)
{
  GtkWindow *behind;
  GtkWindow *editor = open_editor (desk, &behind);
  GaEditorSection *section = ga_schedule_section_new (desk->context, TRUE);
  GtkWidget *wanted;

  ga_editor_add_section (GA_EDITOR (editor), section);
  g_assert_false (ga_editor_is_unsaved (GA_EDITOR (editor)));
  wanted = find_row (GTK_WIDGET (section), "Meets regularly");
  gtk_switch_set_active (
      GTK_SWITCH (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (wanted))), TRUE);
  g_assert_true (ga_editor_is_unsaved (GA_EDITOR (editor)));
  assert_asks_before_closing (behind);
  gtk_window_destroy (behind);
}

static gboolean
is_in_view (gpointer user_data)
{
  GtkWidget *row = user_data;
  GtkWidget *scroll = gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  return gtk_widget_get_mapped (row) && gtk_widget_get_height (row) > 0 &&
         gtk_widget_compute_bounds (row, scroll, &bounds) && bounds.origin.y >= 0 &&
         bounds.origin.y + bounds.size.height <= (float) gtk_widget_get_height (scroll);
}

static gboolean
is_mapped (gpointer user_data)
{
  return gtk_widget_get_mapped (user_data) && gtk_widget_get_height (user_data) > 0;
}

/* A plan is asked for early, and what it asks for cannot be missed. */
static void
test_section_is_seen (Desk *desk, gconstpointer data)
{
  GtkWindow *behind;
  GtkWindow *editor = open_editor (desk, &behind);
  GaEditorSection *section = ga_schedule_section_new (desk->context, TRUE);
  GtkWidget *wanted = find_row (GTK_WIDGET (section), "Meets regularly");
  GtkWidget *until = find_row (GTK_WIDGET (section), "Until");
  GtkWidget *venue = find_row (GTK_WIDGET (editor), "Meeting place");
  graphene_rect_t after;

  ga_editor_add_section (GA_EDITOR (editor), section);
  wait_until (is_mapped, wanted, "the switch to be shown");
  g_assert_true (gtk_widget_compute_bounds (venue, GTK_WIDGET (section), &after));
  g_assert_cmpfloat (after.origin.y, >, gtk_widget_get_height (GTK_WIDGET (section)) - 1);
  gtk_switch_set_active (
      GTK_SWITCH (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (wanted))), TRUE);
  wait_until (is_in_view, until, "the last row to come into view");
  wait_until (is_in_view, wanted, "the switch to stay there");
  gtk_window_destroy (editor);
  gtk_window_destroy (behind);
}

/* What the form promises must be what saving then makes. */
static void
test_too_many_walks (Desk *desk, gconstpointer data)
{
  g_autoptr (GtkWidget) section =
      g_object_ref_sink (GTK_WIDGET (ga_schedule_section_new (desk->context, FALSE)));
  g_autofree char *limit = g_strdup_printf ("%d", GA_RECURRENCE_LIMIT);

  write_in (section, "From", "1 January 2026");
  write_in (section, "Until", "31 December 2099");
  g_assert_null (ga_editor_section_get_problem (GA_EDITOR_SECTION (section)));
  write_in (section, "Until", "31 December 2199");
  g_assert_nonnull (ga_editor_section_get_problem (GA_EDITOR_SECTION (section)));
  g_assert_nonnull (strstr (ga_editor_section_get_problem (GA_EDITOR_SECTION (section)), limit));
}

static const char *
currency_of (GtkWidget *form)
{
  return ga_record_get_text (ga_form_get_record (GA_FORM (form)), "currency");
}

/* The currency that is written with the first amount of a new record is chosen beside it. */
static void
test_an_amount_says_its_currency (Desk *desk, gconstpointer data)
{
  g_autoptr (GtkWidget) form = open_form (desk, "round");

  write_in (form, "Title", "Gå sammen");
  write_in (form, "Frame", "5000 NOK");
  g_assert_cmpstr (currency_of (form), ==, "NOK");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (find_row (form, "Currency"))), ==,
                    1);
  g_assert_true (ga_form_is_valid (GA_FORM (form)));
  g_assert_cmpint (ga_record_get_integer (ga_form_get_record (GA_FORM (form)), "frame"), ==,
                   500000);
}

/* Where another amount counts in the one that is chosen, it is refused, until one of them gives
 * way. */
static void
test_amounts_are_of_one_currency (Desk *desk, gconstpointer data)
{
  g_autoptr (GtkWidget) form = open_form (desk, "round");

  write_in (form, "Title", "Gå sammen");
  write_in (form, "Frame", "5000");
  write_in (form, "Most for one application", "500 NOK");
  g_assert_cmpstr (currency_of (form), ==, "DKK");
  g_assert_false (ga_form_is_valid (GA_FORM (form)));
  g_assert_nonnull (strstr (ga_form_get_first_problem (GA_FORM (form)), "or change the currency"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (form, "Currency")), 1);
  g_assert_true (ga_form_is_valid (GA_FORM (form)));
  g_assert_cmpstr (currency_of (form), ==, "NOK");
}

/* An amount stands in a form as everywhere else, and is taken back unchanged. */
static void
test_an_amount_is_written_as_it_is_read (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) round = desk_record (desk, "round");
  g_autoptr (GtkWidget) form = NULL;
  g_autofree char *shown = NULL;

  ga_record_set_text (round, "title", "Bevæg dig");
  ga_record_set_integer (round, "frame", 18000050);
  form = g_object_ref_sink (ga_form_new (desk->context, round, NULL));
  shown = ga_entry_row_dup_text (GA_ENTRY_ROW (find_row (form, "Frame")));
  g_assert_cmpstr (shown, ==, "180,000.50");
  g_assert_true (ga_form_is_valid (GA_FORM (form)));
  g_assert_false (ga_form_is_changed (GA_FORM (form)));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, func) g_test_add (path, Desk, NULL, desk_set_up, func, desk_tear_down)
  ADD ("/form/says-what-is-missing", test_required);
  ADD ("/form/refuses-an-unreadable-date", test_unreadable_date);
  ADD ("/form/plans-in-danish-as-walks-are-shown", test_plan_in_danish);
  ADD ("/form/takes-a-day-without-a-year", test_day_without_a_year);
  ADD ("/form/plans-days-without-a-year", test_plan_without_a_year);
  ADD ("/form/plans-within-bounds", test_plan_out_of_bounds);
  ADD ("/form/reads-what-it-shows", test_shows_what_it_reads);
  ADD ("/form/loses-nothing-untouched", test_untouched);
  ADD ("/form/edits-a-copy", test_edits_a_copy);
  ADD ("/form/leaves-out-hidden-fields", test_hidden_fields);
  ADD ("/form/has-every-entity", test_every_entity);
  ADD ("/form/follows-the-table-of-an-entity-more", test_an_entity_more);
  ADD ("/form/tab-goes-both-ways", test_tab_goes_both_ways);
  ADD ("/form/stays-while-it-saves", test_stays_while_saving);
  ADD ("/form/may-go-while-it-saves", test_outlived_by_its_save);
  ADD ("/form/keeps-what-others-wrote-meanwhile", test_keeps_what_others_wrote);
  ADD ("/form/asks-before-a-plan-is-thrown-away", test_asks_about_a_plan);
  ADD ("/form/a-refusal-goes-when-it-is-mended", test_a_refusal_goes_when_it_is_mended);
  ADD ("/form/asks-before-a-section-is-thrown-away", test_asks_about_a_section);
  ADD ("/form/brings-a-plan-into-view", test_section_is_seen);
  ADD ("/form/promises-no-more-walks-than-it-makes", test_too_many_walks);
  ADD ("/form/lets-an-amount-say-its-currency", test_an_amount_says_its_currency);
  ADD ("/form/keeps-amounts-in-one-currency", test_amounts_are_of_one_currency);
  ADD ("/form/writes-an-amount-as-it-is-read", test_an_amount_is_written_as_it_is_read);
#undef ADD
  return g_test_run ();
}
