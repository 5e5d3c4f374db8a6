/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-salvage.h"

#include <glib/gi18n-lib.h>

#include "store/ga-logged.h"
#include "store/ga-membership-private.h"
#include "store/ga-membership.h"
#include "store/ga-reader-private.h"
#include "store/ga-search-queue.h"
#include "store/ga-store-private.h"
#include "store/ga-transaction-private.h"

/* How often reading may fail before the rest is given up: each row in a damaged page takes two. */
#define MOST_FAILURES 100000
/* How far a record may be from one that refers to none. */
#define DEEPEST 8

#define LAST_CHANGE "SELECT max(number) FROM change"

typedef struct
{
  const GaEntity *entity;
  GaId id;
  GaOperationKind kind;
  JsonNode *fields;
  gint64 space; /* as that file numbers it */
  gint64 base;
  gint64 clock;
  gint64 head;
} Change;

/* @from: (nullable): the file whose place is taken
 * @changes: (element-type Change): in the order in which they were made
 * @last, @newest: the backup's last change, and its clock
 * @alone: no server has been joined */
typedef struct
{
  GaDb *from;
  GaReader *reader;
  GPtrArray *changes;
  gboolean alone;
  gint64 last;
  gint64 newest;
  guint failures;
  GaSalvaged *salvaged;
} Salvage;

static void
change_free (gpointer data)
{
  Change *self = data;

  g_clear_pointer (&self->fields, json_node_unref);
  g_free (self);
}

static GaValueKind
kind_of (const GaField *field)
{
  if (ga_field_is_number (field) || field->type == GA_FIELD_FLAG)
    return GA_VALUE_INTEGER;
  return field->type == GA_FIELD_REFERENCE ? GA_VALUE_ID : GA_VALUE_TEXT;
}

static gboolean
is_value (const GaField *field, JsonNode *node)
{
  g_auto (GaValue) value = { 0 };

  if (!JSON_NODE_HOLDS_VALUE (node))
    return JSON_NODE_HOLDS_NULL (node);
  if (json_node_get_value_type (node) != G_TYPE_INT64 &&
      json_node_get_value_type (node) != G_TYPE_STRING)
    return FALSE;
  ga_logged_value (field, node, &value);
  return value.kind == kind_of (field);
}

/* {"field": [old, new]}, of fields that there are and of their kind. */
static gboolean
are_fields (const GaEntity *entity, JsonNode *fields)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *pair;

  json_object_iter_init (&iter, json_node_get_object (fields));
  while (json_object_iter_next (&iter, &name, &pair))
    {
      const GaField *field = ga_entity_get_field (entity, name);
      JsonArray *sides = JSON_NODE_HOLDS_ARRAY (pair) ? json_node_get_array (pair) : NULL;

      if (field == NULL || sides == NULL || json_array_get_length (sides) != 2 ||
          !is_value (field, json_array_get_element (sides, 0)) ||
          !is_value (field, json_array_get_element (sides, 1)))
        return FALSE;
    }
  return TRUE;
}

/* (nullable): %NULL where the row is not as one is written */
static Change *
read_change (Salvage *self, sqlite3_stmt *statement)
{
  GaSchema *schema = ga_db_get_schema (self->from);
  const char *fields = (const char *) sqlite3_column_text (statement, 3);
  Change *change = g_new0 (Change, 1);

  change->entity = ga_schema_get_by_number (schema, (guint) sqlite3_column_int (statement, 0));
  change->kind = (GaOperationKind) sqlite3_column_int (statement, 2);
  change->base = sqlite3_column_int64 (statement, 4);
  change->clock = sqlite3_column_int64 (statement, 5);
  change->space = sqlite3_column_int64 (statement, 6);
  change->head = sqlite3_column_int64 (statement, 7);
  if (fields != NULL && g_utf8_validate (fields, -1, NULL))
    change->fields = ga_logged_parse (fields, NULL);
  if (change->entity != NULL && ga_db_column_id (statement, 1, &change->id) &&
      change->kind >= GA_OPERATION_INSERT && change->kind <= GA_OPERATION_DELETE &&
      change->clock > 0 && change->fields != NULL && are_fields (change->entity, change->fields))
    return change;
  change_free (change);
  return NULL;
}

