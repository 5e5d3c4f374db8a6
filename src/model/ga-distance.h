/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * How far it is from one position to another, as the crow flies. Right to a few metres within a
 * country. Any thread.
 */

/* Of latitude, on a sphere whose radius is 6371 km */
#define GA_METRES_A_DEGREE 111195.0

/* Positions are in millionths of a degree */
double ga_metres_between (gint64 latitude, gint64 longitude, gint64 latitude2, gint64 longitude2);

G_END_DECLS
