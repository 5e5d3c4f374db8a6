/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "model/ga-json-object.h"
#include "server/ga-accounts-private.h"
#include "server/ga-life.h"
#include "server/ga-person-traces.h"
#include "server/ga-person.h"
#include "server/ga-pushing.h"
#include "server/ga-secret.h"
#include "server/ga-totals.h"
#include "sync/ga-sync-error.h"

#define LOG_NAME "erasures.log"

/* @texts: (element-type utf8): what was said of the person; @ids: of the records that go */
typedef struct
{
  GaPushing *pushing;
  GPtrArray *texts;
  GHashTable *ids;
} Erasing;

static gboolean erase_record (Erasing *self, GaStoredRow *stored, GError **error);

/* Runs @text with a tenant, an entity's number and an id, and further values bound after them. */
static GaStatement *
prepare_for_row (Erasing *self, const char *text, const GaRow *row, GError **error)
{
  GaStatement *statement = ga_sql_prepare (self->pushing->sql, text, error);

  if (statement == NULL)
    return NULL;
  ga_statement_bind_integer (statement, 1, self->pushing->session->tenant);
  ga_statement_bind_integer (statement, 2, row->entity->number);
  ga_statement_bind_id (statement, 3, &row->id);
  return statement;
}

/* Who was there by name was there all the same. */
static gboolean
become_number (Erasing *self, const GaRow *attendance, GError **error)
{
  const GaEntity *entity = ga_schema_get (self->pushing->schema, "meeting");
  int at_state = ga_entity_field_index (attendance->entity, "state");
  int at_meeting = ga_entity_field_index (attendance->entity, "meeting");
  int at_unnamed = ga_entity_field_index (entity, "unnamed");
  const GaId *id = &attendance->values[at_meeting].id;
  GaStoredRow *meeting = NULL;
  g_auto (GaValue) number = { 0 };
  GaFieldStamp stamp;

  if (attendance->values[at_state].kind != GA_VALUE_TEXT ||
      !g_str_equal (attendance->values[at_state].text, "present"))
    return TRUE;
  if (!ga_rows_find (self->pushing->rows, entity, id, &meeting, error))
    return FALSE;
  if (meeting == NULL || meeting->gone)
    return TRUE;
  stamp = ga_pushing_own_stamp (self->pushing);
  ga_value_set_integer (&number, 1);
  if (meeting->row->values[at_unnamed].kind == GA_VALUE_INTEGER)
    number.integer += meeting->row->values[at_unnamed].integer;
  ga_stored_row_set (meeting, (guint) at_unnamed, &number, &stamp);
  ga_stored_row_touch (meeting, &stamp, 0);
  ga_pushing_note (self->pushing->totals, id);
  return ga_rows_write (self->pushing->rows, meeting, error);
}

static gboolean
clear_reference (Erasing *self, GaStoredRow *stored, const GaField *field, GError **error)
{
  GaFieldStamp stamp = ga_pushing_own_stamp (self->pushing);
  const GaValue none = { 0 };
  int at = ga_entity_field_index (stored->row->entity, field->name);

  ga_stored_row_set (stored, (guint) at, &none, &stamp);
  ga_stored_row_touch (stored, &stamp, 0);
  return ga_rows_write (self->pushing->rows, stored, error);
}

/* What cannot be without the person goes along, and so do the conflicts about it; what only
 * mentions it loses the mention. */
static gboolean
erase_referring_cb (const GaEntity *entity,
                    const GaField *field,
                    const GaId *id,
                    gpointer user_data,
                    GError **error)
{
  Erasing *self = user_data;
  GaStoredRow *stored = NULL;

  if (!ga_rows_find (self->pushing->rows, entity, id, &stored, error))
    return FALSE;
  if (field->type == GA_FIELD_REFERENCE && !(field->flags & GA_FIELD_REQUIRED) &&
      field->on_delete != GA_ON_DELETE_CASCADE)
    return clear_reference (self, stored, field, error);
  return (!g_str_equal (entity->name, "attendance") || stored->gone ||
          become_number (self, stored->row, error)) &&
         erase_record (self, stored, error);
}

