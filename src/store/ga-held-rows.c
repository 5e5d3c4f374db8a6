/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>

#include "model/ga-flaw.h"
#include "model/ga-json-text.h"
#include "store/ga-held.h"
#include "store/ga-logged.h"
#include "store/ga-outbox-private.h"
#include "store/ga-search-queue.h"

/* Rows of the server into the file, below what waits to be sent. */

/* A row, and now and then what search learns of the rows so far. */
static gboolean
run (GaDb *db, sqlite3_stmt *statement, GError **error)
{
  GaSearchQueue *queue = ga_db_get_search_queue (db);

  return ga_db_run (db, statement, error) &&
         (!ga_search_queue_is_long (queue) || ga_search_queue_write (queue, db, error));
}

static void
bind_text (sqlite3_stmt *statement, int index, const char *text)
{
  sqlite3_bind_text (statement, index, text, -1, SQLITE_STATIC);
}

static char *
insert_sql (const GaEntity *entity)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT INTO \"%s\" (id, _space, _rev, _extra", entity->name);
  for (guint i = 0; i < entity->n_fields; i++)
    g_string_append_printf (sql, ", \"%s\"", entity->fields[i].name);
  g_string_append (sql, ") VALUES (?, ?, ?, ?");
  for (guint i = 0; i < entity->n_fields; i++)
    g_string_append (sql, ", ?");
  g_string_append (sql, ") ON CONFLICT (id) DO NOTHING");
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static gboolean
insert (GaHeld *self, const GaRow *row, gint64 space, GError **error)
{
  GaDb *db = ga_held_get_db (self);
  sqlite3_stmt *statement =
      ga_db_prepare (db, ga_held_remember_sql (self, row->entity, insert_sql), error);

  if (statement == NULL)
    return FALSE;
  ga_db_bind_id (statement, 1, &row->id);
  sqlite3_bind_int64 (statement, 2, space);
  sqlite3_bind_int64 (statement, 3, row->revision);
  bind_text (statement, 4, row->extra);
  for (guint i = 0; i < row->entity->n_fields; i++)
    ga_db_bind_value (statement, 5 + (int) i, &row->values[i]);
  return run (db, statement, error);
}

gboolean
ga_held_put_new (GaHeld *self, const GaRow *row, gint64 space, gboolean *added, GError **error)
{
  if (!insert (self, row, space, error))
    return FALSE;
  *added = sqlite3_changes (ga_db_get_handle (ga_held_get_db (self))) > 0;
  return !*added || ga_held_add (self, space, &row->id, row->revision, error);
}

/* Sets the fields of which @waiting does not know. */
static gboolean
update (GaHeld *self, const GaRow *row, gint64 space, const GaWaiting *waiting, GError **error)
{
  GaDb *db = ga_held_get_db (self);
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *statement;
  int index = 4;

  g_string_append_printf (sql, "UPDATE \"%s\" SET _space = ?2, _extra = ?3", row->entity->name);
  for (guint i = 0; i < row->entity->n_fields; i++)
    if (!waiting->any || !waiting->fields[i])
      g_string_append_printf (sql, ", \"%s\" = ?%d", row->entity->fields[i].name, index++);
  g_string_append (sql, " WHERE id = ?1");
  statement = ga_db_prepare (db, sql->str, error);
  if (statement == NULL)
    return FALSE;
  ga_db_bind_id (statement, 1, &row->id);
  sqlite3_bind_int64 (statement, 2, space);
  bind_text (statement, 3, row->extra);
  index = 4;
  for (guint i = 0; i < row->entity->n_fields; i++)
    if (!waiting->any || !waiting->fields[i])
      ga_db_bind_value (statement, index++, &row->values[i]);
  return run (db, statement, error);
}

/* What came for the fields that wait. */
static char *
collect_waiting (const GaRow *row, const GaWaiting *waiting)
{
  g_autoptr (GString) json = g_string_new ("{");

  for (guint i = 0; waiting->any && i < row->entity->n_fields; i++)
    if (waiting->fields[i])
      {
        g_string_append (json, json->len > 1 ? "," : "");
        ga_json_append_text (json, row->entity->fields[i].name);
        g_string_append_c (json, ':');
        ga_json_append_value (json, &row->values[i]);
      }
  if (json->len == 1)
    return NULL;
  g_string_append_c (json, '}');
  return g_string_free (g_steal_pointer (&json), FALSE);
}

static gboolean
set_field (GaHeld *self,
           const GaEntity *entity,
           const GaId *id,
           guint field,
           JsonNode *node,
           GError **error)
{
  GaDb *db = ga_held_get_db (self);
  g_autofree char *sql = g_strdup_printf ("UPDATE \"%s\" SET \"%s\" = ? WHERE id = ?", entity->name,
                                          entity->fields[field].name);
  sqlite3_stmt *statement = ga_db_prepare (db, sql, error);
  g_auto (GaValue) value = { 0 };

  if (statement == NULL)
    return FALSE;
  ga_logged_value (&entity->fields[field], node, &value);
  ga_db_bind_value (statement, 1, &value);
  ga_db_bind_id (statement, 2, id);
  return run (db, statement, error);
}

