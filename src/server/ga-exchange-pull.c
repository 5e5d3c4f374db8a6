/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-exchange.h"

#include "model/ga-flaw.h"
#include "server/ga-accounts-private.h"
#include "server/ga-pulling.h"
#include "server/ga-server-rows.h"

/* A pull's answer: a section for each space that may be read, then what is to go. */

gboolean
ga_pulling_is_full (GaPulling *self)
{
  return self->lines->len >= GA_PULL_MOST_BYTES;
}

void
ga_pulling_add_page (GaPulling *self, const GaCursor *cursor)
{
  g_autofree char *text = ga_cursor_write (cursor);

  ga_pull_append_page (self->lines, text);
  self->page = 0;
}

static gboolean
may_read (const GaPullSection *section, const GaEntity *entity)
{
  return section->sees_names || !ga_entity_is_private (entity);
}

/* What the client's check must come to, and which entities there is anything of at all. */
static gboolean
load_sums (
    GaPulling *self, const GaPullSection *section, GaSpaceSum *sum, gboolean *has, GError **error)
{
  GaStatement *statement = ga_sql_prepare (
      self->sql, "SELECT entity, count, sum FROM space_sum WHERE tenant = $1 AND space = $2",
      error);
  gboolean found = TRUE;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->session->tenant);
  ga_statement_bind_integer (statement, 2, section->number);
  while (TRUE)
    {
      if (!ga_statement_step (statement, &found, error))
        return FALSE;
      if (!found)
        return TRUE;
      for (guint i = 0; i < ga_schema_get_n_entities (self->schema); i++)
        {
          const GaEntity *entity = ga_schema_get_nth (self->schema, i);
          GaSpaceSum of_entity = { ga_statement_get_integer (statement, 1),
                                   (guint64) ga_statement_get_integer (statement, 2) };

          if (entity->number != ga_statement_get_integer (statement, 0) ||
              !may_read (section, entity))
            continue;
          has[i] = TRUE;
          ga_space_sum_add (sum, &of_entity);
        }
    }
}

/* The steps of a pass after those of the entities. */
enum
{
  STEP_MARKS,
  STEP_TOTALS,
  STEP_MONTHS,
  N_FURTHER_STEPS,
};

static guint
count_steps (const GaPulling *self)
{
  return ga_schema_get_n_entities (self->schema) + N_FURTHER_STEPS;
}

/* The steps of a pass, from where the cursor stands. @done: (out): FALSE when the answer is full */
static gboolean
add_pass (
    GaPulling *self, GaPullSection *section, const gboolean *has, gboolean *done, GError **error)
{
  guint n_entities = ga_schema_get_n_entities (self->schema);
  GaCursor *cursor = &section->cursor;

  for (*done = TRUE; *done && cursor->step < count_steps (self); cursor->step += *done ? 1 : 0)
    {
      gboolean added = TRUE;

      if (cursor->step < n_entities && has[cursor->step])
        added = ga_pulling_add_rows (self, section, ga_schema_get_nth (self->schema, cursor->step),
                                     done, error);
      else if (cursor->step == n_entities + STEP_MARKS)
        added = ga_pulling_add_marks (self, section, done, error);
      else if (cursor->step == n_entities + STEP_TOTALS)
        added = ga_pulling_add_totals (self, section, done, error);
      else if (cursor->step == n_entities + STEP_MONTHS)
        added = ga_pulling_add_months (self, section, done, error);
      if (!added)
        return FALSE;
      if (*done)
        cursor->revision = 0;
    }
  if (*done)
    *cursor = (GaCursor){ .from = cursor->until, .counts = cursor->counts };
  return TRUE;
}

