/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/ga-importer.h"

G_BEGIN_DECLS

/**
 * GaImportLook: a first look at a file, before anybody has said what it holds. Owns its headings.
 * @headings: (array zero-terminated=1): of a table; a calendar and a track have none to choose
 * @entity: what the rows most probably are
 * @is_table: whether what its columns mean can be chosen
 * @is_calendar: whether the community must be said
 */
typedef struct
{
  char **headings;
  const GaEntity *entity;
  gboolean is_table;
  gboolean is_calendar;
} GaImportLook;

/* (transfer full) (nullable). Blocks; errors as those of ga_import_read(). */
GaImportLook *
ga_import_look (GaReader *reader, const char *path, GCancellable *cancellable, GError **error);
void ga_import_look_free (GaImportLook *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaImportLook, ga_import_look_free)

G_END_DECLS
