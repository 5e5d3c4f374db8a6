/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-carried-rows.h"

#include "server/ga-database-private.h"

/* One value of a row: @bytes, or @value. */
typedef struct
{
  GaValue value;
  GBytes *bytes;
} Cell;

/* A statement being put together, and the columns whose values it takes, in order. */
typedef struct
{
  GString *text;
  GArray *columns;
} Query;

/* @rows: (element-type GArray): of Cell, one for each column of @table, which is of @tables
 * @number: index of the column `number`; -1: there is none */
struct _GaCarriedRows
{
  const GaCarriedKind *kind;
  GPtrArray *tables;
  const GaTable *table;
  GPtrArray *rows;
  int number;
};

static void
query_clear (Query *self)
{
  g_string_free (self->text, TRUE);
  g_array_unref (self->columns);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Query, query_clear)

static void
cell_clear (gpointer data)
{
  Cell *self = data;

  ga_value_clear (&self->value);
  g_clear_pointer (&self->bytes, g_bytes_unref);
}

void
ga_carried_numbers_init (GaCarriedNumbers *self, gint64 tenant)
{
  self->tenant = tenant;
  self->accounts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->computers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

void
ga_carried_numbers_clear (GaCarriedNumbers *self)
{
  g_clear_pointer (&self->accounts, g_hash_table_unref);
  g_clear_pointer (&self->computers, g_hash_table_unref);
}

gint64
ga_carried_find (GHashTable *numbers, gint64 here)
{
  const gint64 *there = g_hash_table_lookup (numbers, &here);

  return there != NULL ? *there : 0;
}

gboolean
ga_carried_try (
    GaSql *before, GaCarriedReadFunc read, gpointer user_data, gboolean *whole, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (ga_sql_savepoint (before, &local) && read (before, user_data, &local) &&
      ga_sql_release (before, &local))
    return TRUE;
  ga_sql_rollback_to (before, NULL);
  if (g_error_matches (local, GA_SQL_ERROR, GA_SQL_ERROR_CORRUPT) ||
      g_error_matches (local, GA_SQL_ERROR, GA_SQL_ERROR_FAILED))
    {
      *whole = FALSE;
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static const GaColumn *
nth_column (GaCarriedRows *self, guint index)
{
  return &g_array_index (self->table->columns, GaColumn, index);
}

/* -1: there is none */
static int
find_column (GaCarriedRows *self, const char *name)
{
  for (guint i = 0; i < self->table->columns->len; i++)
    if (g_str_equal (nth_column (self, i)->name, name))
      return (int) i;
  return -1;
}

GaCarriedRows *
ga_carried_rows_new (GPtrArray *tables, const GaCarriedKind *kind)
{
  GaCarriedRows *self = g_new0 (GaCarriedRows, 1);

  self->kind = kind;
  self->tables = g_ptr_array_ref (tables);
  for (guint i = 0; i < tables->len; i++)
    if (g_str_equal (((GaTable *) g_ptr_array_index (tables, i))->name, kind->table))
      self->table = g_ptr_array_index (tables, i);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->number = find_column (self, "number");
  return self;
}

void
ga_carried_rows_free (GaCarriedRows *self)
{
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->tables);
  g_free (self);
}

static void
read_cell (GaStatement *row, int index, GaColumnType type, Cell *cell)
{
  gconstpointer bytes;
  gsize length = 0;
  GaId id;

  if (ga_statement_is_null (row, index))
    return;
  switch (type)
    {
    case GA_COLUMN_INTEGER:
      ga_value_set_integer (&cell->value, ga_statement_get_integer (row, index));
      break;
    case GA_COLUMN_ID:
      if (ga_statement_get_id (row, index, &id))
        ga_value_set_id (&cell->value, &id);
      break;
    case GA_COLUMN_BYTES:
      bytes = ga_statement_get_bytes (row, index, &length);
      cell->bytes = g_bytes_new (bytes, length);
      break;
    case GA_COLUMN_TEXT:
    default:
      ga_value_set_text (&cell->value, ga_statement_get_text (row, index));
      break;
    }
}

static gboolean
is_none (const Cell *cell)
{
  return cell->bytes == NULL && cell->value.kind == GA_VALUE_NONE;
}

/* Whether each value that must be there is. */
static gboolean
take_row (GaCarriedRows *self, GaStatement *statement)
{
  guint n = self->table->columns->len;
  g_autoptr (GArray) row = g_array_sized_new (FALSE, TRUE, sizeof (Cell), n);

  g_array_set_clear_func (row, cell_clear);
  g_array_set_size (row, n);
  for (guint i = 0; i < n; i++)
    {
      Cell *cell = &g_array_index (row, Cell, i);

      read_cell (statement, (int) i, nth_column (self, i)->type, cell);
      if (is_none (cell) && nth_column (self, i)->required)
        return FALSE;
    }
  g_ptr_array_add (self->rows, g_steal_pointer (&row));
  return TRUE;
}

typedef struct
{
  GaCarriedRows *rows;
  gint64 tenant;
  gboolean whole;
} Reading;

static gboolean
read_cb (GaSql *before, gpointer user_data, GError **error)
{
  Reading *reading = user_data;
  GaCarriedRows *self = reading->rows;
  g_autoptr (GString) text = g_string_new ("SELECT ");
  GaStatement *statement;
  gboolean row = TRUE;

  for (guint i = 0; i < self->table->columns->len; i++)
    g_string_append_printf (text, "%s\"%s\"", i > 0 ? ", " : "", nth_column (self, i)->name);
  g_string_append_printf (text, " FROM \"%s\" WHERE tenant = $1", self->table->name);
  if (self->kind->order != NULL)
    g_string_append_printf (text, " ORDER BY %s", self->kind->order);
  statement = ga_sql_prepare (before, text->str, error);
  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, reading->tenant);
  while (row)
    {
      if (!ga_statement_step (statement, &row, error))
        return FALSE;
      if (row && !take_row (self, statement))
        reading->whole = FALSE;
    }
  return TRUE;
}

gboolean
ga_carried_rows_read (
    GaCarriedRows *self, GaSql *before, gint64 tenant, gboolean *whole, GError **error)
{
  Reading reading = { self, tenant, TRUE };

  if (!ga_carried_try (before, read_cb, &reading, whole, error))
    return FALSE;
  *whole = *whole && reading.whole;
  return TRUE;
}

gint64
ga_carried_rows_find_number (GaCarriedRows *self, const GaId *id)
{
  int column = find_column (self, "id");

  for (guint i = 0; i < self->rows->len; i++)
    {
      GArray *row = g_ptr_array_index (self->rows, i);

      if (ga_id_equal (&g_array_index (row, Cell, column).value.id, id))
        return g_array_index (row, Cell, self->number).value.integer;
    }
  return 0;
}

static void
query_init (Query *self, const char *text)
{
  self->text = g_string_new (text);
  self->columns = g_array_new (FALSE, FALSE, sizeof (guint));
}

/* Adds the parameter that takes the value of the column. */
static void
query_add (Query *self, const char *format, guint column)
{
  g_autofree char *parameter = g_strdup_printf ("$%u", self->columns->len + 1);
  g_autoptr (GString) text = g_string_new (format);

  g_string_replace (text, "$", parameter, 0);
  g_string_append (self->text, text->str);
  g_array_append_val (self->columns, column);
}

static void
query_add_columns (Query *self, GaCarriedRows *rows, const char *list, const char *format)
{
  g_auto (GStrv) names = g_strsplit (list != NULL ? list : "", ",", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GString) text = g_string_new (format);

      g_string_replace (text, "NAME", names[i], 0);
      query_add (self, text->str, (guint) find_column (rows, names[i]));
    }
}

