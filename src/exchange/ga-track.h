/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Ways as files: GPX 1.0 and 1.1. The tracks of a file count, or else its routes; what else is in
 * it is passed over, and so is when somebody was where. Errors are of %GA_EXCHANGE_ERROR, or
 * %G_IO_ERROR_CANCELLED. Block: not for the main thread.
 */

/**
 * GaTrack:
 * @id: (nullable): of the route, where it was written here
 * @name: (nullable)
 * @distance_m: over ground, of its stretches and not between them
 * @ascent_m: below 0 where the file tells no heights
 * @shape: its way, see model/ga-shape.h
 */
typedef struct
{
  char *id;
  char *name;
  gint64 distance_m;
  gint64 ascent_m;
  char *shape;
} GaTrack;

/* (transfer full) (element-type GaTrack) (nullable): one at least, each with two points at least */
GPtrArray *ga_track_read (GInputStream *stream, GCancellable *cancellable, GError **error);
GPtrArray *ga_track_read_path (const char *path, GCancellable *cancellable, GError **error);
void ga_track_free (GaTrack *track);

/* Written in this order. Below 0 or %NULL is not told. */
void ga_track_append_head (GString *text);
void ga_track_append (GString *text, const GaTrack *track);
void ga_track_append_tail (GString *text);

G_END_DECLS
