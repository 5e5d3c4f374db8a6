/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-same-finder.h"

#include <string.h>

#define MOST_FIELDS 8

/* One way to be the same. */
typedef struct
{
  guint fields[MOST_FIELDS]; /* indexes */
  guint n_fields;
  GHashTable *known; /* text of the values → GaRecord of the file */
} Key;

struct _GaSameFinder
{
  GaReader *reader;
  const GaEntity *entity;
  GArray *keys;
  GPtrArray *records; /* of the file, those that the keys know */
  GHashTable *ids;    /* of them */
  gboolean store_is_empty;
};

static void
clear_key (Key *key)
{
  g_hash_table_unref (key->known);
}

/* `name+kind`. Nearness is the store's alone; of `name|aliases` the name counts in a file. */
static void
add_key (GaSameFinder *self, const char *text)
{
  g_auto (GStrv) names = g_strsplit (text, "+", MOST_FIELDS);
  Key *key;

  if (*text == '@')
    return;
  g_array_set_size (self->keys, self->keys->len + 1);
  key = &g_array_index (self->keys, Key, self->keys->len - 1);
  key->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_auto (GStrv) either = g_strsplit (names[i], "|", 2);

      key->fields[key->n_fields++] = (guint) ga_entity_field_index (self->entity, either[0]);
    }
}

/**
 * ga_same_finder_new:
 *
 * Returns: (nullable): a finder, or %NULL with %GA_STORE_ERROR
 */
GaSameFinder *
ga_same_finder_new (GaReader *reader, const GaEntity *entity, GError **error)
{
  g_autoptr (GaQuery) query = ga_query_new (entity);
  gint64 count = ga_reader_count (reader, query, error);
  GaSameFinder *self;

  if (count < 0)
    return NULL;
  self = g_new0 (GaSameFinder, 1);
  self->reader = g_object_ref (reader);
  self->entity = entity;
  self->store_is_empty = count == 0;
  self->keys = g_array_new (FALSE, TRUE, sizeof (Key));
  g_array_set_clear_func (self->keys, (GDestroyNotify) clear_key);
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  self->ids = g_hash_table_new (ga_id_hash, ga_id_equal);
  for (guint i = 0; entity->same != NULL && entity->same[i] != NULL; i++)
    add_key (self, entity->same[i]);
  return self;
}

void
ga_same_finder_free (GaSameFinder *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->keys);
  g_hash_table_unref (self->ids);
  g_ptr_array_unref (self->records);
  g_object_unref (self->reader);
  g_free (self);
}

static gboolean
answers (const GaRecord *record, const Key *key)
{
  for (guint i = 0; i < key->n_fields; i++)
    if (ga_record_get_nth (record, key->fields[i])->kind == GA_VALUE_NONE)
      return FALSE;
  return TRUE;
}

/* Equal for values that the store takes for equal. */
static char *
text_of (GaSameFinder *self, const GaRecord *record, const Key *key)
{
  GString *text = g_string_sized_new (64);

  for (guint i = 0; i < key->n_fields; i++)
    {
      const GaField *field = &self->entity->fields[key->fields[i]];
      const GaValue *value = ga_record_get_nth (record, key->fields[i]);

      if (field->type == GA_FIELD_TEXT)
        ga_reader_fold_name (self->reader, value->text, text);
      else
        {
          g_autofree char *written = ga_value_to_text (field, value);

          g_string_append (text, written);
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

/* Those who differ in an earlier key that both can answer are two: with different e-mail addresses,
 * the same name and telephone do not make one of them. */
static gboolean
differ_before (GaSameFinder *self, const GaRecord *a, const GaRecord *b, guint n_keys)
{
  for (guint k = 0; k < n_keys; k++)
    {
      const Key *key = &g_array_index (self->keys, Key, k);

      if (answers (a, key) && answers (b, key))
        return TRUE;
    }
  return FALSE;
}

static GaRecord *
find_by_key (GaSameFinder *self, GaRecord *record, char **texts)
{
  GaRecord *found = NULL;

  for (guint k = 0; found == NULL && k < self->keys->len; k++)
    if (texts[k] != NULL)
      {
        found = g_hash_table_lookup (g_array_index (self->keys, Key, k).known, texts[k]);
        if (found != NULL && differ_before (self, record, found, k))
          found = NULL;
      }
  return found;
}

/**
 * ga_same_finder_in_file:
 * @record: a row of the file
 * @by_id: the row names its id, so that it is that record and no other of the same name
 *
 * Returns: (transfer none) (nullable): the row before it that is the same one; %NULL if there is
 * none, and then @record is known to the rows after it
 */
GaRecord *
ga_same_finder_in_file (GaSameFinder *self, GaRecord *record, gboolean by_id)
{
  char *texts[MOST_FIELDS] = { NULL };
  guint n_keys = MIN (self->keys->len, G_N_ELEMENTS (texts));
  GaRecord *found;

  for (guint k = 0; k < n_keys; k++)
    if (answers (record, &g_array_index (self->keys, Key, k)))
      texts[k] = text_of (self, record, &g_array_index (self->keys, Key, k));
  found = g_hash_table_lookup (self->ids, ga_record_get_id (record));
  if (found == NULL && !by_id)
    found = find_by_key (self, record, texts);
  if (found == NULL)
    {
      g_ptr_array_add (self->records, g_object_ref (record));
      g_hash_table_insert (self->ids, (gpointer) ga_record_get_id (record), record);
    }
  for (guint k = 0; k < n_keys; k++)
    if (found != NULL || texts[k] == NULL ||
        g_hash_table_contains (g_array_index (self->keys, Key, k).known, texts[k]))
      g_free (texts[k]);
    else
      g_hash_table_insert (g_array_index (self->keys, Key, k).known, texts[k], record);
  return found;
}

/**
 * ga_same_finder_in_store:
 *
 * Returns: (transfer full) (element-type GaRecord) (nullable): the records of the profile that are
 * the same one; %NULL with %GA_STORE_ERROR
 */
GPtrArray *
ga_same_finder_in_store (GaSameFinder *self, const GaRecord *record, GError **error)
{
  if (self->store_is_empty)
    return g_ptr_array_new_with_free_func (g_object_unref);
  return ga_reader_same (self->reader, record, error);
}
