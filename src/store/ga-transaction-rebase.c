/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-transaction.h"

#include <glib/gi18n-lib.h>

#include "store/ga-store.h"

static gboolean
differs (const GaRecord *one, const GaRecord *other, guint nth)
{
  return !ga_value_equal (ga_record_get_nth (one, nth), ga_record_get_nth (other, nth));
}

/* Whether two records differ in what the field says: in itself, or in one of those it makes sense
 * together with alone. */
static gboolean
says_other (const GaRecord *one, const GaRecord *other, guint nth)
{
  const GaEntity *entity = ga_record_get_entity (one);
  const char *word = entity->fields[nth].together;

  if (word == NULL)
    return differs (one, other, nth);
  for (guint i = 0; i < entity->n_fields; i++)
    if (g_strcmp0 (entity->fields[i].together, word) == 0 && differs (one, other, i))
      return TRUE;
  return FALSE;
}

/* Which of the fields that the nth one makes sense together with others have changed. */
static guint
find_changed (const GaRecord *now, const GaRecord *base, guint nth)
{
  const GaEntity *entity = ga_record_get_entity (now);
  const char *word = entity->fields[nth].together;

  for (guint i = 0; word != NULL && i < entity->n_fields; i++)
    if (g_strcmp0 (entity->fields[i].together, word) == 0 && differs (now, base, i) &&
        (entity->fields[i].flags & GA_FIELD_HIDDEN) == 0)
      return i;
  return nth;
}

static gboolean
refuse (GaReader *reader, const GaRecord *now, guint nth, const char **field, GError **error)
{
  const GaField *changed = &ga_record_get_entity (now)->fields[nth];
  g_autofree char *value = ga_reader_display (reader, now, changed->name);

  *field = changed->name;
  if (value == NULL || *value == '\0')
    g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE,
                 /* TRANSLATORS: %s is a field */
                 _ ("Somebody has emptied “%s” meanwhile. Close the form, look at it, and "
                    "open it again."),
                 ga_field_get_label (changed));
  else
    g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE,
                 /* TRANSLATORS: a field, and what it says now */
                 _ ("Somebody has changed “%1$s” to “%2$s” meanwhile. Close the form, look "
                    "at it, and open it again."),
                 ga_field_get_label (changed), value);
  return FALSE;
}

/**
 * ga_transaction_rebase:
 * @record: what is to be written, changed from @base; takes over what others have changed since
 * @base: the record as it was read, perhaps long ago
 * @field: (out): set to the name of a field that both have changed, where that is refused
 * @error: %GA_MODEL_ERROR_RULE with a sentence for the reader of @field, or of %GA_STORE_ERROR
 *
 * What was changed on one side alone stands, and so does what both have changed to the same. Fields
 * that make sense together alone are one (GaField.together). A record that is gone is left to
 * ga_transaction_put() to tell. Nothing is written.
 */
gboolean
ga_transaction_rebase (
    GaTransaction *self, GaRecord *record, const GaRecord *base, const char **field, GError **error)
{
  const GaEntity *entity = ga_record_get_entity (record);
  GaReader *reader = ga_transaction_get_reader (self);
  g_autoptr (GaRecord) here = ga_record_copy (record);
  g_autoptr (GaRecord) now = NULL;
  g_autoptr (GError) local = NULL;

  now = ga_reader_find (reader, entity, ga_record_get_id (record), &local);
  if (local != NULL && !g_error_matches (local, GA_STORE_ERROR, GA_STORE_ERROR_MISSING))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  for (guint i = 0; now != NULL && i < entity->n_fields; i++)
    {
      if (!says_other (now, base, i) || !says_other (now, here, i))
        continue;
      if (!says_other (here, base, i))
        ga_record_set (record, entity->fields[i].name, ga_record_get_nth (now, i));
      else if (differs (now, here, i))
        return refuse (reader, now, find_changed (now, base, i), field, error);
    }
  return TRUE;
}
