/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/ga-space-sum.h"
#include "server/ga-accounts.h"
#include "server/ga-database-backup.h"
#include "server/ga-database-private.h"

#define PAGE 10000

typedef struct
{
  gint64 tenant;
  gint64 number;
} Space;

static GArray *
list_spaces (GaSql *sql, GError **error)
{
  g_autoptr (GArray) spaces = g_array_new (FALSE, FALSE, sizeof (Space));
  GaStatement *statement = ga_sql_prepare (sql, "SELECT tenant, number FROM space", error);
  gboolean row = TRUE;

  while (statement != NULL && row)
    {
      Space space;

      if (!ga_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        break;
      space.tenant = ga_statement_get_integer (statement, 0);
      space.number = ga_statement_get_integer (statement, 1);
      g_array_append_val (spaces, space);
    }
  return statement != NULL ? g_steal_pointer (&spaces) : NULL;
}

/* Adds the rows after revision @last (inout) to @sum; @full: (out): there may be more */
static gboolean
add_page (GaSql *sql,
          const char *text,
          const Space *space,
          gint64 *last,
          GaSpaceSum *sum,
          gboolean *full,
          GError **error)
{
  GaStatement *statement = ga_sql_prepare (sql, text, error);
  gboolean row = TRUE;
  guint n = 0;
  GaId id;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, space->tenant);
  ga_statement_bind_integer (statement, 2, space->number);
  ga_statement_bind_integer (statement, 3, *last);
  ga_statement_bind_integer (statement, 4, PAGE);
  while (row)
    {
      if (!ga_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        break;
      n++;
      *last = ga_statement_get_integer (statement, 1);
      if (ga_statement_get_id (statement, 0, &id))
        ga_space_sum_move (sum, &id, 0, *last);
    }
  *full = n == PAGE;
  return TRUE;
}

static gboolean
read_sum (GaSql *sql, const GaEntity *entity, const Space *space, GaSpaceSum *sum, GError **error)
{
  GaStatement *statement = ga_sql_prepare (
      sql, "SELECT count, sum FROM space_sum WHERE tenant = $1 AND space = $2 AND entity = $3",
      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, space->tenant);
  ga_statement_bind_integer (statement, 2, space->number);
  ga_statement_bind_integer (statement, 3, entity->number);
  if (!ga_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      sum->count = ga_statement_get_integer (statement, 0);
      sum->sum = (guint64) ga_statement_get_integer (statement, 1);
    }
  ga_statement_reset (statement);
  return TRUE;
}

/* What clients check what they have by, added up anew. */
static gboolean
check_space (
    GaSql *sql, const GaEntity *entity, const Space *space, gboolean *wrong, GError **error)
{
  g_autofree char *text =
      g_strdup_printf ("SELECT id, _rev FROM %s WHERE tenant = $1 AND _space = $2 AND _rev > $3 "
                       "AND _gone = 0 ORDER BY _rev LIMIT $4",
                       ga_sql_table (sql, entity));
  GaSpaceSum added = { 0 }, kept = { 0 };
  gboolean more = TRUE;
  gint64 last = 0;

  while (more)
    if (!add_page (sql, text, space, &last, &added, &more, error))
      return FALSE;
  if (!read_sum (sql, entity, space, &kept, error))
    return FALSE;
  *wrong = *wrong || !ga_space_sum_equal (&added, &kept);
  return TRUE;
}

static gboolean
check_newest (GaSql *sql, const GaEntity *entity, GPtrArray *findings, GError **error)
{
  g_autofree char *text =
      g_strdup_printf ("SELECT count(*) FROM %s r JOIN tenant t ON t.number = r.tenant "
                       "WHERE r._rev > t.seq",
                       ga_sql_table (sql, entity));
  GaStatement *statement = ga_sql_prepare (sql, text, error);
  gint64 beyond = 0;
  gboolean found;

  if (statement == NULL || !ga_statement_read_integer (statement, &found, &beyond, error))
    return FALSE;
  if (beyond > 0)
    g_ptr_array_add (
        findings, g_strdup_printf (_ ("%s: a record is newer than the database."), entity->name));
  return TRUE;
}

static gboolean
check_entity (
    GaSql *sql, const GaEntity *entity, GArray *spaces, GPtrArray *findings, GError **error)
{
  gboolean wrong = FALSE;

  for (guint i = 0; i < spaces->len; i++)
    if (!check_space (sql, entity, &g_array_index (spaces, Space, i), &wrong, error))
      return FALSE;
  if (wrong)
    g_ptr_array_add (findings, g_strdup_printf (_ ("%s: the records in a space are not those that "
                                                   "clients are told of."),
                                                entity->name));
  return check_newest (sql, entity, findings, error);
}

static gboolean
check_audit (GaSql *sql, GArray *spaces, GPtrArray *findings, GError **error)
{
  for (guint i = 0; i < spaces->len; i++)
    {
      const Space *space = &g_array_index (spaces, Space, i);
      gint64 wrong = 0;

      /* Each association has one that is national. */
      if (space->number != GA_PLACE_NATIONAL)
        continue;
      if (!ga_audit_verify (sql, space->tenant, &wrong, error))
        return FALSE;
      if (wrong > 0)
        g_ptr_array_add (findings, g_strdup_printf (_ ("Line %d of the audit is missing, or not as "
                                                       "it was written."),
                                                    (int) wrong));
    }
  return TRUE;
}

gboolean
ga_database_check_within (GaSql *sql, GaSchema *schema, GPtrArray *findings, GError **error)
{
  g_autoptr (GArray) spaces = list_spaces (sql, error);

  if (spaces == NULL ||
      (!ga_sql_is_postgresql (sql) && !ga_database_is_sound (sql, findings, error)))
    return FALSE;
  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    if (!check_entity (sql, ga_schema_get_nth (schema, i), spaces, findings, error))
      return FALSE;
  return check_audit (sql, spaces, findings, error);
}

gboolean
ga_database_check (GaDatabase *self, GPtrArray *findings, GError **error)
{
  g_autoptr (GaSql) sql = ga_database_connect (self, GA_SQL_READER, error);

  return sql != NULL && ga_sql_begin (sql, error) &&
         ga_database_check_within (sql, ga_database_get_schema (self), findings, error) &&
         ga_sql_commit (sql, error);
}
