/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-editor.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/compat/ga-question.h"
#include "app/ga-act.h"
#include "app/ga-doubt.h"
#include "app/ga-toaster.h"
#include "app/ga-wording.h"
#include "app/widgets/ga-documents.h"
#include "app/widgets/ga-facts.h"
#include "model/ga-judging.h"
#include "store/ga-permission.h"

struct _GaEditor
{
  AdwWindow parent_instance;

  GaContext *context;
  GtkWidget *origin;
  GaForm *form;
  GaRecord *base; /* (nullable): what is written as it was when it was opened */
  GPtrArray *sections;
  const char *act; /* msgid of what saving does */
  const char *why; /* (nullable): nothing may be changed here, and this says why */
  gboolean bare;   /* shows its sections alone, and does not write the record */
  gboolean saving;
  gboolean asking; /* a question about it is open */
  gboolean done;

  AdwWindowTitle *heading;
  GtkLabel *note;
  GtkButton *cancel_button;
  GtkButton *save_button;
  AdwBin *place;
  GtkWidget *facts; /* (nullable): the box of what may only be read */
  GtkLabel *needed;
  GtkRevealer *needed_revealer;
};

/* What is known of a save once it is over. */
typedef struct
{
  GWeakRef editor;
  /* Set by the writer thread before it is over. */
  char *refusal;     /* (nullable) */
  const char *field; /* (nullable): that @refusal is about */
  char *outcome;     /* (nullable): what came of a section, to be told */
} Saving;

/* What the writer thread needs: nothing of it is shared with the window. */
typedef struct
{
  Saving *saving;
  GaRecord *base;     /* (nullable): the form's own as it was when it was opened */
  GPtrArray *records; /* the form's own is the last */
  GPtrArray *classes; /* GaEditorSectionClass, one for each of @prepared */
  GPtrArray *prepared;
} Work;

static guint saved_signal;

G_DEFINE_FINAL_TYPE (GaEditor, ga_editor, ADW_TYPE_WINDOW)

static void
work_free (gpointer data)
{
  Work *work = data;

  for (guint i = 0; i < work->prepared->len; i++)
    {
      GaEditorSectionClass *klass = work->classes->pdata[i];

      klass->free_prepared (work->prepared->pdata[i]);
    }
  g_clear_object (&work->base);
  g_ptr_array_unref (work->records);
  g_ptr_array_unref (work->classes);
  g_ptr_array_unref (work->prepared);
  g_free (work);
}

/* The form's own record was not taken. What may not stand beside other records is asked for once
 * more, because the error alone does not tell the field. */
static void
keep_refusal (Saving *saving, GaTransaction *transaction, GaRecord *record, const GError *refused)
{
  const GaEntity *entity = ga_record_get_entity (record);
  g_autoptr (GaRecord) before = NULL;
  g_autoptr (GError) error = NULL;

  if (g_error_matches (refused, GA_STORE_ERROR, GA_STORE_ERROR_REFUSED))
    {
      /* What a record's place depends on is what it was refused for. */
      saving->field = entity->space.via;
      saving->refusal = g_strdup (refused->message);
    }
  if (refused->domain != GA_MODEL_ERROR)
    return;
  if (ga_record_is_stored (record))
    before = ga_reader_find (ga_transaction_get_reader (transaction), entity,
                             ga_record_get_id (record), NULL);
  if (!ga_judging_judge (record, before, GA_WORK (transaction), TRUE, &saving->field, &error))
    saving->refusal = g_strdup (error->message);
}

static gboolean
write_work (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Work *work = user_data;
  GaRecord *own = work->records->len > 0 ? work->records->pdata[work->records->len - 1] : NULL;

  if (work->base != NULL &&
      !ga_transaction_rebase (transaction, own, work->base, &work->saving->field, error))
    {
      work->saving->refusal = g_strdup ((*error)->message);
      return FALSE;
    }
  for (guint i = 0; i < work->records->len; i++)
    if (!ga_transaction_put (transaction, work->records->pdata[i], error))
      {
        if (work->records->pdata[i] == own)
          keep_refusal (work->saving, transaction, own, *error);
        return FALSE;
      }
  for (guint i = 0; i < work->prepared->len; i++)
    {
      GaEditorSectionClass *klass = work->classes->pdata[i];

      if (!klass->write (transaction, work->prepared->pdata[i], error))
        return FALSE;
      if (klass->describe != NULL && work->saving->outcome == NULL)
        work->saving->outcome = klass->describe (work->prepared->pdata[i]);
    }
  return TRUE;
}

