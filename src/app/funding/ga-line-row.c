/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/funding/ga-line-row.h"

#include "app/compat/ga-accessible.h"
#include "app/ga-act.h"
#include "app/ga-wording.h"
#include "app/widgets/ga-record-view.h"

/* @parameter: the name of the entity and the id of what goes */
static void
delete_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaRecordView *view = GA_RECORD_VIEW (widget);
  GaContext *context = ga_record_view_get_context (view);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  const GaEntity *entity;
  GaRecord *record;
  const char *name;
  const char *text;
  GaId id;

  g_variant_get (parameter, "(&s&s)", &name, &text);
  if (!ga_id_parse (text, &id))
    return;
  entity = ga_record_view_get_entity (view, name);
  record = ga_reader_find (ga_context_get_reader (context), entity, &id, NULL);
  if (record == NULL)
    return;
  g_ptr_array_add (records, record);
  ga_act_delete (widget, context, ga_wording_of (entity)->deleted, records);
}

/**
 * ga_line_row_new:
 * @subtitle: (nullable): a second line
 * @amount: (nullable): as it is shown
 */
GtkWidget *
ga_line_row_new (const char *title, const char *subtitle, const char *amount)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title != NULL ? title : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  if (amount != NULL)
    ga_line_row_add_amount (row, amount);
  return row;
}

/**
 * ga_line_row_add_amount: for a row that was made without one, to come after what was added to it
 */
void
ga_line_row_add_amount (GtkWidget *row, const char *amount)
{
  GtkWidget *label = gtk_label_new (amount);

  gtk_widget_add_css_class (label, "ga-line-amount");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
}

/**
 * ga_line_row_open: lets the row open a record
 */
void
ga_line_row_open (GtkWidget *row, const char *entity, const GaId *id)
{
  char text[GA_ID_TEXT_SIZE];

  ga_id_format (id, text);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", entity, text);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-record");
}

/**
 * ga_line_row_add_delete: a button that deletes the record of the row at once
 * @name: translated; what the button does
 */
void
ga_line_row_add_delete (GtkWidget *row, const char *name, const char *entity, const GaId *id)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  char text[GA_ID_TEXT_SIZE];

  ga_id_format (id, text);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", entity, text);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "line.delete");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  ga_accessible_set_name (button, name);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/**
 * ga_line_row_add_gap: as wide as such a button, so that the amount stands below those of rows that
 *   have one
 */
void
ga_line_row_add_gap (GtkWidget *row)
{
  GtkWidget *gap =
      g_object_new (GTK_TYPE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                    "icon-name", "user-trash-symbolic", "focusable", FALSE, "sensitive", FALSE,
                    "opacity", 0.0, "valign", GTK_ALIGN_CENTER, NULL);

  gtk_widget_add_css_class (gap, "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gap);
}

/**
 * ga_line_row_warn: what the row says is late; its words say so, too
 */
void
ga_line_row_warn (GtkWidget *row)
{
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
}

/**
 * ga_line_row_new_sum:
 * @below_buttons: whether the rows above it have a button to delete them
 */
GtkWidget *
ga_line_row_new_sum (const char *title, const char *amount, gboolean below_buttons)
{
  GtkWidget *row = ga_line_row_new (title, NULL, amount);

  if (below_buttons)
    ga_line_row_add_gap (row);
  gtk_widget_add_css_class (row, "ga-sum");
  return row;
}

/**
 * ga_line_row_find_focus:
 * Returns: which row of @list has the focus, or something in it; -1 for none
 */
int
ga_line_row_find_focus (GtkListBox *list)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (list));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;

  if (row == NULL || gtk_widget_get_parent (row) != GTK_WIDGET (list))
    return -1;
  return gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
}

/**
 * ga_line_row_restore_focus: once the rows were made anew
 * @at: what ga_line_row_find_focus() said before
 */
void
ga_line_row_restore_focus (GtkListBox *list, int at)
{
  GtkListBoxRow *row = at >= 0 ? gtk_list_box_get_row_at_index (list, at) : NULL;

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/**
 * ga_line_row_install: gives a class of GaRecordView what the buttons of its rows do
 */
void
ga_line_row_install (GtkWidgetClass *view_class)
{
  gtk_widget_class_install_action (view_class, "line.delete", "(ss)", delete_cb);
}
