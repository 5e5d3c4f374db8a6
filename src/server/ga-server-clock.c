/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-server-clock.h"

#include "server/ga-database-private.h"

#define JUMP (GA_SERVER_CLOCK_JUMP_DAYS * G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)
/* A day, as notes are made daily and none comes to the second. */
#define LONG_ENOUGH (G_GINT64_CONSTANT (20) * 60 * 60 * G_USEC_PER_SEC)

/* Facts about the whole database: when the server was last known to run, and since when it is
 * doubted that it is as late as the clock says. */
#define KNOWN "clock"
#define SINCE "clock-in-doubt"

/* @time: (out): 0: none */
static gboolean
get_time (GaSql *sql, const char *name, gint64 *time, GError **error)
{
  g_autofree char *text = ga_meta_get (sql, name, error);

  if (text == NULL)
    return FALSE;
  *time = g_ascii_strtoll (text, NULL, 10);
  return TRUE;
}

static gboolean
set_time (GaSql *sql, const char *name, gint64 time, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, time);

  return ga_meta_set (sql, name, text, error);
}

gboolean
ga_server_clock_check (GaSql *sql, gint64 now, gboolean *doubtful, GError **error)
{
  gint64 known;

  if (!get_time (sql, KNOWN, &known, error))
    return FALSE;
  *doubtful = known != 0 && now - known > JUMP;
  return TRUE;
}

gboolean
ga_server_clock_get_latest (GaSql *sql, gint64 now, gint64 *latest, GError **error)
{
  gint64 known;

  if (!get_time (sql, KNOWN, &known, error))
    return FALSE;
  *latest = MAX (now, known);
  return TRUE;
}

/* What jumps meanwhile begins anew. A clock that is behind makes nothing old, but set right again
 * it would seem to jump: what is known stays until that has gone on for a day, too. */
gboolean
ga_server_clock_note (GaSql *sql, gint64 now, gboolean *doubtful, GError **error)
{
  gint64 known, since;
  gboolean goes_on, is_believed;

  if (!get_time (sql, KNOWN, &known, error) || !get_time (sql, SINCE, &since, error))
    return FALSE;
  goes_on = since != 0 && now >= since && now - since <= JUMP;
  is_believed = known == 0 || ABS (now - known) <= JUMP || (goes_on && now - since >= LONG_ENOUGH);
  *doubtful = !is_believed && now > known;
  if (is_believed)
    return set_time (sql, KNOWN, now, error) && set_time (sql, SINCE, 0, error);
  return goes_on || set_time (sql, SINCE, now, error);
}
