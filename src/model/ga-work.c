/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-work.h"

G_DEFINE_INTERFACE (GaWork, ga_work, G_TYPE_OBJECT)

static void
ga_work_default_init (GaWorkInterface *iface)
{
}

/**
 * ga_work_find:
 *
 * Returns: (transfer full) (nullable): the record, or %NULL with @error set when there is none
 */
GaRecord *
ga_work_find (GaWork *self, const char *entity, const GaId *id, GError **error)
{
  return GA_WORK_GET_IFACE (self)->find (self, entity, id, error);
}

/**
 * ga_work_find_parent:
 * @field: a reference field that is set
 *
 * Returns: (transfer full) (nullable): what @record refers to, as of ga_work_find()
 */
GaRecord *
ga_work_find_parent (GaWork *self, const GaRecord *record, const char *field, GError **error)
{
  const GaField *reference = ga_entity_get_field (ga_record_get_entity (record), field);

  return ga_work_find (self, reference->target, ga_record_get_reference (record, field), error);
}

/**
 * ga_work_list:
 * @field: a reference field of @entity
 *
 * Returns: (transfer full) (element-type GaRecord) (nullable): the records of @entity whose @field
 * is @id, or %NULL with @error set
 */
GPtrArray *
ga_work_list (GaWork *self, const char *entity, const char *field, const GaId *id, GError **error)
{
  return GA_WORK_GET_IFACE (self)->list (self, entity, field, id, error);
}

/**
 * ga_work_sum:
 * @sum: (out): of all records that are there; what @via leads over may be gone
 */
gboolean
ga_work_sum (GaWork *self, const GaSum *what, gint64 *sum, GError **error)
{
  return GA_WORK_GET_IFACE (self)->sum (self, what, sum, error);
}

/**
 * ga_work_put:
 *
 * Creates or changes @record, with every check and consequence a user's edit has.
 */
gboolean
ga_work_put (GaWork *self, GaRecord *record, GError **error)
{
  return GA_WORK_GET_IFACE (self)->put (self, record, error);
}

/**
 * ga_work_get_space:
 * @space: (out): where the record is; own when there is none
 */
gboolean
ga_work_get_space (GaWork *self, const char *entity, const GaId *id, GaSpace *space, GError **error)
{
  return GA_WORK_GET_IFACE (self)->get_space (self, entity, id, space, error);
}