/* A pass goes up to what was the head when it began; one more goes on from there to the head. */
static gboolean
add_passes (GaPulling *self, GaPullSection *section, gboolean *done, GError **error)
{
  g_autofree gboolean *has = g_new0 (gboolean, ga_schema_get_n_entities (self->schema));
  g_autofree char *end = NULL;
  GaSpaceSum sum = { 0 };

  *done = TRUE;
  if (section->number != 0 && !load_sums (self, section, &sum, has, error))
    return FALSE;
  while (*done && section->cursor.from < self->life.head)
    {
      if (section->cursor.until == 0)
        section->cursor.until = self->life.head;
      if (!add_pass (self, section, has, done, error))
        return FALSE;
      if (*done ? section->cursor.from < self->life.head : TRUE)
        ga_pulling_add_page (self, &section->cursor);
    }
  if (!*done)
    return TRUE;
  end = ga_cursor_write (&section->cursor);
  ga_pull_append_end (self->lines, end, &sum);
  self->page = 0;
  return TRUE;
}

/* What has been forgotten since cannot be told any more, nor what was not sent while it was not to
 * be seen: the space is sent from its beginning. */
static gboolean
read_cursor (
    GaPulling *self, const char *text, GaPullSection *section, gboolean *fresh, GError **error)
{
  GaCursor *cursor = &section->cursor;
  gint64 known;

  if (!ga_cursor_read (text, cursor) || cursor->step >= count_steps (self))
    return ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
  known = MAX (cursor->from, cursor->until);
  if (known > self->life.head)
    return ga_sync_fail (GA_SYNC_ERROR_REWOUND, error);
  /* Of a space on its way from the beginning what counts is when that was. */
  *fresh = known == 0 || (cursor->from > 0 ? cursor->from : known) < self->life.floor ||
           cursor->counts == section->sees_names;
  if (*fresh)
    *cursor = (GaCursor){ .counts = !section->sees_names };
  return TRUE;
}

static const char *
find_cursor (const GaPull *pull, const GaSpace *space)
{
  for (guint i = 0; i < pull->spaces->len; i++)
    {
      const GaSpaceCursor *asked = g_ptr_array_index (pull->spaces, i);

      if (ga_space_equal (&asked->space, space))
        return asked->cursor;
    }
  return "";
}

static gboolean
add_space (
    GaPulling *self, const GaPull *pull, const GaSpace *space, gboolean *done, GError **error)
{
  GaPullSection section = { .space = *space };
  gboolean fresh = FALSE;

  section.sees_names =
      ga_rights_see_names (self->rights, space) && ga_sql_get_role (self->sql) != GA_SQL_COUNTS;
  if (!read_cursor (self, find_cursor (pull, space), &section, &fresh, error) ||
      !ga_space_find_number (self->sql, self->session->tenant, space, &section.number, error))
    return FALSE;
  ga_pull_append_space (self->lines, space, fresh);
  return add_passes (self, &section, done, error);
}

static gboolean
add_spaces (GaPulling *self, const GaPull *pull, gboolean *done, GError **error)
{
  *done = TRUE;
  for (guint i = 0; i < self->rights->spaces->len && *done; i++)
    {
      if (ga_pulling_is_full (self))
        *done = FALSE;
      else if (!add_space (self, pull, &g_array_index (self->rights->spaces, GaSpace, i), done,
                           error))
        return FALSE;
    }
  return TRUE;
}

/* After everything else: a row that moved out of such a space has come in another by then. */
static void
add_drops (GaPulling *self, const GaPull *pull)
{
  for (guint i = 0; i < pull->spaces->len; i++)
    {
      const GaSpaceCursor *asked = g_ptr_array_index (pull->spaces, i);

      if (!ga_rights_see (self->rights, &asked->space))
        ga_pull_append_drop (self->lines, &asked->space);
    }
}

