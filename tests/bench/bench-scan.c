/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "sync/ga-pull.h"

/* Reading the rows of a first sync, without keeping them, beside merely validating the same bytes.
 */

#define ROWS     100000
#define MEASURED 11

static void
fill_row (GaRow *row, guint n)
{
  const GaEntity *entity = row->entity;

  row->id = ga_id_new ();
  row->revision = n + 1;
  row->by = 3;
  row->at = G_GINT64_CONSTANT (1790000000000000) + n;
  for (guint i = 0; i < entity->n_fields; i++)
    {
      GaId id = ga_id_new ();

      if (entity->fields[i].type == GA_FIELD_REFERENCE)
        ga_value_set_id (&row->values[i], &id);
      else if (ga_field_is_number (&entity->fields[i]) || entity->fields[i].type == GA_FIELD_FLAG)
        ga_value_set_integer (&row->values[i], n % 2);
      else if (i % 2 == 0)
        ga_value_set_text (&row->values[i], "Gåtur på Ærø");
    }
}

static GString *
write_answer (GaSchema *schema, guint n_rows)
{
  GString *lines = g_string_new (NULL);
  const GaEntity *entity = ga_schema_get (schema, "attendance");
  g_autoptr (GaRow) row = ga_row_new (entity);
  GaSpace space = { .place = GA_PLACE_NATIONAL };
  GaPullHead head = { .head = n_rows, .epoch = 1 };
  GaSpaceSum sum = { .count = n_rows };

  ga_pull_append_head (lines, &head);
  ga_pull_append_space (lines, &space, TRUE);
  ga_pull_append_rows (lines, entity, NULL);
  for (guint i = 0; i < n_rows; i++)
    {
      ga_row_clear_values (row);
      fill_row (row, i);
      ga_pull_append_row (lines, row, NULL);
      if ((i + 1) % GA_PULL_PAGE_ROWS == 0)
        ga_pull_append_page (lines, "1");
    }
  ga_pull_append_end (lines, "1", &sum);
  ga_pull_append_more (lines, FALSE);
  return lines;
}

static gboolean
row_cb (GaRow *row, gpointer user_data, GError **error)
{
  ++*(guint *) user_data;
  return TRUE;
}

static void
read_answer (GaSchema *schema, const GString *lines)
{
  static const GaPullHandler handler = { .row = row_cb };
  g_autoptr (GError) error = NULL;
  guint n_rows = 0;
  gboolean more;

  if (!ga_pull_read_answer (schema, lines->str, lines->len, &handler, &n_rows, &more, &error))
    g_error ("%s", error->message);
  if (n_rows == 0)
    g_error ("No row was read");
}

static void
validate (GaSchema *schema, const GString *lines)
{
  if (!g_utf8_validate_len (lines->str, lines->len, NULL))
    g_error ("Not UTF-8");
}

static double
measure (GaSchema *schema, const GString *lines, void (*body) (GaSchema *, const GString *))
{
  gint64 start = g_get_monotonic_time ();

  body (schema, lines);
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return left < right ? -1 : left > right;
}

static double
median (double *values)
{
  qsort (values, MEASURED, sizeof *values, compare);
  return values[MEASURED / 2];
}

int
main (void)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GString) lines = write_answer (schema, ROWS);
  double ours[MEASURED], theirs[MEASURED], milliseconds;

  for (guint i = 0; i < MEASURED; i++)
    {
      ours[i] = measure (schema, lines, read_answer);
      theirs[i] = measure (schema, lines, validate);
    }
  milliseconds = median (ours);
  printf ("100,000 rows of a pull, read at %.0f MB/s\t%.1f\t%.1f\tms\t10x\n",
          (double) lines->len / milliseconds / 1000, milliseconds, median (theirs));
  return 0;
}
