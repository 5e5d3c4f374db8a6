/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-board.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/widgets/ga-tab-leaves.h"

#define COLUMN_WIDTH 190
/* A line that is not cut begins a new one after so many. */
#define LINE_LETTERS 18

/* One status. */
typedef struct
{
  GaBoard *board;
  const GaChoice *state;
  GtkWidget *box;
  GtkWidget *change;
  GtkLabel *sum;
  GtkWidget *scroll; /* around the list */
  GtkWidget *list;
  GtkSingleSelection *selection;
} Column;

typedef struct
{
  GtkWidget *scroll;
  GtkWidget *box;
  GPtrArray *columns;
  const GaChoice *states;
  gboolean fixed;
  GaId followed; /* goes to the column of @follows, and takes the focus along */
  const char *follows;
} GaBoardPrivate;

static guint status_chosen_signal;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (GaBoard, ga_board, GTK_TYPE_WIDGET)

static GaBoardPrivate *
parts_of (GaBoard *self)
{
  return ga_board_get_instance_private (self);
}

static GListModel *
model_of (Column *column)
{
  return G_LIST_MODEL (column->selection);
}

static void
focus_column (Column *column)
{
  guint selected = gtk_single_selection_get_selected (column->selection);

  if (selected == GTK_INVALID_LIST_POSITION)
    gtk_single_selection_set_selected (column->selection, 0);
  gtk_widget_grab_focus (column->list);
}

/* (transfer full) (nullable) */
static gpointer
find_item (Column *column, const GaId *id, guint *position)
{
  GaBoardClass *klass = GA_BOARD_GET_CLASS (column->board);
  guint n = g_list_model_get_n_items (model_of (column));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model_of (column), i);

      *position = i;
      if (ga_id_equal (klass->get_id (item), id))
        return g_steal_pointer (&item);
    }
  return NULL;
}

static void
focus_card (Column *column, guint position)
{
  gtk_single_selection_set_selected (column->selection, position);
  /* It takes the row that the focus comes to from this action alone. */
  gtk_widget_activate_action (column->list, "list.scroll-to-item", "u", position);
  focus_column (column);
}

/* Whether the keyboard is elsewhere: it stays there. */
static gboolean
has_left (GaBoard *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && !gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

/* The card that was moved has come to where it was moved to. */
static void
follow (Column *column)
{
  GaBoardPrivate *priv = parts_of (column->board);
  g_autoptr (GObject) item = NULL;
  guint position;

  if (g_strcmp0 (priv->follows, column->state->code) != 0)
    return;
  item = find_item (column, &priv->followed, &position);
  if (item == NULL)
    return;
  priv->follows = NULL;
  if (has_left (column->board))
    return;
  gtk_single_selection_set_selected (column->selection, position);
  if (gtk_widget_get_mapped (column->list))
    focus_column (column);
}

static void
show_sum (Column *column)
{
  GaBoardClass *klass = GA_BOARD_GET_CLASS (column->board);
  g_autofree char *text = klass->sum_up (column->board, model_of (column));
  gboolean has_cards = g_list_model_get_n_items (model_of (column)) > 0;

  gtk_label_set_text (column->sum, text);
  gtk_widget_set_visible (column->box, klass->is_ordered || has_cards);
  /* A scrolled window with nothing in it says that it took the focus. */
  gtk_widget_set_visible (column->scroll, has_cards);
}

static void
items_changed_cb (Column *column)
{
  show_sum (column);
  follow (column);
}

static void
choose_state (GaBoard *self, gpointer item, const char *code)
{
  GaBoardPrivate *priv = parts_of (self);

  priv->followed = *GA_BOARD_GET_CLASS (self)->get_id (item);
  priv->follows = code;
  g_signal_emit (self, status_chosen_signal, 0, item, code);
}

static void
tell (GaBoard *self, gpointer item, char *lines[GA_BOARD_LINES])
{
  for (guint i = 0; i < GA_BOARD_LINES; i++)
    lines[i] = NULL;
  GA_BOARD_GET_CLASS (self)->tell (item, lines);
}

/* What has the keyboard is what is chosen, and nothing else on the board is. */
static void
entered_cb (GtkListItem *item)
{
  Column *column = g_object_get_data (G_OBJECT (item), "column");
  GPtrArray *columns = parts_of (column->board)->columns;

  for (guint i = 0; i < columns->len; i++)
    if (columns->pdata[i] != column)
      gtk_single_selection_set_selected (((Column *) columns->pdata[i])->selection,
                                         GTK_INVALID_LIST_POSITION);
  gtk_single_selection_set_selected (column->selection, gtk_list_item_get_position (item));
}

/* Once: a row stays with its item. */
static void
follow_focus (GtkWidget *row, GtkListItem *item)
{
  GtkEventController *focus;

  if (g_object_get_data (G_OBJECT (row), "ga-board") != NULL)
    return;
  focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (entered_cb), item);
  gtk_widget_add_controller (row, focus);
  g_object_set_data (G_OBJECT (row), "ga-board", item);
}

