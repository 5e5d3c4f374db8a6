/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-shape.h"

#include <math.h>
#include <string.h>

#include "model/ga-distance.h"

#define PER_UNIT         10   /* millionths of a degree in a unit of the text */
#define MOST_LOOKED_AT   5000 /* points of which the telling ones are sought */
#define FIRST_TOLERANCE  2.0  /* metres */
#define MOST_COORDINATE  G_GINT64_CONSTANT (180000000)
#define FIRST_CHARACTER  63
#define BITS_A_CHARACTER 5

static gint64
round_unit (gint64 millionths)
{
  return (millionths + (millionths < 0 ? -PER_UNIT / 2 : PER_UNIT / 2)) / PER_UNIT;
}

static void
append_number (GString *text, gint64 number)
{
  guint64 left = number < 0 ? ~((guint64) number << 1) : (guint64) number << 1;

  for (; left >= 1 << BITS_A_CHARACTER; left >>= BITS_A_CHARACTER)
    g_string_append_c (text, (char) (((left & 0x1f) | 1 << BITS_A_CHARACTER) + FIRST_CHARACTER));
  g_string_append_c (text, (char) (left + FIRST_CHARACTER));
}

char *
ga_shape_encode (GArray *points)
{
  GString *text = g_string_new (NULL);
  gint64 latitude = 0, longitude = 0;

  for (guint i = 0; i < points->len; i++)
    {
      const GaShapePoint *point = &g_array_index (points, GaShapePoint, i);
      gint64 next_latitude = round_unit (point->latitude);
      gint64 next_longitude = round_unit (point->longitude);

      if (point->begins)
        latitude = longitude = 0;
      if (point->begins && i > 0)
        g_string_append_c (text, ' ');
      append_number (text, next_latitude - latitude);
      append_number (text, next_longitude - longitude);
      latitude = next_latitude;
      longitude = next_longitude;
    }
  return g_string_free (text, FALSE);
}

static gboolean
read_number (const char **at, gint64 *number)
{
  guint64 value = 0;

  for (guint shift = 0; shift < 40; shift += BITS_A_CHARACTER)
    {
      guint64 bits = (guint64) (guchar) * *at - FIRST_CHARACTER;

      if ((guchar) * *at < FIRST_CHARACTER || bits > 0x3f)
        return FALSE;
      (*at)++;
      value |= (bits & 0x1f) << shift;
      if (bits < 1 << BITS_A_CHARACTER)
        {
          *number += (gint64) (value & 1 ? ~(value >> 1) : value >> 1);
          return TRUE;
        }
    }
  return FALSE;
}

GArray *
ga_shape_decode (const char *shape)
{
  GArray *points = g_array_new (FALSE, TRUE, sizeof (GaShapePoint));
  GaShapePoint point = { 0, 0, TRUE };
  gint64 latitude = 0, longitude = 0;

  for (const char *at = shape; at != NULL && *at != '\0';)
    {
      if (*at == ' ')
        {
          latitude = longitude = 0;
          point.begins = TRUE;
          at++;
          continue;
        }
      if (!read_number (&at, &latitude) || !read_number (&at, &longitude) ||
          ABS (latitude) > MOST_COORDINATE || ABS (longitude) > MOST_COORDINATE)
        {
          g_array_set_size (points, 0);
          return points;
        }
      point.latitude = latitude * PER_UNIT;
      point.longitude = longitude * PER_UNIT;
      g_array_append_val (points, point);
      point.begins = FALSE;
    }
  return points;
}

static double
find_metres (const GaShapePoint *from, const GaShapePoint *to)
{
  return ga_metres_between (from->latitude, from->longitude, to->latitude, to->longitude);
}

static double
measure (GArray *points)
{
  double metres = 0;

  for (guint i = 1; i < points->len; i++)
    {
      const GaShapePoint *point = &g_array_index (points, GaShapePoint, i);

      metres += point->begins ? 0 : find_metres (point - 1, point);
    }
  return metres;
}

