/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-pulling.h"

/* What is told of a space besides its rows: what left it, what the law took, how many came. */

static GaStatement *
prepare_step (GaPulling *self, const GaPullSection *section, const char *text, GError **error)
{
  GaStatement *statement = ga_sql_prepare (self->sql, text, error);

  if (statement == NULL)
    return NULL;
  ga_statement_bind_integer (statement, 1, self->session->tenant);
  ga_statement_bind_integer (statement, 2, section->number);
  ga_statement_bind_integer (statement, 3, MAX (section->cursor.from, section->cursor.revision));
  ga_statement_bind_integer (statement, 4, section->cursor.until);
  ga_statement_bind_integer (statement, 5, GA_PULL_PAGE_ROWS - self->page);
  return statement;
}

typedef void (*AddFunc) (GaPulling *self, GaPullSection *section, GaStatement *statement, int *of);

/* Calls @add for each row of @text, whose second column is the revision, a page at a time. */
static gboolean
add_all (GaPulling *self,
         GaPullSection *section,
         const char *text,
         AddFunc add,
         gboolean *done,
         GError **error)
{
  *done = FALSE;
  while (!*done && !ga_pulling_is_full (self))
    {
      GaStatement *statement = prepare_step (self, section, text, error);
      gboolean found = statement != NULL;
      int of = -1;

      if (statement == NULL)
        return FALSE;
      while (self->page < GA_PULL_PAGE_ROWS && found)
        {
          if (!ga_statement_step (statement, &found, error))
            return FALSE;
          if (!found)
            break;
          section->cursor.revision = ga_statement_get_integer (statement, 1);
          add (self, section, statement, &of);
          self->page++;
        }
      *done = !found;
      ga_statement_reset (statement);
      if (self->page >= GA_PULL_PAGE_ROWS)
        ga_pulling_add_page (self, &section->cursor);
    }
  return TRUE;
}

/* @of: the entity and kind of mark that the last header was of */
static void
add_mark (GaPulling *self, GaPullSection *section, GaStatement *statement, int *of)
{
  guint number = (guint) ga_statement_get_integer (statement, 2);
  const GaEntity *entity = ga_schema_get_by_number (self->schema, number);
  gboolean erased = ga_statement_get_integer (statement, 3) != 0;
  GaId id;

  if (entity == NULL || !ga_statement_get_id (statement, 0, &id) ||
      (!section->sees_names && ga_entity_is_private (entity)))
    return;
  if (*of != (int) (number * 2) + erased)
    {
      if (erased)
        ga_pull_append_erased (self->lines, entity);
      else
        ga_pull_append_left (self->lines, entity);
    }
  *of = (int) (number * 2) + erased;
  ga_pull_append_mark (self->lines, &id, section->cursor.revision);
}

/* What starts afresh is not told what has left; what the law took it may still have elsewhere. */
gboolean
ga_pulling_add_marks (GaPulling *self, GaPullSection *section, gboolean *done, GError **error)
{
  return add_all (self, section,
                  section->cursor.from == 0
                      ? "SELECT id, rev, entity, erased FROM left_mark WHERE tenant = $1 AND "
                        "space = $2 AND rev > $3 AND rev <= $4 AND erased = 1 ORDER BY rev LIMIT $5"
                      : "SELECT id, rev, entity, erased FROM left_mark WHERE tenant = $1 AND "
                        "space = $2 AND rev > $3 AND rev <= $4 ORDER BY rev LIMIT $5",
                  add_mark, done, error);
}

static gint64
get_masked (GaStatement *statement, int column)
{
  return ga_statement_is_null (statement, column) ? -1
                                                  : ga_statement_get_integer (statement, column);
}

static void
add_total (GaPulling *self, GaPullSection *section, GaStatement *statement, int *of)
{
  GaSpace space = { .place = GA_PLACE_COMMUNITY };
  GaId meeting;

  /* Who holds the attendance counts for themselves. */
  if (!ga_statement_get_id (statement, 0, &meeting) ||
      !ga_statement_get_id (statement, 3, &space.target) || (ga_rights_see (self->rights, &space)))
    return;
  if (*of < 0)
    ga_pull_append_totals (self->lines);
  *of = 0;
  ga_pull_append_total (self->lines, &meeting, section->cursor.revision, get_masked (statement, 2));
}

static void
add_month (GaPulling *self, GaPullSection *section, GaStatement *statement, int *of)
{
  GaMonthCount month = { .revision = section->cursor.revision };
  GaSpace space = { .place = GA_PLACE_COMMUNITY };

  if (!ga_statement_get_id (statement, 0, &month.community))
    return;
  space.target = month.community;
  if (ga_rights_see (self->rights, &space))
    return;
  if (*of < 0)
    ga_pull_append_months (self->lines);
  *of = 0;
  g_strlcpy (month.month, ga_statement_get_text (statement, 2), sizeof month.month);
  month.first_time = get_masked (statement, 3);
  ga_pull_append_month (self->lines, &month);
}

gboolean
ga_pulling_add_totals (GaPulling *self, GaPullSection *section, gboolean *done, GError **error)
{
  g_autofree char *text = NULL;

  *done = TRUE;
  if (section->space.place != GA_PLACE_KOMMUNE)
    return TRUE;
  text = g_strdup_printf (
      "SELECT t.meeting, t.rev, t.named, m.community FROM meeting_total t "
      "JOIN %s m ON m.tenant = t.tenant AND m.id = t.meeting "
      "WHERE t.tenant = $1 AND t.space = $2 AND t.rev > $3 AND t.rev <= $4 ORDER BY t.rev LIMIT $5",
      ga_sql_table (self->sql, ga_schema_get (self->schema, "meeting")));
  return add_all (self, section, text, add_total, done, error);
}

gboolean
ga_pulling_add_months (GaPulling *self, GaPullSection *section, gboolean *done, GError **error)
{
  *done = TRUE;
  return section->space.place != GA_PLACE_KOMMUNE ||
         add_all (self, section,
                  "SELECT community, rev, month, first_time FROM month_total WHERE tenant = $1 "
                  "AND space = $2 AND rev > $3 AND rev <= $4 ORDER BY rev LIMIT $5",
                  add_month, done, error);
}