static void
remember_texts (Erasing *self, const GaRow *row)
{
  for (guint i = 0; i < row->entity->n_fields; i++)
    if (row->entity->fields[i].flags & GA_FIELD_PERSONAL &&
        row->entity->fields[i].type == GA_FIELD_TEXT && row->values[i].kind == GA_VALUE_TEXT)
      g_ptr_array_add (self->texts, g_strdup (row->values[i].text));
}

/* Out of the sums first, which are the rows' that are there; then out of the table. */
static gboolean
remove_row (Erasing *self, GaStoredRow *stored, GError **error)
{
  GaFieldStamp stamp = ga_pushing_own_stamp (self->pushing);
  g_autofree char *text = g_strdup_printf ("DELETE FROM %s WHERE tenant = $1 AND id = $2",
                                           ga_sql_table (self->pushing->sql, stored->row->entity));
  GaStatement *statement;

  stored->gone = TRUE;
  ga_row_clear_values (stored->row);
  g_clear_pointer (&stored->row->extra, g_free);
  ga_stored_row_touch (stored, &stamp, 0);
  if (!ga_rows_write (self->pushing->rows, stored, error))
    return FALSE;
  statement = ga_sql_prepare (self->pushing->sql, text, error);
  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->pushing->session->tenant);
  ga_statement_bind_id (statement, 2, &stored->row->id);
  return ga_statement_run (statement, error);
}

/* Everybody who may have it is told, and nothing of it stays in what was. */
static gboolean
leave_mark (Erasing *self, const GaStoredRow *stored, GError **error)
{
  GaStatement *mark = prepare_for_row (
      self,
      "INSERT INTO left_mark (tenant, entity, id, space, rev, erased) VALUES ($1, $2, $3, $4, $5, "
      "1) ON CONFLICT (tenant, space, entity, id) DO UPDATE SET rev = excluded.rev, erased = 1",
      stored->row, error);
  GaStatement *history = prepare_for_row (
      self, "UPDATE history SET fields = '{}' WHERE tenant = $1 AND entity = $2 AND id = $3",
      stored->row, error);

  if (mark == NULL || history == NULL)
    return FALSE;
  ga_statement_bind_integer (mark, 4, stored->was_space);
  ga_statement_bind_integer (mark, 5, stored->row->revision);
  return ga_statement_run (mark, error) && ga_statement_run (history, error);
}

static gboolean
erase_record (Erasing *self, GaStoredRow *stored, GError **error)
{
  GaPushing *pushing = self->pushing;
  const GaRow *row = stored->row;

  if (g_hash_table_contains (self->ids, &row->id))
    return TRUE;
  ga_pushing_note (self->ids, &row->id);
  remember_texts (self, row);
  return ga_person_foreach_referring (pushing->sql, pushing->schema, pushing->session->tenant,
                                      row->entity, &row->id, erase_referring_cb, self, error) &&
         remove_row (self, stored, error) && leave_mark (self, stored, error);
}

/* What tells, after a restore, that it is the same one again; nobody reads a name out of it. */
static gboolean
hash_keyed (GaSql *sql, const GaRow *row, guint8 hash[GA_SECRET_HASH_SIZE], GError **error)
{
  g_autoptr (GaRecord) record = ga_row_to_record (row);
  const char *name = ga_record_get_text (record, "name");
  g_autofree char *key = ga_meta_get (sql, "erasure-key", error);

  if (key == NULL)
    return FALSE;
  if (name == NULL)
    name = "";
  crypto_generichash (hash, GA_SECRET_HASH_SIZE, (const guint8 *) name, strlen (name),
                      (const guint8 *) key, strlen (key));
  return TRUE;
}

