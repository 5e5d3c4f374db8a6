/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-reference-finder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/ga-kommune-finder.h"

#define MOST_ANSWERS     50000 /* remembered */
#define MOST_SEARCHES    200   /* for near spellings, each of which reads a whole list of names */
#define MOST_NAMES       5000  /* looked at in one such search */
#define MOST_SUGGESTIONS 3
#define LONGEST_SPELLING 100

typedef struct
{
  GaId id;
  GError *error; /* instead of an id */
} Answer;

typedef struct
{
  char *name;
  guint distance;
} Suggestion;

struct _GaReferenceFinder
{
  GaReader *reader;
  GHashTable *answers; /* "entity:text" → Answer */
  GPtrArray *added;    /* GaRecord, of the file */
  GHashTable *by_id;   /* of them */
  GHashTable *by_name; /* of them, as the file folds names; of several of one name the first */
  GHashTable *several; /* names that several of them have */
  guint n_searches;
};

static void
answer_free (Answer *answer)
{
  g_clear_error (&answer->error);
  g_free (answer);
}

static void
clear_suggestion (Suggestion *suggestion)
{
  g_free (suggestion->name);
}

GaReferenceFinder *
ga_reference_finder_new (GaReader *reader)
{
  GaReferenceFinder *self = g_new0 (GaReferenceFinder, 1);

  self->reader = g_object_ref (reader);
  self->answers =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) answer_free);
  self->added = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new (ga_id_hash, ga_id_equal);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->several = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
ga_reference_finder_free (GaReferenceFinder *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->answers);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->several);
  g_ptr_array_unref (self->added);
  g_object_unref (self->reader);
  g_free (self);
}

/**
 * ga_spelling_distance:
 *
 * Returns: how many letters must be put in, left out, changed or swapped with the next to get from
 * one text to the other, case apart
 */
guint
ga_spelling_distance (const char *a, const char *b)
{
  g_autofree char *left_folded = g_utf8_casefold (a, -1);
  g_autofree char *right_folded = g_utf8_casefold (b, -1);
  glong n, m;
  g_autofree gunichar *left = g_utf8_to_ucs4_fast (left_folded, -1, &n);
  g_autofree gunichar *right = g_utf8_to_ucs4_fast (right_folded, -1, &m);
  guint rows[3][LONGEST_SPELLING + 1];

  if (n > LONGEST_SPELLING || m > LONGEST_SPELLING)
    return G_MAXUINT;
  for (glong j = 0; j <= m; j++)
    rows[0][j] = (guint) j;
  for (glong i = 1; i <= n; i++)
    {
      guint *row = rows[i % 3], *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];

      row[0] = (guint) i;
      for (glong j = 1; j <= m; j++)
        {
          guint change = above[j - 1] + (left[i - 1] != right[j - 1]);

          row[j] = MIN (MIN (above[j], row[j - 1]) + 1, change);
          if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
            row[j] = MIN (row[j], before[j - 2] + 1);
        }
    }
  return rows[n % 3][m];
}

/* How far from a text of that length another spelling of it may be. */
static guint
tolerance (const char *text)
{
  glong length = g_utf8_strlen (text, -1);

  return length <= 3 ? 1 : length <= 7 ? 2 : 3;
}

static int
compare_suggestions (gconstpointer a, gconstpointer b)
{
  guint left = ((const Suggestion *) a)->distance, right = ((const Suggestion *) b)->distance;

  return left < right ? -1 : left > right;
}

static guint
distance_to_record (const GaRecord *record, const char *name, const char *text)
{
  guint least = ga_spelling_distance (name, text);

  if (ga_entity_get_field (ga_record_get_entity (record), "aliases") != NULL &&
      ga_record_has (record, "aliases"))
    {
      g_auto (GStrv) each = g_strsplit (ga_record_get_text (record, "aliases"), "|", -1);

      for (guint i = 0; each[i] != NULL; i++)
        least = MIN (least, ga_spelling_distance (each[i], text));
    }
  return least;
}

static GArray *
list_near_spellings (GaReferenceFinder *self, const GaEntity *target, const char *text)
{
  GArray *near = g_array_new (FALSE, FALSE, sizeof (Suggestion));
  g_autoptr (GaQuery) query = ga_query_new (target);
  g_autoptr (GPtrArray) records = NULL;

  g_array_set_clear_func (near, (GDestroyNotify) clear_suggestion);
  if (self->n_searches++ >= MOST_SEARCHES)
    return near;
  ga_query_set_window (query, 0, MOST_NAMES);
  records = ga_reader_list (self->reader, query, NULL);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const GaRecord *record = g_ptr_array_index (records, i);
      g_autofree char *name = ga_record_get_title (record);
      Suggestion suggestion = { NULL, distance_to_record (record, name, text) };

      if (suggestion.distance > tolerance (text))
        continue;
      suggestion.name = g_steal_pointer (&name);
      g_array_append_val (near, suggestion);
    }
  g_array_sort (near, compare_suggestions);
  if (near->len > MOST_SUGGESTIONS)
    g_array_set_size (near, MOST_SUGGESTIONS);
  return near;
}

