/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "store/ga-store.h"

G_BEGIN_DECLS

/**
 * GaImport:
 *
 * A file of CSV, JSON, XLSX, ODS, iCalendar or GPX on its way into one entity. Reading it changes
 * nothing and tells everything: which rows would be created or changed, which are there already,
 * and all that is wrong, row by row. Applying it is one act that one undo takes back.
 *
 * Columns belong to the field that ga_entity_match_heading() finds, or that the user has named; a
 * file without any such column is refused, and other columns are left out and listed. An empty cell
 * says nothing: the usual value for a new record, no change for one that is there. The same one is
 * the record of that id, where the row has an `id`, whoever else is called so; or else what
 * ga_reader_same() finds.
 *
 * Two kinds know more. Kommuner keep their names when a file spells them differently; each such
 * spelling, and each kommune the file lacks, is listed. Communities bring their meeting places: the
 * place and the position in a row become a venue, or the one that is there. Without a column for
 * the kommune, the one that the place (or else the community's name) names is proposed, and marked
 * as proposed; by the position alone nothing is set and the three nearest are offered.
 *
 * Made by one thread, then read by any, but not while it is applied, which is done once and on the
 * writer thread. Reference counted.
 *
 * Rules about other records are asked by ga_import_rehearse(), between reading and applying.
 *
 * Reading, ga_import_rehearse() and ga_import_apply() block. Errors are of %GA_EXCHANGE_ERROR for
 * the file, of %GA_MODEL_ERROR, with the row, where it cannot be applied any more, and of
 * %GA_STORE_ERROR; or %G_IO_ERROR_CANCELLED.
 */
typedef struct _GaImport GaImport;
#define GA_TYPE_IMPORT (ga_import_get_type ())
GType ga_import_get_type (void);

/**
 * GaImportProgress: how far reading and writing are. The caller's; asked from any thread with
 * g_atomic_int_get(), before and while the work goes on.
 * @done: in thousandths
 */
typedef struct
{
  int done;
} GaImportProgress;

/**
 * GaImportOptions:
 * @map: (nullable) (array zero-terminated=1): `HEADING=FIELD` each; an empty field leaves it out
 * @update: change what is there; else it is a duplicate that is left as it is
 * @community: (nullable): id, or name, of that which the events of a calendar are walks of; a
 *   calendar that was written here says it itself
 * @skip_bad: import the rows that are right and leave out the others
 * @progress: (nullable): told how far it is
 * @cancellable: (nullable): breaks it off, with nothing changed
 *
 * All of it must live until the work is done.
 */
typedef struct
{
  const char *const *map;
  const char *community;
  gboolean update;
  gboolean skip_bad;
  GaImportProgress *progress;
  GCancellable *cancellable;
} GaImportOptions;

/**
 * GaImportProblem: what is wrong with a row.
 * @row: as a spreadsheet counts; in JSON the first object is 1, in a calendar the first event
 * @field: (nullable): name of the field
 * @value: (nullable): the beginning of what the file has there
 * @message: a whole sentence in the user's language, with row and field
 */
typedef struct
{
  guint row;
  const char *field;
  char *value;
  char *message;
} GaImportProblem;

/**
 * GaImportCounts: what was, or would be, done with the rows that are right.
 * @rows: all rows, also those with problems
 * @duplicates: in the file twice, or in the profile with other values and left alone
 * @problems: rows may have several; more than are listed when there are very many
 */
typedef struct
{
  guint rows;
  guint created;
  guint updated;
  guint unchanged;
  guint duplicates;
  guint problems;
} GaImportCounts;

/**
 * GaImportFate: what becomes of a row.
 */
typedef enum
{
  GA_IMPORT_CREATED,
  GA_IMPORT_UPDATED,
  GA_IMPORT_UNCHANGED,
  GA_IMPORT_DUPLICATE,
  GA_IMPORT_BAD,
} GaImportFate;

/**
 * GaImportPreview: one of the first rows.
 * @row: as in #GaImportProblem
 * @title: (nullable): what the record is called
 */
typedef struct
{
  guint row;
  char *title;
  GaImportFate fate;
} GaImportPreview;

GaImport *ga_import_read (GaReader *reader,
                          const GaEntity *entity,
                          const char *path,
                          const GaImportOptions *options,
                          GError **error);
GaImport *ga_import_ref (GaImport *self);
void ga_import_unref (GaImport *self);

const GaEntity *ga_import_get_entity (GaImport *self);
const GaImportCounts *ga_import_get_counts (GaImport *self);
GPtrArray *ga_import_get_problems (GaImport *self);
/* (transfer none) (element-type GaImportPreview) */
GPtrArray *ga_import_get_preview (GaImport *self);
/* (transfer none) (nullable): the field that the heading of a table was taken for */
const GaField *ga_import_get_field (GaImport *self, const char *heading);
gboolean ga_import_can_apply (GaImport *self);
gboolean ga_import_is_broken_off (GaImport *self);
gboolean ga_import_is_calendar (GaImport *self);
JsonNode *ga_import_to_json (GaImport *self);

gboolean ga_import_rehearse (GaImport *self, GaStore *store, GError **error);
gint64 ga_import_apply (GaImport *self, GaStore *store, GError **error);
void ga_import_apply_async (GaImport *self,
                            GaStore *store,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gint64
ga_import_apply_finish (GaImport *self, GaStore *store, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaImport, ga_import_unref)

G_END_DECLS
