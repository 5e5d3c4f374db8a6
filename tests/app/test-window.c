/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <glib/gstdio.h>

#include "app/communities/ga-community-view.h"
#include "app/compat/ga-accessible.h"
#include "app/compat/ga-entry-row.h"
#include "app/ga-failure-page.h"
#include "app/ga-pages.h"
#include "app/ga-start-page.h"
#include "app/ga-window.h"
#include "app/preferences/ga-preferences-window.h"
#include "app/search/ga-search-page.h"
#include "app/widgets/ga-editor.h"
#include "app/widgets/ga-meeting-row.h"
#include "app/widgets/ga-picker.h"
#include "app/widgets/ga-record-list.h"
#include "store/ga-backup.h"
#include "store/ga-db.h"
#include "window-fixture.h"

static GtkWindow *
find_window (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (g_type_is_a (G_OBJECT_TYPE (link->data), type))
      return link->data;
  return NULL;
}

static gboolean
editor_gone (gpointer user_data)
{
  return find_window (GA_TYPE_EDITOR) == NULL;
}

static gint64
count_in (GaWindow *window, const char *entity)
{
  GaContext *context = ga_window_get_context (window);
  g_autoptr (GaQuery) query = ga_query_new (ga_context_get_entity (context, entity));

  return ga_reader_count (ga_context_get_reader (context), query, NULL);
}

static gboolean
no_community (gpointer user_data)
{
  return count_in (user_data, "community") == 0;
}

static void
add_community (GaWindow *window, const char *name)
{
  GtkWidget *row;
  GtkWindow *editor;

  g_assert_true (ga_window_show_page (window, "communities"));
  gtk_widget_activate_action (GTK_WIDGET (window), "page.add", NULL);
  editor = find_window (GA_TYPE_EDITOR);
  g_assert_nonnull (editor);
  row = find_type (GTK_WIDGET (editor), GA_TYPE_ENTRY_ROW);
  ga_entry_row_set_text (GA_ENTRY_ROW (row), name);
  gtk_widget_activate_action (GTK_WIDGET (editor), "editor.save", NULL);
  wait_until (editor_gone, NULL, "the editor to close");
  settle ();
}

static void
test_first_start (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  GaWindow *window = open_window (folder);

  g_assert_false (ga_window_is_open (window));
  g_assert_nonnull (find_type (GTK_WIDGET (window), GA_TYPE_START_PAGE));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.begin", NULL);
  g_assert_nonnull (find_type (GTK_WIDGET (window), GA_TYPE_START_PAGE));
  wait_until (is_open, window, "the profile to open");
  settle ();
  close_window (window);
  remove_folder (folder);
}

static void
test_add_undo_restart (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  GaWindow *window = open_window (folder);

  begin (window);
  add_community (window, "Løb & Gang");
  g_assert_cmpint (count_in (window, "community"), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  wait_until (no_community, window, "the undo");
  add_community (window, "Åstien rundt");
  close_window (window);

  window = open_window (folder);
  g_assert_true (ga_window_is_open (window));
  g_assert_cmpint (count_in (window, "community"), ==, 1);
  close_window (window);
  remove_folder (folder);
}

/* As a file of an older program, or from before ICU was updated. */
static void
make_outdated (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "gangart.db", NULL);
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GError) error = NULL;
  GaDb *db = ga_db_open (path, GA_DB_WRITE, schema, &error);

  g_assert_no_error (error);
  g_assert_true (ga_db_set_meta (db, "collation", "another", &error));
  ga_db_close (db);
}

static void
test_outdated_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  GaWindow *window = open_window (folder);
  g_autoptr (GaContext) context = NULL;

  begin (window);
  add_community (window, "Åstien rundt");
  close_window (window);
  make_outdated (folder);

  context = ga_context_new (folder, FALSE);
  window = ga_window_new (NULL, context);
  gtk_window_present (GTK_WINDOW (window));
  /* What it asks of the disk is asked on a thread; who is impatient gets no second one. */
  g_assert_false (ga_window_is_open (window));
  ga_window_begin (window);
  g_assert_false (ga_window_is_open (window));
  wait_until (is_open, window, "the profile to open");
  g_assert_cmpint (count_in (window, "community"), ==, 1);
  close_window (window);
  g_assert_false (ga_context_wants_work (context));
  remove_folder (folder);
}

static gboolean
is_gone (gpointer user_data)
{
  return *(GaWindow **) user_data == NULL;
}

static void
test_closed_while_opening (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  GaWindow *window = open_window (folder);
  g_autoptr (GaContext) context = NULL;

  begin (window);
  close_window (window);
  make_outdated (folder);

  context = ga_context_new (folder, FALSE);
  window = ga_window_new (NULL, context);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (window));
  wait_until (is_gone, &window, "the opening to end");
  g_assert_null (ga_context_get_store (context));
  g_assert_false (ga_context_wants_work (context));
  remove_folder (folder);
}

