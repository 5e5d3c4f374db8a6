/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sync/ga-sync-words.h"

#include <glib/gi18n-lib.h>

#include "model/ga-date.h"

/* Why nothing goes on, in a few words; what to do about it the reason itself says. */
static const struct
{
  GaSyncError code;
  const char *line;
} standstills[] = {
  { GA_SYNC_ERROR_REVOKED, N_ ("You no longer have access") },
  { GA_SYNC_ERROR_EXPIRED, N_ ("Sign in to go on sending and receiving") },
  { GA_SYNC_ERROR_TOO_OLD, N_ ("Gangart is too old for the server") },
  { GA_SYNC_ERROR_CERTIFICATE, N_ ("The server cannot be trusted") },
  { GA_SYNC_ERROR_REWOUND, N_ ("The server has lost data") },
  { GA_SYNC_ERROR_OTHER_SERVER, N_ ("Another server answers") },
  { GA_SYNC_ERROR_FOREIGN, N_ ("Another page answers") },
};

static const char *
name_standstill (GaSyncError code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (standstills); i++)
    if (standstills[i].code == code)
      return _ (standstills[i].line);
  return _ ("Nothing can be sent now");
}

static char *
say_waiting_for (const GaSyncSituation *situation, const char *nothing)
{
  gulong n = (gulong) situation->waiting;

  if (n == 0)
    return g_strdup (nothing);
  if (situation->state == GA_SYNC_OFFLINE)
    return g_strdup_printf (
        ngettext ("%lu change waits for a connection", "%lu changes wait for a connection", n), n);
  return g_strdup_printf (
      ngettext ("%lu change waits for the server", "%lu changes wait for the server", n), n);
}

static char *
say_sending (const GaSyncSituation *situation)
{
  gint64 all = situation->waiting + situation->done;

  if (all == 0)
    return g_strdup (_ ("Sending…"));
  /* TRANSLATORS: how many changes are sent already, of how many */
  return g_strdup_printf (_ ("Sending %1$u of %2$u"), (guint) situation->done, (guint) all);
}

static char *
say_receiving (const GaSyncSituation *situation)
{
  gulong n = (gulong) situation->received;

  if (n == 0)
    return g_strdup (_ ("Receiving…"));
  return g_strdup_printf (ngettext ("Receiving… %lu record", "Receiving… %lu records", n), n);
}

/* What is sent is not all that there is. */
static char *
say_apart (const GaSyncSituation *situation)
{
  gulong n = (gulong) situation->apart;

  return g_strdup_printf (ngettext ("%lu community is on this computer only",
                                    "%lu communities are on this computer only", n),
                          n);
}

static char *
say_up_to_date (const GaSyncSituation *situation)
{
  if (situation->waiting > 0)
    return situation->rests ? say_waiting_for (situation, NULL) : say_sending (situation);
  return situation->apart > 0 ? say_apart (situation) : g_strdup (_ ("Everything is sent"));
}

/* @trouble: why nothing can be sent; @nothing: the same where there is nothing to send either */
static char *
say_trouble (const GaSyncSituation *situation, const char *trouble, const char *nothing)
{
  g_autofree char *apart = situation->apart > 0 ? say_apart (situation) : NULL;

  if (situation->waiting > 0 || apart == NULL)
    return say_waiting_for (situation, nothing);
  /* TRANSLATORS: two sentences: why nothing can be sent, and what is only here */
  return g_strdup_printf (C_ ("foot", "%1$s. %2$s"), trouble, apart);
}

