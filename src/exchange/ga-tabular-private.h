/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Private to the files of tables: what their formats have in common. Any thread. */

/* The day that spreadsheets count from, the 30th of December 1899, as GDate counts. The programs
 * know of a 29th of February 1900, so before the first certain day they do not agree. */
#define GA_TABULAR_DAY_ZERO          693594
#define GA_TABULAR_FIRST_CERTAIN_DAY 61

/* (transfer full): the digits of @number that are certain, without an exponent where a position may
 * stand */
char *ga_tabular_write_number (double number);

/* @headings: (element-type utf8): empty ones may come several times. @row: that they stand in.
 * Returns: (transfer full) (nullable): what to say where two are the same but for case and form */
GError *ga_tabular_check_headings (const char *const *headings, guint n_headings, guint row);

G_END_DECLS
