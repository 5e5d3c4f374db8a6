/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/files/ga-export-list.h"

#include <glib/gi18n-lib.h>

#include "app/widgets/ga-save-file.h"
#include "exchange/ga-exporter.h"

typedef struct
{
  const char *ending;
  GaExportFormat format;
  const char *only; /* (nullable): the entity that it is for */
} Format;

static const Format formats[] = {
  { ".xlsx", GA_EXPORT_XLSX, NULL },    { ".ods", GA_EXPORT_ODS, NULL },
  { ".csv", GA_EXPORT_CSV, NULL },      { ".json", GA_EXPORT_JSON, NULL },
  { ".ics", GA_EXPORT_ICS, "meeting" }, { ".gpx", GA_EXPORT_GPX, "route" },
};

/* %NULL for an ending that means nothing here */
static const Format *
find_format (const char *path, const GaEntity *entity)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_suffix (lower, formats[i].ending) &&
        (formats[i].only == NULL || g_str_equal (formats[i].only, entity->name)))
      return &formats[i];
  return NULL;
}

static gboolean
write_list (GaReader *reader, const char *path, gpointer user_data, GError **error)
{
  const GaQuery *query = user_data;
  const Format *format = find_format (path, ga_query_get_entity (query));
  GaExportOptions options = { .format = GA_EXPORT_XLSX, .in_words = TRUE };

  if (format == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME,
                           _ ("The end of the file’s name says what is written. Let it end in "
                              ".xlsx, .ods or .csv."));
      return FALSE;
    }
  options.format = format->format;
  return ga_export_to_path (reader, query, path, &options, error);
}

static void
query_free (gpointer query)
{
  ga_query_free (query);
}

void
ga_export_list_ask (GtkWidget *origin, GaStore *store, GaQuery *query)
{
  g_autofree char *name =
      g_strconcat (ga_entity_get_plural (ga_query_get_entity (query)), ".xlsx", NULL);

  ga_save_file_ask (origin, store, _ ("Export this list (.xlsx, .ods or .csv)"), name, write_list,
                    query, query_free);
}
