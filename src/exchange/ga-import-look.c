/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-import-look.h"

#include "exchange/ga-import-source.h"

void
ga_import_look_free (GaImportLook *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->headings);
  g_free (self);
}

/* How many of the headings mean a field of the entity; those that tell all that it must have are
 * beyond any that do not. */
static guint
count_known (const GaEntity *entity, char **headings)
{
  guint64 known = 0;
  guint n = 0;

  for (guint i = 0; headings[i] != NULL; i++)
    {
      const GaField *field = ga_entity_match_heading (entity, headings[i]);

      if (field == NULL)
        continue;
      known |= G_GUINT64_CONSTANT (1) << (field - entity->fields);
      n++;
    }
  for (guint i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & GA_FIELD_REQUIRED) && entity->fields[i].fallback == NULL &&
        !(known & G_GUINT64_CONSTANT (1) << i))
      return n;
  return n > 0 ? n + G_MAXUINT16 : 0;
}

/* The entity that knows most of them; where several do, people are what lists are mostly of. */
static const GaEntity *
guess (GaSchema *schema, char **headings)
{
  const GaEntity *best = ga_schema_get (schema, "person");
  guint most = count_known (best, headings);

  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    {
      const GaEntity *entity = ga_schema_get_nth (schema, i);
      guint known = count_known (entity, headings);

      if (g_str_equal (entity->name, "conflict") || g_str_equal (entity->name, "attachment") ||
          known <= most)
        continue;
      best = entity;
      most = known;
    }
  return best;
}

GaImportLook *
ga_import_look (GaReader *reader, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GaImportLook) self = g_new0 (GaImportLook, 1);
  GaSchema *schema = ga_reader_get_schema (reader);
  const GaImportOptions options = { .cancellable = cancellable };
  g_autoptr (GaImportSource) source = NULL;
  const char *known = ga_import_source_guess (path);

  if (known != NULL)
    {
      self->entity = ga_schema_get (schema, known);
      self->headings = g_new0 (char *, 1);
      self->is_calendar = g_str_equal (known, "meeting");
      return g_steal_pointer (&self);
    }
  source = ga_import_source_open (ga_schema_get (schema, "person"), path, &options, error);
  if (source == NULL)
    return NULL;
  self->headings = g_strdupv ((char **) ga_import_source_get_headings (source));
  self->entity = guess (schema, self->headings);
  self->is_table = TRUE;
  return g_steal_pointer (&self);
}
