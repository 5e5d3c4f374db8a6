/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl/ga-ctl.h"

G_BEGIN_DECLS

/* The query that `--where`, `--sort` and `--limit` ask for (transfer full). Errors are of
 * %GA_CTL_ERROR, for a value of %GA_MODEL_ERROR or %GA_STORE_ERROR. Main thread. */
gboolean ga_ctl_check_limit (int limit, GError **error);
GaQuery *ga_ctl_make_query (GaReader *reader,
                            const GaEntity *entity,
                            char **wheres,
                            const char *sort,
                            int limit,
                            GError **error);

G_END_DECLS
