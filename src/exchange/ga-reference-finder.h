/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"

G_BEGIN_DECLS

/**
 * GaReferenceFinder:
 *
 * Finds the record that a file refers to: by id, code, name or other spelling, when only one fits.
 * What it does not find it refuses with the names that are spelt nearly so. Remembers its answers;
 * for as long as one import looks at its file. One thread, that of the reader. Errors
 * are of %GA_MODEL_ERROR or %GA_STORE_ERROR.
 */
typedef struct _GaReferenceFinder GaReferenceFinder;

GaReferenceFinder *ga_reference_finder_new (GaReader *reader);
void ga_reference_finder_free (GaReferenceFinder *self);
void ga_reference_finder_add (GaReferenceFinder *self, GaRecord *record);

gboolean ga_reference_finder_find (
    GaReferenceFinder *self, const GaField *field, const char *text, GaId *id, GError **error);
gboolean ga_reference_finder_find_list (GaReferenceFinder *self,
                                        const GaField *field,
                                        const char *text,
                                        GaValue *value,
                                        GError **error);
GError *
ga_reference_finder_refuse (GaReferenceFinder *self, const GaEntity *target, const char *text);

guint ga_spelling_distance (const char *a, const char *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaReferenceFinder, ga_reference_finder_free)

G_END_DECLS
