/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <string.h>

#include "model/ga-attendance.h"
#include "store/ga-ddl.h"
#include "store/ga-reader-private.h"

/* What the rollups hold, and the change log as history. */

#define TOTALS_SQL                                                                         \
  "SELECT m.start, m.status = 'held', coalesce(t.named, 0) + coalesce(m.host_counts, 0), " \
  "coalesce(m.unnamed, 0), coalesce(t.first_time, 0), m.community, m.kommune, "            \
  "m.target_group, m.arena, m.id, 0, EXISTS (SELECT 1 FROM server_total s "                \
  "WHERE s.meeting = m.id AND s.named IS NULL) "                                           \
  "FROM meeting m LEFT JOIN meeting_total t ON t.meeting = m.id "

/* Whoever came for the first time where the names are not here, in the same columns. */
#define MONTHS_SQL                                                                        \
  "SELECT s.month || '-01', 1, 0, 0, coalesce(s.first_time, 0), s.community, c.kommune, " \
  "c.target_group, c.arena, s.community, 1, s.first_time IS NULL "                        \
  "FROM server_month s JOIN community c ON c.id = s.community "                           \
  "WHERE s.first_time IS NULL OR s.first_time > 0"

/* A day that is none can only have come from elsewhere; such a walk counts nowhere. */
static gboolean
read_total (sqlite3_stmt *statement, GaMeetingTotal *total)
{
  const char *start = (const char *) sqlite3_column_text (statement, 0);

  memset (total, 0, sizeof *total);
  if (sqlite3_column_bytes (statement, 0) < (int) strlen ("2026-01-01"))
    return FALSE;
  total->year = (GDateYear) atoi (start);
  total->month = (GDateMonth) atoi (start + 5);
  total->day = (GDateDay) atoi (start + 8);
  total->held = sqlite3_column_int (statement, 1);
  total->named = total->held ? (guint) sqlite3_column_int (statement, 2) : 0;
  total->unnamed = total->held ? (guint) sqlite3_column_int (statement, 3) : 0;
  total->first_time = total->held ? (guint) sqlite3_column_int (statement, 4) : 0;
  ga_db_column_id (statement, 5, &total->community);
  ga_db_column_id (statement, 6, &total->kommune);
  total->target_group = (const char *) sqlite3_column_text (statement, 7);
  total->arena = (const char *) sqlite3_column_text (statement, 8);
  ga_db_column_id (statement, 9, &total->meeting);
  total->of_month = sqlite3_column_int (statement, 10);
  total->small = sqlite3_column_int (statement, 11);
  return g_date_valid_dmy (total->day, total->month, total->year);
}

static gboolean
run_totals (GaReader *self,
            sqlite3_stmt *statement,
            GaMeetingTotalFunc func,
            gpointer user_data,
            GError **error)
{
  gboolean row = TRUE;

  while (row)
    {
      GaMeetingTotal total;

      if (!ga_db_step (ga_reader_get_db (self), statement, &row, error))
        return FALSE;
      if (!row)
        break;
      if (read_total (statement, &total))
        func (&total, user_data);
    }
  return TRUE;
}

/**
 * ga_reader_meeting_totals:
 * @ids: (nullable) (element-type GaId): meetings to read; all if %NULL
 * @func: called for each of them that is held or cancelled; without @ids also for the months that
 *   only a server has counted
 *
 * Some 150 ms for 150,000 meetings, so a long read unless @ids is short.
 */
