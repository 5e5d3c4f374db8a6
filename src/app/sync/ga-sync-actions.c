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
tell_lost_access (GaWindow *window)
{
  GaReader *reader = ga_context_get_reader (ga_window_get_context (window));
  g_autoptr (GaMembership) membership = ga_reader_get_membership (reader, NULL);
  g_autofree char *heading = NULL;

  if (membership != NULL && membership->organisation != NULL && *membership->organisation != '\0')
    /* TRANSLATORS: %s is the organisation whose server was joined */
    heading = g_strdup_printf (_ ("You no longer have access to %s"), membership->organisation);
  ga_question_tell (
      GTK_WIDGET (window), heading != NULL ? heading : _ ("You no longer have access"),
      _ ("Somebody has ended the access of this computer. The names are gone from it, and so is "
         "everything else that came from the server. What you had not sent yet was handed over to "
         "those who go on. If this is a mistake, ask whoever invited you for a new invitation."));
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
}

static void
sync_changed_cb (GaWindow *window)
{
  GaContext *context = ga_window_get_context (window);
  GaSyncSituation situation = ga_context_get_sync (context);
  gboolean signs_in = ga_sync_words_asks_to_sign_in (&situation);
  gboolean ended =
      signs_in || (situation.state == GA_SYNC_STOPPED && situation.code == GA_SYNC_ERROR_REVOKED);

  enable (window, "join",
          ga_context_get_engine (context) != NULL && (situation.state == GA_SYNC_ALONE || ended));
  enable (window, "sign-in", signs_in);
  enable (window, "computers", situation.state != GA_SYNC_ALONE && !ended);
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
}
