/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The way that a route takes, as a field of text holds it: the points of each stretch in the form
 * that Google calls an encoded polyline, of five decimals, with a blank between stretches. Any
 * thread.
 */

#define GA_SHAPE_MOST_POINTS 1000

/* Millionths of a degree; a stretch that is not begun with this point goes on. */
typedef struct
{
  gint64 latitude;
  gint64 longitude;
  gboolean begins;
} GaShapePoint;

/* @points: (element-type GaShapePoint); (transfer full) */
char *ga_shape_encode (GArray *points);
/* (transfer full) (element-type GaShapePoint): none where @shape is no shape */
GArray *ga_shape_decode (const char *shape);
/* (transfer full): at most %GA_SHAPE_MOST_POINTS, those that say most of the way */
GArray *ga_shape_simplify (GArray *points);

G_END_DECLS
