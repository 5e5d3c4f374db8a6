/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/ga-dossier-private.h"

#include "store/ga-permission.h"

G_DEFINE_FINAL_TYPE (GaDossier, ga_dossier, G_TYPE_OBJECT)

static void
ga_dossier_finalize (GObject *object)
{
  GaDossier *self = GA_DOSSIER (object);

  g_clear_object (&self->subject);
  g_free (self->day);
  g_clear_pointer (&self->facts, g_ptr_array_unref);
  g_clear_pointer (&self->organisations, g_ptr_array_unref);
  g_clear_pointer (&self->agreements, g_ptr_array_unref);
  g_clear_pointer (&self->initiatives, g_ptr_array_unref);
  g_clear_pointer (&self->communities, g_ptr_array_unref);
  g_clear_pointer (&self->applications, g_ptr_array_unref);
  g_clear_pointer (&self->investments, g_ptr_array_unref);
  g_clear_pointer (&self->money, g_array_unref);
  g_clear_pointer (&self->hosts, g_ptr_array_unref);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  G_OBJECT_CLASS (ga_dossier_parent_class)->finalize (object);
}

static void
ga_dossier_class_init (GaDossierClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ga_dossier_finalize;
}

static void
ga_dossier_init (GaDossier *self)
{
}

GArray *
ga_dossier_new_ids (void)
{
  return g_array_new (FALSE, FALSE, sizeof (GaId));
}

const GaEntity *
ga_dossier_reading_get_entity (GaDossierReading *self, const char *name)
{
  return ga_schema_get (ga_reader_get_schema (self->reader), name);
}

GPtrArray *
ga_dossier_reading_list (GaDossierReading *self,
                         const char *entity,
                         const char *field,
                         GArray *ids,
                         const char *sort,
                         GError **error)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_dossier_reading_get_entity (self, entity));

  ga_query_where_among (query, field, ids);
  if (sort != NULL)
    ga_query_sort (query, sort);
  return ga_reader_list (self->reader, query, error);
}

static gboolean
add_ids (GaDossierReading *self, GArray *found, const GaQuery *query, GError **error)
{
  g_autoptr (GArray) ids = ga_reader_list_ids (self->reader, query, error);

  if (ids == NULL)
    return FALSE;
  g_array_append_vals (found, ids->data, ids->len);
  return TRUE;
}

gboolean
ga_dossier_reading_add_ids (GaDossierReading *self,
                            GArray *found,
                            const char *entity,
                            const char *field,
                            GArray *ids,
                            GError **error)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_dossier_reading_get_entity (self, entity));

  ga_query_where_among (query, field, ids);
  return add_ids (self, found, query, error);
}

void
ga_dossier_add_references (GArray *found, GPtrArray *records, const char *via)
{
  for (guint i = 0; i < records->len; i++)
    {
      const GaId *id = ga_record_get_reference (records->pdata[i], via);

      if (id != NULL)
        g_array_append_vals (found, id, 1);
    }
}

GHashTable *
ga_dossier_group (GPtrArray *records, const char *via)
{
  GHashTable *groups =
      g_hash_table_new_full (ga_id_hash, ga_id_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < records->len; i++)
    {
      const GaId *id = ga_record_get_reference (records->pdata[i], via);
      GPtrArray *group = id != NULL ? g_hash_table_lookup (groups, id) : NULL;

      if (id == NULL)
        continue;
      if (group == NULL)
        {
          group = g_ptr_array_new_with_free_func (g_object_unref);
          g_hash_table_insert (groups, ga_id_copy (id), group);
        }
      g_ptr_array_add (group, g_object_ref (records->pdata[i]));
    }
  return groups;
}

/* Those that serve the kommune; @kind: (nullable): only such ones. They are few enough to be looked
 * through: a list of kommuner has no index. */
static GaQuery *
ask_who_serves (GaDossierReading *self, const char *kind)
{
  GaQuery *query = ga_query_new (ga_dossier_reading_get_entity (self, "organisation"));
  char id[GA_ID_TEXT_SIZE];

  ga_id_format (ga_record_get_id (self->dossier->subject), id);
  ga_query_where_text (query, "kommuner", GA_CONTAINS, id);
  if (kind != NULL)
    ga_query_where_text (query, "kind", GA_EQUAL, kind);
  return query;
}

