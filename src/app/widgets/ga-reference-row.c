/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-reference-row.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/widgets/ga-picker.h"
#include "app/widgets/ga-record-text.h"

struct _GaReferenceRow
{
  AdwPreferencesRow parent_instance;

  GaContext *context;
  const GaField *field;
  const GaEntity *target;
  GArray *chosen;   /* GaId */
  GPtrArray *added; /* GaRecord not written yet */
  gboolean known_only;

  GtkWidget *button;
  GtkWidget *label;
  GtkWidget *clear;
  GtkWidget *note;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (GaReferenceRow, ga_reference_row, ADW_TYPE_PREFERENCES_ROW)

static char *
title_of (GaReferenceRow *self, const GaId *id)
{
  for (guint i = 0; i < self->added->len; i++)
    if (ga_id_equal (ga_record_get_id (self->added->pdata[i]), id))
      return ga_record_get_title (self->added->pdata[i]);
  return ga_reader_title (ga_context_get_reader (self->context), self->target, id);
}

static void
show (GaReferenceRow *self)
{
  GString *text = g_string_new (NULL);
  g_autofree char *name = NULL;

  for (guint i = 0; i < self->chosen->len; i++)
    {
      g_autofree char *title = title_of (self, &g_array_index (self->chosen, GaId, i));

      if (i > 0)
        g_string_append (text, ", ");
      g_string_append (text, title);
    }
  if (text->len == 0)
    g_string_append (text, _ ("Choose…"));
  gtk_label_set_text (GTK_LABEL (self->label), text->str);
  /* TRANSLATORS: a field and what is chosen in it, for a screen reader */
  name = g_strdup_printf (_ ("%1$s: %2$s"), ga_field_get_label (self->field), text->str);
  ga_accessible_set_name (self->button, name);
  gtk_widget_set_visible (self->clear,
                          self->chosen->len > 0 && !(self->field->flags & GA_FIELD_REQUIRED));
  g_string_free (text, TRUE);
}

static int
find_chosen (GaReferenceRow *self, const GaId *id)
{
  for (guint i = 0; i < self->chosen->len; i++)
    if (ga_id_equal (&g_array_index (self->chosen, GaId, i), id))
      return (int) i;
  return -1;
}

static void
choose (GaReferenceRow *self, const GaId *id)
{
  int at = find_chosen (self, id);

  if (self->field->type == GA_FIELD_REFERENCE)
    g_array_set_size (self->chosen, 0);
  if (at < 0 || self->field->type == GA_FIELD_REFERENCE)
    g_array_append_val (self->chosen, *id);
  else
    g_array_remove_index (self->chosen, (guint) at);
  show (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
picked_cb (GaReferenceRow *self, GaRecord *record)
{
  if (!ga_record_is_stored (record))
    g_ptr_array_add (self->added, g_object_ref (record));
  choose (self, ga_record_get_id (record));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  gtk_widget_grab_focus (self->button);
}

static void
clear_cb (GaReferenceRow *self)
{
  g_array_set_size (self->chosen, 0);
  show (self);
  gtk_widget_grab_focus (self->button);
  g_signal_emit (self, changed_signal, 0);
}

static void
popup_cb (GtkMenuButton *button, gpointer user_data)
{
  GaReferenceRow *self = user_data;
  GtkWidget *picker;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  picker = ga_picker_new (self->context, self->target);
  ga_picker_set_known_only (GA_PICKER (picker), self->known_only);
  g_signal_connect_object (picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, picker);
}

static gboolean
ga_reference_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GA_REFERENCE_ROW (widget)->button);
}

static void
ga_reference_row_finalize (GObject *object)
{
  GaReferenceRow *self = GA_REFERENCE_ROW (object);

  g_array_unref (self->chosen);
  g_ptr_array_unref (self->added);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ga_reference_row_parent_class)->finalize (object);
}

static void
ga_reference_row_class_init (GaReferenceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ga_reference_row_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = ga_reference_row_grab_focus;

  changed_signal = g_signal_new ("changed", GA_TYPE_REFERENCE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
ga_reference_row_init (GaReferenceRow *self)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "ga-reference-row");
  self->chosen = g_array_new (FALSE, FALSE, sizeof (GaId));
  self->added = g_ptr_array_new_with_free_func (g_object_unref);
}

