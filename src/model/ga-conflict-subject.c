/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-conflict-subject.h"

#include <string.h>

#include "model/ga-json-object.h"

gboolean
ga_conflict_find_subject (GaSchema *schema,
                          const GaRecord *conflict,
                          const GaEntity **entity,
                          GaId *id)
{
  const char *subject = ga_record_get_text (conflict, "subject");
  const char *record = ga_record_get_text (conflict, "record");

  *entity = subject != NULL ? ga_schema_get (schema, subject) : NULL;
  /* About a decision nothing is decided. */
  return *entity != NULL && *entity != ga_record_get_entity (conflict) && record != NULL &&
         ga_id_parse (record, id);
}

static void
take_reference (GaRecord *subject, const GaField *field, JsonObject *fields)
{
  JsonNode *node = json_object_get_member (fields, field->name);
  GaId id;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
      json_node_get_value_type (node) == G_TYPE_STRING &&
      ga_id_parse (json_node_get_string (node), &id))
    ga_record_set_reference (subject, field->name, &id);
}

GaRecord *
ga_conflict_make_subject (const GaRecord *conflict, const GaEntity *entity, const GaId *id)
{
  GaRecord *subject = ga_record_new_blank (entity, id);
  const char *whole =
      ga_record_has (conflict, "field") ? NULL : ga_record_get_text (conflict, "lost_personal");
  g_autoptr (JsonNode) node =
      whole != NULL ? ga_json_object_read (whole, strlen (whole), NULL) : NULL;

  for (guint i = 0; node != NULL && i < entity->n_fields; i++)
    if (entity->fields[i].type == GA_FIELD_REFERENCE)
      take_reference (subject, &entity->fields[i], json_node_get_object (node));
  return subject;
}
