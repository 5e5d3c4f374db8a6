/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sync/ga-sync-actions.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-question.h"
#include "app/sync/ga-computers-window.h"
#include "app/sync/ga-join-dialog.h"
#include "app/sync/ga-sync-words.h"
#include "app/sync/ga-why-dialog.h"

static void
why_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GaContext *context = ga_window_get_context (user_data);

  if (ga_context_get_engine (context) != NULL)
    ga_why_dialog_show (user_data, context);
}

static void
join_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ga_join_dialog_show (user_data, ga_window_get_context (user_data));
}

static void
sign_in_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ga_join_dialog_show_again (user_data, ga_window_get_context (user_data));
}

static void
computers_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ga_computers_window_show (user_data, ga_window_get_context (user_data));
}

static const GActionEntry actions[] = {
  { "why", why_cb },
  { "join", join_cb },
  { "sign-in", sign_in_cb },
  { "computers", computers_cb },
};

static void
enable (GaWindow *window, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (window), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static gboolean
has_lost_access (GaContext *context)
{
  GaSyncSituation situation = ga_context_get_sync (context);

  return situation.state == GA_SYNC_STOPPED && situation.code == GA_SYNC_ERROR_REVOKED;
}

static void
sign_in_after_cb (GtkWidget *parent, gboolean yes, gpointer user_data)
{
  if (yes)
    ga_join_dialog_show_again (GTK_WINDOW (parent), ga_window_get_context (GA_WINDOW (parent)));
}

/* (nullable): what has become of what waited; @refused: some of it could not be handed over */
static const char *
say_handed (const GaMembership *membership, gboolean refused)
{
  gboolean handed = membership != NULL && membership->handed != 0;

  if (refused)
    return handed ? _ ("What you had not sent yet was handed over to those who go on, but for what "
                       "stands under “To look at”.")
                  : _ ("What you had not sent yet could not be handed over. It stands under “To "
                       "look at”.");
  return handed ? _ ("What you had not sent yet was handed over to those who go on.") : NULL;
}

static void
tell_lost_access (GaWindow *window)
{
  GaContext *context = ga_window_get_context (window);
  GaSyncSituation situation = ga_context_get_sync (context);
  g_autoptr (GaMembership) membership =
      ga_reader_get_membership (ga_context_get_reader (context), NULL);
  const char *handed = say_handed (membership, situation.conflicts > 0);
  g_autoptr (GString) body = g_string_new (
      _ ("The access of this computer was ended. The names are gone from it, and so is everything "
         "else that came from the server."));
  g_autofree char *heading = NULL;

  if (membership != NULL && membership->organisation != NULL && *membership->organisation != '\0')
    /* TRANSLATORS: %s is the organisation whose server was joined, or names of communities */
    heading = g_strdup_printf (_ ("You no longer have access to %s"), membership->organisation);
  if (handed != NULL)
    g_string_append_printf (body, "\n\n%s", handed);
  g_string_append_printf (
      body, "\n\n%s",
      situation.lacks_passphrase
          ? _ ("If this is a mistake, ask whoever invited you for a new invitation.")
          : _ ("If you reported this computer lost and have it again, sign in with your "
               "passphrase. If this is a mistake of somebody else, ask whoever invited you for a "
               "new invitation."));
  ga_question_ask (GTK_WIDGET (window), heading != NULL ? heading : _ ("You no longer have access"),
                   body->str, _ ("_Close"),
                   situation.lacks_passphrase ? _ ("_Join again…") : _ ("_Sign in…"), FALSE,
                   sign_in_after_cb, NULL);
}

static gboolean
forget_left_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  return ga_transaction_forget_left (transaction, error);
}

/* Whether there is something of which the window has not told yet. (transfer full) (nullable): the
 * names of @left, as a list */
static char *
take_news (GaWindow *window, const char *key, const char *left)
{
  g_auto (GStrv) names = NULL;

  if (g_strcmp0 (left, g_object_get_data (G_OBJECT (window), key)) == 0)
    return NULL;
  g_object_set_data_full (G_OBJECT (window), key, g_strdup (left), g_free);
  if (left == NULL)
    return NULL;
  names = g_strsplit (left, "\n", -1);
  return g_strjoinv (", ", names);
}

/* @format: a heading about what was called @names, which may be none */
static void
tell_left (GaWindow *window, const char *names, const char *format, const char *body)
{
  g_autoptr (GString) heading = g_string_new (format);

  if (names == NULL)
    return;
  g_string_replace (heading, "%s", names, 1);
  ga_question_tell (GTK_WIDGET (window), heading->str, body);
  ga_store_sync_async (ga_context_get_store (ga_window_get_context (window)), forget_left_cb, NULL,
                       NULL, NULL, NULL, NULL);
}

/* Of a part of it; the foot of the sidebar goes on as before. */
static void
tell_ended_access (GaWindow *window)
{
  GaReader *reader = ga_context_get_reader (ga_window_get_context (window));
  g_autoptr (GaMembership) membership = ga_reader_get_membership (reader, NULL);
  g_autofree char *ended = NULL;
  g_autofree char *lost = NULL;

  if (membership == NULL)
    return;
  ended = take_news (window, "told-ended-access", membership->left);
  lost = take_news (window, "told-forgotten-access", membership->lost);
  tell_left (window, ended, _ ("You no longer have access to %s"),
             membership->handed != 0
                 ? _ ("Somebody has ended it, and what you may no longer see is gone from this "
                      "computer. What you had not sent yet is handed over to those who go on. If "
                      "this is a mistake, ask whoever invited you for a new invitation.")
                 : _ ("Somebody has ended it, and what you may no longer see is gone from this "
                      "computer. If this is a mistake, ask whoever invited you for a new "
                      "invitation."));
  /* TRANSLATORS: %s is names of communities */
  tell_left (window, lost, _ ("The server has forgotten your access to %s"),
             _ ("It had to be set back to an earlier day, when you did not have access yet. What "
                "you have done there is kept on this computer for 30 days, and is sent as soon as "
                "you have access again. Ask whoever invited you for a new invitation."));
}

/* Told once, when it happens; afterwards the foot of the sidebar says it. */
static void
access_cb (GaWindow *window)
{
  gboolean told = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (window), "told-lost-access"));
  gboolean lost = has_lost_access (ga_window_get_context (window));

  g_object_set_data (G_OBJECT (window), "told-lost-access", GINT_TO_POINTER (lost));
  if (lost && !told)
    tell_lost_access (window);
  if (!lost)
    tell_ended_access (window);
}

static void
sync_changed_cb (GaWindow *window)
{
  GaContext *context = ga_window_get_context (window);
  GaSyncSituation situation = ga_context_get_sync (context);

  enable (window, "join", ga_context_get_engine (context) != NULL);
  enable (window, "sign-in", ga_sync_words_has_ended (&situation));
  enable (window, "computers",
          situation.state != GA_SYNC_ALONE && !ga_sync_words_has_ended (&situation));
}

void
ga_sync_actions_add (GaWindow *window)
{
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), window);
  enable (window, "computers", FALSE);
  enable (window, "sign-in", FALSE);
}

void
ga_sync_actions_follow (GaWindow *window)
{
  GaContext *context = ga_window_get_context (window);

  g_object_set_data (G_OBJECT (window), "told-lost-access",
                     GINT_TO_POINTER (has_lost_access (context)));
  g_signal_connect_object (context, "sync-changed", G_CALLBACK (sync_changed_cb), window,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "sync-changed", G_CALLBACK (access_cb), window,
                           G_CONNECT_SWAPPED);
  sync_changed_cb (window);
  access_cb (window);
}