static GaStatement *
query_prepare (const Query *self, GaSql *sql, GArray *row, GError **error)
{
  GaStatement *statement = ga_sql_prepare (sql, self->text->str, error);

  for (guint i = 0; statement != NULL && i < self->columns->len; i++)
    {
      const Cell *cell = &g_array_index (row, Cell, g_array_index (self->columns, guint, i));

      if (cell->bytes != NULL)
        ga_statement_bind_bytes (statement, (int) i + 1, g_bytes_get_data (cell->bytes, NULL),
                                 g_bytes_get_size (cell->bytes));
      else
        ga_statement_bind_value (statement, (int) i + 1, &cell->value);
    }
  return statement;
}

/* The rest of a statement: of the row in the backup. */
static void
query_add_key (Query *self, GaCarriedRows *rows)
{
  query_add_columns (self, rows, "tenant", " WHERE \"NAME\" = $");
  query_add_columns (self, rows, rows->kind->key, " AND \"NAME\" = $");
}

static gboolean
find_row (GaCarriedRows *self, GaSql *sql, GArray *row, gboolean *found, gint64 *n, GError **error)
{
  g_autofree char *text = g_strdup_printf ("SELECT %s FROM \"%s\"",
                                           self->number >= 0 ? "number" : "1", self->table->name);
  g_auto (Query) query = { 0 };
  GaStatement *statement;

  query_init (&query, text);
  query_add_key (&query, self);
  statement = query_prepare (&query, sql, row, error);
  return statement != NULL && ga_statement_read_integer (statement, found, n, error);
}

static gboolean
changes (const GaCarriedKind *kind)
{
  return kind->taken != NULL || kind->first != NULL;
}

