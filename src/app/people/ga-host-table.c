/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/people/ga-host-table.h"

#include <glib/gi18n-lib.h>

struct _GaHostTable
{
  GaRecordTable parent_instance;
};

G_DEFINE_FINAL_TYPE (GaHostTable, ga_host_table, GA_TYPE_RECORD_TABLE)

/* Who it is, how far they are and when they last led a walk are the last to be spared. */
static const GaRecordColumn columns[GA_HOST_N_COLUMNS] = {
  [GA_HOST_SINCE] = { .numeric = TRUE, .largest_first = TRUE, .letters = 96 },
  [GA_HOST_SOURCE] = { .letters = 120 },
  [GA_HOST_COMMUNITIES] = { .letters = 80 },
  [GA_HOST_LED] = { .numeric = TRUE, .letters = 56 },
};

static const char *
get_heading (int column)
{
  return ga_host_column_get_label ((GaHostColumn) column);
}

static const GaId *
get_id (gpointer item)
{
  return &GA_HOST (item)->id;
}

static char *
tell (GaRecordTable *table, gpointer item, int column)
{
  return ga_host_tell (item, (GaHostColumn) column);
}

static int
compare (gconstpointer a, gconstpointer b, int column)
{
  return ga_host_compare (a, b, (GaHostColumn) column);
}

static void
ga_host_table_class_init (GaHostTableClass *klass)
{
  GaRecordTableClass *table_class = GA_RECORD_TABLE_CLASS (klass);

  table_class->entity = "person";
  table_class->name = N_ ("Hosts");
  table_class->columns = columns;
  table_class->n_columns = GA_HOST_N_COLUMNS;
  table_class->least_rows = G_MAXUINT;
  table_class->get_heading = get_heading;
  table_class->get_id = get_id;
  table_class->tell = tell;
  table_class->compare = compare;
}

static void
ga_host_table_init (GaHostTable *self)
{
}
