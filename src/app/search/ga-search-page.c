/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/search/ga-search-page.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/compat/ga-list-box.h"
#include "app/search/ga-search-answers.h"
#include "app/widgets/ga-record-text.h"

#define ANSWERS_EACH 8

struct _GaSearchPage
{
  GaPage parent_instance;

  GtkSearchEntry *entry;
  GtkStack *states;
  GtkListBox *answers;
  GtkLabel *count;
};

G_DEFINE_FINAL_TYPE (GaSearchPage, ga_search_page, GA_TYPE_PAGE)

static GtkWidget *
make_row (GaReader *reader, GaRecord *record)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *title = ga_record_text_title (reader, record);
  g_autofree char *summary = ga_record_text_summary (reader, record);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *below = gtk_label_new (summary);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (below), 0);
  gtk_label_set_ellipsize (GTK_LABEL (below), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (below, "caption");
  gtk_widget_add_css_class (below, "dim-label");
  gtk_widget_set_visible (below, *summary != '\0');
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), below);
  gtk_widget_add_css_class (box, "ga-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  ga_accessible_set_name (row, title);
  ga_accessible_set_description (row, summary);
  g_object_set_data_full (G_OBJECT (row), "record", g_object_ref (record), g_object_unref);
  return row;
}

/* The name of its kind stands above the first answer of a kind. */
static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  const GaEntity *entity = ga_record_get_entity (g_object_get_data (G_OBJECT (row), "record"));
  GtkWidget *label;

  if (before != NULL &&
      ga_record_get_entity (g_object_get_data (G_OBJECT (before), "record")) == entity)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  if (gtk_list_box_row_get_header (row) != NULL)
    return;
  label = gtk_label_new (ga_entity_get_plural (entity));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "ga-search-heading");
  gtk_list_box_row_set_header (row, label);
}

static void
search (GaSearchPage *self)
{
  GaContext *context = ga_page_get_context (GA_PAGE (self));
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *count = NULL;
  guint n;

  ga_list_box_remove_all (self->answers);
  if (*text == '\0')
    {
      gtk_stack_set_visible_child_name (self->states, "start");
      gtk_label_set_text (self->count, "");
      return;
    }
  found = ga_search_answers_find (context, text, ANSWERS_EACH);
  n = found->len;
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->answers,
                         make_row (ga_context_get_reader (context), found->pdata[i]));
  gtk_stack_set_visible_child_name (self->states, n > 0 ? "answers" : "nothing");
  count = g_strdup_printf (ngettext ("%u found", "%u found", n), n);
  gtk_label_set_text (self->count, count);
}

static void
row_activated_cb (GaSearchPage *self, GtkListBoxRow *row)
{
  g_autoptr (GtkWidget) kept = g_object_ref (GTK_WIDGET (row));

  ga_search_answers_open (kept, ga_page_get_context (GA_PAGE (self)),
                          g_object_get_data (G_OBJECT (kept), "record"));
}

static void
entry_activated_cb (GaSearchPage *self)
{
  GtkListBoxRow *row;

  /* Enter may come before the search has caught up with the typing. */
  search (self);
  row = gtk_list_box_get_row_at_index (self->answers, 0);
  if (row != NULL)
    row_activated_cb (self, row);
}

static gboolean
entry_key_cb (GaSearchPage *self, guint key)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->answers, 0);

  if ((key != GDK_KEY_Down && key != GDK_KEY_KP_Down) || row == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (row));
  return GDK_EVENT_STOP;
}

static void
leave_cb (GaSearchPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.leave-search", NULL);
}

static void
ga_search_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), GA_TYPE_SEARCH_PAGE);
  G_OBJECT_CLASS (ga_search_page_parent_class)->dispose (object);
}

static void
ga_search_page_class_init (GaSearchPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_search_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/search/search-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GaSearchPage, entry);
  gtk_widget_class_bind_template_child (widget_class, GaSearchPage, states);
  gtk_widget_class_bind_template_child (widget_class, GaSearchPage, answers);
  gtk_widget_class_bind_template_child (widget_class, GaSearchPage, count);
  /* Also from an answer. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.leave-search", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "win.leave-search",
                                       NULL);
  gtk_widget_class_bind_template_callback (widget_class, search);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_key_cb);
}

static void
ga_search_page_init (GaSearchPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->answers, header_cb, NULL, NULL);
  ga_accessible_set_name (GTK_WIDGET (self->entry), _ ("Search"));
  ga_accessible_set_name (GTK_WIDGET (self->answers), _ ("What was found"));
}

/**
 * ga_search_page_focus: ready to type; what was searched for last is selected
 */
void
ga_search_page_focus (GaSearchPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}
