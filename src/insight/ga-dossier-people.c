/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "insight/ga-dossier-private.h"

/* Who leads the walks, and whom to ask. Names only for who sees names; else how many they are. */

/* What somebody is told to be: GaId of the person → GPtrArray of char*. */
typedef GHashTable Told;

static void
person_free (gpointer data)
{
  GaDossierPerson *person = data;

  g_object_unref (person->record);
  g_free (person->about);
  g_free (person);
}

static Told *
told_new (void)
{
  return g_hash_table_new_full (ga_id_hash, ga_id_equal, g_free,
                                (GDestroyNotify) g_ptr_array_unref);
}

static void
tell (Told *told, const GaId *person, const char *what)
{
  GPtrArray *parts = g_hash_table_lookup (told, person);

  if (parts == NULL)
    {
      parts = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (told, ga_id_copy (person), parts);
    }
  g_ptr_array_add (parts, g_strdup (what));
}

static char *
join (GPtrArray *parts)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; i < parts->len; i++)
    g_strv_builder_add (builder, parts->pdata[i]);
  all = g_strv_builder_end (builder);
  return g_strjoinv (", ", all);
}

/* (transfer full) (nullable) (element-type GaDossierPerson): them by name, if names are seen */
static GPtrArray *
list_people (GaDossierReading *self, Told *told, GError **error)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (person_free);
  g_autoptr (GArray) ids = ga_dossier_new_ids ();
  g_autoptr (GPtrArray) records = NULL;
  GHashTableIter iter;
  gpointer id;

  if (!self->dossier->sees_names)
    return g_steal_pointer (&people);
  g_hash_table_iter_init (&iter, told);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_array_append_vals (ids, id, 1);
  records = ga_dossier_reading_list (self, "person", "id", ids, NULL, error);
  if (records == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++)
    {
      GaDossierPerson *person = g_new0 (GaDossierPerson, 1);

      person->record = g_object_ref (records->pdata[i]);
      person->name = ga_record_get_text (person->record, "name");
      person->about = join (g_hash_table_lookup (told, ga_record_get_id (person->record)));
      g_ptr_array_add (people, person);
    }
  return g_steal_pointer (&people);
}

static gboolean
is_current (const GaRecord *role, const char *today)
{
  const char *from = ga_record_get_text (role, "from");
  const char *until = ga_record_get_text (role, "until");

  return (from == NULL || strcmp (from, today) <= 0) &&
         (until == NULL || strcmp (until, today) >= 0);
}

static gboolean
read_hosts (GaDossierReading *self, GError **error)
{
  GPtrArray *communities = self->dossier->communities;
  g_autoptr (GPtrArray) roles =
      ga_dossier_reading_list (self, "role", "community", self->communities, NULL, error);
  g_autoptr (GHashTable) roles_of = NULL;
  g_autoptr (GHashTable) told = told_new ();

  if (roles == NULL)
    return FALSE;
  roles_of = ga_dossier_group (roles, "community");
  for (guint i = 0; i < communities->len; i++)
    {
      GaRecord *community = ((GaDossierCommunity *) communities->pdata[i])->record;
      GPtrArray *own = g_hash_table_lookup (roles_of, ga_record_get_id (community));

      /* What is closed is led by nobody. */
      if (ga_record_is_one_of (community, "status", "closed"))
        continue;
      for (guint j = 0; own != NULL && j < own->len; j++)
        if (ga_record_is_one_of (own->pdata[j], "role", "host co_host") &&
            is_current (own->pdata[j], self->dossier->day) &&
            ga_record_has (own->pdata[j], "person"))
          tell (told, ga_record_get_reference (own->pdata[j], "person"),
                ga_record_get_text (community, "name"));
    }
  self->dossier->n_hosts = g_hash_table_size (told);
  self->dossier->hosts = list_people (self, told, error);
  return self->dossier->hosts != NULL;
}

static gboolean
tell_roles (GaDossierReading *self, Told *told, GError **error)
{
  g_autoptr (GPtrArray) roles =
      ga_dossier_reading_list (self, "role", "organisation", self->own, NULL, error);

  if (roles == NULL)
    return FALSE;
  for (guint i = 0; i < roles->len; i++)
    {
      g_autofree char *role = ga_reader_display (self->reader, roles->pdata[i], "role");

      if (is_current (roles->pdata[i], self->dossier->day) &&
          ga_record_has (roles->pdata[i], "person"))
        tell (told, ga_record_get_reference (roles->pdata[i], "person"), role);
    }
  return TRUE;
}

static void
tell_responsible (GaDossierReading *self, Told *told)
{
  GPtrArray *agreements = self->dossier->agreements;

  for (guint i = 0; i < agreements->len; i++)
    {
      const GaDossierAgreement *agreement = agreements->pdata[i];

      for (guint j = 0; j < agreement->parties->len; j++)
        {
          const GaDossierParty *party = agreement->parties->pdata[j];
          const GaId *person = ga_record_get_reference (party->record, "person");
          /* TRANSLATORS: the title of an agreement */
          g_autofree char *what = g_strdup_printf (_ ("responsible for “%s”"),
                                                   ga_record_get_text (agreement->record, "title"));

          if (person != NULL)
            tell (told, person, what);
        }
    }
}

static gboolean
read_contacts (GaDossierReading *self, GError **error)
{
  g_autoptr (GHashTable) told = told_new ();

  if (!tell_roles (self, told, error))
    return FALSE;
  tell_responsible (self, told);
  self->dossier->n_people = g_hash_table_size (told);
  self->dossier->people = list_people (self, told, error);
  return self->dossier->people != NULL;
}

gboolean
ga_dossier_read_people (GaDossierReading *self, GError **error)
{
  return read_hosts (self, error) && read_contacts (self, error);
}
