/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-conflict-subject.h"
#include "server/ga-accounts-private.h"
#include "server/ga-files.h"
#include "server/ga-life.h"
#include "server/ga-tombstones.h"
#include "sync/ga-sync-error.h"

/* Who brought a file, and who gets it. */

gboolean
ga_files_count (
    GaSql *sql, const GaSession *session, const char *sha, gint64 *bytes, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql,
                      "SELECT CAST(coalesce(sum(size), 0) AS bigint) FROM file "
                      "WHERE tenant = $1 AND account = $2 AND sha <> $3",
                      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, session->tenant);
  ga_statement_bind_integer (statement, 2, session->account);
  ga_statement_bind_text (statement, 3, sha);
  if (!ga_statement_step (statement, &row, error))
    return FALSE;
  *bytes = ga_statement_get_integer (statement, 0);
  ga_statement_reset (statement);
  return TRUE;
}

/* Others of the account may have become whole since this one was let begin. */
static gboolean
check_room (GaSql *sql, const GaSession *session, const char *sha, gsize size, GError **error)
{
  gint64 others;

  if (!ga_tenant_lock (sql, session->tenant, error) ||
      !ga_files_count (sql, session, sha, &others, error))
    return FALSE;
  return others + (gint64) size <= GA_FILES_MOST_BYTES ||
         ga_sync_fail (GA_SYNC_ERROR_TOO_LARGE, error);
}

gboolean
ga_files_own (
    GaSql *sql, const GaSession *session, const char *sha, gsize size, gint64 now, GError **error)
{
  GaStatement *statement;

  if (!check_room (sql, session, sha, size, error))
    return FALSE;
  statement = ga_sql_prepare (
      sql,
      "INSERT INTO file (tenant, sha, account, size, at) VALUES ($1, $2, $3, $4, $5) "
      "ON CONFLICT (tenant, sha, account) DO UPDATE SET at = excluded.at",
      error);
  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, session->tenant);
  ga_statement_bind_text (statement, 2, sha);
  ga_statement_bind_integer (statement, 3, session->account);
  ga_statement_bind_integer (statement, 4, (gint64) size);
  ga_statement_bind_integer (statement, 5, now);
  return ga_statement_run (statement, error);
}

gboolean
ga_files_find_own (
    GaSql *sql, const GaSession *session, const char *sha, gint64 *size, GError **error)
{
  GaStatement *statement = ga_sql_prepare (
      sql, "SELECT size FROM file WHERE tenant = $1 AND sha = $2 AND account = $3", error);
  gboolean row = FALSE;

  *size = -1;
  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, session->tenant);
  ga_statement_bind_text (statement, 2, sha);
  ga_statement_bind_integer (statement, 3, session->account);
  if (!ga_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *size = ga_statement_get_integer (statement, 0);
  ga_statement_reset (statement);
  return TRUE;
}

/* Whether a row lies where the account sees names. */
static gboolean
may_see (GaStatement *statement, const GaRights *rights, GaSpace *space)
{
  *space = (GaSpace){ .place = (GaSpacePlace) ga_statement_get_integer (statement, 1) };
  if (!ga_statement_is_null (statement, 2))
    ga_statement_get_id (statement, 2, &space->target);
  return ga_rights_see (rights, space) && ga_rights_see_names (rights, space);
}

/* Of an offer, that means whether the account may decide about it: what a record refers to says
 * whose it would be. */
static gboolean
may_decide (GaStatement *statement, GaSchema *schema, const GaRights *rights, const GaSpace *space)
{
  g_autoptr (GaRecord) conflict = ga_record_new (ga_schema_get (schema, "conflict"));
  GaRowPlace place = { 0 };
  const GaEntity *entity;
  GaId id;

  ga_record_set_text (conflict, "subject", "attachment");
  ga_record_set_text (conflict, "record", ga_statement_get_text (statement, 3));
  ga_record_set_text (conflict, "lost_personal", ga_statement_get_text (statement, 4));
  if (!ga_conflict_find_subject (schema, conflict, &entity, &id))
    return FALSE;
  ga_row_place_read_conflict (&place, conflict, entity, &id, NULL, space);
  return ga_rights_may (rights, ga_record_get_entity (conflict), GA_OPERATION_UPDATE, &place, NULL);
}

/* A conflict record r that offers an attachment with the file f: a whole one, as
 * ga_operation_values_to_json() writes it. */
