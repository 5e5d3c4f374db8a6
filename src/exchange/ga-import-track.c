/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-import-source-private.h"
#include "exchange/ga-track.h"

/* A track without a name has that of the file, and a number where there are several. */
static char *
name_track (const char *path, guint number, guint n_tracks)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_filename_display_name (base);
  char *dot = g_strrstr (name, ".");

  if (dot != NULL && dot > name)
    *dot = '\0';
  return n_tracks > 1 ? g_strdup_printf ("%s %u", name, number) : g_steal_pointer (&name);
}

static void
set_number (GaImportSource *self, GaImportCells *row, const char *heading, gint64 number)
{
  if (number >= 0)
    ga_import_source_set (self, row, heading, GA_JSON_TEXT,
                          g_strdup_printf ("%" G_GINT64_FORMAT, number));
}

/**
 * ga_import_source_read_tracks:
 *
 * Adds a row for each track of the file: a route.
 */
gboolean
ga_import_source_read_tracks (GaImportSource *self,
                              const char *path,
                              const GaImportOptions *options,
                              GError **error)
{
  g_autoptr (GPtrArray) tracks = ga_track_read_path (path, options->cancellable, error);

  for (guint i = 0; tracks != NULL && i < tracks->len; i++)
    {
      const GaTrack *track = tracks->pdata[i];
      GaImportCells *row = ga_import_cells_new ();
      GaId id;

      if (track->id != NULL && ga_id_parse (track->id, &id))
        ga_import_source_set (self, row, "id", GA_JSON_TEXT, g_strdup (track->id));
      ga_import_source_set (self, row, "name", GA_JSON_TEXT,
                            track->name != NULL ? g_strdup (track->name)
                                                : name_track (path, i + 1, tracks->len));
      set_number (self, row, "distance_m", track->distance_m);
      set_number (self, row, "ascent_m", track->ascent_m);
      ga_import_source_set (self, row, "shape", GA_JSON_TEXT, g_strdup (track->shape));
      g_ptr_array_add (self->rows, row);
    }
  return tracks != NULL;
}
