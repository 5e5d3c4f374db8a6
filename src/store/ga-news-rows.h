/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"

G_BEGIN_DECLS

/**
 * GaNews: a community or walk that came from the server, or came changed, and is there.
 * @added: was not here before
 */
typedef struct
{
  const GaEntity *entity;
  GaId id;
  gboolean added;
} GaNews;

/* What the server brought after a change, one a record, the newest first. Large first pulls are not
 * told one by one (docs/decisions/017). @since: as ga_reader_last_change() told it; an indexed read
 * of what came after it. Returns: (transfer full) (element-type GaNews) (nullable): %NULL with
 * %GA_STORE_ERROR */
GArray *ga_reader_news (GaReader *self, gint64 since, GError **error);

G_END_DECLS
