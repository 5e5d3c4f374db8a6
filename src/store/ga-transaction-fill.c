/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "store/ga-ddl.h"
#include "store/ga-reader-private.h"
#include "store/ga-store.h"
#include "store/ga-transaction-private.h"

/* Filling an empty file: what indexes and totals cost a row is paid once, at the end. */

/* Room for the index over ids, whose order is random: without it every row would write a page. */
#define FILLING_CACHE "PRAGMA cache_size = -200000"
#define USUAL_CACHE   "PRAGMA cache_size = -8000"

/* A profile knows the register of kommuner from the start; nothing else may be there. */
static gboolean
check_empty (GaReader *reader, GError **error)
{
  GaSchema *schema = ga_reader_get_schema (reader);

  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    {
      const GaEntity *entity = ga_schema_get_nth (schema, i);
      g_autoptr (GaQuery) query = ga_query_new (entity);
      gint64 count = ga_reader_count (reader, query, error);

      if (count < 0)
        return FALSE;
      if (count > 0 && !g_str_equal (entity->name, "kommune"))
        {
          g_set_error_literal (error, GA_STORE_ERROR, GA_STORE_ERROR_REFUSED,
                               _ ("There are data here already. Invented data are put into an "
                                  "empty folder only."));
          return FALSE;
        }
    }
  return TRUE;
}

/* Nothing of this is in the change log, so programs that have the file open are told to read
 * everything anew, as after a restore. */
gboolean
ga_transaction_count_restore (GaTransaction *self, GError **error)
{
  GaDb *db = ga_transaction_get_db (self);
  sqlite3_stmt *statement = ga_db_prepare (db,
                                           "INSERT INTO meta (name, value) VALUES ('restores', 1) "
                                           "ON CONFLICT (name) DO UPDATE SET value = value + 1",
                                           error);

  ga_transaction_note_trace (self);
  return statement != NULL && ga_db_run (db, statement, error);
}

static gboolean
fill (GaTransaction *self, GaTransactFunc func, gpointer user_data, GError **error)
{
  GaDb *db = ga_transaction_get_db (self);
  g_autoptr (GBytes) bytes = NULL;

  return ga_ddl_set_aside (db, error) && func (self, user_data, error) &&
         ga_db_exec (db, ga_sql_resource ("rollups-fill.sql", &bytes), error) &&
         ga_ddl_bring_back (db, error) && ga_transaction_count_restore (self, error);
}

/**
 * ga_transaction_fill_all:
 * @func: (scope call): writes with ga_transaction_fill() alone
 *
 * Runs @func with indexes and totals set aside, which are made when it is done: some ten times as
 * fast, and the only way for a file of millions of rows. Only in a profile that holds nothing but
 * the register of kommuner; %GA_STORE_ERROR_REFUSED otherwise.
 */
gboolean
ga_transaction_fill_all (GaTransaction *self,
                         GaTransactFunc func,
                         gpointer user_data,
                         GError **error)
{
  GaDb *db;
  gboolean done;

  g_return_val_if_fail (GA_IS_TRANSACTION (self), FALSE);

  db = ga_transaction_get_db (self);
  if (!check_empty (ga_transaction_get_reader (self), error) ||
      !ga_db_exec (db, FILLING_CACHE, error))
    return FALSE;
  done = fill (self, func, user_data, error);
  ga_db_exec (db, USUAL_CACHE, NULL);
  return done;
}
