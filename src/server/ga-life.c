/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-life.h"

#define COLUMNS "lineage, epoch, fork, seq, covered, floor"

gboolean
ga_life_load (GaSql *sql, gint64 tenant, gboolean lock, GaLife *life, GError **error)
{
  /* SQLite has one writer at a time anyway. */
  gboolean locks = lock && ga_sql_is_postgresql (sql);
  GaStatement *statement =
      ga_sql_prepare (sql,
                      locks ? "SELECT " COLUMNS " FROM tenant WHERE number = $1 FOR NO KEY UPDATE"
                            : "SELECT " COLUMNS " FROM tenant WHERE number = $1",
                      error);
  gboolean found = FALSE;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  if (!ga_statement_step (statement, &found, error))
    return FALSE;
  if (!found)
    return ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, error);
  ga_statement_get_id (statement, 0, &life->lineage);
  life->epoch = ga_statement_get_integer (statement, 1);
  life->fork = ga_statement_get_integer (statement, 2);
  life->head = ga_statement_get_integer (statement, 3);
  life->covered = ga_statement_get_integer (statement, 4);
  life->floor = ga_statement_get_integer (statement, 5);
  ga_statement_reset (statement);
  return TRUE;
}

gboolean
ga_life_move (GaSql *sql, gint64 tenant, gint64 head, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql, "UPDATE tenant SET seq = $1 WHERE number = $2", error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, head);
  ga_statement_bind_integer (statement, 2, tenant);
  return ga_statement_send (statement, error);
}

char *
ga_life_tell (const GaLife *self)
{
  char lineage[GA_ID_TEXT_SIZE];

  ga_id_format (&self->lineage, lineage);
  return g_strdup_printf ("\"lineage\":\"%s\",\"epoch\":%" G_GINT64_FORMAT
                          ",\"fork\":%" G_GINT64_FORMAT,
                          lineage, self->epoch, self->fork);
}

gboolean
ga_life_check (const GaLife *self,
               const GaId *lineage,
               gint64 epoch,
               gint64 head,
               char **detail,
               GError **error)
{
  if (epoch != self->epoch || !ga_id_equal (lineage, &self->lineage))
    {
      *detail = ga_life_tell (self);
      return ga_sync_fail (GA_SYNC_ERROR_EPOCH, error);
    }
  return head <= self->head || ga_sync_fail (GA_SYNC_ERROR_REWOUND, error);
}
