/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sqlite3.h>
#include <stdio.h>

#include "model/ga-attendance.h"
#include "store/store-fixture.h"

/* One tick of the attendance sheet, durable, beside one raw SQLite commit with the same pragmas. */

#define WARM_UP      200
#define MEASURED     400
#define PARTICIPANTS 40

typedef struct
{
  GaId meeting;
  GaId participant;
  gboolean present;
} Tick;

static gboolean
tick_body (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Tick *tick = user_data;

  return ga_attendance_mark (GA_WORK (transaction), &tick->meeting, &tick->participant,
                             tick->present ? GA_PRESENCE_PRESENT : GA_PRESENCE_ABSENT, FALSE,
                             error);
}

static double
time_tick (Profile *profile, const GaId *meeting, const GaId *participants, guint number)
{
  Tick tick = { *meeting, participants[number % PARTICIPANTS], (number / PARTICIPANTS) % 2 == 0 };
  gint64 start = g_get_monotonic_time ();

  if (ga_store_transact (profile->store, "Tick", tick_body, &tick, NULL) == 0)
    g_error ("A tick failed");
  return (double) (g_get_monotonic_time () - start);
}

static sqlite3 *
open_raw (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "raw.db", NULL);
  sqlite3 *raw = NULL;

  if (sqlite3_open (path, &raw) != SQLITE_OK ||
      sqlite3_exec (
          raw,
          "PRAGMA journal_mode = wal; PRAGMA synchronous = full;"
          "CREATE TABLE tick (id BLOB PRIMARY KEY, meeting BLOB, participant BLOB, state TEXT)",
          NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (raw));
  return raw;
}

static double
time_raw (sqlite3 *raw)
{
  gint64 start = g_get_monotonic_time ();

  if (sqlite3_exec (
          raw,
          "INSERT INTO tick VALUES (randomblob(16), randomblob(16), randomblob(16), 'present')",
          NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (raw));
  return (double) (g_get_monotonic_time () - start);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return left < right ? -1 : left > right;
}

static double
median (double *values, guint n_values)
{
  qsort (values, n_values, sizeof *values, compare);
  return values[n_values / 2];
}

int
main (void)
{
  Profile profile = { 0 };
  g_autoptr (GaRecord) community = NULL;
  g_autoptr (GaRecord) meeting = NULL;
  GaId participants[PARTICIPANTS];
  static double ours[MEASURED], theirs[MEASURED];
  sqlite3 *raw;

  profile_set_up (&profile, NULL);
  community = profile_record (&profile, "community");
  ga_record_set_text (community, "name", "Bench");
  profile_put (&profile, community);
  meeting = profile_record (&profile, "meeting");
  ga_record_set_reference (meeting, "community", ga_record_get_id (community));
  ga_record_set_text (meeting, "start", "2026-01-06T10:00");
  profile_put (&profile, meeting);
  for (guint i = 0; i < PARTICIPANTS; i++)
    {
      g_autoptr (GaRecord) participant = profile_record (&profile, "participant");

      ga_record_set_reference (participant, "community", ga_record_get_id (community));
      ga_record_set_text (participant, "name", "Bench");
      profile_put (&profile, participant);
      participants[i] = *ga_record_get_id (participant);
    }
  raw = open_raw (profile.folder);
  for (guint i = 0; i < WARM_UP; i++)
    {
      time_tick (&profile, ga_record_get_id (meeting), participants, i);
      time_raw (raw);
    }
  for (guint i = 0; i < MEASURED; i++)
    {
      ours[i] = time_tick (&profile, ga_record_get_id (meeting), participants, WARM_UP + i);
      theirs[i] = time_raw (raw);
    }
  printf ("one attendance tick\t%.0f\t%.0f\tµs\t3x\n", median (ours, MEASURED),
          median (theirs, MEASURED));
  sqlite3_close (raw);
  profile_tear_down (&profile, NULL);
  return 0;
}
