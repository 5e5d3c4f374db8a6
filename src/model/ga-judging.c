/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-judging.h"

#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"

static GaRecord *
find_source (const GaRecord *record, const GaField *field, GaWork *work, GError **error)
{
  return ga_work_find_parent (work, record, field->from, error);
}

gboolean
ga_judging_has_rules (const GaEntity *entity)
{
  for (guint i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].from != NULL)
      return TRUE;
  return entity->judge != NULL || entity->whole != NULL || entity->complete != NULL;
}

gboolean
ga_judging_prepare (GaRecord *record, const GaRecord *before, GaWork *work, GError **error)
{
  const GaEntity *entity = ga_record_get_entity (record);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const GaField *field = &entity->fields[i];
      g_autoptr (GaRecord) source = NULL;

      if (field->from == NULL || ga_record_has (record, field->name))
        continue;
      source = find_source (record, field, work, error);
      if (source == NULL)
        return FALSE;
      ga_record_set (record, field->name, ga_record_get (source, field->name));
    }
  return entity->prepare == NULL || entity->prepare (record, before, work, error);
}

/* The field that people see: a currency is seen with an amount. */
static const char *
get_visible (const GaEntity *entity, const GaField *field)
{
  for (guint i = 0; i < entity->n_fields; i++)
    if (g_strcmp0 (entity->fields[i].currency, field->name) == 0)
      return entity->fields[i].name;
  return field->name;
}

static gboolean
judge_taken (const GaRecord *record,
             const GaRecord *before,
             const GaField *field,
             GaWork *work,
             const char **name,
             GError **error)
{
  const char *visible = get_visible (ga_record_get_entity (record), field);
  g_autoptr (GaRecord) source = NULL;

  if (before != NULL && ga_record_same (record, before, field->name) &&
      ga_record_same (record, before, field->from))
    return TRUE;
  if (before != NULL && ga_record_has (before, field->name) &&
      !ga_record_same (record, before, field->name))
    return ga_entity_refuse (visible, name, error,
                             /* Translators: both are codes of currencies, such as DKK. */
                             _ ("This is counted in %1$s, and cannot be turned into %2$s."),
                             ga_record_get_text (before, field->name),
                             ga_record_get_text (record, field->name));
  source = find_source (record, field, work, error);
  if (source == NULL)
    return FALSE;
  if (ga_record_same (record, source, field->name))
    return TRUE;
  return ga_entity_refuse (visible, name, error,
                           /* Translators: both are codes of currencies, such as DKK. */
                           _ ("This is in %1$s, but the whole round is counted in %2$s."),
                           ga_record_get_text (record, field->name),
                           ga_record_get_text (source, field->name));
}

gboolean
ga_judging_judge (const GaRecord *record,
                  const GaRecord *before,
                  GaWork *work,
                  gboolean complete,
                  const char **field,
                  GError **error)
{
  const GaEntity *entity = ga_record_get_entity (record);

  *field = NULL;
  for (guint i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].from != NULL &&
        !judge_taken (record, before, &entity->fields[i], work, field, error))
      return FALSE;
  return (entity->judge == NULL || entity->judge (record, before, work, field, error)) &&
         (!complete || entity->whole == NULL ||
          entity->whole (record, before, work, field, error)) &&
         (!complete || entity->complete == NULL ||
          entity->complete (record, before, work, field, error));
}
