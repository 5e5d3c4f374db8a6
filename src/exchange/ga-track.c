/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-track.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "exchange/ga-exchange-error.h"
#include "exchange/ga-xml-reader.h"
#include "model/ga-distance.h"
#include "model/ga-shape.h"

#define OUR_NAMESPACE "urn:x-gangart:gpx"

#define MOST_POINTS  5000000
#define MOST_TRACKS  1000
#define LONGEST_TEXT 1000
#define MILLION      1e6

/* Heights of satellites waver by some metres; smaller steps are no hill. */
#define LEAST_STEP 3.0

typedef struct
{
  GInputStream *stream;
  GCancellable *cancellable;
  GaXmlReader *xml;
  GPtrArray *tracks; /* GaTrack */
  GPtrArray *routes; /* GaTrack, which count where there are no tracks */
  char *name;        /* of the whole */
  gboolean in_metadata;
  guint n_points; /* of the whole */

  GaTrack *track; /* that has begun */
  gboolean is_route;
  GArray *points;     /* GaShapePoint, of it */
  gboolean begins;    /* whether the next point begins a stretch */
  double north, east; /* of the last point */
  double metres;
  double ascent, height; /* height: from which the next step is counted */
  gboolean has_height, has_ascent;
} Reading;

void
ga_track_free (GaTrack *track)
{
  g_free (track->id);
  g_free (track->name);
  g_free (track->shape);
  g_free (track);
}

static gssize
read_stream (gpointer source, char *buffer, gsize size, GError **error)
{
  Reading *self = source;
  g_autoptr (GError) local = NULL;
  gssize count = g_input_stream_read (self->stream, buffer, size, self->cancellable, &local);

  if (count >= 0)
    return count;
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_propagate_error (error, ga_exchange_error_new_for_errno (EIO, "GPX", FALSE));
  return -1;
}

static gboolean
refuse (GaExchangeError code, const char *sentence, GError **error)
{
  g_propagate_error (error, ga_exchange_error_new (code, 0, NULL, "%s", sentence));
  return FALSE;
}

/* The text of the element that has begun, up to its end. */
static char *
read_text (Reading *self, const char *element, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GError *local = NULL;

  while (ga_xml_reader_next (self->xml, &local))
    {
      if (ga_xml_reader_is (self->xml, GA_XML_END, element))
        return g_strstrip (g_string_free (g_steal_pointer (&text), FALSE));
      if (ga_xml_reader_get_kind (self->xml) == GA_XML_TEXT && text->len < LONGEST_TEXT)
        g_string_append (text, ga_xml_reader_get_text (self->xml));
    }
  if (local != NULL)
    g_propagate_error (error, local);
  else
    refuse (GA_EXCHANGE_ERROR_NOT_TEXT, _ ("The file ends too early. Get it anew."), error);
  return NULL;
}

static gboolean
read_number (const char *text, double most, double *number)
{
  char *end;

  if (text == NULL)
    return FALSE;
  *number = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && isfinite (*number) && fabs (*number) <= most;
}

/* Of what the file says and not of millionths: of very many points the rounding would add up. */
static double
measure (double north, double east, double north2, double east2)
{
  return hypot (north2 - north, (east2 - east) * cos (north * G_PI / 180)) * GA_METRES_A_DEGREE;
}

static gboolean
take_point (Reading *self, GError **error)
{
  g_autofree char *latitude = g_strdup (ga_xml_reader_get_attribute (self->xml, "lat"));
  g_autofree char *longitude = g_strdup (ga_xml_reader_get_attribute (self->xml, "lon"));
  GaShapePoint point = { 0, 0, self->begins };
  double north, east;

  if (++self->n_points > MOST_POINTS)
    return refuse (GA_EXCHANGE_ERROR_TOO_LARGE,
                   _ ("The file holds more than 5 million points. Divide it into several files."),
                   error);
  if (!read_number (latitude, 90, &north) || !read_number (longitude, 180, &east))
    {
      g_propagate_error (
          error, ga_exchange_error_new (GA_EXCHANGE_ERROR_NOT_TEXT, 0, NULL,
                                        _ ("Point %u of the file has no position on the earth. Get "
                                           "the file anew."),
                                        self->n_points));
      return FALSE;
    }
  point.latitude = llround (north * MILLION);
  point.longitude = llround (east * MILLION);
  if (!self->begins)
    self->metres += measure (self->north, self->east, north, east);
  self->north = north;
  self->east = east;
  self->has_height = self->has_height && !self->begins;
  self->begins = FALSE;
  g_array_append_val (self->points, point);
  return TRUE;
}

