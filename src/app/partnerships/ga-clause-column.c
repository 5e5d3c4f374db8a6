/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/partnerships/ga-clause-column.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/compat/ga-list-box.h"
#include "insight/ga-agreement-words.h"
#include "model/ga-date.h"

struct _GaClauseColumn
{
  GtkBox parent_instance;

  const char *side;
  gboolean fixed;
  GtkLabel *title;
  GtkWidget *add;
  GtkListBox *list;
  GtkLabel *none;
  GPtrArray *rows; /* of Row, as they stand in the list */
};

/* One expectation. Its widgets are the list's. */
typedef struct
{
  GaId id;
  GtkWidget *row;
  GtkLabel *heading;
  GtkLabel *text;
  GtkLabel *details;
  GtkWidget *overdue;
  GtkLabel *overdue_text;
  GtkLabel *state;       /* where it is only read … */
  GtkLabel *state_shown; /* … and in the button that changes it */
  GtkMenuButton *state_button;
  GtkMenuButton *more_button;
} Row;

G_DEFINE_FINAL_TYPE (GaClauseColumn, ga_clause_column, GTK_TYPE_BOX)

static GtkLabel *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
say (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
add_item (GMenu *menu, const char *label, const char *action, const char *first, const char *second)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "(ss)", first, second);
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_states (const GaRecord *clause, const char *id)
{
  const GaField *field = ga_entity_get_field (ga_record_get_entity (clause), "state");
  GMenu *menu = g_menu_new ();

  for (const GaChoice *choice = field->choices; choice->code != NULL; choice++)
    add_item (menu, _ (choice->label), "agreement.set-state", id, choice->code);
  return G_MENU_MODEL (menu);
}

static GMenuModel *
make_more (const char *id)
{
  GMenu *menu = g_menu_new ();

  add_item (menu, _ ("_Edit expectation"), "agreement.edit", "clause", id);
  add_item (menu, _ ("_Delete expectation"), "agreement.delete", "clause", id);
  return G_MENU_MODEL (menu);
}

static void
add_overdue (Row *row, GtkWidget *box)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  row->overdue = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (row->overdue), icon);
  row->overdue_text = add_label (row->overdue, "ga-strong");
  gtk_widget_set_hexpand (GTK_WIDGET (row->overdue_text), TRUE);
  gtk_box_append (GTK_BOX (box), row->overdue);
}

static void
add_state_button (Row *row, GtkWidget *foot, GMenuModel *states)
{
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  /* With a label of its own the button would be named after that alone. */
  row->state_shown = add_label (inside, NULL);
  gtk_box_append (GTK_BOX (inside), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  row->state_button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (row->state_button, inside);
  gtk_menu_button_set_menu_model (row->state_button, states);
  gtk_box_append (GTK_BOX (foot), GTK_WIDGET (row->state_button));
}

/* How it stands, to be changed in place, and what else can be done. */
static void
add_foot (Row *row, GtkWidget *box, const GaRecord *clause, const char *id)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autoptr (GMenuModel) states = make_states (clause, id);
  g_autoptr (GMenuModel) more = make_more (id);

  row->state = add_label (foot, "ga-pill");
  add_state_button (row, foot, states);
  row->more_button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (row->more_button, "view-more-symbolic");
  gtk_menu_button_set_menu_model (row->more_button, more);
  gtk_widget_set_tooltip_text (GTK_WIDGET (row->more_button), _ ("More"));
  gtk_widget_set_hexpand (GTK_WIDGET (row->more_button), TRUE);
  gtk_widget_set_halign (GTK_WIDGET (row->more_button), GTK_ALIGN_END);
  gtk_widget_add_css_class (GTK_WIDGET (row->more_button), "flat");
  gtk_box_append (GTK_BOX (foot), GTK_WIDGET (row->more_button));
  gtk_widget_set_margin_top (foot, 4);
  gtk_box_append (GTK_BOX (box), foot);
}

static Row *
add_row (GaClauseColumn *self, const GaRecord *clause)
{
  Row *row = g_new0 (Row, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  char id[GA_ID_TEXT_SIZE];

  row->id = *ga_record_get_id (clause);
  ga_id_format (&row->id, id);
  row->heading = add_label (box, "ga-strong");
  row->text = add_label (box, NULL);
  row->details = add_label (box, "dim-label");
  add_overdue (row, box);
  add_foot (row, box, clause, id);
  gtk_widget_add_css_class (box, "ga-row");
  row->row = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row->row), box);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row->row), "(ss)", "clause", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row->row), "agreement.edit");
  gtk_list_box_append (self->list, row->row);
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
fix_row (GaClauseColumn *self, Row *row)
{
  gtk_widget_set_visible (GTK_WIDGET (row->state), self->fixed);
  gtk_widget_set_visible (GTK_WIDGET (row->state_button), !self->fixed);
  gtk_widget_set_visible (GTK_WIDGET (row->more_button), !self->fixed);
}

static void
name_row (Row *row, const char *heading, const char *state, const char *details)
{
  /* TRANSLATORS: how an expectation stands: "Readiness of the place: Under way" */
  g_autofree char *standing = g_strdup_printf (_ ("%1$s: %2$s"), heading, state);
  g_autofree char *more = g_strdup_printf (_ ("More about %s"), heading);

  ga_accessible_set_name (row->row, standing);
  ga_accessible_set_description (row->row, details);
  ga_accessible_set_name (GTK_WIDGET (row->state_button), standing);
  ga_accessible_set_name (GTK_WIDGET (row->more_button), more);
}