/* “A”, “A or B”, “A, B or C”. */
static char *
join_names (GArray *near)
{
  g_autoptr (GString) names = g_string_new (g_array_index (near, Suggestion, 0).name);

  for (guint i = 1; i + 1 < near->len; i++)
    g_string_append_printf (names, ", %s", g_array_index (near, Suggestion, i).name);
  if (near->len == 1)
    return g_string_free (g_steal_pointer (&names), FALSE);
  /* Translators: the end of a list of names: “Aarhus or Assens”, “Aarhus, Odense or Assens”. */
  return g_strdup_printf (_ ("%1$s or %2$s"), names->str,
                          g_array_index (near, Suggestion, near->len - 1).name);
}

/**
 * ga_reference_finder_refuse:
 *
 * Returns: (transfer full): that nothing is called @text, and which names are spelt nearly so
 */
GError *
ga_reference_finder_refuse (GaReferenceFinder *self, const GaEntity *target, const char *text)
{
  gboolean kommune = g_str_equal (target->name, "kommune");
  g_autoptr (GArray) near = list_near_spellings (self, target, text);
  g_autofree char *names = near->len > 0 ? join_names (near) : NULL;
  int code = GA_MODEL_ERROR_REFERENCE;

  if (names != NULL && kommune)
    return g_error_new (GA_MODEL_ERROR, code,
                        _ ("There is no kommune called “%1$s”. Did you mean %2$s?"), text, names);
  if (names != NULL)
    /* Translators: %2$s is a kind of record in the plural, such as Meeting places. */
    return g_error_new (GA_MODEL_ERROR, code,
                        _ ("“%1$s” was not found. It was looked for in: %2$s. Did you mean %3$s?"),
                        text, ga_entity_get_plural (target), names);
  if (kommune)
    return g_error_new (GA_MODEL_ERROR, code,
                        _ ("There is no kommune called “%s”. Write its name or its code."), text);
  /* Translators: %2$s is a kind of record in the plural, such as Meeting places. */
  return g_error_new (GA_MODEL_ERROR, code, _ ("“%1$s” was not found. It was looked for in: %2$s."),
                      text, ga_entity_get_plural (target));
}

static GError *
refuse_several (const GaEntity *target, GPtrArray *found, const char *text)
{
  g_autoptr (GString) codes = g_string_new (NULL);

  if (!g_str_equal (target->name, "kommune"))
    return g_error_new (GA_MODEL_ERROR, GA_MODEL_ERROR_REFERENCE,
                        _ ("There are several called “%s”. Write the id of the one you mean."),
                        text);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (codes, "%s%s", i > 0 ? ", " : "",
                            ga_record_get_text (g_ptr_array_index (found, i), "code"));
  return g_error_new (GA_MODEL_ERROR, GA_MODEL_ERROR_REFERENCE,
                      _ ("There are several kommuner called “%1$s”. Write the code instead, one "
                         "of: %2$s."),
                      text, codes->str);
}

static GPtrArray *
look_up (GaReferenceFinder *self, const GaEntity *target, const char *text, GError **error)
{
  GPtrArray *found = ga_reader_resolve (self->reader, target, text, error);
  g_autofree char *bare = NULL;

  if (found == NULL || found->len > 0 || !g_str_equal (target->name, "kommune"))
    return found;
  bare = ga_kommune_bare_name (text);
  if (g_str_equal (bare, text))
    return found;
  g_ptr_array_unref (found);
  return ga_reader_resolve (self->reader, target, bare, error);
}

static Answer *
ask (GaReferenceFinder *self, const GaEntity *target, const char *text)
{
  Answer *answer = g_new0 (Answer, 1);
  g_autoptr (GPtrArray) found = look_up (self, target, text, &answer->error);

  if (found == NULL)
    return answer;
  if (found->len == 1)
    answer->id = *ga_record_get_id (g_ptr_array_index (found, 0));
  else if (found->len == 0)
    answer->error = ga_reference_finder_refuse (self, target, text);
  else
    answer->error = refuse_several (target, found, text);
  return answer;
}

static char *
fold_name (GaReferenceFinder *self, const GaEntity *entity, const char *text)
{
  g_autoptr (GString) folded = g_string_new (entity->name);

  g_string_append_c (folded, ':');
  ga_reader_fold_name (self->reader, text, folded);
  return g_string_free (g_steal_pointer (&folded), FALSE);
}