static gboolean
take_height (Reading *self, GError **error)
{
  g_autofree char *text = read_text (self, "ele", error);
  double height;

  if (text == NULL)
    return FALSE;
  if (!read_number (text, 10000, &height))
    return TRUE;
  if (!self->has_height)
    self->height = height;
  else if (fabs (height - self->height) >= LEAST_STEP)
    {
      self->ascent += MAX (height - self->height, 0);
      self->height = height;
    }
  self->has_height = self->has_ascent = TRUE;
  return TRUE;
}

static void
begin_track (Reading *self, gboolean is_route)
{
  self->track = g_new0 (GaTrack, 1);
  self->track->distance_m = self->track->ascent_m = -1;
  self->is_route = is_route;
  g_array_set_size (self->points, 0);
  self->begins = TRUE;
  self->metres = self->ascent = 0;
  self->has_height = self->has_ascent = FALSE;
}

/* A stretch of one point is none. */
static GArray *
leave_out_lone (GArray *points)
{
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (GaShapePoint));

  for (guint i = 0; i < points->len; i++)
    {
      const GaShapePoint *point = &g_array_index (points, GaShapePoint, i);

      if (!point->begins || (i + 1 < points->len && !point[1].begins))
        g_array_append_val (kept, *point);
    }
  return kept;
}

static void
end_track (Reading *self, GError **error)
{
  GPtrArray *ended = self->is_route ? self->routes : self->tracks;
  GaTrack *track = g_steal_pointer (&self->track);
  g_autoptr (GArray) points = leave_out_lone (self->points);
  g_autoptr (GArray) simple = NULL;

  if (points->len >= 2 && ended->len >= MOST_TRACKS)
    refuse (GA_EXCHANGE_ERROR_TOO_LARGE,
            _ ("The file holds more than 1,000 tracks. Divide it into several files."), error);
  if (points->len < 2 || ended->len >= MOST_TRACKS)
    {
      ga_track_free (track);
      return;
    }
  simple = ga_shape_simplify (points);
  track->shape = ga_shape_encode (simple);
  if (track->distance_m < 0)
    track->distance_m = llround (self->metres);
  if (track->ascent_m < 0 && self->has_ascent)
    track->ascent_m = llround (self->ascent);
  g_ptr_array_add (ended, track);
}

static gboolean
take_name (Reading *self, GError **error)
{
  char **name = self->track != NULL ? &self->track->name : &self->name;
  char *text = read_text (self, "name", error);

  if (text == NULL)
    return FALSE;
  if (*name != NULL)
    g_free (text);
  else
    *name = text;
  return TRUE;
}

/* What was known of the route when it was written here. */
static gboolean
take_known (Reading *self, const char *element, gint64 *known, GError **error)
{
  g_autofree char *text = read_text (self, element, error);

  if (text == NULL)
    return FALSE;
  g_ascii_string_to_signed (text, 10, 0, G_MAXINT32, known, NULL);
  return TRUE;
}

static gboolean
take_id (Reading *self, GError **error)
{
  self->track->id = read_text (self, "id", error);
  return self->track->id != NULL;
}

static gboolean
begin_element (Reading *self, guint depth, GError **error)
{
  const char *name = ga_xml_reader_get_name (self->xml);
  gboolean is_point = strcmp (name, "trkpt") == 0 || strcmp (name, "rtept") == 0;

  if (self->track == NULL)
    {
      if (strcmp (name, "trk") == 0 || strcmp (name, "rte") == 0)
        begin_track (self, name[0] == 'r');
      if (depth == 2)
        self->in_metadata = strcmp (name, "metadata") == 0;
      /* As GPX 1.0 has it, or 1.1. */
      return strcmp (name, "name") != 0 || depth > (self->in_metadata ? 3 : 2) ||
             take_name (self, error);
    }
  if (strcmp (name, "trkseg") == 0)
    self->begins = TRUE;
  if (is_point)
    return take_point (self, error);
  if (strcmp (name, "ele") == 0)
    return take_height (self, error);
  if (strcmp (name, "name") == 0 && self->points->len == 0)
    return take_name (self, error);
  if (strcmp (name, "id") == 0 && self->track->id == NULL)
    return take_id (self, error);
  if (strcmp (name, "distance_m") == 0)
    return take_known (self, "distance_m", &self->track->distance_m, error);
  if (strcmp (name, "ascent_m") == 0)
    return take_known (self, "ascent_m", &self->track->ascent_m, error);
  return TRUE;
}

