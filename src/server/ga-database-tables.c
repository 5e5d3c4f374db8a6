/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-database-tables.h"

#include <string.h>

#include "server/ga-database.h"

/*
 * Columns: name and type, parted by commas; `!` a value is required, `-` counts may not read it,
 * which in front of the table's name holds for all of its columns.
 * Indexes are parted by `;`.
 */
static const struct
{
  const char *name;
  const char *columns;
  const char *key;
  const char *indexes;
} fixed[] = {
  { "-meta", "name text!, value text", "name", NULL },
  { "tenant",
    "number integer!, organisation text!, lineage id!, epoch integer!, fork integer!, "
    "seq integer!, covered integer!, floor integer!, created integer!",
    "number", "UNIQUE organisation" },
  { "space", "tenant integer!, number integer!, place integer!, target id", "tenant,number",
    "UNIQUE tenant,place,target" },
  { "space_sum", "tenant integer!, space integer!, entity integer!, count integer!, sum integer!",
    "tenant,space,entity", NULL },
  { "-history",
    "tenant integer!, rev integer!, entity integer!, id id!, operation integer!, fields text!, "
    "account integer!, client id, number integer!, clock integer!, at integer!",
    "tenant,rev", "tenant,id" },
  { "left_mark",
    "tenant integer!, space integer!, rev integer!, entity integer!, id id!, erased integer!",
    "tenant,space,entity,id", "tenant,space,rev;tenant,rev" },
  { "-milestone", "tenant integer!, at integer!, rev integer!", "tenant,at", NULL },
  { "meeting_total",
    "tenant integer!, meeting id!, space integer!, rev integer!, named integer, health integer!",
    "tenant,meeting", "tenant,space,rev" },
  { "month_total",
    "tenant integer!, community id!, month text!, space integer!, rev integer!, "
    "first_time integer",
    "tenant,community,month", "tenant,space,rev" },
  { "client",
    "tenant integer!, client id!, device integer!, last_number integer!, last_contact integer!, "
    "epoch integer, written integer",
    "tenant,client", NULL },
  { "-receipt", "tenant integer!, client id!, number integer!, digest bytes!, answer bytes!",
    "tenant,client,number", NULL },
  { "-staged", "tenant integer!, client id!, number integer!, digest bytes!, body bytes!",
    "tenant,client,number", NULL },
  { "-quarantine",
    "tenant integer!, number integer!, account integer!, client id!, at integer!, body bytes!, "
    "restored integer",
    "tenant,number", NULL },
  { "account",
    "tenant integer!, number integer!, id id!, -name text, -passphrase text, created integer!, "
    "ended integer",
    "tenant,number", "number;id" },
  { "access", "tenant integer!, account integer!, access text!, place integer!, target id", NULL,
    "tenant,account" },
  { "ended_access",
    "tenant integer!, account integer!, access text!, place integer!, target id, at integer!", NULL,
    "tenant,account" },
  { "device",
    "tenant integer!, number integer!, account integer!, client id!, -name text, "
    "created integer!, last_seen integer!, revoked integer, parent integer, forked integer, "
    "-held text, emptied integer",
    "tenant,number", "tenant,account;tenant,client" },
  { "-token",
    "hash bytes!, tenant integer!, device integer!, kind text!, family integer!, "
    "created integer!, expires integer!, replaced integer",
    "hash", "tenant,device;expires" },
  { "-invitation",
    "hash bytes!, tenant integer!, by integer!, name text, access text!, created integer!, "
    "expires integer!, used integer, account integer",
    "hash", NULL },
  { "-audit",
    "tenant integer!, number integer!, at integer!, account integer!, action text!, subject text, "
    "detail text, hash bytes!",
    "tenant,number", NULL },
  { "-erasure", "tenant integer!, id id!, hash bytes!, at integer!", "tenant,id", NULL },
  { "-file", "tenant integer!, sha text!, account integer!, size integer!, at integer!",
    "tenant,sha,account", "sha" },
};

/* In front of the columns of an index of what is gone alone: there is little of it. */
#define GONE   "GONE "
#define UNIQUE "UNIQUE "

/* What every entity's table has before its fields. What stands in fields that this program does not
 * know may be anybody's name. */
#define ENTITY_COLUMNS                                                                    \
  "tenant integer!, id id!, _space integer!, _rev integer!, _by integer!, _at integer!, " \
  "_client id, _stamps text!, _gone integer!, -_extra text"

static void
column_clear (gpointer data)
{
  g_free (((GaColumn *) data)->name);
}

static void
table_free (gpointer data)
{
  GaTable *self = data;

  g_free (self->name);
  g_array_unref (self->columns);
  g_free (self->key);
  g_ptr_array_unref (self->indexes);
  g_free (self);
}