static Work *
gather (GaEditor *self, Saving *saving)
{
  Work *work = g_new0 (Work, 1);
  GaRecord *record = ga_form_get_record (self->form);

  work->saving = saving;
  work->records = g_ptr_array_new_with_free_func (g_object_unref);
  work->classes = g_ptr_array_new ();
  work->prepared = g_ptr_array_new ();
  if (!self->bare)
    ga_form_collect (self->form, work->records);
  if (!self->bare && self->base != NULL)
    work->base = ga_record_copy (self->base);
  /* The form keeps its own copies: a save that fails must leave it as it was. */
  for (guint i = 0; i < work->records->len; i++)
    {
      GaRecord *copy = ga_record_copy (work->records->pdata[i]);

      g_object_unref (work->records->pdata[i]);
      work->records->pdata[i] = copy;
    }
  for (guint i = 0; i < self->sections->len; i++)
    {
      GaEditorSection *section = self->sections->pdata[i];
      gpointer prepared = ga_editor_section_prepare (section, record);

      if (prepared == NULL)
        continue;
      g_ptr_array_add (work->classes, GA_EDITOR_SECTION_GET_CLASS (section));
      g_ptr_array_add (work->prepared, prepared);
    }
  return work;
}

static const char *
find_problem (GaEditor *self)
{
  const char *problem = NULL;

  if (!self->bare && !ga_form_is_valid (self->form))
    problem = ga_form_get_first_problem (self->form);
  for (guint i = 0; i < self->sections->len && problem == NULL; i++)
    problem = ga_editor_section_get_problem (self->sections->pdata[i]);
  return problem;
}

/* What is still needed stands below the form, so that a Save that cannot be pressed explains
 * itself. */
static void
update (GaEditor *self)
{
  const char *problem;

  /* A field that loses the focus on the way out still tells of a change. */
  if (self->form == NULL)
    return;
  problem = self->why != NULL ? self->why : find_problem (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.save",
                                 problem == NULL && !self->saving);
  if (problem != NULL)
    gtk_label_set_text (self->needed, problem);
  gtk_revealer_set_reveal_child (self->needed_revealer, problem != NULL);
}

/* What was refused is told no longer once it is being put right. */
static void
written_cb (GaEditor *self)
{
  GaToaster *toaster = self->form != NULL ? ga_toaster_for (GTK_WIDGET (self->place)) : NULL;

  if (!self->saving && toaster != NULL)
    ga_toaster_settle (toaster, self->act);
  update (self);
}

static gboolean
saved_cb (GtkWidget *origin, gint64 transaction, gpointer user_data)
{
  Saving *saving = user_data;
  g_autoptr (GaEditor) self = g_weak_ref_get (&saving->editor);
  g_autofree char *refusal = saving->refusal;
  g_autofree char *outcome = saving->outcome;
  const char *field = saving->field;
  GaToaster *toaster;

  g_weak_ref_clear (&saving->editor);
  g_free (saving);
  /* It went along with the window behind it, and nobody is left to be told. */
  if (self == NULL || self->form == NULL)
    return FALSE;
  toaster = ga_toaster_for (self->origin);
  self->saving = FALSE;
  if (transaction == 0)
    {
      update (self);
      return refusal != NULL && ga_form_refuse (self->form, field, refusal);
    }
  g_signal_emit (self, saved_signal, 0, ga_form_get_record (self->form));
  if (toaster != NULL)
    ga_toaster_offer_undo (toaster, outcome != NULL ? outcome : _ (self->act), transaction);
  self->done = TRUE;
  gtk_window_close (GTK_WINDOW (self));
  return TRUE;
}

static void
save (GaEditor *self)
{
  Saving *saving;

  self->saving = TRUE;
  update (self);
  /* A window that is kept longer than the one behind it would point to nothing. */
  saving = g_new0 (Saving, 1);
  g_weak_ref_init (&saving->editor, self);
  /* The origin's window tells of success; what goes wrong is told here, where it can be mended. */
  ga_act_transact (GTK_WIDGET (self->place), self->context, self->act, write_work,
                   gather (self, saving), work_free, saved_cb, saving);
}

