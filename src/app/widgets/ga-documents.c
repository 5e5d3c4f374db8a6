/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-documents.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/compat/ga-list-box.h"
#include "app/compat/ga-question.h"
#include "app/ga-act.h"
#include "app/ga-toaster.h"
#include "model/ga-date.h"
#include "model/ga-number.h"
#include "store/ga-attachments.h"
#include "store/ga-membership.h"

#define MOST_SHOWN 200

#define ADDED   N_ ("Document added")
#define REMOVED N_ ("Document removed")

struct _GaDocuments
{
  GtkBox parent_instance;

  GtkWidget *attach_button;
  GtkListBox *list;
  GtkLabel *none;

  GaContext *context;
  gulong sync_handler;
  const GaEntity *owner; /* what @owner_id is the id of */
  GaId owner_id;
  GaRecord *followed; /* (nullable): @owner_id, of which it hears itself */
  gboolean fixed;     /* read, and not attached or removed */
  GPtrArray *records; /* of GaRecord, in the order of the rows */
  int removed;        /* the place of the one that is being removed; -1: none */
  GCancellable *looking;
};

G_DEFINE_FINAL_TYPE (GaDocuments, ga_documents, GTK_TYPE_BOX)

static gboolean
has_joined (GaContext *context)
{
  g_autoptr (GaMembership) membership =
      ga_reader_get_membership (ga_context_get_reader (context), NULL);

  return membership != NULL;
}

static char *
describe (const GaRecord *record, GaAttachmentState state, gboolean joined)
{
  g_autofree char *size = ga_size_display ((guint64) ga_record_get_integer (record, "size"));
  const char *added = ga_record_get_text (record, "added");
  g_autofree char *day = added != NULL ? ga_date_display (added) : NULL;
  const char *told = NULL;

  if (state == GA_ATTACHMENT_AWAY)
    told = joined ? _ ("arrives when online") : _ ("the file is missing");
  else if (state == GA_ATTACHMENT_WAITS && joined)
    told = _ ("being sent");
  else if (state == GA_ATTACHMENT_STAYS && joined)
    told = _ ("not sent: no room on the server");
  if (day == NULL)
    return told != NULL ? g_strjoin (" · ", size, told, NULL) : g_steal_pointer (&size);
  return g_strjoin (" · ", size, day, told, NULL);
}

/* What is looked for on another thread. */
typedef struct
{
  GaStore *store;
  GPtrArray *records;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_ptr_array_unref (look->records);
  g_free (look);
}

static gpointer
find_states (GaReader *reader, gpointer user_data, GError **error)
{
  Look *look = user_data;
  GArray *states = g_array_new (FALSE, FALSE, sizeof (GaAttachmentState));

  for (guint i = 0; i < look->records->len; i++)
    {
      GaAttachmentState state =
          ga_attachment_get_state (look->store, reader, look->records->pdata[i]);

      g_array_append_val (states, state);
    }
  return states;
}

static void
found_states_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GArray) states = ga_store_read_finish (GA_STORE (source), result, NULL);
  GaDocuments *self;
  gboolean joined;

  if (states == NULL)
    return;
  self = GA_DOCUMENTS (user_data);
  joined = has_joined (self->context);
  for (guint i = 0; i < states->len && i < self->records->len; i++)
    {
      g_autofree char *subtitle =
          describe (self->records->pdata[i], g_array_index (states, GaAttachmentState, i), joined);

      adw_action_row_set_subtitle (
          ADW_ACTION_ROW (gtk_list_box_get_row_at_index (self->list, (int) i)), subtitle);
    }
}

/* Not when the page or the profile was closed while something was waited for. */
static gboolean
is_open (GaDocuments *self)
{
  return self->context != NULL && ga_context_get_store (self->context) != NULL;
}

/* Cancelled before the widget goes, so that its answer finds it. */
static void
look_at_files (GaDocuments *self)
{
  Look *look;

  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  if (self->records->len == 0 || !is_open (self))
    return;
  self->looking = g_cancellable_new ();
  look = g_new0 (Look, 1);
  look->store = ga_context_get_store (self->context);
  look->records = g_ptr_array_ref (self->records);
  ga_store_read_async (look->store, find_states, look, look_free, (GDestroyNotify) g_array_unref,
                       self->looking, found_states_cb, self);
}

/* A document that is to be opened or saved. */
typedef struct
{
  GtkWidget *origin;
  GaContext *context;
  GaStore *store;
  GaRecord *record;
  char *target; /* %NULL: to be opened */
} Wanted;

