/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/compat/ga-accessible.h"

#include <adwaita.h>

static void
name_lists (GtkWidget *parent, const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_LIST_VIEW (child))
        ga_accessible_set_name (child, name);
      name_lists (child, name);
    }
}

/* A combo row shows its choice in a list of its own, to which the focus never comes. */
static void
calm_choice (GtkWidget *parent)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_LIST_VIEW (parent))
        gtk_widget_set_focusable (child, FALSE);
      else if (!GTK_IS_POPOVER (child))
        calm_choice (child);
    }
}

static void
chosen_cb (AdwComboRow *row)
{
  calm_choice (GTK_WIDGET (row));
}

/* The mnemonic is for the eye, but the toolkit reads out its underscore. */
static void
name_button (GtkButton *button)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *name = NULL;

  if (!gtk_button_get_use_underline (button) || gtk_button_get_label (button) == NULL)
    return;
  parts = g_strsplit (gtk_button_get_label (button), "_", -1);
  name = g_strjoinv ("", parts);
  ga_accessible_set_name (GTK_WIDGET (button), name);
}

static void
name_foreign_button (GtkButton *button, const char *otherwise)
{
  GtkWidget *child = gtk_button_get_child (button);

  if (GTK_IS_LABEL (child))
    ga_accessible_set_name (GTK_WIDGET (button), gtk_label_get_text (GTK_LABEL (child)));
  else if (gtk_widget_get_tooltip_text (GTK_WIDGET (button)) == NULL)
    ga_accessible_set_name (GTK_WIDGET (button), otherwise);
}

static void
name_foreign_parts (GtkWidget *parent, const char *name, const char *unnamed_button)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_LIST_BOX (child))
        ga_accessible_set_name (child, name);
      else if (GTK_IS_BUTTON (child) && !gtk_button_get_use_underline (GTK_BUTTON (child)) &&
               !GTK_IS_WINDOW_CONTROLS (parent) && !GTK_IS_MENU_BUTTON (parent))
        name_foreign_button (GTK_BUTTON (child), unnamed_button);
      name_foreign_parts (child, name, unnamed_button);
    }
}

/* GTK 4.18 lets a menu's item be named by a label of which it tells no name. */
static void
name_items (GtkWidget *parent)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *label = gtk_widget_get_first_child (child);

      while (label != NULL && !GTK_IS_LABEL (label))
        label = gtk_widget_get_next_sibling (label);
      switch (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (child)))
        {
        case GTK_ACCESSIBLE_ROLE_MENU_ITEM:
        case GTK_ACCESSIBLE_ROLE_MENU_ITEM_CHECKBOX:
        case GTK_ACCESSIBLE_ROLE_MENU_ITEM_RADIO:
          if (label != NULL)
            ga_accessible_set_name (child, gtk_label_get_text (GTK_LABEL (label)));
          break;
        default:
          name_items (child);
        }
    }
}

static GtkWidget *
find_label (GtkWidget *parent)
{
  GtkWidget *found = GTK_IS_LABEL (parent) ? parent : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child);
  return found;
}

/* What a combo row shows as its choice. The focus never comes there, but GTK 4.18 says it could. */
static void
name_shown (GtkWidget *item)
{
  GtkWidget *label = find_label (item);

  if (label != NULL)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                    label, NULL, -1);
}

static gboolean
mapped_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  GtkWidget *mapped = g_value_get_object (values);
  GtkWidget *parent = gtk_widget_get_parent (mapped);

  if (GTK_IS_POPOVER_MENU (mapped))
    name_items (mapped);
  else if (GTK_IS_LIST_VIEW (parent) && !gtk_widget_get_can_focus (parent))
    name_shown (mapped);
  return G_SOURCE_CONTINUE;
}

/**
 * ga_accessible_start:
 *
 * Names the items of every menu when it opens, and what a combo row shows. Once, when the program
 * starts.
 */
void
ga_accessible_start (void)
{
  /* So that there are its signals. */
  g_autoptr (GTypeClass) klass = g_type_class_ref (GTK_TYPE_WIDGET);

  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, mapped_cb, NULL, NULL);
}

/**
 * ga_accessible_set_name:
 * @widget: any control
 * @name: what it is called, without a mnemonic
 */
