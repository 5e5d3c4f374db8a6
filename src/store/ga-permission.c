/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-permission.h"

#include <glib/gi18n-lib.h>

#include "model/ga-conflict-subject.h"
#include "model/ga-rights.h"
#include "store/ga-membership-private.h"
#include "store/ga-permission-private.h"
#include "store/ga-reader-private.h"
#include "store/ga-store.h"
#include "store/ga-transaction-private.h"

/* So many communities one person may well host alone. */
#define HANDFUL 5

struct _GaPermission
{
  GaReader *reader; /* unowned */
  GaDb *db;         /* the reader's */
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
add_grant (GaDb *db, GaRights *rights, const GaGrant *grant, GError **error)
{
  GaId kommune = { 0 };

  if (grant->space.place == GA_PLACE_COMMUNITY &&
      !find_id (db, "SELECT kommune FROM community WHERE id = ?", &grant->space.target, &kommune,
                error))
    return FALSE;
  ga_rights_add (rights, grant->access, &grant->space, &kommune);
  return TRUE;
}

GaRights *
ga_permission_read_rights (GaDb *db, const char *text, GError **error)
{
  g_autoptr (GaRights) rights = ga_rights_new ();
  g_autoptr (GArray) grants = ga_grants_parse (text);

  for (guint i = 0; i < grants->len; i++)
    if (!add_grant (db, rights, &g_array_index (grants, GaGrant, i), error))
      return NULL;
  return g_steal_pointer (&rights);
}

static gboolean
is_any_host (const GaRights *rights)
{
  for (guint i = 0; i < rights->grants->len; i++)
    if (g_array_index (rights->grants, GaRight, i).access == GA_ACCESS_HOST)
      return TRUE;
  return FALSE;
}

GaPermission *
ga_permission_load (GaReader *reader, GError **error)
{
  GaDb *db = ga_reader_get_db (reader);
  g_autoptr (GaRights) rights = NULL;
  g_autofree char *text = NULL;
  GaPermission *self;

  if (!ga_membership_get_grants (db, &text, error) || text == NULL)
    return NULL;
  rights = ga_permission_read_rights (db, text, error);
  if (rights == NULL)
    return NULL;
  self = g_new0 (GaPermission, 1);
  self->reader = reader;
  self->db = db;
  self->hosts = is_any_host (rights);
  self->rights = g_steal_pointer (&rights);
  return self;
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
  return ga_id_is_none (&found) || add_grant (self->db, self->rights, &grant, error);
}

static gboolean
add_communities (GaPermission *self, GaRowPlace *place, const GaId *meeting, GError **error)
{
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

/* Rows tell the number of their author, and no profile is told its own: where it is somebody
 * else's, the server refuses (`not-yours`). A decision that it refuses would only be asked for
 * again, so nobody is taken for the author of what one is about. */
static gboolean
find_place (GaPermission *self,
            const GaRecord *record,
            const GaSpace *space,
            GaRowPlace *place,
            GError **error)
{
  g_autoptr (GaRecord) subject = NULL;
  g_autoptr (GError) local = NULL;
  const GaEntity *entity;
  GaId id;

  place->is_mine = TRUE;
  if (!g_str_equal (ga_record_get_entity (record)->name, "conflict") ||
      !ga_conflict_find_subject (ga_db_get_schema (self->db), record, &entity, &id))
    return add_communities (self, place, ga_row_place_read (place, record, space), error);
  place->is_mine = FALSE;
  subject = ga_reader_find_any (self->reader, entity, &id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return add_communities (
      self, place, ga_row_place_read_conflict (place, record, entity, &id, subject, space), error);
}

gboolean
ga_permission_check (GaPermission *self,
                     const GaRecord *record,
                     GaOperationKind operation,
                     const GaSpace *space,
                     GError **error)
{
  const GaEntity *entity = ga_record_get_entity (record);
  GaRowPlace place = { 0 };

  /* What never leaves this computer is nobody else's business. */
  if (space->place == GA_PLACE_OWN)
    return TRUE;
  if (!find_place (self, record, space, &place, error))
    return FALSE;
  if (ga_rights_may (self->rights, entity, operation, &place, NULL))
    return TRUE;
  g_set_error_literal (
      error, GA_STORE_ERROR, GA_STORE_ERROR_REFUSED,
      ga_rights_explain (self->rights, place.subject != NULL ? place.subject : entity, operation));
  return FALSE;
}

gboolean
ga_permission_check_change (GaPermission *self,
                            const GaRecord *before,
                            const GaSpace *from,
                            const GaRecord *record,
                            const GaSpace *to,
                            GError **error)
{
  g_autoptr (GError) local = NULL;

  if (!ga_permission_check (self, before, GA_OPERATION_UPDATE, from, error))
    return FALSE;
  if (ga_permission_check (self, record, GA_OPERATION_UPDATE, to, &local))
    return TRUE;
  /* Who may change it where it is, and not where it is to be. */
  if (g_error_matches (local, GA_STORE_ERROR, GA_STORE_ERROR_REFUSED) &&
      ga_record_get_entity (record)->space.kind == GA_SPACE_KOMMUNE && !ga_space_equal (from, to))
    g_set_error_literal (
        error, GA_STORE_ERROR, GA_STORE_ERROR_REFUSED,
        _ ("You can move this only to a kommune where you are host or consultant."));
  else
    g_propagate_error (error, g_steal_pointer (&local));
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

/* (transfer none) (nullable): as it is now: kept by the reader until somebody writes, so that a
 * page of rows loads it once. What a transaction has written is not kept, as it may yet be undone.
 */
static GaPermission *
get_permission (GaReader *reader)
{
  GaDb *db = ga_reader_get_db (reader);
  GaKeptPermission *kept = ga_reader_get_kept_permission (reader);
  gint64 version;

  if (!ga_db_get_integer (db, "PRAGMA data_version", &version, NULL) ||
      !sqlite3_get_autocommit (ga_db_get_handle (db)))
    version = 0;
  if (version == 0 || version != kept->version)
    {
      g_autoptr (GError) error = NULL;

      ga_kept_permission_clear (kept);
      kept->permission = ga_permission_load (reader, &error);
      kept->version = error == NULL ? version : 0;
    }
  return kept->permission;
}

void
ga_kept_permission_clear (GaKeptPermission *self)
{
  g_clear_pointer (&self->permission, ga_permission_free);
  self->version = 0;
  self->conflicts = -1;
}

/* What cannot be found out is not forbidden: whoever writes is told in time. */
gboolean
ga_reader_may (GaReader *reader,
               const GaRecord *record,
               GaOperationKind operation,
               const char **why)
{
  GaPermission *permission = get_permission (reader);
  g_autoptr (GError) error = NULL;
  GaSpace space;

  if (permission == NULL || !find_space (permission->db, record, &space) ||
      ga_permission_check (permission, record, operation, &space, &error) ||
      !g_error_matches (error, GA_STORE_ERROR, GA_STORE_ERROR_REFUSED))
    return TRUE;
  if (why != NULL)
    *why = ga_rights_explain (permission->rights, ga_record_get_entity (record), operation);
  return FALSE;
}

gboolean
ga_reader_may_add (GaReader *reader, const GaEntity *entity, const char **why)
{
  GaPermission *permission = get_permission (reader);

  if (permission == NULL ||
      ga_rights_may_somewhere (permission->rights, entity, GA_OPERATION_INSERT))
    return TRUE;
  if (why != NULL)
    *why = ga_rights_explain (permission->rights, entity, GA_OPERATION_INSERT);
  return FALSE;
}

GArray *
ga_reader_list_hosted (GaReader *reader)
{
  GArray *hosted = g_array_new (FALSE, FALSE, sizeof (GaId));
  g_autofree char *text = NULL;
  g_autoptr (GArray) grants = NULL;

  if (!ga_membership_get_grants (ga_reader_get_db (reader), &text, NULL) || text == NULL)
    return hosted;
  grants = ga_grants_parse (text);
  for (guint i = 0; i < grants->len; i++)
    {
      const GaGrant *grant = &g_array_index (grants, GaGrant, i);

      if (grant->access == GA_ACCESS_HOST && grant->space.place == GA_PLACE_COMMUNITY)
        g_array_append_val (hosted, grant->space.target);
    }
  return hosted;
}

gboolean
ga_reader_only_hosts (GaReader *reader)
{
  g_autoptr (GaMembership) membership = ga_reader_get_membership (reader, NULL);

  return membership != NULL &&
         g_strcmp0 (membership->role, ga_access_to_text (GA_ACCESS_HOST)) == 0;
}

/* Whether there are more than @most. */
static gboolean
has_more (GaReader *reader, const char *entity, guint most)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (ga_reader_get_schema (reader), entity));
  g_autoptr (GPtrArray) next = NULL;

  ga_query_set_window (query, most, 1);
  next = ga_reader_list (reader, query, NULL);
  return next != NULL && next->len > 0;
}

gboolean
ga_reader_is_office (GaReader *reader)
{
  g_autoptr (GaMembership) membership = ga_reader_get_membership (reader, NULL);

  if (membership != NULL)
    return !ga_reader_only_hosts (reader);
  return has_more (reader, "agreement", 0) || has_more (reader, "round", 0) ||
         has_more (reader, "community", HANDFUL);
}

gboolean
ga_reader_sees_names (GaReader *reader)
{
  GaPermission *permission = get_permission (reader);

  return permission == NULL || ga_rights_see_names_somewhere (permission->rights);
}

typedef struct
{
  GaReader *reader;
  GPtrArray *found; /* (nullable) */
  gint64 count;
  guint limit; /* 0: all */
} Looking;

static gboolean
look_cb (GaRecord *conflict, gpointer user_data)
{
  Looking *looking = user_data;

  if (!ga_reader_may (looking->reader, conflict, GA_OPERATION_UPDATE, NULL))
    return TRUE;
  looking->count++;
  if (looking->found != NULL)
    g_ptr_array_add (looking->found, g_object_ref (conflict));
  return looking->limit == 0 || looking->count < looking->limit;
}

static gboolean
look (Looking *looking, GError **error)
{
  GaSchema *schema = ga_reader_get_schema (looking->reader);
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (schema, "conflict"));

  ga_query_where_text (query, "state", GA_EQUAL, "open");
  ga_query_sort (query, "newest");
  return ga_reader_for_each (looking->reader, query, look_cb, looking, error);
}

GPtrArray *
ga_reader_list_conflicts (GaReader *reader, guint limit, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  Looking looking = { .reader = reader, .found = found, .limit = limit };

  return look (&looking, error) ? g_steal_pointer (&found) : NULL;
}

/* Whether something may be decided takes a look at what it is about: that is kept like the
 * permission. */
gint64
ga_reader_count_conflicts (GaReader *reader)
{
  gboolean any = get_permission (reader) == NULL;
  GaKeptPermission *kept = ga_reader_get_kept_permission (reader);
  Looking looking = { .reader = reader };

  if (any)
    return ga_db_get_integer (ga_reader_get_db (reader),
                              "SELECT count(*) FROM conflict WHERE state = 'open'", &looking.count,
                              NULL)
               ? looking.count
               : 0;
  if (kept->version == 0 || kept->conflicts < 0)
    kept->conflicts = look (&looking, NULL) ? looking.count : -1;
  return MAX (kept->conflicts, 0);
}

gint64
ga_reader_count_apart (GaReader *reader)
{
  g_autoptr (GaQuery) query =
      ga_query_new (ga_schema_get (ga_reader_get_schema (reader), "community"));

  ga_query_where (query, "kommune", GA_EMPTY, NULL);
  return MAX (ga_reader_count (reader, query, NULL), 0);
}