/* Of what came for fields that waited: keeps what still waits, and with @apply puts in the rest. */
static gboolean
sort_out (GaHeld *self,
          const GaEntity *entity,
          const GaId *id,
          GaHeldPlace *place,
          const GaWaiting *waiting,
          gboolean apply,
          GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *rest = NULL;
  JsonObject *fields;

  if (place->fields == NULL)
    return TRUE;
  node = ga_logged_parse (place->fields, error);
  if (node == NULL)
    return FALSE;
  fields = json_node_get_object (node);
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const char *name = entity->fields[i].name;

      if (!json_object_has_member (fields, name) || (waiting->any && waiting->fields[i]))
        continue;
      if (apply && !GA_FLAW (NO_SHADOW) &&
          !set_field (self, entity, id, i, json_object_get_member (fields, name), error))
        return FALSE;
      json_object_remove_member (fields, name);
    }
  if (json_object_get_size (fields) > 0)
    rest = json_to_string (node, FALSE);
  return ga_held_set_fields (self, entity, id, place, rest, error);
}

/* What is known is newer than what was just settled. */
static gboolean
put_newer (GaHeld *self,
           const GaEntity *entity,
           const GaId *id,
           GaHeldPlace *place,
           const GaWaiting *waiting,
           GError **error)
{
  /* Deleted here, and brought back by somebody else since: only the server has it. */
  if (!place->here && !waiting->any && !ga_held_reload (self, place->space, error))
    return FALSE;
  return sort_out (self, entity, id, place, waiting, place->here, error);
}

static gboolean
write_seen (GaHeld *self,
            const char *sql,
            const GaEntity *entity,
            const GaId *id,
            gint64 rev,
            GError **error)
{
  GaDb *db = ga_held_get_db (self);
  sqlite3_stmt *statement = ga_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, (int) entity->number);
  ga_db_bind_id (statement, 2, id);
  if (sqlite3_bind_parameter_count (statement) > 2)
    sqlite3_bind_int64 (statement, 3, rev);
  return ga_db_run (db, statement, error);
}

/* The row as a whole is known, or gone. */
static gboolean
forget_seen (GaHeld *self, const GaEntity *entity, const GaId *id, GError **error)
{
  return write_seen (self, "DELETE FROM seen WHERE entity = ? AND id = ?", entity, id, 0, error);
}

/* Of what others did to the row up to the revision that is settled, nothing is known yet. */
static gboolean
keep_seen (GaHeld *self, const GaEntity *entity, const GaId *id, gint64 rev, GError **error)
{
  return (rev == 0 && entity->identity == NULL) ||
         write_seen (self, "INSERT OR IGNORE INTO seen (entity, id, rev) VALUES (?, ?, ?)", entity,
                     id, ABS (rev), error);
}

/* Whatever was sent from here before the server had it no more must not bring it back here. */
gboolean
ga_held_note_absent (
    GaHeld *self, const GaEntity *entity, const GaId *id, gint64 rev, GError **error)
{
  return write_seen (self,
                     "INSERT INTO seen (entity, id, rev) SELECT ?1, ?2, ?3 WHERE EXISTS "
                     "(SELECT 1 FROM change WHERE entity = ?1 AND id = ?2 AND acked IS NULL) "
                     "ON CONFLICT (entity, id) DO UPDATE SET rev = max(rev, excluded.rev)",
                     entity, id, rev, error);
}

static gboolean
is_absent (const GaHeldPlace *place, gint64 rev)
{
  return place->rev == 0 && place->seen >= rev;
}

/* What was noted of the row goes where the server has it now. */
static gboolean
follow (GaHeld *self,
        const GaEntity *entity,
        const GaId *id,
        const GaHeldPlace *place,
        gint64 space,
        GError **error)
{
  GaDb *db = ga_held_get_db (self);

  return ga_waiting_follow (db, entity, id, place->space, space, error) &&
         ga_accepted_follow (db, entity, id, space, error);
}

gboolean
ga_held_put (GaHeld *self, const GaRow *row, gint64 space, GError **error)
{
  g_auto (GaHeldPlace) place = { 0 };
  g_auto (GaWaiting) waiting = { 0 };
  g_autofree char *fields = NULL;

  if (!ga_held_find (self, row->entity, &row->id, &place, error) ||
      !ga_waiting_read (ga_held_get_db (self), row->entity, &row->id, &waiting, error))
    return FALSE;
  if (GA_FLAW (NO_OVERLAY))
    ga_waiting_clear (&waiting), waiting.any = FALSE;
  if (place.rev > row->revision)
    return put_newer (self, row->entity, &row->id, &place, &waiting, error);
  if (!forget_seen (self, row->entity, &row->id, error))
    return FALSE;
  if (place.space != 0 && place.space != space &&
      !follow (self, row->entity, &row->id, &place, space, error))
    return FALSE;
  if (!place.here && waiting.any)
    return ga_held_move (self, row->entity, &row->id, &place, space, row->revision, error);
  if (!place.here)
    {
      if (!insert (self, row, space, error))
        return FALSE;
      place.here = TRUE;
      place.row_space = space;
    }
  else
    {
      /* A move that waits stays, too. */
      if (!waiting.any || place.rev == 0 || place.row_space == place.space)
        place.row_space = space;
      if (!update (self, row, place.row_space, &waiting, error))
        return FALSE;
    }
  fields = collect_waiting (row, &waiting);
  return ga_held_move (self, row->entity, &row->id, &place, space, row->revision, error) &&
         ga_held_set_fields (self, row->entity, &row->id, &place, fields, error);
}