/* It leaves nothing behind. */
static void
test_example_closed_while_opening (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  g_autoptr (GaContext) context = ga_context_new (folder, TRUE);
  GaWindow *window = ga_window_new (NULL, context);

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  g_assert_false (ga_window_is_open (window));
  gtk_window_destroy (GTK_WINDOW (window));
  wait_until (is_gone, &window, "the opening to end");
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static void
test_tooltip_of_a_menu (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, "First", "win.close");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (button, "More");
  gtk_box_append (GTK_BOX (box), button);
  gtk_window_set_child (GTK_WINDOW (window), box);
  ga_accessible_mend (box);
  gtk_window_present (GTK_WINDOW (window));
  wait_until (is_mapped, button, "the button");
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  g_assert_false (gtk_widget_get_has_tooltip (button));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  g_assert_true (gtk_widget_get_has_tooltip (button));
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
}

static void
test_every_page (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  GaWindow *window = open_window (folder);
  guint n_pages;
  const GaPageInfo *pages = ga_pages_get (&n_pages);

  begin (window);
  for (guint i = 0; i < n_pages; i++)
    {
      g_assert_true (ga_window_show_page (window, pages[i].name));
      settle ();
      g_assert_nonnull (find_type (GTK_WIDGET (window), pages[i].get_type ()));
    }
  g_assert_false (ga_window_show_page (window, "no-such-page"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.search", NULL);
  settle ();
  g_assert_nonnull (find_type (GTK_WIDGET (window), GA_TYPE_SEARCH_PAGE));
  ga_preferences_window_show (GTK_WINDOW (window), ga_window_get_context (window));
  settle ();
  gtk_window_destroy (find_window (GA_TYPE_PREFERENCES_WINDOW));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.keys", NULL);
  settle ();
  g_assert_nonnull (find_window (GTK_TYPE_SHORTCUTS_WINDOW));
  close_window (window);
  remove_folder (folder);
}

static gboolean
shows_community (gpointer user_data)
{
  GtkWidget *view = find_type (user_data, GA_TYPE_COMMUNITY_VIEW);

  return view != NULL && ga_record_view_get_record (GA_RECORD_VIEW (view)) != NULL;
}

static void
test_add_host (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  GaWindow *window = open_window (folder);
  GtkWindow *editor;

  begin (window);
  add_community (window, "Åstien rundt");
  wait_until (shows_community, window, "the community to be shown");
  gtk_widget_activate_action (find_type (GTK_WIDGET (window), GA_TYPE_COMMUNITY_VIEW),
                              "community.add-host", NULL);
  editor = find_window (GA_TYPE_EDITOR);
  g_assert_cmpstr (gtk_window_get_title (editor), ==, "Add host");
  g_assert_false (ga_editor_is_unsaved (GA_EDITOR (editor)));
  gtk_window_destroy (editor);
  close_window (window);
  remove_folder (folder);
}

/* A text that somebody sees in a window. */
typedef struct
{
  gpointer window;
  const char *text;
} Seen;

static guint
count_labels (GtkWidget *parent, const char *text)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_LABEL (child) && strstr (gtk_label_get_text (GTK_LABEL (child)), text) != NULL)
        n++;
      n += count_labels (child, text);
    }
  return n;
}

static gboolean
is_seen (gpointer user_data)
{
  Seen *seen = user_data;

  return count_labels (seen->window, seen->text) > 0;
}

static GtkWindow *
open_preferences (GaWindow *window)
{
  ga_preferences_window_show (GTK_WINDOW (window), ga_window_get_context (window));
  settle ();
  return find_window (GA_TYPE_PREFERENCES_WINDOW);
}

static void
go_back_to_first (GtkWindow *preferences)
{
  gtk_widget_activate_action (GTK_WIDGET (preferences), "preferences.restore", "u", 0);
  settle ();
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_window (ADW_TYPE_MESSAGE_DIALOG)), "yes");
}

static char *
make_backup_path (GaWindow *window, const char *name)
{
  const char *folder = ga_context_get_folder (ga_window_get_context (window));
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);

  g_mkdir_with_parents (backups, 0700);
  return g_build_filename (backups, name, NULL);
}

