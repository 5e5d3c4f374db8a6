/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/ga-import-private.h"

/* Registers of kommuner spell the same names differently; ours keeps its own. */

/* Christiansø has a code of its own but is no kommune. */
#define CHRISTIANSO "0411"

/* ISO 3166-2 of the Danish regions, as before 1 January 2027. */
static const struct
{
  const char *code;
  const char *name;
} regions[] = {
  { "DK-81", "Nordjylland" }, { "DK-82", "Midtjylland" }, { "DK-83", "Syddanmark" },
  { "DK-84", "Hovedstaden" }, { "DK-85", "Sjælland" },
};

static void
pad_code (GaRecord *record)
{
  const char *code = ga_record_get_text (record, "code");
  g_autofree char *padded = NULL;

  if (code == NULL || strlen (code) >= 4 || strspn (code, "0123456789") != strlen (code))
    return;
  padded = g_strdup_printf ("%04d", (int) g_ascii_strtoll (code, NULL, 10));
  ga_record_set_text (record, "code", padded);
}

static void
drop_word (GaRecord *record)
{
  const char *name = ga_record_get_text (record, "name");
  g_autofree char *bare = name != NULL ? ga_kommune_bare_name (name) : NULL;

  if (bare != NULL)
    ga_record_set_text (record, "name", bare);
}

/* A region's code reads as its name; one that is not known says nothing. */
static void
name_region (GaImportReading *self, GaImportRow *row)
{
  const char *region = ga_record_get_text (row->record, "region");

  if (region == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (regions); i++)
    if (g_ascii_strcasecmp (region, regions[i].code) == 0)
      {
        ga_record_set_text (row->record, "region", regions[i].name);
        return;
      }
  if (strlen (region) <= 6 && strchr (region, '-') != NULL)
    {
      ga_record_clear (row->record, "region");
      ga_import_row_withdraw (self, row, "region");
    }
}

static void
note_spelling (GaImportReading *self, GaImportRow *row, const char *value, const char *name)
{
  GArray *resolved = self->import->resolved;
  GaResolvedName note;

  if (resolved->len > 0)
    {
      const GaResolvedName *last = &g_array_index (resolved, GaResolvedName, resolved->len - 1);

      if (last->row == row->row && g_str_equal (last->value, value))
        return;
    }
  note = (GaResolvedName){ row->row, g_strdup (value), g_strdup (name) };
  g_array_append_val (resolved, note);
}

static gboolean
has_word (const char *words, const char *word)
{
  g_auto (GStrv) each = g_strsplit (words != NULL ? words : "", "|", -1);

  return g_strv_contains ((const char *const *) each, word);
}

/* @words and @word, which may be new to them. */
static char *
with_word (const char *words, const char *word)
{
  if (words == NULL || *words == '\0')
    return g_strdup (word);
  return has_word (words, word) ? g_strdup (words) : g_strconcat (words, "|", word, NULL);
}

/* Names and spellings of the file that are not the kommune's own become its other spellings. */
static void
settle_spellings (GaImportReading *self, GaImportRow *row)
{
  const char *own = ga_record_get_text (row->existing, "name");
  const char *known = ga_record_get_text (row->existing, "aliases");
  const char *name = ga_record_get_text (row->record, "name");
  const char *said = ga_record_get_text (row->record, "aliases");
  g_auto (GStrv) each = g_strsplit (said != NULL ? said : "", "|", -1);
  g_autofree char *all = g_strdup (known);

  if (name != NULL && !g_str_equal (name, own))
    {
      char *more = with_word (all, name);

      note_spelling (self, row, name, own);
      g_free (all);
      all = more;
    }
  for (guint i = 0; each[i] != NULL; i++)
    if (*each[i] != '\0' && !g_str_equal (each[i], own))
      {
        char *more = with_word (all, each[i]);

        note_spelling (self, row, each[i], own);
        g_free (all);
        all = more;
      }
  ga_import_row_withdraw (self, row, "name");
  ga_record_set_text (row->record, "aliases", all);
  if (all != NULL)
    ga_import_row_give (self, row, "aliases");
}

