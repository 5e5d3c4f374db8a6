/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memrchr */
#include <string.h>

#include "model/ga-date.h"
#include "sync/ga-json-scanner.h"
#include "sync/ga-pull.h"
#include "sync/ga-sync-fields.h"

/* What the arrays that follow a heading are. */
typedef enum
{
  NOTHING,
  ROWS,
  GONE,
  LEFT,
  ERASED,
  TOTALS,
  MONTHS,
} Section;

typedef struct
{
  GaSchema *schema;
  const GaPullHandler *handler;
  gpointer user_data;
  GaJsonScanner *scanner;
  Section section;
  const GaEntity *entity; /* (nullable): none that we know */
  GaRow *row;             /* used again for each */
  GArray *columns;        /* int: index of the field, -1 for one that we do not know */
  GPtrArray *names;       /* of the columns */
  GaSpace space;
  gboolean begun; /* the first line has been read */
  gboolean in_space;
  gboolean ended; /* the last line has been read */
  gboolean more;
} Reading;

typedef gboolean (*MemberFunc) (Reading *self, gpointer data, GError **error);

static gboolean
malformed (GError **error)
{
  return ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
}

/* The rest of an object whose opening has been read: @func is asked about each member. */
static gboolean
read_members (Reading *self, MemberFunc func, gpointer data, GError **error)
{
  GaJsonToken token;

  while ((token = ga_json_scanner_next (self->scanner, error)) == GA_JSON_KEY)
    if (!func (self, data, error))
      return FALSE;
  return token == GA_JSON_END_OBJECT;
}

static gboolean
skip_member (Reading *self, gpointer data, GError **error)
{
  return ga_json_scanner_skip (self->scanner, error);
}

static gboolean
read_passphrase (Reading *self, GaPullHead *head, GError **error)
{
  gboolean has = TRUE;

  if (!ga_json_scanner_expect_flag (self->scanner, &has, error))
    return FALSE;
  head->lacks_passphrase = !has;
  return TRUE;
}

static gboolean
read_head_member (Reading *self, gpointer data, GError **error)
{
  GaPullHead *head = data;

  if (ga_json_scanner_is (self->scanner, "epoch"))
    return ga_json_scanner_expect_integer (self->scanner, &head->epoch, error);
  if (ga_json_scanner_is (self->scanner, "lineage"))
    return ga_json_scanner_expect_id (self->scanner, &head->lineage, error);
  if (ga_json_scanner_is (self->scanner, "covered"))
    return ga_json_scanner_expect_integer (self->scanner, &head->covered, error);
  if (ga_json_scanner_is (self->scanner, "now"))
    return ga_json_scanner_expect_integer (self->scanner, &head->now, error);
  if (ga_json_scanner_is (self->scanner, "name"))
    return ga_json_scanner_expect_text (self->scanner, &head->name, error);
  if (ga_json_scanner_is (self->scanner, "role"))
    return ga_json_scanner_expect_text (self->scanner, &head->role, error);
  if (ga_json_scanner_is (self->scanner, "grants"))
    return ga_json_scanner_expect_text (self->scanner, &head->grants, error);
  if (ga_json_scanner_is (self->scanner, "ended"))
    return ga_json_scanner_expect_text (self->scanner, &head->ended, error);
  if (ga_json_scanner_is (self->scanner, "passphrase"))
    return read_passphrase (self, head, error);
  return ga_json_scanner_skip (self->scanner, error);
}

static gboolean
read_head (Reading *self, GError **error)
{
  GaPullHead head = { 0 };
  gboolean done =
      (!self->begun || malformed (error)) &&
      ga_json_scanner_expect_integer (self->scanner, &head.head, error) &&
      read_members (self, read_head_member, &head, error) &&
      (self->handler->head == NULL || self->handler->head (&head, self->user_data, error));

  ga_pull_head_clear (&head);
  self->begun = TRUE;
  return done;
}

