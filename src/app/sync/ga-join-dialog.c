/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sync/ga-join-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/compat/ga-entry-row.h"
#include "app/ga-toaster.h"
#include "app/sync/ga-invitation.h"

struct _GaJoinDialog
{
  AdwWindow parent_instance;

  GaContext *context;
  GCancellable *cancellable;
  GaInvitation *asked; /* (nullable): what is joined with */

  GtkListBox *fields;
  GaEntryRow *invitation;
  GaEntryRow *passphrase;
  GaEntryRow *device;
  GtkWidget *join_button;
  GtkWidget *progress;
};

G_DEFINE_FINAL_TYPE (GaJoinDialog, ga_join_dialog, ADW_TYPE_WINDOW)

#define PASSPHRASE_LEAST 8

static void
set_busy (GaJoinDialog *self, gboolean busy)
{
  /* An entry that is put away with the focus complains that it did not lose it. */
  if (busy)
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->fields), !busy);
  gtk_widget_set_visible (self->progress, busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "join.join", !busy);
}

static void
complain (GaEntryRow *row, const char *problem)
{
  ga_entry_row_set_problem (row, problem);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static gboolean
read_invitation (GaJoinDialog *self)
{
  g_autofree char *text = ga_entry_row_dup_text (self->invitation);

  g_clear_pointer (&self->asked, ga_invitation_free);
  self->asked = ga_invitation_parse (text);
  if (self->asked == NULL)
    complain (self->invitation,
              _ ("Write the address of the server and the code, as they stand on the invitation. "
                 "The code has 26 letters and digits."));
  return self->asked != NULL;
}

static gboolean
check_passphrase (GaJoinDialog *self)
{
  g_autofree char *passphrase = ga_entry_row_dup_text (self->passphrase);

  if (*passphrase == '\0' || g_utf8_strlen (passphrase, -1) >= PASSPHRASE_LEAST)
    return TRUE;
  complain (self->passphrase,
            _ ("Write at least 8 characters, such as three words, or leave it out."));
  return FALSE;
}

static void
take_failure (GaJoinDialog *self, const GError *error)
{
  set_busy (self, FALSE);
  complain (self->invitation, error->message);
}

/* The window behind tells of it, as this one is gone by then. */
static void
say_joined (GaJoinDialog *self)
{
  GtkWindow *behind = gtk_window_get_transient_for (GTK_WINDOW (self));
  GaToaster *toaster = behind != NULL ? ga_toaster_for (GTK_WIDGET (behind)) : NULL;
  g_autoptr (GaMembership) membership =
      ga_reader_get_membership (ga_context_get_reader (self->context), NULL);
  g_autofree char *text = NULL;

  if (toaster == NULL)
    return;
  if (membership != NULL && membership->organisation != NULL && *membership->organisation != '\0')
    /* TRANSLATORS: %s is the organisation whose server was joined */
    text = g_strdup_printf (_ ("You have joined %s. What is there is fetched now."),
                            membership->organisation);
  ga_toaster_say (toaster, text != NULL ? text
                                        : _ ("You have joined. What is there is fetched "
                                             "now."));
}

static void
joined_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GaJoinDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean joined = ga_sync_engine_join_finish (GA_SYNC_ENGINE (source), result, &error);

  /* Closed in the meantime. */
  if (self->context == NULL)
    return;
  if (joined)
    {
      ga_sync_engine_start (GA_SYNC_ENGINE (source));
      say_joined (self);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  take_failure (self, error);
}

static void
join (GaJoinDialog *self)
{
  g_autofree char *passphrase = ga_entry_row_dup_text (self->passphrase);
  g_autofree char *device = ga_entry_row_dup_text (self->device);

  set_busy (self, TRUE);
  ga_sync_engine_join_async (ga_context_get_engine (self->context), self->asked->url,
                             self->asked->code, *passphrase != '\0' ? passphrase : NULL,
                             *device != '\0' ? device : g_get_host_name (), self->cancellable,
                             joined_cb, g_object_ref (self));
}

static void
join_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaJoinDialog *self = GA_JOIN_DIALOG (widget);
  GtkWindow *behind = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (!read_invitation (self) || !check_passphrase (self))
    return;
  if (ga_context_get_store (self->context) == NULL && behind != NULL)
    gtk_widget_activate_action (GTK_WIDGET (behind), "win.begin", NULL);
  /* The window behind says why the profile does not open. */
  if (ga_context_get_engine (self->context) == NULL)
    gtk_window_destroy (GTK_WINDOW (self));
  else
    join (self);
}

static void
changed_cb (GaEntryRow *row)
{
  ga_entry_row_set_problem (row, NULL);
}

static GaEntryRow *
add_row (GaJoinDialog *self, GtkWidget *row, const char *hint)
{
  ga_entry_row_set_hint (GA_ENTRY_ROW (row), hint);
  gtk_list_box_append (self->fields, row);
  g_signal_connect (row, "changed", G_CALLBACK (changed_cb), NULL);
  return GA_ENTRY_ROW (row);
}

static void
ga_join_dialog_dispose (GObject *object)
{
  GaJoinDialog *self = GA_JOIN_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), GA_TYPE_JOIN_DIALOG);
  g_clear_object (&self->context);
  g_clear_pointer (&self->asked, ga_invitation_free);
  G_OBJECT_CLASS (ga_join_dialog_parent_class)->dispose (object);
}

static void
ga_join_dialog_class_init (GaJoinDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_join_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gangart/Gangart/ui/sync/join-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GaJoinDialog, fields);
  gtk_widget_class_bind_template_child (widget_class, GaJoinDialog, join_button);
  gtk_widget_class_bind_template_child (widget_class, GaJoinDialog, progress);
  gtk_widget_class_install_action (widget_class, "join.join", NULL, join_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ga_join_dialog_init (GaJoinDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->invitation = add_row (self, ga_entry_row_new (_ ("Invitation"), FALSE),
                              _ ("The link, or the address and the code"));
  self->passphrase = add_row (self, ga_entry_row_new_secret (_ ("Passphrase, if you like")),
                              _ ("With it you can add another computer later"));
  self->device = add_row (self, ga_entry_row_new (_ ("Name of this computer"), FALSE),
                          _ ("So that you know it again in a list of your computers"));
  ga_entry_row_set_purpose (self->invitation, GTK_INPUT_PURPOSE_URL);
  ga_entry_row_set_text (self->device, g_get_host_name ());
  ga_accessible_set_name (GTK_WIDGET (self->fields), _ ("Invitation"));
  ga_accessible_mend (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->join_button);
}

/**
 * ga_join_dialog_show:
 * @parent: the window in front of which it opens; its action `win.begin` opens a profile that is
 *   not open yet
 */
void
ga_join_dialog_show (GtkWindow *parent, GaContext *context)
{
  GaJoinDialog *self = g_object_new (GA_TYPE_JOIN_DIALOG, "transient-for", parent, NULL);

  self->context = g_object_ref (context);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->invitation));
}
