/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "server/ga-carried-access.h"
#include "server/ga-database-backup.h"
#include "server/ga-database-private.h"
#include "server/ga-ended-access.h"
#include "server/ga-person.h"
#include "server/ga-sql-private.h"

#define BEFORE "server-before-restore"

/* Lives that there were before a restore: whose epochs may not come again, nor what was ended.
 * @carried: (nullable): of the old database, where it can be read */
typedef struct
{
  gint64 tenant;
  GaId lineage;
  gint64 epoch;
  gint64 fork;
  GaEndedAccess *ended;
  GaCarriedAccess *carried;
} Life;

static void
clear_life (gpointer data)
{
  Life *life = data;

  g_clear_pointer (&life->ended, ga_ended_access_free);
  g_clear_pointer (&life->carried, ga_carried_access_free);
}

static GArray *
read_lives (GaSql *sql, GError **error)
{
  g_autoptr (GArray) lives = g_array_new (FALSE, FALSE, sizeof (Life));
  GaStatement *statement =
      ga_sql_prepare (sql, "SELECT number, lineage, epoch, fork FROM tenant", error);
  gboolean row = TRUE;

  g_array_set_clear_func (lives, clear_life);
  while (statement != NULL && row)
    {
      Life life = { 0 };

      if (!ga_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        break;
      life.tenant = ga_statement_get_integer (statement, 0);
      ga_statement_get_id (statement, 1, &life.lineage);
      life.epoch = ga_statement_get_integer (statement, 2);
      life.fork = ga_statement_get_integer (statement, 3);
      g_array_append_val (lives, life);
    }
  return statement != NULL ? g_steal_pointer (&lives) : NULL;
}

/* The lives of the old database. */
static GArray *
read_old_lives (GaSql *sql, GError **error)
{
  g_autoptr (GArray) lives = read_lives (sql, error);

  for (guint i = 0; lives != NULL && i < lives->len; i++)
    {
      Life *life = &g_array_index (lives, Life, i);

      life->ended = ga_ended_access_read (sql, life->tenant, error);
      if (life->ended == NULL)
        return NULL;
      /* Where it is damaged there, the rest counts all the same. */
      life->carried = ga_carried_access_read (sql, life->tenant, NULL);
    }
  return g_steal_pointer (&lives);
}

static const Life *
find_life (GArray *lives, const GaId *lineage)
{
  for (guint i = 0; lives != NULL && i < lives->len; i++)
    if (ga_id_equal (&g_array_index (lives, Life, i).lineage, lineage))
      return &g_array_index (lives, Life, i);
  return NULL;
}

/* Of a database that is gone nobody knows how far its epochs went; they were restores, and not one
 * a second since 1970. */
static gint64
next_epoch (const Life *before, gint64 epoch, gint64 now)
{
  return before != NULL ? MAX (before->epoch, epoch) + 1 : MAX (epoch + 1, now / G_USEC_PER_SEC);
}

/* Who was away during an earlier restore has not heard of its fork: the lowest is for all. The
 * backup may know of one, too, and the old database may be gone. */
static gint64
earlier_fork (const Life *life, const Life *before)
{
  gint64 fork = life->epoch > 1 ? life->fork : G_MAXINT64;

  return before != NULL && before->epoch > 1 ? MIN (fork, before->fork) : fork;
}

/* Clients keep what lies above the fork, and send it again.
 * @carried: (out): see ga_database_restore() */
static gboolean
begin_epochs (GaSql *sql, GArray *before, gint64 now, gboolean *carried, GError **error)
{
  g_autoptr (GArray) lives = read_lives (sql, error);

  *carried = lives != NULL;
  for (guint i = 0; lives != NULL && i < lives->len; i++)
    {
      const Life *life = &g_array_index (lives, Life, i);
      const Life *old = find_life (before, &life->lineage);
      GaStatement *statement =
          ga_sql_prepare (sql,
                          "UPDATE tenant SET epoch = $1, covered = seq, "
                          "fork = CASE WHEN $3 < seq THEN $3 ELSE seq END WHERE lineage = $2",
                          error);

      if (old == NULL || old->carried == NULL)
        *carried = FALSE;
      if (statement == NULL)
        return FALSE;
      ga_statement_bind_integer (statement, 1, next_epoch (old, life->epoch, now));
      ga_statement_bind_id (statement, 2, &life->lineage);
      ga_statement_bind_integer (statement, 3, earlier_fork (life, old));
      if (!ga_statement_run (statement, error) ||
          (old != NULL && old->carried != NULL &&
           !ga_carried_access_apply (old->carried, sql, error)) ||
          (old != NULL && !ga_ended_access_apply (old->ended, sql, error)))
        return FALSE;
    }
  return lives != NULL;
}

/* A file that cannot be read any more is put aside with its log. */
static gboolean
put_aside (const char *path, const char *kept, GError **error)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (kept, suffixes[i], NULL);

      if (g_rename (from, to) < 0 && errno != ENOENT)
        {
          g_set_error (error, GA_SQL_ERROR, GA_SQL_ERROR_FAILED,
                       _ ("The old database could not be put aside: %s."), g_strerror (errno));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
copy_old_file (const char *path, const char *kept, GArray **before, GError **error)
{
  g_autoptr (GaSql) old = ga_sql_sqlite_open (path, GA_SQL_WRITER, FALSE, NULL, error);

  if (old == NULL || !ga_database_check_alone (old, error))
    return FALSE;
  *before = read_old_lives (old, error);
  return *before != NULL && ga_database_make_file (kept, error) &&
         ga_database_copy_to (old, kept, error);
}

/* @before: (out) (nullable): what is known of the old one */
static gboolean
keep_old_file (const char *path, const char *kept, GArray **before, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (copy_old_file (path, kept, before, &local))
    return TRUE;
  /* It is damaged: that is why somebody restores. */
  if (g_error_matches (local, GA_SQL_ERROR, GA_SQL_ERROR_CORRUPT) ||
      g_error_matches (local, GA_SQL_ERROR, GA_SQL_ERROR_FAILED))
    return put_aside (path, kept, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
replace_file (GaDatabase *self, const char *backup, char **kept, GArray **before, GError **error)
{
  g_autofree char *path = ga_database_get_path (self);
  g_autoptr (GaSql) from = ga_database_open_sound (backup, error);
  g_autoptr (GaSql) to = NULL;

  if (from == NULL)
    return FALSE;
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      *kept = ga_database_name_kept (path, BEFORE, "db");
      if (!keep_old_file (path, *kept, before, error))
        return FALSE;
    }
  g_mkdir_with_parents (ga_database_get_folder (self), 0700);
  to = ga_sql_sqlite_open (path, GA_SQL_WRITER, TRUE, NULL, error);
  return to != NULL && ga_sql_sqlite_copy (from, to, error) &&
         ga_sql_exec (to, "PRAGMA journal_mode = WAL", error);
}

static gboolean
replace_dump (GaDatabase *self, const char *backup, char **kept, GArray **before, GError **error)
{
  const char *url = ga_database_get_url (self);
  const char *const list[] = { "pg_restore", "--list", backup, NULL };
  /* Who may read what follows from the tables, and the role need not be there yet. */
  const char *const restore[] = { "pg_restore", "--clean",  "--if-exists", "--single-transaction",
                                  "--no-owner", "--no-acl", "-d",          url,
                                  backup,       NULL };
  gboolean exists;

  if (!ga_database_run_program (list, error) || !ga_database_exists (self, &exists, error))
    return FALSE;
  if (exists)
    {
      g_autoptr (GaSql) old = ga_database_connect (self, GA_SQL_READER, error);
      g_autofree char *file = ga_database_get_path (self);
      g_autofree char *path = ga_database_name_kept (file, BEFORE, "dump");
      const char *const dump[] = { "pg_dump", "-Fc", "-f", path, "-d", url, NULL };

      g_mkdir_with_parents (ga_database_get_folder (self), 0700);
      *before = old != NULL ? read_old_lives (old, error) : NULL;
      if (*before == NULL || !ga_database_run_program (dump, error))
        return FALSE;
      *kept = g_steal_pointer (&path);
    }
  return ga_database_run_program (restore, error);
}

/* A newer program adds what it needs, and nothing of a life that is over comes back. */
static gboolean
begin_anew (GaDatabase *self, GArray *before, gint64 now, gboolean *carried, GError **error)
{
  g_autoptr (GaSql) sql = NULL;
  guint n_erased = 0;

  if (!ga_database_prepare (self, error))
    return FALSE;
  sql = ga_database_connect (self, GA_SQL_WRITER, error);
  if (sql == NULL || !ga_sql_begin (sql, error))
    return FALSE;
  if (!begin_epochs (sql, before, now, carried, error) ||
      !ga_person_replay (sql, ga_database_get_schema (self), ga_database_get_folder (self), now,
                         &n_erased, error))
    {
      ga_sql_rollback (sql);
      return FALSE;
    }
  return ga_sql_commit (sql, error) && (n_erased == 0 || ga_person_clean (sql, error));
}

gboolean
ga_database_restore (
    GaDatabase *self, const char *path, char **kept, gboolean *carried, GError **error)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autoptr (GArray) before = NULL;

  *kept = NULL;
  *carried = FALSE;
  if (!g_file_test (whole, G_FILE_TEST_EXISTS))
    {
      g_set_error_literal (error, GA_SQL_ERROR, GA_SQL_ERROR_FAILED,
                           _ ("There is no such file. The data are as they were."));
      return FALSE;
    }
  return (ga_database_is_postgresql (self) ? replace_dump (self, whole, kept, &before, error)
                                           : replace_file (self, whole, kept, &before, error)) &&
         begin_anew (self, before, g_get_real_time (), carried, error);
}
