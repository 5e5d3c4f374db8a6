/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GaExchangeError:
 * @GA_EXCHANGE_ERROR_NOT_FOUND: no file of that name
 * @GA_EXCHANGE_ERROR_NOT_A_FILE: a directory, a device or a pipe
 * @GA_EXCHANGE_ERROR_PERMISSION: the file or its folder may not be read or written
 * @GA_EXCHANGE_ERROR_TOO_LARGE: the whole file is larger than can be read
 * @GA_EXCHANGE_ERROR_FAILED: reading or writing failed for another reason
 * @GA_EXCHANGE_ERROR_NO_SPACE: the disk is full or a quota is used up
 * @GA_EXCHANGE_ERROR_EMPTY: nothing in the file, not even headings
 * @GA_EXCHANGE_ERROR_NOT_TEXT: the file, or a part of it, is no text
 * @GA_EXCHANGE_ERROR_NUL: a NUL character in the text
 * @GA_EXCHANGE_ERROR_CONTROL_CHARACTER: an invisible control character in a cell
 * @GA_EXCHANGE_ERROR_UNCLOSED_QUOTE: a quoted cell that does not end as it should
 * @GA_EXCHANGE_ERROR_CELL_TOO_LONG: a cell of more than 1 MB
 * @GA_EXCHANGE_ERROR_DUPLICATE_HEADING: two columns of one name
 * @GA_EXCHANGE_ERROR_UNKNOWN_COLUMN: no known column at all, or a column or field that is not there
 * @GA_EXCHANGE_ERROR_PROBLEMS: rows that are not right, so that nothing was imported
 * @GA_EXCHANGE_ERROR_ROW_TOO_SHORT: a row with fewer cells than there are headings
 * @GA_EXCHANGE_ERROR_ROW_TOO_LONG: a row with more cells than there are headings
 * @GA_EXCHANGE_ERROR_CELL: a cell of a spreadsheet, or an event of a calendar, that says nothing
 *   which could be used
 *
 * What can be wrong with a file that comes in or goes out. Every message is translated and
 * complete: it says where, and what was expected. Rows count from 1, as a spreadsheet shows them; 0
 * is none. Any thread.
 */
typedef enum
{
  GA_EXCHANGE_ERROR_NOT_FOUND,
  GA_EXCHANGE_ERROR_NOT_A_FILE,
  GA_EXCHANGE_ERROR_PERMISSION,
  GA_EXCHANGE_ERROR_TOO_LARGE,
  GA_EXCHANGE_ERROR_FAILED,
  GA_EXCHANGE_ERROR_NO_SPACE,
  GA_EXCHANGE_ERROR_EMPTY,
  GA_EXCHANGE_ERROR_NOT_TEXT,
  GA_EXCHANGE_ERROR_NUL,
  GA_EXCHANGE_ERROR_CONTROL_CHARACTER,
  GA_EXCHANGE_ERROR_UNCLOSED_QUOTE,
  GA_EXCHANGE_ERROR_CELL_TOO_LONG,
  GA_EXCHANGE_ERROR_DUPLICATE_HEADING,
  GA_EXCHANGE_ERROR_UNKNOWN_COLUMN,
  GA_EXCHANGE_ERROR_PROBLEMS,
  GA_EXCHANGE_ERROR_ROW_TOO_SHORT,
  GA_EXCHANGE_ERROR_ROW_TOO_LONG,
  GA_EXCHANGE_ERROR_CELL,
} GaExchangeError;

#define GA_EXCHANGE_ERROR (ga_exchange_error_quark ())
GQuark ga_exchange_error_quark (void);

GError *ga_exchange_error_new (GaExchangeError code,
                               guint row,
                               const char *heading,
                               const char *format,
                               ...) G_GNUC_PRINTF (4, 5);
GError *ga_exchange_error_new_for_errno (int number, const char *path, gboolean writing);

/* (transfer full): the beginning of what a file has, as far as a sentence shows it */
char *ga_exchange_shorten (const char *text);

guint ga_exchange_error_get_row (const GError *error);
const char *ga_exchange_error_get_heading (const GError *error);
gboolean ga_exchange_error_is_final (const GError *error);

G_END_DECLS