static gboolean
read_elements (Reading *self, GError **error)
{
  GError *local = NULL;
  guint depth = 0;

  while (local == NULL && ga_xml_reader_next (self->xml, &local))
    {
      if (ga_xml_reader_get_kind (self->xml) == GA_XML_START)
        {
          depth++;
          if (depth == 1 && !ga_xml_reader_is (self->xml, GA_XML_START, "gpx"))
            refuse (GA_EXCHANGE_ERROR_NOT_TEXT, _ ("This is no GPX file. A track was expected."),
                    &local);
          else
            begin_element (self, depth, &local);
          /* An element whose text was taken has ended. */
          if (local == NULL && ga_xml_reader_get_kind (self->xml) == GA_XML_END)
            depth--;
        }
      else if (ga_xml_reader_get_kind (self->xml) == GA_XML_END)
        {
          depth--;
          if (self->track != NULL && (ga_xml_reader_is (self->xml, GA_XML_END, "trk") ||
                                      ga_xml_reader_is (self->xml, GA_XML_END, "rte")))
            end_track (self, &local);
        }
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

/* Those without a name of their own have that of the file. */
static GPtrArray *
settle (Reading *self, GError **error)
{
  GPtrArray *found = self->tracks->len > 0 ? self->tracks : self->routes;

  if (found->len == 0)
    {
      refuse (GA_EXCHANGE_ERROR_EMPTY,
              _ ("The file holds no track of two points or more, so there is no route in it."),
              error);
      return NULL;
    }
  for (guint i = 0; i < found->len; i++)
    {
      GaTrack *track = found->pdata[i];

      if (track->name != NULL && *track->name == '\0')
        g_clear_pointer (&track->name, g_free);
      if (track->name == NULL && self->name != NULL && *self->name != '\0' && found->len == 1)
        track->name = g_strdup (self->name);
    }
  return g_ptr_array_ref (found);
}

GPtrArray *
ga_track_read (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  Reading self = { .stream = stream, .cancellable = cancellable };
  GPtrArray *found = NULL;

  self.tracks = g_ptr_array_new_with_free_func ((GDestroyNotify) ga_track_free);
  self.routes = g_ptr_array_new_with_free_func ((GDestroyNotify) ga_track_free);
  self.points = g_array_new (FALSE, FALSE, sizeof (GaShapePoint));
  self.xml = ga_xml_reader_new (read_stream, &self);
  if (read_elements (&self, error))
    found = settle (&self, error);
  ga_xml_reader_free (self.xml);
  g_clear_pointer (&self.track, ga_track_free);
  g_array_unref (self.points);
  g_ptr_array_unref (self.tracks);
  g_ptr_array_unref (self.routes);
  g_free (self.name);
  return found;
}

GPtrArray *
ga_track_read_path (const char *path, GCancellable *cancellable, GError **error)
{
  int file = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  g_autoptr (GInputStream) stream = NULL;

  if (file < 0)
    {
      g_propagate_error (error, ga_exchange_error_new_for_errno (errno, path, FALSE));
      return NULL;
    }
  stream = g_unix_input_stream_new (file, TRUE);
  return ga_track_read (stream, cancellable, error);
}

void
ga_track_append_head (GString *text)
{
  g_string_append (text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<gpx version=\"1.1\" creator=\"Gangart\" "
                         "xmlns=\"http://www.topografix.com/GPX/1/1\" "
                         "xmlns:gangart=\"" OUR_NAMESPACE "\">\n");
}

/* A coordinate of five decimals, as the shape has them. */
static void
append_degrees (GString *text, const char *attribute, gint64 millionths)
{
  gint64 size = ABS (millionths) / 10;

  g_string_append_printf (text, " %s=\"%s%d.%05d\"", attribute, millionths < 0 ? "-" : "",
                          (int) (size / 100000), (int) (size % 100000));
}

static void
append_known (GString *text, const char *name, gint64 value)
{
  if (value >= 0)
    g_string_append_printf (text, "<gangart:%s>%" G_GINT64_FORMAT "</gangart:%s>", name, value,
                            name);
}

void
ga_track_append (GString *text, const GaTrack *track)
{
  g_autoptr (GArray) points = ga_shape_decode (track->shape);
  g_autofree char *name =
      track->name != NULL ? g_markup_printf_escaped ("<name>%s</name>", track->name) : NULL;

  g_string_append_printf (text, "<trk>%s", name != NULL ? name : "");
  if (track->id != NULL)
    {
      g_string_append_printf (text, "<extensions><gangart:id>%s</gangart:id>", track->id);
      append_known (text, "distance_m", track->distance_m);
      append_known (text, "ascent_m", track->ascent_m);
      g_string_append (text, "</extensions>");
    }
  g_string_append_c (text, '\n');
  for (guint i = 0; i < points->len; i++)
    {
      const GaShapePoint *point = &g_array_index (points, GaShapePoint, i);

      if (point->begins)
        g_string_append (text, i > 0 ? "</trkseg>\n<trkseg>\n" : "<trkseg>\n");
      g_string_append (text, "<trkpt");
      append_degrees (text, "lat", point->latitude);
      append_degrees (text, "lon", point->longitude);
      g_string_append (text, "/>\n");
    }
  g_string_append (text, points->len > 0 ? "</trkseg>\n</trk>\n" : "</trk>\n");
}

void
ga_track_append_tail (GString *text)
{
  g_string_append (text, "</gpx>\n");
}
