/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-server-rows.h"

#include "model/ga-flaw.h"
#include "model/ga-space-sum.h"
#include "server/ga-database.h"
#include "server/ga-stamps.h"

/* Columns before the fields: as written (tenant, id first) and as read. */
#define N_WRITTEN 10
#define N_READ    9

typedef struct
{
  gint64 space;
  const GaEntity *entity;
} SumKey;

struct _GaRows
{
  GaSql *sql;
  GaSchema *schema;
  gint64 tenant;
  GHashTable *rows;    /* GaEntity → GHashTable of GaId → GaStoredRow; %NULL: there is none */
  GHashTable *reads;   /* GaEntity → SQL */
  GHashTable *writes;  /* GaEntity → GaStatement, of @sql */
  GHashTable *numbers; /* GaSpace → number */
  GHashTable *spaces;  /* number → GaSpace */
  GHashTable *sums;    /* SumKey → GaSpaceSum: what comes to those in the database */
};

static guint
hash_sum_key (gconstpointer data)
{
  const SumKey *key = data;

  return g_int64_hash (&key->space) ^ key->entity->number;
}

static gboolean
equal_sum_key (gconstpointer a, gconstpointer b)
{
  const SumKey *one = a, *other = b;

  return one->space == other->space && one->entity == other->entity;
}

static void
free_stored (gpointer data)
{
  GaStoredRow *self = data;

  if (self == NULL)
    return;
  ga_row_free (self->row);
  g_free (self->stamps);
  g_free (self);
}

gboolean
ga_space_find_number (
    GaSql *sql, gint64 tenant, const GaSpace *space, gint64 *number, GError **error)
{
  gboolean targets = space->place == GA_PLACE_KOMMUNE || space->place == GA_PLACE_COMMUNITY;
  GaStatement *statement = ga_sql_prepare (
      sql,
      targets ? "SELECT number FROM space WHERE tenant = $1 AND place = $2 AND target = $3"
              : "SELECT number FROM space WHERE tenant = $1 AND place = $2",
      error);
  gboolean found = FALSE;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_integer (statement, 2, space->place);
  if (targets)
    ga_statement_bind_id (statement, 3, &space->target);
  if (!ga_statement_step (statement, &found, error))
    return FALSE;
  *number = found ? ga_statement_get_integer (statement, 0) : 0;
  ga_statement_reset (statement);
  return TRUE;
}

GaRows *
ga_rows_new (GaSql *sql, GaSchema *schema, gint64 tenant)
{
  GaRows *self = g_new0 (GaRows, 1);

  self->sql = sql;
  self->schema = g_object_ref (schema);
  self->tenant = tenant;
  self->rows = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);
  self->reads = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->writes = g_hash_table_new (NULL, NULL);
  self->numbers = g_hash_table_new_full (ga_space_hash, ga_space_equal, g_free, g_free);
  self->spaces = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->sums = g_hash_table_new_full (hash_sum_key, equal_sum_key, g_free, g_free);
  return self;
}

void
ga_rows_free (GaRows *self)
{
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->reads);
  g_hash_table_unref (self->writes);
  g_hash_table_unref (self->numbers);
  g_hash_table_unref (self->spaces);
  g_hash_table_unref (self->sums);
  g_object_unref (self->schema);
  g_free (self);
}

GaSql *
ga_rows_get_sql (GaRows *self)
{
  return self->sql;
}

GaSchema *
ga_rows_get_schema (GaRows *self)
{
  return self->schema;
}

gint64
ga_rows_get_tenant (GaRows *self)
{
  return self->tenant;
}

