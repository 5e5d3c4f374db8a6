/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "store/ga-attachments-private.h"
#include "store/ga-backup.h"
#include "store/ga-purge-private.h"
#include "store/ga-purge.h"
#include "store/ga-reader-private.h"
#include "store/ga-search-queue.h"
#include "store/ga-store-private.h"

/* What a purge leaves in free pages, in the words of search, in the log and in backups. */

typedef struct
{
  gint64 kind;
  GaSpace space; /* its target is that of a record, too */
} Purged;

static GArray *
list_purged (GaDb *db, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (Purged));
  sqlite3_stmt *statement = ga_db_prepare (db, "SELECT kind, place, target FROM purged", error);
  gboolean row = statement != NULL;

  while (row)
    {
      Purged purged = { 0 };

      if (!ga_db_step (db, statement, &row, error))
        return NULL;
      if (!row)
        break;
      purged.kind = sqlite3_column_int64 (statement, 0);
      purged.space.place = (GaSpacePlace) sqlite3_column_int (statement, 1);
      ga_db_column_id (statement, 2, &purged.space.target);
      g_array_append_val (list, purged);
    }
  return statement != NULL ? g_steal_pointer (&list) : NULL;
}

static gboolean
purge_again (GaDb *db, const Purged *purged, GError **error)
{
  const GaEntity *entity;

  if (purged->kind == 0)
    return purged->space.place == 0 ? ga_purge_db_everything (db, error)
                                    : ga_purge_db_space (db, &purged->space, error);
  entity = ga_schema_get_by_number (ga_db_get_schema (db), (guint) purged->kind);
  return entity == NULL || ga_purge_db_record (db, entity, &purged->space.target, error);
}

static gboolean
purge_all_again (GaDb *db, GArray *list, GError **error)
{
  if (!ga_db_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    if (!purge_again (db, &g_array_index (list, Purged, i), error))
      return FALSE;
  return ga_db_exec (db, "DELETE FROM purged; COMMIT", error);
}

static gboolean
rewrite (GaDb *db, GError **error)
{
  ga_db_forget_statements (db);
  return ga_db_exec (db, "INSERT INTO search (search) VALUES ('rebuild'); VACUUM", error);
}

static gboolean
scrub_backup (const char *path, GaSchema *schema, GArray *list, GError **error)
{
  GaDb *db = ga_db_open (path, GA_DB_WRITE, schema, error);
  gboolean done;

  done = db != NULL && ga_store_prepare_file (db, error) && purge_all_again (db, list, error) &&
         rewrite (db, error) && ga_db_exec (db, "PRAGMA journal_mode = delete", error);
  ga_db_close (db);
  return done;
}

static void
remove_backup (const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (path, suffixes[i], NULL);

      g_unlink (file);
    }
}

/* A backup that cannot be scrubbed goes: what must not be kept weighs more. */
static void
scrub_backups (GaStore *store, GaSchema *schema, GArray *list)
{
  g_autoptr (GPtrArray) backups = ga_backup_list (ga_store_get_folder (store));

  for (guint i = 0; i < backups->len; i++)
    {
      const GaBackup *backup = g_ptr_array_index (backups, i);
      g_autoptr (GError) error = NULL;

      if (scrub_backup (backup->path, schema, list, &error))
        continue;
      g_debug ("A backup could not be scrubbed and is removed: %s", error->message);
      remove_backup (backup->path);
    }
}

/* What was put aside because it was damaged cannot be scrubbed either. */
static void
remove_aside (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, GA_STORE_FILE GA_STORE_ASIDE))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        g_unlink (path);
      }
}

static gboolean
empty_log (GaDb *db, GError **error)
{
  gint64 busy = 0;

  if (!ga_db_get_integer (db, "PRAGMA wal_checkpoint(TRUNCATE)", &busy, error))
    return FALSE;
  return busy == 0 || ga_store_error_from_sqlite (SQLITE_BUSY, error);
}

static gboolean
clean_on_writer (GaStore *store, GaDb *db, gpointer data, GError **error)
{
  g_autoptr (GArray) list = NULL;

  list = list_purged (db, error);
  if (list == NULL || list->len == 0)
    return list != NULL;
  scrub_backups (store, ga_db_get_schema (db), list);
  remove_aside (ga_store_get_folder (store));
  ga_store_remove_begun (store, 0);
  return ga_attachments_tidy_db (db, ga_store_get_folder (store), TRUE, error) &&
         rewrite (db, error) && empty_log (db, error) &&
         ga_db_exec (db, "DELETE FROM purged", error) && empty_log (db, error);
}

gboolean
ga_purge_clean (GaStore *store, GError **error)
{
  g_return_val_if_fail (GA_IS_STORE (store), FALSE);

  return ga_store_on_writer (store, clean_on_writer, NULL, error);
}

gboolean
ga_purge_is_due (GaReader *reader)
{
  gint64 due = 0;

  return ga_db_get_integer (ga_reader_get_db (reader), "SELECT EXISTS (SELECT 1 FROM purged)", &due,
                            NULL) &&
         due != 0;
}
