/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"

G_BEGIN_DECLS

#define GA_UNSHARED_NAMED 3

/* Records of one kind. @named: of communities, the first of them */
typedef struct
{
  const GaEntity *entity;
  gint64 count;
  GaId named[GA_UNSHARED_NAMED];
  guint n_named;
} GaUnshared;

/**
 * ga_reader_list_unshared:
 * @grants: what an account is given, as ga_grants_to_text()
 * @kommuner: (element-type GaId): where the communities lie that it is to host, which need not be
 *   here yet
 *
 * What of this file would be sent if it joined (ga_transaction_join()), and refused: by the rules
 * of #GaRights, those that the server asks. A host may bring communities of their own. A long read:
 * on a pool thread.
 *
 * Returns: (transfer full) (element-type GaUnshared) (nullable): the most numerous first; %NULL
 * with
 *   @error set (#GaStoreError)
 */
GArray *
ga_reader_list_unshared (GaReader *reader, const char *grants, GArray *kommuner, GError **error);

G_END_DECLS
