/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/ga-distance.h"
#include "model/ga-number.h"
#include "store/ga-ddl.h"
#include "store/ga-permission-private.h"
#include "store/ga-reader-private.h"
#include "store/ga-search-queue.h"
#include "store/ga-store.h"

struct _GaReader
{
  GObject parent;

  GaDb *db;
  gboolean owns_db;
  GHashTable *find_sql; /* GaEntity → SELECT by id */
  GaKeptPermission permission;
};

G_DEFINE_FINAL_TYPE (GaReader, ga_reader, G_TYPE_OBJECT)

static void
ga_reader_finalize (GObject *object)
{
  GaReader *self = GA_READER (object);

  g_hash_table_unref (self->find_sql);
  ga_kept_permission_clear (&self->permission);
  if (self->owns_db)
    ga_db_close (self->db);
  G_OBJECT_CLASS (ga_reader_parent_class)->finalize (object);
}

static void
ga_reader_class_init (GaReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ga_reader_finalize;
}

static void
ga_reader_init (GaReader *self)
{
  self->find_sql = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

GaReader *
ga_reader_new (GaDb *db, gboolean owns_db)
{
  GaReader *self = g_object_new (GA_TYPE_READER, NULL);

  self->db = db;
  self->owns_db = owns_db;
  return self;
}

GaDb *
ga_reader_get_db (GaReader *self)
{
  return self->db;
}

GaKeptPermission *
ga_reader_get_kept_permission (GaReader *self)
{
  return &self->permission;
}

GaSchema *
ga_reader_get_schema (GaReader *self)
{
  g_return_val_if_fail (GA_IS_READER (self), NULL);

  return ga_db_get_schema (self->db);
}

/* The record in the current row of a statement made by ga_sql_select(). */
GaRecord *
ga_reader_read_row (const GaEntity *entity, sqlite3_stmt *statement)
{
  GaRecord *record;
  GaId id = { 0 };

  ga_db_column_id (statement, 0, &id);
  record = ga_record_new_blank (entity, &id);
  ga_record_set_stored (record, TRUE);
  for (guint i = 0; i < entity->n_fields; i++)
    {
      GaValue value;

      ga_db_column_value (statement, (int) i + 1, &value);
      ga_record_take_nth (record, i, &value);
    }
  return record;
}

static GPtrArray *
collect (GaReader *self, const GaEntity *entity, sqlite3_stmt *statement, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean row = TRUE;

  while (row)
    {
      if (!ga_db_step (self->db, statement, &row, error))
        return NULL;
      if (row)
        g_ptr_array_add (records, ga_reader_read_row (entity, statement));
    }
  return g_steal_pointer (&records);
}

/* As ga_reader_find(), but a record that is not there is no error. */
GaRecord *
ga_reader_find_any (GaReader *self, const GaEntity *entity, const GaId *id, GError **error)
{
  const char *sql = g_hash_table_lookup (self->find_sql, entity);
  sqlite3_stmt *statement;
  GaRecord *record = NULL;
  gboolean row = FALSE;

  if (sql == NULL)
    {
      g_hash_table_insert (self->find_sql, (gpointer) entity,
                           ga_sql_select (entity, "WHERE id = ?"));
      sql = g_hash_table_lookup (self->find_sql, entity);
    }
  statement = ga_db_prepare (self->db, sql, error);
  if (statement == NULL)
    return NULL;
  ga_db_bind_id (statement, 1, id);
  if (ga_db_step (self->db, statement, &row, error) && row)
    {
      record = ga_reader_read_row (entity, statement);
      sqlite3_reset (statement);
    }
  return record;
}

/**
 * ga_reader_find:
 *
 * Returns: (transfer full) (nullable): the record, or %NULL with %GA_STORE_ERROR_MISSING
 */
GaRecord *
ga_reader_find (GaReader *self, const GaEntity *entity, const GaId *id, GError **error)
{
  g_autoptr (GError) local = NULL;
  GaRecord *record;

  g_return_val_if_fail (GA_IS_READER (self) && entity != NULL, NULL);

  record = id != NULL ? ga_reader_find_any (self, entity, id, &local) : NULL;
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (record == NULL)
    g_set_error_literal (error, GA_STORE_ERROR, GA_STORE_ERROR_MISSING,
                         _ ("There is no such record, or it is not visible to you."));
  return record;
}

/**
 * ga_reader_list:
 *
 * Returns: (transfer full) (element-type GaRecord) (nullable): the records
 */
GPtrArray *
ga_reader_list (GaReader *self, const GaQuery *query, GError **error)
{
  g_autofree char *sql = ga_sql_for_query (query, GA_SQL_RECORDS);
  sqlite3_stmt *statement;

  g_return_val_if_fail (GA_IS_READER (self), NULL);

  statement = ga_db_prepare (self->db, sql, error);
  if (statement == NULL)
    return NULL;
  ga_sql_bind_query (statement, query);
  return collect (self, ga_query_get_entity (query), statement, error);
}

/**
 * ga_reader_for_each:
 * @func: (scope call): gets each record, which it may ref; may read other queries meanwhile
 *
 * As ga_reader_list() for more records than memory should hold.
 */
gboolean
ga_reader_for_each (
    GaReader *self, const GaQuery *query, GaRecordFunc func, gpointer user_data, GError **error)
{
  g_autofree char *sql = ga_sql_for_query (query, GA_SQL_RECORDS);
  sqlite3_stmt *statement;
  gboolean row = TRUE;

  g_return_val_if_fail (GA_IS_READER (self), FALSE);

  statement = ga_db_prepare (self->db, sql, error);
  if (statement == NULL)
    return FALSE;
  ga_sql_bind_query (statement, query);
  while (row)
    {
      g_autoptr (GaRecord) record = NULL;

      if (!ga_db_step (self->db, statement, &row, error))
        return FALSE;
      if (row)
        record = ga_reader_read_row (ga_query_get_entity (query), statement);
      if (row && !func (record, user_data))
        break;
    }
  sqlite3_reset (statement);
  return TRUE;
}

gboolean
ga_reader_hold_still (GaReader *self, GError **error)
{
  g_return_val_if_fail (GA_IS_READER (self), FALSE);

  return ga_db_exec (self->db, "BEGIN", error);
}

void
ga_reader_let_go (GaReader *self)
{
  g_return_if_fail (GA_IS_READER (self));

  /* Nothing was written that could be lost. */
  ga_db_exec (self->db, "COMMIT", NULL);
}

/**
 * ga_reader_count:
 *
 * Returns: how many records the query has in all, whatever its window; -1 with @error set
 */
gint64
ga_reader_count (GaReader *self, const GaQuery *query, GError **error)
{
  g_autofree char *sql = ga_sql_for_query (query, GA_SQL_COUNT);
  sqlite3_stmt *statement;
  gboolean row = FALSE;
  gint64 count = -1;

  g_return_val_if_fail (GA_IS_READER (self), -1);

  statement = ga_db_prepare (self->db, sql, error);
  if (statement == NULL)
    return -1;
  ga_sql_bind_query (statement, query);
  if (ga_db_step (self->db, statement, &row, error) && row)
    count = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return count;
}

/* Degrees within which two places may be the same: 50 metres is 0.00045° of latitude, and at most
 * three times that of longitude as far north as Norway reaches. */
#define NEAR_LATITUDE  450
#define NEAR_LONGITUDE 1400
#define NEAR_METRES    50.0

static gboolean
is_near (const GaRecord *a, const GaRecord *b)
{
  return ga_metres_between (ga_record_get_integer (a, "latitude"),
                            ga_record_get_integer (a, "longitude"),
                            ga_record_get_integer (b, "latitude"),
                            ga_record_get_integer (b, "longitude")) <= NEAR_METRES;
}

static GPtrArray *
list_near (GaReader *self, const GaRecord *record, GError **error)
{
  const GaEntity *entity = ga_record_get_entity (record);
  g_autoptr (GaQuery) query = ga_query_new (entity);
  gint64 latitude = ga_record_get_integer (record, "latitude");
  gint64 longitude = ga_record_get_integer (record, "longitude");
  g_autoptr (GPtrArray) found = NULL;

  ga_query_where_integer (query, "latitude", GA_AT_LEAST, latitude - NEAR_LATITUDE);
  ga_query_where_integer (query, "latitude", GA_LESS, latitude + NEAR_LATITUDE);
  ga_query_where_integer (query, "longitude", GA_AT_LEAST, longitude - NEAR_LONGITUDE);
  ga_query_where_integer (query, "longitude", GA_LESS, longitude + NEAR_LONGITUDE);
  found = ga_reader_list (self, query, error);
  for (guint i = found != NULL ? found->len : 0; i > 0; i--)
    if (!is_near (record, g_ptr_array_index (found, i - 1)))
      g_ptr_array_remove_index (found, i - 1);
  return g_steal_pointer (&found);
}

/* The records that agree in one key, such as `name+kind`; %NULL without @error when @record lacks a
 * field of it. `name|aliases` is a name that may also be one of the other's other spellings. */
static GPtrArray *
list_same (GaReader *self, const GaRecord *record, const char *key, GError **error)
{
  const GaEntity *entity = ga_record_get_entity (record);
  g_auto (GStrv) names = g_strsplit (key, "+", -1);
  g_autoptr (GaQuery) query = ga_query_new (entity);

  if (g_str_equal (key, "@within-50-m"))
    return ga_record_has (record, "latitude") && ga_record_has (record, "longitude")
               ? list_near (self, record, error)
               : NULL;
  for (guint i = 0; names[i] != NULL; i++)
    {
      char *bar = strchr (names[i], '|');

      if (bar != NULL)
        return ga_record_get_text (record, "name") != NULL
                   ? ga_reader_resolve (self, entity, ga_record_get_text (record, "name"), error)
                   : NULL;
      if (!ga_record_has (record, names[i]))
        return NULL;
      ga_query_where (query, names[i], GA_EQUAL, ga_record_get (record, names[i]));
    }
  return ga_reader_list (self, query, error);
}

/**
 * ga_reader_fold_name:
 *
 * Adds to @folded bytes, none of them NUL, that are equal for names that the file takes for equal:
 * neither case nor aa for å tells them apart.
 */
void
ga_reader_fold_name (GaReader *self, const char *text, GString *folded)
{
  ga_db_fold_name (self->db, text, folded);
}

/* Whether @record has a value in every field of @key. */
static gboolean
answers (const GaRecord *record, const char *key)
{
  g_auto (GStrv) names = g_strsplit (key, "+", -1);

  for (guint i = 0; names[i] != NULL; i++)
    if (!ga_record_has (record, names[i]))
      return FALSE;
  return TRUE;
}

/* Takes out those that differ from the record in an earlier key: two people with the same name and
 * telephone and different e-mail addresses are two. */
static void
drop_others (GPtrArray *found, GPtrArray *earlier)
{
  for (guint i = found->len; i > 0; i--)
    for (guint k = 0; k < earlier->len; k++)
      if (answers (g_ptr_array_index (found, i - 1), g_ptr_array_index (earlier, k)))
        {
          g_ptr_array_remove_index (found, i - 1);
          break;
        }
}

/**
 * ga_reader_same:
 *
 * Records that are the same one as @record by the first import key that both can answer.
 *
 * Returns: (transfer full) (element-type GaRecord) (nullable): them, @record itself left out
 */
GPtrArray *
ga_reader_same (GaReader *self, const GaRecord *record, GError **error)
{
  const GaEntity *entity = ga_record_get_entity (record);
  g_autoptr (GPtrArray) earlier = g_ptr_array_new ();

  for (const char *const *key = entity->same; key != NULL && *key != NULL; key++)
    {
      g_autoptr (GError) local = NULL;
      g_autoptr (GPtrArray) found = list_same (self, record, *key, &local);

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      for (guint i = found != NULL ? found->len : 0; i > 0; i--)
        if (ga_id_equal (ga_record_get_id (g_ptr_array_index (found, i - 1)),
                         ga_record_get_id (record)))
          g_ptr_array_remove_index (found, i - 1);
      /* Nearness is enough by itself. */
      if (found != NULL && **key != '@')
        drop_others (found, earlier);
      if (found != NULL && found->len > 0)
        return g_steal_pointer (&found);
      if (found != NULL && strchr (*key, '|') == NULL && **key != '@')
        g_ptr_array_add (earlier, (gpointer) *key);
    }
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static gboolean
has_word (const char *words, const char *text)
{
  g_auto (GStrv) each = NULL;
  g_autofree char *folded = g_utf8_casefold (text, -1);

  if (words == NULL)
    return FALSE;
  each = g_strsplit (words, "|", -1);
  for (guint i = 0; each[i] != NULL; i++)
    {
      g_autofree char *word = g_utf8_casefold (each[i], -1);

      if (g_str_equal (word, folded))
        return TRUE;
    }
  return FALSE;
}

static void
keep_those_spelt (GPtrArray *records, const char *text)
{
  for (guint i = records->len; i > 0; i--)
    if (!has_word (ga_record_get_text (g_ptr_array_index (records, i - 1), "aliases"), text))
      g_ptr_array_remove_index (records, i - 1);
}

/* A kommune's code is written with and without its leading nought. */
static GPtrArray *
list_by_code (GaReader *self, const GaEntity *entity, const char *text, GError **error)
{
  g_autoptr (GaQuery) query = ga_query_new (entity);
  g_autofree char *padded = NULL;

  if (strspn (text, "0123456789") != strlen (text))
    return g_ptr_array_new_with_free_func (g_object_unref);
  padded = strlen (text) == 3 ? g_strconcat ("0", text, NULL) : g_strdup (text);
  ga_query_where_text (query, "code", GA_EQUAL, padded);
  return ga_reader_list (self, query, error);
}

/**
 * ga_reader_resolve:
 * @text: an id, a kommune's code, or a name in any spelling known
 *
 * Returns: (transfer full) (element-type GaRecord) (nullable): the records @text may mean
 */
GPtrArray *
ga_reader_resolve (GaReader *self, const GaEntity *entity, const char *text, GError **error)
{
  gboolean has_aliases = ga_entity_get_field (entity, "aliases") != NULL;
  g_autoptr (GaQuery) query = ga_query_new (entity);
  g_autoptr (GPtrArray) found = NULL;
  g_auto (GStrv) titles = g_strsplit (entity->title, " ", 2);
  const GaField *title = ga_entity_get_field (entity, titles[0]);
  GaId id;

  if (ga_id_parse (text, &id))
    {
      ga_query_where_id (query, "id", &id);
      return ga_reader_list (self, query, error);
    }
  if (has_aliases)
    {
      found = list_by_code (self, entity, text, error);
      if (found == NULL || found->len > 0)
        return g_steal_pointer (&found);
      g_clear_pointer (&found, g_ptr_array_unref);
    }
  if (title->type != GA_FIELD_TEXT)
    return g_ptr_array_new_with_free_func (g_object_unref);
  ga_query_where_text (query, title->name, GA_EQUAL, text);
  found = ga_reader_list (self, query, error);
  if (found != NULL && found->len == 0 && has_aliases)
    {
      g_autoptr (GaQuery) all = ga_query_new (entity);

      g_clear_pointer (&found, g_ptr_array_unref);
      ga_query_where_text (all, "aliases", GA_NOT_EQUAL, NULL);
      found = ga_reader_list (self, all, error);
      if (found != NULL)
        keep_those_spelt (found, text);
    }
  return g_steal_pointer (&found);
}

/**
 * ga_reader_title:
 *
 * Returns: (transfer full): what a record is called, its references followed one step; where it is
 * not in this file, the words for that
 */
char *
ga_reader_title (GaReader *self, const GaEntity *entity, const GaId *id)
{
  g_autoptr (GaRecord) record = id != NULL ? ga_reader_find_any (self, entity, id, NULL) : NULL;

  return record != NULL ? ga_reader_title_of (self, record) : g_strdup (_ ("Not visible to you"));
}

/**
 * ga_reader_title_of: as ga_reader_title(), of a record that need not be in the file
 */
char *
ga_reader_title_of (GaReader *self, const GaRecord *record)
{
  const GaEntity *entity = ga_record_get_entity (record);
  g_auto (GStrv) names = g_strsplit (entity->title, " ", -1);
  g_autoptr (GString) title = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const GaField *field = ga_entity_get_field (entity, names[i]);
      g_autofree char *text = field->target != NULL ? ga_reader_display (self, record, names[i])
                                                    : ga_record_say (record, field);

      if (text != NULL)
        g_string_append_printf (title, "%s%s", title->len > 0 ? " · " : "", text);
    }
  return g_string_free (g_steal_pointer (&title), FALSE);
}

static char *
display_list (GaReader *self, const GaEntity *target, const char *ids)
{
  g_auto (GStrv) each = g_strsplit (ids, " ", -1);
  g_autoptr (GString) list = g_string_new (NULL);
  GaId id;

  for (guint i = 0; each[i] != NULL; i++)
    {
      g_autofree char *title =
          ga_id_parse (each[i], &id) ? ga_reader_title (self, target, &id) : NULL;

      if (title != NULL)
        g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", title);
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

/**
 * ga_reader_display:
 *
 * Returns: (transfer full) (nullable): a field as people read it; a reference as the title of what
 * it refers to, money with its currency
 */
char *
ga_reader_display (GaReader *self, const GaRecord *record, const char *field)
{
  const GaField *descriptor = ga_entity_get_field (ga_record_get_entity (record), field);
  const GaValue *value = ga_record_get (record, field);
  const GaEntity *target = descriptor->target != NULL
                               ? ga_schema_get (ga_db_get_schema (self->db), descriptor->target)
                               : NULL;

  if (descriptor->type == GA_FIELD_MONEY && value->kind == GA_VALUE_INTEGER)
    return ga_money_display (value->integer, ga_record_get_text (record, descriptor->currency));
  if (target == NULL || value->kind == GA_VALUE_NONE)
    return ga_value_display (descriptor, value);
  if (value->kind == GA_VALUE_ID)
    return ga_reader_title (self, target, &value->id);
  return display_list (self, target, value->text);
}

static gboolean
is_asked (const GaEntity *entity, const char *const *entities)
{
  return entities == NULL || g_strv_contains (entities, entity->name);
}

static gboolean
search_entity (GaReader *self,
               const GaEntity *entity,
               const char *question,
               guint limit,
               GPtrArray *hits,
               GError **error)
{
  g_autofree char *sql = ga_sql_select (
      entity, "WHERE _row IN (SELECT rowid & 1099511627775 FROM search WHERE search MATCH ?1 "
              "AND rowid BETWEEN ?2 AND ?3 LIMIT ?4)");
  sqlite3_stmt *statement = ga_db_prepare (self->db, sql, error);
  gint64 base = (gint64) entity->number << GA_SEARCH_SHIFT;
  g_autoptr (GPtrArray) records = NULL;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, question, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, base);
  sqlite3_bind_int64 (statement, 3, base | 1099511627775);
  sqlite3_bind_int64 (statement, 4, limit);
  records = collect (self, entity, statement, error);
  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      GaHit *hit = g_new (GaHit, 1);

      hit->entity = entity;
      hit->record = g_object_ref (g_ptr_array_index (records, i));
      g_ptr_array_add (hits, hit);
    }
  return TRUE;
}

static gboolean
begins_with (const GaHit *hit, const char *typed)
{
  g_autofree char *title = ga_record_get_title (hit->record);
  g_autofree char *folded = g_utf8_casefold (title, -1);

  return g_str_has_prefix (folded, typed);
}

/* What is called just as it was typed comes before other spellings: who types Hors and Enter means
 * Horsens, not Hørsholm. */
static int
compare_hits (gconstpointer a, gconstpointer b, gpointer typed)
{
  const GaHit *one = *(GaHit *const *) a;
  const GaHit *other = *(GaHit *const *) b;

  if (one->entity->rank != other->entity->rank)
    return (int) one->entity->rank - (int) other->entity->rank;
  return (int) begins_with (other, typed) - (int) begins_with (one, typed);
}

/**
 * ga_reader_search:
 * @text: what has been typed so far; every word must begin some word of the record
 * @entities: (nullable) (array zero-terminated=1): names of the entities to look in; all if %NULL
 * @limit_each: how many of each entity at most
 *
 * Returns: (transfer full) (element-type GaHit) (nullable): the hits, by entity, those of the
 *   smallest #GaEntity.rank first, and of these what begins just as @text does
 */
GPtrArray *
ga_reader_search (
    GaReader *self, const char *text, const char *const *entities, guint limit_each, GError **error)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) ga_hit_free);
  g_autofree char *question = ga_fold_query (text);
  g_autofree char *typed = g_utf8_casefold (text, -1);
  GaSchema *schema = ga_db_get_schema (self->db);

  /* A transaction finds what it has written, too. */
  if (!ga_search_queue_write (ga_db_get_search_queue (self->db), self->db, error))
    return NULL;
  for (guint i = 0; question != NULL && i < ga_schema_get_n_entities (schema); i++)
    {
      const GaEntity *entity = ga_schema_get_nth (schema, i);

      if (is_asked (entity, entities) &&
          !search_entity (self, entity, question, limit_each, hits, error))
        return NULL;
    }
  g_ptr_array_sort_with_data (hits, compare_hits, typed); /* stable */
  return g_steal_pointer (&hits);
}

void
ga_hit_free (GaHit *hit)
{
  g_object_unref (hit->record);
  g_free (hit);
}