/* An organisation of this kind is its kommune under another name. */
static void
find_kommuner (GaDossierReading *self)
{
  const char *text = ga_record_get_text (self->dossier->subject, "kommuner");
  g_auto (GStrv) each = g_strsplit (text != NULL ? text : "", " ", -1);
  GaId id;

  if (!ga_record_is_one_of (self->dossier->subject, "kind", "kommune"))
    return;
  for (guint i = 0; each[i] != NULL; i++)
    if (ga_id_parse (each[i], &id))
      g_array_append_val (self->here, id);
}

static gboolean
find_own (GaDossierReading *self, GError **error)
{
  g_autoptr (GaQuery) query = NULL;

  if (!self->dossier->is_kommune)
    {
      g_array_append_vals (self->own, ga_record_get_id (self->dossier->subject), 1);
      find_kommuner (self);
      return TRUE;
    }
  g_array_append_vals (self->here, ga_record_get_id (self->dossier->subject), 1);
  query = ask_who_serves (self, "kommune");
  return add_ids (self, self->own, query, error);
}

static gboolean
list_organisations (GaDossierReading *self, GError **error)
{
  g_autoptr (GaQuery) query = NULL;

  if (self->dossier->is_kommune)
    query = ask_who_serves (self, NULL);
  else
    {
      query = ga_query_new (ga_dossier_reading_get_entity (self, "organisation"));
      ga_query_where_id (query, "parent", ga_record_get_id (self->dossier->subject));
    }
  self->dossier->organisations = ga_reader_list (self->reader, query, error);
  return self->dossier->organisations != NULL;
}

/* What the record says itself, with the names of what it refers to. */
static void
read_facts (GaDossierReading *self)
{
  GaDossier *dossier = self->dossier;
  const GaEntity *entity = ga_record_get_entity (dossier->subject);
  static const char *const without[] = { "name", "kind", "latitude", "longitude", NULL };

  dossier->facts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const char *name = entity->fields[i].name;
      char *value;

      if (g_strv_contains (without, name) || !ga_record_has (dossier->subject, name))
        continue;
      value = ga_reader_display (self->reader, dossier->subject, name);
      g_ptr_array_add (dossier->facts, g_strdup (ga_field_get_label (&entity->fields[i])));
      g_ptr_array_add (dossier->facts, value);
    }
}

static void
clear_reading (GaDossierReading *self)
{
  g_clear_object (&self->dossier);
  g_array_unref (self->own);
  g_array_unref (self->here);
  g_array_unref (self->agreements);
  g_array_unref (self->initiatives);
  g_array_unref (self->communities);
}

GaDossier *
ga_dossier_read (
    GaReader *reader, const GaEntity *entity, const GaId *id, const char *today, GError **error)
{
  GaDossierReading reading = { g_object_new (GA_TYPE_DOSSIER, NULL),
                               reader,
                               ga_dossier_new_ids (),
                               ga_dossier_new_ids (),
                               ga_dossier_new_ids (),
                               ga_dossier_new_ids (),
                               ga_dossier_new_ids () };
  GaDossier *dossier = reading.dossier;
  GaDossier *answer = NULL;

  g_return_val_if_fail (GA_IS_READER (reader), NULL);

  dossier->subject = ga_reader_find (reader, entity, id, error);
  dossier->is_kommune = g_str_equal (entity->name, "kommune");
  dossier->sees_names = ga_reader_sees_names (reader);
  dossier->day = g_strdup (today);
  if (dossier->subject != NULL && find_own (&reading, error) &&
      list_organisations (&reading, error) && ga_dossier_read_agreements (&reading, error) &&
      ga_dossier_read_communities (&reading, error) && ga_dossier_read_money (&reading, error) &&
      ga_dossier_read_people (&reading, error))
    {
      read_facts (&reading);
      answer = g_object_ref (dossier);
    }
  clear_reading (&reading);
  return answer;
}
