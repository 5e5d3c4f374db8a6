/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "server/ga-carried-access.h"
#include "server/ga-carried-offers.h"
#include "server/ga-database-private.h"
#include "server/ga-database-restore-private.h"
#include "server/ga-person.h"
#include "server/ga-quarantine-turn.h"
#include "server/ga-sql-private.h"
#include "store/ga-file.h"

/* How the two kinds of backup begin, and where SQLite says whose the file is. */
#define SQLITE_MAGIC "SQLite format 3"
#define DUMP_MAGIC   "PGDMP"
#define WHOSE        68

/* Lives of associations: those before a restore, whose epochs may not come again, and those that
 * the backup has.
 * @access, @offers: (nullable): of the old database */
typedef struct
{
  gint64 tenant;
  char *organisation;
  GaId lineage;
  gint64 epoch;
  gint64 fork;
  gint64 head;
  GaCarriedAccess *access;
  GaCarriedOffers *offers;
} Life;

static void
clear_life (gpointer data)
{
  Life *self = data;

  g_free (self->organisation);
  g_clear_pointer (&self->access, ga_carried_access_free);
  g_clear_pointer (&self->offers, ga_carried_offers_free);
}

void
ga_restored_clear (GaRestored *self)
{
  g_clear_pointer (&self->kept, g_free);
  g_clear_pointer (&self->left_behind, g_ptr_array_unref);
  g_clear_pointer (&self->unread, g_array_unref);
}

static gboolean
refuse (GaSqlError code, const char *sentence, GError **error)
{
  g_set_error_literal (error, GA_SQL_ERROR, code, sentence);
  return FALSE;
}

gboolean
ga_restoring_refuse_foreign (GError **error)
{
  return refuse (GA_SQL_ERROR_CORRUPT,
                 _ ("This is a database of something else, such as the profile of a computer, and "
                    "no backup of the server. Choose another file. The data are as they were."),
                 error);
}

gboolean
ga_restoring_is_damage (const GError *error)
{
  return g_error_matches (error, GA_SQL_ERROR, GA_SQL_ERROR_CORRUPT) ||
         g_error_matches (error, GA_SQL_ERROR, GA_SQL_ERROR_FAILED);
}

