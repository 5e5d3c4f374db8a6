/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/ga-chart.h"
#include "paper/ga-table.h"

G_BEGIN_DECLS

/**
 * GaReportDocument:
 *
 * A chart and its table on pages: the chart on the first, the table beside it where paper is wide
 * and the table narrow, else below and on as many pages as it takes, headings repeated. The PDF
 * file and the printer draw the same pages. Lengths are in points. It stays on the thread that made
 * it, which has the chart and the table meanwhile.
 */
typedef struct _GaReportDocument GaReportDocument;

GaReportDocument *
ga_report_document_new (GaChart *chart, GaTable *table, double width, double height);
void ga_report_document_free (GaReportDocument *document);
guint ga_report_document_get_n_pages (GaReportDocument *document);
void ga_report_document_draw_page (GaReportDocument *document, cairo_t *cr, guint page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaReportDocument, ga_report_document_free)

G_END_DECLS