static char *
make_read (GaRows *self, const GaEntity *entity)
{
  g_autoptr (GString) text =
      g_string_new ("SELECT id, _space, _rev, _by, _at, _client, _stamps, _gone, _extra");

  for (guint i = 0; i < entity->n_fields; i++)
    g_string_append_printf (text, ", \"%s\"", entity->fields[i].name);
  g_string_append_printf (text, " FROM %s WHERE tenant = $1 AND id = $2",
                          ga_sql_table (self->sql, entity));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
make_write (GaRows *self, const GaEntity *entity)
{
  static const char *const kept[] = { "_space",  "_rev",    "_by",   "_at",
                                      "_client", "_stamps", "_gone", "_extra" };
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (
      text, "INSERT INTO %s (tenant, id, _space, _rev, _by, _at, _client, _stamps, _gone, _extra",
      ga_sql_table (self->sql, entity));
  for (guint i = 0; i < entity->n_fields; i++)
    g_string_append_printf (text, ", \"%s\"", entity->fields[i].name);
  g_string_append (text, ") VALUES (");
  for (guint i = 0; i < N_WRITTEN + entity->n_fields; i++)
    g_string_append_printf (text, "%s$%u", i > 0 ? ", " : "", i + 1);
  g_string_append (text, ") ON CONFLICT (tenant, id) DO UPDATE SET ");
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    g_string_append_printf (text, "%s%s = excluded.%s", i > 0 ? ", " : "", kept[i], kept[i]);
  for (guint i = 0; i < entity->n_fields; i++)
    g_string_append_printf (text, ", \"%s\" = excluded.\"%s\"", entity->fields[i].name,
                            entity->fields[i].name);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const char *
get_read (GaRows *self, const GaEntity *entity)
{
  char *text = g_hash_table_lookup (self->reads, entity);

  if (text == NULL)
    {
      text = make_read (self, entity);
      g_hash_table_insert (self->reads, (gpointer) entity, text);
    }
  return text;
}

/* The text is long: to find the statement by it took as long as to bind all of its values. */
static GaStatement *
get_write (GaRows *self, const GaEntity *entity, GError **error)
{
  GaStatement *statement = g_hash_table_lookup (self->writes, entity);
  g_autofree char *text = NULL;

  if (statement != NULL)
    {
      ga_statement_clear (statement);
      return statement;
    }
  text = make_write (self, entity);
  statement = ga_sql_prepare (self->sql, text, error);
  if (statement != NULL)
    g_hash_table_insert (self->writes, (gpointer) entity, statement);
  return statement;
}

static GHashTable *
rows_of (GaRows *self, const GaEntity *entity)
{
  GHashTable *rows = g_hash_table_lookup (self->rows, entity);

  if (rows == NULL)
    {
      rows = g_hash_table_new_full (ga_id_hash, ga_id_equal, g_free, free_stored);
      g_hash_table_insert (self->rows, (gpointer) entity, rows);
    }
  return rows;
}

/* A row is never loaded twice, so that its address stays good. */
static GaStoredRow *
keep (GaRows *self, const GaEntity *entity, const GaId *id)
{
  GaStoredRow *row = g_new0 (GaStoredRow, 1);

  row->row = ga_row_new (entity);
  row->row->id = *id;
  row->stamps = g_new0 (GaFieldStamp, entity->n_fields);
  g_hash_table_insert (rows_of (self, entity), g_memdup2 (id, sizeof *id), row);
  return row;
}

static void
read_row (GaStatement *statement, GaStoredRow *stored)
{
  GaRow *row = stored->row;
  GaFieldStamp last = { 0 };

  stored->was_space = ga_statement_get_integer (statement, 1);
  stored->was_revision = row->revision = ga_statement_get_integer (statement, 2);
  row->by = ga_statement_get_integer (statement, 3);
  row->at = ga_statement_get_integer (statement, 4);
  ga_statement_get_id (statement, 5, &stored->client);
  last = (GaFieldStamp){ row->revision, row->at, stored->client };
  ga_stamps_read (row->entity, ga_statement_get_text (statement, 6), &last, &stored->made,
                  stored->stamps);
  stored->was_gone = stored->gone = ga_statement_get_integer (statement, 7) != 0;
  row->extra = g_strdup (ga_statement_get_text (statement, 8));
  for (guint i = 0; i < row->entity->n_fields; i++)
    ga_statement_get_value (statement, N_READ + (int) i, &row->entity->fields[i], &row->values[i]);
}

typedef struct
{
  GaRows *rows;
  const GaEntity *entity;
} Reading;

static gboolean
read_one (GaStatement *statement, gpointer user_data, GError **error)
{
  const Reading *reading = user_data;
  GaStoredRow *row;
  GaId id;

  ga_statement_get_id (statement, 0, &id);
  row = keep (reading->rows, reading->entity, &id);
  read_row (statement, row);
  return ga_rows_get_space (reading->rows, row->was_space, &row->row->space, error);
}

gboolean
ga_rows_load (GaRows *self, const GaEntity *entity, GHashTable *ids, GError **error)
{
  GHashTable *rows = rows_of (self, entity);
  g_autoptr (GHashTable) unread = g_hash_table_new (ga_id_hash, ga_id_equal);
  Reading reading = { self, entity };
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (rows, id))
      g_hash_table_add (unread, id);
  if (!ga_sql_find_many (self->sql, get_read (self, entity), self->tenant, unread, read_one,
                         &reading, error))
    return FALSE;
  g_hash_table_iter_init (&iter, unread);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (rows, id))
      g_hash_table_insert (rows, g_memdup2 (id, sizeof (GaId)), NULL);
  return TRUE;
}