static gboolean
read_fresh (Reading *self, gpointer data, GError **error)
{
  return ga_json_scanner_is (self->scanner, "fresh")
             ? ga_json_scanner_expect_flag (self->scanner, data, error)
             : ga_json_scanner_skip (self->scanner, error);
}

static gboolean
read_space (Reading *self, GError **error)
{
  gboolean fresh = FALSE;

  self->section = NOTHING;
  self->in_space = TRUE;
  return ga_sync_read_space (self->scanner, &self->space, error) &&
         read_members (self, read_fresh, &fresh, error) &&
         (self->handler->space == NULL ||
          self->handler->space (&self->space, fresh, self->user_data, error));
}

static gboolean
read_drop (Reading *self, GError **error)
{
  GaSpace space;

  self->in_space = FALSE;
  return ga_sync_read_space (self->scanner, &space, error) &&
         read_members (self, skip_member, NULL, error) &&
         (self->handler->drop == NULL || self->handler->drop (&space, self->user_data, error));
}

static gboolean
read_columns (Reading *self, gpointer data, GError **error)
{
  gboolean *found = data;
  GaJsonToken token;

  if (!ga_json_scanner_is (self->scanner, "fields"))
    return ga_json_scanner_skip (self->scanner, error);
  if (!ga_json_scanner_expect (self->scanner, GA_JSON_BEGIN_ARRAY, error))
    return FALSE;
  *found = TRUE;
  while ((token = ga_json_scanner_next (self->scanner, error)) == GA_JSON_STRING)
    {
      char *name = g_strndup (ga_json_scanner_get_text (self->scanner),
                              ga_json_scanner_get_length (self->scanner));
      int index = self->entity != NULL ? ga_entity_field_index (self->entity, name) : -1;

      g_ptr_array_add (self->names, name);
      g_array_append_val (self->columns, index);
    }
  return token == GA_JSON_END_ARRAY || (token != GA_JSON_WRONG && malformed (error));
}

/* A heading that names the entity of what follows. */
static gboolean
read_heading (Reading *self, Section section, GError **error)
{
  g_autofree char *name = NULL;
  gboolean has_columns = section != ROWS;

  if (!self->in_space)
    return malformed (error);
  if (!ga_json_scanner_expect_text (self->scanner, &name, error))
    return FALSE;
  self->section = section == TOTALS && g_str_equal (name, "month") ? MONTHS : section;
  self->entity = ga_schema_get (self->schema, name);
  g_array_set_size (self->columns, 0);
  g_ptr_array_set_size (self->names, 0);
  if (self->entity != NULL && (self->row == NULL || self->row->entity != self->entity))
    {
      g_clear_pointer (&self->row, ga_row_free);
      self->row = ga_row_new (self->entity);
    }
  return read_members (self, read_columns, &has_columns, error) &&
         (has_columns || malformed (error));
}

static gboolean
read_page (Reading *self, GError **error)
{
  g_autofree char *cursor = NULL;

  if (!self->in_space)
    return malformed (error);
  return ga_json_scanner_expect_text (self->scanner, &cursor, error) &&
         read_members (self, skip_member, NULL, error) &&
         (self->handler->page == NULL || self->handler->page (cursor, self->user_data, error));
}

static gboolean
read_sum (Reading *self, gpointer data, GError **error)
{
  GaSpaceSum *sum = data;
  g_autofree char *digits = NULL;

  if (ga_json_scanner_is (self->scanner, "count"))
    return ga_json_scanner_expect_integer (self->scanner, &sum->count, error);
  if (!ga_json_scanner_is (self->scanner, "sum"))
    return ga_json_scanner_skip (self->scanner, error);
  if (!ga_json_scanner_expect_text (self->scanner, &digits, error))
    return FALSE;
  return (strlen (digits) == 16 &&
          g_ascii_string_to_unsigned (digits, 16, 0, G_MAXUINT64, &sum->sum, NULL)) ||
         malformed (error);
}

