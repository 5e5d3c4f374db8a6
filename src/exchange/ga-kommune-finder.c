/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-kommune-finder.h"

#include <string.h>

#include "model/ga-distance.h"

typedef struct
{
  char *folded;
  gsize length;
  GaRecord *kommune;
} Spelling;

struct _GaKommuneFinder
{
  GPtrArray *kommuner;
  GArray *spellings; /* the longest first */
};

static void
clear_spelling (Spelling *spelling)
{
  g_free (spelling->folded);
}

static int
compare_spellings (gconstpointer a, gconstpointer b)
{
  gsize left = ((const Spelling *) a)->length, right = ((const Spelling *) b)->length;

  return left == right ? 0 : left < right ? 1 : -1;
}

static void
add_spelling (GaKommuneFinder *self, GaRecord *kommune, const char *text)
{
  Spelling spelling = { g_utf8_casefold (text, -1), 0, kommune };

  spelling.length = strlen (spelling.folded);
  g_array_append_val (self->spellings, spelling);
}

/**
 * ga_kommune_finder_new:
 *
 * Returns: (nullable): a finder, or %NULL with %GA_STORE_ERROR
 */
GaKommuneFinder *
ga_kommune_finder_new (GaReader *reader, GError **error)
{
  const GaEntity *entity = ga_schema_get (ga_reader_get_schema (reader), "kommune");
  g_autoptr (GaQuery) query = ga_query_new (entity);
  GPtrArray *kommuner = ga_reader_list (reader, query, error);
  GaKommuneFinder *self;

  if (kommuner == NULL)
    return NULL;
  self = g_new (GaKommuneFinder, 1);
  self->kommuner = kommuner;
  self->spellings = g_array_new (FALSE, FALSE, sizeof (Spelling));
  g_array_set_clear_func (self->spellings, (GDestroyNotify) clear_spelling);
  for (guint i = 0; i < kommuner->len; i++)
    {
      GaRecord *kommune = g_ptr_array_index (kommuner, i);
      const char *aliases = ga_record_get_text (kommune, "aliases");
      g_auto (GStrv) each = g_strsplit (aliases != NULL ? aliases : "", "|", -1);

      add_spelling (self, kommune, ga_record_get_text (kommune, "name"));
      for (guint a = 0; each[a] != NULL; a++)
        add_spelling (self, kommune, each[a]);
    }
  g_array_sort (self->spellings, compare_spellings);
  return self;
}

void
ga_kommune_finder_free (GaKommuneFinder *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->spellings);
  g_ptr_array_unref (self->kommuner);
  g_free (self);
}

/**
 * ga_kommune_finder_get_all:
 *
 * Returns: (transfer none) (element-type GaRecord): every kommune in the file
 */
GPtrArray *
ga_kommune_finder_get_all (GaKommuneFinder *self)
{
  return self->kommuner;
}

static gboolean
is_in (const GaRecord *kommune, const char *country)
{
  return country == NULL || g_strcmp0 (ga_record_get_text (kommune, "country"), country) == 0;
}

/**
 * ga_kommune_finder_by_code:
 * @country: (nullable): `DK` or `NO`; any country if %NULL
 * @code: four digits
 *
 * Returns: (transfer none) (nullable): the kommune, when only one has the code
 */
GaRecord *
ga_kommune_finder_by_code (GaKommuneFinder *self, const char *country, const char *code)
{
  GaRecord *found = NULL;

  for (guint i = 0; i < self->kommuner->len; i++)
    {
      GaRecord *kommune = g_ptr_array_index (self->kommuner, i);

      if (!is_in (kommune, country) || g_strcmp0 (ga_record_get_text (kommune, "code"), code) != 0)
        continue;
      if (found != NULL)
        return NULL;
      found = kommune;
    }
  return found;
}

/**
 * ga_kommune_finder_by_name:
 * @country: (nullable): any country if %NULL
 *
 * Returns: (transfer full) (element-type GaRecord): the kommuner of that name or other spelling; a
 * name goes before another's alias
 */
GPtrArray *
ga_kommune_finder_by_name (GaKommuneFinder *self, const char *country, const char *name)
{
  GPtrArray *found = g_ptr_array_new ();
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; i < self->spellings->len; i++)
    {
      const Spelling *spelling = &g_array_index (self->spellings, Spelling, i);

      if (strcmp (spelling->folded, folded) == 0 && is_in (spelling->kommune, country) &&
          !g_ptr_array_find (found, spelling->kommune, NULL))
        g_ptr_array_add (found, spelling->kommune);
    }
  return found;
}

