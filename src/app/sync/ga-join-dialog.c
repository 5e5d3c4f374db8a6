/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sync/ga-join-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/compat/ga-entry-row.h"
#include "app/ga-toaster.h"
#include "app/sync/ga-gift-words.h"
#include "app/sync/ga-sync-words.h"
#include "sync/client/ga-code-look.h"
#include "sync/client/ga-invitation.h"
#include "sync/client/ga-joining-check.h"

typedef enum
{
  WITH_INVITATION,
  INVITED,         /* what the invitation gives is shown */
  INVITED_APART,   /* the same, and why it cannot be taken up here */
  WITH_FURTHER,    /* an invitation, beside what the profile has joined */
  INVITED_FURTHER, /* what it gives is shown */
  WITH_ACCOUNT,    /* on a further computer */
  ACCOUNT_APART,   /* why it is not signed in to here */
  AGAIN,           /* as whom the profile has joined */
} Way;

static const struct
{
  const char *title;
  const char *text; /* %NULL: made */
  Way other;
  const char *other_label; /* %NULL: no other way */
  Way next;                /* itself: it is the last step */
} ways[] = {
  [WITH_INVITATION] = { N_ ("Join with an invitation"),
                        N_ ("You then share walks and attendance with those you run the community "
                            "with. It goes on working without the internet."),
                        WITH_ACCOUNT, N_ ("I already have an account"), INVITED },
  [INVITED] = { N_ ("Join with an invitation"),
                N_ ("This is what the invitation gives you. If it is what you expect, join."),
                WITH_INVITATION, N_ ("I have another invitation"), INVITED },
  [INVITED_APART] = { N_ ("Join with an invitation"),
                      N_ ("This is what the invitation gives you, and it does not fit what is on "
                          "this computer."),
                      WITH_INVITATION, N_ ("I have another invitation"), INVITED_APART },
  [WITH_FURTHER] = { N_ ("Join with an invitation"),
                     N_ ("What the invitation gives you comes beside what you have already. "
                         "Nothing that you have goes away."),
                     WITH_FURTHER, NULL, INVITED_FURTHER },
  [INVITED_FURTHER] = { N_ ("Join with an invitation"),
                        N_ ("This comes beside what you have already. If it is what you expect, "
                            "join."),
                        WITH_FURTHER, N_ ("I have another invitation"), INVITED_FURTHER },
  [WITH_ACCOUNT] = { N_ ("Sign in to your account"),
                     N_ ("This computer then has what your other one has. You need the passphrase "
                         "that you chose when you joined, or later under “Your computers”."),
                     WITH_INVITATION, N_ ("I have an invitation"), WITH_ACCOUNT },
  [ACCOUNT_APART] = { N_ ("Sign in to your account"),
                      N_ ("What your account gives you does not fit what is on this computer."),
                      WITH_INVITATION, N_ ("I have an invitation"), ACCOUNT_APART },
  [AGAIN] = { N_ ("Sign in to go on"), NULL, WITH_INVITATION, N_ ("I have an invitation"), AGAIN },
};

struct _GaJoinDialog
{
  AdwWindow parent_instance;

  GaContext *context;
  GCancellable *cancellable;
  Way way;
  GaInvitation *asked; /* (nullable): what is joined with */
  char *url;           /* (nullable): where is signed in */

  GtkLabel *heading;
  GtkLabel *text;
  GaFacts *gift;
  GtkListBox *fields;
  GaEntryRow *invitation;
  GaEntryRow *new_passphrase;
  GaEntryRow *address;
  GaEntryRow *account;
  GaEntryRow *passphrase;
  GaEntryRow *device;
  GtkLabel *problem;
  GtkButton *other_button;
  GtkWidget *next_button;
  GtkWidget *join_button;
  GtkWidget *sign_in_button;
  GtkWidget *progress;
};

G_DEFINE_FINAL_TYPE (GaJoinDialog, ga_join_dialog, ADW_TYPE_WINDOW)

#define PASSPHRASE_LEAST 8

/* Before it is known what the invitation gives. */
static gboolean
asks_for_code (Way way)
{
  return ways[way].next != way;
}

static gboolean
is_invited (Way way)
{
  return way == INVITED || way == INVITED_APART || way == INVITED_FURTHER;
}

/* Nothing is left to do but something else. */
static gboolean
is_apart (Way way)
{
  return way == INVITED_APART || way == ACCOUNT_APART;
}

