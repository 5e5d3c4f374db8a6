/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/ga-json-text.h"
#include "store/ga-outbox.h"
#include "store/ga-search-queue.h"

/*
 * What the generated triggers call. A program without these functions cannot write to a captured
 * table at all, so no edit escapes the change log.
 */

static void
append_json_value (GString *json, sqlite3_value *value)
{
  GaId id;

  if (value == NULL)
    {
      g_string_append (json, "null");
      return;
    }
  switch (sqlite3_value_type (value))
    {
    case SQLITE_INTEGER:
      ga_json_append_integer (json, sqlite3_value_int64 (value));
      break;
    case SQLITE_TEXT:
      ga_json_append_text (json, (const char *) sqlite3_value_text (value));
      break;
    case SQLITE_BLOB:
      if (sqlite3_value_bytes (value) != (int) sizeof id.bytes)
        {
          g_string_append (json, "null");
          return;
        }
      memcpy (id.bytes, sqlite3_value_blob (value), sizeof id.bytes);
      ga_json_append_id (json, &id);
      break;
    default:
      g_string_append (json, "null");
      break;
    }
}

static gboolean
same (sqlite3_value *a, sqlite3_value *b)
{
  if (sqlite3_value_type (a) != sqlite3_value_type (b))
    return FALSE;
  switch (sqlite3_value_type (a))
    {
    case SQLITE_NULL:
      return TRUE;
    case SQLITE_INTEGER:
      return sqlite3_value_int64 (a) == sqlite3_value_int64 (b);
    default:
      return sqlite3_value_bytes (a) == sqlite3_value_bytes (b) &&
             memcmp (sqlite3_value_blob (a), sqlite3_value_blob (b),
                     (gsize) sqlite3_value_bytes (a)) == 0;
    }
}

static void
append_pair (GString *json, const char *name, sqlite3_value *old, sqlite3_value *new)
{
  g_string_append (json, json->len > 1 ? ",\"" : "\"");
  g_string_append (json, name);
  g_string_append (json, "\":[");
  append_json_value (json, old);
  g_string_append_c (json, ',');
  append_json_value (json, new);
  g_string_append_c (json, ']');
}

/* Whether the field, or one that it makes sense with alone, differs. */
static gboolean
differs (const GaEntity *entity, guint field, sqlite3_value **old, sqlite3_value **new)
{
  const GaField *described = &entity->fields[field];
  const char *together = described->together != NULL ? described->together : described->along;

  if (!same (old[field], new[field]))
    return TRUE;
  for (guint i = 0; together != NULL && i < entity->n_fields; i++)
    if (g_strcmp0 (entity->fields[i].together, together) == 0 && !same (old[i], new[i]))
      return TRUE;
  return FALSE;
}

/*
 * ga_fields (entity number, operation, values …): the JSON {"field": [old, new]} of a change. An
 * insert ('i') is given the new values and a delete ('d') the old ones; an update ('u') both, and
 * only what differs is written, with what makes sense together with that alone.
 */
static void
fields_cb (sqlite3_context *context, int n_args, sqlite3_value **args)
{
  GaDb *db = sqlite3_user_data (context);
  guint number = (guint) sqlite3_value_int (args[0]);
  const GaEntity *entity = ga_schema_get_by_number (ga_db_get_schema (db), number);
  const char operation = *(const char *) sqlite3_value_text (args[1]);
  g_autoptr (GString) json = NULL;

  if (entity == NULL || n_args != 2 + (int) entity->n_fields * (operation == 'u' ? 2 : 1))
    {
      sqlite3_result_error (context, "ga_fields does not fit the entity", -1);
      return;
    }
  json = g_string_sized_new (256);
  g_string_append_c (json, '{');
  for (guint i = 0; i < entity->n_fields; i++)
    {
      sqlite3_value *value = args[2 + i];
      sqlite3_value *other = operation == 'u' ? args[2 + entity->n_fields + i] : NULL;

      if (operation == 'u' ? !differs (entity, i, args + 2, args + 2 + entity->n_fields)
                           : sqlite3_value_type (value) == SQLITE_NULL)
        continue;
      if (operation == 'i')
        append_pair (json, entity->fields[i].name, NULL, value);
      else
        append_pair (json, entity->fields[i].name, value, other);
    }
  g_string_append_c (json, '}');
  sqlite3_result_text (context, json->str, (int) json->len, SQLITE_TRANSIENT);
}

