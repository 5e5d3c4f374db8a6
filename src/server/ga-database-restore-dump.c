/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "server/ga-database-private.h"
#include "server/ga-database-restore-private.h"
#include "server/ga-person.h"
#include "server/ga-sql-private.h"

static gboolean
refuse_damaged (GError **error)
{
  g_set_error_literal (error, GA_SQL_ERROR, GA_SQL_ERROR_CORRUPT,
                       _ ("The backup is damaged or cut short, or made by a newer PostgreSQL than "
                          "the one here. Choose another one. The data are as they were."));
  return FALSE;
}

static gboolean
ask (GaSql *sql, const char *question, gboolean *answer, GError **error)
{
  GaStatement *statement = ga_sql_prepare (sql, question, error);
  gint64 integer = 0;
  gboolean found;

  if (statement == NULL || !ga_statement_read_integer (statement, &found, &integer, error))
    return FALSE;
  *answer = integer != 0;
  return TRUE;
}

/* By a connection of its own, as tables of the same name come to be others. */
static gboolean
read_old (GaRestoring *self, GError **error)
{
  const char *url = ga_database_get_url (self->database);
  g_autoptr (GaSql) sql = ga_sql_postgresql_open (url, GA_SQL_WRITER, error);
  g_autoptr (GError) local = NULL;

  if (sql == NULL)
    return FALSE;
  if (ga_restoring_read_old (self, sql, &local) || ga_restoring_is_damage (local))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
save_old (GaRestoring *self, GError **error)
{
  g_autofree char *path = ga_database_get_path (self->database);
  g_autofree char *kept = ga_database_name_kept (path, GA_RESTORE_KEPT, "dump");
  const char *const dump[] = { "pg_dump", "-Fc", "-f",
                               kept,      "-d",  ga_database_get_url (self->database),
                               NULL };

  g_mkdir_with_parents (ga_database_get_folder (self->database), 0700);
  if (ga_database_run_program (dump, NULL))
    {
      self->restored->kept = g_steal_pointer (&kept);
      return TRUE;
    }
  g_unlink (kept);
  if (!self->force)
    g_set_error (error, GA_SQL_ERROR, GA_SQL_ERROR_FAILED,
                 _ ("What is in the database could not be kept as “%s”. The data are as they were. "
                    "Make room there. Where the database is damaged, write --force to give it up."),
                 kept);
  return self->force;
}

/* Whatever it is. */
static gboolean
keep_old (GaRestoring *self, GaSql *sql, GError **error)
{
  gboolean any;

  return ask (sql,
              "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
              "WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')",
              &any, error) &&
         (!any || (read_old (self, error) && save_old (self, error)));
}

/* What pg_restore would do, done here: it commits when it is done, and a database that is a backup
 * and nothing else may never be seen. */
static gboolean
run_dump (GaRestoring *self, GaSql *sql, GError **error)
{
  /* Who may read what follows from the tables, and the role need not be there yet. */
  const char *const restore[] = { "pg_restore", "--clean", "--if-exists", "--no-owner", "--no-acl",
                                  "-f",         "-",       self->backup,  NULL };
  g_autoptr (GSubprocess) process = g_subprocess_newv (
      restore, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, error);
  g_autoptr (GDataInputStream) script = NULL;
  g_autoptr (GError) local = NULL;
  gboolean ran;

  if (process == NULL)
    return FALSE;
  script = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  ran = ga_sql_postgresql_run_script (sql, script, &local);
  if (!ran)
    g_subprocess_force_exit (process);
  if (g_error_matches (local, GA_SQL_ERROR, GA_SQL_ERROR_CORRUPT) ||
      (!g_subprocess_wait_check (process, NULL, NULL) && ran))
    return refuse_damaged (error);
  if (!ran)
    g_propagate_error (error, g_steal_pointer (&local));
  /* It has gone about with an empty search path, and more. */
  return ran && ga_sql_exec (sql, "RESET ALL", error);
}

static gboolean
replace (GaRestoring *self, GaSql *sql, GError **error)
{
  gboolean ours;

  if (!ga_database_drop_tables (self->database, sql, error) || !run_dump (self, sql, error) ||
      !ask (sql, "SELECT to_regclass('meta') IS NOT NULL AND to_regclass('tenant') IS NOT NULL",
            &ours, error))
    return FALSE;
  return ours ? ga_restoring_begin_anew (self, sql, error) : ga_restoring_refuse_foreign (error);
}

/* Whether it was done need not be known, if the connection broke meanwhile. */
static gboolean
commit (GaRestoring *self, GaSql *sql, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (ga_sql_commit (sql, &local))
    return TRUE;
  self->only_copy = g_error_matches (local, GA_SQL_ERROR, GA_SQL_ERROR_LOST);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
ga_restoring_put_dump (GaRestoring *self, GError **error)
{
  const char *const list[] = { "pg_restore", "--list", self->backup, NULL };
  g_autoptr (GError) local = NULL;
  g_autoptr (GaSql) sql = NULL;

  if (!ga_database_run_program (list, &local))
    {
      if (local->domain != G_SPAWN_ERROR)
        return refuse_damaged (error);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  sql = ga_database_connect (self->database, GA_SQL_WRITER, error);
  if (sql == NULL || !ga_database_take_alone (sql, error) || !keep_old (self, sql, error) ||
      !ga_sql_begin (sql, error))
    return FALSE;
  if (!replace (self, sql, error))
    {
      ga_sql_rollback (sql);
      return FALSE;
    }
  if (!commit (self, sql, error))
    return FALSE;
  /* PostgreSQL comes to it by itself, too. */
  if (self->n_erased > 0)
    ga_person_clean (sql, NULL);
  return TRUE;
}
