/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sync/ga-invite-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/compat/ga-entry-row.h"
#include "app/compat/ga-question.h"
#include "app/sync/ga-invitation-sheet.h"
#include "app/sync/ga-invite-letter.h"
#include "app/sync/ga-qr.h"
#include "app/sync/ga-sync-words.h"
#include "app/widgets/ga-cell-layout.h"
#include "model/ga-space.h"

struct _GaInviteDialog
{
  AdwWindow parent_instance;

  GaContext *context;
  GCancellable *cancellable;
  GaId community;
  char *community_name;
  char *invited;            /* (nullable): by name, once it is asked for */
  GaInvitation *invitation; /* (nullable): until the server has made it */
  char *until;              /* (nullable): the last day it serves */

  GtkStack *states;
  GtkLabel *about;
  GtkListBox *fields;
  GaEntryRow *name;
  GtkWidget *make_button;
  GtkWidget *copy_button;
  GtkSpinner *spinner;
  GtkLabel *problem;
  GaQrView *qr;
  GtkLabel *link;
  GtkLabel *last;
  GtkLabel *said; /* what was done; a toast would lie over the buttons */
};

G_DEFINE_FINAL_TYPE (GaInviteDialog, ga_invite_dialog, ADW_TYPE_WINDOW)

static void
set_busy (GaInviteDialog *self, gboolean busy)
{
  /* An entry that is put away with the focus complains that it did not lose it. */
  if (busy)
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->fields), !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "invite.make", !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

static void
complain (GaInviteDialog *self, const GError *error)
{
  const char *text = error->message;

  if (g_error_matches (error, GA_SYNC_ERROR, GA_SYNC_ERROR_OFFLINE))
    text =
        _ ("The server makes the invitation, so this needs a connection. Try again when there is "
           "one.");
  gtk_label_set_text (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_widget_grab_focus (self->make_button);
}

static void
show_invitation (GaInviteDialog *self)
{
  g_autofree char *link = ga_invitation_get_link (self->invitation);
  g_autofree char *last = NULL;

  if (self->until != NULL)
    /* TRANSLATORS: %s is a day */
    last = g_strdup_printf (_ ("It serves once, until %s. Give it to nobody else."), self->until);
  gtk_label_set_text (self->link, link);
  gtk_label_set_text (self->last, last != NULL ? last
                                               : _ ("It serves once. Give it to nobody "
                                                    "else."));
  ga_qr_view_set_text (self->qr, link);
  gtk_stack_set_visible_child_name (self->states, "made");
  gtk_widget_grab_focus (self->copy_button);
}

static gboolean
take_answer (GaInviteDialog *self, JsonNode *answer, GError **error)
{
  g_autoptr (GaMembership) membership = NULL;
  JsonObject *object;
  const char *code;
  gint64 expires;

  if (!JSON_NODE_HOLDS_OBJECT (answer))
    return ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
  object = json_node_get_object (answer);
  code = json_object_get_string_member_with_default (object, "code", NULL);
  membership = ga_reader_get_membership (ga_context_get_reader (self->context), error);
  if (membership == NULL)
    return FALSE;
  if (code == NULL)
    return ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
  self->invitation = ga_invitation_new (membership->url, code);
  expires = json_object_get_int_member_with_default (object, "expires", 0);
  self->until = expires > 0 ? ga_sync_words_day (expires) : NULL;
  return TRUE;
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GaInviteDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = ga_sync_engine_ask_finish (GA_SYNC_ENGINE (source), result, &error);

  /* Closed in the meantime. */
  if (self->context == NULL)
    return;
  set_busy (self, FALSE);
  if (answer != NULL && take_answer (self, answer, &error))
    show_invitation (self);
  else if (error != NULL)
    complain (self, error);
}

static JsonNode *
make_request (GaInviteDialog *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *space = NULL;
  GaSpace community = { GA_PLACE_COMMUNITY, self->community };

  space = ga_space_to_string (&community);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "role");
  json_builder_add_string_value (builder, "host");
  json_builder_set_member_name (builder, "spaces");
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, space);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, self->invited);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static void
make_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaInviteDialog *self = GA_INVITE_DIALOG (widget);
  GaSyncEngine *engine = ga_context_get_engine (self->context);
  g_autofree char *name = ga_entry_row_dup_text (self->name);
  g_autoptr (JsonNode) body = NULL;

  if (*g_strstrip (name) == '\0')
    {
      ga_entry_row_set_problem (self->name, _ ("Write who is invited."));
      gtk_widget_grab_focus (GTK_WIDGET (self->name));
      return;
    }
  if (engine == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  g_free (self->invited);
  self->invited = g_steal_pointer (&name);
  set_busy (self, TRUE);
  body = make_request (self);
  ga_sync_engine_ask_async (engine, "POST", "/v1/invitations", body, self->cancellable, made_cb,
                            g_object_ref (self));
}

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaInviteDialog *self = GA_INVITE_DIALOG (widget);
  g_autofree char *link = ga_invitation_get_link (self->invitation);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), link);
  gtk_label_set_text (self->said, _ ("Invitation copied"));
}

static void
print_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaInviteDialog *self = GA_INVITE_DIALOG (widget);

  ga_invitation_sheet_print (GTK_WINDOW (self), self->invitation, self->invited,
                             self->community_name, self->until);
}

