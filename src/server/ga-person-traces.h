/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-sql.h"

G_BEGIN_DECLS

/* Takes what is being erased out of what the server has kept of pushes: their parts that wait, what
 * is in quarantine, and the receipts that show a row. @ids: set of GaId; @texts: (element-type
 * utf8): what was said of the person. */
gboolean
ga_person_scrub (GaSql *sql, gint64 tenant, GHashTable *ids, GPtrArray *texts, GError **error);

G_END_DECLS
