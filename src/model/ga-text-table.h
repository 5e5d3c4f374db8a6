/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GaTextTable: rows under headings, in columns as wide as their words, for a terminal. The first
 * rows decide about the widths, so a table of any length takes little memory. ga_text_table_end()
 * frees it. One thread at a time.
 */
typedef struct _GaTextTable GaTextTable;

/* Prints a line, without the break. */
typedef void (*GaTextTableFunc) (const char *line, gpointer user_data);

GaTextTable *ga_text_table_new (GaTextTableFunc print, gpointer user_data);
void ga_text_table_add_column (GaTextTable *self, const char *heading, gboolean to_the_right);
void ga_text_table_take_row (GaTextTable *self, GPtrArray *cells);
void ga_text_table_end (GaTextTable *self);

G_END_DECLS
