/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-server-work.h"

#include "server/ga-database-private.h"
#include "sync/ga-push.h"

#define GA_TYPE_SERVER_WORK (ga_server_work_get_type ())
G_DECLARE_FINAL_TYPE (GaServerWork, ga_server_work, GA, SERVER_WORK, GObject)

struct _GaServerWork
{
  GObject parent;

  GaRows *rows;
};

static void work_init (GaWorkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GaServerWork,
                               ga_server_work,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GA_TYPE_WORK, work_init))

/* Also what is gone: what depends on it stays where it is, or brings it back. */
static gboolean
look_up (GaWork *work, const char *entity, const GaId *id, GaStoredRow **row, GError **error)
{
  GaRows *rows = GA_SERVER_WORK (work)->rows;

  return ga_rows_find (rows, ga_schema_get (ga_rows_get_schema (rows), entity), id, row, error);
}

static GaRecord *
work_find (GaWork *work, const char *entity, const GaId *id, GError **error)
{
  GaStoredRow *row = NULL;

  if (!look_up (work, entity, id, &row, error))
    return NULL;
  if (row != NULL)
    return ga_row_to_record (row->row);
  g_set_error_literal (error, GA_MODEL_ERROR, GA_MODEL_ERROR_REFERENCE,
                       ga_refusal_get_sentence ("reference"));
  return NULL;
}

static GPtrArray *
work_list (GaWork *work, const char *name, const char *field, const GaId *id, GError **error)
{
  GaRows *rows = GA_SERVER_WORK (work)->rows;
  const GaEntity *entity = ga_schema_get (ga_rows_get_schema (rows), name);
  GaValue value = { .kind = GA_VALUE_ID, .id = *id };
  g_autoptr (GArray) ids = ga_rows_list_referring (rows, entity, field, &value, G_MAXINT64, error);
  g_autoptr (GHashTable) wanted = g_hash_table_new (ga_id_hash, ga_id_equal);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    g_hash_table_add (wanted, &g_array_index (ids, GaId, i));
  if (ids == NULL || !ga_rows_load (rows, entity, wanted, error))
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      GaRecord *record = work_find (work, name, &g_array_index (ids, GaId, i), error);

      if (record == NULL)
        return NULL;
      g_ptr_array_add (records, record);
    }
  return g_steal_pointer (&records);
}

/* Of a column, or of one in the table that it leads to. */
static char *
write_condition (GaRows *rows, const GaSum *what, const GaEntity *entity)
{
  g_auto (GStrv) way = g_strsplit (what->via, ".", 2);
  const GaEntity *between;

  if (way[1] == NULL)
    return g_strdup_printf ("\"%s\" = $2", way[0]);
  between = ga_schema_get (ga_rows_get_schema (rows), ga_entity_get_field (entity, way[0])->target);
  return g_strdup_printf ("\"%s\" IN (SELECT id FROM %s WHERE tenant = $1 AND \"%s\" = $2)", way[0],
                          ga_sql_table (ga_rows_get_sql (rows), between), way[1]);
}

static gboolean
work_sum (GaWork *work, const GaSum *what, gint64 *sum, GError **error)
{
  GaRows *rows = GA_SERVER_WORK (work)->rows;
  GaSql *sql = ga_rows_get_sql (rows);
  const GaEntity *entity = ga_schema_get (ga_rows_get_schema (rows), what->entity);
  g_autofree char *condition = write_condition (rows, what, entity);
  g_autofree char *text =
      g_strdup_printf ("SELECT CAST(coalesce(sum(\"%s\"), 0) AS bigint) FROM %s "
                       "WHERE tenant = $1 AND _gone = 0 AND %s%s",
                       what->field, ga_sql_table (sql, entity), condition,
                       what->except != NULL ? " AND id <> $3" : "");
  GaStatement *statement = ga_sql_prepare (sql, text, error);
  gboolean found;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, ga_rows_get_tenant (rows));
  ga_statement_bind_id (statement, 2, what->id);
  if (what->except != NULL)
    ga_statement_bind_id (statement, 3, what->except);
  return ga_statement_read_integer (statement, &found, sum, error);
}

static gboolean
work_get_space (GaWork *work, const char *entity, const GaId *id, GaSpace *space, GError **error)
{
  GaStoredRow *row = NULL;

  if (!look_up (work, entity, id, &row, error))
    return FALSE;
  *space = (GaSpace){ .place = GA_PLACE_OWN };
  if (row != NULL)
    *space = row->row->space;
  return TRUE;
}

static void
work_init (GaWorkInterface *iface)
{
  iface->find = work_find;
  iface->list = work_list;
  iface->sum = work_sum;
  iface->get_space = work_get_space;
}

static void
ga_server_work_class_init (GaServerWorkClass *klass)
{
}

static void
ga_server_work_init (GaServerWork *self)
{
}

GaWork *
ga_server_work_new (GaRows *rows)
{
  GaServerWork *self = g_object_new (GA_TYPE_SERVER_WORK, NULL);

  self->rows = rows;
  return GA_WORK (self);
}
