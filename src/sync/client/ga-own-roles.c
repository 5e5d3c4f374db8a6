/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/client/ga-own-roles.h"

#include <string.h>

#include "model/ga-access.h"
#include "model/ga-date.h"
#include "store/ga-membership.h"

#define MARK   "own-roles" /* whose profile it is, and the grants that have been looked at */
#define PERSON "own-person:"
#define MOST   200

/* (transfer full) (nullable): the grants that this very profile has looked at; a copy of it becomes
 * another client */
static char *
get_seen (GaReader *reader, const GaMembership *membership)
{
  g_autofree char *mark = ga_reader_get_mark (reader, MARK);
  g_autofree char *profile = ga_id_to_string (&membership->client);

  return mark != NULL && g_str_has_prefix (mark, profile) ? g_strdup (mark + strlen (profile))
                                                          : NULL;
}

static gboolean
set_seen (GaTransaction *transaction,
          const GaMembership *membership,
          const char *grants,
          GError **error)
{
  g_autofree char *profile = ga_id_to_string (&membership->client);
  g_autofree char *mark = g_strconcat (profile, grants, NULL);

  return ga_transaction_set_mark (transaction, MARK, mark, error);
}

static gboolean
is_due (const GaMembership *membership, const char *seen)
{
  return membership->stopped == NULL && membership->grants != NULL && membership->name != NULL &&
         *membership->name != '\0' && g_strcmp0 (seen, membership->grants) != 0;
}

gboolean
ga_own_roles_begin (GaTransaction *transaction, gboolean invited, GError **error)
{
  g_autoptr (GaMembership) membership =
      ga_reader_get_membership (ga_transaction_get_reader (transaction), error);

  if (membership == NULL)
    return FALSE;
  return invited ? set_seen (transaction, membership, "", error)
                 : ga_transaction_set_mark (transaction, MARK, "", error);
}

char *
ga_own_roles_get_due (GaReader *reader)
{
  g_autoptr (GaMembership) membership = ga_reader_get_membership (reader, NULL);
  g_autofree char *seen = membership != NULL ? get_seen (reader, membership) : NULL;

  return membership != NULL && is_due (membership, seen) ? g_steal_pointer (&membership->grants)
                                                         : NULL;
}

static const GaEntity *
entity_of (GaReader *reader, const char *name)
{
  return ga_schema_get (ga_reader_get_schema (reader), name);
}

/* (nullable): those of that name in the kommune */
static GPtrArray *
list_namesakes (GaReader *reader, const char *name, const GaId *kommune, GError **error)
{
  g_autoptr (GaQuery) query = ga_query_new (entity_of (reader, "person"));

  ga_query_where_text (query, "name", GA_EQUAL, name);
  ga_query_where_id (query, "kommune", kommune);
  ga_query_set_window (query, 0, MOST);
  return ga_reader_list (reader, query, error);
}

static gboolean
has_role (GaReader *reader,
          const GaRecord *person,
          const GaId *community,
          gboolean *found,
          GError **error)
{
  g_autoptr (GaQuery) query = ga_query_new (entity_of (reader, "role"));
  gint64 count;

  ga_query_where_id (query, "person", ga_record_get_id (person));
  ga_query_where_id (query, "community", community);
  count = ga_reader_count (reader, query, error);
  *found = count > 0;
  return count >= 0;
}

static gboolean
put_role (GaTransaction *transaction, const GaRecord *person, const GaId *community, GError **error)
{
  GaReader *reader = ga_transaction_get_reader (transaction);
  g_autoptr (GaRecord) role = ga_record_new (entity_of (reader, "role"));
  g_autofree char *today = ga_date_today ();

  ga_record_set_reference (role, "person", ga_record_get_id (person));
  ga_record_set_reference (role, "community", community);
  ga_record_set_text (role, "role", "host");
  ga_record_set_text (role, "from", today);
  return ga_transaction_put (transaction, role, error);
}

static GaRecord *
put_person (GaTransaction *transaction, const char *name, const GaId *kommune, GError **error)
{
  GaReader *reader = ga_transaction_get_reader (transaction);
  g_autoptr (GaRecord) person = ga_record_new (entity_of (reader, "person"));

  ga_record_set_text (person, "name", name);
  ga_record_set_reference (person, "kommune", kommune);
  return ga_transaction_put (transaction, person, error) ? g_steal_pointer (&person) : NULL;
}

