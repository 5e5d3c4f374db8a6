/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-tombstones.h"

#include "server/ga-database-private.h"
#include "server/ga-life.h"
#include "server/ga-person.h"
#include "server/ga-tidy.h"

/* Between two notes: servers may be started, or be several, as often as they like. */
#define NOTE_SECONDS (G_GINT64_CONSTANT (20) * 60 * 60)

gboolean
ga_tombstones_note (GaSql *sql, gint64 tenant, gint64 now, GError **error)
{
  GaLife life;
  GaStatement *statement;

  if (!ga_life_load (sql, tenant, TRUE, &life, error))
    return FALSE;
  /* A note from the future is one of a clock that was wrong, and keeps no other away. */
  statement = ga_sql_prepare (
      sql,
      "INSERT INTO milestone (tenant, at, rev) SELECT number, CAST($2 AS bigint), seq FROM tenant "
      "WHERE number = $1 AND NOT EXISTS (SELECT 1 FROM milestone m WHERE m.tenant = $1 "
      "AND m.at > $3 AND m.at <= $2)",
      error);
  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_integer (statement, 2, now);
  ga_statement_bind_integer (statement, 3, now - NOTE_SECONDS * G_USEC_PER_SEC);
  return ga_statement_run (statement, error);
}

/* A note of a clock that was behind is none: what was there by then, by a note or in history, came
 * later. One from the future says so of no other. */
gboolean
ga_tombstones_find (
    GaSql *sql, gint64 tenant, gint64 time, gint64 now, gint64 *revision, GError **error)
{
  GaStatement *statement = ga_sql_prepare (
      sql,
      "SELECT coalesce(max(m.rev), 0) FROM milestone m WHERE m.tenant = $1 AND m.at <= $2 "
      "AND NOT EXISTS (SELECT 1 FROM milestone o WHERE o.tenant = $1 AND o.rev < m.rev "
      "AND o.at > m.at AND o.at <= $3) "
      "AND coalesce((SELECT h.at FROM history h WHERE h.tenant = $1 AND h.rev <= m.rev "
      "ORDER BY h.rev DESC LIMIT 1), 0) <= m.at",
      error);
  gboolean found;

  *revision = 0;
  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_integer (statement, 2, time);
  ga_statement_bind_integer (statement, 3, now);
  return ga_statement_read_integer (statement, &found, revision, error);
}

static gboolean
raise_floor (GaSql *sql, gint64 tenant, gint64 revision, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql, "UPDATE tenant SET floor = $2 WHERE number = $1 AND floor < $2", error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_integer (statement, 2, revision);
  return ga_statement_run (statement, error);
}

/* Its id as conflict records have it. */
static const char *
show_id (GaSql *sql)
{
  return ga_sql_is_postgresql (sql)
             ? "CAST(r.id AS text)"
             : "lower(substr(hex(r.id), 1, 8) || '-' || substr(hex(r.id), 9, 4) || '-' || "
               "substr(hex(r.id), 13, 4) || '-' || substr(hex(r.id), 17, 4) || '-' || "
               "substr(hex(r.id), 21))";
}

/* Leaves out what is still needed: what lies where @entity's rows do is found through them. Also
 * what is gone itself may come back as long as it is there. */
static void
spare_needed (GaSql *sql, GaSchema *schema, const GaEntity *entity, GString *text)
{
  g_string_append_printf (
      text,
      " AND NOT EXISTS (SELECT 1 FROM %s c WHERE c.tenant = $1 AND c.record = %s "
      "AND c._gone = 0 AND c.state = 'open')",
      ga_sql_table (sql, ga_schema_get (schema, "conflict")), show_id (sql));
  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    {
      const GaEntity *other = ga_schema_get_nth (schema, i);

      for (guint j = 0; j < other->n_fields; j++)
        if (other->fields[j].type == GA_FIELD_REFERENCE &&
            g_str_equal (other->fields[j].target, entity->name))
          g_string_append_printf (
              text, " AND NOT EXISTS (SELECT 1 FROM %s o WHERE o.tenant = $1 AND o.\"%s\" = r.id)",
              ga_sql_table (sql, other), other->fields[j].name);
    }
}

