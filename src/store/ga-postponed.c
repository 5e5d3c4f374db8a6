/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-postponed.h"

#include "store/ga-attachments-private.h"
#include "store/ga-forgotten-access.h"
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

/* Of whatever the server takes from now on, which is never among what it kept. */
static gboolean
note_first (GaDb *db, GError **error)
{
  gint64 first;

  return ga_db_get_integer (
             db,
             "SELECT coalesce(min(number), (SELECT coalesce(max(number), 0) + 1 FROM change)) FROM "
             "(SELECT min(number) AS number FROM change INDEXED BY change_waiting "
             "WHERE acked IS NULL UNION ALL SELECT min(number) FROM postponed)",
             &first, error) &&
         ga_membership_set_integer (db, "resent_from", first, error);
}

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
  return ga_db_run (db, statement, error) && note_first (db, error) &&
         ga_membership_set_integer (db, "restored", NOT_YET, error) &&
         ga_forgotten_access_begin (db, error);
}

/* Whether the server was restored not long ago. */
static gboolean
is_recent (GaDb *db, gint64 now, gboolean *recent, GError **error)
{
  gint64 restored;

  if (!ga_membership_get_integer (db, "restored", &restored, error))
    return FALSE;
  *recent = restored == NOT_YET || (restored != 0 && now - restored <= MOST_USEC);
  return restored != NOT_YET || ga_membership_set_integer (db, "restored", now, error);
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

static gboolean
add (GaDb *db, const GaOperation *operation, int waits, GError **error)
{
  sqlite3_stmt *statement = ga_db_prepare (
      db, "INSERT OR REPLACE INTO postponed (number, entity, id, waits) VALUES (?, ?, ?, ?)",
      error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, operation->number);
  sqlite3_bind_int (statement, 2, (int) operation->entity->number);
  ga_db_bind_id (statement, 3, &operation->id);
  sqlite3_bind_int (statement, 4, waits);
  return ga_db_run (db, statement, error);
}

/* For lack of room, mostly. The only copy may be here: it waits for as long as its row is wanted.
 */
static gboolean
add_file (GaDb *db, const GaOperation *operation, gint64 now, gboolean *postponed, GError **error)
{
  const GaValue *sha256 =
      ga_operation_get (operation, (guint) ga_entity_field_index (operation->entity, "sha256"));

  if (sha256 == NULL || sha256->kind != GA_VALUE_TEXT)
    return TRUE;
  if (!ga_attachment_is_kept (db, sha256->text, postponed, error))
    return FALSE;
  return !*postponed || (add (db, operation, FOR_ROOM, error) &&
                         ga_membership_set_integer (db, "file_refused", now, error));
}

/* Others may have yet to bring what had been acknowledged, and what was done since to a record that
 * waits; while access is forgotten, whatever was done by it is refused, and what stands on that. */
static gboolean
is_worth_it (GaDb *db, const GaOperation *operation, gboolean lost, gboolean *worth, GError **error)
{
  sqlite3_stmt *statement;

  if (!ga_forgotten_access_is_any (db, worth, error))
    return FALSE;
  if (*worth || !lost)
    return TRUE;
  statement = ga_db_prepare (
      db, "SELECT 1 FROM postponed WHERE number = ?1 OR (waits AND entity = ?2 AND id = ?3)",
      error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, operation->number);
  sqlite3_bind_int (statement, 2, (int) operation->entity->number);
  ga_db_bind_id (statement, 3, &operation->id);
  if (!ga_db_step (db, statement, worth, error))
    return FALSE;
  sqlite3_reset (statement);
  return TRUE;
}

gboolean
ga_postponed_add (GaDb *db,
                  const GaOperation *operation,
                  const char *code,
                  gint64 now,
                  gboolean *postponed,
                  GError **error)
{
  static const char *const for_rights[] = { "not-allowed", "not-yours", "reference", NULL };
  gboolean missing = g_strcmp0 (code, "missing") == 0, recent = FALSE;
  gboolean lost = missing || g_strcmp0 (code, "beside") == 0;

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
  if (lost ? missing && g_str_equal (operation->entity->name, "conflict")
           : code == NULL || !g_strv_contains (for_rights, code))
    return TRUE;
  return is_recent (db, now, &recent, error) &&
         (!recent || is_worth_it (db, operation, lost, postponed, error)) &&
         (!*postponed || add (db, operation, FOR_MORE, error));
}

gboolean
ga_postponed_needs_space (
    GaDb *db, const GaSpace *space, gint64 number, gint64 now, gboolean *needs, GError **error)
{
  sqlite3_stmt *statement;
  gboolean recent, ended;
  gint64 from;

  *needs = FALSE;
  if (!is_recent (db, now, &recent, error) ||
      !ga_forgotten_access_is_ended (db, space, &ended, error) ||
      !ga_membership_get_integer (db, "resent_from", &from, error))
    return FALSE;
  if (!recent || ended)
    return TRUE;
  statement = ga_db_prepare (db,
                             "SELECT 1 FROM change WHERE number >= ? AND space = ? AND acked > "
                             "coalesce((SELECT CAST(value AS INTEGER) FROM meta "
                             "WHERE name = 'sync:covered'), 0) LIMIT 1",
                             error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, from);
  sqlite3_bind_int64 (statement, 2, number);
  if (!ga_db_step (db, statement, needs, error))
    return FALSE;
  sqlite3_reset (statement);
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
         (restored <= 0 || now - restored <= MOST_USEC ||
          (wake (db, FOR_MORE, error) && ga_forgotten_access_give_up (db, error))) &&
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