static Wanted *
wanted_new (GaDocuments *self, GaRecord *record, char *target)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->origin = g_object_ref (GTK_WIDGET (self));
  wanted->context = g_object_ref (self->context);
  wanted->store = g_object_ref (ga_context_get_store (self->context));
  wanted->record = g_object_ref (record);
  wanted->target = target;
  return wanted;
}

static void
wanted_free (Wanted *wanted)
{
  g_object_unref (wanted->origin);
  g_object_unref (wanted->context);
  g_object_unref (wanted->store);
  g_object_unref (wanted->record);
  g_free (wanted->target);
  g_free (wanted);
}

static void
say_error (GtkWidget *origin, const GError *error)
{
  GaToaster *toaster = ga_toaster_for (origin);

  if (toaster != NULL)
    ga_toaster_say_error (toaster, error);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Wanted *wanted = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_task_propagate_pointer (G_TASK (result), &error);
  GtkRoot *root = gtk_widget_get_root (wanted->origin);
  GaToaster *toaster = ga_toaster_for (wanted->origin);
  g_autofree char *uri = path != NULL ? g_filename_to_uri (path, NULL, NULL) : NULL;

  if (error != NULL)
    say_error (wanted->origin, error);
  else if (wanted->target != NULL && toaster != NULL)
    ga_toaster_say (toaster, _ ("Document saved"));
  else if (wanted->target == NULL && uri != NULL)
    gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, uri, GDK_CURRENT_TIME);
  wanted_free (wanted);
}

static void
copy_thread_cb (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Wanted *wanted = task_data;
  const char *sha256 = ga_record_get_text (wanted->record, "sha256");
  GError *error = NULL;
  char *path = NULL;

  if (wanted->target == NULL)
    path = ga_attachment_lend (wanted->store, sha256, ga_record_get_text (wanted->record, "name"),
                               &error);
  else if (ga_attachment_save (wanted->store, sha256, wanted->target, NULL, &error))
    path = g_strdup (wanted->target);
  if (path != NULL)
    g_task_return_pointer (task, path, g_free);
  else
    g_task_return_error (task, error);
}

static void
copy (Wanted *wanted)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, copied_cb, wanted);

  g_task_set_task_data (task, wanted, NULL);
  g_task_run_in_thread (task, copy_thread_cb);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Wanted *wanted = user_data;
  g_autoptr (GError) error = NULL;

  if (ga_sync_engine_fetch_finish (GA_SYNC_ENGINE (source), result, &error))
    {
      look_at_files (GA_DOCUMENTS (wanted->origin));
      copy (wanted);
      return;
    }
  say_error (wanted->origin, error);
  wanted_free (wanted);
}

/* What is here is not fetched again. */
static void
begin (Wanted *wanted)
{
  GaSyncEngine *engine = ga_context_get_engine (wanted->context);

  if (engine != NULL && has_joined (wanted->context))
    ga_sync_engine_fetch_async (engine, ga_record_get_text (wanted->record, "sha256"),
                                ga_record_get_integer (wanted->record, "size"), NULL, fetched_cb,
                                wanted);
  else
    copy (wanted);
}

/* (transfer none) (nullable): the document an action is about */
static GaRecord *
find_record (GaDocuments *self, GVariant *parameter)
{
  GaId id;

  if (!ga_id_parse (g_variant_get_string (parameter, NULL), &id))
    return NULL;
  for (guint i = 0; i < self->records->len; i++)
    if (ga_id_equal (ga_record_get_id (self->records->pdata[i]), &id))
      return self->records->pdata[i];
  return NULL;
}

static void
open_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaRecord *record = find_record (GA_DOCUMENTS (widget), parameter);

  if (record != NULL && is_open (GA_DOCUMENTS (widget)))
    begin (wanted_new (GA_DOCUMENTS (widget), record, NULL));
}

static void
target_chosen_cb (GtkWidget *parent, GFile *file, gpointer user_data)
{
  char *path = g_file_get_path (file);

  if (path != NULL && is_open (GA_DOCUMENTS (parent)))
    begin (wanted_new (GA_DOCUMENTS (parent), user_data, path));
  else
    g_free (path);
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaRecord *record = find_record (GA_DOCUMENTS (widget), parameter);

  if (record != NULL)
    ga_question_save_file (widget, _ ("Save document"), ga_record_get_text (record, "name"),
                           target_chosen_cb, g_object_ref (record), g_object_unref);
}

static void
remove_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaDocuments *self = GA_DOCUMENTS (widget);
  GaRecord *record = find_record (self, parameter);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  guint place;

  if (record == NULL)
    return;
  g_ptr_array_add (records, g_object_ref (record));
  if (g_ptr_array_find (self->records, record, &place))
    self->removed = (int) place;
  ga_act_delete (widget, self->context, REMOVED, records);
}