static void
set_busy (GaJoinDialog *self, gboolean busy)
{
  /* An entry that is put away with the focus complains that it did not lose it. */
  if (busy)
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->fields), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->other_button), !busy);
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
has_length (GaEntryRow *row)
{
  g_autofree char *passphrase = ga_entry_row_dup_text (row);

  return g_utf8_strlen (passphrase, -1) >= PASSPHRASE_LEAST;
}

static gboolean
is_empty (GaEntryRow *row)
{
  g_autofree char *text = ga_entry_row_dup_text (row);

  return *g_strstrip (text) == '\0';
}

static gboolean
check_new_passphrase (GaJoinDialog *self)
{
  if (is_empty (self->new_passphrase) || has_length (self->new_passphrase))
    return TRUE;
  complain (self->new_passphrase,
            _ ("Write at least 8 characters, such as three words, or leave it out."));
  return FALSE;
}

static gboolean
check_passphrase (GaJoinDialog *self)
{
  if (has_length (self->passphrase))
    return TRUE;
  complain (self->passphrase, _ ("Write your passphrase. It has at least 8 characters."));
  return FALSE;
}

static gboolean
read_account (GaJoinDialog *self)
{
  g_autofree char *address = ga_entry_row_dup_text (self->address);

  g_free (self->url);
  self->url = ga_invitation_read_url (address);
  if (self->url == NULL)
    complain (self->address,
              _ ("Write the address of the server, as it stands on your invitation."));
  else if (is_empty (self->account))
    complain (self->account, _ ("Write the name that you joined with. It stands under “Your "
                                "computers” on your other computer."));
  else
    return check_passphrase (self);
  return FALSE;
}

static gboolean
read_fields (GaJoinDialog *self)
{
  switch (self->way)
    {
    case WITH_ACCOUNT:
      return read_account (self);
    case AGAIN:
      return check_passphrase (self);
    case INVITED:
      return check_new_passphrase (self);
    case INVITED_FURTHER:
      return TRUE;
    case INVITED_APART:
    case ACCOUNT_APART:
      return FALSE;
    case WITH_INVITATION:
    case WITH_FURTHER:
    default:
      return read_invitation (self);
    }
}

static gboolean
is_about_passphrase (const GError *error)
{
  return g_error_matches (error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN) ||
         g_error_matches (error, GA_SYNC_ERROR, GA_SYNC_ERROR_WAIT);
}

static void show_way (GaJoinDialog *self, Way way);

