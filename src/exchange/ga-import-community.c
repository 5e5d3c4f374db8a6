/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/ga-import-private.h"
#include "model/ga-distance.h"

/* Communities come with their places, and often without their kommune. */

#define SAME_PLACE_METRES 50.0
#define OFFERED           3

/* Millionths of a degree; nowhere in the two countries is either less than SAME_PLACE_METRES. */
#define CELL_LATITUDE  1000
#define CELL_LONGITUDE 2000

static const GaImportColumn *
find_column (GaImportReading *self, const char *field, const char *const *cells, const char **cell)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const GaImportColumn *column = &g_array_index (self->columns, GaImportColumn, i);

      if (column->field == NULL || !g_str_equal (column->field->name, field) || cells[i] == NULL ||
          cells[i][strspn (cells[i], " \t\n")] == '\0')
        continue;
      *cell = cells[i];
      return column;
    }
  return NULL;
}

/* The fields of the place that stand in columns of their own. */
static void
read_venue_cells (GaImportReading *self,
                  GaImportRow *row,
                  GaRecord *venue,
                  const char *const *cells)
{
  static const char *const names[] = { "latitude", "longitude", "address" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *cell = NULL;
      const GaImportColumn *column = find_column (self, names[i], cells, &cell);
      g_autoptr (GError) problem = NULL;
      g_auto (GaValue) value = { 0 };

      if (column == NULL)
        continue;
      if (ga_import_row_fits (self, column, &problem) &&
          ga_value_parse (column->field, cell, &value, &problem) &&
          ga_value_check (column->field, &value, &problem))
        ga_record_set (venue, names[i], &value);
      else
        ga_import_row_complain (self, row, column->field, cell, problem);
    }
}

static gboolean
has_position (const GaRecord *venue)
{
  return ga_record_has (venue, "latitude") && ga_record_has (venue, "longitude");
}

static gboolean
are_same_place (const GaRecord *a, const GaRecord *b)
{
  if (has_position (a) && has_position (b))
    return ga_metres_between (ga_record_get_integer (a, "latitude"),
                              ga_record_get_integer (a, "longitude"),
                              ga_record_get_integer (b, "latitude"),
                              ga_record_get_integer (b, "longitude")) <= SAME_PLACE_METRES;
  return g_strcmp0 (ga_record_get_text (a, "name"), ga_record_get_text (b, "name")) == 0 &&
         ga_value_equal (ga_record_get (a, "kommune"), ga_record_get (b, "kommune"));
}

/* Places are looked up by name and kommune, and by the cell of a grid: of ten thousand of them few
 * need to be compared. */
static char *
key_of_name (const GaRecord *venue)
{
  const GaId *kommune = ga_record_get_reference (venue, "kommune");
  char id[GA_ID_TEXT_SIZE] = "";

  if (kommune != NULL)
    ga_id_format (kommune, id);
  return g_strdup_printf ("%s %s", id, ga_record_get_text (venue, "name"));
}

static char *
key_of_cell (const GaRecord *venue, int north, int east)
{
  return g_strdup_printf ("@%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT,
                          ga_record_get_integer (venue, "latitude") / CELL_LATITUDE + north,
                          ga_record_get_integer (venue, "longitude") / CELL_LONGITUDE + east);
}

static GaRecord *
find_place (GaImportReading *self, const GaRecord *venue, char *key)
{
  g_autofree char *owned = key;
  GPtrArray *places = g_hash_table_lookup (self->venues, key);

  for (guint i = 0; places != NULL && i < places->len; i++)
    if (are_same_place (venue, places->pdata[i]))
      return places->pdata[i];
  return NULL;
}

static GaRecord *
find_brought (GaImportReading *self, const GaRecord *venue)
{
  GaRecord *found = find_place (self, venue, key_of_name (venue));

  for (int north = -1; has_position (venue) && north <= 1; north++)
    for (int east = -1; found == NULL && east <= 1; east++)
      found = find_place (self, venue, key_of_cell (venue, north, east));
  return found;
}

static void
remember_place (GaImportReading *self, GaRecord *venue, char *key)
{
  GPtrArray *places = g_hash_table_lookup (self->venues, key);

  if (places == NULL)
    {
      places = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (self->venues, g_strdup (key), places);
    }
  g_ptr_array_add (places, g_object_ref (venue));
  g_free (key);
}

/* A place that an earlier row brings, or this one: written with the first row that needs it. */
static void
bring_venue (GaImportReading *self, GaImportRow *row, GaRecord *venue)
{
  GaRecord *brought = find_brought (self, venue);

  row->venue = g_object_ref (brought != NULL ? brought : venue);
  if (brought != NULL)
    return;
  remember_place (self, venue, key_of_name (venue));
  if (has_position (venue))
    remember_place (self, venue, key_of_cell (venue, 0, 0));
}

/* The places of the profile that the row may mean. */
static GPtrArray *
list_venues (GaImportReading *self, const GaRecord *venue, GError **error)
{
  if (has_position (venue))
    return ga_reader_same (self->reader, venue, error);
  return ga_reader_resolve (self->reader, ga_record_get_entity (venue),
                            ga_record_get_text (venue, "name"), error);
}

