/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "app/insight/ga-insight-answer.h"

G_BEGIN_DECLS

/**
 * GaInsightFormat: what an answer can be saved as.
 * @GA_INSIGHT_PDF: chart and table on paper
 * @GA_INSIGHT_PNG, @GA_INSIGHT_SVG: the chart as a picture
 * @GA_INSIGHT_CSV, @GA_INSIGHT_XLSX: the table, figures without what parts thousands, for a
 *   spreadsheet
 */
typedef enum
{
  GA_INSIGHT_PDF,
  GA_INSIGHT_PNG,
  GA_INSIGHT_SVG,
  GA_INSIGHT_CSV,
  GA_INSIGHT_XLSX,
} GaInsightFormat;

/**
 * GaInsightExport:
 *
 * An answer on its way to a file. Made on the main thread, written on any: it waits for the disk.
 * Errors are of %GA_PAPER_ERROR, for tables of %GA_EXCHANGE_ERROR.
 */
typedef struct _GaInsightExport GaInsightExport;

gboolean ga_insight_format_from_code (const char *code, GaInsightFormat *format);

GaInsightExport *ga_insight_export_new (GaInsightAnswer *answer, GaInsightFormat format);
void ga_insight_export_free (GaInsightExport *self);
gboolean ga_insight_export_write (GaInsightExport *self, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaInsightExport, ga_insight_export_free)

G_END_DECLS
