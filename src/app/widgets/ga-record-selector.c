/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-record-selector.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/widgets/ga-picker.h"

/* What a choice shows of a long answer at least, however large the text. */
#define LETTERS 10

struct _GaRecordSelector
{
  GtkBox parent_instance;

  GaContext *context;
  const GaEntity *entity;
  GaId chosen;

  GtkWidget *caption;
  GtkWidget *button;
  GtkWidget *label;
  GtkWidget *clear;
};

static guint selected_signal;

G_DEFINE_FINAL_TYPE (GaRecordSelector, ga_record_selector, GTK_TYPE_BOX)

static void
show (GaRecordSelector *self)
{
  GaReader *reader = ga_context_get_reader (self->context);
  gboolean all = ga_id_is_none (&self->chosen);
  g_autofree char *title = all ? NULL : ga_reader_title (reader, self->entity, &self->chosen);
  g_autofree char *name = NULL;

  gtk_label_set_text (GTK_LABEL (self->label), title != NULL ? title : _ ("All"));
  gtk_widget_set_tooltip_text (self->button, title);
  name = g_strdup_printf (_ ("%1$s: %2$s"), ga_entity_get_label (self->entity),
                          gtk_label_get_text (GTK_LABEL (self->label)));
  ga_accessible_set_name (self->button, name);
  gtk_widget_set_visible (self->clear, !all);
}

static void
choose (GaRecordSelector *self, const GaId *id)
{
  self->chosen = *id;
  show (self);
  gtk_widget_grab_focus (self->button);
  g_signal_emit (self, selected_signal, 0);
}

static void
picked_cb (GaRecordSelector *self, GaRecord *record)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  choose (self, ga_record_get_id (record));
}

static void
clear_cb (GaRecordSelector *self)
{
  static const GaId none = { { 0 } };

  choose (self, &none);
}

static void
popup_cb (GtkMenuButton *button, gpointer user_data)
{
  GaRecordSelector *self = user_data;
  GtkWidget *picker;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  picker = ga_picker_new (self->context, self->entity);
  ga_picker_set_known_only (GA_PICKER (picker), TRUE);
  g_signal_connect_object (picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, picker);
}

static void
ga_record_selector_dispose (GObject *object)
{
  g_clear_object (&GA_RECORD_SELECTOR (object)->context);
  G_OBJECT_CLASS (ga_record_selector_parent_class)->dispose (object);
}

static void
ga_record_selector_class_init (GaRecordSelectorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ga_record_selector_dispose;
  selected_signal = g_signal_new ("selected", GA_TYPE_RECORD_SELECTOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
ga_record_selector_init (GaRecordSelector *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 3);
  self->caption = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->caption), 0);
  gtk_widget_add_css_class (self->caption, "caption");
  gtk_widget_add_css_class (self->caption, "dim-label");
  gtk_box_append (GTK_BOX (self), self->caption);

  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (self->label), LETTERS);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_box_append (GTK_BOX (inside), self->label);
  gtk_box_append (GTK_BOX (inside), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), inside);
  /* The toolkit centres what is in its button. */
  gtk_widget_set_hexpand (inside, TRUE);
  gtk_widget_set_halign (gtk_widget_get_parent (inside), GTK_ALIGN_FILL);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->button), popup_cb, self, NULL);
  gtk_widget_add_css_class (self->button, "ga-selector");
  gtk_widget_set_hexpand (self->button, TRUE);
  self->clear = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_widget_set_visible (self->clear, FALSE);
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (clear_cb), self);
  gtk_widget_add_css_class (line, "linked");
  gtk_box_append (GTK_BOX (line), self->button);
  gtk_box_append (GTK_BOX (line), self->clear);
  gtk_box_append (GTK_BOX (self), line);
}

/**
 * ga_record_selector_set_up:
 * @entity: what is chosen, by which it is also captioned; once
 */
void
ga_record_selector_set_up (GaRecordSelector *self, GaContext *context, const GaEntity *entity)
{
  g_autofree char *empty = g_strdup_printf (_ ("Clear %s"), ga_entity_get_label (entity));

  g_return_if_fail (GA_IS_RECORD_SELECTOR (self));
  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
  self->entity = entity;
  gtk_label_set_text (GTK_LABEL (self->caption), ga_entity_get_label (entity));
  gtk_widget_set_tooltip_text (self->clear, empty);
  ga_accessible_set_name (self->clear, empty);
  show (self);
}

/**
 * ga_record_selector_get_chosen:
 * Returns: (transfer none): the record's id, or none for all
 */
const GaId *
ga_record_selector_get_chosen (GaRecordSelector *self)
{
  g_return_val_if_fail (GA_IS_RECORD_SELECTOR (self), NULL);

  return &self->chosen;
}