static void
tell (GaJoinDialog *self, const char *problem)
{
  gtk_label_set_text (self->problem, problem);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static void
tell_apart (GaJoinDialog *self, Way way, const GError *error)
{
  show_way (self, way);
  tell (self, error->message);
}

static void
take_failure (GaJoinDialog *self, const GError *error)
{
  set_busy (self, FALSE);
  if (g_error_matches (error, GA_SYNC_ERROR, GA_SYNC_ERROR_APART))
    tell_apart (self, is_invited (self->way) ? INVITED_APART : ACCOUNT_APART, error);
  else if (asks_for_code (self->way))
    complain (self->invitation, error->message);
  else if (is_invited (self->way))
    {
      tell (self, error->message);
      gtk_widget_grab_focus (self->join_button);
    }
  else if (self->way == WITH_ACCOUNT && !is_about_passphrase (error))
    complain (self->address, error->message);
  else
    complain (self->passphrase, error->message);
}

/* (transfer full): what has come of it */
static char *
describe_joined (GaJoinDialog *self)
{
  g_autoptr (GaMembership) membership =
      ga_reader_get_membership (ga_context_get_reader (self->context), NULL);

  if (self->way == INVITED_FURTHER)
    return g_strdup (_ ("The invitation was added. What it gives you is fetched now."));
  if (membership == NULL || membership->organisation == NULL || *membership->organisation == '\0')
    return g_strdup (_ ("You have joined. What is there is fetched now."));
  /* TRANSLATORS: %s is the organisation whose server was joined */
  return g_strdup_printf (_ ("You have joined %s. What is there is fetched now."),
                          membership->organisation);
}

/* The window behind tells of it, as this one is gone by then. */
static void
say_joined (GaJoinDialog *self)
{
  GtkWindow *behind = gtk_window_get_transient_for (GTK_WINDOW (self));
  GaToaster *toaster = behind != NULL ? ga_toaster_for (GTK_WIDGET (behind)) : NULL;
  g_autofree char *text = describe_joined (self);

  if (toaster != NULL)
    ga_toaster_say (toaster, text);
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
  GaSyncEngine *engine = ga_context_get_engine (self->context);
  g_autofree char *passphrase =
      ga_entry_row_dup_text (self->way == INVITED ? self->new_passphrase : self->passphrase);
  g_autofree char *account = g_strstrip (ga_entry_row_dup_text (self->account));
  g_autofree char *text = ga_entry_row_dup_text (self->device);
  const char *device = *text != '\0' ? text : g_get_host_name ();

  set_busy (self, TRUE);
  if (is_invited (self->way))
    ga_sync_engine_join_async (engine, self->asked->url, self->asked->code,
                               *passphrase != '\0' ? passphrase : NULL, device, self->cancellable,
                               joined_cb, g_object_ref (self));
  else if (self->way == WITH_ACCOUNT)
    ga_sync_engine_sign_in_async (engine, self->url, account, passphrase, device, self->cancellable,
                                  joined_cb, g_object_ref (self));
  else
    ga_sync_engine_sign_in_again_async (engine, passphrase, self->cancellable, joined_cb,
                                        g_object_ref (self));
}

/* The window behind says why a profile does not open. */
static void
join_opened (GaJoinDialog *self)
{
  if (ga_context_get_engine (self->context) != NULL)
    join (self);
  else
    gtk_window_destroy (GTK_WINDOW (self));
}

static void
opened_cb (GaContext *context, GaJoinDialog *self)
{
  g_signal_handlers_disconnect_by_func (context, opened_cb, self);
  join_opened (self);
}

/* (transfer full): as whom, and what for */
static char *
say_again (GaJoinDialog *self)
{
  g_autoptr (GaMembership) membership =
      ga_reader_get_membership (ga_context_get_reader (self->context), NULL);

  if (membership == NULL || membership->name == NULL || *membership->name == '\0')
    return g_strdup (_ ("Write your passphrase, and what waits is sent. Until then everything is "
                        "kept here."));
  /* TRANSLATORS: %s is somebody's name */
  return g_strdup_printf (_ ("Write the passphrase of %s, and what waits is sent. Until then "
                             "everything is kept here."),
                          membership->name);
}

static gboolean
has_something (GaJoinDialog *self)
{
  g_autoptr (GaQuery) query = NULL;

  if (ga_context_get_store (self->context) == NULL)
    return FALSE;
  query = ga_query_new (ga_context_get_entity (self->context, "community"));
  return ga_reader_count (ga_context_get_reader (self->context), query, NULL) > 0;
}

/* (transfer full): whoever joins for the first time brings along what is here, and knows it before
 */
static char *
make_text (GaJoinDialog *self, Way way)
{
  if (ways[way].text == NULL)
    return say_again (self);
  if ((way != INVITED && way != WITH_ACCOUNT) || !has_something (self))
    return g_strdup (_ (ways[way].text));
  return g_strconcat (_ (ways[way].text), " ",
                      _ ("What is on this computer already is shared there, too: the names in a "
                         "community with its other hosts alone."),
                      way == WITH_ACCOUNT ? " " : NULL,
                      _ ("If your account may not share all of it, you are told, and nothing is "
                         "changed."),
                      NULL);
}

static GtkWidget *
get_first_row (GaJoinDialog *self)
{
  switch (self->way)
    {
    case INVITED:
      return GTK_WIDGET (self->new_passphrase);
    case INVITED_APART:
    case ACCOUNT_APART:
      return GTK_WIDGET (self->other_button);
    case INVITED_FURTHER:
      return self->join_button;
    case WITH_ACCOUNT:
      return GTK_WIDGET (is_empty (self->address) ? self->address : self->passphrase);
    case AGAIN:
      return GTK_WIDGET (self->passphrase);
    case WITH_INVITATION:
    case WITH_FURTHER:
    default:
      return GTK_WIDGET (self->invitation);
    }
}

static GtkWidget *
get_button (GaJoinDialog *self)
{
  if (asks_for_code (self->way))
    return self->next_button;
  if (is_apart (self->way))
    return GTK_WIDGET (self->other_button);
  return is_invited (self->way) ? self->join_button : self->sign_in_button;
}

static void
show_fields (GaJoinDialog *self, Way way)
{
  gtk_widget_set_visible (GTK_WIDGET (self->fields), way != INVITED_FURTHER && !is_apart (way));
  gtk_widget_set_visible (GTK_WIDGET (self->gift), is_invited (way));
  gtk_widget_set_visible (GTK_WIDGET (self->invitation), asks_for_code (way));
  gtk_widget_set_visible (GTK_WIDGET (self->new_passphrase), way == INVITED);
  gtk_widget_set_visible (GTK_WIDGET (self->address), way == WITH_ACCOUNT);
  gtk_widget_set_visible (GTK_WIDGET (self->account), way == WITH_ACCOUNT);
  gtk_widget_set_visible (GTK_WIDGET (self->passphrase), way == WITH_ACCOUNT || way == AGAIN);
  gtk_widget_set_visible (GTK_WIDGET (self->device), way == INVITED || way == WITH_ACCOUNT);
}

static void
show_way (GaJoinDialog *self, Way way)
{
  GtkWidget *buttons[] = { self->next_button, self->join_button, self->sign_in_button };
  g_autofree char *text = make_text (self, way);

  self->way = way;
  gtk_window_set_title (GTK_WINDOW (self), _ (ways[way].title));
  gtk_label_set_text (self->heading, _ (ways[way].title));
  gtk_label_set_text (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->other_button), ways[way].other_label != NULL);
  if (ways[way].other_label != NULL)
    gtk_button_set_label (self->other_button, _ (ways[way].other_label));
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  show_fields (self, way);
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    gtk_widget_set_visible (buttons[i], buttons[i] == get_button (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), get_button (self));
  ga_accessible_set_name (GTK_WIDGET (self->fields), _ (ways[way].title));
  gtk_widget_grab_focus (get_first_row (self));
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GaJoinDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean fits = ga_joining_check_finish (result, &error) ||
                  !g_error_matches (error, GA_SYNC_ERROR, GA_SYNC_ERROR_APART);

  /* Closed in the meantime. */
  if (self->context == NULL)
    return;
  set_busy (self, FALSE);
  if (fits)
    show_way (self, INVITED);
  else
    tell_apart (self, INVITED_APART, error);
}