static gboolean
read_end (Reading *self, GError **error)
{
  g_autofree char *cursor = NULL;
  GaSpaceSum sum = { 0 };

  if (!self->in_space)
    return malformed (error);
  self->in_space = FALSE;
  self->section = NOTHING;
  return ga_json_scanner_expect_text (self->scanner, &cursor, error) &&
         read_members (self, read_sum, &sum, error) &&
         (self->handler->end == NULL || self->handler->end (cursor, &sum, self->user_data, error));
}

static gboolean
read_person (Reading *self, gpointer data, GError **error)
{
  g_autofree char *number = g_strndup (ga_json_scanner_get_text (self->scanner),
                                       ga_json_scanner_get_length (self->scanner));
  g_autofree char *name = NULL;
  gint64 account;

  if (!ga_json_scanner_expect_text (self->scanner, &name, error))
    return FALSE;
  if (!g_ascii_string_to_signed (number, 10, 0, G_MAXINT64, &account, NULL))
    return malformed (error);
  return self->handler->person == NULL ||
         self->handler->person (account, name, self->user_data, error);
}

static gboolean
read_people (Reading *self, GError **error)
{
  return ga_json_scanner_expect (self->scanner, GA_JSON_BEGIN_OBJECT, error) &&
         read_members (self, read_person, NULL, error) &&
         read_members (self, skip_member, NULL, error);
}

static gboolean
read_more (Reading *self, GError **error)
{
  self->ended = TRUE;
  return ga_json_scanner_expect_flag (self->scanner, &self->more, error) &&
         read_members (self, skip_member, NULL, error);
}

/* A line that is an object is known by its first key. */
static gboolean
read_object (Reading *self, GError **error)
{
  GaJsonToken token = ga_json_scanner_next (self->scanner, error);

  if (token != GA_JSON_KEY)
    return token != GA_JSON_WRONG && malformed (error);
  if (ga_json_scanner_is (self->scanner, "head"))
    return read_head (self, error);
  if (!self->begun)
    return malformed (error);
  if (ga_json_scanner_is (self->scanner, "rows"))
    return read_heading (self, ROWS, error);
  if (ga_json_scanner_is (self->scanner, "gone"))
    return read_heading (self, GONE, error);
  if (ga_json_scanner_is (self->scanner, "left"))
    return read_heading (self, LEFT, error);
  if (ga_json_scanner_is (self->scanner, "erased"))
    return read_heading (self, ERASED, error);
  if (ga_json_scanner_is (self->scanner, "totals"))
    return read_heading (self, TOTALS, error);
  if (ga_json_scanner_is (self->scanner, "page"))
    return read_page (self, error);
  if (ga_json_scanner_is (self->scanner, "end"))
    return read_end (self, error);
  if (ga_json_scanner_is (self->scanner, "space"))
    return read_space (self, error);
  if (ga_json_scanner_is (self->scanner, "drop"))
    return read_drop (self, error);
  if (ga_json_scanner_is (self->scanner, "people"))
    return read_people (self, error);
  if (ga_json_scanner_is (self->scanner, "more"))
    return read_more (self, error);
  /* Something that a newer server tells; what follows it is passed over. */
  self->section = ROWS;
  self->entity = NULL;
  return ga_json_scanner_skip (self->scanner, error) &&
         read_members (self, skip_member, NULL, error);
}

static gboolean
read_values (Reading *self, GString **extra, GError **error)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      int index = g_array_index (self->columns, int, i);
      const char *name = g_ptr_array_index (self->names, i);

      if (index < 0 ? !ga_sync_read_extra (self->scanner, name, extra, error)
                    : !ga_sync_read_value (self->scanner, &self->entity->fields[index],
                                           &self->row->values[index], error))
        return FALSE;
    }
  return TRUE;
}