/* The copy of what was there before belongs to the same day, and is told by its time. */
static void
test_backups_are_listed_again (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  GaWindow *window = open_window (folder);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  GtkWindow *preferences;
  Seen second = { NULL, " at " };

  begin (window);
  path = make_backup_path (window, "gangart-2026-01-06.db");
  ga_store_backup (ga_context_get_store (ga_window_get_context (window)), path, &error);
  g_assert_no_error (error);
  preferences = open_preferences (window);
  g_assert_cmpuint (count_labels (GTK_WIDGET (preferences), "6 January 2026"), ==, 1);
  g_assert_cmpuint (count_labels (GTK_WIDGET (preferences), " at "), ==, 0);
  go_back_to_first (preferences);
  second.window = preferences;
  wait_until (is_seen, &second, "the copy of what was there before");
  g_assert_cmpuint (count_labels (GTK_WIDGET (preferences), "6 January 2026"), ==, 1);
  gtk_window_destroy (preferences);
  close_window (window);
  remove_folder (folder);
}

static void
test_failed_restore_is_told_behind (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  GaWindow *window = open_window (folder);
  g_autofree char *path = NULL;
  g_autofree char *junk = g_strnfill (8192, 'x');
  GtkWindow *preferences;
  Seen failure = { window, "backup" };

  begin (window);
  path = make_backup_path (window, "gangart-2026-01-06.db");
  g_assert_true (g_file_set_contents (path, junk, -1, NULL));
  preferences = open_preferences (window);
  g_assert_false (is_seen (&failure));
  go_back_to_first (preferences);
  gtk_window_destroy (preferences);
  wait_until (is_seen, &failure, "what went wrong");
  close_window (window);
  remove_folder (folder);
}

static void
test_damaged_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "gangart.db", NULL);
  g_autofree char *junk = g_strnfill (8192, 'x');
  GaWindow *window;
  g_autofree char *kept = NULL;

  g_assert_true (g_file_set_contents (path, junk, -1, NULL));
  window = open_window (folder);
  g_assert_false (ga_window_is_open (window));
  g_assert_nonnull (find_type (GTK_WIDGET (window), GA_TYPE_FAILURE_PAGE));
  close_window (window);
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, junk);
  remove_folder (folder);
}

static void
test_failures (Desk *desk, gconstpointer data)
{
  for (int code = GA_STORE_ERROR_FAILED; code <= GA_STORE_ERROR_REFUSED; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (GA_STORE_ERROR, code, "The reason.");
      g_autoptr (GtkWidget) page = g_object_ref_sink (ga_failure_page_new (desk->context, error));
      GtkWidget *status = find_type (page, ADW_TYPE_STATUS_PAGE);

      g_assert_cmpstr (adw_status_page_get_title (ADW_STATUS_PAGE (status)), !=, "");
      g_assert_cmpstr (adw_status_page_get_description (ADW_STATUS_PAGE (status)), !=, "");
    }
}

static void
test_other_templates (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) meeting = desk_record (desk, "meeting");
  g_autoptr (GtkWidget) row = NULL;
  g_autoptr (GtkWidget) picker = NULL;

  ga_record_set_text (meeting, "start", "2026-03-29T09:30");
  row = g_object_ref_sink (ga_meeting_row_new (ga_context_get_reader (desk->context), meeting));
  g_assert_true (GTK_IS_LIST_BOX_ROW (row));
  picker = g_object_ref_sink (
      ga_picker_new (desk->context, ga_context_get_entity (desk->context, "venue")));
  g_assert_nonnull (find_type (picker, GTK_TYPE_SEARCH_ENTRY));
}

static gboolean
list_has_one (gpointer user_data)
{
  return ga_record_list_get_chosen (user_data) != NULL;
}

/* What is written elsewhere appears in an open list, and the first of it is chosen. */
static void
test_list_follows (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) record = desk_record (desk, "community");
  GtkWidget *list = g_object_ref_sink (g_object_new (GA_TYPE_RECORD_LIST, NULL));

  ga_record_list_set_up (GA_RECORD_LIST (list), desk->context,
                         ga_context_get_entity (desk->context, "community"));
  g_assert_true (ga_record_list_is_empty (GA_RECORD_LIST (list)));
  ga_record_set_text (record, "name", "Åstien");
  desk_put (desk, record);
  wait_until (list_has_one, list, "the list to show it");
  g_assert_false (ga_record_list_is_empty (GA_RECORD_LIST (list)));
  g_assert_finalize_object (list);
}

/* A list of the communities A, B and C, of which B is chosen. */
typedef struct
{
  GaRecordList *list;
  GtkSingleSelection *selection;
  GaRecord *chosen;
  guint times; /* that another was chosen */
} ListOfThree;

static void
chosen_cb (ListOfThree *three)
{
  three->times++;
}

