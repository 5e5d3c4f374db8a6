/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/ga-import-source.h"
#include "exchange/ga-importer.h"
#include "exchange/ga-kommune-finder.h"
#include "exchange/ga-reference-finder.h"
#include "exchange/ga-same-finder.h"

G_BEGIN_DECLS

/*
 * Private to the importer: an import while its file is read, by the files that each know one part
 * of it. On the thread of the reader. What is wrong with a row is noted as a problem and is no
 * error; errors are of %GA_EXCHANGE_ERROR for the file as a whole, and of %GA_STORE_ERROR.
 */

/* What a column of the file is for. */
typedef enum
{
  GA_COLUMN_UNKNOWN,
  GA_COLUMN_FIELD,
  GA_COLUMN_ID,
  GA_COLUMN_VENUE,  /* a field of the meeting place of a community */
  GA_COLUMN_TITLE,  /* what a reference beside it reads as, for people */
  GA_COLUMN_BESIDE, /* the id of a reference that a column before it names for people */
} GaColumnKind;

typedef struct
{
  GaColumnKind kind;
  const GaField *field; /* (nullable) */
  guint index;          /* of the field */
  guint beside;         /* 1 + the column with the id that the title of a reference means; 0 */
  GHashTable *answers;  /* (nullable): text → GaValue, where few texts come again and again */
} GaImportColumn;

/* A record to be written. */
typedef struct
{
  guint row;
  GaRecord *record;
  GaRecord *venue; /* (nullable): to be there first */
  guint64 given;   /* a bit for each field that the file says something of */
  gboolean update;
  gboolean has_id; /* the file says which record it is */
} GaPlanned;

/* A kommune under another spelling than its own. */
typedef struct
{
  guint row;
  char *value;
  char *name;
} GaResolvedName;

/* A community without a kommune of its own. */
typedef struct
{
  guint row;
  char *community;
  char *named;  /* (nullable) */
  GArray *near; /* GaNearKommune */
} GaProposal;

/* A match that must be asked about. */
typedef struct
{
  guint row;
  char *title;
} GaAsked;

struct _GaImport
{
  const GaEntity *entity;
  gboolean update;
  gboolean skip_bad;
  GaImportProgress *progress;
  gint64 seen; /* newest change when the file was read */

  GaImportCounts counts;
  GPtrArray *problems;       /* GaImportProblem */
  GPtrArray *preview;        /* GaImportPreview */
  GHashTable *fields;        /* heading → GaField */
  GArray *planned;           /* GaPlanned */
  GPtrArray *unknown;        /* headings of no field */
  GArray *resolved;          /* GaResolvedName */
  GPtrArray *missing;        /* (nullable): names of kommuner */
  GArray *proposals;         /* GaProposal */
  GArray *asked;             /* GaAsked */
  GaKommuneFinder *kommuner; /* (nullable) */
  gboolean is_calendar;
  guint cut;           /* events that repeat for longer than they are followed */
  gboolean broken_off; /* rows after the last problem were not read */
  gboolean applied;
};

/* While the file is read. */
typedef struct
{
  GaImport *import;
  GaReader *reader;
  const GaEntity *entity;
  GaImportSource *source;
  const char *const *headings;
  GArray *columns;     /* GaImportColumn */
  const guint8 *kinds; /* (nullable): GaJsonKind of each cell of the row being read */
  GaReferenceFinder *references;
  GaSameFinder *same;
  GHashTable *seen_kommuner; /* ids, of those in the file */
  GHashTable *venues;        /* key of a place → GPtrArray of those that rows so far bring */
  GHashTable *titles;        /* id → what the record is called */
  GPtrArray *waiting;        /* GaWaitingRow, for a row that may come after them */
} GaImportReading;

/* One row while it is read. */
typedef struct
{
  guint row;
  GaRecord *record;
  GaRecord *existing;    /* (nullable) */
  GaRecord *venue;       /* (nullable) */
  GaRecord *named;       /* (nullable) (unowned): the kommune that the text names */
  GArray *near;          /* (nullable): of a community without a kommune, GaNearKommune */
  const GaField *priced; /* (nullable): the amount that alone says the currency */
  GaId id;
  gboolean has_id;
  gboolean bad;
  guint64 given;
} GaImportRow;

#define GA_GIVEN(index) (G_GUINT64_CONSTANT (1) << (index))

#define GA_IMPORT_ROWS_A_LOOK 256 /* between two looks at whether it was cancelled */

/* ga-importer.c */
void ga_import_tell_progress (GaImportProgress *progress, double part);
GaRecord *ga_import_merge (const GaRecord *existing, const GaRecord *said, guint64 given);

/* ga-import-apply.c */
gboolean ga_import_apply_within (GaImport *self, GaTransaction *transaction, GError **error);

/* ga-import-columns.c */
gboolean ga_import_columns_match (GaImportReading *self, const char *const *map, GError **error);
void ga_import_column_clear (GaImportColumn *column);

/* ga-import-waiting.c */
typedef struct _GaWaitingRow GaWaitingRow;
typedef gboolean (*GaImportRowFunc) (GaImportReading *self,
                                     guint number,
                                     const char *const *cells,
                                     GError **error);
void ga_waiting_row_free (GaWaitingRow *row);
gboolean ga_import_row_waits (GaImportReading *self, guint number, const char *const *cells);
gboolean ga_import_read_waiting (GaImportReading *self, GaImportRowFunc read, GError **error);

/* ga-import-row.c */
gboolean ga_import_row_fits (GaImportReading *self, const GaImportColumn *column, GError **error);
void ga_import_row_read (GaImportReading *self, GaImportRow *row, const char *const *cells);
void ga_import_row_check_currency (GaImportReading *self, GaImportRow *row);
void ga_import_problem_free (GaImportProblem *problem);
void ga_import_note_problem (GaImport *self, GaImportProblem *problem);
void ga_import_row_complain (GaImportReading *self,
                             GaImportRow *row,
                             const GaField *field,
                             const char *value,
                             const GError *problem);
gboolean
ga_import_row_says (const GaImportReading *self, const GaImportRow *row, const char *field);
void ga_import_row_give (GaImportReading *self, GaImportRow *row, const char *field);
void ga_import_row_withdraw (GaImportReading *self, GaImportRow *row, const char *field);

/* ga-import-kommune.c */
gboolean ga_import_kommune_settle (GaImportReading *self, GaImportRow *row, GError **error);
void ga_import_kommune_end (GaImportReading *self);

/* ga-import-community.c */
gboolean ga_import_community_place (GaImportReading *self,
                                    GaImportRow *row,
                                    const char *const *cells,
                                    GError **error);
void ga_import_community_propose (GaImportReading *self, GaImportRow *row);
gboolean ga_import_community_settle (GaImportReading *self, GaImportRow *row, GError **error);

G_END_DECLS
