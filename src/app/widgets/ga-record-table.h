/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/ga-id.h"

G_BEGIN_DECLS

/**
 * GaRecordTable:
 *
 * Records as a table, sorted by the heading that is clicked or as it is told. A row opens its
 * record. Where it is narrow, columns that can be spared make room for the others; a row is read as
 * a whole all the same. Main thread.
 */
#define GA_TYPE_RECORD_TABLE (ga_record_table_get_type ())
G_DECLARE_DERIVABLE_TYPE (GaRecordTable, ga_record_table, GA, RECORD_TABLE, GtkWidget)

/**
 * GaRecordColumn:
 * @numeric: whether it stands to the right
 * @largest_first: how it is sorted when it is told
 * @letters: it is shown where the table has room for so many
 */
typedef struct
{
  gboolean numeric;
  gboolean largest_first;
  int letters;
} GaRecordColumn;

/**
 * GaRecordTableClass:
 * @entity: the name of what a row opens
 * @name: msgid: what the table is called
 * @columns, @n_columns: in their order
 * @least_rows: it has room for so many at least, even if there are fewer
 * @get_heading: of a column, translated
 * @get_id: of an item of the model
 * @tell: (transfer full): what stands in a column
 * @compare: below 0 where @a stands before @b by a column
 */
struct _GaRecordTableClass
{
  GtkWidgetClass parent_class;

  const char *entity;
  const char *name;
  const GaRecordColumn *columns;
  int n_columns;
  guint least_rows;
  const char *(*get_heading) (int column);
  const GaId *(*get_id) (gpointer item);
  char *(*tell) (GaRecordTable *self, gpointer item, int column);
  int (*compare) (gconstpointer a, gconstpointer b, int column);
};

void ga_record_table_set_model (GaRecordTable *self, GListModel *items);
gboolean ga_record_table_focus (GaRecordTable *self, const GaId *id);
void ga_record_table_sort (GaRecordTable *self, int column);

G_END_DECLS
