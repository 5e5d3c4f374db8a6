/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/funding/ga-application-board.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/widgets/ga-tab-leaves.h"
#include "model/ga-number.h"

#define COLUMN_WIDTH 190

/* One status. */
typedef struct
{
  GaApplicationBoard *board;
  const GaChoice *state;
  GtkWidget *box;
  GtkWidget *change;
  GtkLabel *sum;
  GtkWidget *list;
  GtkSingleSelection *selection;
} Column;

struct _GaApplicationBoard
{
  GtkWidget parent_instance;

  GtkWidget *scroll;
  GtkWidget *box;
  GPtrArray *columns;
  const GaChoice *states;
  char *currency;
  gboolean fixed;
};

static guint status_chosen_signal;

G_DEFINE_FINAL_TYPE (GaApplicationBoard, ga_application_board, GTK_TYPE_WIDGET)

static GListModel *
model_of (Column *column)
{
  return G_LIST_MODEL (column->selection);
}

static gboolean
is_granted (const GaRoundApplication *application)
{
  return application->is_decided && application->decided > 0;
}

/* (transfer full): what is granted, and of how much where that is less */
static char *
describe_amount (const GaRoundApplication *application)
{
  g_autofree char *applied = ga_money_display (application->applied, NULL);
  g_autofree char *granted = ga_money_display (application->decided, NULL);

  if (!is_granted (application) || application->decided == application->applied)
    return g_steal_pointer (&applied);
  /* TRANSLATORS: so many of so many: "3 of 4" */
  return g_strdup_printf (_ ("%1$s of %2$s"), granted, applied);
}

/* How many, and how much: what was decided where that is known. */
static void
show_sum (Column *column)
{
  guint n = g_list_model_get_n_items (model_of (column)), granted = 0;
  g_autofree char *amount = NULL;
  g_autofree char *text = NULL;
  gint64 sum = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GaRoundApplication) application = g_list_model_get_item (model_of (column), i);

      granted += is_granted (application);
      sum += is_granted (application) ? application->decided : application->applied;
    }
  amount = ga_money_display (sum, column->board->currency);
  if (granted > 0)
    /* TRANSLATORS: how many are in a column, and what they got together */
    text = g_strdup_printf (
        ngettext ("%1$u application, %2$s granted", "%1$u applications, %2$s granted", n), n,
        amount);
  else
    /* TRANSLATORS: how many are in a column, and their sum */
    text = g_strdup_printf (ngettext ("%1$u application, %2$s", "%1$u applications, %2$s", n), n,
                            amount);
  gtk_label_set_text (column->sum, text);
  gtk_widget_set_visible (column->box, n > 0);
}

static gboolean
has_state_cb (gpointer item, gpointer state)
{
  return GA_ROUND_APPLICATION (item)->status == state;
}

static void
name_card_cb (GtkWidget *card, GtkListItem *item)
{
  GaRoundApplication *application = gtk_list_item_get_item (item);
  GtkWidget *row = gtk_widget_get_parent (card);
  g_autofree char *amount = NULL;
  g_autofree char *words = NULL;

  if (application == NULL || row == NULL)
    return;
  amount = describe_amount (application);
  words = g_strjoin ("; ", application->applicant, application->purpose, amount, NULL);
  ga_accessible_set_name (row, words);
}

static GtkWidget *
add_line (GtkWidget *card, const char *style, float align)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), align);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (card), label);
  return label;
}

/* The application that the menu is for is the selected one of its column. */
static void
choose_state_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Column *column = user_data;
  GaRoundApplication *application = gtk_single_selection_get_selected_item (column->selection);

  if (application != NULL)
    g_signal_emit (column->board, status_chosen_signal, 0, application,
                   g_variant_get_string (parameter, NULL));
}

static GMenu *
make_menu (Column *column)
{
  GMenu *menu = g_menu_new ();

  for (const GaChoice *state = column->board->states; state->code != NULL; state++)
    {
      g_autoptr (GMenuItem) item = NULL;

      if (state == column->state)
        continue;
      item = g_menu_item_new (_ (state->label), NULL);
      g_menu_item_set_action_and_target (item, "column.state", "s", state->code);
      g_menu_append_item (menu, item);
    }
  return menu;
}

/* What the menu does comes after it has closed. */
static gboolean
remove_menu_cb (gpointer popover)
{
  gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

static void
closed_cb (GtkWidget *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, remove_menu_cb, g_object_ref (popover), g_object_unref);
}

static gboolean
open_menu (Column *column)
{
  g_autoptr (GMenu) menu = NULL;
  GtkWidget *popover;

  if (column->board->fixed || gtk_single_selection_get_selected_item (column->selection) == NULL)
    return GDK_EVENT_PROPAGATE;
  menu = make_menu (column);
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_widget_set_parent (popover, column->box);
  ga_accessible_set_name (popover, _ ("Change status"));
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
  return GDK_EVENT_STOP;
}