static gboolean
keep_erasure (GaSql *sql,
              gint64 tenant,
              const GaId *id,
              const guint8 hash[GA_SECRET_HASH_SIZE],
              gint64 now,
              GError **error)
{
  GaStatement *statement = ga_sql_prepare (sql,
                                           "INSERT INTO erasure (tenant, id, hash, at) "
                                           "VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                                           error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_id (statement, 2, id);
  ga_statement_bind_bytes (statement, 3, hash, GA_SECRET_HASH_SIZE);
  ga_statement_bind_integer (statement, 4, now);
  return ga_statement_run (statement, error);
}

/* Of a write that failed there may be half a line, which would spoil the next. */
static gboolean
ends_with_a_line (int file)
{
  char last = '\n';

  return lseek (file, -1, SEEK_END) < 0 || (read (file, &last, 1) == 1 && last == '\n');
}

static gboolean
append_durably (const char *path, const char *line)
{
  int file = g_open (path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  g_autofree char *text = g_strconcat (file < 0 || ends_with_a_line (file) ? "" : "\n", line, NULL);
  gssize length = (gssize) strlen (text);
  gboolean ok = file >= 0 && write (file, text, (gsize) length) == length && fsync (file) == 0;

  if (file >= 0 && close (file) < 0)
    ok = FALSE;
  return ok;
}

/* Before the database: a line too many erases what was to be erased, one too few brings it back. */
static gboolean
log_erasure (const char *folder,
             const GaId *lineage,
             const GaId *id,
             const guint8 hash[GA_SECRET_HASH_SIZE],
             gint64 now,
             GError **error)
{
  g_autofree char *path = g_build_filename (folder, LOG_NAME, NULL);
  g_autofree char *line = NULL;
  char lineage_text[GA_ID_TEXT_SIZE], id_text[GA_ID_TEXT_SIZE];
  char hash_text[2 * GA_SECRET_HASH_SIZE + 1];

  ga_id_format (lineage, lineage_text);
  ga_id_format (id, id_text);
  sodium_bin2hex (hash_text, sizeof hash_text, hash, GA_SECRET_HASH_SIZE);
  line = g_strdup_printf (
      "{\"lineage\":\"%s\",\"id\":\"%s\",\"hash\":\"%s\",\"at\":%" G_GINT64_FORMAT "}\n",
      lineage_text, id_text, hash_text, now);
  if (append_durably (path, line))
    return TRUE;
  g_set_error (error, GA_SQL_ERROR, GA_SQL_ERROR_FULL,
               _ ("“erasures.log” could not be written: %s. Nothing was erased."),
               g_strerror (errno));
  return FALSE;
}

static gboolean
run (Erasing *self, GaStoredRow *stored, gint64 revision, GError **error)
{
  GaPushing *pushing = self->pushing;
  gint64 tenant = pushing->session->tenant;

  pushing->newest = revision;
  return erase_record (self, stored, error) &&
         ga_person_scrub (pushing->sql, tenant, self->ids, self->texts, error) &&
         ga_totals_write (pushing, error) && ga_rows_write_sums (pushing->rows, error) &&
         ga_life_move (pushing->sql, tenant, pushing->newest, error);
}

/* @log: (nullable): the folder of the log to write to */
static gboolean
erase (GaSql *sql,
       GaSchema *schema,
       const char *log,
       gint64 tenant,
       const GaId *id,
       gint64 now,
       GError **error)
{
  const GaEntity *entity = ga_person_find_entity (sql, schema, tenant, id, error);
  const GaSession session = { .tenant = tenant };
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (ga_id_hash, ga_id_equal, g_free, NULL);
  g_autoptr (GaPushing) pushing = ga_pushing_new (sql, schema, &session, NULL, none, now);
  Erasing self = { pushing, texts, ids };
  guint8 hash[GA_SECRET_HASH_SIZE];
  char text[GA_ID_TEXT_SIZE];
  GaStoredRow *stored = NULL;
  GaLife life;

  if (entity == NULL || !ga_life_load (sql, tenant, TRUE, &life, error) ||
      !ga_rows_find (pushing->rows, entity, id, &stored, error) ||
      !hash_keyed (sql, stored->row, hash, error) ||
      (log != NULL && !log_erasure (log, &life.lineage, id, hash, now, error)))
    return FALSE;
  ga_id_format (id, text);
  return keep_erasure (sql, tenant, id, hash, now, error) &&
         run (&self, stored, life.head, error) &&
         ga_audit_add (sql, tenant, 0, "erase", text, NULL, now, error);
}

gboolean
ga_person_erase (GaSql *sql,
                 GaSchema *schema,
                 const char *folder,
                 gint64 tenant,
                 const GaId *id,
                 gint64 now,
                 GError **error)
{
  return erase (sql, schema, folder, tenant, id, now, error);
}

/* Which association of the database a line is about; 0: none of it. */
static gboolean
find_lineage (GaSql *sql, const GaId *lineage, gint64 *tenant, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql, "SELECT number FROM tenant WHERE lineage = $1", error);
  gboolean found;

  *tenant = 0;
  if (statement == NULL)
    return FALSE;
  ga_statement_bind_id (statement, 1, lineage);
  return ga_statement_read_integer (statement, &found, tenant, error);
}

/* %FALSE where it is no line of the log. */
static gboolean
parse_line (JsonObject *object, GaId *lineage, GaId *id)
{
  return object != NULL &&
         ga_id_parse (json_object_get_string_member_with_default (object, "lineage", ""),
                      lineage) &&
         ga_id_parse (json_object_get_string_member_with_default (object, "id", ""), id);
}

/* The backup may be older than the record; a computer that has it may not bring it back. */
static gboolean
keep_line (
    GaSql *sql, gint64 tenant, const GaId *id, JsonObject *object, gint64 now, GError **error)
{
  const char *text = json_object_get_string_member_with_default (object, "hash", "");
  guint8 hash[GA_SECRET_HASH_SIZE] = { 0 };

  sodium_hex2bin (hash, sizeof hash, text, strlen (text), NULL, NULL, NULL);
  return keep_erasure (sql, tenant, id, hash, now, error);
}

/* @read: (out): whether it could be read */
static gboolean
replay_line (GaSql *sql,
             GaSchema *schema,
             const char *line,
             gsize length,
             gint64 now,
             guint *n_erased,
             gboolean *read,
             GError **error)
{
  g_autoptr (JsonNode) node = ga_json_object_read (line, length, NULL);
  JsonObject *object = node != NULL ? json_node_get_object (node) : NULL;
  g_autoptr (GError) local = NULL;
  GaId lineage, id;
  gint64 tenant;

  *read = parse_line (object, &lineage, &id);
  if (!*read)
    return TRUE;
  if (!find_lineage (sql, &lineage, &tenant, error))
    return FALSE;
  if (tenant == 0)
    return TRUE;
  if (erase (sql, schema, NULL, tenant, &id, now, &local))
    {
      *n_erased += 1;
      return TRUE;
    }
  if (g_error_matches (local, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN))
    return keep_line (sql, tenant, &id, object, now, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* A line has its length, as damage may be zeros. The last may be half a one, of an erasure that
 * never was. */
static gboolean
replay_text (GaSql *sql,
             GaSchema *schema,
             const char *text,
             gsize length,
             gint64 now,
             guint *n_erased,
             GArray *unread,
             GError **error)
{
  const char *end = text + length;
  guint number = 1;

  for (const char *line = text; line < end; number++)
    {
      const char *newline = memchr (line, '\n', (gsize) (end - line));
      const char *next = newline != NULL ? newline : end;
      gboolean read = TRUE;

      if (next > line &&
          !replay_line (sql, schema, line, (gsize) (next - line), now, n_erased, &read, error))
        return FALSE;
      if (!read && newline != NULL)
        g_array_append_val (unread, number);
      line = next + 1;
    }
  return TRUE;
}

gboolean
ga_person_replay (GaSql *sql,
                  GaSchema *schema,
                  const char *folder,
                  gint64 now,
                  guint *n_erased,
                  GArray *unread,
                  GError **error)
{
  g_autofree char *path = g_build_filename (folder, LOG_NAME, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) local = NULL;
  gsize length;

  *n_erased = 0;
  if (g_file_get_contents (path, &text, &length, &local))
    return replay_text (sql, schema, text, length, now, n_erased, unread, error);
  if (g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
