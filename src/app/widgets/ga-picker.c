/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-picker.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/compat/ga-list-box.h"
#include "app/widgets/ga-record-text.h"

#define ANSWERS 40 /* more than anybody walks through; typing narrows them */

struct _GaPicker
{
  GtkPopover parent_instance;

  GaContext *context;
  const GaEntity *entity;
  const GaEntity *also; /* (nullable) */
  gboolean known_only;

  GtkSearchEntry *entry;
  GtkListBox *list;
  GtkLabel *nothing;
};

static guint picked_signal;

G_DEFINE_FINAL_TYPE (GaPicker, ga_picker, GTK_TYPE_POPOVER)

static void
append (GaPicker *self, GaRecord *record, const char *title, const char *summary)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  if (summary != NULL && *summary != '\0')
    {
      GtkWidget *below = gtk_label_new (summary);

      gtk_label_set_xalign (GTK_LABEL (below), 0);
      gtk_label_set_ellipsize (GTK_LABEL (below), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (below, "caption");
      gtk_widget_add_css_class (below, "dim-label");
      gtk_box_append (GTK_BOX (box), below);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  ga_accessible_set_name (row, title);
  g_object_set_data_full (G_OBJECT (row), "record", g_object_ref (record), g_object_unref);
  gtk_list_box_append (self->list, row);
}

static void
append_stored (GaPicker *self, GaRecord *record)
{
  GaReader *reader = ga_context_get_reader (self->context);
  g_autofree char *title = ga_record_text_title (reader, record);
  g_autofree char *summary = ga_record_text_summary (reader, record);

  append (self, record, title, summary);
}

/* A record of that name alone, if that is enough for its entity. */
static GaRecord *
make_new (GaPicker *self, const char *text)
{
  g_autoptr (GaRecord) record = ga_record_new (self->entity);
  g_autoptr (GPtrArray) problems = NULL;
  const GaField *field = ga_entity_get_field (self->entity, self->entity->title);

  if (self->known_only || self->entity->identity != NULL || field == NULL ||
      field->type != GA_FIELD_TEXT || !ga_record_parse (record, field->name, text, NULL))
    return NULL;
  problems = ga_record_validate (record);
  return problems->len == 0 ? g_steal_pointer (&record) : NULL;
}

static void
offer_new (GaPicker *self, const char *text)
{
  g_autoptr (GaRecord) record = make_new (self, text);
  g_autofree char *label = NULL;

  if (record == NULL)
    return;
  /* TRANSLATORS: a name that somebody typed and that is not known yet */
  label = g_strdup_printf (_ ("Add “%s”"), text);
  append (self, record, label, NULL);
}

static void
fill (GaPicker *self)
{
  GaReader *reader = ga_context_get_reader (self->context);
  const char *const entities[] = { self->entity->name, self->also != NULL ? self->also->name : NULL,
                                   NULL };
  g_autofree char *text =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  g_autoptr (GPtrArray) found = NULL;

  ga_list_box_remove_all (self->list);
  if (*text != '\0')
    {
      found = ga_reader_search (reader, text, entities, ANSWERS, NULL);
      for (guint i = 0; found != NULL && i < found->len; i++)
        append_stored (self, ((GaHit *) found->pdata[i])->record);
      offer_new (self, text);
    }
  else
    {
      g_autoptr (GaQuery) query = ga_query_new (self->entity);

      ga_query_set_window (query, 0, ANSWERS);
      found = ga_reader_list (reader, query, NULL);
      for (guint i = 0; found != NULL && i < found->len; i++)
        append_stored (self, found->pdata[i]);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->nothing),
                          gtk_list_box_get_row_at_index (self->list, 0) == NULL);
  gtk_label_set_text (self->nothing,
                      *text != '\0' ? _ ("Nothing found. Try fewer letters.") : _ ("Type a name."));
}

static void
row_activated_cb (GaPicker *self, GtkListBoxRow *row)
{
  g_autoptr (GaRecord) record = g_object_ref (g_object_get_data (G_OBJECT (row), "record"));

  g_signal_emit (self, picked_signal, 0, record);
}

static void
entry_activated_cb (GaPicker *self)
{
  GtkListBoxRow *row;

  /* Enter may come before the search has caught up with the typing. */
  fill (self);
  row = gtk_list_box_get_row_at_index (self->list, 0);
  if (row != NULL)
    row_activated_cb (self, row);
}

static gboolean
entry_key_cb (GaPicker *self, guint key)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  if ((key != GDK_KEY_Down && key != GDK_KEY_KP_Down) || row == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (row));
  return GDK_EVENT_STOP;
}

static void
shown_cb (GaPicker *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  fill (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
ga_picker_dispose (GObject *object)
{
  GaPicker *self = GA_PICKER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), GA_TYPE_PICKER);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ga_picker_parent_class)->dispose (object);
}

static void
ga_picker_class_init (GaPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_picker_dispose;
  picked_signal = g_signal_new ("picked", GA_TYPE_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, GA_TYPE_RECORD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gangart/Gangart/ui/widgets/picker.ui");
  gtk_widget_class_bind_template_child (widget_class, GaPicker, entry);
  gtk_widget_class_bind_template_child (widget_class, GaPicker, list);
  gtk_widget_class_bind_template_child (widget_class, GaPicker, nothing);
  gtk_widget_class_bind_template_callback (widget_class, fill);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_key_cb);
}

static void
ga_picker_init (GaPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ga_picker_new:
 * @entity: what is picked
 */
GtkWidget *
ga_picker_new (GaContext *context, const GaEntity *entity)
{
  GaPicker *self = g_object_new (GA_TYPE_PICKER, NULL);

  self->context = g_object_ref (context);
  self->entity = entity;
  ga_accessible_mend (GTK_WIDGET (self));
  ga_accessible_set_name (GTK_WIDGET (self->entry), ga_entity_get_label (entity));
  ga_accessible_set_name (GTK_WIDGET (self->list), ga_entity_get_plural (entity));
  return GTK_WIDGET (self);
}

/**
 * ga_picker_set_known_only:
 * @known_only: whether to offer nothing but what is there already
 */
void
ga_picker_set_known_only (GaPicker *self, gboolean known_only)
{
  g_return_if_fail (GA_IS_PICKER (self));

  self->known_only = known_only;
}

void
ga_picker_add_entity (GaPicker *self, const GaEntity *also)
{
  g_return_if_fail (GA_IS_PICKER (self));

  self->also = also;
}