static void
list_three (Desk *desk, ListOfThree *three)
{
  const GaEntity *entity = ga_context_get_entity (desk->context, "community");
  GtkWidget *view;

  for (const char *name = "CBA"; *name != '\0'; name++)
    {
      g_autoptr (GaRecord) record = ga_record_new (entity);
      g_autofree char *text = g_strdup_printf ("%c-stien", *name);

      ga_record_set_text (record, "name", text);
      desk_put (desk, record);
      if (*name == 'B')
        three->chosen = g_object_ref (record);
    }
  three->list = g_object_ref_sink (g_object_new (GA_TYPE_RECORD_LIST, NULL));
  ga_record_list_set_up (three->list, desk->context, entity);
  ga_record_list_select (three->list, ga_record_get_id (three->chosen));
  settle ();
  view = find_type (GTK_WIDGET (three->list), GTK_TYPE_LIST_VIEW);
  three->selection = GTK_SINGLE_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (view)));
  g_signal_connect_swapped (three->list, "chosen", G_CALLBACK (chosen_cb), three);
}

static void
clear_three (ListOfThree *three)
{
  g_clear_object (&three->chosen);
  g_assert_finalize_object (three->list);
}

static void
assert_chosen_stands_at (ListOfThree *three, guint position)
{
  GaRecord *chosen = ga_record_list_get_chosen (three->list);

  g_assert_nonnull (chosen);
  g_assert_true (ga_id_equal (ga_record_get_id (chosen), ga_record_get_id (three->chosen)));
  g_assert_cmpuint (gtk_single_selection_get_selected (three->selection), ==, position);
  g_assert_cmpuint (three->times, ==, 0);
}

static void
test_the_chosen_stays_chosen (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) other = desk_record (desk, "community");
  ListOfThree three = { 0 };

  list_three (desk, &three);
  assert_chosen_stands_at (&three, 1);
  ga_record_set_text (three.chosen, "name", "Ø-stien");
  desk_put (desk, three.chosen);
  assert_chosen_stands_at (&three, 2);
  g_assert_cmpstr (ga_record_get_text (ga_record_list_get_chosen (three.list), "name"), ==,
                   "Ø-stien");
  ga_record_set_text (other, "name", "D-stien");
  desk_put (desk, other);
  assert_chosen_stands_at (&three, 3);
  clear_three (&three);
}

static gboolean
shows_one (gpointer user_data)
{
  return g_list_model_get_n_items (user_data) == 1;
}

static gboolean
shows_none (gpointer user_data)
{
  return g_list_model_get_n_items (user_data) == 0;
}

static void
test_a_filtered_list_follows (Desk *desk, gconstpointer data)
{
  ListOfThree three = { 0 };
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  GtkWidget *filter;

  list_three (desk, &three);
  filter = find_type (GTK_WIDGET (three.list), GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (filter), "b-s");
  wait_until (shows_one, three.selection, "the filter");
  gtk_single_selection_set_selected (three.selection, 0);
  three.times = 0;
  ga_record_set_text (three.chosen, "name", "B-stranden");
  desk_put (desk, three.chosen);
  assert_chosen_stands_at (&three, 0);
  g_assert_cmpstr (ga_record_get_text (ga_record_list_get_chosen (three.list), "name"), ==,
                   "B-stranden");
  g_ptr_array_add (records, three.chosen);
  ga_store_delete_async (ga_context_get_store (desk->context), "Test", records, NULL, NULL, NULL);
  wait_until (shows_none, three.selection, "what was deleted to go");
  settle ();
  g_assert_null (ga_record_list_get_chosen (three.list));
  g_assert_cmpuint (three.times, ==, 1);
  clear_three (&three);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/window/first-start-is-one-click", test_first_start);
  g_test_add_func ("/window/add-undo-restart", test_add_undo_restart);
  g_test_add_func ("/window/brings-an-outdated-file-up-to-date-meanwhile", test_outdated_file);
  g_test_add_func ("/window/closes-while-it-opens", test_closed_while_opening);
  g_test_add_func ("/window/an-example-closed-early-leaves-nothing",
                   test_example_closed_while_opening);
  g_test_add_func ("/window/every-page-opens", test_every_page);
  g_test_add_func ("/window/a-tooltip-leaves-an-open-menu-alone", test_tooltip_of_a_menu);
  g_test_add_func ("/window/adds-a-host-as-such", test_add_host);
  g_test_add_func ("/window/lists-backups-again", test_backups_are_listed_again);
  g_test_add_func ("/window/tells-of-a-failed-restore", test_failed_restore_is_told_behind);
  g_test_add_func ("/window/leaves-a-damaged-file-alone", test_damaged_file);
#define ADD(path, func) g_test_add (path, Desk, NULL, desk_set_up, func, desk_tear_down)
  ADD ("/window/explains-every-failure", test_failures);
  ADD ("/window/other-templates", test_other_templates);
  ADD ("/window/a-list-follows-the-store", test_list_follows);
  ADD ("/window/the-chosen-stays-chosen", test_the_chosen_stays_chosen);
  ADD ("/window/a-filtered-list-follows-the-store", test_a_filtered_list_follows);
#undef ADD
  return g_test_run ();
}