/* Whether the profile joins for the first time, so that what is here goes along. */
static gboolean
goes_along (GaJoinDialog *self)
{
  g_autoptr (GaMembership) membership = NULL;

  if (self->way != WITH_INVITATION || ga_context_get_store (self->context) == NULL)
    return FALSE;
  membership = ga_reader_get_membership (ga_context_get_reader (self->context), NULL);
  return membership == NULL;
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GaJoinDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = ga_code_look_finish (result, &error);

  /* Closed in the meantime. */
  if (self->context == NULL)
    return;
  if (answer == NULL)
    {
      take_failure (self, error);
      return;
    }
  ga_gift_words_show (self->gift, json_node_get_object (answer), self->way == WITH_INVITATION);
  if (goes_along (self))
    {
      ga_joining_check_async (ga_context_get_store (self->context), json_node_get_object (answer),
                              TRUE, self->cancellable, checked_cb, g_object_ref (self));
      return;
    }
  set_busy (self, FALSE);
  show_way (self, ways[self->way].next);
}

/* What the invitation gives is shown before anybody agrees to it. */
static void
look (GaJoinDialog *self)
{
  GaSyncEngine *engine = ga_context_get_engine (self->context);
  g_autofree char *client = engine != NULL ? ga_sync_engine_dup_client (engine) : NULL;

  set_busy (self, TRUE);
  ga_code_look_async (self->asked->url, self->asked->code, client, self->cancellable, looked_cb,
                      g_object_ref (self));
}

static void
join_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaJoinDialog *self = GA_JOIN_DIALOG (widget);
  GtkWindow *behind = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (!read_fields (self))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  if (asks_for_code (self->way))
    {
      look (self);
      return;
    }
  if (ga_context_get_store (self->context) != NULL || behind == NULL)
    {
      join_opened (self);
      return;
    }
  set_busy (self, TRUE);
  g_signal_connect_object (self->context, "opened", G_CALLBACK (opened_cb), self, 0);
  gtk_widget_activate_action (GTK_WIDGET (behind), "win.begin", NULL);
}

