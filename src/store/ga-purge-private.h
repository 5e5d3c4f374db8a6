/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-space.h"
#include "store/ga-db.h"

G_BEGIN_DECLS

/* Private to the store: purging any file of ours, a backup as well. In a write transaction, with
 * nothing captured. */
gboolean ga_purge_db_space (GaDb *db, const GaSpace *space, GError **error);
gboolean ga_purge_db_record (GaDb *db, const GaEntity *entity, const GaId *id, GError **error);
gboolean ga_purge_db_everything (GaDb *db, GError **error);

G_END_DECLS
