/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-space.h"
#include "store/ga-db.h"
#include "store/ga-permission.h"

G_BEGIN_DECLS

/* Private to the store: asked within a transaction, which may change what is allowed. */
typedef struct _GaPermission GaPermission;

/* (transfer full) (nullable): %NULL without an error where everything is allowed */
GaPermission *ga_permission_load (GaDb *db, GError **error);
void ga_permission_free (GaPermission *self);

/* %GA_STORE_ERROR_REFUSED where the account may not. @space: where @record lies or is to lie */
gboolean ga_permission_check (GaPermission *self,
                              const GaRecord *record,
                              GaOperationKind operation,
                              const GaSpace *space,
                              GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaPermission, ga_permission_free)

G_END_DECLS
