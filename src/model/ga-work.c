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
