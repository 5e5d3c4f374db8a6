/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/ga-exporter.h"
#include "exchange/ga-importer.h"

G_BEGIN_DECLS

/*
 * All that a profile holds, as a folder with one file for each kind of record that there is, called
 * as the entity: `community.csv`, and at last `contents.json`, which counts them: what lacks it, or
 * what it counts, is not imported. It imports into a profile that has nothing, as it was, in one
 * act: kinds in the order in which each finds what it refers to, and whether a record has its
 * parts, as an application the investments of its parties, is asked in the end. Conflicts are left
 * out, which a server tells anew, and documents, as a file of records does not hold what is in
 * them.
 *
 * Without personal data it is for reading alone, and says so when it is imported.
 *
 * Block: not for the main thread of a window. Errors are of %GA_EXCHANGE_ERROR, of %GA_MODEL_ERROR
 * where a record does not fit, and of %GA_STORE_ERROR; nothing is changed then.
 */

/* @folder: new, or empty; @options: CSV or JSON. All is of one moment, also while others write. Of
 * what fails nothing stays. */
gboolean ga_folder_export (GaStore *store,
                           const char *folder,
                           const GaExportOptions *options,
                           GError **error);

/* @options: only whether to update, and how to break it off; @dry_run: nothing stays of it;
 * @imports: (element-type GaImport): gets what was read of each file. With
 * %GA_EXCHANGE_ERROR_PROBLEMS the last one of them has the problems. Holds the lock of the file as
 * long as it takes. */
gboolean ga_folder_import (GaStore *store,
                           const char *folder,
                           const GaImportOptions *options,
                           gboolean dry_run,
                           GPtrArray *imports,
                           GError **error);

G_END_DECLS