void
ga_accessible_set_name (GtkWidget *widget, const char *name)
{
  g_return_if_fail (GTK_IS_ACCESSIBLE (widget));
  g_return_if_fail (name != NULL);

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * ga_accessible_name_choice:
 * @drop_down: a choice with a button in it, which takes the focus
 * @name: what is asked
 * @answer: (nullable): both what is asked and what is chosen
 *
 * The button says @answer. Since GTK 4.16 it is called what the whole is, whatever it says itself.
 */
void
ga_accessible_name_choice (GtkDropDown *drop_down, const char *name, const char *answer)
{
  GtkWidget *whole = GTK_WIDGET (drop_down);

  g_return_if_fail (GTK_IS_DROP_DOWN (drop_down));

  if (answer == NULL)
    answer = name;
  ga_accessible_set_name (gtk_widget_get_first_child (whole), answer);
#if GTK_CHECK_VERSION(4, 16, 0)
  name = answer;
#endif
  ga_accessible_set_name (whole, name);
}

/**
 * ga_accessible_open_at_choice:
 * @list: what a choice opens
 *
 * Since GTK 4.12 it would open at its first item, whatever is chosen.
 */
void
ga_accessible_open_at_choice (GtkListView *list)
{
  g_return_if_fail (GTK_IS_LIST_VIEW (list));

#if GTK_CHECK_VERSION(4, 12, 0)
  g_object_set (list, "tab-behavior", GTK_LIST_TAB_ITEM, NULL);
#endif
}

/**
 * ga_accessible_calm_item:
 * @item: shows what is chosen, and takes no focus of its own
 *
 * Since GTK 4.12 what shows an item does as the item says whenever that changes.
 */
void
ga_accessible_calm_item (GtkListItem *item)
{
  g_return_if_fail (GTK_IS_LIST_ITEM (item));

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (item), "focusable") != NULL)
    g_object_set (item, "focusable", FALSE, NULL);
}

/**
 * ga_accessible_name_group:
 * @group: of rows, without a title
 * @name: what its list is called; of one with a title the toolkit does so itself
 */
void
ga_accessible_name_group (GtkWidget *group, const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (group); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_LIST_BOX (child))
        ga_accessible_set_name (child, name);
      ga_accessible_name_group (child, name);
    }
}

/**
 * ga_accessible_set_description:
 * @widget: any control
 * @description: (nullable): a hint or complaint about it
 */
void
ga_accessible_set_description (GtkWidget *widget, const char *description)
{
  g_return_if_fail (GTK_IS_ACCESSIBLE (widget));

  if (description != NULL && *description != '\0')
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    description, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
opened_cb (GtkToggleButton *arrow, GParamSpec *pspec, GtkWidget *button)
{
  gtk_widget_set_has_tooltip (button, !gtk_toggle_button_get_active (arrow));
  gtk_widget_trigger_tooltip_query (button);
}

/**
 * ga_accessible_calm_tooltip:
 * @button: that opens a menu, when it has its tooltip
 *
 * While the menu is open the tooltip would lie over its first entry.
 */
void
ga_accessible_calm_tooltip (GtkMenuButton *button)
{
  GtkWidget *arrow = gtk_widget_get_first_child (GTK_WIDGET (button));

  if (gtk_widget_get_tooltip_text (GTK_WIDGET (button)) != NULL && GTK_IS_TOGGLE_BUTTON (arrow))
    g_signal_connect_object (arrow, "notify::active", G_CALLBACK (opened_cb), button, 0);
}

/**
 * ga_accessible_mend:
 * @parent: a page or the content of a window, when it has been built
 *
 * Mends what the toolkit's own widgets lack: a scrolled window has no name, and what is in it takes
 * the focus anyway; the list that a combo row opens is named as the row is; the name of a button
 * has no mnemonic; the tooltip of a menu's button goes while the menu is open.
 */
void
ga_accessible_mend (GtkWidget *parent)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_SCROLLED_WINDOW (child))
        gtk_widget_set_focusable (child, FALSE);
      if (ADW_IS_COMBO_ROW (child))
        {
          name_lists (child, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (child)));
          chosen_cb (ADW_COMBO_ROW (child));
          g_signal_connect_after (child, "notify::selected-item", G_CALLBACK (chosen_cb), NULL);
        }
      if (GTK_IS_BUTTON (child))
        name_button (GTK_BUTTON (child));
      if (GTK_IS_MENU_BUTTON (child))
        ga_accessible_calm_tooltip (GTK_MENU_BUTTON (child));
      ga_accessible_mend (child);
    }
}

/**
 * ga_accessible_mend_foreign:
 * @window: a window that the toolkit built
 * @name: what the window is called; its lists are called so too
 * @unnamed_button: what its button without a text is called
 */
void
ga_accessible_mend_foreign (GtkWindow *window, const char *name, const char *unnamed_button)
{
  g_object_set (window, "accessible-role", GTK_ACCESSIBLE_ROLE_DIALOG, "title", name, NULL);
  ga_accessible_mend (GTK_WIDGET (window));
  name_foreign_parts (GTK_WIDGET (window), name, unnamed_button);
}