static GArray *
read_lives (GaSql *sql, GError **error)
{
  g_autoptr (GArray) lives = g_array_new (FALSE, FALSE, sizeof (Life));
  GaStatement *statement = ga_sql_prepare (
      sql, "SELECT number, lineage, epoch, fork, seq, organisation FROM tenant", error);
  gboolean row = TRUE;

  g_array_set_clear_func (lives, clear_life);
  while (statement != NULL && row)
    {
      Life life = { 0 };

      if (!ga_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        break;
      if (ga_statement_is_null (statement, 0) || ga_statement_is_null (statement, 2) ||
          !ga_statement_get_id (statement, 1, &life.lineage))
        continue;
      life.tenant = ga_statement_get_integer (statement, 0);
      life.epoch = ga_statement_get_integer (statement, 2);
      life.fork = ga_statement_get_integer (statement, 3);
      life.head = ga_statement_get_integer (statement, 4);
      g_array_append_val (lives, life);
      g_array_index (lives, Life, lives->len - 1).organisation =
          g_strdup (ga_statement_get_text (statement, 5));
    }
  return statement != NULL ? g_steal_pointer (&lives) : NULL;
}

static gboolean
read_carried (GaSql *sql, GaSchema *schema, GArray *lives, GError **error)
{
  for (guint i = 0; i < lives->len; i++)
    {
      Life *life = &g_array_index (lives, Life, i);

      life->access = ga_carried_access_read (sql, schema, life->tenant, error);
      if (life->access == NULL)
        return FALSE;
      life->offers = ga_carried_offers_read (sql, schema, life->tenant, error);
      if (life->offers == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_accounts (GaSql *sql)
{
  GaStatement *statement = ga_sql_prepare (sql, "SELECT count(*) FROM account", NULL);
  gboolean found;
  gint64 n = 0;

  return statement != NULL && ga_statement_read_integer (statement, &found, &n, NULL) && n > 0;
}

/* It may be an earlier program's. */
gboolean
ga_restoring_read_old (GaRestoring *self, GaSql *sql, GError **error)
{
  g_autoptr (GArray) lives = NULL;
  gboolean read;

  if (!ga_sql_begin (sql, error))
    return FALSE;
  ga_database_add_columns (self->database, sql);
  lives = read_lives (sql, error);
  read = lives != NULL && read_carried (sql, ga_database_get_schema (self->database), lives, error);
  self->used = read && lives->len > 0 && has_accounts (sql);
  ga_sql_rollback (sql);
  if (read)
    self->lives = g_steal_pointer (&lives);
  return read;
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

/* Whether the old database has come of the backup by work alone; else it was restored meanwhile. */
static gboolean
goes_on (const Life *before, const Life *life)
{
  return before->epoch == life->epoch && before->head >= life->head;
}

/* @old: (nullable) */
static gboolean
carry (GaSql *sql, const Life *life, const Life *old, GaCarried *carried, GError **error)
{
  carried->access = carried->access && old != NULL && ga_carried_access_is_whole (old->access);
  carried->offers = carried->offers && old != NULL && ga_carried_offers_is_whole (old->offers);
  return (old == NULL ||
          (ga_carried_access_apply (old->access, sql, goes_on (old, life), error) &&
           ga_carried_offers_apply (old->offers, sql, ga_carried_access_get_numbers (old->access),
                                    error))) &&
         ga_quarantine_give_turns (sql, life->tenant, error);
}

/* Clients keep what lies above the fork, and send it again. */
static gboolean
begin_epoch (GaRestoring *self, GaSql *sql, const Life *life, gint64 now, GError **error)
{
  const Life *old = find_life (self->lives, &life->lineage);
  GaStatement *statement =
      ga_sql_prepare (sql,
                      "UPDATE tenant SET epoch = $1, covered = seq, "
                      "fork = CASE WHEN $3 < seq THEN $3 ELSE seq END WHERE lineage = $2",
                      error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, next_epoch (old, life->epoch, now));
  ga_statement_bind_id (statement, 2, &life->lineage);
  ga_statement_bind_integer (statement, 3, earlier_fork (life, old));
  return ga_statement_run (statement, error) &&
         carry (sql, life, old, &self->restored->carried, error);
}

/* Associations that were made since, or are another server's. */
static void
note_left_behind (GaRestoring *self, GArray *lives)
{
  for (guint i = 0; self->lives != NULL && i < self->lives->len; i++)
    {
      const Life *old = &g_array_index (self->lives, Life, i);

      if (find_life (lives, &old->lineage) == NULL && old->organisation != NULL)
        g_ptr_array_add (self->restored->left_behind, g_strdup (old->organisation));
    }
}

static gboolean
has_common (GArray *some, GArray *others)
{
  for (guint i = 0; i < some->len; i++)
    if (find_life (others, &g_array_index (some, Life, i).lineage) != NULL)
      return TRUE;
  return FALSE;
}

/* What nobody has joined yet is no loss. */
static gboolean
check_server (GaRestoring *self, GArray *lives, GError **error)
{
  return self->force || !self->used || has_common (self->lives, lives) ||
         refuse (GA_SQL_ERROR_FAILED,
                 _ ("This is a backup of another server: it has none of the associations that are "
                    "here. The data are as they were. Write --force to put it in their place."),
                 error);
}

gboolean
ga_restoring_begin_anew (GaRestoring *self, GaSql *sql, GError **error)
{
  gint64 now = g_get_real_time ();
  g_autoptr (GArray) lives = NULL;

  if (!ga_database_make_tables (self->database, sql, error))
    return FALSE;
  lives = read_lives (sql, error);
  if (lives == NULL)
    return FALSE;
  note_left_behind (self, lives);
  if (!check_server (self, lives, error))
    return FALSE;
  for (guint i = 0; i < lives->len; i++)
    if (!begin_epoch (self, sql, &g_array_index (lives, Life, i), now, error))
      return FALSE;
  return ga_person_replay (sql, ga_database_get_schema (self->database),
                           ga_database_get_folder (self->database), now, &self->n_erased,
                           self->restored->unread, error);
}

static const char *const suffixes[] = { "", "-wal", "-shm" };

/* With its log. */
static gboolean
move_file (const char *path, const char *kept, GError **error)
{
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

static void
remove_file (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *one = g_strconcat (path, suffixes[i], NULL);

      g_unlink (one);
    }
}

static gboolean
copy_old_file (GaRestoring *self, const char *path, GError **error)
{
  g_autoptr (GaSql) sql = ga_sql_sqlite_open (path, GA_SQL_WRITER, FALSE, NULL, error);

  return sql != NULL && ga_database_take_alone (sql, error) &&
         ga_restoring_read_old (self, sql, error) &&
         ga_database_make_file (self->restored->kept, error) &&
         ga_database_copy_to (sql, self->restored->kept, error);
}

static gboolean
keep_old_file (GaRestoring *self, const char *path, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (copy_old_file (self, path, &local))
    return TRUE;
  self->damaged = ga_restoring_is_damage (local);
  if (!self->damaged)
    g_propagate_error (error, g_steal_pointer (&local));
  return self->damaged;
}

/* One transaction of SQLite's, unless the old file cannot even be written any more. */
static gboolean
copy_in (GaSql *from, const char *path, GError **error)
{
  g_autoptr (GaSql) to = ga_sql_sqlite_open (path, GA_SQL_WRITER, TRUE, NULL, error);

  return to != NULL && ga_database_take_alone (to, error) && ga_sql_sqlite_copy (from, to, error);
}

static gboolean
put_in_place (GaRestoring *self, GaSql *from, const char *path, GError **error)
{
  const char *kept = self->restored->kept;

  if (self->damaged && !move_file (path, kept, error))
    return FALSE;
  self->only_copy = self->damaged;
  if (copy_in (from, path, error))
    return TRUE;
  if (self->only_copy)
    self->only_copy = !move_file (kept, path, NULL);
  else if (kept == NULL)
    remove_file (path);
  return FALSE;
}

static gboolean
make_ready (GaRestoring *self, GaSql *sql, GError **error)
{
  if (!ga_sql_begin (sql, error))
    return FALSE;
  if (ga_restoring_begin_anew (self, sql, error))
    return ga_sql_commit (sql, error) && (self->n_erased == 0 || ga_person_clean (sql, error));
  ga_sql_rollback (sql);
  return FALSE;
}

static GaSql *
open_backup (const char *path, GError **error)
{
  g_autoptr (GError) local = NULL;
  GaSql *sql = ga_database_open_sound (path, &local);

  if (g_error_matches (local, GA_SQL_ERROR, GA_SQL_ERROR_CORRUPT))
    refuse (GA_SQL_ERROR_CORRUPT,
            _ ("The backup is damaged or cut short. Choose another one. The data are as they "
               "were."),
            error);
  else if (sql == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return sql;
}

/* Made ready beside the old one. */
static gboolean
replace_file (GaRestoring *self, const char *part, GError **error)
{
  GaDatabase *database = self->database;
  g_autofree char *path = ga_database_get_path (database);
  g_autoptr (GaSql) from = open_backup (self->backup, error);
  g_autoptr (GaSql) sql = NULL;

  if (from == NULL)
    return FALSE;
  g_mkdir_with_parents (ga_database_get_folder (database), 0700);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      self->restored->kept = ga_database_name_kept (path, GA_RESTORE_KEPT, "db");
      if (!keep_old_file (self, path, error))
        return FALSE;
    }
  remove_file (part);
  if (!ga_database_make_file (part, error) || !ga_database_copy_to (from, part, error))
    return FALSE;
  sql = ga_sql_sqlite_open (part, GA_SQL_WRITER, FALSE, NULL, error);
  return sql != NULL && make_ready (self, sql, error) && put_in_place (self, sql, path, error);
}

static gboolean
put_file (GaRestoring *self, GError **error)
{
  g_autofree char *path = ga_database_get_path (self->database);
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  gboolean done = replace_file (self, part, error);

  remove_file (part);
  return done;
}

/* @size: of what can be read of @head */
static gboolean
check_kind (GaDatabase *database, const guint8 *head, gsize size, GError **error)
{
  gboolean file = size > WHOSE + 4 && memcmp (head, SQLITE_MAGIC, sizeof SQLITE_MAGIC) == 0;
  gboolean dump = size > strlen (DUMP_MAGIC) && memcmp (head, DUMP_MAGIC, strlen (DUMP_MAGIC)) == 0;
  gboolean postgresql = ga_database_is_postgresql (database);
  guint32 whose = GA_DATABASE_APPLICATION_ID;

  if (!file && !dump)
    return refuse (
        GA_SQL_ERROR_CORRUPT,
        size == 0
            ? _ ("The file is empty. Choose another one. The data are as they "
                 "were.")
            : _ ("This is no backup that “gangart-server backup” made. Choose another file. The data are as they were."),
        error);
  if (file)
    memcpy (&whose, head + WHOSE, sizeof whose);
  if (file && GUINT32_FROM_BE (whose) != GA_DATABASE_APPLICATION_ID)
    return ga_restoring_refuse_foreign (error);
  if (file && postgresql)
    return refuse (GA_SQL_ERROR_FAILED,
                   _ ("This is a backup of a database in a file. Restore it into another folder, "
                      "without --database, and move that into an empty PostgreSQL database with "
                      "“gangart-server move”. The data are as they were."),
                   error);
  return !dump || postgresql ||
         refuse (GA_SQL_ERROR_FAILED,
                 _ ("This is a backup of a PostgreSQL database, and the data here are in a file. "
                    "Say with --database which database it is for. The data are as they were."),
                 error);
}

static gboolean
check_backup (GaDatabase *database, const char *path, GError **error)
{
  g_autofree char *live = ga_database_get_path (database);
  g_autoptr (GBytes) head = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return refuse (GA_SQL_ERROR_FAILED, _ ("There is no such file. The data are as they were."),
                   error);
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return refuse (GA_SQL_ERROR_FAILED,
                   _ ("This is a folder. Name the backup that lies in it. The data are as they "
                      "were."),
                   error);
  if (ga_file_is_same (live, path))
    return refuse (GA_SQL_ERROR_FAILED,
                   _ ("This is the database itself. Choose a backup of it. The data are as they "
                      "were."),
                   error);
  head = ga_file_read (path, 0, WHOSE + 4 + 1);
  if (head == NULL)
    return refuse (GA_SQL_ERROR_DENIED,
                   _ ("The file cannot be read. See to it that this user may read it. The data are "
                      "as they were."),
                   error);
  return check_kind (database, g_bytes_get_data (head, NULL), g_bytes_get_size (head), error);
}

gboolean
ga_database_restore (
    GaDatabase *self, const char *path, gboolean force, GaRestored *restored, GError **error)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  GaRestoring restoring = {
    .database = self, .backup = whole, .force = force, .restored = restored
  };
  gboolean done;

  *restored = (GaRestored){ .carried = { TRUE, TRUE },
                            .left_behind = g_ptr_array_new_with_free_func (g_free),
                            .unread = g_array_new (FALSE, FALSE, sizeof (guint)) };
  done = check_backup (self, whole, error) &&
         (ga_database_is_postgresql (self) ? ga_restoring_put_dump (&restoring, error)
                                           : put_file (&restoring, error));
  if (!done && restored->kept != NULL && !restoring.only_copy)
    g_unlink (restored->kept);
  if (!done)
    ga_restored_clear (restored);
  g_clear_pointer (&restoring.lives, g_array_unref);
  return done;
}