gboolean
ga_reader_meeting_totals (
    GaReader *self, GArray *ids, GaMeetingTotalFunc func, gpointer user_data, GError **error)
{
  sqlite3_stmt *statement;

  g_return_val_if_fail (GA_IS_READER (self), FALSE);

  if (ids == NULL)
    {
      statement =
          ga_db_prepare (ga_reader_get_db (self), TOTALS_SQL "WHERE m.status <> 'planned'", error);
      if (statement == NULL || !run_totals (self, statement, func, user_data, error))
        return FALSE;
      statement = ga_db_prepare (ga_reader_get_db (self), MONTHS_SQL, error);
      return statement != NULL && run_totals (self, statement, func, user_data, error);
    }
  for (guint i = 0; i < ids->len; i++)
    {
      statement = ga_db_prepare (ga_reader_get_db (self),
                                 TOTALS_SQL "WHERE m.id = ? AND m.status <> 'planned'", error);
      if (statement == NULL)
        return FALSE;
      ga_db_bind_id (statement, 1, &g_array_index (ids, GaId, i));
      if (!run_totals (self, statement, func, user_data, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * ga_reader_month_totals:
 * @from_month: the first month, `2026-01`
 *
 * Returns: (transfer full) (element-type GaMonthTotal) (nullable): the community's months that have
 *   walks, in order
 */
GArray *
ga_reader_month_totals (GaReader *self,
                        const GaId *community,
                        const char *from_month,
                        GError **error)
{
  g_autoptr (GArray) totals = g_array_new (FALSE, TRUE, sizeof (GaMonthTotal));
  sqlite3_stmt *statement;
  gboolean row = TRUE;

  g_return_val_if_fail (GA_IS_READER (self), NULL);

  statement = ga_db_prepare (ga_reader_get_db (self),
                             "SELECT month, held, cancelled, named, unnamed, first_time "
                             "FROM month_total WHERE community = ? AND month >= ? ORDER BY month",
                             error);
  if (statement == NULL)
    return NULL;
  ga_db_bind_id (statement, 1, community);
  sqlite3_bind_text (statement, 2, from_month, -1, SQLITE_STATIC);
  while (row)
    {
      GaMonthTotal total;

      if (!ga_db_step (ga_reader_get_db (self), statement, &row, error))
        return NULL;
      if (!row)
        break;
      g_strlcpy (total.month, (const char *) sqlite3_column_text (statement, 0),
                 sizeof total.month);
      total.held = (guint) sqlite3_column_int (statement, 1);
      total.cancelled = (guint) sqlite3_column_int (statement, 2);
      total.named = (guint) sqlite3_column_int (statement, 3);
      total.unnamed = (guint) sqlite3_column_int (statement, 4);
      total.first_time = (guint) sqlite3_column_int (statement, 5);
      g_array_append_val (totals, total);
    }
  return g_steal_pointer (&totals);
}

/**
 * ga_reader_meeting_presence:
 * @named: (out): present by name, the host not counted in
 * @first_time: (out): of them for the first time
 */
gboolean
ga_reader_meeting_presence (
    GaReader *self, const GaId *meeting, guint *named, guint *first_time, GError **error)
{
  sqlite3_stmt *statement =
      ga_db_prepare (ga_reader_get_db (self),
                     "SELECT named, first_time FROM meeting_total WHERE meeting = ?", error);
  gboolean row = FALSE;

  *named = *first_time = 0;
  if (statement == NULL)
    return FALSE;
  ga_db_bind_id (statement, 1, meeting);
  if (!ga_db_step (ga_reader_get_db (self), statement, &row, error))
    return FALSE;
  if (row)
    {
      *named = (guint) sqlite3_column_int (statement, 0);
      *first_time = (guint) sqlite3_column_int (statement, 1);
      sqlite3_reset (statement);
    }
  return TRUE;
}

/**
 * ga_reader_regulars:
 * @day: (nullable): who had not left by then, instead of today
 *
 * The participants of a community who have not left, in the order of the printed list: by name.
 * Whoever left on @day was seen off on it.
 *
 * Returns: (transfer full) (element-type GaRecord) (nullable): them
 */
GPtrArray *
ga_reader_regulars (GaReader *self, const GaId *community, const char *day, GError **error)
{
  const GaEntity *entity = ga_schema_get (ga_reader_get_schema (self), "participant");
  g_autoptr (GaQuery) query = ga_query_new (entity);
  GPtrArray *found;

  ga_query_where_id (query, "community", community);
  if (day == NULL)
    ga_query_where (query, "left", GA_EMPTY, NULL);
  ga_query_sort (query, "community");
  found = ga_reader_list (self, query, error);
  for (guint i = found != NULL ? found->len : 0; i > 0; i--)
    if (!ga_participant_is_regular (found->pdata[i - 1], day))
      g_ptr_array_remove_index (found, i - 1);
  return found;
}

/* (transfer full): without what is logged for being together with something that differs */
static char *
leave_out_equal (const char *fields)
{
  g_autoptr (JsonNode) node = json_from_string (fields, NULL);
  JsonObject *object =
      node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autoptr (GList) names = object != NULL ? json_object_get_members (object) : NULL;

  for (GList *name = names; name != NULL; name = name->next)
    {
      JsonNode *pair = json_object_get_member (object, name->data);
      JsonArray *both = JSON_NODE_HOLDS_ARRAY (pair) ? json_node_get_array (pair) : NULL;

      if (both != NULL && json_array_get_length (both) == 2 &&
          json_node_equal (json_array_get_element (both, 0), json_array_get_element (both, 1)))
        json_object_remove_member (object, name->data);
    }
  return object != NULL ? json_to_string (node, FALSE) : g_strdup (fields);
}

static GaHistory *
read_history (GaSchema *schema, sqlite3_stmt *statement)
{
  static const char *const operations[] = { "insert", "update", "delete" };
  GaHistory *history = g_new0 (GaHistory, 1);

  history->number = sqlite3_column_int64 (statement, 0);
  history->transaction = sqlite3_column_int64 (statement, 1);
  history->at = sqlite3_column_int64 (statement, 2);
  history->label = g_strdup ((const char *) sqlite3_column_text (statement, 3));
  history->entity = ga_schema_get_by_number (schema, (guint) sqlite3_column_int (statement, 4));
  ga_db_column_id (statement, 5, &history->id);
  history->operation = operations[CLAMP (sqlite3_column_int (statement, 6), 1, 3) - 1];
  history->fields = leave_out_equal ((const char *) sqlite3_column_text (statement, 7));
  history->undone = sqlite3_column_int (statement, 8);
  return history;
}

#define HISTORY_SQL                                                                \
  "SELECT c.number, c.act, a.at, a.label, c.entity, c.id, c.operation, c.fields, " \
  "a.undone IS NOT NULL FROM change c JOIN act a ON a.number = c.act "

static GPtrArray *
take_history (GaReader *self, sqlite3_stmt *statement, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) ga_history_free);
  gboolean row = TRUE;

  while (row)
    {
      if (!ga_db_step (ga_reader_get_db (self), statement, &row, error))
        return NULL;
      if (row)
        g_ptr_array_add (list, read_history (ga_reader_get_schema (self), statement));
    }
  return g_steal_pointer (&list);
}

/**
 * ga_reader_history:
 * @entity: (nullable): with @id the record asked about; %NULL for everything
 * @limit: how many operations at most
 *
 * Returns: (transfer full) (element-type GaHistory) (nullable): what happened, newest first
 */
GPtrArray *
ga_reader_history (
    GaReader *self, const GaEntity *entity, const GaId *id, guint limit, GError **error)
{
  sqlite3_stmt *statement;

  g_return_val_if_fail (GA_IS_READER (self), NULL);

  statement = ga_db_prepare (ga_reader_get_db (self),
                             entity != NULL ? HISTORY_SQL "WHERE c.entity = ?2 AND c.id = ?3 "
                                                          "ORDER BY c.number DESC LIMIT ?1"
                                            : HISTORY_SQL "ORDER BY c.number DESC LIMIT ?1",
                             error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, limit);
  if (entity != NULL)
    {
      sqlite3_bind_int64 (statement, 2, entity->number);
      ga_db_bind_id (statement, 3, id);
    }
  return take_history (self, statement, error);
}

/**
 * ga_reader_history_naming:
 * @id: of anything
 *
 * Goes through all changes of @entity: a long read.
 *
 * Returns: (transfer full) (element-type GaHistory) (nullable): what happened to each record of
 *   @entity of which a change names @id, whether the record is still there or not; those of one
 *   record stand together, newest last
 */
GPtrArray *
ga_reader_history_naming (GaReader *self, const GaEntity *entity, const GaId *id, GError **error)
{
  sqlite3_stmt *statement;
  char text[GA_ID_TEXT_SIZE];

  g_return_val_if_fail (GA_IS_READER (self), NULL);

  statement = ga_db_prepare (ga_reader_get_db (self),
                             HISTORY_SQL "WHERE c.entity = ?1 AND c.id IN (SELECT n.id FROM change "
                                         "n WHERE n.entity = ?1 AND instr(n.fields, ?2) > 0) "
                                         "ORDER BY c.id, c.number",
                             error);
  if (statement == NULL)
    return NULL;
  ga_id_format (id, text);
  sqlite3_bind_int64 (statement, 1, entity->number);
  sqlite3_bind_text (statement, 2, text, -1, SQLITE_STATIC);
  return take_history (self, statement, error);
}

void
ga_history_free (GaHistory *history)
{
  g_free (history->label);
  g_free (history->fields);
  g_free (history);
}

/**
 * ga_reader_count_deleted:
 * @act: what ga_store_transact() returned
 * @count: (out): how many records went with that act, those that belonged to others included
 */
gboolean
ga_reader_count_deleted (GaReader *self, gint64 act, guint *count, GError **error)
{
  GaDb *db = ga_reader_get_db (self);
  sqlite3_stmt *statement = ga_db_prepare (
      db,
      "SELECT count(*) FROM act a JOIN change c ON c.number BETWEEN a.first AND a.last "
      "WHERE a.number = ? AND c.operation = 3",
      error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, act);
  if (!ga_db_step (db, statement, &row, error))
    return FALSE;
  *count = row ? (guint) sqlite3_column_int64 (statement, 0) : 0;
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * ga_reader_last_change:
 *
 * Returns: the number of the newest operation in the change log; 0 while there is none
 */
gint64
ga_reader_last_change (GaReader *self)
{
  gint64 number = 0;

  ga_db_get_integer (ga_reader_get_db (self), "SELECT max(number) FROM change", &number, NULL);
  return number;
}

/**
 * ga_reader_get_mark:
 *
 * Returns: (transfer full) (nullable): the word kept with ga_transaction_set_mark()
 */
char *
ga_reader_get_mark (GaReader *self, const char *name)
{
  GaDb *db = ga_reader_get_db (self);
  sqlite3_stmt *statement =
      ga_db_prepare (db, "SELECT value FROM meta WHERE name = 'mark:' || ?", NULL);
  char *mark = NULL;
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC);
  if (ga_db_step (db, statement, &row, NULL) && row)
    mark = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);
  return mark;
}
