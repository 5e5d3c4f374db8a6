/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/ga-exchange-error.h"
#include "exchange/ga-import-private.h"

/* Which column of a file is which field. */

static void
value_free (gpointer value)
{
  ga_value_clear (value);
  g_free (value);
}

void
ga_import_column_clear (GaImportColumn *column)
{
  g_clear_pointer (&column->answers, g_hash_table_unref);
}

/* What --map says of a heading: %NULL nothing, else a field's name, which may be empty. */
static const char *
find_in_map (const char *const *map, const char *heading)
{
  gsize length = strlen (heading);

  for (guint i = 0; map != NULL && map[i] != NULL; i++)
    if (strncmp (map[i], heading, length) == 0 && map[i][length] == '=')
      return map[i] + length + 1;
  return NULL;
}

static gboolean
refuse_field (const GaEntity *entity, const char *name, GError **error)
{
  g_propagate_error (
      error, ga_exchange_error_new (GA_EXCHANGE_ERROR_UNKNOWN_COLUMN, 0, NULL,
                                    /* Translators: %1$s is what a user wrote, %2$s the technical
                                     * name of a kind of record. */
                                    _ ("There is no field “%1$s”. See: gangartctl entities %2$s"),
                                    name, entity->name));
  return FALSE;
}

/* A heading of --map that the file lacks is a mistake that would go unseen. */
static gboolean
check_map (GaImportReading *self, const char *const *map, GError **error)
{
  for (guint i = 0; map != NULL && map[i] != NULL; i++)
    {
      const char *equals = strrchr (map[i], '=');
      g_autofree char *heading =
          equals != NULL ? g_strndup (map[i], (gsize) (equals - map[i])) : g_strdup (map[i]);

      if (equals != NULL && g_strv_contains (self->headings, heading))
        continue;
      g_propagate_error (
          error, ga_exchange_error_new (GA_EXCHANGE_ERROR_UNKNOWN_COLUMN, 0, heading,
                                        _ ("The file has no column “%s”. Write HEADING=FIELD with "
                                           "a heading as it stands in the file."),
                                        heading));
      return FALSE;
    }
  return TRUE;
}

/* `NAME_id` behind the column of the reference itself. */
static gboolean
match_id_beside (GaImportReading *self, const char *heading, GaImportColumn *column)
{
  g_autofree char *name = NULL;
  const GaField *field;

  if (!g_str_has_suffix (heading, "_id"))
    return FALSE;
  name = g_strndup (heading, strlen (heading) - strlen ("_id"));
  field = ga_entity_get_field (self->entity, name);
  for (guint i = 0; field != NULL && i < self->columns->len; i++)
    {
      GaImportColumn *named = &g_array_index (self->columns, GaImportColumn, i);

      if (named->kind != GA_COLUMN_FIELD || named->field != field)
        continue;
      named->beside = self->columns->len + 1;
      column->kind = GA_COLUMN_BESIDE;
      return TRUE;
    }
  return FALSE;
}

/* The columns that the export adds beside references, and those of the place of a community. */
static void
match_beside (GaImportReading *self, const char *heading, GaImportColumn *column)
{
  const GaEntity *venue = ga_schema_get (ga_reader_get_schema (self->reader), "venue");
  const GaField *beside;

  if (g_str_has_suffix (heading, "_title"))
    {
      g_autofree char *name = g_strndup (heading, strlen (heading) - strlen ("_title"));
      const GaField *field = ga_entity_get_field (self->entity, name);

      if (field != NULL && field->target != NULL)
        column->kind = GA_COLUMN_TITLE;
    }
  if (match_id_beside (self, heading, column) || venue == NULL ||
      !g_str_equal (self->entity->name, "community"))
    return;
  beside = ga_entity_match_heading (venue, heading);
  if (beside == NULL ||
      (!g_str_equal (beside->name, "latitude") && !g_str_equal (beside->name, "longitude") &&
       !g_str_equal (beside->name, "address")))
    return;
  column->kind = GA_COLUMN_VENUE;
  column->field = beside;
}