/* A file that is being chosen, or read. */
typedef struct
{
  GtkWidget *origin;
  GaContext *context;
  GaRecord *record;
  GaActDoneFunc done; /* (nullable) */
} Attaching;

static void
attaching_clear (gpointer data)
{
  Attaching *self = data;

  g_object_unref (self->origin);
  g_object_unref (self->context);
  g_object_unref (self->record);
}

static void
attaching_unref (gpointer self)
{
  g_rc_box_release_full (self, attaching_clear);
}

static void
attached_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Attaching *self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 act = ga_attach_finish (GA_STORE (source), result, &error);
  GaToaster *toaster = ga_toaster_for (self->origin);
  gboolean told = toaster == NULL;

  if (!told && act > 0)
    ga_toaster_settle (toaster, ADDED);
  if (!told && self->done != NULL)
    told = self->done (self->origin, act, NULL) || act > 0;
  if (!told && act == 0)
    ga_toaster_say_failure (toaster, error, ADDED);
  else if (!told)
    ga_toaster_offer_undo (toaster, _ (ADDED), act);
  attaching_unref (self);
}

static void
file_chosen_cb (GtkWidget *parent, GFile *file, gpointer user_data)
{
  Attaching *self = user_data;

  if (ga_context_get_store (self->context) != NULL)
    ga_attach_async (ga_context_get_store (self->context), ADDED, self->record, file, NULL,
                     attached_cb, g_rc_box_acquire (self));
}

/* The record is made now: the page may show another one when the file is chosen. */
static void
attach (GtkWidget *origin,
        GaContext *context,
        const GaEntity *entity,
        const GaId *owner,
        GaActDoneFunc done)
{
  Attaching *self = g_rc_box_new0 (Attaching);

  self->origin = g_object_ref (origin);
  self->context = g_object_ref (context);
  self->record = ga_record_new (ga_context_get_entity (context, "attachment"));
  self->done = done;
  ga_record_set_reference (self->record, entity->name, owner);
  ga_question_open_file (origin, _ ("Attach a file"), file_chosen_cb, self, attaching_unref);
}

void
ga_documents_attach (GtkWidget *origin,
                     GaContext *context,
                     const GaRecord *owner,
                     GaActDoneFunc done)
{
  attach (origin, context, ga_record_get_entity (owner), ga_record_get_id (owner), done);
}

static void
attach_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaDocuments *self = GA_DOCUMENTS (widget);

  if (self->owner != NULL)
    attach (widget, self->context, self->owner, &self->owner_id, NULL);
}

static GtkWidget *
make_menu (const GaRecord *record, const char *id, gboolean fixed)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenuItem) save = g_menu_item_new (_ ("_Save as…"), NULL);
  g_autoptr (GMenuItem) away = g_menu_item_new (_ ("_Remove"), NULL);
  GtkWidget *button = gtk_menu_button_new ();
  g_autofree char *name = NULL;

  g_menu_item_set_action_and_target (save, "documents.save", "s", id);
  g_menu_item_set_action_and_target (away, "documents.remove", "s", id);
  g_menu_append_item (menu, save);
  if (!fixed)
    g_menu_append_item (menu, away);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  /* TRANSLATORS: name of a button; %s is a document */
  name = g_strdup_printf (_ ("More about %s"), ga_record_get_text (record, "name"));
  gtk_widget_set_tooltip_text (button, _ ("More"));
  ga_accessible_set_name (button, name);
  return button;
}

static GtkWidget *
make_row (const GaRecord *record, gboolean fixed)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = describe (record, GA_ATTACHMENT_HERE, FALSE);
  char id[GA_ID_TEXT_SIZE];

  ga_id_format (ga_record_get_id (record), id);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ga_record_get_text (record, "name"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "documents.open");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_menu (record, id, fixed));
  return row;
}

static void
follow (GaDocuments *self, GaContext *context)
{
  if (self->context == context)
    return;
  g_clear_signal_handler (&self->sync_handler, self->context);
  g_set_object (&self->context, context);
  self->sync_handler =
      g_signal_connect_swapped (context, "sync-changed", G_CALLBACK (look_at_files), self);
}

/* The place in the list of what has the focus; -1: it is elsewhere */
static int
find_focus (GaDocuments *self)
{
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (self->list));

  return GTK_IS_LIST_BOX_ROW (row) ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) : -1;
}