static gboolean
read_range (Salvage *self, gint64 first, gint64 last)
{
  sqlite3_stmt *statement = ga_db_prepare (
      self->from,
      "SELECT entity, id, operation, fields, base, clock, space, coalesce(head, base) "
      "FROM change NOT INDEXED WHERE number BETWEEN ?1 AND ?2 "
      "AND (acked IS NULL OR (?5 AND (?3 OR acked < 0) AND clock > ?4)) "
      "ORDER BY number",
      NULL);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, first);
  sqlite3_bind_int64 (statement, 2, last);
  sqlite3_bind_int (statement, 3, self->alone);
  sqlite3_bind_int64 (statement, 4, self->newest);
  sqlite3_bind_int (statement, 5, self->salvaged->damaged);
  while (TRUE)
    {
      Change *change;

      if (!ga_db_step (self->from, statement, &row, NULL))
        return FALSE;
      if (!row)
        return TRUE;
      change = read_change (self, statement);
      if (change != NULL)
        g_ptr_array_add (self->changes, change);
      else
        self->salvaged->whole = FALSE;
    }
}

/* Around a damaged page what lies before and after it can be read all the same. */
static void
search (Salvage *self, gint64 first, gint64 last)
{
  guint before = self->changes->len;

  if (self->failures > MOST_FAILURES || read_range (self, first, last))
    return;
  g_ptr_array_set_size (self->changes, (int) before);
  self->salvaged->whole = FALSE;
  self->failures++;
  if (first == last)
    return;
  search (self, first, first + (last - first) / 2);
  search (self, first + (last - first) / 2 + 1, last);
}

static void
read_changes (Salvage *self)
{
  gint64 given = 0, highest = 0;

  /* Where neither can be read, there may be some all the same. */
  if (!ga_db_get_integer (self->from, "SELECT seq FROM sqlite_sequence WHERE name = 'change'",
                          &given, NULL) ||
      !ga_db_get_integer (self->from, "SELECT max(number) FROM change NOT INDEXED", &highest, NULL))
    self->salvaged->whole = FALSE;
  highest = MAX (MAX (given, highest), self->last + 1);
  search (self, 1, MIN (highest, self->last + G_MAXINT32));
}

static void
set_fields (GaRecord *record, JsonNode *fields, guint side)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *pair;

  json_object_iter_init (&iter, json_node_get_object (fields));
  while (json_object_iter_next (&iter, &name, &pair))
    {
      g_auto (GaValue) value = { 0 };

      ga_logged_value (ga_entity_get_field (ga_record_get_entity (record), name),
                       json_array_get_element (json_node_get_array (pair), side), &value);
      ga_record_set (record, name, &value);
    }
}

/* The record as it was before what is done to it again. */
static void
take_back (Salvage *self, GaRecord *record)
{
  for (guint i = self->changes->len; i > 0; i--)
    {
      const Change *change = g_ptr_array_index (self->changes, i - 1);

      if (change->kind == GA_OPERATION_UPDATE && change->entity == ga_record_get_entity (record) &&
          ga_id_equal (&change->id, ga_record_get_id (record)))
        set_fields (record, change->fields, 0);
    }
}

/* Whether the server has it, as far as the file can be read. */
static gboolean
is_servers (Salvage *self, const GaRecord *record)
{
  g_autofree char *sql = g_strdup_printf ("SELECT _rev IS NOT NULL FROM \"%s\" WHERE id = ?",
                                          ga_record_get_entity (record)->name);
  sqlite3_stmt *statement = ga_db_prepare (self->from, sql, NULL);
  gboolean row = FALSE, servers;

  if (statement == NULL)
    return FALSE;
  ga_db_bind_id (statement, 1, ga_record_get_id (record));
  servers = ga_db_step (self->from, statement, &row, NULL) && row &&
            sqlite3_column_int (statement, 0) != 0;
  sqlite3_reset (statement);
  return servers;
}

static gboolean carry_references (Salvage *self,
                                  GaTransaction *transaction,
                                  const GaRecord *record,
                                  guint depth,
                                  gboolean *there,
                                  GError **error);

