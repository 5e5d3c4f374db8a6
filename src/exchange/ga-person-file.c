/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-person-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/ga-output-file.h"
#include "exchange/ga-workbook.h"
#include "model/ga-date.h"
#include "model/ga-record-json.h"
#include "store/ga-history.h"

/* More changes of one record than anybody makes. */
#define MOST_CHANGES 10000

/* What refers to the person: by a field, or the person's own record without one. */
typedef struct
{
  GaRecord *record;
  const GaField *field; /* (nullable) */
  gboolean is_about;    /* and not only in passing */
} Found;

struct _GaPersonFile
{
  GaReader *reader;
  GPtrArray *found;   /* of Found, the person's own first */
  GPtrArray *changes; /* of GaHistory */
};

static void
found_free (gpointer data)
{
  Found *found = data;

  g_object_unref (found->record);
  g_free (found);
}

void
ga_person_file_free (GaPersonFile *self)
{
  g_clear_object (&self->reader);
  g_ptr_array_unref (self->found);
  g_ptr_array_unref (self->changes);
  g_free (self);
}

static gboolean
add_changes (GaPersonFile *self, const GaRecord *record, GError **error)
{
  g_autoptr (GPtrArray) changes = ga_reader_history (
      self->reader, ga_record_get_entity (record), ga_record_get_id (record), MOST_CHANGES, error);

  if (changes == NULL)
    return FALSE;
  g_ptr_array_extend_and_steal (self->changes, g_steal_pointer (&changes));
  return TRUE;
}

static gboolean
add_record (GaPersonFile *self, GaRecord *record, const GaField *field, GError **error)
{
  Found *found = g_new0 (Found, 1);

  found->record = g_object_ref (record);
  found->field = field;
  found->is_about = field == NULL || (field->flags & GA_FIELD_REQUIRED) != 0;
  g_ptr_array_add (self->found, found);
  return !found->is_about || add_changes (self, record, error);
}

