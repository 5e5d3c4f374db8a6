/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"

G_BEGIN_DECLS

/**
 * GaCommunityWalks: what one community did since a month.
 * @held: walks
 * @visits: who came to them, by name and without
 * @is_short: the server left some of the visits out, as under %GA_MASK_BOUND
 */
typedef struct
{
  guint held;
  gint64 visits;
  gboolean is_short;
} GaCommunityWalks;

GHashTable *ga_reader_community_walks (GaReader *self,
                                       GArray *communities,
                                       const char *from_month,
                                       GError **error);
GHashTable *ga_reader_grants_spent (GaReader *self, GArray *grants, GError **error);

G_END_DECLS
