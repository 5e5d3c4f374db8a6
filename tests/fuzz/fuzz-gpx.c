/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "exchange/ga-track.h"
#include "model/ga-shape.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check_track (const GaTrack *track)
{
  g_autoptr (GArray) points = ga_shape_decode (track->shape);
  g_autofree char *again = ga_shape_encode (points);

  if (points->len < 2 || points->len > GA_SHAPE_MOST_POINTS)
    g_error ("A way of no or too many points");
  if (strcmp (again, track->shape) != 0)
    g_error ("A way is not what it was");
}

/* Any bytes: either a sentence, or tracks whose way can be read. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tracks = ga_track_read (stream, NULL, &error);

  if ((tracks == NULL) != (error != NULL))
    g_error ("Tracks or a reason were expected");
  for (guint i = 0; tracks != NULL && i < tracks->len; i++)
    check_track (g_ptr_array_index (tracks, i));
  return 0;
}