static gboolean
add_all (GaPersonFile *self, GaQuery *query, const GaField *field, GError **error)
{
  g_autoptr (GPtrArray) records = ga_reader_list (self->reader, query, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    if (!add_record (self, records->pdata[i], field, error))
      return FALSE;
  return records != NULL;
}

static gboolean
is_found (GaPersonFile *self, const GaField *field, const GaId *id)
{
  for (guint i = 0; i < self->found->len; i++)
    {
      const Found *found = self->found->pdata[i];

      if (found->field == field && ga_id_equal (ga_record_get_id (found->record), id))
        return TRUE;
    }
  return FALSE;
}

static gboolean
says (JsonArray *both, guint which, const char *text)
{
  JsonNode *node = json_array_get_element (both, which);

  return JSON_NODE_HOLDS_VALUE (node) && g_strcmp0 (json_node_get_string (node), text) == 0;
}

/* Whether @change is of a time when @field held @text. @held: (inout): whether it did after the
 * change; then, whether it did before */
static gboolean
is_of_that_time (const GaHistory *change, const GaField *field, const char *text, gboolean *held)
{
  g_autoptr (JsonNode) node = json_from_string (change->fields, NULL);
  JsonObject *fields =
      node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *pair = fields != NULL ? json_object_get_member (fields, field->name) : NULL;
  JsonArray *both =
      pair != NULL && JSON_NODE_HOLDS_ARRAY (pair) ? json_node_get_array (pair) : NULL;
  gboolean after = *held;

  if (both == NULL || json_array_get_length (both) != 2)
    return after;
  *held = says (both, 0, text);
  return *held || says (both, 1, text);
}

/* What is gone, or names somebody else by now, was about them as long as it named them. */
static gboolean
add_former (GaPersonFile *self,
            const GaEntity *entity,
            const GaField *field,
            const GaId *id,
            GError **error)
{
  g_autoptr (GPtrArray) changes = ga_reader_history_naming (self->reader, entity, id, error);
  gboolean is_told = FALSE, held = FALSE;
  GaId of = { 0 };
  char text[GA_ID_TEXT_SIZE];

  if (changes == NULL)
    return FALSE;
  ga_id_format (id, text);
  while (changes->len > 0)
    {
      GaHistory *change = g_ptr_array_steal_index (changes, changes->len - 1);

      if (!ga_id_equal (&of, &change->id))
        {
          of = change->id;
          is_told = is_found (self, field, &of);
          held = FALSE;
        }
      if (!is_told && is_of_that_time (change, field, text, &held))
        g_ptr_array_add (self->changes, change);
      else
        ga_history_free (change);
    }
  return TRUE;
}

static gboolean
add_referring (GaPersonFile *self, const GaEntity *entity, const GaId *id, GError **error)
{
  GaSchema *schema = ga_reader_get_schema (self->reader);

  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    {
      const GaEntity *other = ga_schema_get_nth (schema, i);

      for (guint j = 0; j < other->n_fields; j++)
        {
          const GaField *field = &other->fields[j];
          g_autoptr (GaQuery) query = NULL;

          if (field->type != GA_FIELD_REFERENCE || !g_str_equal (field->target, entity->name))
            continue;
          query = ga_query_new (other);
          ga_query_where_id (query, field->name, id);
          if (!add_all (self, query, field, error))
            return FALSE;
          if ((field->flags & GA_FIELD_REQUIRED) != 0 &&
              !add_former (self, other, field, id, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* They name their record by its text. */
static gboolean
add_conflicts (GaPersonFile *self, const GaId *id, GError **error)
{
  const GaEntity *conflict = ga_schema_get (ga_reader_get_schema (self->reader), "conflict");
  const GaField *field = ga_entity_get_field (conflict, "record");
  g_autoptr (GaQuery) query = ga_query_new (conflict);
  char text[GA_ID_TEXT_SIZE];

  ga_id_format (id, text);
  ga_query_where_text (query, "record", GA_EQUAL, text);
  return add_all (self, query, field, error) && add_former (self, conflict, field, id, error);
}

GaPersonFile *
ga_person_file_read (GaReader *reader, const GaEntity *entity, const GaId *id, GError **error)
{
  g_autoptr (GaRecord) record = ga_reader_find (reader, entity, id, error);
  g_autoptr (GaPersonFile) self = NULL;

  if (record == NULL)
    return NULL;
  self = g_new0 (GaPersonFile, 1);
  self->reader = g_object_ref (reader);
  self->found = g_ptr_array_new_with_free_func (found_free);
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) ga_history_free);
  return add_record (self, record, NULL, error) && add_referring (self, entity, id, error) &&
                 add_conflicts (self, id, error)
             ? g_steal_pointer (&self)
             : NULL;
}

static char *
take_line (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return ga_json_to_line (node);
}

/* What the records are called that it refers to. */
static JsonObject *
make_names (GaPersonFile *self, const GaRecord *record)
{
  const GaEntity *entity = ga_record_get_entity (record);
  JsonObject *names = json_object_new ();

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const GaField *field = &entity->fields[i];
      g_autofree char *title = field->target != NULL && ga_record_has (record, field->name)
                                   ? ga_reader_display (self->reader, record, field->name)
                                   : NULL;

      if (title != NULL)
        json_object_set_string_member (names, field->name, title);
    }
  return names;
}

static char *
record_to_json (GaPersonFile *self, const Found *found)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "entity", ga_record_get_entity (found->record)->name);
  json_object_set_string_member (object, "field", found->field != NULL ? found->field->name : NULL);
  json_object_set_member (object, "record", ga_record_to_json (found->record));
  json_object_set_object_member (object, "names", make_names (self, found->record));
  return take_line (object);
}

static char *
change_to_json (const GaHistory *change)
{
  JsonObject *object = json_object_new ();
  JsonNode *fields = json_from_string (change->fields, NULL);
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (change->at / G_USEC_PER_SEC);
  g_autofree char *moment = g_date_time_format_iso8601 (at);
  char id[GA_ID_TEXT_SIZE];

  ga_id_format (&change->id, id);
  json_object_set_string_member (object, "history",
                                 change->entity != NULL ? change->entity->name : NULL);
  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "at", moment);
  json_object_set_string_member (object, "operation", change->operation);
  json_object_set_member (object, "fields",
                          fields != NULL ? fields : json_node_new (JSON_NODE_NULL));
  return take_line (object);
}

char **
ga_person_file_to_json (GaPersonFile *self)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  for (guint i = 0; i < self->found->len; i++)
    {
      g_autofree char *line = record_to_json (self, self->found->pdata[i]);

      g_strv_builder_add (lines, line);
    }
  for (guint i = 0; i < self->changes->len; i++)
    {
      g_autofree char *line = change_to_json (self->changes->pdata[i]);

      g_strv_builder_add (lines, line);
    }
  return g_strv_builder_end (lines);
}

