/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "app/insight/ga-insight-answer.h"

G_BEGIN_DECLS

/**
 * GaInsightFormat: what an answer can be saved as.
 * @GA_INSIGHT_PDF: chart and table on paper
 * @GA_INSIGHT_PNG, @GA_INSIGHT_SVG: the chart as a picture
 * @GA_INSIGHT_CSV: the table, figures without what parts thousands, for a spreadsheet
 */
typedef enum
{
  GA_INSIGHT_PDF,
  GA_INSIGHT_PNG,
  GA_INSIGHT_SVG,
  GA_INSIGHT_CSV,
} GaInsightFormat;

/*
 * Asked for and finished on the main thread, written on a pool thread. Errors are of
 * %GA_PAPER_ERROR, for CSV of %GA_EXCHANGE_ERROR; %GA_STORE_ERROR_REFUSED for the profile's
 * own files; %G_IO_ERROR_NOT_SUPPORTED for a file that is
 * not on this computer.
 */
gboolean ga_insight_format_from_code (const char *code, GaInsightFormat *format);
const char *ga_insight_format_to_code (GaInsightFormat format);
void ga_insight_export_async (GaInsightAnswer *answer,
                              GaStore *store,
                              GaInsightFormat format,
                              GFile *file,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean ga_insight_export_finish (GAsyncResult *result, GError **error);

G_END_DECLS