static gboolean
change_row (GaCarriedRows *self, GaSql *sql, GArray *row, GError **error)
{
  g_autofree char *text = g_strdup_printf ("UPDATE \"%s\" SET tenant = tenant", self->table->name);
  g_auto (Query) query = { 0 };
  GaStatement *statement;

  query_init (&query, text);
  query_add_columns (&query, self, self->kind->taken, ", \"NAME\" = $");
  query_add_columns (&query, self, self->kind->first, ", \"NAME\" = coalesce(\"NAME\", $)");
  query_add_key (&query, self);
  statement = query_prepare (&query, sql, row, error);
  return statement != NULL && ga_statement_run (statement, error);
}

static gboolean
add_row (GaCarriedRows *self, GaSql *sql, GArray *row, GError **error)
{
  g_auto (Query) query = { 0 };
  GaStatement *statement;

  query_init (&query, "INSERT INTO ");
  g_string_append_printf (query.text, "\"%s\" (", self->table->name);
  for (guint i = 0; i < row->len; i++)
    g_string_append_printf (query.text, "%s\"%s\"", i > 0 ? ", " : "", nth_column (self, i)->name);
  g_string_append (query.text, ") VALUES (");
  for (guint i = 0; i < row->len; i++)
    query_add (&query, i > 0 ? ", $" : "$", i);
  g_string_append (query.text, ")");
  statement = query_prepare (&query, sql, row, error);
  return statement != NULL && ga_statement_run (statement, error);
}

/* (nullable): where what the rows number themselves is kept */
static GHashTable *
find_own_numbers (GaCarriedRows *self, const GaCarriedNumbers *numbers)
{
  return g_str_equal (self->table->name, "account")  ? numbers->accounts
         : g_str_equal (self->table->name, "device") ? numbers->computers
                                                     : NULL;
}

/* Accounts and computers keep theirs, unless somebody else has it by now, of whatever association;
 * other rows come after those that are there. */
static gboolean
choose_number (
    GaCarriedRows *self, GaSql *sql, gboolean keeps, gint64 tenant, gint64 *number, GError **error)
{
  g_autofree char *text =
      keeps ? g_strdup_printf ("SELECT 1 FROM \"%s\" WHERE number = $1", self->table->name)
            : g_strdup_printf ("SELECT coalesce(max(number), 0) + 1 FROM \"%s\" WHERE tenant = $1",
                               self->table->name);
  GaStatement *statement = ga_sql_prepare (sql, text, error);
  gint64 found_number = 0;
  gboolean found;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, keeps ? *number : tenant);
  if (!ga_statement_read_integer (statement, &found, &found_number, error))
    return FALSE;
  if (keeps)
    return !found || ga_meta_count_up (sql, self->table->name, number, error);
  *number = found_number;
  return TRUE;
}

/* Whether all that the row is of is carried. */
static gboolean
map_numbers (GaCarriedRows *self, GArray *row, const GaCarriedNumbers *numbers)
{
  static const char *const accounts[] = { "account", "by", NULL };
  static const char *const computers[] = { "device", "parent", NULL };

  for (guint i = 0; i < row->len; i++)
    {
      const GaColumn *column = nth_column (self, i);
      GaValue *value = &g_array_index (row, Cell, i).value;
      GHashTable *map = g_strv_contains (accounts, column->name)    ? numbers->accounts
                        : g_strv_contains (computers, column->name) ? numbers->computers
                                                                    : NULL;

      /* 0 is whoever runs the server. */
      if (map == NULL || value->kind == GA_VALUE_NONE || value->integer == 0)
        continue;
      value->integer = ga_carried_find (map, value->integer);
      if (value->integer == 0 && column->required)
        return FALSE;
      if (value->integer == 0)
        ga_value_clear (value);
    }
  return TRUE;
}

static gboolean
carry_row (
    GaCarriedRows *self, GaSql *sql, GArray *row, const GaCarriedNumbers *numbers, GError **error)
{
  GHashTable *own = find_own_numbers (self, numbers);
  GaValue *number = self->number >= 0 ? &g_array_index (row, Cell, self->number).value : NULL;
  gint64 before = number != NULL ? number->integer : 0, found_number = 0;
  gboolean found;

  if (!map_numbers (self, row, numbers))
    return TRUE;
  if (!find_row (self, sql, row, &found, &found_number, error))
    return FALSE;
  if (found && number != NULL)
    number->integer = found_number;
  if (found ? changes (self->kind) && !change_row (self, sql, row, error)
            : ((number != NULL && !choose_number (self, sql, own != NULL, numbers->tenant,
                                                  &number->integer, error)) ||
               !add_row (self, sql, row, error)))
    return FALSE;
  if (own != NULL)
    g_hash_table_replace (own, g_memdup2 (&before, sizeof before),
                          g_memdup2 (&number->integer, sizeof number->integer));
  return TRUE;
}

gboolean
ga_carried_rows_apply (GaCarriedRows *self,
                       GaSql *sql,
                       const GaCarriedNumbers *numbers,
                       GError **error)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (!carry_row (self, sql, g_ptr_array_index (self->rows, i), numbers, error))
      return FALSE;
  return TRUE;
}
