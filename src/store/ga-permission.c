/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-permission.h"

#include "model/ga-rights.h"
#include "store/ga-permission-private.h"
#include "store/ga-reader-private.h"
#include "store/ga-store.h"
#include "store/ga-transaction-private.h"

struct _GaPermission
{
  GaDb *db;
  GaRights *rights;
  gboolean hosts; /* some community: then also those that it registers */
};

static gboolean
find_id (GaDb *db, const char *sql, const GaId *id, GaId *found, GError **error)
{
  sqlite3_stmt *statement = ga_db_prepare (db, sql, error);
  gboolean row = FALSE;

  *found = (GaId){ 0 };
  if (statement == NULL)
    return FALSE;
  ga_db_bind_id (statement, 1, id);
  if (!ga_db_step (db, statement, &row, error))
    return FALSE;
  if (row)
    ga_db_column_id (statement, 0, found);
  sqlite3_reset (statement);
  return TRUE;
}

/* A grant for a community leads into the kommune around it. */
static gboolean
add_grant (GaPermission *self, const GaGrant *grant, GError **error)
{
  GaId kommune = { 0 };

  if (grant->space.place == GA_PLACE_COMMUNITY &&
      !find_id (self->db, "SELECT kommune FROM community WHERE id = ?", &grant->space.target,
                &kommune, error))
    return FALSE;
  self->hosts = self->hosts || grant->access == GA_ACCESS_HOST;
  ga_rights_add (self->rights, grant->access, &grant->space, &kommune);
  return TRUE;
}

static gboolean
read_grants (GaDb *db, char **text, GError **error)
{
  sqlite3_stmt *statement =
      ga_db_prepare (db, "SELECT value FROM meta WHERE name = 'sync:grants'", error);
  gboolean row = FALSE;

  *text = NULL;
  if (statement == NULL || !ga_db_step (db, statement, &row, error))
    return FALSE;
  if (row)
    *text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);
  return TRUE;
}

GaPermission *
ga_permission_load (GaDb *db, GError **error)
{
  g_autoptr (GaPermission) self = NULL;
  g_autoptr (GArray) grants = NULL;
  g_autofree char *text = NULL;

  if (!read_grants (db, &text, error) || text == NULL)
    return NULL;
  self = g_new0 (GaPermission, 1);
  self->db = db;
  self->rights = ga_rights_new ();
  grants = ga_grants_parse (text);
  for (guint i = 0; i < grants->len; i++)
    if (!add_grant (self, &g_array_index (grants, GaGrant, i), error))
      return NULL;
  return g_steal_pointer (&self);
}

void
ga_permission_free (GaPermission *self)
{
  ga_rights_free (self->rights);
  g_free (self);
}

/* Who registers a community is its host from then on, which the server tells with a later pull: a
 * row that it has not, or that is newer than what it has told, was made here. The head does not say
 * so: it moves with a receipt, too. */
static gboolean
learn_new_host (GaPermission *self, const GaId *community, GError **error)
{
  GaGrant grant = { GA_ACCESS_HOST, { GA_PLACE_COMMUNITY, *community } };
  GaId found;

  if (!self->hosts || ga_rights_host (self->rights, community))
    return TRUE;
  if (!find_id (self->db,
                "SELECT id FROM community WHERE id = ? AND (_rev IS NULL OR _rev > "
                "(SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'sync:told'))",
                community, &found, error))
    return FALSE;
  return ga_id_is_none (&found) || add_grant (self, &grant, error);
}

static gboolean
find_place (GaPermission *self,
            const GaRecord *record,
            const GaSpace *space,
            GaRowPlace *place,
            GError **error)
{
  const GaId *meeting = ga_row_place_read (place, record, space);
  GaId community = { 0 };

  if (meeting != NULL &&
      !find_id (self->db, "SELECT community FROM meeting WHERE id = ?", meeting, &community, error))
    return FALSE;
  if (!ga_id_is_none (&community))
    ga_row_place_add (place, &community);
  for (guint i = 0; i < place->n_communities; i++)
    if (!learn_new_host (self, &place->communities[i], error))
      return FALSE;
  return TRUE;
}

gboolean
ga_permission_check (GaPermission *self,
                     const GaRecord *record,
                     GaOperationKind operation,
                     const GaSpace *space,
                     GError **error)
{
  const GaEntity *entity = ga_record_get_entity (record);
  /* Which account wrote what came from the server is not known here: where it is
   * somebody else's, the server refuses. */
  GaRowPlace place = { .is_mine = TRUE };

  /* What never leaves this computer is nobody else's business. */
  if (space->place == GA_PLACE_OWN)
    return TRUE;
  if (!find_place (self, record, space, &place, error))
    return FALSE;
  if (ga_rights_may (self->rights, entity, operation, &place, NULL))
    return TRUE;
  g_set_error_literal (error, GA_STORE_ERROR, GA_STORE_ERROR_REFUSED,
                       ga_rights_explain (self->rights, entity, operation));
  return FALSE;
}

/* Where a record lies; of a new one that is a community's own, in which it will. */
static gboolean
find_space (GaDb *db, const GaRecord *record, GaSpace *space)
{
  const GaEntity *entity = ga_record_get_entity (record);
  gint64 number;

  if (!ga_record_is_stored (record) && entity->space.kind == GA_SPACE_COMMUNITY &&
      ga_record_has (record, "community"))
    {
      *space = (GaSpace){ GA_PLACE_COMMUNITY, *ga_record_get_reference (record, "community") };
      return TRUE;
    }
  return ga_space_of_row (db, entity, ga_record_get_id (record), &number, NULL) &&
         ga_space_from_number (db, number, space, NULL);
}

/* What cannot be found out is not forbidden: whoever writes is told in time. */
gboolean
ga_reader_may (GaReader *reader,
               const GaRecord *record,
               GaOperationKind operation,
               const char **why)
{
  GaDb *db = ga_reader_get_db (reader);
  const GaEntity *entity = ga_record_get_entity (record);
  g_autoptr (GaPermission) permission = ga_permission_load (db, NULL);
  g_autoptr (GError) error = NULL;
  GaSpace space;

  if (permission == NULL || !find_space (db, record, &space) ||
      ga_permission_check (permission, record, operation, &space, &error) ||
      !g_error_matches (error, GA_STORE_ERROR, GA_STORE_ERROR_REFUSED))
    return TRUE;
  if (why != NULL)
    *why = ga_rights_explain (permission->rights, entity, operation);
  return FALSE;
}

gboolean
ga_reader_may_add (GaReader *reader, const GaEntity *entity, const char **why)
{
  g_autoptr (GaPermission) permission = ga_permission_load (ga_reader_get_db (reader), NULL);

  if (permission == NULL ||
      ga_rights_may_somewhere (permission->rights, entity, GA_OPERATION_INSERT))
    return TRUE;
  if (why != NULL)
    *why = ga_rights_explain (permission->rights, entity, GA_OPERATION_INSERT);
  return FALSE;
}