char *
ga_sync_words_line (const GaSyncSituation *situation)
{
  switch (situation->state)
    {
    case GA_SYNC_OFFLINE:
      return say_trouble (situation, _ ("No connection"), _ ("No connection. Everything is sent"));
    case GA_SYNC_RETRYING:
      if (situation->code == GA_SYNC_ERROR_FOREIGN)
        return g_strdup (name_standstill (situation->code));
      return say_trouble (situation, _ ("The server does not answer"),
                          _ ("The server does not answer. Everything is sent"));
    case GA_SYNC_SENDING:
      return say_sending (situation);
    case GA_SYNC_RECEIVING:
      return say_receiving (situation);
    case GA_SYNC_UP_TO_DATE:
      return say_up_to_date (situation);
    case GA_SYNC_ELSEWHERE:
      return g_strdup (_ ("Another window sends and receives"));
    case GA_SYNC_STOPPED:
      if (situation->code == GA_SYNC_ERROR_EXPIRED && situation->lacks_passphrase)
        return g_strdup (_ ("Join anew to go on sending and receiving"));
      return g_strdup (name_standstill (situation->code));
    case GA_SYNC_ALONE:
    default:
      return g_strdup (_ ("Everything is saved on this computer only"));
    }
}

const char *
ga_sync_words_icon (const GaSyncSituation *situation)
{
  switch (situation->state)
    {
    case GA_SYNC_OFFLINE:
    case GA_SYNC_RETRYING:
      return "network-offline-symbolic";
    case GA_SYNC_SENDING:
    case GA_SYNC_RECEIVING:
      return "emblem-synchronizing-symbolic";
    case GA_SYNC_STOPPED:
      return "dialog-warning-symbolic";
    case GA_SYNC_ALONE:
    case GA_SYNC_UP_TO_DATE:
    case GA_SYNC_ELSEWHERE:
    default:
      return "ga-saved-symbolic";
    }
}

gboolean
ga_sync_words_has_why (const GaSyncSituation *situation)
{
  return situation->state == GA_SYNC_OFFLINE || situation->state == GA_SYNC_RETRYING ||
         situation->state == GA_SYNC_STOPPED;
}

gboolean
ga_sync_words_has_ended (const GaSyncSituation *situation)
{
  return situation->state == GA_SYNC_STOPPED &&
         (situation->code == GA_SYNC_ERROR_EXPIRED || situation->code == GA_SYNC_ERROR_REVOKED);
}

const char *
ga_sync_words_advice (const GaSyncSituation *situation)
{
  if (ga_sync_words_has_ended (situation) && situation->lacks_passphrase)
    return _ (
        "You can join again with a new invitation, from the menu. Ask whoever invited you for "
        "one.");
  if (situation->state == GA_SYNC_STOPPED && situation->code == GA_SYNC_ERROR_REVOKED)
    return _ ("If you reported this computer lost and have it again, sign in with your passphrase. "
              "Otherwise you can join again with a new invitation, from the menu.");
  return _ ("Go on working: what you write is kept here, and sent by itself as soon as that is "
            "possible.");
}

char *
ga_sync_words_waiting (const GaSyncSituation *situation)
{
  gulong n = (gulong) situation->waiting;

  if (n == 0)
    return g_strdup (_ ("Nothing"));
  return g_strdup_printf (ngettext ("%lu change", "%lu changes", n), n);
}

char *
ga_sync_words_conflicts (gint64 conflicts)
{
  gulong n = (gulong) conflicts;

  return g_strdup_printf (ngettext ("%lu thing to look at", "%lu things to look at", n), n);
}

/* (transfer full) (nullable): in the time of this computer, as @format says */
static char *
format_local (gint64 at, const char *format)
{
  g_autoptr (GDateTime) utc = at > 0 ? g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC) : NULL;
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, format) : NULL;
}

char *
ga_sync_words_moment (gint64 at)
{
  g_autofree char *time = format_local (at, "%Y-%m-%dT%H:%M");

  return time != NULL ? ga_time_display (time) : g_strdup (_ ("Never yet"));
}

char *
ga_sync_words_day (gint64 at)
{
  g_autofree char *date = format_local (at, "%Y-%m-%d");

  return date != NULL ? ga_date_display (date) : g_strdup (_ ("Never yet"));
}
