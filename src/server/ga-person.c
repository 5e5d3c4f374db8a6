/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-person.h"

#include "model/ga-json-text.h"
#include "server/ga-server-rows.h"
#include "sync/ga-sync-error.h"

/* Whose records are of somebody. */
static const char *const names[] = { "person", "participant", NULL };

typedef struct
{
  GaRows *rows;
  GPtrArray *lines;
} Export;

static gboolean
collect_ids (GaStatement *statement, GArray *ids, GError **error)
{
  gboolean row = TRUE;
  GaId id;

  while (row)
    {
      if (!ga_statement_step (statement, &row, error))
        return FALSE;
      if (row && ga_statement_get_id (statement, 0, &id))
        g_array_append_val (ids, id);
    }
  return TRUE;
}

/* Records of @entity whose @field holds @id, as a reference or, in a conflict, as text. */
static gboolean
foreach_in (GaSql *sql,
            gint64 tenant,
            const GaEntity *entity,
            const GaField *field,
            const GaId *id,
            GaPersonFunc func,
            gpointer user_data,
            GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GaId));
  g_autofree char *text = g_strdup_printf ("SELECT id FROM %s WHERE tenant = $1 AND \"%s\" = $2",
                                           ga_sql_table (sql, entity), field->name);
  GaStatement *statement = ga_sql_prepare (sql, text, error);
  char shown[GA_ID_TEXT_SIZE];

  if (statement == NULL)
    return FALSE;
  ga_id_format (id, shown);
  ga_statement_bind_integer (statement, 1, tenant);
  if (field->type == GA_FIELD_REFERENCE)
    ga_statement_bind_id (statement, 2, id);
  else
    ga_statement_bind_text (statement, 2, shown);
  if (!collect_ids (statement, ids, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!func (entity, field, &g_array_index (ids, GaId, i), user_data, error))
      return FALSE;
  return TRUE;
}

gboolean
ga_person_foreach_referring (GaSql *sql,
                             GaSchema *schema,
                             gint64 tenant,
                             const GaEntity *entity,
                             const GaId *id,
                             GaPersonFunc func,
                             gpointer user_data,
                             GError **error)
{
  const GaEntity *conflict = ga_schema_get (schema, "conflict");

  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    {
      const GaEntity *other = ga_schema_get_nth (schema, i);

      for (guint j = 0; j < other->n_fields; j++)
        if (other->fields[j].type == GA_FIELD_REFERENCE &&
            g_str_equal (other->fields[j].target, entity->name) &&
            !foreach_in (sql, tenant, other, &other->fields[j], id, func, user_data, error))
          return FALSE;
    }
  return entity == conflict ||
         foreach_in (sql, tenant, conflict, ga_entity_get_field (conflict, "record"), id, func,
                     user_data, error);
}

gboolean
ga_person_is_one (const GaEntity *entity)
{
  return g_strv_contains (names, entity->name);
}

const GaEntity *
ga_person_find_entity (GaSql *sql, GaSchema *schema, gint64 tenant, const GaId *id, GError **error)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      const GaEntity *entity = ga_schema_get (schema, names[i]);
      g_autofree char *text = g_strdup_printf ("SELECT 1 FROM %s WHERE tenant = $1 AND id = $2",
                                               ga_sql_table (sql, entity));
      GaStatement *statement = ga_sql_prepare (sql, text, error);
      gboolean found;

      if (statement == NULL)
        return NULL;
      ga_statement_bind_integer (statement, 1, tenant);
      ga_statement_bind_id (statement, 2, id);
      if (!ga_statement_step (statement, &found, error))
        return NULL;
      ga_statement_reset (statement);
      if (found)
        return entity;
    }
  ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, error);
  return NULL;
}

/* Local, for people; the microseconds beside it are for programs. */
static void
append_time (GString *json, gint64 at)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (at / G_USEC_PER_SEC);
  g_autofree char *text = date != NULL ? g_date_time_format (date, "%Y-%m-%dT%H:%M") : NULL;

  g_string_append_printf (json, ",\"at\":%" G_GINT64_FORMAT ",\"time\":", at);
  ga_json_append_text (json, text != NULL ? text : "");
}

/* (transfer full): what its title is made of, as far as that are words */
static char *
make_title (const GaRow *row)
{
  g_auto (GStrv) fields = g_strsplit (row->entity->title, " ", -1);
  g_autoptr (GString) title = g_string_new (NULL);

  for (guint i = 0; fields[i] != NULL; i++)
    {
      const GaValue *value = &row->values[ga_entity_field_index (row->entity, fields[i])];

      if (value->kind == GA_VALUE_TEXT)
        g_string_append_printf (title, "%s%s", title->len > 0 ? " " : "", value->text);
    }
  return g_string_free (g_steal_pointer (&title), FALSE);
}