static gboolean
settle_venue (
    GaImportReading *self, GaImportRow *row, GaRecord *venue, const char *place, GError **error)
{
  g_autoptr (GPtrArray) found = list_venues (self, venue, error);
  const GaField *field = ga_entity_get_field (self->entity, "venue");

  if (found == NULL)
    return FALSE;
  if (found->len > 1 && !has_position (venue))
    {
      g_autoptr (GError) problem = g_error_new (
          GA_MODEL_ERROR, GA_MODEL_ERROR_REFERENCE,
          _ ("There are several called “%s”. Write the id of the one you mean."), place);

      ga_import_row_complain (self, row, field, place, problem);
      return TRUE;
    }
  if (found->len == 0)
    bring_venue (self, row, venue);
  ga_record_set_reference (
      row->record, "venue",
      ga_record_get_id (found->len > 0 ? g_ptr_array_index (found, 0) : row->venue));
  ga_import_row_give (self, row, "venue");
  return TRUE;
}

/* The kommune that the words name: those of the place, or else those of the community's name. */
static void
look_for_kommune (GaImportReading *self, GaImportRow *row, const GaRecord *venue, const char *place)
{
  GaKommuneFinder *finder = self->import->kommuner;
  const char *name = ga_record_get_text (row->record, "name");
  const char *country = "DK";
  gboolean several = FALSE;

  row->near = has_position (venue)
                  ? ga_kommune_finder_nearest (finder, ga_record_get_integer (venue, "latitude"),
                                               ga_record_get_integer (venue, "longitude"), OFFERED)
                  : g_array_new (FALSE, FALSE, sizeof (GaNearKommune));
  if (row->near->len > 0)
    country = ga_record_get_text (g_array_index (row->near, GaNearKommune, 0).kommune, "country");
  if (place != NULL)
    row->named = ga_kommune_finder_named_in (finder, country, place, &several);
  if (row->named == NULL && !several && name != NULL)
    row->named = ga_kommune_finder_named_in (finder, country, name, &several);
  if (row->named == NULL)
    return;
  ga_record_set_reference (row->record, "kommune", ga_record_get_id (row->named));
  ga_record_set_integer (row->record, "kommune_proposed", TRUE);
}

/**
 * ga_import_community_place:
 *
 * Finds or brings the place of a community, and proposes its kommune.
 */
gboolean
ga_import_community_place (GaImportReading *self,
                           GaImportRow *row,
                           const char *const *cells,
                           GError **error)
{
  const GaEntity *entity = ga_schema_get (ga_reader_get_schema (self->reader), "venue");
  g_autoptr (GaRecord) venue = ga_record_new (entity);
  const char *cell = NULL, *name;
  const GaImportColumn *column = find_column (self, "venue", cells, &cell);
  g_autofree char *place = column != NULL ? g_strstrip (g_strdup (cell)) : NULL;
  GaId id;

  read_venue_cells (self, row, venue, cells);
  if (!ga_import_row_says (self, row, "kommune"))
    look_for_kommune (self, row, venue, place);
  else
    ga_record_set (venue, "kommune", ga_record_get (row->record, "kommune"));
  name = place != NULL ? place : ga_record_get_text (row->record, "name");
  if (row->bad || name == NULL || (place == NULL && !has_position (venue)))
    return TRUE;
  if (place != NULL && ga_id_parse (place, &id))
    {
      g_autoptr (GError) problem = NULL;

      if (ga_reference_finder_find (self->references, column->field, place, &id, &problem))
        {
          ga_record_set_reference (row->record, "venue", &id);
          ga_import_row_give (self, row, "venue");
        }
      else
        ga_import_row_complain (self, row, column->field, place, problem);
      return TRUE;
    }
  ga_record_set_text (venue, "name", name);
  return settle_venue (self, row, venue, place, error);
}

/**
 * ga_import_community_settle:
 *
 * A community without a kommune is the same one as another of its name at its place: its kommune
 * may have been chosen, or corrected, since it was first imported.
 */
gboolean
ga_import_community_settle (GaImportReading *self, GaImportRow *row, GError **error)
{
  g_autoptr (GaQuery) query = ga_query_new (self->entity);
  g_autoptr (GPtrArray) found = NULL;

  if (row->existing != NULL || row->has_id || row->venue != NULL || row->near == NULL ||
      !ga_record_has (row->record, "name"))
    return TRUE;
  ga_query_where (query, "name", GA_EQUAL, ga_record_get (row->record, "name"));
  found = ga_reader_list (self->reader, query, error);
  for (guint i = 0; found != NULL && row->existing == NULL && i < found->len; i++)
    if (ga_value_equal (ga_record_get (g_ptr_array_index (found, i), "venue"),
                        ga_record_get (row->record, "venue")))
      row->existing = g_object_ref (g_ptr_array_index (found, i));
  return found != NULL;
}

/**
 * ga_import_community_propose:
 *
 * Notes the kommune proposed for a new community, and those that are near.
 */
void
ga_import_community_propose (GaImportReading *self, GaImportRow *row)
{
  const char *named = row->named != NULL ? ga_record_get_text (row->named, "name") : NULL;
  GaProposal proposal = { row->row, g_strdup (ga_record_get_text (row->record, "name")),
                          g_strdup (named), g_array_ref (row->near) };

  g_array_append_val (self->import->proposals, proposal);
}
