/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-unshared.h"

#include "model/ga-rights.h"
#include "store/ga-outbox.h"
#include "store/ga-permission-private.h"
#include "store/ga-reader-private.h"
#include "store/ga-transaction-private.h"

/* What has no revision is sent on joining, but for what is this computer's own (_space 2). */
#define NOT_SENT "_rev IS NULL AND _space <> 2"

/* By a walk that has no community of its own, of its community. */
#define OF_MEETING "(SELECT m.community FROM meeting m WHERE m.id = meeting)"

static GaRights *
make_rights (GaDb *db, const char *text, GArray *kommuner, GError **error)
{
  g_autoptr (GaRights) rights = ga_permission_read_rights (db, text, error);
  g_autoptr (GArray) grants = ga_grants_parse (text);

  for (guint i = 0; rights != NULL && i < grants->len; i++)
    {
      const GaGrant *grant = &g_array_index (grants, GaGrant, i);

      /* Any of them will do: it is asked only whether a place lies in one. */
      for (guint j = 0; grant->space.place == GA_PLACE_COMMUNITY && j < kommuner->len; j++)
        ga_rights_add (rights, grant->access, &grant->space, &g_array_index (kommuner, GaId, j));
    }
  return g_steal_pointer (&rights);
}

static gboolean
may_insert (const GaRights *rights,
            const GaEntity *entity,
            const GaSpace *space,
            const GaId *community,
            GaAccess *access)
{
  GaRowPlace place = { .space = *space };

  if (space->place == GA_PLACE_COMMUNITY)
    ga_row_place_add (&place, &space->target);
  if (!ga_id_is_none (community))
    ga_row_place_add (&place, community);
  return ga_rights_may (rights, entity, GA_OPERATION_INSERT, &place, access);
}

/* Who registers a community as a host is its host from then on. */
static gboolean
add_own_communities (GaReader *reader, GaRights *rights, GError **error)
{
  GaDb *db = ga_reader_get_db (reader);
  const GaEntity *entity = ga_schema_get (ga_reader_get_schema (reader), "community");
  sqlite3_stmt *statement = ga_db_prepare (
      db, "SELECT id, kommune FROM community WHERE " NOT_SENT " AND kommune IS NOT NULL", error);
  gboolean row = statement != NULL;

  while (row)
    {
      GaSpace kommune = { .place = GA_PLACE_KOMMUNE };
      GaSpace own = { .place = GA_PLACE_COMMUNITY };
      GaAccess access;

      if (!ga_db_step (db, statement, &row, error))
        return FALSE;
      if (row && ga_db_column_id (statement, 0, &own.target) &&
          ga_db_column_id (statement, 1, &kommune.target) &&
          may_insert (rights, entity, &kommune, &own.target, &access) && access == GA_ACCESS_HOST)
        ga_rights_add (rights, GA_ACCESS_HOST, &own, &kommune.target);
    }
  return statement != NULL;
}

/* SQL of the community that a row belongs to, whatever its space. */
static const char *
get_community_sql (const GaEntity *entity)
{
  gboolean has_community = ga_entity_field_index (entity, "community") >= 0;
  gboolean has_meeting = ga_entity_field_index (entity, "meeting") >= 0;

  if (g_str_equal (entity->name, "community"))
    return "id";
  if (has_community)
    return has_meeting ? "coalesce(community, " OF_MEETING ")" : "community";
  return has_meeting ? OF_MEETING : "NULL";
}

static gboolean
count_entity (GaDb *db, const GaRights *rights, GaUnshared *unshared, GError **error)
{
  const GaEntity *entity = unshared->entity;
  g_autofree char *sql =
      g_strdup_printf ("SELECT _space, %s, count(*) FROM \"%s\" WHERE " NOT_SENT " GROUP BY 1, 2",
                       get_community_sql (entity), entity->name);
  sqlite3_stmt *statement = ga_db_prepare (db, sql, error);
  gboolean row = statement != NULL;

  while (row)
    {
      GaId community = { 0 };
      GaSpace space;

      if (!ga_db_step (db, statement, &row, error))
        return FALSE;
      if (!row)
        break;
      ga_db_column_id (statement, 1, &community);
      if (!ga_space_from_number (db, sqlite3_column_int64 (statement, 0), &space, error))
        return FALSE;
      if (may_insert (rights, entity, &space, &community, NULL))
        continue;
      unshared->count += sqlite3_column_int64 (statement, 2);
      if (g_str_equal (entity->name, "community") && unshared->n_named < GA_UNSHARED_NAMED)
        unshared->named[unshared->n_named++] = community;
    }
  return statement != NULL;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 left = ((const GaUnshared *) a)->count, right = ((const GaUnshared *) b)->count;

  return (left < right) - (left > right);
}

GArray *
ga_reader_list_unshared (GaReader *reader, const char *grants, GArray *kommuner, GError **error)
{
  GaDb *db = ga_reader_get_db (reader);
  GaSchema *schema = ga_reader_get_schema (reader);
  g_autoptr (GaRights) rights = make_rights (db, grants, kommuner, error);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (GaUnshared));

  if (rights == NULL || !add_own_communities (reader, rights, error))
    return NULL;
  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    {
      GaUnshared unshared = { .entity = ga_schema_get_nth (schema, i) };

      /* A conflict that was found here is this computer's own. */
      if (!ga_outbox_takes (unshared.entity) || g_str_equal (unshared.entity->name, "conflict"))
        continue;
      if (!count_entity (db, rights, &unshared, error))
        return NULL;
      if (unshared.count > 0)
        g_array_append_val (found, unshared);
    }
  g_array_sort (found, compare);
  return g_steal_pointer (&found);
}