gboolean
ga_rows_find (
    GaRows *self, const GaEntity *entity, const GaId *id, GaStoredRow **row, GError **error)
{
  GHashTable *rows = rows_of (self, entity);

  if (!g_hash_table_contains (rows, id))
    {
      g_autoptr (GHashTable) ids = g_hash_table_new (ga_id_hash, ga_id_equal);

      g_hash_table_add (ids, (gpointer) id);
      if (!ga_rows_load (self, entity, ids, error))
        return FALSE;
    }
  *row = g_hash_table_lookup (rows, id);
  return TRUE;
}

/* A list holds ids as text. */
static void
bind_referred (GaStatement *statement, const GaValue *value, gboolean lists)
{
  g_autofree char *id = lists ? ga_id_to_string (&value->id) : NULL;
  g_autofree char *pattern = lists ? g_strconcat ("%", id, "%", NULL) : NULL;

  if (lists)
    ga_statement_bind_text (statement, 2, pattern);
  else
    ga_statement_bind_value (statement, 2, value);
}

GArray *
ga_rows_list_referring (GaRows *self,
                        const GaEntity *entity,
                        const char *column,
                        const GaValue *value,
                        gint64 most,
                        GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GaId));
  gboolean lists = ga_entity_get_field (entity, column)->type == GA_FIELD_REFERENCES;
  g_autofree char *text = g_strdup_printf (
      "SELECT id FROM %s WHERE tenant = $1 AND \"%s\" %s $2 AND _gone = 0 LIMIT $3",
      ga_sql_table (self->sql, entity), column, lists ? "LIKE" : "=");
  GaStatement *statement = ga_sql_prepare (self->sql, text, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  ga_statement_bind_integer (statement, 1, self->tenant);
  bind_referred (statement, value, lists);
  ga_statement_bind_integer (statement, 3, most);
  while (TRUE)
    {
      GaId id;

      if (!ga_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&ids);
      if (ga_statement_get_id (statement, 0, &id))
        g_array_append_val (ids, id);
    }
}

GaStoredRow *
ga_rows_add (GaRows *self, const GaEntity *entity, const GaId *id)
{
  return keep (self, entity, id);
}

