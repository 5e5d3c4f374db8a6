/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GaCursor: how far a client is in a space: it has everything up to @from, and of what came after
 * that up to @until it has what lies before @revision of @step (the entities in their order, then
 * marks, and totals of meetings and of months). Written "8100", or on the way "8100.8122.2.8121";
 * with a "c" in front where only counts were sent, and no names: who may see more or less from then
 * on starts afresh.
 */
typedef struct
{
  gint64 from;
  gint64 until; /* 0: not on the way */
  guint step;
  gint64 revision;
  gboolean counts;
} GaCursor;

/* Strict: what ga_cursor_write() has not written is refused. An empty text is the beginning. */
gboolean ga_cursor_read (const char *text, GaCursor *cursor);
char *ga_cursor_write (const GaCursor *cursor);

G_END_DECLS