static void
add_row (GaWorkbook *book, const char *kind, const char *title, const char *what, const char *value)
{
  ga_workbook_begin_row (book, FALSE);
  ga_workbook_add_text (book, kind);
  ga_workbook_add_text (book, title);
  ga_workbook_add_text (book, what);
  ga_workbook_add_text (book, value);
  ga_workbook_end_row (book);
}

/* Of what only names them: that it does, and what it belongs to. */
static gboolean
is_left_out (const Found *found, const GaField *field)
{
  return !found->is_about && field != found->field &&
         (field->type != GA_FIELD_REFERENCE || (field->flags & GA_FIELD_REQUIRED) == 0);
}

static void
add_found (GaPersonFile *self, GaWorkbook *book, const Found *found)
{
  const GaEntity *entity = ga_record_get_entity (found->record);
  g_autofree char *title = ga_reader_title_of (self->reader, found->record);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const GaField *field = &entity->fields[i];
      g_autofree char *value = NULL;

      if (is_left_out (found, field))
        continue;
      value = ga_reader_display (self->reader, found->record, field->name);
      if (value != NULL && *value != '\0')
        add_row (book, ga_entity_get_label (entity), title, ga_field_get_label (field), value);
    }
}

static void
write_records (GaPersonFile *self, GaWorkbook *book)
{
  const char *const headings[] = { _ ("Kind"), _ ("Which"), _ ("Field"), _ ("Value"), NULL };

  ga_workbook_begin_sheet (book, _ ("What is kept"));
  ga_workbook_add_headings (book, headings);
  for (guint i = 0; i < self->found->len; i++)
    add_found (self, book, self->found->pdata[i]);
}

typedef struct
{
  GaPersonFile *file;
  GaWorkbook *book;
  const GaHistory *change;
} Writing;

/* As people read it; an empty cell where there is none. */
static void
add_value (const Writing *self, const GaField *field, const GaValue *value)
{
  g_autoptr (GaRecord) record = ga_record_new (self->change->entity);
  g_autofree char *text = NULL;

  ga_record_set (record, field->name, value);
  text = ga_reader_display (self->file->reader, record, field->name);
  ga_workbook_add_text (self->book, text);
}

static void
write_field_cb (const GaField *field, const GaValue *before, const GaValue *after, gpointer data)
{
  const Writing *self = data;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (self->change->at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  g_autofree char *moment = g_date_time_format (local, "%Y-%m-%dT%H:%M");

  ga_workbook_begin_row (self->book, FALSE);
  ga_workbook_add_time (self->book, moment);
  ga_workbook_add_text (self->book, ga_entity_get_label (self->change->entity));
  ga_workbook_add_text (self->book, ga_field_get_label (field));
  add_value (self, field, before);
  add_value (self, field, after);
  ga_workbook_end_row (self->book);
}

static void
write_changes (GaPersonFile *self, GaWorkbook *book)
{
  const char *const headings[] = { _ ("When"),   _ ("Kind"),  _ ("Field"),
                                   _ ("Before"), _ ("After"), NULL };

  ga_workbook_begin_sheet (book, _ ("What was changed"));
  ga_workbook_add_headings (book, headings);
  for (guint i = 0; i < self->changes->len; i++)
    {
      Writing writing = { self, book, self->changes->pdata[i] };

      ga_history_foreach (writing.change, write_field_cb, &writing);
    }
}

static gboolean
write_json (GaPersonFile *self, const char *path, GError **error)
{
  g_auto (GStrv) lines = ga_person_file_to_json (self);
  g_autofree char *joined = g_strjoinv ("\n", lines);
  g_autofree char *text = g_strconcat (joined, "\n", NULL);

  return ga_output_file_write (path, text, error);
}

gboolean
ga_person_file_write (GaPersonFile *self, const char *path, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  g_autoptr (GaWorkbook) book = NULL;

  if (g_str_has_suffix (lower, ".json"))
    return write_json (self, path, error);
  book = ga_workbook_new (
      path, g_str_has_suffix (lower, ".ods") ? GA_WORKBOOK_ODS : GA_WORKBOOK_XLSX, error);
  if (book == NULL)
    return FALSE;
  write_records (self, book);
  write_changes (self, book);
  return ga_workbook_finish (book, error);
}
