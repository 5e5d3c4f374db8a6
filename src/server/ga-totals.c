/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-totals.h"

#include "model/ga-attendance.h"

/* A community's month, as a key. */
typedef struct
{
  GaId community;
  char month[8];
} Month;

static void
note_month (GaPushing *self, const GaId *community, const char *start)
{
  Month month = { .community = *community };

  g_strlcpy (month.month, start, sizeof month.month);
  g_hash_table_add (self->months, g_bytes_new (&month, sizeof month));
}

static void
note_reference (GaPushing *self, const GaRecord *record, const char *field)
{
  const GaId *id = record != NULL ? ga_record_get_reference (record, field) : NULL;

  if (id != NULL)
    ga_pushing_note (self->totals, id);
}

/* The meetings of a community that now reveals health, or no longer. */
static gboolean
note_meetings (GaPushing *self, const GaId *community, GError **error)
{
  g_autofree char *text = g_strdup_printf (
      "SELECT t.meeting FROM meeting_total t JOIN %s m ON m.tenant = t.tenant AND m.id = t.meeting "
      "WHERE t.tenant = $1 AND m.community = $2",
      ga_sql_table (self->sql, ga_schema_get (self->schema, "meeting")));
  GaStatement *statement = ga_sql_prepare (self->sql, text, error);
  gboolean found = TRUE;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->session->tenant);
  ga_statement_bind_id (statement, 2, community);
  while (found)
    {
      GaId meeting;

      if (!ga_statement_step (statement, &found, error))
        return FALSE;
      if (found && ga_statement_get_id (statement, 0, &meeting))
        ga_pushing_note (self->totals, &meeting);
    }
  return TRUE;
}

gboolean
ga_totals_touch (GaPushing *self, const GaStoredRow *row, const GaRecord *before, GError **error)
{
  const GaRow *now = row->row;
  const char *entity = now->entity->name;
  int health;

  if (g_str_equal (entity, "attendance"))
    {
      g_autoptr (GaRecord) record = ga_row_to_record (now);

      note_reference (self, record, "meeting");
      note_reference (self, before, "meeting");
    }
  else if (g_str_equal (entity, "meeting") && before != NULL)
    {
      ga_pushing_note (self->totals, &now->id);
      note_month (self, ga_record_get_reference (before, "community"),
                  ga_record_get_text (before, "start"));
    }
  else if (g_str_equal (entity, "community") && before != NULL)
    {
      health = ga_entity_field_index (now->entity, "reveals_health");
      if (!ga_value_equal (&now->values[health], ga_record_get_nth (before, (guint) health)))
        return note_meetings (self, &now->id, error);
    }
  return TRUE;
}

/* The one number that @statement, which has its parameters, finds. */
static gboolean
read_count (GaStatement *statement, gint64 *count, GError **error)
{
  gboolean found = FALSE;

  if (!ga_statement_step (statement, &found, error))
    return FALSE;
  *count = ga_statement_get_integer (statement, 0);
  ga_statement_reset (statement);
  return TRUE;
}

static gboolean
count_named (GaPushing *self, const GaId *meeting, gint64 *named, GError **error)
{
  g_autofree char *text =
      g_strdup_printf ("SELECT count(*) FROM %s "
                       "WHERE tenant = $1 AND meeting = $2 AND state = 'present' AND _gone = 0",
                       ga_sql_table (self->sql, ga_schema_get (self->schema, "attendance")));
  GaStatement *statement = ga_sql_prepare (self->sql, text, error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->session->tenant);
  ga_statement_bind_id (statement, 2, meeting);
  return read_count (statement, named, error);
}

static gboolean
count_first_time (GaPushing *self, const Month *month, gint64 *first_time, GError **error)
{
  g_autofree char *after = g_strconcat (month->month, "~", NULL);
  g_autofree char *text = g_strdup_printf (
      "SELECT count(*) FROM %s m JOIN %s a ON a.tenant = m.tenant AND a.meeting = m.id "
      "WHERE m.tenant = $1 AND m.community = $2 AND m.start >= $3 AND m.start < $4 "
      "AND m.status = 'held' AND m._gone = 0 "
      "AND a.first_time = 1 AND a.state = 'present' AND a._gone = 0",
      ga_sql_table (self->sql, ga_schema_get (self->schema, "meeting")),
      ga_sql_table (self->sql, ga_schema_get (self->schema, "attendance")));
  GaStatement *statement = ga_sql_prepare (self->sql, text, error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->session->tenant);
  ga_statement_bind_id (statement, 2, &month->community);
  ga_statement_bind_text (statement, 3, month->month);
  ga_statement_bind_text (statement, 4, after);
  return read_count (statement, first_time, error);
}