static void
name_card_cb (GtkWidget *card, GtkListItem *item)
{
  Column *column = g_object_get_data (G_OBJECT (item), "column");
  gpointer told = gtk_list_item_get_item (item);
  GtkWidget *row = gtk_widget_get_parent (card);
  g_autoptr (GString) words = g_string_new (NULL);
  char *lines[GA_BOARD_LINES];

  if (told == NULL || row == NULL)
    return;
  follow_focus (row, item);
  tell (column->board, told, lines);
  for (guint i = 0; i < GA_BOARD_LINES; i++)
    {
      if (lines[i] != NULL)
        g_string_append_printf (words, "%s%s", words->len > 0 ? "; " : "", lines[i]);
      g_free (lines[i]);
    }
  ga_accessible_set_name (row, words->str);
}

static GtkLabel *
add_line (GtkWidget *card, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (card), label);
  return GTK_LABEL (label);
}

/* An amount at the right, or words that are not cut. */
static void
add_last_line (GtkWidget *card, gboolean amount)
{
  GtkLabel *label = add_line (card, amount ? "ga-line-amount" : "dim-label");

  if (amount)
    {
      gtk_label_set_xalign (label, 1);
      return;
    }
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_max_width_chars (label, LINE_LETTERS);
}

/* The card that the menu is for is the selected one of its column. */
static void
choose_state_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Column *column = user_data;
  gpointer item = gtk_single_selection_get_selected_item (column->selection);
  const char *code = g_variant_get_string (parameter, NULL);

  for (const GaChoice *state = parts_of (column->board)->states; state->code != NULL; state++)
    if (item != NULL && g_str_equal (state->code, code))
      choose_state (column->board, item, state->code);
}

static GMenu *
make_menu (Column *column)
{
  GMenu *menu = g_menu_new ();

  for (const GaChoice *state = parts_of (column->board)->states; state->code != NULL; state++)
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

  if (parts_of (column->board)->fixed ||
      gtk_single_selection_get_selected_item (column->selection) == NULL)
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
  Column *column = g_object_get_data (G_OBJECT (item), "column");

  gtk_single_selection_set_selected (column->selection, gtk_list_item_get_position (item));
  open_menu (column);
}

static GdkContentProvider *
prepare_drag_cb (GtkDragSource *source, double x, double y, GtkListItem *item)
{
  Column *column = g_object_get_data (G_OBJECT (item), "column");
  char id[GA_ID_TEXT_SIZE];

  if (parts_of (column->board)->fixed || gtk_list_item_get_item (item) == NULL)
    return NULL;
  ga_id_format (GA_BOARD_GET_CLASS (column->board)->get_id (gtk_list_item_get_item (item)), id);
  return gdk_content_provider_new_typed (G_TYPE_STRING, id);
}

static gboolean
drop_cb (Column *column, const GValue *value)
{
  GPtrArray *columns = parts_of (column->board)->columns;
  guint position;
  GaId id;

  if (!ga_id_parse (g_value_get_string (value), &id))
    return FALSE;
  for (guint i = 0; i < columns->len; i++)
    {
      Column *from = columns->pdata[i];
      g_autoptr (GObject) item = find_item (from, &id, &position);

      if (item == NULL)
        continue;
      if (from != column)
        choose_state (column->board, item, column->state->code);
      return from != column;
    }
  return FALSE;
}

