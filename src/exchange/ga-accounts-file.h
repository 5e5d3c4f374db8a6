/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"

G_BEGIN_DECLS

/* The accounts of a grant as CSV, with headings and amounts as the language writes them, so that a
 * spreadsheet adds them up. The file takes its place only when it is whole. On the reader's thread,
 * and not on the main thread of a window. Errors are of %GA_STORE_ERROR or %GA_EXCHANGE_ERROR. */
gboolean
ga_accounts_file_write (GaReader *reader, const GaId *grant, const char *path, GError **error);

G_END_DECLS