static void
other_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaJoinDialog *self = GA_JOIN_DIALOG (widget);

  show_way (self, ways[self->way].other);
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
  g_clear_pointer (&self->url, g_free);
  G_OBJECT_CLASS (ga_join_dialog_parent_class)->dispose (object);
}

static void
ga_join_dialog_class_init (GaJoinDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_join_dialog_dispose;
  g_type_ensure (GA_TYPE_FACTS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gangart/Gangart/ui/sync/join-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GaJoinDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, GaJoinDialog, text);
  gtk_widget_class_bind_template_child (widget_class, GaJoinDialog, gift);
  gtk_widget_class_bind_template_child (widget_class, GaJoinDialog, fields);
  gtk_widget_class_bind_template_child (widget_class, GaJoinDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, GaJoinDialog, next_button);
  gtk_widget_class_bind_template_child (widget_class, GaJoinDialog, other_button);
  gtk_widget_class_bind_template_child (widget_class, GaJoinDialog, join_button);
  gtk_widget_class_bind_template_child (widget_class, GaJoinDialog, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, GaJoinDialog, progress);
  gtk_widget_class_install_action (widget_class, "join.join", NULL, join_cb);
  gtk_widget_class_install_action (widget_class, "join.other", NULL, other_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ga_join_dialog_init (GaJoinDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->invitation = add_row (self, ga_entry_row_new (_ ("Invitation"), FALSE),
                              _ ("The link, or the address and the code"));
  self->new_passphrase = add_row (self, ga_entry_row_new_secret (_ ("Passphrase, if you like")),
                                  _ ("With it you can add another computer later"));
  self->address = add_row (self, ga_entry_row_new (_ ("Address of the server"), FALSE),
                           _ ("As it stands on your invitation"));
  self->account = add_row (self, ga_entry_row_new (_ ("Your name"), FALSE),
                           _ ("It stands under “Your computers” on your other computer"));
  self->passphrase = add_row (self, ga_entry_row_new_secret (_ ("Passphrase")), NULL);
  self->device = add_row (self, ga_entry_row_new (_ ("Name of this computer"), FALSE),
                          _ ("So that you know it again in a list of your computers"));
  ga_entry_row_set_purpose (self->invitation, GTK_INPUT_PURPOSE_URL);
  ga_entry_row_set_purpose (self->address, GTK_INPUT_PURPOSE_URL);
  ga_entry_row_set_text (self->device, g_get_host_name ());
  ga_accessible_mend (GTK_WIDGET (self));
}

/* As whom the profile had joined, so that the passphrase alone is to be written. */
static void
fill_in_account (GaJoinDialog *self)
{
  g_autoptr (GaMembership) membership =
      ga_reader_get_membership (ga_context_get_reader (self->context), NULL);

  if (membership == NULL)
    return;
  ga_entry_row_set_text (self->address, membership->url);
  if (membership->name != NULL)
    ga_entry_row_set_text (self->account, membership->name);
}

static void
present (GtkWindow *parent, GaContext *context, Way way)
{
  GaJoinDialog *self = g_object_new (GA_TYPE_JOIN_DIALOG, "transient-for", parent, NULL);

  self->context = g_object_ref (context);
  if (ga_context_get_store (context) != NULL)
    fill_in_account (self);
  show_way (self, way);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (get_first_row (self));
}

/**
 * ga_join_dialog_show:
 * @parent: the window in front of which it opens; its action `win.begin` opens a profile that is
 *   not open yet
 */
void
ga_join_dialog_show (GtkWindow *parent, GaContext *context)
{
  GaSyncSituation situation = ga_context_get_sync (context);
  gboolean begins = situation.state == GA_SYNC_ALONE || ga_sync_words_has_ended (&situation);

  present (parent, context, begins ? WITH_INVITATION : WITH_FURTHER);
}

/**
 * ga_join_dialog_show_again:
 * @context: of a profile that has joined, and has no token that serves, or no access any more;
 *   who has no passphrase needs an invitation
 */
void
ga_join_dialog_show_again (GtkWindow *parent, GaContext *context)
{
  GaSyncSituation situation = ga_context_get_sync (context);

  present (parent, context,
           situation.lacks_passphrase                ? WITH_INVITATION
           : situation.code == GA_SYNC_ERROR_REVOKED ? WITH_ACCOUNT
                                                     : AGAIN);
}
