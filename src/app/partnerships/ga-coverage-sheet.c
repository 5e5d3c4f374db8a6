/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/partnerships/ga-coverage-sheet.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/compat/ga-accessible.h"

/* More of them no sheet could show. */
#define MOST_GOALS       100
#define MOST_AGREEMENTS  50
#define MOST_INITIATIVES 50

#define GOAL_LETTERS       24
#define INITIATIVE_LETTERS 14

struct _GaCoverageSheet
{
  GtkBox parent_instance;

  GtkLabel *told;
  GtkWidget *scroll;
  GtkGrid *grid;
};

G_DEFINE_FINAL_TYPE (GaCoverageSheet, ga_coverage_sheet, GTK_TYPE_BOX)

static GPtrArray *
list (GaContext *context,
      GaReader *reader,
      const char *entity,
      const char *field,
      const GaId *id,
      guint limit)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_context_get_entity (context, entity));
  GPtrArray *found;

  ga_query_where_id (query, field, id);
  ga_query_set_window (query, 0, limit);
  found = ga_reader_list (reader, query, NULL);
  return found != NULL ? found : g_ptr_array_new ();
}

/* (transfer full) (element-type GaRecord): those that go on, under any of the agreements */
static GPtrArray *
list_initiatives (GaContext *context, GaReader *reader, const GaId *kommune)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) agreements =
      list (context, reader, "agreement", "kommune", kommune, MOST_AGREEMENTS);

  for (guint i = 0; i < agreements->len; i++)
    {
      g_autoptr (GPtrArray) initiatives =
          list (context, reader, "initiative", "agreement", ga_record_get_id (agreements->pdata[i]),
                MOST_INITIATIVES);

      for (guint j = 0; j < initiatives->len && all->len < MOST_INITIATIVES; j++)
        if (!ga_record_is_one_of (initiatives->pdata[j], "status", "closed"))
          g_ptr_array_add (all, g_object_ref (initiatives->pdata[j]));
    }
  return all;
}

static gboolean
covers (const GaRecord *initiative, const GaRecord *goal)
{
  const char *goals = ga_record_get_text (initiative, "goals");
  char id[GA_ID_TEXT_SIZE];

  ga_id_format (ga_record_get_id (goal), id);
  return goals != NULL && strstr (goals, id) != NULL;
}

static gboolean
is_covered (GPtrArray *initiatives, const GaRecord *goal)
{
  for (guint i = 0; i < initiatives->len; i++)
    if (covers (initiatives->pdata[i], goal))
      return TRUE;
  return FALSE;
}

static char *
describe (GPtrArray *goals, GPtrArray *initiatives)
{
  g_autoptr (GStrvBuilder) uncovered = g_strv_builder_new ();
  g_auto (GStrv) titles = NULL;
  g_autofree char *joined = NULL;
  guint n;

  if (goals->len == 0)
    return g_strdup (_ ("No goals of this kommune’s plans are written down yet."));
  for (guint i = 0; i < goals->len; i++)
    if (!is_covered (initiatives, goals->pdata[i]))
      g_strv_builder_add (uncovered, ga_record_get_text (goals->pdata[i], "title"));
  titles = g_strv_builder_end (uncovered);
  n = g_strv_length (titles);
  if (n == 0)
    return g_strdup (_ ("Every goal has an initiative."));
  joined = g_strjoinv ("; ", titles);
  return g_strdup_printf (
      /* TRANSLATORS: %2$s are titles of goals, parted by semicolons */
      ngettext ("%1$u goal has no initiative: %2$s", "%1$u goals have no initiative: %2$s", n), n,
      joined);
}

static GtkWidget *
make_text (const char *text, int letters)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  /* As wide as it must be, and no wider: what scrolls would be given the height of the former. */
  gtk_label_set_width_chars (GTK_LABEL (label), letters);
  gtk_label_set_max_width_chars (GTK_LABEL (label), letters);
  return label;
}

static void
add_item (GMenu *menu, const char *label, const char *action, const char *id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "(ss)", "plan_goal", id);
  g_menu_append_item (menu, item);
}

/* Its title offers what can be done with it. */
static GtkWidget *
make_goal (const GaRecord *goal)
{
  const char *title = ga_record_get_text (goal, "title");
  GtkWidget *label = make_text (title, GOAL_LETTERS);
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();
  char id[GA_ID_TEXT_SIZE];

  ga_id_format (ga_record_get_id (goal), id);
  add_item (menu, _ ("_Open goal"), "agreement.edit", id);
  add_item (menu, _ ("_Delete goal"), "agreement.delete", id);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), label);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "ga-goal");
  ga_accessible_set_name (button, title);
  return button;
}