static gboolean
fill_row (Row *row, const GaRecord *clause, const char *today)
{
  const GaEntity *entity = ga_record_get_entity (clause);
  const char *heading = ga_record_get_text (clause, "heading");
  g_autofree char *details = ga_agreement_words_clause (clause, today);
  g_autofree char *state =
      ga_value_display (ga_entity_get_field (entity, "state"), ga_record_get (clause, "state"));
  gboolean overdue = ga_agreement_words_is_overdue (clause, today);
  g_autofree char *due = overdue ? ga_date_display (ga_record_get_text (clause, "due")) : NULL;
  g_autofree char *late = overdue ? g_strdup_printf (_ ("Overdue: it was due on %s"), due) : NULL;

  say (row->heading, heading);
  say (row->text, ga_record_get_text (clause, "text"));
  say (row->details, details);
  say (row->overdue_text, late);
  gtk_widget_set_visible (row->overdue, overdue);
  gtk_label_set_text (row->state, state);
  gtk_label_set_text (row->state_shown, state);
  name_row (row, heading, state, overdue ? late : details);
  return overdue;
}

/* The order in which they were written down. */
static int
compare_clauses (gconstpointer a, gconstpointer b)
{
  return memcmp (ga_record_get_id (*(GaRecord *const *) a),
                 ga_record_get_id (*(GaRecord *const *) b), sizeof (GaId));
}

static GPtrArray *
pick_own (GaClauseColumn *self, GPtrArray *clauses)
{
  GPtrArray *own = g_ptr_array_new ();

  for (guint i = 0; i < clauses->len; i++)
    if (g_strcmp0 (ga_record_get_text (clauses->pdata[i], "side"), self->side) == 0)
      g_ptr_array_add (own, clauses->pdata[i]);
  g_ptr_array_sort (own, compare_clauses);
  return own;
}

static gboolean
has_same_rows (GaClauseColumn *self, GPtrArray *own)
{
  if (self->rows->len != own->len)
    return FALSE;
  for (guint i = 0; i < own->len; i++)
    if (!ga_id_equal (&((Row *) self->rows->pdata[i])->id, ga_record_get_id (own->pdata[i])))
      return FALSE;
  return TRUE;
}

/* After one was added or deleted the focus stays at its place. */
static void
make_rows (GaClauseColumn *self, GPtrArray *own)
{
  GtkWidget *focused = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  int index = focused != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focused)) : -1;

  ga_list_box_remove_all (self->list);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < own->len; i++)
    fix_row (self, add_row (self, own->pdata[i]));
  if (index >= 0 && own->len > 0)
    gtk_widget_grab_focus (((Row *) self->rows->pdata[MIN ((guint) index, own->len - 1)])->row);
}

static void
ga_clause_column_finalize (GObject *object)
{
  g_ptr_array_unref (GA_CLAUSE_COLUMN (object)->rows);
  G_OBJECT_CLASS (ga_clause_column_parent_class)->finalize (object);
}

static void
ga_clause_column_class_init (GaClauseColumnClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ga_clause_column_finalize;
}

static void
ga_clause_column_init (GaClauseColumn *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->rows = g_ptr_array_new_with_free_func (g_free);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->title = add_label (head, "heading");
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  self->add = gtk_button_new_from_icon_name ("list-add-symbolic");
  gtk_widget_set_tooltip_text (self->add, _ ("Add expectation"));
  gtk_widget_set_valign (self->add, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->add, "flat");
  gtk_box_append (GTK_BOX (head), self->add);
  gtk_box_append (GTK_BOX (self), head);
  self->none = add_label (GTK_WIDGET (self), "dim-label");
  gtk_label_set_text (self->none, _ ("Nothing is written down yet."));
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->list));
}

void
ga_clause_column_set_up (GaClauseColumn *self, const char *side, const char *title)
{
  /* TRANSLATORS: a button below a heading: "Add to: We expect of the kommune" */
  g_autofree char *add = g_strdup_printf (_ ("Add to: %s"), title);

  g_return_if_fail (GA_IS_CLAUSE_COLUMN (self));

  self->side = g_intern_string (side);
  gtk_label_set_text (self->title, title);
  ga_accessible_set_name (GTK_WIDGET (self->list), title);
  ga_accessible_set_name (self->add, add);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->add), "s", side);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->add), "agreement.add-clause");
}

guint
ga_clause_column_show (GaClauseColumn *self, GPtrArray *clauses, const char *today)
{
  g_autoptr (GPtrArray) own = pick_own (self, clauses);
  guint overdue = 0;

  g_return_val_if_fail (GA_IS_CLAUSE_COLUMN (self), 0);

  gtk_widget_set_visible (GTK_WIDGET (self->list), own->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->none), own->len == 0);
  /* What only changes stays where it is, and keeps the focus. */
  if (!has_same_rows (self, own))
    make_rows (self, own);
  for (guint i = 0; i < own->len; i++)
    overdue += fill_row (self->rows->pdata[i], own->pdata[i], today) ? 1 : 0;
  return overdue;
}

void
ga_clause_column_set_fixed (GaClauseColumn *self, gboolean fixed)
{
  g_return_if_fail (GA_IS_CLAUSE_COLUMN (self));

  self->fixed = fixed;
  gtk_widget_set_visible (self->add, !fixed);
  for (guint i = 0; i < self->rows->len; i++)
    fix_row (self, self->rows->pdata[i]);
}
