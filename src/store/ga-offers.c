/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-offers.h"

#include "store/ga-logged.h"
#include "store/ga-reader-private.h"

/* @kind: of the conflicts; what was refused here and what others handed over do not mix
 * @seen: ids of records that were looked at
 * @needed: what was found */
typedef struct
{
  GaReader *reader;
  const char *kind;
  GHashTable *seen;
  GPtrArray *needed;
} Search;

static gboolean add_needed (Search *self, const GaEntity *entity, const char *id, GError **error);

static gboolean
set_fields (GaRecord *record, const char *fields, GError **error)
{
  const GaEntity *entity = ga_record_get_entity (record);
  g_autoptr (JsonNode) node = ga_logged_parse (fields, error);
  JsonObject *object = node != NULL ? json_node_get_object (node) : NULL;

  for (guint i = 0; object != NULL && i < entity->n_fields; i++)
    {
      g_auto (GaValue) value = { 0 };

      if (!json_object_has_member (object, entity->fields[i].name))
        continue;
      ga_logged_value (&entity->fields[i], json_object_get_member (object, entity->fields[i].name),
                       &value);
      ga_record_set (record, entity->fields[i].name, &value);
    }
  return object != NULL;
}

const char *
ga_conflict_get_lost (const GaRecord *conflict)
{
  return ga_record_get_text (conflict, ga_record_has (conflict, "lost") ? "lost" : "lost_personal");
}

GaRecord *
ga_offer_read (GaReader *reader, const GaRecord *conflict, GError **error)
{
  const char *subject = ga_record_get_text (conflict, "subject");
  const char *fields = ga_conflict_get_lost (conflict);
  const GaEntity *entity =
      subject != NULL ? ga_schema_get (ga_reader_get_schema (reader), subject) : NULL;
  g_autoptr (GaRecord) record = NULL;
  g_autoptr (GError) local = NULL;
  GaId id;

  if (entity == NULL || fields == NULL || ga_record_has (conflict, "field") ||
      !ga_id_parse (ga_record_get_text (conflict, "record"), &id))
    return NULL;
  record = ga_reader_find_any (reader, entity, &id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (record == NULL)
    record = ga_record_new_blank (entity, &id);
  return set_fields (record, fields, error) ? g_steal_pointer (&record) : NULL;
}

/* (transfer full) (nullable): the conflict that offers a record */
static GaRecord *
find_offer (Search *self, const GaEntity *entity, const char *id, GError **error)
{
  g_autoptr (GaQuery) query =
      ga_query_new (ga_schema_get (ga_reader_get_schema (self->reader), "conflict"));
  g_autoptr (GPtrArray) found = NULL;

  ga_query_where_text (query, "record", GA_EQUAL, id);
  ga_query_where_text (query, "subject", GA_EQUAL, entity->name);
  ga_query_where_text (query, "kind", GA_EQUAL, self->kind);
  ga_query_where_text (query, "state", GA_EQUAL, "open");
  found = ga_reader_list (self->reader, query, error);
  for (guint i = 0; found != NULL && i < found->len; i++)
    if (!ga_record_has (found->pdata[i], "field") && ga_conflict_get_lost (found->pdata[i]) != NULL)
      return g_object_ref (found->pdata[i]);
  return NULL;
}

static gboolean
add_targets (Search *self, const GaField *field, const GaValue *value, GError **error)
{
  const GaEntity *target = field->target != NULL
                               ? ga_schema_get (ga_reader_get_schema (self->reader), field->target)
                               : NULL;
  g_auto (GStrv) ids = NULL;

  if (target == NULL || value->kind == GA_VALUE_NONE)
    return TRUE;
  if (value->kind == GA_VALUE_ID)
    {
      g_autofree char *id = ga_id_to_string (&value->id);

      return add_needed (self, target, id, error);
    }
  ids = g_strsplit (value->text, " ", -1);
  for (guint i = 0; ids[i] != NULL; i++)
    if (!add_needed (self, target, ids[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
add_targets_of (Search *self, const GaRecord *record, GError **error)
{
  const GaEntity *entity = ga_record_get_entity (record);

  for (guint i = 0; i < entity->n_fields; i++)
    if (!add_targets (self, &entity->fields[i], ga_record_get_nth (record, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
add_needed (Search *self, const GaEntity *entity, const char *id, GError **error)
{
  g_autoptr (GaRecord) here = NULL;
  g_autoptr (GaRecord) offer = NULL;
  g_autoptr (GaRecord) record = NULL;
  g_autoptr (GError) local = NULL;
  GaId parsed;

  if (!ga_id_parse (id, &parsed) || !g_hash_table_add (self->seen, g_strdup (id)))
    return TRUE;
  here = ga_reader_find_any (self->reader, entity, &parsed, &local);
  if (here != NULL)
    return TRUE;
  offer = local == NULL ? find_offer (self, entity, id, &local) : NULL;
  record = offer != NULL ? ga_offer_read (self->reader, offer, &local) : NULL;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (record == NULL)
    return TRUE;
  if (!add_targets_of (self, record, error))
    return FALSE;
  g_ptr_array_add (self->needed, g_steal_pointer (&offer));
  return TRUE;
}

/* The record itself, and what the value of one of its fields refers to. */
static gboolean
add_for_field (Search *self, const GaRecord *conflict, const GaEntity *entity, GError **error)
{
  const GaField *field = ga_entity_get_field (entity, ga_record_get_text (conflict, "field"));
  const char *lost = ga_conflict_get_lost (conflict);
  g_autoptr (JsonNode) node = lost != NULL ? json_from_string (lost, NULL) : NULL;
  g_auto (GaValue) value = { 0 };

  if (field != NULL && node != NULL && JSON_NODE_HOLDS_VALUE (node))
    ga_logged_value (field, node, &value);
  return add_needed (self, entity, ga_record_get_text (conflict, "record"), error) &&
         (field == NULL || add_targets (self, field, &value, error));
}

static gboolean
search (Search *self, const GaRecord *conflict, GError **error)
{
  const GaEntity *entity =
      ga_schema_get (ga_reader_get_schema (self->reader), ga_record_get_text (conflict, "subject"));
  g_autoptr (GError) local = NULL;
  g_autoptr (GaRecord) record = NULL;

  if (entity != NULL && ga_record_has (conflict, "field"))
    return add_for_field (self, conflict, entity, error);
  record = ga_offer_read (self->reader, conflict, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (record == NULL)
    return TRUE;
  g_hash_table_add (self->seen, ga_id_to_string (ga_record_get_id (record)));
  return add_targets_of (self, record, error);
}

GPtrArray *
ga_offers_list_needed (GaReader *reader, const GaRecord *conflict, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) needed = g_ptr_array_new_with_free_func (g_object_unref);
  Search self = { reader, ga_record_get_text (conflict, "kind"), seen, needed };

  return search (&self, conflict, error) ? g_steal_pointer (&needed) : NULL;
}
