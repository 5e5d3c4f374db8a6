/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-conflicts.h"

#include "model/ga-flaw.h"
#include "model/ga-json-text.h"

void
ga_conflict_free (gpointer conflict)
{
  GaConflict *self = conflict;

  ga_value_clear (&self->kept);
  ga_value_clear (&self->lost);
  g_free (self->whole);
  g_free (self);
}

GaConflict *
ga_conflicts_add (GaPushing *self, const GaStoredRow *row, const char *kind)
{
  GaConflict *conflict = g_new0 (GaConflict, 1);

  conflict->row = row;
  conflict->kind = kind;
  g_ptr_array_add (self->conflicts, conflict);
  return conflict;
}

void
ga_conflicts_add_field (GaPushing *self,
                        const GaStoredRow *row,
                        const char *kind,
                        guint field,
                        const GaValue *kept,
                        const GaFieldStamp *kept_stamp,
                        const GaValue *lost,
                        const GaFieldStamp *lost_stamp)
{
  GaConflict *conflict = ga_conflicts_add (self, row, kind);

  conflict->field = &row->row->entity->fields[field];
  ga_value_copy (kept, &conflict->kept);
  ga_value_copy (lost, &conflict->lost);
  conflict->kept_stamp = *kept_stamp;
  conflict->lost_stamp = *lost_stamp;
}

/* Those that are the same by @names. The plus keeps both databases from going through all of the
 * space instead of the few of a name. */
static char *
find_same (const char *table, GStrv names)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql,
                          "FROM %s o WHERE o.tenant = $1 AND +o._space = n._space AND "
                          "o._gone = 0 AND o.id <> n.id AND o._client IS DISTINCT FROM n._client",
                          table);
  for (guint i = 0; names[i] != NULL; i++)
    g_string_append_printf (sql, " AND o.\"%s\" = n.\"%s\"", names[i], names[i]);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* The one that stands longest by the first key that finds any. They are sorted only where there are
 * some: that takes several times as long as not to find any. */
static char *
make_same (GaPushing *self, const GaEntity *entity)
{
  const char *table = ga_sql_table (self->sql, entity);
  g_autoptr (GString) sql = g_string_new ("SELECT n.id, coalesce(");
  g_autoptr (GString) any = g_string_new ("1 = 0");

  for (guint i = 0; entity->same != NULL && entity->same[i] != NULL; i++)
    {
      g_auto (GStrv) names = ga_entity_split_key (entity, entity->same[i]);

      if (names != NULL)
        {
          g_autofree char *same = find_same (table, names);

          g_string_append_printf (sql, "(SELECT o.id %s ORDER BY o._rev LIMIT 1), ", same);
          g_string_append_printf (any, " OR EXISTS (SELECT 1 %s)", same);
        }
    }
  g_string_append_printf (sql,
                          "NULL) FROM %s n WHERE n.tenant = $1 AND n._gone = 0 AND n.id = $2 "
                          "AND (%s)",
                          table, any->str);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

typedef struct
{
  GaPushing *pushing;
  const GaEntity *entity;
} Looking;

/* Whether it is asked already, now or before, and whatever came of that. */
static gboolean
is_asked_about (
    GaPushing *self, const GaId *one, const GaId *other, gboolean *asked, GError **error)
{
  g_autofree char *one_text = ga_id_to_string (one);
  g_autofree char *other_text = ga_id_to_string (other);
  g_autofree char *sql = NULL;
  GaStatement *statement;

  *asked = TRUE;
  for (guint i = 0; i < self->conflicts->len; i++)
    {
      const GaConflict *conflict = self->conflicts->pdata[i];

      if (ga_id_equal (&conflict->row->row->id, one) && ga_id_equal (&conflict->other, other))
        return TRUE;
    }
  sql = g_strdup_printf ("SELECT 1 FROM %s WHERE tenant = $1 AND kind = 'duplicate' AND "
                         "((record = $2 AND other = $3) OR (record = $3 AND other = $2)) LIMIT 1",
                         ga_sql_table (self->sql, ga_schema_get (self->schema, "conflict")));
  statement = ga_sql_prepare (self->sql, sql, error);
  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->session->tenant);
  ga_statement_bind_text (statement, 2, one_text);
  ga_statement_bind_text (statement, 3, other_text);
  if (!ga_statement_step (statement, asked, error))
    return FALSE;
  ga_statement_reset (statement);
  return TRUE;
}

