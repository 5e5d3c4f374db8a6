/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-rights.h"
#include "store/ga-db.h"
#include "store/ga-permission.h"

G_BEGIN_DECLS

/* Private to the store: asked within a transaction, which may change what is allowed. */
typedef struct _GaPermission GaPermission;

/* (transfer full) (nullable): %NULL without an error where everything is allowed */
GaPermission *ga_permission_load (GaReader *reader, GError **error);
void ga_permission_free (GaPermission *self);

/* (transfer full): what grants give by the communities that are here. @text: as of
 * ga_grants_to_text() */
GaRights *ga_permission_read_rights (GaDb *db, const char *text, GError **error);

/* What a reader keeps of it. @version: of the file (PRAGMA data_version); 0: nothing is kept
 * @conflicts: that may be decided; -1: not counted */
typedef struct
{
  GaPermission *permission; /* (nullable): everything is allowed */
  gint64 version;
  gint64 conflicts;
} GaKeptPermission;

void ga_kept_permission_clear (GaKeptPermission *self);
/* Within the reader. */
GaKeptPermission *ga_reader_get_kept_permission (GaReader *self);

/* %GA_STORE_ERROR_REFUSED where the account may not. @space: where @record lies or is to lie */
gboolean ga_permission_check (GaPermission *self,
                              const GaRecord *record,
                              GaOperationKind operation,
                              const GaSpace *space,
                              GError **error);
/* The same of a change: @before as it was in @from, @record as it is to be in @to. */
gboolean ga_permission_check_change (GaPermission *self,
                                     const GaRecord *before,
                                     const GaSpace *from,
                                     const GaRecord *record,
                                     const GaSpace *to,
                                     GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaPermission, ga_permission_free)

G_END_DECLS
