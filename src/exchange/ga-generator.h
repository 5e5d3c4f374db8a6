/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-store.h"

G_BEGIN_DECLS

/**
 * GaGeneratorSize:
 * @GA_GENERATOR_HOST: 2 communities
 * @GA_GENERATOR_REGION: 300 communities, 150,000 walks and 2 million attendances
 * @GA_GENERATOR_NATION: 3,000 communities and 1.5 million walks, with numbers only
 *
 * How much is invented; ten years of it, up to today and four weeks on. The larger two have offices
 * with agreements, initiatives, funding rounds and grants.
 */
typedef enum
{
  GA_GENERATOR_HOST,
  GA_GENERATOR_REGION,
  GA_GENERATOR_NATION,
} GaGeneratorSize;

/*
 * ga_generator_fill() blocks for seconds or minutes: not for the main thread of a window. Errors
 * are of %GA_STORE_ERROR, _REFUSED where there are data already.
 */
gboolean ga_generator_size_from_name (const char *name, GaGeneratorSize *size);
gboolean ga_generator_fill (GaStore *store, GaGeneratorSize size, guint64 seed, GError **error);

G_END_DECLS
