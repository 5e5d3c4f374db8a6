/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-database-backup.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "server/ga-database-private.h"
#include "server/ga-sql-private.h"
#include "store/ga-file.h"

/* How far a backup goes. */
typedef struct
{
  gint64 tenant;
  gint64 epoch;
  gint64 seq;
} Reach;

static gboolean
refuse_saving (GError **error)
{
  g_set_error (error, GA_SQL_ERROR, GA_SQL_ERROR_FAILED, _ ("The backup could not be saved: %s."),
               g_strerror (errno));
  return FALSE;
}

gboolean
ga_database_make_file (const char *path, GError **error)
{
  int file = g_open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

  return (file >= 0 && close (file) == 0) || refuse_saving (error);
}

/* The name must be as durable as what it names, before anybody is told to forget. */
static gboolean
rename_durably (const char *part, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int file;
  gboolean ok;

  if (g_rename (part, path) < 0)
    return refuse_saving (error);
  file = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  ok = file >= 0 && fsync (file) == 0;
  if (!ok)
    refuse_saving (error);
  if (file >= 0)
    close (file);
  return ok;
}

static GArray *
read_reach (GaSql *sql, GError **error)
{
  g_autoptr (GArray) reach = g_array_new (FALSE, FALSE, sizeof (Reach));
  GaStatement *statement = ga_sql_prepare (sql, "SELECT number, epoch, seq FROM tenant", error);
  gboolean row = TRUE;

  while (statement != NULL && row)
    {
      Reach one;

      if (!ga_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        break;
      one.tenant = ga_statement_get_integer (statement, 0);
      one.epoch = ga_statement_get_integer (statement, 1);
      one.seq = ga_statement_get_integer (statement, 2);
      g_array_append_val (reach, one);
    }
  return statement != NULL ? g_steal_pointer (&reach) : NULL;
}

/* What the backup holds need no longer be kept elsewhere. */
static gboolean
cover (GaSql *sql, GArray *reach, GError **error)
{
  for (guint i = 0; i < reach->len; i++)
    {
      const Reach *one = &g_array_index (reach, Reach, i);
      GaStatement *statement =
          ga_sql_prepare (sql,
                          "UPDATE tenant SET covered = $1 WHERE number = $2 AND epoch = $3 "
                          "AND covered < $1",
                          error);

      if (statement == NULL)
        return FALSE;
      ga_statement_bind_integer (statement, 1, one->seq);
      ga_statement_bind_integer (statement, 2, one->tenant);
      ga_statement_bind_integer (statement, 3, one->epoch);
      if (!ga_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
ga_database_is_sound (GaSql *sql, GPtrArray *findings, GError **error)
{
  GaStatement *statement = ga_sql_prepare (sql, "PRAGMA integrity_check(20)", error);
  gboolean row = TRUE, sound = TRUE;

  while (statement != NULL && row)
    {
      if (!ga_statement_step (statement, &row, error))
        return FALSE;
      if (!row || g_strcmp0 (ga_statement_get_text (statement, 0), "ok") == 0)
        continue;
      sound = FALSE;
      if (findings != NULL)
        g_ptr_array_add (findings, g_strdup (ga_statement_get_text (statement, 0)));
    }
  return statement != NULL &&
         (sound || findings != NULL || ga_sql_fail (GA_SQL_ERROR_CORRUPT, NULL, error));
}

GaSql *
ga_database_open_sound (const char *path, GError **error)
{
  g_autoptr (GaSql) sql = ga_sql_sqlite_open (path, GA_SQL_READER, FALSE, NULL, error);

  return sql != NULL && ga_database_is_ours (sql, FALSE, error) &&
                 ga_database_is_sound (sql, NULL, error)
             ? g_steal_pointer (&sql)
             : NULL;
}

gboolean
ga_database_copy_to (GaSql *from, const char *path, GError **error)
{
  g_autoptr (GaSql) to = ga_sql_sqlite_open (path, GA_SQL_WRITER, FALSE, NULL, error);

  /* One file, with no log beside it. */
  return to != NULL && ga_sql_sqlite_copy (from, to, error) &&
         ga_sql_exec (to, "PRAGMA journal_mode = DELETE", error);
}

static GArray *
save_file (GaDatabase *self, const char *part, GError **error)
{
  g_autoptr (GaSql) from = ga_database_connect (self, GA_SQL_READER, error);
  g_autoptr (GArray) reach = NULL;
  g_autoptr (GaSql) copy = NULL;

  /* Of one moment, which begins with the first read: else each write begins the copy anew. */
  reach = from != NULL && ga_sql_begin (from, error) ? read_reach (from, error) : NULL;
  if (reach == NULL || !ga_database_copy_to (from, part, error))
    return NULL;
  copy = ga_database_open_sound (part, error);
  return copy != NULL ? g_steal_pointer (&reach) : NULL;
}

char *
ga_database_name_kept (const char *path, const char *prefix, const char *suffix)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d-%H%M%S-%f");
  g_autofree char *name = g_strdup_printf ("%s-%s.%s", prefix, date, suffix);

  return g_build_filename (folder, name, NULL);
}

gboolean
ga_database_run_program (const char *const *arguments, GError **error)
{
  g_autoptr (GSubprocess) process = g_subprocess_newv (
      arguments, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);

  if (process != NULL && g_subprocess_wait_check (process, NULL, NULL))
    return TRUE;
  if (process != NULL)
    g_set_error (error, GA_SQL_ERROR, GA_SQL_ERROR_FAILED,
                 _ ("“%s” of PostgreSQL failed. Its log says why."), arguments[0]);
  else
    g_set_error (error, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT,
                 _ ("“%s” of PostgreSQL is not installed."), arguments[0]);
  return FALSE;
}

/* What was there before the dump began is in it for certain. */
static GArray *
save_dump (GaDatabase *self, const char *part, GError **error)
{
  const char *const dump[] = {
    "pg_dump", "-Fc", "-f", part, "-d", ga_database_get_url (self), NULL
  };
  const char *const list[] = { "pg_restore", "--list", part, NULL };
  g_autoptr (GaSql) sql = ga_database_connect (self, GA_SQL_READER, error);
  g_autoptr (GArray) reach = sql != NULL ? read_reach (sql, error) : NULL;

  return reach != NULL && ga_database_run_program (dump, error) &&
                 ga_database_run_program (list, error)
             ? g_steal_pointer (&reach)
             : NULL;
}

/* What the server has there, under which it is open or not; a backup may lie beside it. */
static gboolean
is_ours (GaDatabase *self, const char *path)
{
  g_autofree char *live = ga_database_get_path (self);
  g_autofree char *live_name = g_path_get_basename (live);
  g_autofree char *files = g_build_filename (ga_database_get_folder (self), "files", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);

  return ga_file_is_same (live, path) || ga_file_is_same (folder, files) ||
         (ga_file_is_same (folder, ga_database_get_folder (self)) &&
          (g_str_has_prefix (name, live_name) || g_str_has_suffix (name, ".log")));
}

gboolean
ga_database_backup (GaDatabase *self, const char *path, GError **error)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autofree char *part = g_strconcat (whole, ".part-XXXXXX", NULL);
  g_autoptr (GArray) reach = NULL;
  g_autoptr (GaSql) sql = NULL;
  int file;

  if (is_ours (self, whole))
    {
      g_set_error_literal (error, GA_SQL_ERROR, GA_SQL_ERROR_FAILED,
                           _ ("The server keeps its own data there. Choose another name."));
      return FALSE;
    }
  file = g_mkstemp_full (part, O_WRONLY | O_CLOEXEC, 0600);
  if (file < 0 || close (file) != 0)
    return refuse_saving (error);
  reach = ga_database_is_postgresql (self) ? save_dump (self, part, error)
                                           : save_file (self, part, error);
  if (reach == NULL || !rename_durably (part, whole, error))
    {
      g_unlink (part);
      return FALSE;
    }
  sql = ga_database_connect (self, GA_SQL_WRITER, error);
  return sql != NULL && cover (sql, reach, error);
}