/* (nullable): the plan that a walk is of */
static const GaId *
get_plan (const GaStoredRow *row)
{
  int field = ga_entity_field_index (row->row->entity, "schedule");
  const GaValue *value = field >= 0 ? &row->row->values[field] : NULL;

  return value != NULL && value->kind == GA_VALUE_ID ? &value->id : NULL;
}

/* Of two plans that have the same walks, nobody is asked about each walk. */
static gboolean
note_same_plans (GaPushing *self, const GaId *plan, const GaId *other, GError **error)
{
  GaStoredRow *row = NULL;
  gboolean asked;

  if (!is_asked_about (self, plan, other, &asked, error))
    return FALSE;
  if (asked)
    return TRUE;
  if (!ga_rows_find (self->rows, ga_schema_get (self->schema, "schedule"), plan, &row, error))
    return FALSE;
  if (row != NULL && !row->gone)
    ga_conflicts_add (self, row, "duplicate")->other = *other;
  return TRUE;
}

static gboolean
note_same (GaStatement *statement, gpointer user_data, GError **error)
{
  const Looking *looking = user_data;
  GaRows *rows = looking->pushing->rows;
  GaStoredRow *row = NULL, *there = NULL;
  const GaId *plan, *other_plan;
  GaId id, other;

  if (!ga_statement_get_id (statement, 0, &id) || !ga_statement_get_id (statement, 1, &other))
    return TRUE;
  if (!ga_rows_find (rows, looking->entity, &id, &row, error) ||
      !ga_rows_find (rows, looking->entity, &other, &there, error))
    return FALSE;
  plan = get_plan (row);
  other_plan = there != NULL ? get_plan (there) : NULL;
  if (plan != NULL && other_plan != NULL && !ga_id_equal (plan, other_plan))
    return note_same_plans (looking->pushing, plan, other_plan, error);
  ga_conflicts_add (looking->pushing, row, "duplicate")->other = other;
  return TRUE;
}

gboolean
ga_conflicts_look_for_same (GaPushing *self, GError **error)
{
  GHashTableIter iter;
  gpointer entity, ids;

  g_hash_table_iter_init (&iter, self->made);
  while (g_hash_table_iter_next (&iter, &entity, &ids))
    {
      Looking looking = { self, entity };
      g_autofree char *sql = NULL;

      if (!ga_entity_is_matched (entity))
        continue;
      sql = make_same (self, entity);
      if (!ga_sql_find_many (self->sql, sql, self->session->tenant, ids, note_same, &looking,
                             error))
        return FALSE;
    }
  return TRUE;
}

/* The account behind a client; 0 for the server itself. */
static gboolean
find_account (GaPushing *self, const GaId *client, gint64 *account, GError **error)
{
  GaStatement *statement;
  gboolean found = FALSE;

  *account = 0;
  if (ga_id_is_none (client))
    return TRUE;
  if (ga_id_equal (client, &self->push->client))
    {
      *account = self->session->account;
      return TRUE;
    }
  statement = ga_sql_prepare (self->sql,
                              "SELECT d.account FROM client c JOIN device d "
                              "ON d.tenant = c.tenant AND d.number = c.device "
                              "WHERE c.tenant = $1 AND c.client = $2",
                              error);
  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->session->tenant);
  ga_statement_bind_id (statement, 2, client);
  if (!ga_statement_step (statement, &found, error))
    return FALSE;
  if (found)
    *account = ga_statement_get_integer (statement, 0);
  ga_statement_reset (statement);
  return TRUE;
}

static void
set_json (GaRecord *record, const char *name, gboolean personal, const GaValue *value)
{
  g_autofree char *field = personal ? g_strconcat (name, "_personal", NULL) : g_strdup (name);
  g_autoptr (GString) json = g_string_new (NULL);

  ga_json_append_value (json, value);
  ga_record_set_text (record, field, json->str);
}

/* Who made it and when; nobody for what the server did. */
static gboolean
set_author (GaPushing *self,
            GaRecord *record,
            const char *by,
            const char *at,
            const GaFieldStamp *stamp,
            GError **error)
{
  gint64 account;

  if (stamp->time == 0)
    return TRUE;
  if (!find_account (self, &stamp->client, &account, error))
    return FALSE;
  ga_record_set_integer (record, by, account);
  ga_record_set_integer (record, at, stamp->time);
  return TRUE;
}

