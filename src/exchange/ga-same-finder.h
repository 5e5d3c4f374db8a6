/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"

G_BEGIN_DECLS

/**
 * GaSameFinder:
 *
 * Finds the record that is the same one as a new one, among those of the file being imported and
 * those of the profile, by the keys of the descriptor. One thread, that of the reader.
 * Errors are of %GA_STORE_ERROR.
 */
typedef struct _GaSameFinder GaSameFinder;

GaSameFinder *ga_same_finder_new (GaReader *reader, const GaEntity *entity, GError **error);
void ga_same_finder_free (GaSameFinder *self);

GaRecord *ga_same_finder_in_file (GaSameFinder *self, GaRecord *record, gboolean by_id);
GPtrArray *ga_same_finder_in_store (GaSameFinder *self, const GaRecord *record, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaSameFinder, ga_same_finder_free)

G_END_DECLS
