/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "exchange/ga-csv-reader.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Any bytes: either a sentence, or rows that all have a cell for every heading. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GaCsvReader) reader = ga_csv_reader_new_for_bytes (bytes, &error);
  const char *const *cells = NULL;

  if ((reader == NULL) != (error != NULL))
    g_error ("A reader or a reason was expected");
  for (gboolean more = reader != NULL; more;)
    {
      g_clear_error (&error);
      more = ga_csv_reader_next (reader, &cells, NULL, &error);
      if (more && g_strv_length ((char **) cells) != ga_csv_reader_get_n_columns (reader))
        g_error ("A row has lost a cell");
      if (error != NULL && !g_utf8_validate (error->message, -1, NULL))
        g_error ("A sentence is not UTF-8");
      more = more || error != NULL;
    }
  return 0;
}