static gboolean
run_write (GaRows *self, const GaStoredRow *stored, gint64 space, GError **error)
{
  const GaRow *row = stored->row;
  GaFieldStamp last = { row->revision, row->at, stored->client };
  g_autofree char *stamps = ga_stamps_write (row->entity, &last, &stored->made, stored->stamps);
  GaStatement *statement = get_write (self, row->entity, error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->tenant);
  ga_statement_bind_id (statement, 2, &row->id);
  ga_statement_bind_integer (statement, 3, space);
  ga_statement_bind_integer (statement, 4, row->revision);
  ga_statement_bind_integer (statement, 5, row->by);
  ga_statement_bind_integer (statement, 6, row->at);
  ga_statement_bind_id (statement, 7, &stored->client);
  ga_statement_bind_text (statement, 8, stamps);
  ga_statement_bind_integer (statement, 9, stored->gone);
  ga_statement_bind_text (statement, 10, row->extra);
  for (guint i = 0; i < row->entity->n_fields; i++)
    ga_statement_bind_value (statement, N_WRITTEN + 1 + (int) i, &row->values[i]);
  return ga_statement_send (statement, error);
}

/* A row that comes back must not be told to have left. */
static gboolean
mark_left (GaRows *self, const GaStoredRow *stored, gint64 space, GError **error)
{
  GaStatement *statement = ga_sql_prepare (
      self->sql,
      "DELETE FROM left_mark WHERE tenant = $1 AND space = $2 AND entity = $3 AND id = $4 "
      "AND erased = 0",
      error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->tenant);
  ga_statement_bind_integer (statement, 2, space);
  ga_statement_bind_integer (statement, 3, stored->row->entity->number);
  ga_statement_bind_id (statement, 4, &stored->row->id);
  if (!ga_statement_send (statement, error))
    return FALSE;
  if (GA_FLAW (NO_LEFT_MARK))
    return TRUE;
  statement =
      ga_sql_prepare (self->sql,
                      "INSERT INTO left_mark (tenant, space, rev, entity, id, erased) "
                      "VALUES ($1, $2, $3, $4, $5, 0) ON CONFLICT (tenant, space, entity, id) "
                      "DO UPDATE SET rev = excluded.rev WHERE left_mark.erased = 0",
                      error);
  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->tenant);
  ga_statement_bind_integer (statement, 2, stored->was_space);
  ga_statement_bind_integer (statement, 3, stored->row->revision);
  ga_statement_bind_integer (statement, 4, stored->row->entity->number);
  ga_statement_bind_id (statement, 5, &stored->row->id);
  return ga_statement_send (statement, error);
}

static void
move_sum (
    GaRows *self, gint64 space, const GaRow *row, gint64 revision_before, gint64 revision_after)
{
  SumKey key = { space, row->entity };
  GaSpaceSum *sum = g_hash_table_lookup (self->sums, &key);

  if (sum == NULL)
    {
      sum = g_new0 (GaSpaceSum, 1);
      g_hash_table_insert (self->sums, g_memdup2 (&key, sizeof key), sum);
    }
  ga_space_sum_move (sum, &row->id, revision_before, revision_after);
}

gboolean
ga_rows_write (GaRows *self, GaStoredRow *stored, GError **error)
{
  gint64 before = stored->was_gone ? 0 : stored->was_revision;
  gint64 after = stored->gone ? 0 : stored->row->revision;
  gint64 space;

  if (!ga_rows_get_number (self, &stored->row->space, &space, error) ||
      !run_write (self, stored, space, error))
    return FALSE;
  if (stored->was_revision != 0 && stored->was_space != space &&
      !mark_left (self, stored, space, error))
    return FALSE;
  if (stored->gone && GA_FLAW (SUM_OF_DELETED))
    after = stored->row->revision;
  if (before != 0)
    move_sum (self, stored->was_space, stored->row, before, 0);
  if (after != 0)
    move_sum (self, space, stored->row, 0, after);
  stored->was_space = space;
  stored->was_revision = stored->row->revision;
  stored->was_gone = stored->gone;
  return TRUE;
}