static GaRecord *
to_record (GaPushing *self, const GaConflict *conflict, GError **error)
{
  const GaEntity *entity = ga_schema_get (self->schema, "conflict");
  g_autoptr (GaRecord) record = ga_record_new_blank (entity, NULL);
  const GaField *field = conflict->field;
  gboolean personal = field != NULL && ((field->flags & GA_FIELD_PERSONAL) != 0 ||
                                        ga_entity_is_private (conflict->row->row->entity));
  char id[GA_ID_TEXT_SIZE];

  ga_id_format (&conflict->row->row->id, id);
  ga_record_set_text (record, "subject", conflict->row->row->entity->name);
  ga_record_set_text (record, "record", id);
  ga_record_set_text (record, "kind", conflict->kind);
  ga_record_set_text (record, "state", "open");
  if (field != NULL)
    {
      ga_record_set_text (record, "field", field->name);
      set_json (record, "kept", personal, &conflict->kept);
      set_json (record, "lost", personal, &conflict->lost);
    }
  if (conflict->whole != NULL)
    ga_record_set_text (record, "lost_personal", conflict->whole);
  if (!ga_id_is_none (&conflict->other))
    {
      ga_id_format (&conflict->other, id);
      ga_record_set_text (record, "other", id);
    }
  if (!set_author (self, record, "kept_by", "kept_at", &conflict->kept_stamp, error) ||
      !set_author (self, record, "lost_by", "lost_at", &conflict->lost_stamp, error))
    return NULL;
  return g_steal_pointer (&record);
}

/* Whether somebody was asked the same before: what a computer without access has to say may come
 * again, under another number. */
static gboolean
is_asked (GaPushing *self, const GaRecord *record, gboolean *asked, GError **error)
{
  static const char *const texts[] = { "record", "subject", "field", "lost", "lost_personal" };
  g_autofree char *text = g_strdup_printf (
      "SELECT 1 FROM %s WHERE tenant = $1 AND record = $2 AND subject = $3 "
      "AND field IS NOT DISTINCT FROM $4 AND lost IS NOT DISTINCT FROM $5 "
      "AND lost_personal IS NOT DISTINCT FROM $6 AND kind = 'quarantine' AND lost_by = $7 "
      "AND _gone = 0 LIMIT 1",
      ga_sql_table (self->sql, ga_record_get_entity (record)));
  GaStatement *statement = ga_sql_prepare (self->sql, text, error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->session->tenant);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    ga_statement_bind_text (statement, 2 + (int) i, ga_record_get_text (record, texts[i]));
  ga_statement_bind_integer (statement, 7, self->session->account);
  if (!ga_statement_step (statement, asked, error))
    return FALSE;
  ga_statement_reset (statement);
  return TRUE;
}

static gboolean
write_one (GaPushing *self, const GaConflict *conflict, GError **error)
{
  g_autoptr (GaRecord) record = to_record (self, conflict, error);
  gboolean asked = FALSE;
  GaFieldStamp stamp;
  GaStoredRow *row;
  GaId id;

  if (record == NULL)
    return FALSE;
  if (g_str_equal (conflict->kind, "quarantine") && !is_asked (self, record, &asked, error))
    return FALSE;
  if (asked)
    return TRUE;
  stamp = ga_pushing_own_stamp (self);
  id = ga_id_new ();
  row = ga_rows_add (self->rows, ga_record_get_entity (record), &id);
  row->row->space = conflict->row->row->space;
  row->made = stamp;
  for (guint i = 0; i < ga_record_get_entity (record)->n_fields; i++)
    ga_stored_row_set (row, i, ga_record_get_nth (record, i), &stamp);
  ga_stored_row_touch (row, &stamp, 0);
  return ga_rows_write (self->rows, row, error);
}

/* Of two who decide about one conflict the later stands: whoever looks at it sees what is there,
 * and what was edited for it is merged by itself. */
static gboolean
is_decision (const GaConflict *conflict)
{
  return g_str_equal (conflict->row->row->entity->name, "conflict");
}

gboolean
ga_conflicts_write (GaPushing *self, GError **error)
{
  for (guint i = 0; i < self->conflicts->len && !GA_FLAW (NO_CONFLICT); i++)
    {
      const GaConflict *conflict = g_ptr_array_index (self->conflicts, i);

      if (!is_decision (conflict) && !write_one (self, conflict, error))
        return FALSE;
    }
  return TRUE;
}