static void
set_up_cb (GtkListItemFactory *factory, GtkListItem *item, Column *column)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkDragSource *drag = gtk_drag_source_new ();
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  g_object_set_data (G_OBJECT (item), "column", column);
  add_line (card, NULL);
  add_line (card, "dim-label");
  add_last_line (card, GA_BOARD_GET_CLASS (column->board)->ends_in_amount);
  gtk_list_item_set_child (item, card);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (clicked_cb), item);
  gtk_widget_add_controller (card, GTK_EVENT_CONTROLLER (click));
  g_signal_connect (drag, "prepare", G_CALLBACK (prepare_drag_cb), item);
  gtk_widget_add_controller (card, GTK_EVENT_CONTROLLER (drag));
  g_signal_connect (card, "map", G_CALLBACK (name_card_cb), item);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, Column *column)
{
  GtkWidget *card = gtk_list_item_get_child (item);
  GtkWidget *label = gtk_widget_get_first_child (card);
  char *lines[GA_BOARD_LINES];

  tell (column->board, gtk_list_item_get_item (item), lines);
  for (guint i = 0; i < GA_BOARD_LINES; i++, label = gtk_widget_get_next_sibling (label))
    {
      gtk_label_set_text (GTK_LABEL (label), lines[i] != NULL ? lines[i] : "");
      gtk_widget_set_tooltip_text (label, lines[i]);
      gtk_widget_set_visible (label, lines[i] != NULL);
      g_free (lines[i]);
    }
  name_card_cb (card, item);
}

static void
activate_cb (Column *column, guint position)
{
  GaBoardClass *klass = GA_BOARD_GET_CLASS (column->board);
  g_autoptr (GObject) item = g_list_model_get_item (model_of (column), position);
  char id[GA_ID_TEXT_SIZE];

  if (item == NULL)
    return;
  ga_id_format (klass->get_id (item), id);
  gtk_widget_activate_action (GTK_WIDGET (column->board), "win.open-record", "(ss)", klass->entity,
                              id);
}

/* (nullable): what stands @step beside it */
static Column *
find_beside (Column *column, int step)
{
  GPtrArray *columns = parts_of (column->board)->columns;
  guint at;

  g_ptr_array_find (columns, column, &at);
  at += (guint) step;
  return at < columns->len ? columns->pdata[at] : NULL;
}

/* To the next column that has something, without one that has nothing. */
static gboolean
move_to (Column *from, int step)
{
  Column *to = find_beside (from, step);

  while (to != NULL && g_list_model_get_n_items (model_of (to)) == 0)
    to = find_beside (to, step);
  if (to == NULL)
    return GDK_EVENT_STOP;
  gtk_single_selection_set_selected (from->selection, GTK_INVALID_LIST_POSITION);
  focus_column (to);
  return GDK_EVENT_STOP;
}

static gboolean
move_card (Column *column, int step)
{
  gpointer item = gtk_single_selection_get_selected_item (column->selection);
  Column *to = find_beside (column, step);

  if (!GA_BOARD_GET_CLASS (column->board)->is_ordered)
    return GDK_EVENT_PROPAGATE;
  if (item != NULL && to != NULL && !parts_of (column->board)->fixed)
    choose_state (column->board, item, to->state->code);
  return GDK_EVENT_STOP;
}

static gboolean
key_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, Column *column)
{
  int step = key == GDK_KEY_Left ? -1 : key == GDK_KEY_Right ? 1 : 0;

  /* Whoever goes on here does not go back to a card that comes later. */
  parts_of (column->board)->follows = NULL;
  if (step != 0 && (state & GDK_CONTROL_MASK) != 0)
    return move_card (column, step);
  if (step != 0)
    return move_to (column, step);
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
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_COPY);

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), column);
  gtk_widget_insert_action_group (column->box, "column", G_ACTION_GROUP (actions));
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (drop_cb), column);
  gtk_widget_add_controller (column->box, GTK_EVENT_CONTROLLER (drop));
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
  /* Neither on the line of the other's words, or in large letters the box needs more height than it
   * says. A grid asks for more under GTK 4.18 than it takes. */
  gtk_widget_set_valign (heading, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), heading);
  gtk_widget_add_css_class (change, "flat");
  gtk_widget_set_valign (change, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (change, GA_BOARD_GET_CLASS (column->board)->is_ordered
                                           ? _ ("Change status (Ctrl+← or Ctrl+→)")
                                           : _ ("Change status"));
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

/* Whether the item stands in the column. */
static gboolean
has_state_cb (gpointer item, gpointer data)
{
  Column *column = data;

  return GA_BOARD_GET_CLASS (column->board)->get_state (item) == column->state;
}

static void
add_list (Column *column, GListModel *items)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (has_state_cb, column, NULL));
  GtkWidget *scroll = gtk_scrolled_window_new ();
  g_autofree char *name = GA_BOARD_GET_CLASS (column->board)->name_column (column->state);

  column->selection = gtk_single_selection_new (
      G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (items), filter)));
  gtk_single_selection_set_autoselect (column->selection, FALSE);
  gtk_single_selection_set_can_unselect (column->selection, TRUE);
  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), column);
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
  column->scroll = scroll;
}

