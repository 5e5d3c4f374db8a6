/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The parts of a workbook beside its sheets. The format is SpreadsheetML (ECMA-376, part 1, chapter
 * 18): a zip of one XML file a sheet, one for the styles, and one that lists the sheets; or
 * OpenDocument (1.3), where all sheets stand in one file. Any thread.
 */

#define GA_XML_PROLOGUE  "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define GA_XML_SHEETS    "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define GA_XML_RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define GA_XML_PACKAGE   "http://schemas.openxmlformats.org/package/2006/"

#define GA_ODS_TYPE "application/vnd.oasis.opendocument.spreadsheet"

/* Of columns, in characters. */
#define GA_WORKBOOK_NARROWEST 8
#define GA_WORKBOOK_WIDEST    60

/* The styles of cells; those of the currencies come after them. Each stands twice: as it is, and
 * bold. */
typedef enum
{
  GA_WORKBOOK_PLAIN,
  GA_WORKBOOK_TEXT,
  GA_WORKBOOK_NUMBER,
  GA_WORKBOOK_DATE,
  GA_WORKBOOK_TIME,
  GA_WORKBOOK_N_STYLES,
} GaWorkbookStyle;

typedef struct
{
  char *name;
  gboolean has_headings;
  guint n_columns;
  guint last_filtered; /* row */
  guint first_hidden;  /* column; 0 where none is */
} GaWorkbookSheet;

void ga_workbook_append_column (GString *xml, guint column);
/* @sign: before letters and digits */
void ga_workbook_append_range (GString *xml, const GaWorkbookSheet *sheet, const char *sign);

/* (transfer full); @currencies: (element-type utf8), @sheets: (element-type GaWorkbookSheet) */
GString *ga_workbook_make_styles (GPtrArray *currencies);
GString *ga_workbook_make_list (GPtrArray *sheets);
GString *ga_workbook_make_relations (guint n_sheets);
GString *ga_workbook_make_types (guint n_sheets);

/* ga-workbook-ods.c; @widths: (element-type guint) */
GString *ga_workbook_make_ods_head (void);
GString *ga_workbook_make_ods_tail (GPtrArray *sheets);
GString *ga_workbook_make_ods_settings (GPtrArray *sheets);
GString *ga_workbook_make_ods_manifest (void);
void ga_workbook_append_ods_table (GString *xml, const GaWorkbookSheet *sheet, GArray *widths);
void
ga_workbook_append_ods_cell (GString *xml, const char *style, const char *value, const char *text);
gboolean ga_workbook_has_ods_currency (const char *currency);
void ga_workbook_append_ods_blank (GString *xml);

G_END_DECLS
