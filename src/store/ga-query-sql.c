/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-ddl.h"

/* A query as SQL, with its values to be bound. */

static void
add_condition (GString *sql, const GaCondition *condition)
{
  static const char *const operators[] = { "=", "IS NOT", "<", ">=" };
  const char *column = condition->field != NULL ? condition->field->name : "id";

  switch (condition->operator)
    {
    case GA_EMPTY:
      g_string_append_printf (sql, "\"%s\" IS NULL", column);
      break;
    case GA_CONTAINS:
      g_string_append_printf (sql, "instr(\"%s\", ?) > 0", column);
      break;
    case GA_LACKS:
      g_string_append_printf (sql, "coalesce(instr(\"%s\", ?), 0) = 0", column);
      break;
    case GA_AMONG:
      g_string_append_printf (sql, "\"%s\" IN (" GA_SQL_IDS ("?") ")", column);
      break;
    case GA_EQUAL:
    case GA_NOT_EQUAL:
    case GA_LESS:
    case GA_AT_LEAST:
    default:
      g_string_append_printf (sql, "\"%s\" %s ?%s", column, operators[condition->operator],
                              condition->field != NULL ? ga_sql_collation (condition->field) : "");
      break;
    }
}

static void
add_order (GString *sql, const GaEntity *entity, const char *columns, guint n_first)
{
  g_auto (GStrv) each = g_strsplit (columns, ",", -1);

  g_string_append (sql, " ORDER BY ");
  for (guint i = 0; i < n_first; i++)
    g_string_append_printf (sql, "%s?%s", i == 0 ? "id NOT IN (" : ", ",
                            i + 1 == n_first ? "), " : "");
  for (guint i = 0; each[i] != NULL; i++)
    {
      gboolean falls = each[i][0] == '-';
      const GaField *field = ga_entity_get_field (entity, each[i] + (falls ? 1 : 0));

      g_string_append_printf (sql, "\"%s\"%s%s, ", field->name, ga_sql_collation (field),
                              falls ? " DESC" : "");
    }
  /* Ties stand in a fixed order, and in that of the index. */
  g_string_append (sql, columns[0] == '-' ? "_row DESC" : "_row");
}

/**
 * ga_sql_for_query:
 * Returns: (transfer full): the SELECT; bind with ga_sql_bind_query()
 */
char *
ga_sql_for_query (const GaQuery *query, GaSqlWhat what)
{
  const GaEntity *entity = ga_query_get_entity (query);
  g_autoptr (GString) rest = g_string_new (NULL);

  for (guint i = 0; i < ga_query_get_n_conditions (query); i++)
    {
      g_string_append (rest, i == 0 ? "WHERE " : " AND ");
      add_condition (rest, ga_query_get_condition (query, i));
    }
  if (what == GA_SQL_COUNT)
    return g_strdup_printf ("SELECT count(*) FROM \"%s\" %s", entity->name, rest->str);
  if (ga_query_get_columns (query) != NULL)
    add_order (rest, entity, ga_query_get_columns (query), ga_query_get_first (query)->len);
  if (ga_query_get_limit (query) > 0)
    g_string_append (rest, " LIMIT ? OFFSET ?");
  if (what != GA_SQL_RECORDS)
    return g_strdup_printf ("SELECT %s FROM \"%s\" %s", what == GA_SQL_ROWS ? "_row" : "id",
                            entity->name, rest->str);
  return ga_sql_select (entity, rest->str);
}

void
ga_sql_bind_query (sqlite3_stmt *statement, const GaQuery *query)
{
  GArray *first = ga_query_get_first (query);
  int index = 1;

  for (guint i = 0; i < ga_query_get_n_conditions (query); i++)
    {
      const GaCondition *condition = ga_query_get_condition (query, i);

      if (condition->operator== GA_AMONG)
        ga_db_bind_ids (statement, index++, condition->among);
      else if (condition->operator!= GA_EMPTY)
        ga_db_bind_value (statement, index++, &condition->value);
    }
  for (guint i = 0; i < first->len && index <= sqlite3_bind_parameter_count (statement); i++)
    ga_db_bind_id (statement, index++, &g_array_index (first, GaId, i));
  if (index + 1 == sqlite3_bind_parameter_count (statement))
    {
      sqlite3_bind_int64 (statement, index, ga_query_get_limit (query));
      sqlite3_bind_int64 (statement, index + 1, ga_query_get_offset (query));
    }
}