static void
doubted_cb (GtkWidget *parent, GaAnswer answer, gpointer user_data)
{
  GaEditor *self = GA_EDITOR (parent);

  self->asking = FALSE;
  if (answer == GA_ANSWER_YES && self->form != NULL)
    ga_form_set_value (self->form, GA_DOUBT_SETTLED,
                       ga_record_get (ga_form_get_record (self->form), "paid_on"));
  if (answer != GA_ANSWER_NO && self->form != NULL && find_problem (self) == NULL)
    save (self);
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaEditor *self = GA_EDITOR (widget);

  if (self->why != NULL || self->saving || self->asking)
    return;
  if (find_problem (self) != NULL)
    {
      ga_form_show_problems (self->form);
      return;
    }
  self->asking = !self->bare && ga_doubt_ask (widget, self->context,
                                              ga_form_get_record (self->form), doubted_cb, NULL);
  if (!self->asking)
    save (self);
}

/* The button is for what can be saved; the keys lead to what is in the way. */
static gboolean
save_key_cb (GtkWidget *widget, GVariant *parameter, gpointer user_data)
{
  save_cb (widget, NULL, NULL);
  return GDK_EVENT_STOP;
}

static void
discard_cb (GtkWidget *parent, gboolean yes, gpointer user_data)
{
  GaEditor *self = GA_EDITOR (parent);

  self->asking = FALSE;
  if (!yes)
    return;
  self->done = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void
cancel_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static gboolean
ga_editor_close_request (GtkWindow *window)
{
  GaEditor *self = GA_EDITOR (window);

  if (self->saving || self->asking)
    return GDK_EVENT_STOP;
  if (ga_editor_is_unsaved (self))
    {
      self->asking = TRUE;
      ga_question_ask (GTK_WIDGET (self), _ ("Discard what you wrote?"),
                       _ ("It has not been saved yet."), _ ("_Keep writing"), _ ("_Discard"), TRUE,
                       discard_cb, NULL);
      return GDK_EVENT_STOP;
    }
  return GTK_WINDOW_CLASS (ga_editor_parent_class)->close_request (window);
}

static void
ga_editor_dispose (GObject *object)
{
  GaEditor *self = GA_EDITOR (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), GA_TYPE_EDITOR);
  g_ptr_array_set_size (self->sections, 0);
  g_clear_object (&self->form);
  g_clear_object (&self->base);
  g_clear_object (&self->origin);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ga_editor_parent_class)->dispose (object);
}

static void
ga_editor_finalize (GObject *object)
{
  g_ptr_array_unref (GA_EDITOR (object)->sections);
  G_OBJECT_CLASS (ga_editor_parent_class)->finalize (object);
}

