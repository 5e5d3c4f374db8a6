/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-record.h"

G_BEGIN_DECLS

typedef struct _GaSpace GaSpace;

/**
 * GaWork:
 *
 * What a descriptor's rule may do to other records. The store's transaction implements it, and the
 * server's will, so that one rule runs in both. Only within the call that handed it over, and on
 * its thread: in the store the writer thread.
 *
 * Errors are of %GA_MODEL_ERROR where a record is not right, else those of who implements it: in
 * the store %GA_STORE_ERROR, with _MISSING where there is no such record. What is found is
 * (transfer full).
 */
#define GA_TYPE_WORK (ga_work_get_type ())
G_DECLARE_INTERFACE (GaWork, ga_work, GA, WORK, GObject)

/**
 * GaSum: what is added
 * @field: a whole number of @entity
 * @via: a reference field of @entity, or the way over it to one of the record that it refers to,
 *   such as `application.round`
 * @id: what that leads to
 * @except: (nullable): a record of @entity that is not counted
 */
typedef struct
{
  const char *entity;
  const char *field;
  const char *via;
  const GaId *id;
  const GaId *except;
} GaSum;

struct _GaWorkInterface
{
  GTypeInterface parent;

  GaRecord *(*find) (GaWork *self, const char *entity, const GaId *id, GError **error);
  GPtrArray *(*list) (
      GaWork *self, const char *entity, const char *field, const GaId *id, GError **error);
  gboolean (*sum) (GaWork *self, const GaSum *what, gint64 *sum, GError **error);
  gboolean (*put) (GaWork *self, GaRecord *record, GError **error);
  gboolean (*get_space) (
      GaWork *self, const char *entity, const GaId *id, GaSpace *space, GError **error);
};

GaRecord *ga_work_find (GaWork *self, const char *entity, const GaId *id, GError **error);
GaRecord *
ga_work_find_parent (GaWork *self, const GaRecord *record, const char *field, GError **error);
GPtrArray *
ga_work_list (GaWork *self, const char *entity, const char *field, const GaId *id, GError **error);
gboolean ga_work_sum (GaWork *self, const GaSum *what, gint64 *sum, GError **error);
gboolean ga_work_put (GaWork *self, GaRecord *record, GError **error);
gboolean ga_work_get_space (
    GaWork *self, const char *entity, const GaId *id, GaSpace *space, GError **error);

G_END_DECLS