/* The record of the file that @text means; none leaves @error as it is. */
static const GaRecord *
find_added (GaReferenceFinder *self, const GaEntity *target, const char *text, GError **error)
{
  g_autofree char *name = NULL;
  const GaRecord *found;
  GaId id;

  if (self->added->len == 0)
    return NULL;
  if (ga_id_parse (text, &id))
    {
      found = g_hash_table_lookup (self->by_id, &id);
      return found != NULL && ga_record_get_entity (found) == target ? found : NULL;
    }
  name = fold_name (self, target, text);
  if (!g_hash_table_contains (self->several, name))
    return g_hash_table_lookup (self->by_name, name);
  g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_REFERENCE,
               _ ("There are several called “%s”. Write the id of the one you mean."), text);
  return NULL;
}

static gboolean
refers_to_itself (const GaEntity *entity)
{
  for (guint i = 0; i < entity->n_fields; i++)
    if (g_strcmp0 (entity->fields[i].target, entity->name) == 0)
      return TRUE;
  return FALSE;
}

/**
 * ga_reference_finder_add:
 *
 * Lets rows after it refer to a record that the file brings, by its id or its name, where its kind
 * can. What the profile has under that name comes first.
 */
void
ga_reference_finder_add (GaReferenceFinder *self, GaRecord *record)
{
  const GaEntity *entity = ga_record_get_entity (record);
  g_auto (GStrv) titles = g_strsplit (entity->title, " ", 2);
  g_autofree char *name = NULL;

  if (!refers_to_itself (entity))
    return;
  g_ptr_array_add (self->added, g_object_ref (record));
  g_hash_table_insert (self->by_id, (gpointer) ga_record_get_id (record), record);
  if (ga_entity_get_field (entity, titles[0])->type != GA_FIELD_TEXT ||
      !ga_record_has (record, titles[0]))
    return;
  name = fold_name (self, entity, ga_record_get_text (record, titles[0]));
  if (g_hash_table_contains (self->by_name, name))
    g_hash_table_add (self->several, g_steal_pointer (&name));
  else
    g_hash_table_insert (self->by_name, g_steal_pointer (&name), record);
}

/**
 * ga_reference_finder_find:
 * @field: a reference
 * @text: what a file holds, without blanks around it
 * @id: (out): the record meant
 *
 * Returns: %FALSE with a sentence that says what was expected
 */
gboolean
ga_reference_finder_find (
    GaReferenceFinder *self, const GaField *field, const char *text, GaId *id, GError **error)
{
  const GaEntity *target = ga_schema_get (ga_reader_get_schema (self->reader), field->target);
  g_autofree char *key = g_strconcat (field->target, ":", text, NULL);
  Answer *answer = g_hash_table_lookup (self->answers, key);
  g_autoptr (GError) several = NULL;
  const GaRecord *added;

  if (answer == NULL)
    {
      if (g_hash_table_size (self->answers) >= MOST_ANSWERS)
        g_hash_table_remove_all (self->answers);
      answer = ask (self, target, text);
      g_hash_table_insert (self->answers, g_steal_pointer (&key), answer);
    }
  if (answer->error == NULL)
    {
      *id = answer->id;
      return TRUE;
    }
  added = find_added (self, target, text, &several);
  if (added != NULL)
    {
      *id = *ga_record_get_id (added);
      return TRUE;
    }
  g_propagate_error (error,
                     several != NULL ? g_steal_pointer (&several) : g_error_copy (answer->error));
  return FALSE;
}

/* Ids and codes are parted by blanks too; names may hold blanks. */
static gboolean
is_ids_or_codes (const char *text)
{
  return strspn (text, "0123456789abcdefABCDEF- ") == strlen (text) &&
         strpbrk (text, "0123456789") != NULL;
}

/**
 * ga_reference_finder_find_list:
 * @field: a list of references
 * @text: them in words, parted by `|`, `;` or `,`
 * @value: (inout): the list
 */
gboolean
ga_reference_finder_find_list (
    GaReferenceFinder *self, const GaField *field, const char *text, GaValue *value, GError **error)
{
  g_auto (GStrv) each = g_strsplit_set (text, is_ids_or_codes (text) ? "|;, " : "|;,", -1);
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; each[i] != NULL; i++)
    {
      char canonical[GA_ID_TEXT_SIZE];
      GaId id;

      if (*g_strstrip (each[i]) == '\0')
        continue;
      if (!ga_reference_finder_find (self, field, each[i], &id, error))
        return FALSE;
      ga_id_format (&id, canonical);
      g_string_append_printf (ids, "%s%s", ids->len > 0 ? " " : "", canonical);
    }
  ga_value_set_text (value, ids->str);
  return TRUE;
}
