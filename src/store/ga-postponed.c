/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-postponed.h"

#include "store/ga-attachments-private.h"
#include "store/ga-membership-private.h"

/* How long after a restore others may still bring what was lost. */
#define MOST_USEC (G_GINT64_CONSTANT (30) * 24 * 60 * 60 * G_USEC_PER_SEC)
/* How long a file that the server did not take rests. */
#define FILE_USEC (G_GINT64_CONSTANT (60) * 60 * G_USEC_PER_SEC)

/* `waits`, and bits of `woken` */
enum
{
  FOR_MORE = 1,
  FOR_ROOM = 2,
};

/* `restored`: when the server was first heard of after its restore; this until then. */
#define NOT_YET (-1)

gboolean
ga_postponed_begin (GaDb *db, gint64 fork, GError **error)
{
  sqlite3_stmt *statement =
      ga_db_prepare (db,
                     "INSERT OR REPLACE INTO postponed (number, entity, id, waits) "
                     "SELECT number, entity, id, 0 FROM change WHERE acked > ?",
                     error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, fork);
  return ga_db_run (db, statement, error) &&
         ga_membership_set_integer (db, "restored", NOT_YET, error);
}

/* How long ago the server was restored; below 0: never. */
static gboolean
get_age (GaDb *db, gint64 now, gint64 *age, GError **error)
{
  gint64 restored;

  if (!ga_membership_get_integer (db, "restored", &restored, error))
    return FALSE;
  if (restored == NOT_YET && !ga_membership_set_integer (db, "restored", now, error))
    return FALSE;
  *age = restored == 0 ? -1 : restored == NOT_YET ? 0 : MAX (now - restored, 0);
  return TRUE;
}

gboolean
ga_postponed_waits_for_room (GaDb *db, const GaEntity *entity, const GaId *id)
{
  sqlite3_stmt *statement = ga_db_prepare (
      db, "SELECT 1 FROM postponed WHERE waits AND waits = ? AND entity = ? AND id = ?", NULL);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, FOR_ROOM);
  sqlite3_bind_int (statement, 2, (int) entity->number);
  ga_db_bind_id (statement, 3, id);
  if (!ga_db_step (db, statement, &row, NULL))
    return FALSE;
  sqlite3_reset (statement);
  return row;
}

/* For lack of room, mostly. The only copy may be here: it waits for as long as its row is wanted.
 */
static gboolean
add_file (GaDb *db, const GaOperation *operation, gint64 now, gboolean *postponed, GError **error)
{
  const GaValue *sha256 =
      ga_operation_get (operation, (guint) ga_entity_field_index (operation->entity, "sha256"));
  sqlite3_stmt *statement;

  if (sha256 == NULL || sha256->kind != GA_VALUE_TEXT)
    return TRUE;
  if (!ga_attachment_is_kept (db, sha256->text, postponed, error))
    return FALSE;
  if (!*postponed)
    return TRUE;
  statement = ga_db_prepare (
      db, "INSERT OR REPLACE INTO postponed (number, entity, id, waits) VALUES (?, ?, ?, ?)",
      error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, operation->number);
  sqlite3_bind_int (statement, 2, (int) operation->entity->number);
  ga_db_bind_id (statement, 3, &operation->id);
  sqlite3_bind_int (statement, 4, FOR_ROOM);
  return ga_db_run (db, statement, error) &&
         ga_membership_set_integer (db, "file_refused", now, error);
}

gboolean
ga_postponed_add (GaDb *db,
                  const GaOperation *operation,
                  const char *code,
                  gint64 now,
                  gboolean *postponed,
                  GError **error)
{
  sqlite3_stmt *statement;
  gint64 age;

  *postponed = FALSE;
  /* What was done to it since, too. */
  if (ga_postponed_waits_for_room (db, operation->entity, &operation->id))
    {
      *postponed = TRUE;
      return TRUE;
    }
  if (g_strcmp0 (code, "file") == 0 && g_str_equal (operation->entity->name, "attachment"))
    return add_file (db, operation, now, postponed, error);
  /* Conflict records are the server's: it makes them anew, under other ids. */
  if (g_strcmp0 (code, "missing") != 0 || g_str_equal (operation->entity->name, "conflict"))
    return TRUE;
  if (!get_age (db, now, &age, error))
    return FALSE;
  if (age < 0 || age > MOST_USEC)
    return TRUE;
  statement = ga_db_prepare (db, "UPDATE postponed SET waits = 1 WHERE number = ?", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, operation->number);
  if (!ga_db_run (db, statement, error))
    return FALSE;
  *postponed = sqlite3_changes (ga_db_get_handle (db)) > 0;
  return TRUE;
}

static gboolean
wake (GaDb *db, int what, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT EXISTS (SELECT 1 FROM postponed WHERE waits AND waits & %d)", what);
  gint64 any, woken;

  return ga_db_get_integer (db, sql, &any, error) &&
         ga_membership_get_integer (db, "woken", &woken, error) &&
         (any == 0 || ga_membership_set_integer (db, "woken", woken | what, error));
}

gboolean
ga_postponed_wake (GaDb *db, GError **error)
{
  return wake (db, FOR_MORE, error);
}

gboolean
ga_postponed_wake_everything (GaDb *db, GError **error)
{
  return wake (db, FOR_MORE | FOR_ROOM, error);
}

gboolean
ga_postponed_wake_old (GaDb *db, gint64 now, GError **error)
{
  gint64 restored, refused;

  return ga_membership_get_integer (db, "restored", &restored, error) &&
         ga_membership_get_integer (db, "file_refused", &refused, error) &&
         (restored <= 0 || now - restored <= MOST_USEC || wake (db, FOR_MORE, error)) &&
         (refused == 0 || now - refused <= FILE_USEC || wake (db, FOR_ROOM, error));
}

gboolean
ga_postponed_release (GaDb *db, GError **error)
{
  g_autofree char *sql = NULL;
  gint64 woken;

  if (!ga_membership_get_integer (db, "woken", &woken, error))
    return FALSE;
  if (woken == 0)
    return TRUE;
  sql = g_strdup_printf ("UPDATE postponed SET waits = 0 WHERE waits AND waits & %d", (int) woken);
  return ga_db_exec (db, sql, error) && ga_membership_set (db, "woken", NULL, error);
}

gboolean
ga_postponed_tidy (GaDb *db, GError **error)
{
  return ga_db_do (db,
                   "DELETE FROM postponed WHERE NOT EXISTS (SELECT 1 FROM change c "
                   "WHERE c.number = postponed.number AND c.acked IS NULL)",
                   error);
}

gboolean
ga_postponed_is_any_due (GaDb *db, gint64 waiting, gboolean *due, GError **error)
{
  gint64 postponed, woken, any = 1;

  *due = waiting > 0;
  if (waiting == 0)
    return TRUE;
  if (!ga_db_get_integer (db, "SELECT EXISTS (SELECT 1 FROM postponed WHERE waits)", &postponed,
                          error) ||
      !ga_membership_get_integer (db, "woken", &woken, error))
    return FALSE;
  if (postponed != 0 && woken == 0 &&
      !ga_db_get_integer (db,
                          "SELECT EXISTS (SELECT 1 FROM change c INDEXED BY change_waiting "
                          "WHERE acked IS NULL AND " GA_POSTPONED_NOT ")",
                          &any, error))
    return FALSE;
  *due = any != 0;
  return TRUE;
}