static gboolean
delete_row (GaHeld *self, const GaEntity *entity, const GaId *id, GError **error)
{
  GaDb *db = ga_held_get_db (self);
  g_autofree char *sql = g_strdup_printf ("DELETE FROM \"%s\" WHERE id = ?", entity->name);
  sqlite3_stmt *statement = ga_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  ga_db_bind_id (statement, 1, id);
  return run (db, statement, error);
}

/* What is settled is so far back that the server has had the row no more since. */
static gboolean
drop_absent (GaHeld *self,
             const GaEntity *entity,
             const GaId *id,
             const GaHeldPlace *place,
             const GaWaiting *waiting,
             GError **error)
{
  return waiting->any || (forget_seen (self, entity, id, error) &&
                          (!place->here || delete_row (self, entity, id, error)));
}

gboolean
ga_held_settle (GaHeld *self,
                const GaEntity *entity,
                const GaId *id,
                gint64 space,
                gint64 revision,
                GError **error)
{
  g_auto (GaHeldPlace) place = { 0 };
  g_auto (GaWaiting) waiting = { 0 };
  gboolean newer;

  if (!ga_held_find (self, entity, id, &place, error) ||
      !ga_waiting_read (ga_held_get_db (self), entity, id, &waiting, error))
    return FALSE;
  /* The answer came late: the server has told since of what it did, or of more. */
  newer = ABS (place.rev) > ABS (revision) || (place.rev > 0 && place.rev == revision);
  if (place.space != space &&
      !ga_accepted_follow (ga_held_get_db (self), entity, id, newer ? place.space : space, error))
    return FALSE;
  if (newer)
    return put_newer (self, entity, id, &place, &waiting, error);
  if (is_absent (&place, ABS (revision)))
    return drop_absent (self, entity, id, &place, &waiting, error);
  if (!sort_out (self, entity, id, &place, &waiting, FALSE, error))
    return FALSE;
  if (GA_FLAW (ACK_WITHOUT_REV))
    return TRUE;
  if (revision < 0 ? !forget_seen (self, entity, id, error)
                   : !keep_seen (self, entity, id, place.rev, error))
    return FALSE;
  /* Sent again after a restore, when it was not here any more: only the server has it. */
  if (revision > 0 && !place.here && !waiting.any && !ga_held_reload (self, space, error))
    return FALSE;
  /* A deletion is told by a revision below 0. */
  if (!ga_held_move (self, entity, id, &place, space, MAX (revision, 0), error))
    return FALSE;
  /* Sent again after a restore, when somebody had brought it back meanwhile. */
  return revision > 0 || !place.here || waiting.any || delete_row (self, entity, id, error);
}

gboolean
ga_held_take_out (GaHeld *self, const GaEntity *entity, const GaId *id, gint64 rev, GError **error)
{
  g_auto (GaHeldPlace) place = { 0 };
  g_auto (GaWaiting) waiting = { 0 };

  if (!ga_held_find (self, entity, id, &place, error) ||
      !ga_waiting_read (ga_held_get_db (self), entity, id, &waiting, error))
    return FALSE;
  g_clear_pointer (&place.fields, g_free);
  if (!forget_seen (self, entity, id, error) ||
      (rev > 0 && !ga_held_note_absent (self, entity, id, rev, error)) ||
      !ga_held_move (self, entity, id, &place, place.space, 0, error))
    return FALSE;
  return waiting.any || !place.here || delete_row (self, entity, id, error);
}

gboolean
ga_held_answer (GaHeld *self,
                const GaEntity *entity,
                const GaId *id,
                const GaRow *row,
                gint64 space,
                gint64 revision,
                GError **error)
{
  g_auto (GaHeldPlace) place = { 0 };
  g_auto (GaWaiting) waiting = { 0 };
  gint64 rev = row != NULL ? row->revision : revision;

  if (!ga_held_find (self, entity, id, &place, error) ||
      !ga_waiting_read (ga_held_get_db (self), entity, id, &waiting, error))
    return FALSE;
  if (place.rev > rev)
    return put_newer (self, entity, id, &place, &waiting, error);
  if (is_absent (&place, rev + 1))
    return drop_absent (self, entity, id, &place, &waiting, error);
  if (row != NULL)
    return ga_held_put (self, row, space, error);
  /* What was not for us then may be so again by the next pull, which would not bring it. */
  return (place.rev <= 0 || ga_held_reload (self, place.space, error)) &&
         ga_held_take_out (self, entity, id, 0, error);
}