static void
add_initiative (GaCoverageSheet *self, const GaRecord *initiative, int column)
{
  GtkWidget *label = make_text (ga_record_get_text (initiative, "name"), INITIATIVE_LETTERS);

  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_set_valign (label, GTK_ALIGN_END);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_grid_attach (self->grid, label, column, 0, 1, 1);
}

static void
add_mark (GaCoverageSheet *self, const GaRecord *goal, const GaRecord *initiative, int x, int y)
{
  GtkWidget *mark = gtk_label_new ("✓");
  g_autofree char *words =
      /* TRANSLATORS: a mark in a table: an initiative works for a goal */
      g_strdup_printf (_ ("%1$s is covered by %2$s"), ga_record_get_text (goal, "title"),
                       ga_record_get_text (initiative, "name"));

  gtk_widget_add_css_class (mark, "heading");
  gtk_widget_set_tooltip_text (mark, words);
  ga_accessible_set_name (mark, words);
  gtk_grid_attach (self->grid, mark, x, y, 1, 1);
}

/* The line of the goal that has the focus, as they are made anew; -1 for none. */
static int
find_focused (GaCoverageSheet *self)
{
  GtkWidget *focused = gtk_widget_get_focus_child (GTK_WIDGET (self->grid));
  int column, line = -1;

  if (focused != NULL)
    gtk_grid_query_child (self->grid, focused, &column, &line, NULL, NULL);
  return line;
}

static void
focus_again (GaCoverageSheet *self, int line)
{
  GtkWidget *goal = NULL;

  for (; line > 0 && !GTK_IS_MENU_BUTTON (goal); line--)
    goal = gtk_grid_get_child_at (self->grid, 0, line);
  if (GTK_IS_MENU_BUTTON (goal))
    gtk_widget_grab_focus (goal);
}

static void
clear_grid (GaCoverageSheet *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

static void
fill_grid (GaCoverageSheet *self, GPtrArray *goals, GPtrArray *initiatives)
{
  GtkWidget *rest = gtk_label_new (NULL);
  int columns = (int) initiatives->len + 2;

  for (guint i = 0; i < initiatives->len; i++)
    add_initiative (self, initiatives->pdata[i], (int) i + 1);
  gtk_widget_set_hexpand (rest, TRUE);
  gtk_grid_attach (self->grid, rest, columns - 1, 0, 1, 1);
  for (guint j = 0; j < goals->len; j++)
    {
      int line = 2 * (int) j + 1;

      gtk_grid_attach (self->grid, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), 0, line, columns,
                       1);
      gtk_grid_attach (self->grid, make_goal (goals->pdata[j]), 0, line + 1, 1, 1);
      for (guint i = 0; i < initiatives->len; i++)
        if (covers (initiatives->pdata[i], goals->pdata[j]))
          add_mark (self, goals->pdata[j], initiatives->pdata[i], (int) i + 1, line + 1);
    }
}

static void
ga_coverage_sheet_class_init (GaCoverageSheetClass *klass)
{
}

static void
ga_coverage_sheet_init (GaCoverageSheet *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  self->told = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->told, 0);
  gtk_label_set_wrap (self->told, TRUE);
  gtk_label_set_wrap_mode (self->told, PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->told));
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 12);
  gtk_grid_set_row_spacing (self->grid, 4);
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "ga-coverage");
  self->scroll = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroll), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_overlay_scrolling (GTK_SCROLLED_WINDOW (self->scroll), FALSE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroll), GTK_WIDGET (self->grid));
  gtk_widget_add_css_class (self->scroll, "card");
  gtk_box_append (GTK_BOX (self), self->scroll);
}

/**
 * ga_coverage_sheet_show:
 * @kommune: whose goals and initiatives
 */
void
ga_coverage_sheet_show (GaCoverageSheet *self,
                        GaContext *context,
                        GaReader *reader,
                        const GaId *kommune)
{
  g_autoptr (GPtrArray) goals = NULL;
  g_autoptr (GPtrArray) initiatives = NULL;
  g_autofree char *told = NULL;
  int focused;

  g_return_if_fail (GA_IS_COVERAGE_SHEET (self));

  goals = list (context, reader, "plan_goal", "kommune", kommune, MOST_GOALS);
  initiatives = list_initiatives (context, reader, kommune);
  told = describe (goals, initiatives);
  gtk_label_set_text (self->told, told);
  focused = find_focused (self);
  clear_grid (self);
  fill_grid (self, goals, initiatives);
  gtk_widget_set_visible (self->scroll, goals->len > 0);
  focus_again (self, focused);
}
