/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GaOutputFile:
 *
 * A file that takes its place only when it is whole: it is written beside its name, so that
 * whatever fails, and whatever stops the program, no half file is seen and an older one stays. The
 * name is to be that of an ordinary file or of none yet; ga_store_resolve_output() finds it.
 *
 * Errors are of %GA_EXCHANGE_ERROR. Blocks: not for the main thread.
 */
typedef struct _GaOutputFile GaOutputFile;

GaOutputFile *ga_output_file_new (const char *path, GError **error);
int ga_output_file_get_descriptor (GaOutputFile *self);
gboolean
ga_output_file_append (GaOutputFile *self, const void *bytes, gsize length, GError **error);
gboolean ga_output_file_finish (GaOutputFile *self, GError **error);
void ga_output_file_free (GaOutputFile *self);

gboolean ga_output_file_write (const char *path, const char *text, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaOutputFile, ga_output_file_free)

G_END_DECLS