/* A record that came after the backup, and what it refers to; it comes again from the server. */
static gboolean
carry (Salvage *self,
       GaTransaction *transaction,
       const GaEntity *entity,
       const GaId *id,
       guint depth,
       gboolean *there,
       GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GaRecord) now =
      ga_reader_find_any (ga_transaction_get_reader (transaction), entity, id, &local);
  g_autoptr (GaRecord) record = NULL;

  *there = now != NULL;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (now != NULL || depth == 0)
    return TRUE;
  record = ga_reader_find_any (self->reader, entity, id, NULL);
  if (record == NULL)
    return TRUE;
  take_back (self, record);
  if (!carry_references (self, transaction, record, depth - 1, there, error))
    return FALSE;
  if (!*there)
    return TRUE;
  ga_record_set_stored (record, FALSE);
  return is_servers (self, record) ? ga_transaction_fill (transaction, record, error)
                                   : ga_transaction_write (transaction, record, NULL, error);
}

/* @there: (out): whether what it refers to is */
static gboolean
carry_references (Salvage *self,
                  GaTransaction *transaction,
                  const GaRecord *record,
                  guint depth,
                  gboolean *there,
                  GError **error)
{
  const GaEntity *entity = ga_record_get_entity (record);

  *there = TRUE;
  for (guint i = 0; i < entity->n_fields && *there; i++)
    {
      const GaValue *value = ga_record_get_nth (record, i);

      if (entity->fields[i].target != NULL && value->kind == GA_VALUE_ID &&
          !carry (self, transaction,
                  ga_schema_get (ga_db_get_schema (self->from), entity->fields[i].target),
                  &value->id, depth, there, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_right (const GaRecord *record)
{
  g_autoptr (GPtrArray) problems = ga_record_validate (record);

  return problems->len == 0;
}

/* Whether the record goes after all, so that what was done to it before need not be done again. */
static gboolean
is_removed (Salvage *self, const Change *change)
{
  for (guint i = self->changes->len; i > 0; i--)
    {
      const Change *later = g_ptr_array_index (self->changes, i - 1);

      if (later == change)
        return FALSE;
      if (later->kind == GA_OPERATION_DELETE && later->entity == change->entity &&
          ga_id_equal (&later->id, &change->id))
        return TRUE;
    }
  return FALSE;
}

/* The server has a record that the backup does not know yet: it hears that it is to go. */
static gboolean
send_removal (Salvage *self, GaTransaction *transaction, const Change *change, GError **error)
{
  GaDb *db = ga_transaction_get_db (transaction);
  g_autofree char *fields = json_to_string (change->fields, FALSE);
  GaSpace space;
  gint64 number;
  sqlite3_stmt *statement;

  if (!ga_space_from_number (self->from, change->space, &space, error) ||
      !ga_space_number (db, &space, &number, error))
    return FALSE;
  statement =
      ga_db_prepare (db,
                     "INSERT INTO change (act, entity, id, space, operation, fields, clock) "
                     "VALUES (?, ?, ?, ?, ?, ?, ?)",
                     error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, ga_transaction_get_act (transaction));
  sqlite3_bind_int (statement, 2, (int) change->entity->number);
  ga_db_bind_id (statement, 3, &change->id);
  sqlite3_bind_int64 (statement, 4, number);
  sqlite3_bind_int (statement, 5, change->kind);
  sqlite3_bind_text (statement, 6, fields, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 7, change->clock);
  return ga_db_run (db, statement, error);
}

static gboolean
write_again (
    Salvage *self, GaTransaction *transaction, const Change *change, gboolean *done, GError **error)
{
  g_autoptr (GaRecord) now = NULL;
  g_autoptr (GaRecord) record = NULL;
  gboolean there = TRUE;

  *done = FALSE;
  if (change->kind == GA_OPERATION_UPDATE &&
      !carry (self, transaction, change->entity, &change->id, DEEPEST, &there, error))
    return FALSE;
  now = ga_reader_find_any (ga_transaction_get_reader (transaction), change->entity, &change->id,
                            NULL);
  if (now == NULL && change->kind == GA_OPERATION_UPDATE)
    {
      *done = is_removed (self, change);
      return TRUE;
    }
  if (change->kind == GA_OPERATION_DELETE)
    {
      *done = TRUE;
      if (now == NULL)
        return self->alone || send_removal (self, transaction, change, error);
      return ga_transaction_remove (transaction, change->entity, &change->id, error);
    }
  record = now != NULL ? ga_record_copy (now) : ga_record_new_blank (change->entity, &change->id);
  set_fields (record, change->fields, 1);
  if (!carry_references (self, transaction, record, DEEPEST, &there, error))
    return FALSE;
  *done = there && is_right (record);
  return !*done || ga_transaction_write (transaction, record, now, error);
}

/* As it was made, so that the server takes it for the same where it has it already. */
static gboolean
stamp (GaDb *db, const Change *change, gint64 after, GError **error)
{
  sqlite3_stmt *statement = ga_db_prepare (
      db,
      "UPDATE change SET clock = ?, base = ?, head = ? WHERE number > ? AND entity = ? AND id = ?",
      error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, change->clock);
  if (change->base != 0)
    {
      sqlite3_bind_int64 (statement, 2, change->base);
      sqlite3_bind_int64 (statement, 3, change->head);
    }
  sqlite3_bind_int64 (statement, 4, after);
  sqlite3_bind_int (statement, 5, (int) change->entity->number);
  ga_db_bind_id (statement, 6, &change->id);
  return ga_db_run (db, statement, error);
}

/* Whether the backup knows of it, sent or not. */
static gboolean
is_known (GaDb *db, const Change *change, gboolean *known, GError **error)
{
  sqlite3_stmt *statement = ga_db_prepare (
      db, "SELECT 1 FROM change WHERE entity = ? AND id = ? AND operation = ? AND clock = ?",
      error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, (int) change->entity->number);
  ga_db_bind_id (statement, 2, &change->id);
  sqlite3_bind_int (statement, 3, (int) change->kind);
  sqlite3_bind_int64 (statement, 4, change->clock);
  if (!ga_db_step (db, statement, known, error))
    return FALSE;
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
do_again (Salvage *self, GaTransaction *transaction, const Change *change, GError **error)
{
  GaDb *db = ga_transaction_get_db (transaction);
  gint64 after = 0, last = 0;
  gboolean known, done;

  if (!is_known (db, change, &known, error))
    return FALSE;
  if (known)
    return TRUE;
  if (!ga_db_get_integer (db, LAST_CHANGE, &after, error) ||
      !write_again (self, transaction, change, &done, error) || !stamp (db, change, after, error) ||
      !ga_db_get_integer (db, LAST_CHANGE, &last, error))
    return FALSE;
  /* What the backup has in another way is not done twice. */
  self->salvaged->n_saved += last > after;
  self->salvaged->whole = self->salvaged->whole && done;
  self->salvaged->n_left += !done;
  return TRUE;
}

typedef struct
{
  Salvage *salvage;
  const Change *change;
} Again;

static gboolean
again_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Again *again = user_data;

  return do_again (again->salvage, transaction, again->change, error);
}

/* One that cannot be done again takes none of the others with it. */
static gboolean
try_again (Salvage *self, GaTransaction *transaction, const Change *change, GError **error)
{
  Again again = { self, change };
  g_autoptr (GError) local = NULL;

  if (!ga_transaction_try (transaction, again_cb, &again, &local, error))
    return FALSE;
  if (local == NULL)
    return TRUE;
  g_debug ("A change could not be saved: %s", local->message);
  self->salvaged->whole = FALSE;
  self->salvaged->n_left++;
  return TRUE;
}

static gboolean
do_everything_again (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Salvage *self = user_data;

  ga_transaction_allow_everything (transaction);
  for (guint i = 0; i < self->changes->len; i++)
    if (!try_again (self, transaction, g_ptr_array_index (self->changes, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
read_backup (Salvage *self, GaDb *db)
{
  gint64 joined = 0;

  if (!ga_db_get_integer (db, "SELECT count(*) FROM meta WHERE name = 'sync:url'", &joined, NULL) ||
      !ga_db_get_integer (db, LAST_CHANGE, &self->last, NULL) ||
      !ga_db_get_integer (db, "SELECT clock FROM change ORDER BY number DESC LIMIT 1",
                          &self->newest, NULL))
    return FALSE;
  self->alone = joined == 0;
  return TRUE;
}

/* It stays the computer that it is: the backup may tell of an id that was given up since, and knows
 * of no push after it. A number that was under way is not used for something else; parts that the
 * server keeps would be, so that the client goes on as the backup's then, and becomes another. */
static gboolean
stay_client (Salvage *self, GaDb *db, const GaMembership *before)
{
  g_autofree char *client = ga_id_to_string (&before->client);
  gint64 kept = 0;

  if (ga_id_is_none (&before->client) ||
      !ga_db_get_integer (self->from, "SELECT count(*) FROM push WHERE kept", &kept, NULL) ||
      kept > 0)
    return TRUE;
  return ga_db_exec (db, "DELETE FROM push", NULL) &&
         ga_membership_set (db, "client", client, NULL) &&
         ga_membership_set_integer (db, "push", before->push, NULL);
}

/* What waits for one account must not be sent as another's, or to another server. In doubt, as of a
 * damaged file or of one that had joined none, it is the same profile's. */
static gboolean
settle_membership (Salvage *self, GaDb *db, GaReader *reader)
{
  g_autoptr (GaMembership) before = ga_reader_get_membership (self->reader, NULL);
  g_autoptr (GaMembership) backup = ga_reader_get_membership (reader, NULL);

  if (before == NULL || backup == NULL)
    return TRUE;
  if (ga_id_equal (&before->lineage, &backup->lineage) &&
      ga_id_equal (&before->account, &backup->account))
    return stay_client (self, db, before);
  self->salvaged->n_left = self->changes->len;
  self->salvaged->whole = self->salvaged->whole && self->changes->len == 0;
  g_ptr_array_set_size (self->changes, 0);
  return TRUE;
}

static gboolean
carry_over (Salvage *self, GaDb *db)
{
  g_autoptr (GaReader) reader = ga_reader_new (db, FALSE);
  const char *label = self->salvaged->damaged ? N_ ("Saved from the damaged file")
                                              : N_ ("Carried over what waited to be sent");
  gboolean leaves_trace;
  gint64 act;

  if (!ga_store_prepare_file (db, NULL) || !read_backup (self, db))
    return FALSE;
  read_changes (self);
  return settle_membership (self, db, reader) &&
         (self->changes->len == 0 ||
          ga_transaction_run (db, reader, GA_ACT_EDIT, label, do_everything_again, self, NULL, &act,
                              &leaves_trace, NULL)) &&
         ga_db_exec (db, "PRAGMA journal_mode = delete", NULL);
}

gboolean
ga_salvage (const char *from, const char *to, GaSchema *schema, GaSalvaged *salvaged)
{
  Salvage self = { .salvaged = salvaged };
  const GaSalvaged nothing = { .damaged = salvaged->damaged };
  GaDb *db;
  gboolean done;

  *salvaged = nothing;
  self.from = ga_db_open (from, GA_DB_READ, schema, NULL);
  if (self.from == NULL)
    return TRUE;
  salvaged->whole = TRUE;
  self.reader = ga_reader_new (self.from, TRUE);
  self.changes = g_ptr_array_new_with_free_func (change_free);
  db = ga_db_open (to, GA_DB_WRITE, schema, NULL);
  done = db != NULL && carry_over (&self, db);
  if (!done)
    *salvaged = nothing;
  ga_db_close (db);
  g_object_unref (self.reader);
  g_ptr_array_unref (self.changes);
  return done;
}

static char *
explain_waiting (const GaSalvaged *self)
{
  g_autofree char *saved = g_strdup_printf (
      ngettext ("%d change that had not been sent was carried over.",
                "%d changes that had not been sent were carried over.", self->n_saved),
      (int) self->n_saved);
  g_autofree char *left =
      g_strdup_printf (ngettext ("%d change that had not been sent is in what was there before, "
                                 "and not in what was restored.",
                                 "%d changes that had not been sent are in what was there before, "
                                 "and not in what was restored.",
                                 self->n_left),
                       (int) self->n_left);

  if (self->n_left == 0)
    return self->n_saved > 0 ? g_steal_pointer (&saved) : NULL;
  return self->n_saved > 0 ? g_strjoin (" ", saved, left, NULL) : g_steal_pointer (&left);
}

char *
ga_salvaged_explain (const GaSalvaged *self)
{
  if (!self->damaged)
    return explain_waiting (self);
  if (self->n_saved == 0)
    return self->whole ? NULL
                       : g_strdup (_ ("What was done since the backup could not be read from the "
                                      "damaged file. Look over what you did last."));
  return g_strdup_printf (
      self->whole
          ? ngettext ("%d change since the backup was saved from the damaged file.",
                      "%d changes since the backup were saved from the damaged file.",
                      self->n_saved)
          : ngettext ("%d change since the backup was saved from the damaged file; others could "
                      "not be read. Look over what you did last.",
                      "%d changes since the backup were saved from the damaged file; others could "
                      "not be read. Look over what you did last.",
                      self->n_saved),
      (int) self->n_saved);
}