/* The values of a row, and perhaps a last object with those that the server itself does not know.
 */
static gboolean
read_row (Reading *self, GError **error)
{
  GString *extra = NULL;
  GaJsonToken token = GA_JSON_WRONG;
  gboolean done;

  done = read_values (self, &extra, error);
  if (done)
    token = ga_json_scanner_next (self->scanner, error);
  if (token == GA_JSON_BEGIN_OBJECT &&
      ga_sync_read_members (self->scanner, self->entity, ga_sync_take_field, self->row, &extra,
                            error))
    token = ga_json_scanner_next (self->scanner, error);
  self->row->extra = ga_sync_end_extra (extra);
  if (token == GA_JSON_END_ARRAY)
    return self->handler->row (self->row, self->user_data, error);
  if (error != NULL && *error == NULL)
    malformed (error);
  return FALSE;
}

static gboolean
read_count (Reading *self, gint64 *count, GError **error)
{
  GaJsonToken token = ga_json_scanner_next (self->scanner, error);

  *count = token == GA_JSON_INTEGER ? ga_json_scanner_get_integer (self->scanner) : -1;
  return token == GA_JSON_INTEGER || token == GA_JSON_NULL ||
         (token != GA_JSON_WRONG && malformed (error));
}

static gboolean
read_total (Reading *self, const GaId *meeting, gint64 revision, GError **error)
{
  gint64 named;

  return read_count (self, &named, error) &&
         ga_json_scanner_expect (self->scanner, GA_JSON_END_ARRAY, error) &&
         (self->handler->total == NULL ||
          self->handler->total (meeting, revision, named, self->user_data, error));
}

static gboolean
read_month (Reading *self, const GaId *community, gint64 revision, GError **error)
{
  GaMonthCount count = { .community = *community, .revision = revision };
  g_autofree char *month = NULL;
  g_autofree char *day = NULL;
  g_autoptr (GDate) first = NULL;

  if (!ga_json_scanner_expect_text (self->scanner, &month, error) ||
      !read_count (self, &count.first_time, error) ||
      !ga_json_scanner_expect (self->scanner, GA_JSON_END_ARRAY, error))
    return FALSE;
  day = g_strconcat (month, "-01", NULL);
  first = ga_date_to_gdate (day);
  if (first == NULL)
    return malformed (error);
  g_strlcpy (count.month, month, sizeof count.month);
  return self->handler->month == NULL || self->handler->month (&count, self->user_data, error);
}

static gboolean
read_mark (Reading *self, const GaId *id, gint64 revision, GError **error)
{
  gboolean (*func) (const GaEntity *, const GaId *, gint64, gpointer, GError **) =
      self->section == LEFT ? self->handler->left : self->handler->erased;

  return ga_json_scanner_expect (self->scanner, GA_JSON_END_ARRAY, error) &&
         (func == NULL || func (self->entity, id, revision, self->user_data, error));
}

/* A row of an entity that we do not know: checked and passed over. */
static gboolean
pass_over (Reading *self, GError **error)
{
  GaJsonToken token;
  guint depth = 1;

  while (depth > 0)
    {
      token = ga_json_scanner_next (self->scanner, error);
      if (token == GA_JSON_WRONG || token == GA_JSON_END)
        return token == GA_JSON_END ? malformed (error) : FALSE;
      if (token == GA_JSON_BEGIN_ARRAY || token == GA_JSON_BEGIN_OBJECT)
        depth++;
      else if (token == GA_JSON_END_ARRAY || token == GA_JSON_END_OBJECT)
        depth--;
    }
  return TRUE;
}

