/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-stamps.h"

#include "model/ga-json-text.h"
#include "sync/ga-json-scanner.h"

static gboolean
is_same (const GaFieldStamp *a, const GaFieldStamp *b)
{
  return a->revision == b->revision && a->time == b->time && ga_id_equal (&a->client, &b->client);
}

static gboolean
read_stamp (GaJsonScanner *scanner, GaFieldStamp *stamp)
{
  return ga_json_scanner_next (scanner, NULL) == GA_JSON_BEGIN_ARRAY &&
         ga_json_scanner_expect_integer (scanner, &stamp->revision, NULL) &&
         ga_json_scanner_expect_integer (scanner, &stamp->time, NULL) &&
         ga_json_scanner_expect_id (scanner, &stamp->client, NULL) &&
         ga_json_scanner_next (scanner, NULL) == GA_JSON_END_ARRAY;
}

void
ga_stamps_read (const GaEntity *entity,
                const char *text,
                const GaFieldStamp *last,
                GaFieldStamp *made,
                GaFieldStamp *stamps)
{
  g_autoptr (GaJsonScanner) scanner = NULL;

  *made = *last;
  for (guint i = 0; i < entity->n_fields; i++)
    stamps[i] = *last;
  if (text == NULL || *text == '\0')
    return;
  scanner = ga_json_scanner_new (text, strlen (text));
  if (ga_json_scanner_next (scanner, NULL) != GA_JSON_BEGIN_OBJECT)
    return;
  /* The stamp of the rest comes first. */
  while (ga_json_scanner_next (scanner, NULL) == GA_JSON_KEY)
    {
      g_autofree char *name =
          g_strndup (ga_json_scanner_get_text (scanner), ga_json_scanner_get_length (scanner));
      int field = ga_entity_field_index (entity, name);
      GaFieldStamp stamp;

      if (!read_stamp (scanner, &stamp))
        return;
      if (field >= 0)
        stamps[field] = stamp;
      else if (*name == '\0')
        {
          *made = stamp;
          for (guint i = 0; i < entity->n_fields; i++)
            stamps[i] = stamp;
        }
    }
}

static void
append_stamp (GString *text, const char *field, const GaFieldStamp *stamp)
{
  g_string_append_c (text, text->len == 0 ? '{' : ',');
  ga_json_append_text (text, field);
  g_string_append_printf (text, ":[%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT ",", stamp->revision,
                          stamp->time);
  ga_json_append_id (text, &stamp->client);
  g_string_append_c (text, ']');
}

char *
ga_stamps_write (const GaEntity *entity,
                 const GaFieldStamp *last,
                 const GaFieldStamp *made,
                 const GaFieldStamp *stamps)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (!is_same (made, last))
    append_stamp (text, "", made);
  for (guint i = 0; i < entity->n_fields; i++)
    if (!is_same (&stamps[i], made))
      append_stamp (text, entity->fields[i].name, &stamps[i]);
  if (text->len > 0)
    g_string_append_c (text, '}');
  return g_string_free (g_steal_pointer (&text), FALSE);
}