gboolean
ga_rows_write_sums (GaRows *self, GError **error)
{
  GHashTableIter iter;
  gpointer at, value;

  g_hash_table_iter_init (&iter, self->sums);
  while (g_hash_table_iter_next (&iter, &at, &value))
    {
      const SumKey *key = at;
      const GaSpaceSum *sum = value;
      /* Neither database has an exclusive or that the other has, too. */
      GaStatement *statement = ga_sql_prepare (
          self->sql,
          "INSERT INTO space_sum (tenant, space, entity, count, sum) VALUES ($1, $2, $3, $4, $5) "
          "ON CONFLICT (tenant, space, entity) DO UPDATE "
          "SET count = space_sum.count + excluded.count, "
          "sum = (space_sum.sum | excluded.sum) & ~(space_sum.sum & excluded.sum)",
          error);

      if (statement == NULL)
        return FALSE;
      ga_statement_bind_integer (statement, 1, self->tenant);
      ga_statement_bind_integer (statement, 2, key->space);
      ga_statement_bind_integer (statement, 3, key->entity->number);
      ga_statement_bind_integer (statement, 4, sum->count);
      ga_statement_bind_integer (statement, 5, (gint64) sum->sum);
      if (!ga_statement_send (statement, error))
        return FALSE;
    }
  g_hash_table_remove_all (self->sums);
  return TRUE;
}

static void
remember (GaRows *self, gint64 number, const GaSpace *space)
{
  g_hash_table_replace (self->numbers, g_memdup2 (space, sizeof *space),
                        g_memdup2 (&number, sizeof number));
  g_hash_table_replace (self->spaces, g_memdup2 (&number, sizeof number),
                        g_memdup2 (space, sizeof *space));
}

/* Numbers are taken in turn, which nobody else does while the tenant is locked. */
static gboolean
make_number (GaRows *self, const GaSpace *space, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (self->sql,
                      "INSERT INTO space (tenant, number, place, target) VALUES ($1, "
                      "(SELECT coalesce(max(number), 0) + 1 FROM space WHERE tenant = $1), $2, $3)",
                      error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->tenant);
  ga_statement_bind_integer (statement, 2, space->place);
  ga_statement_bind_id (statement, 3, &space->target);
  return ga_statement_send (statement, error);
}

gboolean
ga_rows_get_number (GaRows *self, const GaSpace *space, gint64 *number, GError **error)
{
  const gint64 *known = g_hash_table_lookup (self->numbers, space);

  if (known != NULL)
    {
      *number = *known;
      return TRUE;
    }
  if (!ga_space_find_number (self->sql, self->tenant, space, number, error))
    return FALSE;
  if (*number == 0 && (!make_number (self, space, error) ||
                       !ga_space_find_number (self->sql, self->tenant, space, number, error)))
    return FALSE;
  remember (self, *number, space);
  return TRUE;
}

gboolean
ga_rows_get_space (GaRows *self, gint64 number, GaSpace *space, GError **error)
{
  const GaSpace *known = g_hash_table_lookup (self->spaces, &number);
  GaStatement *statement;
  gboolean found = FALSE;

  if (known != NULL)
    {
      *space = *known;
      return TRUE;
    }
  statement = ga_sql_prepare (
      self->sql, "SELECT place, target FROM space WHERE tenant = $1 AND number = $2", error);
  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->tenant);
  ga_statement_bind_integer (statement, 2, number);
  if (!ga_statement_step (statement, &found, error))
    return FALSE;
  *space = (GaSpace){ .place = GA_PLACE_OWN };
  if (!found)
    return TRUE;
  space->place = (GaSpacePlace) ga_statement_get_integer (statement, 0);
  ga_statement_get_id (statement, 1, &space->target);
  ga_statement_reset (statement);
  remember (self, number, space);
  return TRUE;
}

void
ga_stored_row_set (GaStoredRow *self, guint field, const GaValue *value, const GaFieldStamp *stamp)
{
  ga_value_copy (value, &self->row->values[field]);
  self->stamps[field] = *stamp;
}

void
ga_stored_row_touch (GaStoredRow *self, const GaFieldStamp *stamp, gint64 by)
{
  self->row->revision = stamp->revision;
  self->row->at = stamp->time;
  self->row->by = by;
  self->client = stamp->client;
}