/**
 * ga_kommune_bare_name:
 *
 * Returns: (transfer full): @name without the word Kommune after it
 */
char *
ga_kommune_bare_name (const char *name)
{
  static const char *const words[] = { " kommune", " Kommune", " KOMMUNE" };
  char *bare = g_strstrip (g_strdup (name));

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_suffix (bare, words[i]) && strlen (bare) > strlen (words[i]))
      {
        bare[strlen (bare) - strlen (words[i])] = '\0';
        return g_strchomp (bare);
      }
  return bare;
}

static gboolean
is_letter (const char *at)
{
  return g_unichar_isalnum (g_utf8_get_char (at));
}

/* Does the word that begins at @at, with a capital, go on as @spelling does and end there? Vejen is
 * a kommune and vejen the road. Folding may change how many bytes a letter takes, so letters are
 * compared one by one. */
static const char *
match_at (const char *at, const Spelling *spelling)
{
  const char *folded = spelling->folded;

  if (!g_unichar_isupper (g_utf8_get_char (at)))
    return NULL;
  while (*folded != '\0' && *at != '\0')
    {
      g_autofree char *letter = g_utf8_casefold (at, g_utf8_next_char (at) - at);

      if (!g_str_has_prefix (folded, letter))
        return NULL;
      folded += strlen (letter);
      at = g_utf8_next_char (at);
    }
  return *folded == '\0' && (*at == '\0' || !is_letter (at)) ? at : NULL;
}

/**
 * ga_kommune_finder_named_in:
 * @country: the one that is meant: Strand is a Norwegian kommune and a Danish beach
 *
 * @several: (out): more than one is named
 *
 * Returns: (transfer none) (nullable): the kommune whose name, or other spelling, stands in @text
 * as words of its own; %NULL when there is none, and when there are several
 */
GaRecord *
ga_kommune_finder_named_in (GaKommuneFinder *self,
                            const char *country,
                            const char *text,
                            gboolean *several)
{
  GaRecord *named = NULL;
  gboolean inside = FALSE;

  *several = FALSE;
  for (const char *at = text; *at != '\0';)
    {
      const char *end = NULL;

      for (guint i = 0; !inside && end == NULL && i < self->spellings->len; i++)
        {
          const Spelling *spelling = &g_array_index (self->spellings, Spelling, i);

          if (!is_in (spelling->kommune, country))
            continue;
          end = match_at (at, spelling);
          if (end == NULL)
            continue;
          *several |= named != NULL && named != spelling->kommune;
          named = spelling->kommune;
        }
      inside = end == NULL && is_letter (at);
      at = end != NULL ? end : g_utf8_next_char (at);
    }
  return *several ? NULL : named;
}

static int
compare_nearness (gconstpointer a, gconstpointer b)
{
  double left = ((const GaNearKommune *) a)->metres, right = ((const GaNearKommune *) b)->metres;

  return left < right ? -1 : left > right;
}

/**
 * ga_kommune_finder_nearest:
 * @latitude: in millionths of a degree
 * @longitude: in millionths of a degree
 * @n: how many at most
 *
 * Returns: (transfer full) (element-type GaNearKommune): those whose centres are nearest
 */
GArray *
ga_kommune_finder_nearest (GaKommuneFinder *self, gint64 latitude, gint64 longitude, guint n)
{
  GArray *near = g_array_new (FALSE, FALSE, sizeof (GaNearKommune));

  for (guint i = 0; i < self->kommuner->len; i++)
    {
      GaNearKommune one = { g_ptr_array_index (self->kommuner, i), 0 };

      if (!ga_record_has (one.kommune, "latitude") || !ga_record_has (one.kommune, "longitude"))
        continue;
      one.metres =
          ga_metres_between (latitude, longitude, ga_record_get_integer (one.kommune, "latitude"),
                             ga_record_get_integer (one.kommune, "longitude"));
      g_array_append_val (near, one);
    }
  g_array_sort (near, compare_nearness);
  if (near->len > n)
    g_array_set_size (near, n);
  return near;
}