static gboolean
ends_stretch (GArray *points, guint i)
{
  return i + 1 == points->len || g_array_index (points, GaShapePoint, i + 1).begins;
}

/* So few that looking at each with each ends soon: those at least so far from the one before. */
static GArray *
thin (GArray *points)
{
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (GaShapePoint));
  double apart = points->len > MOST_LOOKED_AT ? measure (points) / MOST_LOOKED_AT * 2 : 0;
  guint last = 0;

  for (guint i = 0; i < points->len && kept->len < MOST_LOOKED_AT; i++)
    {
      const GaShapePoint *point = &g_array_index (points, GaShapePoint, i);

      if (!point->begins && !ends_stretch (points, i) &&
          find_metres (&g_array_index (points, GaShapePoint, last), point) < apart)
        continue;
      g_array_append_val (kept, *point);
      last = i;
    }
  return kept;
}

/* How far @point lies from the line between two others. */
static double
stray (const GaShapePoint *point, const GaShapePoint *from, const GaShapePoint *to)
{
  double narrow = cos ((double) from->latitude / 1e6 * G_PI / 180);
  double x = (double) (to->longitude - from->longitude) * narrow;
  double y = (double) (to->latitude - from->latitude);
  double px = (double) (point->longitude - from->longitude) * narrow;
  double py = (double) (point->latitude - from->latitude);
  double square = x * x + y * y;
  double along = square > 0 ? CLAMP ((px * x + py * y) / square, 0, 1) : 0;

  return hypot (px - along * x, py - along * y) / 1e6 * GA_METRES_A_DEGREE;
}

typedef struct
{
  guint first, last;
} Part;

/* Douglas and Peucker: of each part the point that strays most is kept, if it strays too far. */
static void
mark_part (GArray *points, guint8 *marks, Part whole, double tolerance)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (Part));

  marks[whole.first] = marks[whole.last] = 1;
  g_array_append_val (parts, whole);
  while (parts->len > 0)
    {
      Part part = g_array_index (parts, Part, parts->len - 1);
      double most = tolerance;
      guint found = 0;

      g_array_set_size (parts, parts->len - 1);
      for (guint i = part.first + 1; i < part.last; i++)
        {
          double metres = stray (&g_array_index (points, GaShapePoint, i),
                                 &g_array_index (points, GaShapePoint, part.first),
                                 &g_array_index (points, GaShapePoint, part.last));

          if (metres > most)
            {
              most = metres;
              found = i;
            }
        }
      if (found == 0)
        continue;
      marks[found] = 1;
      g_array_append_val (parts, ((Part){ part.first, found }));
      g_array_append_val (parts, ((Part){ found, part.last }));
    }
}

static GArray *
keep_telling (GArray *points, double tolerance)
{
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (GaShapePoint));
  g_autofree guint8 *marks = g_malloc0 (MAX (points->len, 1));
  Part part = { 0, 0 };

  for (guint i = 0; i < points->len; i++)
    if (ends_stretch (points, i))
      {
        part.last = i;
        mark_part (points, marks, part, tolerance);
        part.first = i + 1;
      }
  for (guint i = 0; i < points->len; i++)
    if (marks[i])
      g_array_append_val (kept, g_array_index (points, GaShapePoint, i));
  return kept;
}

/**
 * ga_shape_simplify:
 *
 * What has few points stays as it is, so that it is the same however often it comes and goes. Of
 * very many stretches the last ones are left out.
 */
GArray *
ga_shape_simplify (GArray *points)
{
  GArray *kept;

  if (points->len <= GA_SHAPE_MOST_POINTS)
    return g_array_ref (points);
  kept = thin (points);
  for (double tolerance = FIRST_TOLERANCE;
       kept->len > GA_SHAPE_MOST_POINTS && tolerance < GA_METRES_A_DEGREE; tolerance *= 2)
    {
      GArray *fewer = keep_telling (kept, tolerance);

      g_array_unref (kept);
      kept = fewer;
    }
  if (kept->len > GA_SHAPE_MOST_POINTS)
    g_array_set_size (kept, GA_SHAPE_MOST_POINTS);
  return kept;
}
