/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/partnerships/ga-dossier-section.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/compat/ga-list-box.h"
#include "app/funding/ga-line-row.h"
#include "app/widgets/ga-tab-leaves.h"
#include "model/ga-number.h"

/* Shown at once; a row costs some tenths of a millisecond. */
#define FIRST_LINES 8
/* Made in one go of what was asked for. */
#define NEXT_LINES 25

struct _GaDossierSection
{
  GtkBox parent_instance;

  GPtrArray *lines; /* (nullable): of GaDossierLine */
  gboolean all;     /* asked for */
  guint made;       /* rows that are there */
  guint source;     /* makes more of them */

  GtkLabel *title;
  GtkListBox *totals;
  GtkListBox *list;
  GtkWidget *more;
  GtkLabel *more_text;
  GtkLabel *note;
};

G_DEFINE_FINAL_TYPE (GaDossierSection, ga_dossier_section, GTK_TYPE_BOX)

/* The label of its figure is the row's. */
static GtkWidget *
make_row (void)
{
  GtkWidget *row = ga_line_row_new (NULL, NULL, NULL);
  GtkWidget *figure = gtk_label_new (NULL);

  gtk_widget_add_css_class (figure, "ga-line-amount");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), figure);
  g_object_set_data (G_OBJECT (row), "figure", figure);
  return row;
}

static void
fill_row (GtkWidget *row, const GaDossierLine *line)
{
  GtkLabel *figure = GTK_LABEL (g_object_get_data (G_OBJECT (row), "figure"));
  g_autofree char *described = NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), line->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line->details != NULL ? line->details : "");
  gtk_label_set_text (figure, line->figure != NULL ? line->figure : "");
  gtk_widget_set_visible (GTK_WIDGET (figure), line->figure != NULL);
  if (line->is_below)
    gtk_widget_add_css_class (row, "ga-below");
  else
    gtk_widget_remove_css_class (row, "ga-below");
  ga_line_row_open (row, line->entity->name, &line->id);
  if (line->details != NULL && line->figure != NULL)
    described = g_strdup_printf ("%s · %s", line->details, line->figure);
  ga_accessible_set_name (row, line->title);
  ga_accessible_set_description (row, described != NULL       ? described
                                      : line->details != NULL ? line->details
                                                              : line->figure);
}

static guint
count_wanted (GaDossierSection *self)
{
  return self->all ? self->lines->len : MIN (self->lines->len, FIRST_LINES);
}

static void
show_more (GaDossierSection *self)
{
  g_autofree char *number = ga_number_display (self->lines->len);
  /* TRANSLATORS: a button below some of the rows; %s is how many there are in all */
  g_autofree char *text = g_strdup_printf (_ ("Show all %s"), number);

  gtk_label_set_text (self->more_text, text);
  ga_accessible_set_name (self->more, text);
  gtk_widget_set_visible (self->more, self->lines->len > count_wanted (self));
}

static void
make_until (GaDossierSection *self, guint wanted)
{
  for (; self->made < wanted; self->made++)
    {
      GtkWidget *row = make_row ();

      fill_row (row, self->lines->pdata[self->made]);
      gtk_list_box_append (self->list, row);
    }
}

static gboolean
make_next_cb (gpointer user_data)
{
  GaDossierSection *self = user_data;
  guint wanted = count_wanted (self);

  make_until (self, MIN (wanted, self->made + NEXT_LINES));
  if (self->made < wanted)
    return G_SOURCE_CONTINUE;
  self->source = 0;
  return G_SOURCE_REMOVE;
}

/* The first that was not there before has the focus, as the button goes. */
static void
more_cb (GaDossierSection *self)
{
  guint first = self->made;

  self->all = TRUE;
  make_until (self, MIN (self->lines->len, first + NEXT_LINES));
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, (int) first)));
  show_more (self);
  if (self->made < self->lines->len && self->source == 0)
    self->source = g_idle_add (make_next_cb, self);
}

static void
show_lines (GaDossierSection *self)
{
  guint wanted = count_wanted (self);

  for (; self->made > wanted; self->made--)
    gtk_list_box_remove (
        self->list, GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, (int) self->made - 1)));
  for (guint i = 0; i < self->made; i++)
    fill_row (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, (int) i)),
              self->lines->pdata[i]);
  make_until (self, MIN (wanted, MAX (self->made, FIRST_LINES)));
  if (self->made < wanted && self->source == 0)
    self->source = g_idle_add (make_next_cb, self);
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->lines->len > 0);
  show_more (self);
}

static void
show_totals (GaDossierSection *self, GPtrArray *totals)
{
  ga_list_box_remove_all (self->totals);
  for (guint i = 0; i + 1 < totals->len; i += 2)
    {
      GtkWidget *row = ga_line_row_new (totals->pdata[i], NULL, totals->pdata[i + 1]);

      gtk_widget_set_focusable (row, FALSE);
      gtk_list_box_append (self->totals, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->totals), totals->len > 0);
}

static void
ga_dossier_section_dispose (GObject *object)
{
  GaDossierSection *self = GA_DOSSIER_SECTION (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  G_OBJECT_CLASS (ga_dossier_section_parent_class)->dispose (object);
}

static void
ga_dossier_section_class_init (GaDossierSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ga_dossier_section_dispose;
}

static GtkLabel *
add_label (GaDossierSection *self, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (self), label);
  return GTK_LABEL (label);
}

static GtkListBox *
add_list (GaDossierSection *self)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_box_append (GTK_BOX (self), list);
  return GTK_LIST_BOX (list);
}

static void
ga_dossier_section_init (GaDossierSection *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  self->title = add_label (self, "heading");
  self->totals = add_list (self);
  self->list = add_list (self);
  ga_tab_leaves (GTK_WIDGET (self->list));
  self->more_text = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->more_text, TRUE);
  self->more = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->more), GTK_WIDGET (self->more_text));
  gtk_widget_set_halign (self->more, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->more, "text-button");
  g_signal_connect_object (self->more, "clicked", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->more);
  self->note = add_label (self, "dim-label");
}

GtkWidget *
ga_dossier_section_new (void)
{
  return g_object_new (GA_TYPE_DOSSIER_SECTION, NULL);
}

void
ga_dossier_section_show (GaDossierSection *self,
                         GaDossier *dossier,
                         GaDossierPart part,
                         gboolean anew)
{
  const char *title = ga_dossier_get_part_title (dossier, part);
  g_autoptr (GPtrArray) totals = ga_dossier_list_totals (dossier, part);
  g_autofree char *note = ga_dossier_dup_note (dossier, part);

  g_return_if_fail (GA_IS_DOSSIER_SECTION (self));

  g_clear_pointer (&self->lines, g_ptr_array_unref);
  self->lines = ga_dossier_list_lines (dossier, part);
  self->all = self->all && !anew;
  gtk_label_set_text (self->title, title);
  ga_accessible_set_name (GTK_WIDGET (self->totals), title);
  ga_accessible_set_name (GTK_WIDGET (self->list), title);
  show_totals (self, totals);
  show_lines (self);
  gtk_label_set_text (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
}
