/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"

G_BEGIN_DECLS

/**
 * GaPlaceName:
 *
 * Private to insight. What a report says of a community, a kommune or an initiative. Read on the
 * reader's thread, with the errors of %GA_STORE_ERROR; then unchanged.
 * @code: (nullable): of a kommune
 * @rank: its place in the order of names, as the store sorts them
 * @reveals_health: whether taking part in the community does
 * @initiative: that the community belongs to; zero for none
 */
typedef struct
{
  GaId id;
  char *label;
  char *code;
  guint rank;
  gboolean reveals_health;
  GaId initiative;
} GaPlaceName;

GHashTable *ga_place_names_read (GaReader *reader, const char *entity, GError **error);

G_END_DECLS