#define OFFERS                                                                               \
  "r.tenant = f.tenant AND r.subject = 'attachment' AND r.kind = 'quarantine' "              \
  "AND r.field IS NULL AND r._gone = 0 AND r.lost_personal LIKE '%%\"sha256\":\"' || f.sha " \
  "|| '\"%%'"

#define LIES "JOIN space s ON s.tenant = r.tenant AND s.number = r._space "

/* Finds the file $2 by rows that name it; $3: 1 where those that were deleted count, too. */
static char *
make_named (GaSql *sql, GaSchema *schema)
{
  return g_strdup_printf ("SELECT r.size, s.place, s.target, NULL, NULL FROM %s r " LIES
                          "WHERE r.tenant = $1 AND r.sha256 = $2 AND r._gone <= $3 "
                          "AND EXISTS (SELECT 1 FROM file f "
                          "WHERE f.tenant = r.tenant AND f.sha = r.sha256 AND f.size = r.size)",
                          ga_sql_table (sql, ga_schema_get (schema, "attachment")));
}

/* By what is offered; $3: 1 where what somebody has decided about counts, too: the row that comes
 * of it may be about to come. */
static char *
make_offered (GaSql *sql, GaSchema *schema)
{
  return g_strdup_printf ("SELECT f.size, s.place, s.target, r.record, r.lost_personal FROM file f "
                          "JOIN %s r ON " OFFERS " " LIES "WHERE f.tenant = $1 AND f.sha = $2 "
                          "AND (r.state = 'open' OR $3 > 0)",
                          ga_sql_table (sql, ga_schema_get (schema, "conflict")));
}

static gboolean
find_shown (GaSql *sql,
            GaSchema *schema,
            const char *text,
            const GaSession *session,
            const GaRights *rights,
            const char *sha,
            gboolean gone,
            gint64 *size,
            GError **error)
{
  GaStatement *statement = ga_sql_prepare (sql, text, error);
  gboolean row = TRUE;
  GaSpace space;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, session->tenant);
  ga_statement_bind_text (statement, 2, sha);
  ga_statement_bind_integer (statement, 3, gone ? 1 : 0);
  while (row && *size < 0)
    {
      if (!ga_statement_step (statement, &row, error))
        return FALSE;
      if (row && may_see (statement, rights, &space) &&
          (ga_statement_is_null (statement, 3) || may_decide (statement, schema, rights, &space)))
        *size = ga_statement_get_integer (statement, 0);
    }
  ga_statement_reset (statement);
  return TRUE;
}

gboolean
ga_files_find (GaSql *sql,
               GaSchema *schema,
               const GaSession *session,
               const GaRights *rights,
               const char *sha,
               gboolean gone,
               gint64 *size,
               GError **error)
{
  g_autofree char *named = make_named (sql, schema);
  g_autofree char *offered = make_offered (sql, schema);

  return ga_files_find_own (sql, session, sha, size, error) &&
         (*size >= 0 || find_shown (sql, schema, named, session, rights, sha, gone, size, error)) &&
         (*size >= 0 || find_shown (sql, schema, offered, session, rights, sha, gone, size, error));
}

/* A push that names a file waits, or has named it. How long a row has been deleted, or what was
 * offered decided about, is not for its author's clock to say. */
gboolean
ga_files_let_go (GaSql *sql, GaSchema *schema, gint64 tenant, gint64 now, GError **error)
{
  const gint64 day = G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC;
  g_autofree char *text = g_strdup_printf (
      "DELETE FROM file AS f WHERE tenant = $1 AND at < $2 AND NOT EXISTS (SELECT 1 FROM %s a "
      "WHERE a.tenant = f.tenant AND a.sha256 = f.sha AND (a._gone = 0 OR a._rev > $3)) "
      "AND NOT EXISTS (SELECT 1 FROM %s r WHERE " OFFERS " AND (r.state = 'open' OR r._rev > $3))",
      ga_sql_table (sql, ga_schema_get (schema, "attachment")),
      ga_sql_table (sql, ga_schema_get (schema, "conflict")));
  GaStatement *statement;
  gint64 revision;
  GaLife life;

  if (!ga_life_load (sql, tenant, TRUE, &life, error) ||
      !ga_tombstones_find (sql, tenant, now - GA_FILE_KEPT_DAYS * day, now, &revision, error))
    return FALSE;
  statement = ga_sql_prepare (sql, text, error);
  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_integer (statement, 2, now - day);
  ga_statement_bind_integer (statement, 3, revision);
  return ga_statement_run (statement, error);
}
