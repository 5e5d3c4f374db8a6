/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The parts of a workbook beside its sheets. The format is SpreadsheetML (ECMA-376, part 1, chapter
 * 18): a zip of one XML file a sheet, one for the styles, and one that lists the sheets. Any
 * thread.
 */

#define GA_XML_PROLOGUE  "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define GA_XML_SHEETS    "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define GA_XML_RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define GA_XML_PACKAGE   "http://schemas.openxmlformats.org/package/2006/"

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
} GaWorkbookSheet;

void ga_workbook_append_column (GString *xml, guint column);
/* @sign: before letters and digits */
void ga_workbook_append_range (GString *xml, const GaWorkbookSheet *sheet, const char *sign);

/* (transfer full); @currencies: (element-type utf8), @sheets: (element-type GaWorkbookSheet) */
GString *ga_workbook_make_styles (GPtrArray *currencies);
GString *ga_workbook_make_list (GPtrArray *sheets);
GString *ga_workbook_make_relations (guint n_sheets);
GString *ga_workbook_make_types (guint n_sheets);

G_END_DECLS
