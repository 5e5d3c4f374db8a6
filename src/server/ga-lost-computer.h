/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-schema.h"
#include "server/ga-sql.h"

G_BEGIN_DECLS

/* A computer that is lost: it has no access any more, and whose names it held at that moment is
 * kept. Within a transaction of the caller's, on a worker; errors are of %GA_SYNC_ERROR and
 * %GA_SQL_ERROR. */

/* Ends a computer of an account, and its copies with it: each may hand over once what it has not
 * sent. one that was ended before stays as it was then.
 * %GA_SYNC_ERROR_UNKNOWN where there is none.
 * Returns: (transfer full) (nullable): a JSON array: by spaces, how many people and documents */
char *ga_lost_computer_end (GaSql *sql,
                            GaSchema *schema,
                            gint64 tenant,
                            gint64 account,
                            gint64 device,
                            gint64 now,
                            GError **error);

/* One that has lost its access says that what came from here is gone from it; of another that means
 * nothing. */
gboolean ga_lost_computer_note_emptied (
    GaSql *sql, gint64 tenant, gint64 device, gint64 now, GError **error);

/* Those of an account, the one that was lost last first. (transfer full) (nullable): a JSON array
 */
GString *ga_lost_computer_list (GaSql *sql, gint64 tenant, gint64 account, GError **error);

G_END_DECLS