static void
add_column (GaTable *self, const char *name, GaColumnType type, gboolean required, gboolean counted)
{
  GaColumn column = { g_strdup (name), type, required, counted };

  g_array_append_val (self->columns, column);
}

static GaColumnType
parse_type (const char *text)
{
  switch (text[0])
    {
    case 't':
      return GA_COLUMN_TEXT;
    case 'b':
      return GA_COLUMN_BYTES;
    default:
      return text[1] == 'd' ? GA_COLUMN_ID : GA_COLUMN_INTEGER;
    }
}

static void
add_columns (GaTable *self, const char *list, gboolean counted)
{
  g_auto (GStrv) each = g_strsplit (list, ", ", -1);

  for (guint i = 0; each[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (each[i], " ", 2);
      gboolean hidden = words[0][0] == '-';

      add_column (self, words[0] + (hidden ? 1 : 0), parse_type (words[1]),
                  g_str_has_suffix (words[1], "!"), counted && !hidden);
    }
}

/* `tenant,id` → `"tenant", "id"` */
static char *
quote_columns (const char *list)
{
  g_auto (GStrv) each = g_strsplit (list, ",", -1);
  g_autofree char *joined = g_strjoinv ("\", \"", each);

  return g_strdup_printf ("\"%s\"", joined);
}

static GaTable *
table_new (const char *name, gboolean names)
{
  GaTable *self = g_new0 (GaTable, 1);

  self->name = g_strdup (name);
  self->names = names;
  self->columns = g_array_new (FALSE, FALSE, sizeof (GaColumn));
  g_array_set_clear_func (self->columns, column_clear);
  self->indexes = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static GaColumnType
type_of (const GaField *field)
{
  if (ga_field_is_number (field) || field->type == GA_FIELD_FLAG)
    return GA_COLUMN_INTEGER;
  return field->type == GA_FIELD_REFERENCE ? GA_COLUMN_ID : GA_COLUMN_TEXT;
}

gboolean
ga_entity_is_matched (const GaEntity *entity)
{
  static const char *const matched[] = { "organisation", "person",  "venue",       "route",
                                         "community",    "meeting", "participant", NULL };

  return g_strv_contains (matched, entity->name);
}

GStrv
ga_entity_split_key (const GaEntity *entity, const char *key)
{
  g_auto (GStrv) names = g_strsplit (key, "+", -1);

  for (guint i = 0; names[i] != NULL; i++)
    if (ga_entity_field_index (entity, names[i]) < 0)
      return NULL;
  return g_steal_pointer (&names);
}

/* Whether another index begins with the same columns, and so finds the same. */
static gboolean
is_covered (const GaTable *self, const char *columns)
{
  g_autofree char *beginning = g_strconcat (columns, ",", NULL);

  for (guint i = 0; i < self->indexes->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (self->indexes, i), beginning))
      return TRUE;
  return FALSE;
}

/* To find a record that may be of the same thing. */
static void
add_matching_indexes (GaTable *self, const GaEntity *entity)
{
  for (guint i = 0; entity->same != NULL && entity->same[i] != NULL; i++)
    {
      g_auto (GStrv) names = ga_entity_split_key (entity, entity->same[i]);
      g_autofree char *columns = names != NULL ? g_strjoinv (",", names) : NULL;

      if (columns != NULL)
        g_ptr_array_add (self->indexes, g_strconcat ("tenant,", columns, NULL));
    }
}

static GaTable *
table_new_for_entity (const GaEntity *entity)
{
  gboolean names = ga_entity_is_private (entity);
  GaTable *self = table_new (entity->name, names);

  add_columns (self, ENTITY_COLUMNS, !names);
  self->key = g_strdup ("tenant,id");
  g_ptr_array_add (self->indexes, g_strdup ("tenant,_space,_rev"));
  g_ptr_array_add (self->indexes, g_strdup (GONE "tenant,_rev"));
  if (ga_entity_is_matched (entity))
    add_matching_indexes (self, entity);
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const GaField *field = &entity->fields[i];
      g_autofree char *columns = g_strconcat ("tenant,", field->name, NULL);

      /* Required by the descriptor and not by the table: a row that is gone has no values. */
      add_column (self, field->name, type_of (field), FALSE,
                  !names && !(field->flags & GA_FIELD_PERSONAL));
      if ((field->type == GA_FIELD_REFERENCE || field->flags & GA_FIELD_INDEXED) &&
          !is_covered (self, columns))
        g_ptr_array_add (self->indexes, g_steal_pointer (&columns));
    }
  return self;
}

GPtrArray *
ga_tables_new (GaSchema *schema)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func (table_free);

  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    {
      gboolean hidden = fixed[i].name[0] == '-';
      GaTable *table = table_new (fixed[i].name + (hidden ? 1 : 0), FALSE);
      g_auto (GStrv) indexes =
          g_strsplit (fixed[i].indexes != NULL ? fixed[i].indexes : "", ";", 0);

      add_columns (table, fixed[i].columns, !hidden);
      table->key = g_strdup (fixed[i].key);
      for (guint j = 0; indexes[j] != NULL; j++)
        g_ptr_array_add (table->indexes, g_strdup (indexes[j]));
      g_ptr_array_add (tables, table);
    }
  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    g_ptr_array_add (tables, table_new_for_entity (ga_schema_get_nth (schema, i)));
  return tables;
}

