/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "app-fixture.h"
#include "app/partnerships/ga-dossier-section.h"
#include "app/partnerships/ga-dossier-view.h"
#include "app/widgets/ga-record-view.h"

#define MANY 60

/* The dossier of one partner, in a window. */
typedef struct
{
  Desk desk;
  GaRecord *partner;
  GtkWidget *view;
  GtkWidget *window;
} Table;

static GaRecord *
make_partner (Desk *desk, const char *name)
{
  GaRecord *partner = desk_record (desk, "organisation");

  ga_record_set_text (partner, "name", name);
  desk_put (desk, partner);
  return partner;
}

static void
show (Table *table, const GaRecord *partner)
{
  ga_record_view_set_id (GA_RECORD_VIEW (table->view), ga_record_get_id (partner));
}

/* What the window has: without it a row could not be activated. */
static void
add_window_action (GtkWidget *window)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) open = g_simple_action_new ("open-record", G_VARIANT_TYPE ("(ss)"));

  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (open));
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (group));
}

static void
table_set_up (Table *table, gconstpointer data)
{
  desk_set_up (&table->desk, data);
  table->partner = make_partner (&table->desk, "Gå & løb i Åen");
  table->view = g_object_new (GA_TYPE_DOSSIER_VIEW, NULL);
  ga_record_view_set_up (GA_RECORD_VIEW (table->view), table->desk.context);
  table->window = adw_window_new ();
  add_window_action (table->window);
  gtk_window_set_default_size (GTK_WINDOW (table->window), 800, 600);
  adw_window_set_content (ADW_WINDOW (table->window), table->view);
  gtk_window_present (GTK_WINDOW (table->window));
  settle ();
  show (table, table->partner);
}

static void
table_tear_down (Table *table, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (table->window));
  g_clear_object (&table->partner);
  desk_tear_down (&table->desk, data);
}

static void
add_communities (Table *table, guint n)
{
  g_autoptr (GPtrArray) communities = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("Gåhold %02u", i);
      GaRecord *community = desk_record (&table->desk, "community");

      ga_record_set_text (community, "name", name);
      ga_record_set_reference (community, "organisation", ga_record_get_id (table->partner));
      g_ptr_array_add (communities, community);
    }
  g_assert_cmpint (
      ga_store_put (ga_context_get_store (table->desk.context), "Test", communities, NULL), >, 0);
}

typedef struct
{
  GtkWidget *parent;
  const char *title;
} Row;

static gboolean
is_there (gpointer user_data)
{
  Row *row = user_data;

  return find_shown_row (row->parent, row->title) != NULL;
}

static GtkWidget *
wait_row (Table *table, const char *title)
{
  Row row = { table->view, title };

  wait_until (is_there, &row, title);
  return find_shown_row (table->view, title);
}

/* The button below the rows of @section. */
static GtkWidget *
find_more (GtkWidget *row)
{
  return find_type (gtk_widget_get_ancestor (row, GA_TYPE_DOSSIER_SECTION), GTK_TYPE_BUTTON);
}

static void
test_many_lines_are_shown_when_asked_for (Table *table, gconstpointer data)
{
  GtkWidget *row, *more;

  add_communities (table, MANY);
  row = wait_row (table, "Gåhold 00");
  g_assert_null (find_shown_row (table->view, "Gåhold 08"));
  more = find_more (row);
  g_assert_true (gtk_widget_get_visible (more));
  g_signal_emit_by_name (more, "clicked");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (table->window)) ==
                 find_shown_row (table->view, "Gåhold 08"));
  wait_row (table, "Gåhold 59");
  g_assert_false (gtk_widget_get_visible (more));
}

static void
test_what_changes_leaves_the_focus_where_it_is (Table *table, gconstpointer data)
{
  GtkWidget *row;

  add_communities (table, 3);
  row = wait_row (table, "Gåhold 01");
  gtk_widget_grab_focus (row);
  ga_record_set_text (table->partner, "phone", "12345678");
  desk_put (&table->desk, table->partner);
  add_communities (table, MANY);
  wait_row (table, "Gåhold 03");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (table->window)) == row);
}

static void
test_another_partner_begins_anew (Table *table, gconstpointer data)
{
  g_autoptr (GaRecord) other = make_partner (&table->desk, "Løbeklubben");
  g_autoptr (GaRecord) community = desk_record (&table->desk, "community");
  GtkWidget *more;

  ga_record_set_text (community, "name", "Løbehold");
  ga_record_set_reference (community, "organisation", ga_record_get_id (other));
  desk_put (&table->desk, community);
  add_communities (table, MANY);
  more = find_more (wait_row (table, "Gåhold 00"));
  g_signal_emit_by_name (more, "clicked");
  wait_row (table, "Gåhold 59");
  show (table, other);
  g_assert_null (find_shown_row (table->view, "Gåhold 00"));
  wait_row (table, "Løbehold");
  show (table, table->partner);
  wait_row (table, "Gåhold 07");
  g_assert_null (find_shown_row (table->view, "Gåhold 08"));
}

static void
test_what_is_gone_is_no_longer_told (Table *table, gconstpointer data)
{
  add_communities (table, 1);
  wait_row (table, "Gåhold 00");
  ga_store_undo_async (ga_context_get_store (table->desk.context), 0, NULL, NULL, NULL);
  while (find_shown_row (table->view, "Gåhold 00") != NULL)
    g_main_context_iteration (NULL, TRUE);
}

#define ADD(name, func) \
  g_test_add ("/app/dossier/" name, Table, NULL, table_set_up, func, table_tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("many-lines-are-shown-when-asked-for", test_many_lines_are_shown_when_asked_for);
  ADD ("what-changes-leaves-the-focus-where-it-is", test_what_changes_leaves_the_focus_where_it_is);
  ADD ("another-partner-begins-anew", test_another_partner_begins_anew);
  ADD ("what-is-gone-is-no-longer-told", test_what_is_gone_is_no_longer_told);
  return g_test_run ();
}
