/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-record-view.h"

#include "app/ga-act.h"
#include "app/ga-wording.h"
#include "store/ga-permission.h"

typedef struct
{
  GaContext *context;
  const GaEntity *entity;
  GaId id;
  GaRecord *record; /* (nullable) */
} GaRecordViewPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (GaRecordView, ga_record_view, ADW_TYPE_BIN)

/* The rights of an account come and go with what the server tells. */
static void
show_access (GaRecordView *self)
{
  GaRecordViewPrivate *own = ga_record_view_get_instance_private (self);
  const char *why = NULL;

  if (own->record == NULL || ga_context_get_store (own->context) == NULL)
    return;
  ga_reader_may (ga_context_get_reader (own->context), own->record, GA_OPERATION_UPDATE, &why);
  GA_RECORD_VIEW_GET_CLASS (self)->allow (self, why);
}

static void
refresh (GaRecordView *self)
{
  GaRecordViewPrivate *own = ga_record_view_get_instance_private (self);
  GaRecordViewClass *klass = GA_RECORD_VIEW_GET_CLASS (self);
  GaReader *reader = ga_context_get_reader (own->context);

  g_clear_object (&own->record);
  if (!ga_id_is_none (&own->id))
    own->record = ga_reader_find (reader, own->entity, &own->id, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self), own->record != NULL);
  if (own->record != NULL)
    klass->show (self, reader, own->record);
  show_access (self);
}

static void
changed_cb (GaRecordView *self, GaChanges *changes)
{
  GaRecordViewPrivate *own = ga_record_view_get_instance_private (self);
  const char *const *shown = GA_RECORD_VIEW_GET_CLASS (self)->shown;

  if (ga_id_is_none (&own->id))
    return;
  for (guint i = 0; shown[i] != NULL; i++)
    if (ga_changes_touch (changes, shown[i]))
      {
        refresh (self);
        return;
      }
}

static void
edit_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaRecordViewPrivate *own = ga_record_view_get_instance_private (GA_RECORD_VIEW (widget));
  GaRecordViewClass *klass = GA_RECORD_VIEW_GET_CLASS (widget);
  GaEditor *editor;

  if (own->record == NULL)
    return;
  editor = ga_editor_new (widget, own->context, own->record, NULL);
  if (klass->extend != NULL)
    klass->extend (GA_RECORD_VIEW (widget), editor);
  gtk_window_present (GTK_WINDOW (editor));
}

static void
delete_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaRecordViewPrivate *own = ga_record_view_get_instance_private (GA_RECORD_VIEW (widget));
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  if (own->record == NULL)
    return;
  g_ptr_array_add (records, g_object_ref (own->record));
  ga_act_delete (widget, own->context, ga_wording_of (own->entity)->deleted, records);
}

static void
ga_record_view_dispose (GObject *object)
{
  GaRecordViewPrivate *own = ga_record_view_get_instance_private (GA_RECORD_VIEW (object));

  /* The bin lets go of its child itself, which is also a child of the template. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), G_OBJECT_TYPE (object));
  g_clear_object (&own->record);
  g_clear_object (&own->context);
  G_OBJECT_CLASS (ga_record_view_parent_class)->dispose (object);
}

static void
ga_record_view_class_init (GaRecordViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_record_view_dispose;
  gtk_widget_class_install_action (widget_class, "record.edit", NULL, edit_cb);
  gtk_widget_class_install_action (widget_class, "record.delete", NULL, delete_cb);
}

static void
ga_record_view_init (GaRecordView *self)
{
}

/**
 * ga_record_view_set_up: hands down the context; once
 */
void
ga_record_view_set_up (GaRecordView *self, GaContext *context)
{
  GaRecordViewPrivate *own = ga_record_view_get_instance_private (self);

  g_return_if_fail (GA_IS_RECORD_VIEW (self));
  g_return_if_fail (own->context == NULL);

  own->context = g_object_ref (context);
  own->entity = ga_context_get_entity (context, GA_RECORD_VIEW_GET_CLASS (self)->entity);
  g_signal_connect_object (ga_context_get_store (context), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "sync-changed", G_CALLBACK (show_access), self,
                           G_CONNECT_SWAPPED);
}

/**
 * ga_record_view_set_id:
 * @id: (nullable): the record to show; another than before is shown from its top
 */
void
ga_record_view_set_id (GaRecordView *self, const GaId *id)
{
  GaRecordViewPrivate *own = ga_record_view_get_instance_private (self);

  ga_record_view_set_of (self, own->entity, id);
}

/**
 * ga_record_view_set_of: the same, of one of the entities that the view can show
 */
void
ga_record_view_set_of (GaRecordView *self, const GaEntity *entity, const GaId *id)
{
  static const GaId none = { { 0 } };
  GaRecordViewPrivate *own = ga_record_view_get_instance_private (self);
  GtkScrolledWindow *scroll = GTK_SCROLLED_WINDOW (adw_bin_get_child (ADW_BIN (self)));
  gboolean other = !ga_id_equal (&own->id, id != NULL ? id : &none);

  own->entity = entity;
  own->id = id != NULL ? *id : none;
  refresh (self);
  if (other)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (scroll), 0);
}

/**
 * ga_record_view_get_context:
 *
 * Returns: (transfer none)
 */
GaContext *
ga_record_view_get_context (GaRecordView *self)
{
  GaRecordViewPrivate *own = ga_record_view_get_instance_private (self);

  return own->context;
}

/**
 * ga_record_view_get_record:
 *
 * Returns: (transfer none) (nullable): what is shown
 */
GaRecord *
ga_record_view_get_record (GaRecordView *self)
{
  GaRecordViewPrivate *own = ga_record_view_get_instance_private (self);

  return own->record;
}

/**
 * ga_record_view_get_entity:
 * @name: of an entity that exists
 *
 * Returns: (transfer none)
 */
const GaEntity *
ga_record_view_get_entity (GaRecordView *self, const char *name)
{
  return ga_context_get_entity (ga_record_view_get_context (self), name);
}

/**
 * ga_record_view_make_for:
 * @entity: the name of another entity
 * @field: its reference to the record shown
 *
 * Returns: (transfer full) (nullable): a new record that belongs to the one shown, if one is
 */
GaRecord *
ga_record_view_make_for (GaRecordView *self, const char *entity, const char *field)
{
  GaRecordViewPrivate *own = ga_record_view_get_instance_private (self);
  GaRecord *record;

  if (own->record == NULL)
    return NULL;
  record = ga_record_new (ga_context_get_entity (own->context, entity));
  ga_record_set_reference (record, field, &own->id);
  return record;
}

/**
 * ga_record_view_add_to:
 * @entity: the name of another entity
 * @field: its reference to the record shown
 * @hidden: its fields that the editor leaves out, ends with %NULL
 *
 * Opens an editor for a new record that belongs to the one shown; does nothing when none is.
 */
void
ga_record_view_add_to (GaRecordView *self,
                       const char *entity,
                       const char *field,
                       const char *const *hidden)
{
  GaRecordViewPrivate *own = ga_record_view_get_instance_private (self);
  g_autoptr (GaRecord) record = ga_record_view_make_for (self, entity, field);

  if (record == NULL)
    return;
  gtk_window_present (GTK_WINDOW (ga_editor_new (GTK_WIDGET (self), own->context, record, hidden)));
}