static gboolean
read_array (Reading *self, GError **error)
{
  gint64 revision;
  GaId id;

  if (self->section == NOTHING)
    return malformed (error);
  if (self->section != MONTHS && self->entity == NULL)
    return pass_over (self, error);
  if (!ga_json_scanner_expect_id (self->scanner, &id, error) ||
      !ga_json_scanner_expect_integer (self->scanner, &revision, error))
    return FALSE;
  if (revision <= 0)
    return malformed (error);
  if (self->section == TOTALS)
    return read_total (self, &id, revision, error);
  if (self->section == MONTHS)
    return read_month (self, &id, revision, error);
  if (self->section == LEFT || self->section == ERASED)
    return read_mark (self, &id, revision, error);
  ga_row_clear_values (self->row);
  self->row->id = id;
  self->row->revision = revision;
  self->row->space = self->space;
  if (!ga_json_scanner_expect_integer (self->scanner, &self->row->by, error) ||
      !ga_json_scanner_expect_integer (self->scanner, &self->row->at, error))
    return FALSE;
  if (self->section == ROWS)
    return read_row (self, error);
  return ga_json_scanner_expect (self->scanner, GA_JSON_END_ARRAY, error) &&
         (self->handler->gone == NULL || self->handler->gone (self->row, self->user_data, error));
}

static gboolean
read_line (Reading *self, const char *line, gsize length, GError **error)
{
  GaJsonToken token;

  ga_json_scanner_reset (self->scanner, line, length);
  token = ga_json_scanner_next (self->scanner, error);
  switch (token)
    {
    case GA_JSON_BEGIN_ARRAY:
      if (!read_array (self, error))
        return FALSE;
      break;
    case GA_JSON_BEGIN_OBJECT:
      if (!read_object (self, error))
        return FALSE;
      break;
    case GA_JSON_WRONG:
      return FALSE;
    default:
      return malformed (error);
    }
  return ga_json_scanner_expect (self->scanner, GA_JSON_END, error);
}

static gboolean
begins_with (const char *line, gsize length, const char *text)
{
  return length >= strlen (text) && memcmp (line, text, strlen (text)) == 0;
}

/* How much of an answer to read: all of a whole one; else up to and with the last line that a
 * client may stop at. */
static gsize
find_end (const char *text, gsize length)
{
  static const char *const stops[] = { "{\"page\":", "{\"end\":", "{\"drop\":" };
  gsize end = length;
  gboolean is_last = TRUE;

  if (end > 0 && text[end - 1] != '\n')
    is_last = FALSE;
  while (end > 0 && text[end - 1] != '\n')
    end--;
  while (end > 0)
    {
      const char *before = end > 1 ? memrchr (text, '\n', end - 1) : NULL;
      gsize start = before != NULL ? (gsize) (before - text) + 1 : 0;

      if (is_last && begins_with (text + start, end - start, "{\"more\":"))
        return end;
      for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
        if (begins_with (text + start, end - start, stops[i]))
          return end;
      is_last = FALSE;
      end = start;
    }
  return 0;
}

static gboolean
read_lines (Reading *self, const char *text, gsize length, GError **error)
{
  while (length > 0)
    {
      const char *line_end = memchr (text, '\n', length);

      if (self->ended || line_end == NULL)
        return malformed (error);
      if (!read_line (self, text, (gsize) (line_end - text), error))
        return FALSE;
      length -= (gsize) (line_end + 1 - text);
      text = line_end + 1;
    }
  return TRUE;
}

gboolean
ga_pull_read_answer (GaSchema *schema,
                     const char *text,
                     gsize length,
                     const GaPullHandler *handler,
                     gpointer user_data,
                     gboolean *more,
                     GError **error)
{
  g_autoptr (GaJsonScanner) scanner = ga_json_scanner_new (NULL, 0);
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  Reading self = { .schema = schema,
                   .handler = handler,
                   .user_data = user_data,
                   .scanner = scanner,
                   .columns = columns,
                   .names = names,
                   .more = TRUE };
  gboolean done = read_lines (&self, text, find_end (text, length), error);

  *more = self.more;
  g_clear_pointer (&self.row, ga_row_free);
  return done;
}
