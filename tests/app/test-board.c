/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "app-fixture.h"
#include "app/people/ga-host-board.h"
#include "model/entities/ga-entities.h"

/* A board with somebody who may come to lead walks, and a field beside it. */
typedef struct
{
  GtkWindow *window;
  GtkWidget *board;
  GtkWidget *elsewhere;
  GListStore *hosts;
} Stand;

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static gboolean
has_focus (gpointer widget)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static void
show_host (Stand *stand, guint state)
{
  g_autoptr (GaHost) host = g_object_new (GA_TYPE_HOST, NULL);
  gpointer items[] = { host };

  host->id.bytes[0] = 1;
  host->name = g_strdup ("Ditte");
  host->communities = g_new0 (char *, 1);
  host->state = &ga_choices_recruitment[state];
  g_list_store_splice (stand->hosts, 0, g_list_model_get_n_items (G_LIST_MODEL (stand->hosts)),
                       items, 1);
}

static void
set_up (Stand *stand, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  stand->hosts = g_list_store_new (GA_TYPE_HOST);
  stand->board = g_object_new (GA_TYPE_HOST_BOARD, NULL);
  stand->elsewhere = gtk_entry_new ();
  stand->window = GTK_WINDOW (gtk_window_new ());
  gtk_box_append (GTK_BOX (box), stand->elsewhere);
  gtk_box_append (GTK_BOX (box), stand->board);
  gtk_window_set_child (stand->window, box);
  ga_board_set_up (GA_BOARD (stand->board), ga_choices_recruitment, G_LIST_MODEL (stand->hosts));
  show_host (stand, 0);
  gtk_window_present (stand->window);
  wait_until (is_mapped, stand->board, "the board to be shown");
  settle ();
}

static void
tear_down (Stand *stand, gconstpointer data)
{
  gtk_window_destroy (stand->window);
  settle ();
  g_object_unref (stand->hosts);
}

/* As the menu of the card does. Returns: the list where it will stand */
static GtkWidget *
move_on (Stand *stand)
{
  GtkWidget *list = find_type (stand->board, GTK_TYPE_LIST_VIEW);
  GtkWidget *column = gtk_widget_get_parent (gtk_widget_get_parent (list));

  gtk_widget_grab_focus (list);
  g_assert_true (has_focus (list));
  gtk_selection_model_select_item (gtk_list_view_get_model (GTK_LIST_VIEW (list)), 0, TRUE);
  g_assert_true (gtk_widget_activate_action (list, "column.state", "s", "contacted"));
  return find_type (gtk_widget_get_next_sibling (column), GTK_TYPE_LIST_VIEW);
}

static void
test_focus_goes_along (Stand *stand, gconstpointer data)
{
  GtkWidget *list = move_on (stand);

  show_host (stand, 1);
  wait_until (has_focus, list, "the focus to go along");
}

/* Nobody agreed, and whoever asked went on: the card that comes later leaves them there. */
static void
test_focus_stays_elsewhere (Stand *stand, gconstpointer data)
{
  GtkWidget *list = move_on (stand);

  gtk_widget_grab_focus (stand->elsewhere);
  show_host (stand, 1);
  wait_until (is_mapped, list, "the card to come");
  settle ();
  g_assert_true (has_focus (stand->elsewhere));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, func) g_test_add (path, Stand, NULL, set_up, func, tear_down)
  ADD ("/board/focus-goes-along", test_focus_goes_along);
  ADD ("/board/focus-stays-elsewhere", test_focus_stays_elsewhere);
#undef ADD
  return g_test_run ();
}