/* Erasing somebody by law begins with their record, so that stays; but it says nothing any more. */
static void
empty_or_delete (GaSql *sql, const GaEntity *entity, GString *text)
{
  if (!ga_person_is_one (entity))
    {
      g_string_append_printf (text, "DELETE FROM %s", ga_sql_table (sql, entity));
      return;
    }
  g_string_append_printf (text, "UPDATE %s SET _stamps = '', _extra = NULL",
                          ga_sql_table (sql, entity));
  for (guint i = 0; i < entity->n_fields; i++)
    g_string_append_printf (text, ", \"%s\" = NULL", entity->fields[i].name);
}

static void
spare_empty (const GaEntity *entity, GString *text)
{
  g_string_append (text, " AND (");
  for (guint i = 0; i < entity->n_fields; i++)
    g_string_append_printf (text, "%sr.\"%s\" IS NOT NULL", i > 0 ? " OR " : "",
                            entity->fields[i].name);
  g_string_append_c (text, ')');
}

/* Lists name what is not deleted in practice, the kommuner, and no index finds them. */
static gboolean
is_listed (GaSchema *schema, const GaEntity *entity)
{
  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    {
      const GaEntity *other = ga_schema_get_nth (schema, i);

      for (guint j = 0; j < other->n_fields; j++)
        if (other->fields[j].type == GA_FIELD_REFERENCES &&
            g_str_equal (other->fields[j].target, entity->name))
          return TRUE;
    }
  return FALSE;
}

static char *
make_text (GaSql *sql, GaSchema *schema, const GaEntity *entity)
{
  GString *text = g_string_new (NULL);

  empty_or_delete (sql, entity, text);
  g_string_append_printf (text,
                          " WHERE tenant = $1 AND id IN (SELECT r.id FROM %s r "
                          "WHERE r.tenant = $1 AND r._gone = 1 AND r._rev <= $2",
                          ga_sql_table (sql, entity));
  if (ga_person_is_one (entity))
    spare_empty (entity, text);
  spare_needed (sql, schema, entity, text);
  g_string_append (text, " LIMIT $3)");
  return g_string_free (text, FALSE);
}

gboolean
ga_tombstones_forget (GaSql *sql,
                      GaSchema *schema,
                      gint64 tenant,
                      gint64 revision,
                      guint most,
                      gint64 *removed,
                      gboolean *more,
                      GError **error)
{
  GaLife life;

  if (!ga_life_load (sql, tenant, TRUE, &life, error) ||
      !raise_floor (sql, tenant, revision, error))
    return FALSE;
  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    {
      const GaEntity *entity = ga_schema_get_nth (schema, i);
      g_autofree char *text = is_listed (schema, entity) ? NULL : make_text (sql, schema, entity);

      if (text != NULL && !ga_tidy_remove (sql, text, tenant, revision, most, removed, more, error))
        return FALSE;
    }
  return ga_tidy_remove (
             sql,
             "DELETE FROM left_mark WHERE tenant = $1 AND erased = 0 AND rev IN "
             "(SELECT rev FROM left_mark WHERE tenant = $1 AND erased = 0 AND rev <= $2 "
             "ORDER BY rev LIMIT $3)",
             tenant, revision, most, removed, more, error) &&
         /* The newest of them is the one to go by. */
         ga_tidy_remove (
             sql,
             "DELETE FROM milestone WHERE tenant = $1 AND rev < $2 AND at IN (SELECT at "
             "FROM milestone WHERE tenant = $1 AND rev < $2 ORDER BY at LIMIT $3)",
             tenant, revision, most, removed, more, error);
}