/* The menu is for what was clicked. */
static void
clicked_cb (GtkGestureClick *gesture, int n_press, double x, double y, GtkListItem *item)
{
  Column *column = g_object_get_data (G_OBJECT (gesture), "column");

  gtk_single_selection_set_selected (column->selection, gtk_list_item_get_position (item));
  open_menu (column);
}

static void
set_up_cb (GtkListItemFactory *factory, GtkListItem *item, Column *column)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  add_line (card, NULL, 0);
  add_line (card, "dim-label", 0);
  add_line (card, "ga-line-amount", 1);
  gtk_list_item_set_child (item, card);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_object_set_data (G_OBJECT (click), "column", column);
  g_signal_connect (click, "pressed", G_CALLBACK (clicked_cb), item);
  gtk_widget_add_controller (card, GTK_EVENT_CONTROLLER (click));
  g_signal_connect (card, "map", G_CALLBACK (name_card_cb), item);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GaRoundApplication *application = gtk_list_item_get_item (item);
  GtkWidget *card = gtk_list_item_get_child (item);
  GtkWidget *applicant = gtk_widget_get_first_child (card);
  GtkWidget *purpose = gtk_widget_get_next_sibling (applicant);
  g_autofree char *amount = describe_amount (application);

  gtk_label_set_text (GTK_LABEL (applicant), application->applicant);
  gtk_widget_set_tooltip_text (applicant, application->applicant);
  gtk_label_set_text (GTK_LABEL (purpose), application->purpose);
  gtk_widget_set_tooltip_text (purpose, application->purpose);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (card)), amount);
  name_card_cb (card, item);
}

static void
activate_cb (Column *column, guint position)
{
  g_autoptr (GaRoundApplication) application = g_list_model_get_item (model_of (column), position);
  char id[GA_ID_TEXT_SIZE];

  if (application == NULL)
    return;
  ga_id_format (&application->id, id);
  gtk_widget_activate_action (GTK_WIDGET (column->board), "win.open-record", "(ss)", "application",
                              id);
}

static void
focus_column (Column *column)
{
  guint selected = gtk_single_selection_get_selected (column->selection);

  if (selected == GTK_INVALID_LIST_POSITION)
    gtk_single_selection_set_selected (column->selection, 0);
  gtk_widget_grab_focus (column->list);
}

/* To the next column that has something, without one that has nothing. */
static gboolean
move_to (Column *from, int step)
{
  GPtrArray *columns = from->board->columns;
  guint at;

  g_ptr_array_find (columns, from, &at);
  for (int i = (int) at + step; i >= 0 && i < (int) columns->len; i += step)
    {
      Column *to = columns->pdata[i];

      if (!gtk_widget_get_visible (to->box))
        continue;
      gtk_single_selection_set_selected (from->selection, GTK_INVALID_LIST_POSITION);
      focus_column (to);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_STOP;
}

static gboolean
key_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, Column *column)
{
  if (key == GDK_KEY_Left)
    return move_to (column, -1);
  if (key == GDK_KEY_Right)
    return move_to (column, 1);
  if (key == GDK_KEY_Menu || (key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0))
    return open_menu (column);
  return GDK_EVENT_PROPAGATE;
}

static void
add_keys (Column *column)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), column);
  gtk_widget_add_controller (column->list, keys);
}

static void
add_actions (Column *column)
{
  const GActionEntry entries[] = { { "state", choose_state_cb, "s" } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), column);
  gtk_widget_insert_action_group (column->box, "column", G_ACTION_GROUP (actions));
}

/* Only what somebody has chosen is changed. */
static void
selected_cb (Column *column)
{
  gtk_widget_set_sensitive (column->change,
                            gtk_single_selection_get_selected_item (column->selection) != NULL);
}

static void
add_heading (Column *column)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *change = gtk_button_new_from_icon_name ("view-more-symbolic");
  GtkWidget *heading = gtk_label_new (_ (column->state->label));
  GtkWidget *sum = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_set_hexpand (heading, TRUE);
  gtk_box_append (GTK_BOX (line), heading);
  gtk_widget_add_css_class (change, "flat");
  gtk_widget_set_valign (change, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (change, _ ("Change status"));
  ga_accessible_set_name (change, _ ("Change status"));
  gtk_widget_set_sensitive (change, FALSE);
  g_signal_connect_swapped (change, "clicked", G_CALLBACK (open_menu), column);
  gtk_box_append (GTK_BOX (line), change);
  column->change = change;
  gtk_box_append (GTK_BOX (column->box), line);
  column->sum = GTK_LABEL (sum);
  gtk_label_set_xalign (column->sum, 0);
  gtk_label_set_wrap (column->sum, TRUE);
  gtk_widget_add_css_class (sum, "dim-label");
  gtk_box_append (GTK_BOX (column->box), sum);
}