static GtkWidget *
make_note (void)
{
  GtkWidget *note = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_widget_add_css_class (note, "caption");
  gtk_widget_add_css_class (note, "ga-note");
  return note;
}

static GtkWidget *
make_button (GaReferenceRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_menu_button_new ();

  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (self->label), 28);
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), box);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), popup_cb, self, NULL);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "ga-reference");
  return button;
}

static GtkWidget *
make_clear (GaReferenceRow *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  g_autofree char *empty = g_strdup_printf (_ ("Clear %s"), ga_field_get_label (self->field));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, empty);
  ga_accessible_set_name (button, empty);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (clear_cb), self);
  return button;
}

/**
 * ga_reference_row_new:
 * @field: of type reference or references
 */
GtkWidget *
ga_reference_row_new (GaContext *context, const GaField *field)
{
  GaReferenceRow *self = g_object_new (GA_TYPE_REFERENCE_ROW, NULL);
  GtkWidget *both = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (ga_field_get_label (field));

  self->context = g_object_ref (context);
  self->field = field;
  self->target = ga_context_get_entity (context, field->target);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), ga_field_get_label (field));
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_set_hexpand (title, TRUE);
  self->clear = make_clear (self);
  self->button = make_button (self);
  self->note = make_note ();
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), self->clear);
  gtk_box_append (GTK_BOX (box), self->button);
  gtk_box_append (GTK_BOX (both), box);
  gtk_box_append (GTK_BOX (both), self->note);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), both);
  show (self);
  ga_reference_row_set_problem (self, NULL);
  return GTK_WIDGET (self);
}

void
ga_reference_row_set_known_only (GaReferenceRow *self)
{
  self->known_only = TRUE;
}

void
ga_reference_row_set_problem (GaReferenceRow *self, const char *problem)
{
  const char *hint = self->field->hint != NULL ? _ (self->field->hint) : NULL;
  const char *text = problem != NULL ? problem : hint;

  gtk_label_set_text (GTK_LABEL (self->note), text != NULL ? text : "");
  gtk_widget_set_visible (self->note, text != NULL);
  ga_accessible_set_description (self->button, text);
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
}

/**
 * ga_reference_row_load: shows what a record refers to
 */
void
ga_reference_row_load (GaReferenceRow *self, const GaRecord *record)
{
  g_array_set_size (self->chosen, 0);
  if (self->field->type == GA_FIELD_REFERENCE)
    {
      const GaId *id = ga_record_get_reference (record, self->field->name);

      if (id != NULL)
        g_array_append_val (self->chosen, *id);
    }
  else
    {
      const char *text = ga_record_get_text (record, self->field->name);
      g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", " ", -1);
      GaId id;

      for (guint i = 0; parts[i] != NULL; i++)
        if (ga_id_parse (parts[i], &id))
          g_array_append_val (self->chosen, id);
    }
  show (self);
}

/**
 * ga_reference_row_store: writes what is chosen into a record
 */
void
ga_reference_row_store (GaReferenceRow *self, GaRecord *record)
{
  GString *text;

  if (self->chosen->len == 0)
    {
      ga_record_clear (record, self->field->name);
      return;
    }
  if (self->field->type == GA_FIELD_REFERENCE)
    {
      ga_record_set_reference (record, self->field->name, &g_array_index (self->chosen, GaId, 0));
      return;
    }
  text = g_string_new (NULL);
  for (guint i = 0; i < self->chosen->len; i++)
    {
      char id[GA_ID_TEXT_SIZE];

      ga_id_format (&g_array_index (self->chosen, GaId, i), id);
      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", id);
    }
  ga_record_set_text (record, self->field->name, text->str);
  g_string_free (text, TRUE);
}

/**
 * ga_reference_row_collect:
 * @records: (element-type GaRecord): gets the records that were added here and are still chosen
 */
void
ga_reference_row_collect (GaReferenceRow *self, GPtrArray *records)
{
  for (guint i = 0; i < self->added->len; i++)
    if (find_chosen (self, ga_record_get_id (self->added->pdata[i])) >= 0)
      g_ptr_array_add (records, g_object_ref (self->added->pdata[i]));
}