/* (nullable): who was taken for the host in that kommune before, whatever they are called now */
static GaRecord *
find_known (GaReader *reader, const char *mark)
{
  g_autofree char *text = ga_reader_get_mark (reader, mark);
  GaId id;

  return text != NULL && ga_id_parse (text, &id)
             ? ga_reader_find (reader, entity_of (reader, "person"), &id, NULL)
             : NULL;
}

/* Somebody of that name who has a role there is the host; of several without one nobody is, as a
 * name alone does not tell them apart. */
static GaRecord *
find_by_name (GaTransaction *transaction,
              const char *name,
              const GaRecord *community,
              GError **error)
{
  GaReader *reader = ga_transaction_get_reader (transaction);
  const GaId *kommune = ga_record_get_reference (community, "kommune");
  g_autoptr (GPtrArray) namesakes = list_namesakes (reader, name, kommune, error);

  if (namesakes == NULL)
    return NULL;
  for (guint i = 0; i < namesakes->len; i++)
    {
      gboolean found;

      if (!has_role (reader, namesakes->pdata[i], ga_record_get_id (community), &found, error))
        return NULL;
      if (found)
        return g_object_ref (namesakes->pdata[i]);
    }
  return namesakes->len == 1 ? g_object_ref (namesakes->pdata[0])
                             : put_person (transaction, name, kommune, error);
}

static gboolean
add_to (GaTransaction *transaction, const char *name, const GaRecord *community, GError **error)
{
  GaReader *reader = ga_transaction_get_reader (transaction);
  g_autofree char *kommune = ga_id_to_string (ga_record_get_reference (community, "kommune"));
  g_autofree char *mark = g_strconcat (PERSON, kommune, NULL);
  g_autoptr (GaRecord) person = find_known (reader, mark);
  g_autofree char *id = NULL;
  gboolean found;

  if (person == NULL)
    person = find_by_name (transaction, name, community, error);
  if (person == NULL || !has_role (reader, person, ga_record_get_id (community), &found, error) ||
      (!found && !put_role (transaction, person, ga_record_get_id (community), error)))
    return FALSE;
  id = ga_id_to_string (ga_record_get_id (person));
  return ga_transaction_set_mark (transaction, mark, id, error);
}

static gboolean
contains (GArray *grants, const GaGrant *grant)
{
  for (guint i = 0; i < grants->len; i++)
    {
      const GaGrant *one = &g_array_index (grants, GaGrant, i);

      if (one->access == grant->access && ga_space_equal (&one->space, &grant->space))
        return TRUE;
    }
  return FALSE;
}

static gboolean
add_for (GaTransaction *transaction, const char *name, const GaGrant *grant, GError **error)
{
  GaReader *reader = ga_transaction_get_reader (transaction);
  g_autoptr (GaRecord) community = NULL;

  if (grant->access == GA_ACCESS_HOST && grant->space.place == GA_PLACE_COMMUNITY)
    community =
        ga_reader_find (reader, entity_of (reader, "community"), &grant->space.target, NULL);
  return community == NULL || !ga_record_has (community, "kommune") ||
         add_to (transaction, name, community, error);
}

gboolean
ga_own_roles_add (GaTransaction *transaction, GError **error)
{
  GaReader *reader = ga_transaction_get_reader (transaction);
  g_autoptr (GaMembership) membership = ga_reader_get_membership (reader, NULL);
  g_autofree char *seen = membership != NULL ? get_seen (reader, membership) : NULL;
  g_autoptr (GArray) before = NULL;
  g_autoptr (GArray) grants = NULL;

  if (membership == NULL || !is_due (membership, seen))
    return TRUE;
  before = ga_grants_parse (seen != NULL ? seen : membership->grants);
  grants = ga_grants_parse (membership->grants);
  for (guint i = 0; i < grants->len; i++)
    {
      const GaGrant *grant = &g_array_index (grants, GaGrant, i);

      if (!contains (before, grant) && !add_for (transaction, membership->name, grant, error))
        return FALSE;
    }
  return ga_transaction_note_joining (transaction, error) &&
         set_seen (transaction, membership, membership->grants, error);
}
