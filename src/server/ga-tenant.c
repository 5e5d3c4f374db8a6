/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "exchange/ga-register.h"
#include "server/ga-accounts-private.h"
#include "server/ga-life.h"
#include "server/ga-server-rows.h"

static gboolean
check_name (GaSql *sql, const char *organisation, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql, "SELECT number FROM tenant WHERE organisation = $1", error);
  gboolean found;
  gint64 number;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_text (statement, 1, organisation);
  if (!ga_statement_read_integer (statement, &found, &number, error))
    return FALSE;
  if (found)
    g_set_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_NOT_ALLOWED,
                 _ ("“%s” has its place in this database already. Nothing was changed."),
                 organisation);
  return !found;
}

static gboolean
add_tenant (GaSql *sql, gint64 number, const char *organisation, gint64 now, GError **error)
{
  GaId lineage = ga_id_new ();
  GaStatement *statement = ga_sql_prepare (
      sql,
      "INSERT INTO tenant (number, organisation, lineage, epoch, fork, seq, covered, floor, "
      "created) VALUES ($1, $2, $3, 1, 0, 0, 0, 0, $4)",
      error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, number);
  ga_statement_bind_text (statement, 2, organisation);
  ga_statement_bind_id (statement, 3, &lineage);
  ga_statement_bind_integer (statement, 4, now);
  return ga_statement_run (statement, error);
}

/* The two spaces whose numbers are fixed: the next gets the number 3. */
static gboolean
add_spaces (GaSql *sql, gint64 tenant, GError **error)
{
  GaStatement *statement = ga_sql_prepare (
      sql, "INSERT INTO space (tenant, number, place) VALUES ($1, 1, 1), ($1, 2, 2)", error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  return ga_statement_run (statement, error);
}

static gboolean
add_kommune (GaRows *rows, const GaRecord *record, gint64 revision, gint64 now, GError **error)
{
  const GaEntity *entity = ga_record_get_entity (record);
  GaStoredRow *row = ga_rows_add (rows, entity, ga_record_get_id (record));
  GaFieldStamp stamp = { .revision = revision, .time = now };

  row->made = stamp;
  row->row->space.place = GA_PLACE_NATIONAL;
  for (guint i = 0; i < entity->n_fields; i++)
    ga_stored_row_set (row, i, ga_record_get_nth (record, i), &stamp);
  ga_stored_row_touch (row, &stamp, 0);
  return ga_rows_write (rows, row, error);
}

/* The kommuner that everybody knows, with the ids that everybody gives them. */
static gboolean
fill_register (GaSql *sql, GaSchema *schema, gint64 tenant, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) kommuner = ga_register_read (ga_schema_get (schema, "kommune"), error);
  g_autoptr (GaRows) rows = ga_rows_new (sql, schema, tenant);

  if (kommuner == NULL)
    return FALSE;
  for (guint i = 0; i < kommuner->len; i++)
    if (!add_kommune (rows, g_ptr_array_index (kommuner, i), i + 1, now, error))
      return FALSE;
  return ga_rows_write_sums (rows, error) && ga_life_move (sql, tenant, kommuner->len, error);
}

gint64
ga_tenant_create (
    GaSql *sql, GaSchema *schema, const char *organisation, gint64 now, GError **error)
{
  gint64 number;

  return check_name (sql, organisation, error) &&
                 ga_meta_count_up (sql, "tenant", &number, error) &&
                 add_tenant (sql, number, organisation, now, error) &&
                 add_spaces (sql, number, error) && fill_register (sql, schema, number, now, error)
             ? number
             : 0;
}

gboolean
ga_tenant_lock (GaSql *sql, gint64 tenant, GError **error)
{
  GaLife life;

  return ga_life_load (sql, tenant, TRUE, &life, error);
}