static gboolean
add_people (GaPulling *self, GError **error)
{
  GHashTableIter iter;
  gpointer number;

  g_hash_table_iter_init (&iter, self->authors);
  while (g_hash_table_iter_next (&iter, &number, NULL))
    {
      GaStatement *statement = ga_sql_prepare (
          self->sql, "SELECT name FROM account WHERE tenant = $1 AND number = $2", error);
      gboolean found = FALSE;

      if (statement == NULL)
        return FALSE;
      ga_statement_bind_integer (statement, 1, self->session->tenant);
      ga_statement_bind_integer (statement, 2, *(const gint64 *) number);
      if (!ga_statement_step (statement, &found, error))
        return FALSE;
      if (!found)
        continue;
      if (!ga_statement_is_null (statement, 0))
        ga_pull_append_person (self->lines, *(const gint64 *) number,
                               ga_statement_get_text (statement, 0));
      ga_statement_reset (statement);
    }
  return TRUE;
}

static gboolean
add_head (GaPulling *self, gint64 now, GError **error)
{
  GaPullHead head = { 0 };
  g_autoptr (GArray) taken_away = g_array_new (FALSE, FALSE, sizeof (GaGrant));
  g_autofree char *grants = ga_rights_to_text (self->rights);
  g_autofree char *ended = NULL;

  if (!ga_grants_load_ended (self->sql, self->session->tenant, self->session->account, taken_away,
                             error))
    return FALSE;
  ended = ga_grants_to_text (taken_away);
  head.lineage = self->life.lineage;
  head.epoch = self->life.epoch;
  head.head = self->life.head;
  head.covered = self->life.covered;
  head.now = now;
  head.name = self->session->name;
  head.role = (char *) ga_access_to_text (ga_session_get_access (self->session));
  head.grants = grants;
  head.ended = ended;
  head.lacks_passphrase = !self->session->has_passphrase;
  ga_pull_append_head (self->lines, &head);
  return TRUE;
}

static gboolean
write_answer (GaPulling *self, const GaPull *pull, gint64 now, char **detail, GError **error)
{
  gboolean done;

  if (!ga_life_load (self->sql, self->session->tenant, FALSE, &self->life, error) ||
      !ga_life_check (&self->life, &pull->lineage, pull->epoch, pull->head, detail, error))
    return FALSE;
  self->rights = ga_rights_load (self->sql, self->schema, self->session, error);
  if (self->rights == NULL)
    return FALSE;
  for (guint i = 0; GA_FLAW (ANY_SPACE) && i < pull->spaces->len; i++)
    {
      const GaSpaceCursor *asked = g_ptr_array_index (pull->spaces, i);

      if (!ga_rights_see (self->rights, &asked->space))
        g_array_append_val (self->rights->spaces, asked->space);
    }
  if (!add_head (self, now, error) || !add_spaces (self, pull, &done, error))
    return FALSE;
  if (done)
    add_drops (self, pull);
  if (!add_people (self, error))
    return FALSE;
  ga_pull_append_more (self->lines, !done);
  return TRUE;
}

static void
pulling_clear (GaPulling *self)
{
  g_string_free (self->lines, TRUE);
  g_string_free (self->names, TRUE);
  g_hash_table_unref (self->authors);
  g_clear_pointer (&self->rights, ga_rights_free);
}

GBytes *
ga_exchange_pull (GaSql *sql,
                  GaSchema *schema,
                  const GaSession *session,
                  const char *text,
                  gsize length,
                  gint64 now,
                  char **names,
                  char **detail,
                  GError **error)
{
  g_autoptr (GaPull) pull = ga_pull_read (text, length, error);
  GaPulling self = { .sql = sql, .schema = schema, .session = session };
  GBytes *answer = NULL;

  *detail = NULL;
  if (names != NULL)
    *names = NULL;
  if (pull == NULL)
    return NULL;
  self.lines = g_string_sized_new (64 * 1024);
  self.names = g_string_new (NULL);
  self.authors = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  if (write_answer (&self, pull, now, detail, error))
    {
      if (names != NULL && self.names->len > 0)
        *names = g_strdup (self.names->str);
      answer = g_bytes_new (self.lines->str, self.lines->len);
    }
  pulling_clear (&self);
  return answer;
}