/* Where whoever works by keyboard goes on: at the document that has moved up, or the button. */
static void
restore_focus (GaDocuments *self, int place)
{
  int last = (int) self->records->len - 1;

  if (place < 0)
    return;
  if (last >= 0)
    gtk_widget_grab_focus (
        GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, MIN (place, last))));
  else
    gtk_widget_grab_focus (self->attach_button);
}

/* The menu that it was removed by closes in its own time, and may have taken the focus along. */
static gboolean
regain_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer place)
{
  if (gtk_widget_get_focus_child (widget) == NULL)
    restore_focus (GA_DOCUMENTS (widget), GPOINTER_TO_INT (place));
  return G_SOURCE_REMOVE;
}

static void
show_rows (GaDocuments *self)
{
  int focus = self->removed >= 0 ? self->removed : find_focus (self);

  if (self->removed >= 0)
    gtk_widget_add_tick_callback (GTK_WIDGET (self), regain_cb, GINT_TO_POINTER (focus), NULL);
  self->removed = -1;
  ga_list_box_remove_all (self->list);
  for (guint i = 0; i < self->records->len; i++)
    gtk_list_box_append (self->list, make_row (self->records->pdata[i], self->fixed));
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->records->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->none), self->records->len == 0);
  /* Who may attach nothing is not told what could be. */
  gtk_widget_set_visible (GTK_WIDGET (self), !self->fixed || self->records->len > 0);
  restore_focus (self, focus);
  look_at_files (self);
}

void
ga_documents_set_fixed (GaDocuments *self, gboolean fixed)
{
  g_return_if_fail (GA_IS_DOCUMENTS (self));

  if (self->fixed == fixed)
    return;
  self->fixed = fixed;
  gtk_widget_set_visible (self->attach_button, !fixed);
  show_rows (self);
}

void
ga_documents_show (GaDocuments *self, GaContext *context, GaReader *reader, const GaRecord *owner)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_context_get_entity (context, "attachment"));
  GPtrArray *found;

  g_return_if_fail (GA_IS_DOCUMENTS (self));

  follow (self, context);
  self->owner = ga_record_get_entity (owner);
  self->owner_id = *ga_record_get_id (owner);
  ga_query_where_id (query, self->owner->name, &self->owner_id);
  ga_query_sort (query, "name");
  ga_query_set_window (query, 0, MOST_SHOWN);
  found = ga_reader_list (reader, query, NULL);
  g_ptr_array_unref (self->records);
  self->records = found != NULL ? found : g_ptr_array_new ();
  show_rows (self);
}

static void
changed_cb (GaDocuments *self, GaChanges *changes)
{
  if (ga_changes_touch (changes, "attachment") && is_open (self))
    ga_documents_show (self, self->context, ga_context_get_reader (self->context), self->followed);
}

void
ga_documents_follow (GaDocuments *self, GaContext *context, const GaRecord *owner)
{
  g_return_if_fail (GA_IS_DOCUMENTS (self));
  g_return_if_fail (self->followed == NULL);

  self->followed = ga_record_copy (owner);
  g_signal_connect_object (ga_context_get_store (context), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  ga_documents_show (self, context, ga_context_get_reader (context), self->followed);
}

static void
ga_documents_dispose (GObject *object)
{
  GaDocuments *self = GA_DOCUMENTS (object);

  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  if (self->context != NULL)
    g_clear_signal_handler (&self->sync_handler, self->context);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ga_documents_parent_class)->dispose (object);
}

static void
ga_documents_finalize (GObject *object)
{
  g_ptr_array_unref (GA_DOCUMENTS (object)->records);
  g_clear_object (&GA_DOCUMENTS (object)->followed);
  G_OBJECT_CLASS (ga_documents_parent_class)->finalize (object);
}

static void
ga_documents_class_init (GaDocumentsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_documents_dispose;
  G_OBJECT_CLASS (klass)->finalize = ga_documents_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/widgets/documents.ui");
  gtk_widget_class_bind_template_child (widget_class, GaDocuments, attach_button);
  gtk_widget_class_bind_template_child (widget_class, GaDocuments, list);
  gtk_widget_class_bind_template_child (widget_class, GaDocuments, none);
  gtk_widget_class_install_action (widget_class, "documents.attach", NULL, attach_cb);
  gtk_widget_class_install_action (widget_class, "documents.open", "s", open_cb);
  gtk_widget_class_install_action (widget_class, "documents.save", "s", save_cb);
  gtk_widget_class_install_action (widget_class, "documents.remove", "s", remove_cb);
}

static void
ga_documents_init (GaDocuments *self)
{
  self->records = g_ptr_array_new ();
  self->removed = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  ga_accessible_set_name (GTK_WIDGET (self->list), _ ("Documents"));
}