static void
column_free (gpointer data)
{
  Column *column = data;

  g_clear_object (&column->selection);
  g_free (column);
}

static void
add_column (GaBoard *self, const GaChoice *state, GListModel *items)
{
  GaBoardPrivate *priv = parts_of (self);
  Column *column = g_new0 (Column, 1);

  column->board = self;
  column->state = state;
  column->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_size_request (column->box, COLUMN_WIDTH, -1);
  gtk_widget_add_css_class (column->box, "card");
  gtk_widget_add_css_class (column->box, "ga-quick");
  g_ptr_array_add (priv->columns, column);
  gtk_box_append (GTK_BOX (priv->box), column->box);
  add_heading (column);
  add_list (column, items);
  add_actions (column);
  add_keys (column);
  g_signal_connect_swapped (column->selection, "items-changed", G_CALLBACK (items_changed_cb),
                            column);
  g_signal_connect_swapped (column->selection, "notify::selected-item", G_CALLBACK (selected_cb),
                            column);
  show_sum (column);
}

static void
ga_board_dispose (GObject *object)
{
  GaBoardPrivate *priv = parts_of (GA_BOARD (object));

  for (guint i = 0; i < priv->columns->len; i++)
    g_signal_handlers_disconnect_by_data (((Column *) priv->columns->pdata[i])->selection,
                                          priv->columns->pdata[i]);
  g_clear_pointer (&priv->scroll, gtk_widget_unparent);
  G_OBJECT_CLASS (ga_board_parent_class)->dispose (object);
}

static void
ga_board_finalize (GObject *object)
{
  g_ptr_array_unref (parts_of (GA_BOARD (object))->columns);
  G_OBJECT_CLASS (ga_board_parent_class)->finalize (object);
}

static void
ga_board_class_init (GaBoardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ga_board_dispose;
  G_OBJECT_CLASS (klass)->finalize = ga_board_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  status_chosen_signal = g_signal_new ("status-chosen", GA_TYPE_BOARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 2, G_TYPE_OBJECT, G_TYPE_STRING);
}

static void
ga_board_init (GaBoard *self)
{
  GaBoardPrivate *priv = parts_of (self);

  priv->columns = g_ptr_array_new_with_free_func (column_free);
  priv->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (priv->box, "ga-board");
  priv->scroll = gtk_scrolled_window_new ();
  /* That there are more columns is seen without a pointer near them. */
  gtk_scrolled_window_set_overlay_scrolling (GTK_SCROLLED_WINDOW (priv->scroll), FALSE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (priv->scroll), priv->box);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (priv->scroll), 260);
  gtk_widget_set_parent (priv->scroll, GTK_WIDGET (self));
}

/**
 * ga_board_set_up: once
 * @states: what a record can be, ends with a %NULL code
 * @items: (element-type GObject): as the class knows them
 */
void
ga_board_set_up (GaBoard *self, const GaChoice *states, GListModel *items)
{
  g_return_if_fail (GA_IS_BOARD (self));
  g_return_if_fail (parts_of (self)->states == NULL);

  parts_of (self)->states = states;
  for (const GaChoice *state = states; state->code != NULL; state++)
    add_column (self, state, items);
}

/**
 * ga_board_focus: brings the focus into a card
 *
 * Returns: whether there is such a card
 */
gboolean
ga_board_focus (GaBoard *self, const GaId *id)
{
  GaBoardPrivate *priv = parts_of (self);
  guint position;

  g_return_val_if_fail (GA_IS_BOARD (self), FALSE);

  for (guint i = 0; i < priv->columns->len; i++)
    {
      Column *column = priv->columns->pdata[i];
      g_autoptr (GObject) item = find_item (column, id, &position);

      if (item == NULL)
        continue;
      focus_card (column, position);
      return TRUE;
    }
  return FALSE;
}

/**
 * ga_board_set_fixed:
 * @fixed: whether no status may be changed
 */
void
ga_board_set_fixed (GaBoard *self, gboolean fixed)
{
  GaBoardPrivate *priv = parts_of (self);

  g_return_if_fail (GA_IS_BOARD (self));

  priv->fixed = fixed;
  for (guint i = 0; i < priv->columns->len; i++)
    gtk_widget_set_visible (((Column *) priv->columns->pdata[i])->change, !fixed);
}
