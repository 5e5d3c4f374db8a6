/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-record.h"

G_BEGIN_DECLS

/* The register of kommuner that is shipped: facts that every computer has, with the same ids
 * everywhere. Any thread. */

/* Returns: (transfer full) (nullable) (element-type GaRecord): new records of @entity */
GPtrArray *ga_register_read (const GaEntity *entity, GError **error);
/* Tells one release's register from another's. (transfer full) (nullable) */
char *ga_register_get_checksum (GError **error);

G_END_DECLS
