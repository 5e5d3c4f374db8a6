/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/client/ga-own-roles.h"

#include "model/ga-access.h"
#include "model/ga-date.h"
#include "store/ga-membership.h"

#define MARK "own-roles" /* the grants that have been looked at */
#define MOST 200

static gboolean
is_due (GaReader *reader, const GaMembership *membership)
{
  g_autofree char *seen = NULL;

  if (membership == NULL || membership->stopped != NULL || membership->grants == NULL ||
      membership->name == NULL || *membership->name == '\0')
    return FALSE;
  seen = ga_reader_get_mark (reader, MARK);
  return g_strcmp0 (seen, membership->grants) != 0;
}

gboolean
ga_own_roles_are_due (GaReader *reader)
{
  g_autoptr (GaMembership) membership = ga_reader_get_membership (reader, NULL);

  return is_due (reader, membership);
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

/* Somebody of that name who has a role there is taken for the host; of several without one nobody
 * is, as a name alone does not tell them apart. */
static gboolean
add_to (GaTransaction *transaction, const char *name, const GaRecord *community, GError **error)
{
  GaReader *reader = ga_transaction_get_reader (transaction);
  const GaId *id = ga_record_get_id (community);
  const GaId *kommune = ga_record_get_reference (community, "kommune");
  g_autoptr (GPtrArray) namesakes = list_namesakes (reader, name, kommune, error);
  g_autoptr (GaRecord) person = NULL;

  if (namesakes == NULL)
    return FALSE;
  for (guint i = 0; i < namesakes->len; i++)
    {
      gboolean found;

      if (!has_role (reader, namesakes->pdata[i], id, &found, error))
        return FALSE;
      if (found)
        return TRUE;
    }
  person = namesakes->len == 1 ? g_object_ref (namesakes->pdata[0])
                               : put_person (transaction, name, kommune, error);
  return person != NULL && put_role (transaction, person, id, error);
}

gboolean
ga_own_roles_add (GaTransaction *transaction, GError **error)
{
  GaReader *reader = ga_transaction_get_reader (transaction);
  g_autoptr (GaMembership) membership = ga_reader_get_membership (reader, NULL);
  g_autoptr (GArray) grants = NULL;

  if (!is_due (reader, membership))
    return TRUE;
  grants = ga_grants_parse (membership->grants);
  for (guint i = 0; i < grants->len; i++)
    {
      const GaGrant *grant = &g_array_index (grants, GaGrant, i);
      g_autoptr (GaRecord) community = NULL;

      if (grant->access == GA_ACCESS_HOST && grant->space.place == GA_PLACE_COMMUNITY)
        community =
            ga_reader_find (reader, entity_of (reader, "community"), &grant->space.target, NULL);
      if (community != NULL && ga_record_has (community, "kommune") &&
          !add_to (transaction, membership->name, community, error))
        return FALSE;
    }
  return ga_transaction_set_mark (transaction, MARK, membership->grants, error);
}