static void
complain (GaImportReading *self, GaImportRow *row, const char *field, GError *problem)
{
  const char *value = ga_record_get_text (row->record, field);

  ga_import_row_complain (self, row, ga_entity_get_field (self->entity, field), value, problem);
  g_error_free (problem);
}

static GaRecord *
find_by_name (GaImportReading *self, GaImportRow *row, const char *country, const char *name)
{
  g_autoptr (GPtrArray) found = ga_kommune_finder_by_name (self->import->kommuner, country, name);

  /* Two countries may share a name; the file does not say which, so ours goes first. */
  if (found->len > 1 && country == NULL)
    {
      g_ptr_array_unref (found);
      found = ga_kommune_finder_by_name (self->import->kommuner, "DK", name);
    }
  if (found->len == 1)
    return g_ptr_array_index (found, 0);
  if (found->len == 0)
    complain (self, row, "name", ga_reference_finder_refuse (self->references, self->entity, name));
  else
    complain (self, row, "name",
              g_error_new (
                  GA_MODEL_ERROR, GA_MODEL_ERROR_REFERENCE,
                  _ ("There are several kommuner called “%s”. Add a column with the code."), name));
  return NULL;
}

/* The code says which; a name that is another's would be a mistake in the file. */
static gboolean
check_name (GaImportReading *self, GaImportRow *row, GaRecord *found, const char *name)
{
  g_autoptr (GPtrArray) named = ga_kommune_finder_by_name (
      self->import->kommuner, ga_record_get_text (found, "country"), name);

  if (named->len == 0 || g_ptr_array_find (named, found, NULL))
    return TRUE;
  complain (self, row, "name",
            g_error_new (GA_MODEL_ERROR, GA_MODEL_ERROR_REFERENCE,
                         _ ("The code %1$s is that of %2$s. Correct the code or the name."),
                         ga_record_get_text (found, "code"), ga_record_get_text (found, "name")));
  return FALSE;
}

/**
 * ga_import_kommune_settle:
 *
 * Finds the kommune that the row is about: by its code, else by name or other spelling.
 */
gboolean
ga_import_kommune_settle (GaImportReading *self, GaImportRow *row, GError **error)
{
  const char *country = ga_import_row_says (self, row, "country")
                            ? ga_record_get_text (row->record, "country")
                            : NULL;
  const char *code, *name;
  GaRecord *found = NULL;

  pad_code (row->record);
  drop_word (row->record);
  name_region (self, row);
  code = ga_record_get_text (row->record, "code");
  name = ga_record_get_text (row->record, "name");
  if (row->bad || row->has_id)
    return TRUE;
  if (code != NULL)
    found = ga_kommune_finder_by_code (self->import->kommuner, country, code);
  else if (name != NULL)
    found = find_by_name (self, row, country, name);
  if (found == NULL)
    return TRUE;
  if (code != NULL && name != NULL && !check_name (self, row, found, name))
    return TRUE;
  row->existing = g_object_ref (found);
  g_hash_table_add (self->seen_kommuner, (gpointer) ga_record_get_id (found));
  settle_spellings (self, row);
  return TRUE;
}

/**
 * ga_import_kommune_end:
 *
 * Names the Danish kommuner that a file of Danish kommuner lacks.
 */
void
ga_import_kommune_end (GaImportReading *self)
{
  GPtrArray *all = ga_kommune_finder_get_all (self->import->kommuner);
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);
  gboolean danish = FALSE;

  for (guint i = 0; i < all->len; i++)
    {
      const GaRecord *kommune = g_ptr_array_index (all, i);

      if (g_strcmp0 (ga_record_get_text (kommune, "country"), "DK") != 0)
        continue;
      if (g_hash_table_contains (self->seen_kommuner, ga_record_get_id (kommune)))
        danish = TRUE;
      else if (g_strcmp0 (ga_record_get_text (kommune, "code"), CHRISTIANSO) != 0)
        g_ptr_array_add (missing, g_strdup (ga_record_get_text (kommune, "name")));
    }
  if (danish)
    self->import->missing = g_steal_pointer (&missing);
}
