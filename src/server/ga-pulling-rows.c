/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-flaw.h"
#include "server/ga-pulling.h"

/* The rows of one entity, from the statement into the answer: there may be a million. */

#define N_BEFORE 5

static gboolean
is_sent (const GaPullSection *section, const GaField *field)
{
  return section->sees_names || !(field->flags & GA_FIELD_PERSONAL);
}

/* Personal columns are not even read for those who do not see them. */
static char *
make_text (GaPulling *self, const GaPullSection *section, const GaEntity *entity)
{
  g_autoptr (GString) text = g_string_new ("SELECT id, _rev, _by, _at, _gone");

  for (guint i = 0; i < entity->n_fields; i++)
    if (is_sent (section, &entity->fields[i]))
      g_string_append_printf (text, ", \"%s\"", entity->fields[i].name);
  g_string_append_printf (
      text,
      " FROM %s WHERE tenant = $1 AND _space = $2 AND _rev > $3 AND _rev <= $4%s ORDER BY _rev LIMIT $5",
      ga_sql_table (self->sql, entity), section->cursor.from == 0 ? " AND _gone = 0" : "");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_header (GaPulling *self, const GaEntity *entity, const gboolean *shown, gboolean gone)
{
  if (gone)
    ga_pull_append_gone (self->lines, entity);
  else
    ga_pull_append_rows (self->lines, entity, shown);
}

static void
note_author (GaPulling *self, gint64 account)
{
  if (account != 0 && !g_hash_table_contains (self->authors, &account))
    g_hash_table_add (self->authors, g_memdup2 (&account, sizeof account));
}

/* Whoever made the row, and the two sides of a conflict: perhaps nobody else's rows are sent. */
static void
note_authors (GaPulling *self, const GaRow *row, gboolean gone)
{
  static const char *const sides[] = { "kept_by", "lost_by" };

  note_author (self, row->by);
  if (gone || !g_str_equal (row->entity->name, "conflict"))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      const GaValue *by = &row->values[ga_entity_field_index (row->entity, sides[i])];

      if (by->kind == GA_VALUE_INTEGER)
        note_author (self, by->integer);
    }
}

/* @row: used again and again */
static void
add_row (GaPulling *self, GaStatement *statement, const gboolean *shown, GaRow *row, gboolean gone)
{
  int column = N_BEFORE;

  ga_statement_get_id (statement, 0, &row->id);
  row->revision = ga_statement_get_integer (statement, 1);
  row->by = ga_statement_get_integer (statement, 2);
  row->at = ga_statement_get_integer (statement, 3);
  if (gone)
    {
      ga_pull_append_gone_row (self->lines, row);
      return;
    }
  for (guint i = 0; i < row->entity->n_fields; i++)
    if (shown[i])
      ga_statement_get_value (statement, column++, &row->entity->fields[i], &row->values[i]);
  ga_pull_append_row (self->lines, row, shown);
}

/* Some rows, to the end of a page at most. @more: (out): whether there may be others */
static gboolean
add_some (GaPulling *self,
          GaPullSection *section,
          GaStatement *statement,
          const gboolean *shown,
          GaRow *row,
          guint *n_rows,
          gboolean *more,
          GError **error)
{
  guint most = GA_PULL_PAGE_ROWS - self->page;
  int of_kind = -1;
  gboolean found;

  for (*n_rows = 0; *n_rows < most; (*n_rows)++)
    {
      gboolean gone;

      if (!ga_statement_step (statement, &found, error))
        return FALSE;
      *more = found;
      if (!found)
        return TRUE;
      section->cursor.revision = ga_statement_get_integer (statement, 1);
      gone = ga_statement_get_integer (statement, 4) != 0;
      if (gone && GA_FLAW (NO_TOMBSTONE))
        continue;
      if (of_kind != gone)
        add_header (self, row->entity, shown, gone);
      of_kind = gone;
      add_row (self, statement, shown, row, gone);
      if (section->sees_names)
        note_authors (self, row, gone);
      self->page++;
      if (ga_pulling_is_full (self))
        {
          (*n_rows)++;
          break;
        }
    }
  ga_statement_reset (statement);
  return TRUE;
}

static void
note_names (GaPulling *self, const GaPullSection *section, const GaEntity *entity, guint n_rows)
{
  g_autofree char *space = NULL;

  if (n_rows == 0 || !ga_entity_is_private (entity))
    return;
  space = ga_space_to_string (&section->space);
  g_string_append_printf (self->names, "%s%s %s %u", self->names->len > 0 ? ", " : "", space,
                          entity->name, n_rows);
}

gboolean
ga_pulling_add_rows (
    GaPulling *self, GaPullSection *section, const GaEntity *entity, gboolean *done, GError **error)
{
  g_autofree gboolean *shown = g_new0 (gboolean, entity->n_fields);
  g_autofree char *text = make_text (self, section, entity);
  g_autoptr (GaRow) row = ga_row_new (entity);
  gboolean more = TRUE;
  guint sum = 0;

  for (guint i = 0; i < entity->n_fields; i++)
    shown[i] = is_sent (section, &entity->fields[i]);
  while (more && !ga_pulling_is_full (self))
    {
      GaStatement *statement = ga_sql_prepare (self->sql, text, error);
      guint n_rows = 0;

      if (statement == NULL)
        return FALSE;
      ga_statement_bind_integer (statement, 1, self->session->tenant);
      ga_statement_bind_integer (statement, 2, section->number);
      ga_statement_bind_integer (statement, 3,
                                 MAX (section->cursor.from, section->cursor.revision));
      ga_statement_bind_integer (statement, 4,
                                 section->cursor.until - (GA_FLAW (SERIAL_CURSOR) ? 1 : 0));
      ga_statement_bind_integer (statement, 5, GA_PULL_PAGE_ROWS - self->page);
      if (!add_some (self, section, statement, shown, row, &n_rows, &more, error))
        return FALSE;
      sum += n_rows;
      if (self->page >= GA_PULL_PAGE_ROWS)
        ga_pulling_add_page (self, &section->cursor);
    }
  note_names (self, section, entity, sum);
  *done = !more;
  return TRUE;
}
