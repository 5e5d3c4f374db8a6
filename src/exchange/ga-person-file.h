/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"

G_BEGIN_DECLS

/*
 * Everything that is kept here about a person, for whoever asks to see it
 * (docs/data-protection.md): their record, each record that refers to them, conflicts about them,
 * and what all of these were before; of what has been deleted or names somebody else by now, how it
 * was changed as long as it named them. It follows from the descriptors: what nobody has thought of
 * is in it, too. A participant is asked about in the same way.
 *
 * Of a record that could do without them, such as a walk that names its host, only what refers to
 * them and what it belongs to is told to people, and no history: the rest is not about them. JSON
 * has it in full, a record or a change a line, with keys of its own: a server tells of a revision
 * where a profile tells of an operation.
 *
 * Block: not for the main thread. Errors are of %GA_STORE_ERROR and %GA_EXCHANGE_ERROR.
 */
typedef struct _GaPersonFile GaPersonFile;

GaPersonFile *
ga_person_file_read (GaReader *reader, const GaEntity *entity, const GaId *id, GError **error);
void ga_person_file_free (GaPersonFile *self);

/* (transfer full): a line of JSON each, ends with %NULL */
char **ga_person_file_to_json (GaPersonFile *self);
/* As the end of @path says: .json, .ods, or .xlsx for anything else. */
gboolean ga_person_file_write (GaPersonFile *self, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaPersonFile, ga_person_file_free)

G_END_DECLS