static void
ga_editor_class_init (GaEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ga_editor_dispose;
  object_class->finalize = ga_editor_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = ga_editor_close_request;
  saved_signal = g_signal_new ("saved", GA_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, GA_TYPE_RECORD);

  g_type_ensure (GA_TYPE_TOASTER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gangart/Gangart/ui/widgets/editor.ui");
  gtk_widget_class_bind_template_child (widget_class, GaEditor, heading);
  gtk_widget_class_bind_template_child (widget_class, GaEditor, note);
  gtk_widget_class_bind_template_child (widget_class, GaEditor, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, GaEditor, save_button);
  gtk_widget_class_bind_template_child (widget_class, GaEditor, place);
  gtk_widget_class_bind_template_child (widget_class, GaEditor, needed);
  gtk_widget_class_bind_template_child (widget_class, GaEditor, needed_revealer);

  gtk_widget_class_install_action (widget_class, "editor.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "editor.cancel", NULL, cancel_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, save_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, save_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, save_key_cb,
                                NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "editor.cancel", NULL);
}

static void
ga_editor_init (GaEditor *self)
{
  self->sections = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  ga_accessible_set_name (GTK_WIDGET (self->cancel_button), _ ("Cancel"));
  ga_accessible_set_name (GTK_WIDGET (self->save_button), _ ("Save"));
}

static GaEditor *
make (GtkWidget *origin, GaContext *context, const char *title, const char *act)
{
  GaEditor *self = g_object_new (GA_TYPE_EDITOR, NULL);
  GtkRoot *root = gtk_widget_get_root (origin);

  self->context = g_object_ref (context);
  self->origin = g_object_ref (origin);
  self->act = act;
  ga_editor_set_heading (self, title);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  return self;
}

static void
take_form (GaEditor *self, GtkWidget *form)
{
  const GaRecord *record = ga_form_get_record (GA_FORM (form));

  self->form = g_object_ref_sink (GA_FORM (form));
  /* The form may propose already what is not stored. */
  if (ga_record_is_stored (record))
    self->base = ga_reader_find (ga_context_get_reader (self->context),
                                 ga_record_get_entity (record), ga_record_get_id (record), NULL);
  adw_bin_set_child (self->place, form);
  g_signal_connect_object (form, "notify::valid", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "changed", G_CALLBACK (written_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_grab_focus (form);
  update (self);
}

/* What may not be changed is told instead of its form, to be read and copied. */
static void
show_only (GaEditor *self, const GaRecord *record)
{
  GtkWidget *facts = g_object_new (GA_TYPE_FACTS, NULL);
  GtkWidget *margin = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  GtkWidget *scroll = gtk_scrolled_window_new ();

  ga_facts_add_fields (GA_FACTS (facts), ga_context_get_reader (self->context), record, NULL);
  gtk_widget_add_css_class (margin, "ga-detail");
  gtk_box_append (GTK_BOX (margin), facts);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), margin);
  adw_bin_set_child (self->place, scroll);
  ga_accessible_set_name (scroll, ga_entity_get_label (ga_record_get_entity (record)));
  ga_editor_set_heading (self, ga_entity_get_label (ga_record_get_entity (record)));
  gtk_button_set_label (self->cancel_button, _ ("_Close"));
  ga_accessible_set_name (GTK_WIDGET (self->cancel_button), _ ("Close"));
  gtk_widget_set_visible (GTK_WIDGET (self->save_button), FALSE);
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->cancel_button));
  self->facts = margin;
  update (self);
}

/**
 * ga_editor_new:
 * @origin: the widget it is opened from
 * @record: a new record or a stored one; the editor works on a copy
 * @hidden: (nullable): names of fields that go without saying here, ended by %NULL
 * Returns: (transfer none): the editor, to be presented; it owns itself
 */
GaEditor *
ga_editor_new (GtkWidget *origin,
               GaContext *context,
               const GaRecord *record,
               const char *const *hidden)
{
  const GaWording *wording = ga_wording_of (ga_record_get_entity (record));
  gboolean stored = ga_record_is_stored (record);
  GaEditor *self = make (origin, context, stored ? _ (wording->edit) : _ (wording->add),
                         stored ? wording->changed : wording->added);

  take_form (self, ga_form_new (context, record, hidden));
  if (stored &&
      !ga_reader_may (ga_context_get_reader (context), record, GA_OPERATION_UPDATE, &self->why))
    show_only (self, record);
  return self;
}

/**
 * ga_editor_new_bare: an editor of sections alone
 * @record: what they are about; it is not written
 * @title: translated
 * @act: msgid of what saving does, as told afterwards
 * Returns: (transfer none): the editor, to be presented; it owns itself
 */
GaEditor *
ga_editor_new_bare (GtkWidget *origin,
                    GaContext *context,
                    const GaRecord *record,
                    const char *title,
                    const char *act)
{
  const GaEntity *entity = ga_record_get_entity (record);
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  g_auto (GStrv) hidden = NULL;
  GaEditor *self = make (origin, context, title, act);

  for (guint i = 0; i < entity->n_fields; i++)
    g_strv_builder_add (all, entity->fields[i].name);
  hidden = g_strv_builder_end (all);
  self->bare = TRUE;
  take_form (self, ga_form_new (context, record, (const char *const *) hidden));
  return self;
}

/**
 * ga_editor_set_heading:
 * @heading: translated; what it is opened for, where that says more than the kind of record
 */
void
ga_editor_set_heading (GaEditor *self, const char *heading)
{
  g_return_if_fail (GA_IS_EDITOR (self));

  adw_window_title_set_title (self->heading, heading);
  gtk_window_set_title (GTK_WINDOW (self), heading);
}

