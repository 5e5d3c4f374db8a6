/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-conflicts.h"

#include "model/ga-json-text.h"
#include "sync/ga-flaw.h"

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

/* The plus keeps both databases from going through all of the space instead of the few of a name.
 */
static GaStatement *
prepare_same (GaPushing *self, const GaStoredRow *row, GStrv names, GError **error)
{
  const GaEntity *entity = row->row->entity;
  g_autoptr (GString) text = g_string_new (NULL);
  GaStatement *statement;
  guint at = 5;

  g_string_append_printf (text,
                          "SELECT id FROM %s WHERE tenant = $1 AND +_space = $2 AND _gone = 0 AND "
                          "id <> $3 AND _client IS DISTINCT FROM $4",
                          ga_sql_table (self->sql, entity));
  for (guint i = 0; names[i] != NULL; i++)
    g_string_append_printf (text, " AND \"%s\" = $%u", names[i], at++);
  g_string_append (text, " ORDER BY _rev LIMIT 1");
  statement = ga_sql_prepare (self->sql, text->str, error);
  if (statement == NULL)
    return NULL;
  ga_statement_bind_integer (statement, 1, self->session->tenant);
  ga_statement_bind_integer (statement, 2, row->was_space);
  ga_statement_bind_id (statement, 3, &row->row->id);
  ga_statement_bind_id (statement, 4, &row->client);
  for (guint i = 0; names[i] != NULL; i++)
    ga_statement_bind_value (statement, 5 + (int) i,
                             &row->row->values[ga_entity_field_index (entity, names[i])]);
  return statement;
}

static gboolean
has_all (const GaStoredRow *row, GStrv names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (row->row->values[ga_entity_field_index (row->row->entity, names[i])].kind == GA_VALUE_NONE)
      return FALSE;
  return TRUE;
}

gboolean
ga_conflicts_look_for_same (GaPushing *self, const GaStoredRow *row, GError **error)
{
  const GaEntity *entity = row->row->entity;

  if (!ga_entity_is_matched (entity))
    return TRUE;
  for (guint i = 0; entity->same != NULL && entity->same[i] != NULL; i++)
    {
      g_auto (GStrv) names = ga_entity_split_key (entity, entity->same[i]);
      GaStatement *statement;
      gboolean found = FALSE;

      if (names == NULL || !has_all (row, names))
        continue;
      statement = prepare_same (self, row, names, error);
      if (statement == NULL || !ga_statement_step (statement, &found, error))
        return FALSE;
      if (!found)
        continue;
      ga_statement_get_id (statement, 0, &ga_conflicts_add (self, row, "duplicate")->other);
      ga_statement_reset (statement);
      return TRUE;
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
  gboolean personal = field != NULL && (field->flags & GA_FIELD_PERSONAL) != 0;
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

static gboolean
write_one (GaPushing *self, const GaConflict *conflict, GError **error)
{
  g_autoptr (GaRecord) record = to_record (self, conflict, error);
  GaFieldStamp stamp;
  GaStoredRow *row;
  GaId id;

  if (record == NULL)
    return FALSE;
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

gboolean
ga_conflicts_write (GaPushing *self, GError **error)
{
  for (guint i = 0; i < self->conflicts->len && !GA_FLAW (NO_CONFLICT); i++)
    if (!write_one (self, g_ptr_array_index (self->conflicts, i), error))
      return FALSE;
  return TRUE;
}