/* ga_act (): the act that changes are written under; NULL while nothing is captured. */
static void
act_cb (sqlite3_context *context, int n_args, sqlite3_value **args)
{
  gint64 act = ga_db_get_act (sqlite3_user_data (context));

  if (act != 0)
    sqlite3_result_int64 (context, act);
}

/* ga_clock (): the next reading of the hybrid logical clock. */
static void
clock_cb (sqlite3_context *context, int n_args, sqlite3_value **args)
{
  sqlite3_result_int64 (context, ga_db_tick (sqlite3_user_data (context)));
}

/* ga_acked (entity number, own): whether a change waits to be sent (NULL), needs no sending (0) or
 * stays here (-1), as that of a record does that is this computer's own and was never sent. */
static void
acked_cb (sqlite3_context *context, int n_args, sqlite3_value **args)
{
  GaDb *db = sqlite3_user_data (context);
  const GaEntity *entity =
      ga_schema_get_by_number (ga_db_get_schema (db), (guint) sqlite3_value_int (args[0]));

  if (!ga_db_is_sending (db))
    sqlite3_result_int (context, 0);
  else if (!ga_outbox_takes (entity) || sqlite3_value_int (args[1]) != 0)
    sqlite3_result_int (context, -1);
}

/* ga_id (id): as text, which is how one record names another that may be of any kind. */
static void
id_cb (sqlite3_context *context, int n_args, sqlite3_value **args)
{
  char text[GA_ID_TEXT_SIZE];
  GaId id;

  if (sqlite3_value_bytes (args[0]) != (int) sizeof id.bytes)
    return;
  memcpy (id.bytes, sqlite3_value_blob (args[0]), sizeof id.bytes);
  ga_id_format (&id, text);
  sqlite3_result_text (context, text, -1, SQLITE_TRANSIENT);
}

/* ga_index (operation, row of the search index, text …): the row is to be found by these. */
static void
index_cb (sqlite3_context *context, int n_args, sqlite3_value **args)
{
  GaDb *db = sqlite3_user_data (context);
  const char operation = *(const char *) sqlite3_value_text (args[0]);
  g_autoptr (GString) words = g_string_sized_new (64);

  for (int i = 2; i < n_args; i++)
    if (sqlite3_value_type (args[i]) == SQLITE_TEXT)
      ga_fold_words (words, (const char *) sqlite3_value_text (args[i]));
  ga_search_queue_add (ga_db_get_search_queue (db), operation, sqlite3_value_int64 (args[1]),
                       words);
}

gboolean
ga_functions_register (GaDb *self, GError **error)
{
  static const struct
  {
    const char *name;
    int n_args;
    void (*func) (sqlite3_context *, int, sqlite3_value **);
  } functions[] = {
    { "ga_fields", -1, fields_cb }, { "ga_acked", 2, acked_cb }, { "ga_act", 0, act_cb },
    { "ga_clock", 0, clock_cb },    { "ga_id", 1, id_cb },       { "ga_index", -1, index_cb },
  };

  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    {
      int code = sqlite3_create_function_v2 (ga_db_get_handle (self), functions[i].name,
                                             functions[i].n_args, SQLITE_UTF8, self,
                                             functions[i].func, NULL, NULL, NULL);

      if (code != SQLITE_OK)
        return ga_db_fail (self, code, error);
    }
  return TRUE;
}
