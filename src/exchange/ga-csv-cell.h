/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Spreadsheet programs run a cell of a CSV file that begins with `=`, `+`, `-` or `@` (or with a
 * tab or a line break before it) as a formula. What we write is made harmless with an apostrophe
 * before it, and what we read loses it again:
 *
 * | cell               | written             | why                                              |
 * |--------------------|---------------------|--------------------------------------------------|
 * | `=1+1`, `@a`       | `'=1+1`, `'@a`      | a formula                                        |
 * | `-12`, `-12,5`     | as it is            | a plain number, which must stay one for sums     |
 * | `-`, `-5%`, `-1-1` | `'-`, `'-5%`, …     | not a plain number                               |
 * | `+45 12 34 56 78`  | `'+45 12 34 56 78`  | a phone number: a spreadsheet would drop the `+` |
 * | `'=x`              | `''=x`              | so that reading gives back exactly what it was   |
 *
 * So any text comes back as it was, line breaks apart, which all become LF. A file made by others
 * loses an apostrophe only where it stands before such a character, as a guard against formulas.
 * Any thread; ga_csv_cell_without_guard() points into the cell it is given.
 */

gboolean ga_csv_cell_needs_guard (const char *cell);
const char *ga_csv_cell_without_guard (const char *cell);

G_END_DECLS
