/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sync/ga-passphrase-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/compat/ga-entry-row.h"
#include "app/ga-toaster.h"
#include "store/ga-membership.h"

#define LEAST 8 /* characters, as the server wants them */

struct _GaPassphraseDialog
{
  AdwWindow parent_instance;

  GaContext *context;
  GCancellable *cancellable;

  GtkLabel *text;
  GtkListBox *fields;
  GaEntryRow *old; /* out of sight until the server says that there is one */
  GaEntryRow *passphrase;
  GtkWidget *save_button;
  GtkWidget *progress;
};

G_DEFINE_FINAL_TYPE (GaPassphraseDialog, ga_passphrase_dialog, ADW_TYPE_WINDOW)

static void
set_busy (GaPassphraseDialog *self, gboolean busy)
{
  /* An entry that is put away with the focus complains that it did not lose it. */
  if (busy)
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->fields), !busy);
  gtk_widget_set_visible (self->progress, busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "passphrase.save", !busy);
}

static void
complain (GaEntryRow *row, const char *problem)
{
  ga_entry_row_set_problem (row, problem);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* Where there is a passphrase, whoever changes it has to know it. */
static void
take_failure (GaPassphraseDialog *self, const GError *error)
{
  gboolean asked = gtk_widget_get_visible (GTK_WIDGET (self->old));

  set_busy (self, FALSE);
  if (g_error_matches (error, GA_SYNC_ERROR, GA_SYNC_ERROR_NOT_ALLOWED))
    {
      gtk_widget_set_visible (GTK_WIDGET (self->old), TRUE);
      complain (self->old, asked ? _ ("That is not the one you have.")
                                 : _ ("You have a passphrase already. Write that one, too."));
    }
  else if (g_error_matches (error, GA_SYNC_ERROR, GA_SYNC_ERROR_WAIT) && asked)
    complain (self->old, error->message);
  else
    complain (self->passphrase, error->message);
}

/* The window behind tells of it, as this one is gone by then. */
static void
say_saved (GaPassphraseDialog *self)
{
  GtkWindow *behind = gtk_window_get_transient_for (GTK_WINDOW (self));
  GaToaster *toaster = behind != NULL ? ga_toaster_for (GTK_WIDGET (behind)) : NULL;

  if (toaster != NULL)
    ga_toaster_say (toaster, _ ("Your passphrase is saved. Write it down: nobody else knows it."));
}

static gboolean
note_chosen (GaTransaction *transaction, gpointer user_data, GError **error)
{
  return ga_transaction_set_lacks_passphrase (transaction, FALSE, error);
}

/* The server has it, and says so again where it could not be noted here. */
static void
noted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GaPassphraseDialog) self = user_data;

  ga_store_transact_finish (GA_STORE (source), result, NULL);
  if (self->context == NULL)
    return;
  say_saved (self);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GaPassphraseDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = ga_sync_engine_ask_finish (GA_SYNC_ENGINE (source), result, &error);

  /* Closed in the meantime. */
  if (self->context == NULL)
    return;
  if (error != NULL)
    {
      take_failure (self, error);
      return;
    }
  ga_store_sync_async (ga_context_get_store (self->context), note_chosen, NULL, NULL, NULL,
                       noted_cb, g_object_ref (self));
}

static JsonNode *
make_request (GaPassphraseDialog *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *passphrase = ga_entry_row_dup_text (self->passphrase);
  g_autofree char *old = ga_entry_row_dup_text (self->old);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "passphrase");
  json_builder_add_string_value (builder, passphrase);
  if (*old != '\0')
    {
      json_builder_set_member_name (builder, "old");
      json_builder_add_string_value (builder, old);
    }
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaPassphraseDialog *self = GA_PASSPHRASE_DIALOG (widget);
  GaSyncEngine *engine = ga_context_get_engine (self->context);
  g_autofree char *passphrase = ga_entry_row_dup_text (self->passphrase);
  g_autoptr (JsonNode) body = NULL;

  if (g_utf8_strlen (passphrase, -1) < LEAST)
    {
      complain (self->passphrase, _ ("Write at least 8 characters, such as three words."));
      return;
    }
  if (engine == NULL)
    return;
  body = make_request (self);
  set_busy (self, TRUE);
  ga_sync_engine_ask_async (engine, "POST", "/v1/passphrase", body, self->cancellable, saved_cb,
                            g_object_ref (self));
}

static void
changed_cb (GaEntryRow *row)
{
  ga_entry_row_set_problem (row, NULL);
}

static GaEntryRow *
add_row (GaPassphraseDialog *self, const char *title, const char *hint)
{
  GtkWidget *row = ga_entry_row_new_secret (title);

  ga_entry_row_set_hint (GA_ENTRY_ROW (row), hint);
  gtk_list_box_append (self->fields, row);
  g_signal_connect (row, "changed", G_CALLBACK (changed_cb), NULL);
  return GA_ENTRY_ROW (row);
}

static void
ga_passphrase_dialog_dispose (GObject *object)
{
  GaPassphraseDialog *self = GA_PASSPHRASE_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), GA_TYPE_PASSPHRASE_DIALOG);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ga_passphrase_dialog_parent_class)->dispose (object);
}

static void
ga_passphrase_dialog_class_init (GaPassphraseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_passphrase_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/sync/passphrase-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GaPassphraseDialog, text);
  gtk_widget_class_bind_template_child (widget_class, GaPassphraseDialog, fields);
  gtk_widget_class_bind_template_child (widget_class, GaPassphraseDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, GaPassphraseDialog, progress);
  gtk_widget_class_install_action (widget_class, "passphrase.save", NULL, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ga_passphrase_dialog_init (GaPassphraseDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->old = add_row (self, _ ("The passphrase you have"), NULL);
  self->passphrase =
      add_row (self, _ ("New passphrase"), _ ("At least 8 characters, such as three words"));
  gtk_widget_set_visible (GTK_WIDGET (self->old), FALSE);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->save_button);
  ga_accessible_set_name (GTK_WIDGET (self->fields), _ ("Your passphrase"));
  ga_accessible_mend (GTK_WIDGET (self));
}

GtkWidget *
ga_passphrase_dialog_show (GtkWindow *parent, GaContext *context)
{
  GaPassphraseDialog *self =
      g_object_new (GA_TYPE_PASSPHRASE_DIALOG, "transient-for", parent, NULL);
  g_autoptr (GaMembership) membership =
      ga_reader_get_membership (ga_context_get_reader (context), NULL);
  g_autofree char *text = NULL;

  self->context = g_object_ref (context);
  if (membership != NULL && membership->name != NULL && *membership->name != '\0')
    /* TRANSLATORS: an address and somebody's name */
    text = g_strdup_printf (
        _ ("On the further computer choose “Join with an invitation”, then “I already have an "
           "account”. Write the address %1$s, your name %2$s and this passphrase."),
        membership->url, membership->name);
  gtk_label_set_text (self->text, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->text), text != NULL);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
  return GTK_WIDGET (self);
}
