/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-postponed.h"

#include "store/ga-membership-private.h"

/* How long after a restore others may still bring what was lost. */
#define MOST_USEC (G_GINT64_CONSTANT (30) * 24 * 60 * 60 * G_USEC_PER_SEC)

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
has_waiting (GaDb *db, gboolean *waiting, GError **error)
{
  gint64 n;

  if (!ga_db_get_integer (db, "SELECT EXISTS (SELECT 1 FROM postponed WHERE waits)", &n, error))
    return FALSE;
  *waiting = n != 0;
  return TRUE;
}

gboolean
ga_postponed_wake (GaDb *db, GError **error)
{
  gboolean waiting;

  return has_waiting (db, &waiting, error) &&
         (!waiting || ga_membership_set_integer (db, "woken", 1, error));
}

gboolean
ga_postponed_wake_old (GaDb *db, gint64 now, GError **error)
{
  gint64 restored;

  return ga_membership_get_integer (db, "restored", &restored, error) &&
         (restored <= 0 || now - restored <= MOST_USEC || ga_postponed_wake (db, error));
}

gboolean
ga_postponed_release (GaDb *db, GError **error)
{
  gint64 woken;

  return ga_membership_get_integer (db, "woken", &woken, error) &&
         (woken == 0 || (ga_db_exec (db, "UPDATE postponed SET waits = 0 WHERE waits", error) &&
                         ga_membership_set (db, "woken", NULL, error)));
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
  gboolean postponed;
  gint64 woken, any = 1;

  *due = waiting > 0;
  if (waiting == 0)
    return TRUE;
  if (!has_waiting (db, &postponed, error) ||
      !ga_membership_get_integer (db, "woken", &woken, error))
    return FALSE;
  if (postponed && woken == 0 &&
      !ga_db_get_integer (db,
                          "SELECT EXISTS (SELECT 1 FROM change c INDEXED BY change_waiting "
                          "WHERE acked IS NULL AND " GA_POSTPONED_NOT ")",
                          &any, error))
    return FALSE;
  *due = any != 0;
  return TRUE;
}
