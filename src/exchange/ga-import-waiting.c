/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-import-private.h"

/* An organisation may stand in a file before the one that it is part of. Its row waits until the
 * others are read, so that records are also written in an order in which each finds its own. */

struct _GaWaitingRow
{
  guint number;
  GPtrArray *cells;
  GByteArray *kinds; /* (nullable) */
};

static GaWaitingRow *
waiting_row_new (GaImportReading *self, guint number, const char *const *cells)
{
  GaWaitingRow *row = g_new0 (GaWaitingRow, 1);

  row->number = number;
  row->cells = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->columns->len; i++)
    g_ptr_array_add (row->cells, g_strdup (cells[i]));
  if (self->kinds != NULL)
    {
      row->kinds = g_byte_array_new ();
      g_byte_array_append (row->kinds, self->kinds, self->columns->len);
    }
  return row;
}

/* Whether a cell refers to a record of the entity itself that is not there. */
static gboolean
lacks_another (GaImportReading *self, const GaImportColumn *column, const char *cell)
{
  g_autofree char *text = NULL;
  GaId id;

  if (column->kind != GA_COLUMN_FIELD || column->field->type != GA_FIELD_REFERENCE ||
      !g_str_equal (column->field->target, self->entity->name) || cell == NULL)
    return FALSE;
  text = g_strstrip (g_strdup (cell));
  return *text != '\0' &&
         !ga_reference_finder_find (self->references, column->field, text, &id, NULL);
}

void
ga_waiting_row_free (GaWaitingRow *row)
{
  g_ptr_array_unref (row->cells);
  g_clear_pointer (&row->kinds, g_byte_array_unref);
  g_free (row);
}

/**
 * ga_import_row_waits:
 *
 * Sets a row aside that refers to one which may come after it.
 *
 * Returns: whether it did
 */
gboolean
ga_import_row_waits (GaImportReading *self, guint number, const char *const *cells)
{
  if (self->waiting == NULL)
    return FALSE;
  for (guint i = 0; i < self->columns->len; i++)
    if (lacks_another (self, &g_array_index (self->columns, GaImportColumn, i), cells[i]))
      {
        g_ptr_array_add (self->waiting, waiting_row_new (self, number, cells));
        return TRUE;
      }
  return FALSE;
}

/**
 * ga_import_read_waiting:
 * @read: reads one row
 *
 * Reads the rows set aside, as often as that lets others be read; what then refers to nothing is a
 * problem.
 */
gboolean
ga_import_read_waiting (GaImportReading *self, GaImportRowFunc read, GError **error)
{
  guint before = G_MAXUINT;

  while (self->waiting != NULL && self->waiting->len > 0)
    {
      g_autoptr (GPtrArray) rows = g_steal_pointer (&self->waiting);
      gboolean helps = rows->len < before;

      before = rows->len;
      if (helps)
        self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) ga_waiting_row_free);
      for (guint i = 0; i < rows->len; i++)
        {
          const GaWaitingRow *row = g_ptr_array_index (rows, i);

          self->kinds = row->kinds != NULL ? row->kinds->data : NULL;
          if (!read (self, row->number, (const char *const *) row->cells->pdata, error))
            return FALSE;
        }
    }
  return TRUE;
}