static void
add_list (Column *column, GListModel *applications)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkFilter *filter =
      GTK_FILTER (gtk_custom_filter_new (has_state_cb, (gpointer) column->state, NULL));
  GtkWidget *scroll = gtk_scrolled_window_new ();
  /* TRANSLATORS: %s is a status */
  g_autofree char *name =
      g_strdup_printf (_ ("Applications with the status %s"), _ (column->state->label));

  column->selection = gtk_single_selection_new (
      G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (applications), filter)));
  gtk_single_selection_set_autoselect (column->selection, FALSE);
  gtk_single_selection_set_can_unselect (column->selection, TRUE);
  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  column->list =
      gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (column->selection)), factory);
  gtk_widget_add_css_class (column->list, "ga-cards");
  g_signal_connect_swapped (column->list, "activate", G_CALLBACK (activate_cb), column);
  ga_accessible_set_name (column->list, name);
  ga_tab_leaves (column->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), column->list);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroll), TRUE);
  gtk_widget_set_focusable (scroll, FALSE);
  gtk_box_append (GTK_BOX (column->box), scroll);
}

static void
column_free (gpointer data)
{
  Column *column = data;

  g_clear_object (&column->selection);
  g_free (column);
}

static void
add_column (GaApplicationBoard *self, const GaChoice *state, GListModel *applications)
{
  Column *column = g_new0 (Column, 1);

  column->board = self;
  column->state = state;
  column->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_size_request (column->box, COLUMN_WIDTH, -1);
  gtk_widget_add_css_class (column->box, "card");
  gtk_widget_add_css_class (column->box, "ga-quick");
  gtk_widget_set_valign (column->box, GTK_ALIGN_START);
  g_ptr_array_add (self->columns, column);
  gtk_box_append (GTK_BOX (self->box), column->box);
  add_heading (column);
  add_list (column, applications);
  add_actions (column);
  add_keys (column);
  g_signal_connect_swapped (column->selection, "items-changed", G_CALLBACK (show_sum), column);
  g_signal_connect_swapped (column->selection, "notify::selected-item", G_CALLBACK (selected_cb),
                            column);
  show_sum (column);
}

static void
ga_application_board_dispose (GObject *object)
{
  GaApplicationBoard *self = GA_APPLICATION_BOARD (object);

  for (guint i = 0; i < self->columns->len; i++)
    g_signal_handlers_disconnect_by_data (((Column *) self->columns->pdata[i])->selection,
                                          self->columns->pdata[i]);
  g_clear_pointer (&self->scroll, gtk_widget_unparent);
  G_OBJECT_CLASS (ga_application_board_parent_class)->dispose (object);
}

static void
ga_application_board_finalize (GObject *object)
{
  GaApplicationBoard *self = GA_APPLICATION_BOARD (object);

  g_ptr_array_unref (self->columns);
  g_free (self->currency);
  G_OBJECT_CLASS (ga_application_board_parent_class)->finalize (object);
}

static void
ga_application_board_class_init (GaApplicationBoardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ga_application_board_dispose;
  G_OBJECT_CLASS (klass)->finalize = ga_application_board_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  status_chosen_signal =
      g_signal_new ("status-chosen", GA_TYPE_APPLICATION_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 2, GA_TYPE_ROUND_APPLICATION, G_TYPE_STRING);
}

static void
ga_application_board_init (GaApplicationBoard *self)
{
  self->columns = g_ptr_array_new_with_free_func (column_free);
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (self->box, "ga-board");
  self->scroll = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroll), self->box);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scroll), 260);
  gtk_widget_set_parent (self->scroll, GTK_WIDGET (self));
}

/**
 * ga_application_board_set_up: once
 * @states: what an application can be, ends with a %NULL code
 * @applications: (element-type GaRoundApplication)
 */
void
ga_application_board_set_up (GaApplicationBoard *self,
                             const GaChoice *states,
                             GListModel *applications)
{
  g_return_if_fail (GA_IS_APPLICATION_BOARD (self));
  g_return_if_fail (self->states == NULL);

  self->states = states;
  for (const GaChoice *state = states; state->code != NULL; state++)
    add_column (self, state, applications);
}

/**
 * ga_application_board_set_currency:
 * @currency: (nullable): of the sums
 */
void
ga_application_board_set_currency (GaApplicationBoard *self, const char *currency)
{
  g_return_if_fail (GA_IS_APPLICATION_BOARD (self));

  g_free (self->currency);
  self->currency = g_strdup (currency);
}

/**
 * ga_application_board_set_fixed:
 * @fixed: whether no status may be changed
 */
void
ga_application_board_set_fixed (GaApplicationBoard *self, gboolean fixed)
{
  g_return_if_fail (GA_IS_APPLICATION_BOARD (self));

  self->fixed = fixed;
  for (guint i = 0; i < self->columns->len; i++)
    gtk_widget_set_visible (((Column *) self->columns->pdata[i])->change, !fixed);
}