char *
ga_table_quote (const char *name, gboolean names, gboolean postgresql)
{
  if (!names)
    return g_strdup_printf ("\"%s\"", name);
  return g_strdup_printf (postgresql ? "names.\"%s\"" : "\"names.%s\"", name);
}

static char *
describe (const GaColumn *column, gboolean postgresql)
{
  static const char *const types[][2] = {
    [GA_COLUMN_INTEGER] = { "INTEGER", "bigint" },
    /* SQLite compares bytes; so that both sort alike, PostgreSQL does, too. */
    [GA_COLUMN_TEXT] = { "TEXT", "text COLLATE \"C\"" },
    [GA_COLUMN_ID] = { "BLOB", "uuid" },
    [GA_COLUMN_BYTES] = { "BLOB", "bytea" },
  };

  return g_strdup_printf ("\"%s\" %s%s", column->name, types[column->type][postgresql ? 1 : 0],
                          column->required ? " NOT NULL" : "");
}

char *
ga_table_to_sql (const GaTable *self, gboolean postgresql)
{
  g_autofree char *name = ga_table_quote (self->name, self->names, postgresql);
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "CREATE TABLE IF NOT EXISTS %s (", name);
  for (guint i = 0; i < self->columns->len; i++)
    {
      g_autofree char *column = describe (&g_array_index (self->columns, GaColumn, i), postgresql);

      g_string_append_printf (sql, "%s\n  %s", i > 0 ? "," : "", column);
    }
  if (self->key != NULL)
    {
      g_autofree char *key = quote_columns (self->key);

      g_string_append_printf (sql, ",\n  PRIMARY KEY (%s)", key);
    }
  g_string_append (sql, postgresql ? "\n)" : "\n) STRICT");
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

char *
ga_table_name_index (const GaTable *self, guint index)
{
  g_autofree char *suffix =
      g_strdelimit (g_strdup (g_ptr_array_index (self->indexes, index)), ", ", '_');

  return g_strdup_printf ("%s_by_%s", self->name, suffix);
}

char *
ga_table_index_to_sql (const GaTable *self, guint index, gboolean postgresql)
{
  const char *columns = g_ptr_array_index (self->indexes, index);
  gboolean unique = g_str_has_prefix (columns, UNIQUE), gone = g_str_has_prefix (columns, GONE);
  g_autofree char *table = ga_table_quote (self->name, self->names, postgresql);
  g_autofree char *list =
      quote_columns (columns + (unique ? strlen (UNIQUE) : 0) + (gone ? strlen (GONE) : 0));
  g_autofree char *name = ga_table_name_index (self, index);

  return g_strdup_printf ("CREATE %sINDEX IF NOT EXISTS \"%s\" ON %s (%s)%s", unique ? UNIQUE : "",
                          name, table, list, gone ? " WHERE _gone = 1" : "");
}

char *
ga_table_column_to_sql (const GaTable *self, const GaColumn *column, gboolean postgresql)
{
  g_autofree char *table = ga_table_quote (self->name, self->names, postgresql);
  g_autofree char *description = describe (column, postgresql);

  return g_strdup_printf ("ALTER TABLE %s ADD COLUMN %s", table, description);
}

char *
ga_table_grant_to_sql (const GaTable *self)
{
  g_autofree char *table = ga_table_quote (self->name, self->names, TRUE);
  g_autoptr (GString) columns = g_string_new (NULL);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const GaColumn *column = &g_array_index (self->columns, GaColumn, i);

      if (column->counted)
        g_string_append_printf (columns, "%s\"%s\"", columns->len > 0 ? ", " : "", column->name);
    }
  if (columns->len == 0)
    return NULL;
  return g_strdup_printf ("GRANT SELECT (%s) ON %s TO gangart_counts", columns->str, table);
}

GHashTable *
ga_tables_list_readable (GPtrArray *tables)
{
  GHashTable *readable =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);

  for (guint i = 0; i < tables->len; i++)
    {
      const GaTable *table = g_ptr_array_index (tables, i);
      GHashTable *columns = NULL;

      for (guint j = 0; j < table->columns->len; j++)
        {
          const GaColumn *column = &g_array_index (table->columns, GaColumn, j);

          if (!column->counted)
            continue;
          if (columns == NULL)
            {
              columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
              g_hash_table_insert (readable, g_strdup (table->name), columns);
            }
          g_hash_table_add (columns, g_strdup (column->name));
        }
    }
  return readable;
}