/**
 * ga_editor_set_act:
 * @act: msgid of what saving does, where that says more than that something changed; constant
 */
void
ga_editor_set_act (GaEditor *self, const char *act)
{
  g_return_if_fail (GA_IS_EDITOR (self));

  self->act = act;
}

/**
 * ga_editor_set_note:
 * @note: translated; a sentence to be read before the form is filled in
 */
void
ga_editor_set_note (GaEditor *self, const char *note)
{
  g_return_if_fail (GA_IS_EDITOR (self));

  gtk_label_set_text (self->note, note);
  gtk_widget_set_visible (GTK_WIDGET (self->note), TRUE);
}

/**
 * ga_editor_add_section:
 * @section: (transfer floating): shown after the first group of fields
 */
void
ga_editor_add_section (GaEditor *self, GaEditorSection *section)
{
  g_return_if_fail (GA_IS_EDITOR (self));

  g_ptr_array_add (self->sections, g_object_ref_sink (section));
  ga_form_add_group (self->form, ADW_PREFERENCES_GROUP (section));
  g_signal_connect_object (section, "changed", G_CALLBACK (written_cb), self, G_CONNECT_SWAPPED);
  update (self);
}

/**
 * ga_editor_add_documents: for a stored record whose documents no page shows, if it can have any
 *
 * To attach and to remove one are acts of their own, whatever becomes of the form.
 */
void
ga_editor_add_documents (GaEditor *self)
{
  const GaRecord *record;
  const char *owner;
  GaDocuments *documents;
  AdwPreferencesGroup *group;

  g_return_if_fail (GA_IS_EDITOR (self));

  record = ga_form_get_record (self->form);
  owner = ga_record_get_entity (record)->name;
  if (!ga_record_is_stored (record) ||
      ga_entity_get_field (ga_context_get_entity (self->context, "attachment"), owner) == NULL)
    return;
  documents = g_object_new (GA_TYPE_DOCUMENTS, NULL);
  ga_documents_set_fixed (documents, self->why != NULL);
  ga_documents_follow (documents, self->context, record);
  if (self->facts != NULL)
    {
      gtk_box_append (GTK_BOX (self->facts), GTK_WIDGET (documents));
      return;
    }
  group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_add (group, GTK_WIDGET (documents));
  ga_form_add_group (self->form, group);
}

GaForm *
ga_editor_get_form (GaEditor *self)
{
  g_return_val_if_fail (GA_IS_EDITOR (self), NULL);

  return self->form;
}

/**
 * ga_editor_find:
 * Returns: (transfer none) (nullable): the editor that is open in front of a window
 */
GaEditor *
ga_editor_find (GtkWindow *window)
{
  g_autoptr (GList) all = gtk_window_list_toplevels ();

  for (GList *link = all; link != NULL; link = link->next)
    if (GA_IS_EDITOR (link->data) && gtk_window_get_transient_for (link->data) == window)
      return link->data;
  return NULL;
}

/**
 * ga_editor_is_unsaved: whether something would be lost by closing it, or is just being saved
 */
gboolean
ga_editor_is_unsaved (GaEditor *self)
{
  gboolean changed = !self->bare && ga_form_is_changed (self->form);

  if (self->done)
    return FALSE;
  for (guint i = 0; i < self->sections->len && !changed; i++)
    changed = ga_editor_section_is_changed (self->sections->pdata[i]);
  return changed || self->saving;
}

/**
 * ga_editor_edit: opens the editor of a stored record; says so if it is gone
 * Returns: (transfer none) (nullable): the editor, if there is one
 */
GaEditor *
ga_editor_edit (GtkWidget *origin, GaContext *context, const GaEntity *entity, const GaId *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GaRecord) record =
      ga_reader_find (ga_context_get_reader (context), entity, id, &error);
  GaToaster *toaster = ga_toaster_for (origin);

  if (record != NULL)
    {
      GaEditor *editor = ga_editor_new (origin, context, record, NULL);

      ga_editor_add_documents (editor);
      gtk_window_present (GTK_WINDOW (editor));
      return editor;
    }
  if (toaster != NULL && error != NULL)
    ga_toaster_say_error (toaster, error);
  else if (toaster != NULL)
    ga_toaster_say (toaster, _ ("It is no longer there."));
  return NULL;
}
