/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/ga-package.h"
#include "exchange/ga-sheet-reader.h"
#include "exchange/ga-xml-reader.h"

G_BEGIN_DECLS

/* Private to the reader of sheets: what the two formats share. */

#define GA_SHEET_MOST_ROWS    1048576
#define GA_SHEET_MOST_COLUMNS 16384

/* What a number in a cell is shown as. */
typedef enum
{
  GA_SHEET_NUMBER = 0,
  GA_SHEET_DATE = 1 << 0,
  GA_SHEET_CLOCK = 1 << 1,
} GaSheetForm;

/* What is wrong with a cell. */
typedef enum
{
  GA_SHEET_RIGHT,
  GA_SHEET_NO_RESULT, /* a formula that was never calculated */
  GA_SHEET_IS_ERROR,  /* such as #N/A */
  GA_SHEET_NO_TEXT,   /* one that cells share and that is missing */
  GA_SHEET_TOO_LONG,
} GaSheetFault;

typedef struct _GaSheetXlsx GaSheetXlsx;

struct _GaSheetReader
{
  GaPackage *package;
  GaPackagePart *part;
  GaXmlReader *xml;  /* of the sheet */
  GaSheetXlsx *xlsx; /* NULL for ODS */
  gboolean ended;

  GPtrArray *cells; /* (nullable) texts of the row that was read */
  guint row;
  guint repeats; /* times that the row comes again */
  GaSheetFault fault;
  guint fault_column;

  GPtrArray *headings; /* ends with NULL */
  guint n_columns;
};

/* ga-sheet-reader.c */
gboolean ga_sheet_open_xml (GaSheetReader *self, const char *part, GError **error);
void ga_sheet_close_xml (GaSheetReader *self);
gboolean ga_sheet_set (GaSheetReader *self, guint column, const char *text, GError **error);
void ga_sheet_note (GaSheetReader *self, guint column, GaSheetFault fault);
gboolean ga_sheet_refuse_kind (GError **error);

/* ga-sheet-number.c: (transfer full) */
char *ga_sheet_number (const char *raw);
char *ga_sheet_moment (const char *raw, GaSheetForm form, gboolean from_1904);
GaSheetForm ga_sheet_find_form (const char *code);
GaSheetForm ga_sheet_find_builtin_form (guint number);

/* Fill in one row of @self; %FALSE with or without @error, as ga_sheet_reader_next() */
gboolean ga_sheet_xlsx_open (GaSheetReader *self, GError **error);
gboolean ga_sheet_xlsx_next (GaSheetReader *self, GError **error);
void ga_sheet_xlsx_free (GaSheetXlsx *self);
gboolean ga_sheet_ods_open (GaSheetReader *self, GError **error);
gboolean ga_sheet_ods_next (GaSheetReader *self, GError **error);

G_END_DECLS
