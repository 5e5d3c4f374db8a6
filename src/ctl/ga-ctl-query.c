/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/ga-ctl-query.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ctl/ga-ctl-resolve.h"
#include "model/ga-date.h"

typedef struct
{
  const char *text;
  GaOperator operator;
} Comparison;

/* The longer ones first. */
static const Comparison comparisons[] = {
  { "!=", GA_NOT_EQUAL },
  { ">=", GA_AT_LEAST },
  { "<", GA_LESS },
  { "=", GA_EQUAL },
};

/* Parts `start>=2026-01-01` into its three. */
static const Comparison *
split (const char *where, char **name, const char **value)
{
  gsize length = strcspn (where, "=!<>");

  for (guint i = 0; i < G_N_ELEMENTS (comparisons); i++)
    if (length > 0 && g_str_has_prefix (where + length, comparisons[i].text))
      {
        *name = g_strndup (where, length);
        *value = where + length + strlen (comparisons[i].text);
        return &comparisons[i];
      }
  return NULL;
}

/* A day asked of a moment means all of that day. */
static gboolean
add_day (GaQuery *query, const GaField *field, GaOperator operator, const char * value)
{
  g_autofree char *day = field->type == GA_FIELD_TIME ? ga_date_parse (value) : NULL;
  g_autofree char *next = NULL;

  if (day == NULL || operator== GA_NOT_EQUAL)
    return FALSE;
  next = ga_date_add_days (day, 1);
  if (operator!= GA_LESS)
    ga_query_where_text (query, field->name, GA_AT_LEAST, day);
  if (operator!= GA_AT_LEAST)
    ga_query_where_text (query, field->name, GA_LESS, operator== GA_LESS ? day : next);
  return TRUE;
}

/* A sentence about a value, after the field it was meant for. */
static gboolean
refuse_value (const GaField *field, const GError *reason, GError **error)
{
  g_set_error (error, reason->domain, reason->code, _ ("%1$s: %2$s"), ga_field_get_label (field),
               reason->message);
  return FALSE;
}

static gboolean
add_reference (GaQuery *query,
               GaReader *reader,
               const GaField *field,
               GaOperator
               operator,
               const char * text,
               GError **error)
{
  g_auto (GaValue) value = { 0 };
  g_autoptr (GError) local = NULL;
  char canonical[GA_ID_TEXT_SIZE];
  GaId id;

  if (!ga_id_parse (text, &id) && !ga_ctl_resolve_field (field, text, &id, reader, &local))
    return refuse_value (field, local, error);
  if (field->type == GA_FIELD_REFERENCE)
    {
      ga_value_set_id (&value, &id);
      ga_query_where (query, field->name, operator, & value);
      return TRUE;
    }
  ga_id_format (&id, canonical);
  ga_query_where_text (query, field->name, operator, canonical);
  return TRUE;
}

static gboolean
add_id (GaQuery *query, const char *text, GError **error)
{
  GaId id;

  if (!ga_id_parse (text, &id))
    {
      g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE,
                   _ ("“%s” is not the id of a record."), text);
      return FALSE;
    }
  ga_query_where_id (query, "id", &id);
  return TRUE;
}

static gboolean
add_value (
    GaQuery *query, const GaField *field, GaOperator operator, const char * text, GError **error)
{
  g_auto (GaValue) value = { 0 };
  g_autoptr (GError) local = NULL;

  if (field->type == GA_FIELD_WORDS)
    {
      ga_query_where_text (query, field->name, operator, text);
      return TRUE;
    }
  if (!ga_value_parse (field, text, &value, &local))
    return refuse_value (field, local, error);
  ga_query_where (query, field->name, operator, & value);
  return TRUE;
}

/* What holds several values has or lacks one; there is no more and less of it. */
static gboolean
find_operator (const GaField *field, GaOperator asked, GaOperator *op, GError **error)
{
  *op = asked;
  if (field->type != GA_FIELD_REFERENCES && field->type != GA_FIELD_WORDS)
    return TRUE;
  *op = asked == GA_EQUAL ? GA_CONTAINS : GA_LACKS;
  if (asked == GA_EQUAL || asked == GA_NOT_EQUAL)
    return TRUE;
  g_set_error (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
               _ ("“%s” holds several values. Compare it with = or !=."), field->name);
  return FALSE;
}

static gboolean
add_where (GaQuery *query, GaReader *reader, const char *where, GError **error)
{
  const GaEntity *entity = ga_query_get_entity (query);
  g_autofree char *name = NULL;
  const char *value = NULL;
  const Comparison *comparison = split (where, &name, &value);
  const GaField *field;
  GaOperator op;

  if (comparison == NULL)
    {
      g_set_error (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                   _ ("“%s” is no condition. Write FIELD=VALUE."), where);
      return FALSE;
    }
  if (g_str_equal (name, "id") && comparison->operator== GA_EQUAL)
    return add_id (query, value, error);
  field = ga_entity_get_field (entity, name);
  if (field == NULL)
    {
      g_set_error (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE, _ ("%1$s has no field called “%2$s”."),
                   entity->name, name);
      return FALSE;
    }
  if (!find_operator (field, comparison->operator, & op, error))
    return FALSE;
  if (*value == '\0')
    {
      ga_query_where (query, name, comparison->operator== GA_NOT_EQUAL ? GA_NOT_EQUAL : GA_EMPTY,
                      NULL);
      return TRUE;
    }
  if (field->target != NULL)
    return add_reference (query, reader, field, op, value, error);
  return add_day (query, field, op, value) || add_value (query, field, op, value, error);
}

/**
 * ga_ctl_check_limit:
 * @limit: what was written after --limit
 */
gboolean
ga_ctl_check_limit (int limit, GError **error)
{
  if (limit >= 0)
    return TRUE;
  g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                       _ ("The number of records cannot be negative."));
  return FALSE;
}

/**
 * ga_ctl_make_query:
 * @wheres: (nullable) (array zero-terminated=1): conditions such as `kommune=0615`
 * @sort: (nullable): a field or an order of the entity
 * @limit: 0 for all
 *
 * Returns: (transfer full) (nullable): the query; %GA_CTL_ERROR_USAGE for names the entity lacks
 */
GaQuery *
ga_ctl_make_query (GaReader *reader,
                   const GaEntity *entity,
                   char **wheres,
                   const char *sort,
                   int limit,
                   GError **error)
{
  g_autoptr (GaQuery) query = ga_query_new (entity);

  for (guint i = 0; wheres != NULL && wheres[i] != NULL; i++)
    if (!add_where (query, reader, wheres[i], error))
      return NULL;
  if (sort != NULL && !ga_query_sort (query, sort))
    {
      g_set_error (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE, _ ("%1$s cannot be sorted by “%2$s”."),
                   entity->name, sort);
      return NULL;
    }
  if (!ga_ctl_check_limit (limit, error))
    return NULL;
  if (limit > 0)
    ga_query_set_window (query, 0, (guint) limit);
  return g_steal_pointer (&query);
}
