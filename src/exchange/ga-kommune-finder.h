/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"

G_BEGIN_DECLS

/**
 * GaKommuneFinder:
 *
 * The kommuner of a file in memory, and what can be told of a place: which kommune a text names,
 * and whose centres are nearest. Centres are rough (docs/sources.md), so nearness only offers.
 * Positions are in millionths of a degree. Made on the thread of the reader, with the errors of
 * %GA_STORE_ERROR; then one thread at a time.
 */
typedef struct _GaKommuneFinder GaKommuneFinder;

typedef struct
{
  GaRecord *kommune; /* (unowned): as long as the finder */
  double metres;
} GaNearKommune;

GaKommuneFinder *ga_kommune_finder_new (GaReader *reader, GError **error);
void ga_kommune_finder_free (GaKommuneFinder *self);

GPtrArray *ga_kommune_finder_get_all (GaKommuneFinder *self);
GaRecord *ga_kommune_finder_by_code (GaKommuneFinder *self, const char *country, const char *code);
GPtrArray *ga_kommune_finder_by_name (GaKommuneFinder *self, const char *country, const char *name);
GaRecord *ga_kommune_finder_named_in (GaKommuneFinder *self,
                                      const char *country,
                                      const char *text,
                                      gboolean *several);
GArray *
ga_kommune_finder_nearest (GaKommuneFinder *self, gint64 latitude, gint64 longitude, guint n);

char *ga_kommune_bare_name (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaKommuneFinder, ga_kommune_finder_free)

G_END_DECLS