static gboolean
reveals_health (GaPushing *self, const GaStoredRow *meeting, gboolean *reveals, GError **error)
{
  const GaEntity *entity = ga_schema_get (self->schema, "community");
  const GaRow *row = meeting->row;
  const GaValue *id = &row->values[ga_entity_field_index (row->entity, "community")];
  GaStoredRow *community = NULL;

  if (!ga_rows_find (self->rows, entity, &id->id, &community, error))
    return FALSE;
  if (community != NULL)
    *reveals =
        community->row->values[ga_entity_field_index (entity, "reveals_health")].integer != 0;
  return TRUE;
}

static void
bind_masked (GaStatement *statement, int index, gint64 number, gboolean masked)
{
  GaValue value = { 0 };

  if (!masked || !ga_attendance_is_small (number))
    ga_value_set_integer (&value, number);
  ga_statement_bind_value (statement, index, &value);
}

/* A total that reads as before stays as it is: that it came again would tell something, too. */
static gboolean
write_total (GaPushing *self, const GaStoredRow *meeting, GError **error)
{
  GaStatement *statement;
  gint64 named = 0;
  gboolean health = FALSE;

  if (!count_named (self, &meeting->row->id, &named, error) ||
      !reveals_health (self, meeting, &health, error))
    return FALSE;
  statement =
      ga_sql_prepare (self->sql,
                      "INSERT INTO meeting_total (tenant, meeting, space, rev, named, health) "
                      "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant, meeting) DO UPDATE "
                      "SET space = excluded.space, rev = excluded.rev, named = excluded.named, "
                      "health = excluded.health WHERE meeting_total.space <> excluded.space "
                      "OR meeting_total.named IS DISTINCT FROM excluded.named",
                      error);
  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->session->tenant);
  ga_statement_bind_id (statement, 2, &meeting->row->id);
  ga_statement_bind_integer (statement, 3, meeting->was_space);
  ga_statement_bind_integer (statement, 4, ga_pushing_next_revision (self));
  bind_masked (statement, 5, named, health);
  ga_statement_bind_integer (statement, 6, health);
  return ga_statement_send (statement, error);
}

static gboolean
drop_total (GaPushing *self, const GaId *meeting, GError **error)
{
  GaStatement *statement = ga_sql_prepare (
      self->sql, "DELETE FROM meeting_total WHERE tenant = $1 AND meeting = $2", error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->session->tenant);
  ga_statement_bind_id (statement, 2, meeting);
  return ga_statement_send (statement, error);
}

static gboolean
write_month (GaPushing *self, const Month *month, GError **error)
{
  const GaEntity *entity = ga_schema_get (self->schema, "community");
  GaStoredRow *community = NULL;
  GaStatement *statement;
  gint64 first_time = 0;

  if (!ga_rows_find (self->rows, entity, &month->community, &community, error))
    return FALSE;
  if (community == NULL)
    return TRUE;
  if (!count_first_time (self, month, &first_time, error))
    return FALSE;
  statement = ga_sql_prepare (
      self->sql,
      "INSERT INTO month_total (tenant, community, month, space, rev, first_time) "
      "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant, community, month) DO UPDATE "
      "SET space = excluded.space, rev = excluded.rev, first_time = excluded.first_time "
      "WHERE month_total.space <> excluded.space "
      "OR month_total.first_time IS DISTINCT FROM excluded.first_time",
      error);
  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->session->tenant);
  ga_statement_bind_id (statement, 2, &month->community);
  ga_statement_bind_text (statement, 3, month->month);
  ga_statement_bind_integer (statement, 4, community->was_space);
  ga_statement_bind_integer (statement, 5, ga_pushing_next_revision (self));
  bind_masked (statement, 6, first_time, TRUE);
  return ga_statement_send (statement, error);
}

static gboolean
write_of_meeting (GaPushing *self, const GaId *id, GError **error)
{
  const GaEntity *entity = ga_schema_get (self->schema, "meeting");
  const GaValue *values;
  GaStoredRow *meeting = NULL;

  if (!ga_rows_find (self->rows, entity, id, &meeting, error))
    return FALSE;
  /* What is told of a meeting goes with it. */
  if (meeting == NULL || meeting->gone)
    return drop_total (self, id, error);
  values = meeting->row->values;
  note_month (self, &values[ga_entity_field_index (entity, "community")].id,
              values[ga_entity_field_index (entity, "start")].text);
  return write_total (self, meeting, error);
}

gboolean
ga_totals_write (GaPushing *self, GError **error)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->totals);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!write_of_meeting (self, key, error))
      return FALSE;
  g_hash_table_iter_init (&iter, self->months);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!write_month (self, g_bytes_get_data (key, NULL), error))
      return FALSE;
  return TRUE;
}