static gboolean
match_one (GaImportReading *self, const char *heading, const char *mapped, GError **error)
{
  GaImportColumn column = { .kind = GA_COLUMN_UNKNOWN };

  if (mapped != NULL && *mapped != '\0')
    {
      column.field = ga_entity_get_field (self->entity, mapped);
      if (column.field == NULL && !g_str_equal (mapped, "id"))
        return refuse_field (self->entity, mapped, error);
    }
  else if (mapped == NULL)
    column.field = ga_entity_match_heading (self->entity, heading);
  if (column.field != NULL)
    {
      column.kind = GA_COLUMN_FIELD;
      column.index = (guint) (column.field - self->entity->fields);
      if (column.field->type == GA_FIELD_CHOICE || column.field->type == GA_FIELD_FLAG)
        column.answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, value_free);
    }
  else if (g_ascii_strcasecmp (heading, "id") == 0 || g_strcmp0 (mapped, "id") == 0)
    column.kind = GA_COLUMN_ID;
  else if (mapped == NULL && *heading != '\0')
    match_beside (self, heading, &column);
  if (column.kind == GA_COLUMN_UNKNOWN && *heading != '\0')
    g_ptr_array_add (self->import->unknown, g_strdup (heading));
  if (column.field != NULL && column.kind == GA_COLUMN_FIELD)
    g_hash_table_insert (self->import->fields, g_strdup (heading), (gpointer) column.field);
  g_array_append_val (self->columns, column);
  return TRUE;
}

/* Two columns for one field: which of them counts nobody could tell. */
static gboolean
check_twice (GaImportReading *self, GError **error)
{
  for (guint i = 0; i < self->columns->len; i++)
    for (guint j = 0; j < i; j++)
      {
        const GaImportColumn *one = &g_array_index (self->columns, GaImportColumn, j);
        const GaImportColumn *two = &g_array_index (self->columns, GaImportColumn, i);

        if (one->field == NULL || one->field != two->field)
          continue;
        g_propagate_error (
            error, ga_exchange_error_new (
                       GA_EXCHANGE_ERROR_DUPLICATE_HEADING, 0, self->headings[i],
                       /* Translators: %3$s is the name of a field. */
                       _ ("The columns “%1$s” and “%2$s” both mean “%3$s”. Take one of them away."),
                       self->headings[j], self->headings[i], ga_field_get_label (one->field)));
        return FALSE;
      }
  return TRUE;
}

static gboolean
refuse_all (GaImportReading *self, GError **error)
{
  g_autoptr (GString) labels = g_string_new (NULL);

  for (guint i = 0; i < self->entity->n_fields; i++)
    if (!(self->entity->fields[i].flags & GA_FIELD_HIDDEN))
      g_string_append_printf (labels, "%s%s", labels->len > 0 ? ", " : "",
                              ga_field_get_label (&self->entity->fields[i]));
  g_propagate_error (
      error, ga_exchange_error_new (GA_EXCHANGE_ERROR_UNKNOWN_COLUMN, 0, NULL,
                                    _ ("No column of the file is known. Expected were columns such "
                                       "as: %s."),
                                    labels->str));
  return FALSE;
}

/**
 * ga_import_columns_match:
 *
 * Fills in what each column is for. A file without records has none.
 */
gboolean
ga_import_columns_match (GaImportReading *self, const char *const *map, GError **error)
{
  gboolean any = FALSE;

  if (self->headings[0] == NULL)
    return TRUE;
  if (!check_map (self, map, error))
    return FALSE;
  for (guint i = 0; self->headings[i] != NULL; i++)
    {
      if (!match_one (self, self->headings[i], find_in_map (map, self->headings[i]), error))
        return FALSE;
      any |= g_array_index (self->columns, GaImportColumn, i).kind == GA_COLUMN_FIELD;
    }
  return any ? check_twice (self, error) : refuse_all (self, error);
}