/* (transfer full) */
static char *
make_letter (GaInviteDialog *self)
{
  g_autoptr (GaMembership) membership =
      ga_reader_get_membership (ga_context_get_reader (self->context), NULL);
  const GaInviteLetter letter = {
    .invitation = self->invitation,
    .from = membership != NULL ? membership->name : NULL,
    .to = self->invited,
    .community = self->community_name,
    .organisation = membership != NULL ? membership->organisation : NULL,
    .until = self->until,
  };

  return ga_invite_letter_write (&letter);
}

static void
copy_letter_cb (GtkWidget *parent, gboolean yes, gpointer user_data)
{
  GaInviteDialog *self = GA_INVITE_DIALOG (parent);
  g_autofree char *letter = NULL;

  if (!yes || self->context == NULL)
    return;
  letter = make_letter (self);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (parent), letter);
  gtk_label_set_text (self->said, _ ("Text copied"));
}

static void
mailed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GaInviteDialog) self = GA_INVITE_DIALOG (source);

  if (gtk_show_uri_full_finish (GTK_WINDOW (source), result, NULL) || self->context == NULL)
    return;
  ga_question_ask (
      GTK_WIDGET (self), _ ("No mail program answers"),
      _ ("If you read your mail in a browser, copy the text of the invitation, and put "
         "it into a mail there."),
      NULL, _ ("C_opy the text"), FALSE, copy_letter_cb, NULL);
}

static void
mail_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaInviteDialog *self = GA_INVITE_DIALOG (widget);
  g_autofree char *subject = g_strdup_printf (_ ("Invitation to %s"), self->community_name);
  g_autofree char *letter = make_letter (self);
  g_autofree char *uri_subject = g_uri_escape_string (subject, NULL, FALSE);
  g_autofree char *uri_letter = g_uri_escape_string (letter, NULL, FALSE);
  g_autofree char *uri = g_strdup_printf ("mailto:?subject=%s&body=%s", uri_subject, uri_letter);

  gtk_show_uri_full (g_object_ref (GTK_WINDOW (self)), uri, GDK_CURRENT_TIME, self->cancellable,
                     mailed_cb, NULL);
}

static void
name_changed_cb (GaInviteDialog *self)
{
  ga_entry_row_set_problem (self->name, NULL);
}

static void
ga_invite_dialog_dispose (GObject *object)
{
  GaInviteDialog *self = GA_INVITE_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), GA_TYPE_INVITE_DIALOG);
  g_clear_object (&self->context);
  g_clear_pointer (&self->invitation, ga_invitation_free);
  g_clear_pointer (&self->community_name, g_free);
  g_clear_pointer (&self->invited, g_free);
  g_clear_pointer (&self->until, g_free);
  G_OBJECT_CLASS (ga_invite_dialog_parent_class)->dispose (object);
}

static void
ga_invite_dialog_class_init (GaInviteDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_invite_dialog_dispose;
  g_type_ensure (GA_TYPE_QR_VIEW);
  g_type_ensure (GA_TYPE_CELL_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/sync/invite-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GaInviteDialog, states);
  gtk_widget_class_bind_template_child (widget_class, GaInviteDialog, about);
  gtk_widget_class_bind_template_child (widget_class, GaInviteDialog, fields);
  gtk_widget_class_bind_template_child (widget_class, GaInviteDialog, make_button);
  gtk_widget_class_bind_template_child (widget_class, GaInviteDialog, copy_button);
  gtk_widget_class_bind_template_child (widget_class, GaInviteDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, GaInviteDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, GaInviteDialog, qr);
  gtk_widget_class_bind_template_child (widget_class, GaInviteDialog, link);
  gtk_widget_class_bind_template_child (widget_class, GaInviteDialog, last);
  gtk_widget_class_bind_template_child (widget_class, GaInviteDialog, said);
  gtk_widget_class_install_action (widget_class, "invite.make", NULL, make_cb);
  gtk_widget_class_install_action (widget_class, "invite.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "invite.print", NULL, print_cb);
  gtk_widget_class_install_action (widget_class, "invite.mail", NULL, mail_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ga_invite_dialog_init (GaInviteDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->name = GA_ENTRY_ROW (ga_entry_row_new (_ ("Name of the new host"), FALSE));
  ga_entry_row_set_hint (self->name, _ ("Others see it beside what was written"));
  g_signal_connect_object (self->name, "changed", G_CALLBACK (name_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (self->fields, GTK_WIDGET (self->name));
  ga_accessible_set_name (GTK_WIDGET (self->fields), _ ("Name of the new host"));
  ga_accessible_set_name (GTK_WIDGET (self->qr), _ ("The invitation as a QR code"));
  ga_accessible_mend (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->make_button);
}

/**
 * ga_invite_dialog_show:
 * @parent: the window in front of which it opens
 * @community: the one that the invited will be a host of
 * Returns: (transfer none): the dialog
 */
GtkWidget *
ga_invite_dialog_show (GtkWindow *parent, GaContext *context, const GaRecord *community)
{
  GaInviteDialog *self = g_object_new (GA_TYPE_INVITE_DIALOG, "transient-for", parent, NULL);
  g_autofree char *about = NULL;

  self->context = g_object_ref (context);
  self->community = *ga_record_get_id (community);
  self->community_name = g_strdup (ga_record_get_text (community, "name"));
  /* TRANSLATORS: %s is the name of a community */
  about = g_strdup_printf (_ ("A host of %s sees its walkers by name, and can change everything "
                              "about it."),
                           self->community_name);
  gtk_label_set_text (self->about, about);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
  return GTK_WIDGET (self);
}