/* What the records are called that this one refers to, by its fields. */
static gboolean
append_names (GString *json, Export *export, const GaRow *row, GError **error)
{
  const char *comma = "";

  g_string_append (json, ",\"names\":{");
  for (guint i = 0; i < row->entity->n_fields; i++)
    {
      const GaField *field = &row->entity->fields[i];
      g_autofree char *title = NULL;
      GaStoredRow *stored = NULL;

      if (field->type != GA_FIELD_REFERENCE || row->values[i].kind != GA_VALUE_ID)
        continue;
      if (!ga_rows_find (export->rows,
                         ga_schema_get (ga_rows_get_schema (export->rows), field->target),
                         &row->values[i].id, &stored, error))
        return FALSE;
      if (stored == NULL)
        continue;
      title = make_title (stored->row);
      g_string_append (json, comma);
      ga_json_append_text (json, field->name);
      g_string_append_c (json, ':');
      ga_json_append_text (json, title);
      comma = ",";
    }
  g_string_append_c (json, '}');
  return TRUE;
}

static void
append_record (GString *json, const GaStoredRow *stored)
{
  const GaRow *row = stored->row;
  g_autofree char *space = ga_space_to_string (&row->space);

  g_string_append (json, "{\"entity\":");
  ga_json_append_text (json, row->entity->name);
  g_string_append (json, ",\"id\":");
  ga_json_append_id (json, &row->id);
  g_string_append (json, ",\"space\":");
  ga_json_append_text (json, space);
  append_time (json, row->at);
  g_string_append_printf (json, ",\"deleted\":%s,\"fields\":{", stored->gone ? "true" : "false");
  for (guint i = 0; i < row->entity->n_fields; i++)
    {
      g_string_append (json, i > 0 ? "," : "");
      ga_json_append_text (json, row->entity->fields[i].name);
      g_string_append_c (json, ':');
      ga_json_append_value (json, &row->values[i]);
    }
  g_string_append_c (json, '}');
}

/* What it was before: each change with old and new values. */
static gboolean
add_history (Export *export, const GaEntity *entity, const GaId *id, GError **error)
{
  GaStatement *statement = ga_sql_prepare (
      ga_rows_get_sql (export->rows),
      "SELECT at, fields FROM history WHERE tenant = $1 AND id = $2 AND entity = $3 ORDER BY rev",
      error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, ga_rows_get_tenant (export->rows));
  ga_statement_bind_id (statement, 2, id);
  ga_statement_bind_integer (statement, 3, entity->number);
  while (row)
    {
      g_autoptr (GString) json = g_string_new ("{\"history\":");

      if (!ga_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        break;
      ga_json_append_text (json, entity->name);
      g_string_append (json, ",\"id\":");
      ga_json_append_id (json, id);
      append_time (json, ga_statement_get_integer (statement, 0));
      g_string_append_printf (json, ",\"fields\":%s}", ga_statement_get_text (statement, 1));
      g_ptr_array_add (export->lines, g_string_free (g_steal_pointer (&json), FALSE));
    }
  return TRUE;
}

static gboolean
add_record_cb (const GaEntity *entity,
               const GaField *field,
               const GaId *id,
               gpointer user_data,
               GError **error)
{
  Export *export = user_data;
  g_autoptr (GString) json = g_string_new (NULL);
  GaStoredRow *stored = NULL;

  if (!ga_rows_find (export->rows, entity, id, &stored, error))
    return FALSE;
  append_record (json, stored);
  if (!append_names (json, export, stored->row, error))
    return FALSE;
  g_string_append_c (json, '}');
  g_ptr_array_add (export->lines, g_string_free (g_steal_pointer (&json), FALSE));
  /* Of what only refers to the person, its own history is not about the person. */
  return (field != NULL && !(field->flags & GA_FIELD_REQUIRED)) ||
         add_history (export, entity, id, error);
}

GPtrArray *
ga_person_export (GaSql *sql, GaSchema *schema, gint64 tenant, const GaId *id, GError **error)
{
  const GaEntity *entity = ga_person_find_entity (sql, schema, tenant, id, error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GaRows) rows = ga_rows_new (sql, schema, tenant);
  Export export = { rows, lines };

  return entity != NULL && add_record_cb (entity, NULL, id, &export, error) &&
                 ga_person_foreach_referring (sql, schema, tenant, entity, id, add_record_cb,
                                              &export, error)
             ? g_steal_pointer (&lines)
             : NULL;
}
