/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/ga-json-text.h"
#include "server/ga-database-private.h"
#include "server/ga-server-cli.h"

/* What `--space` takes: communities, and the kommuner that have any or were asked for by name. */

typedef struct
{
  char *begins;       /* (nullable): folded */
  GaTextTable *table; /* (nullable): JSON is printed */
  guint n;
} Listing;

static void
print_space (Listing *self, const GaSpace *space, const char *name, const char *kommune)
{
  g_autofree char *text = ga_space_to_string (space);
  g_autoptr (GString) json = NULL;
  GPtrArray *cells;

  self->n++;
  if (self->table != NULL)
    {
      cells = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (cells, g_strdup (name));
      g_ptr_array_add (cells, g_strdup (kommune));
      g_ptr_array_add (cells, g_steal_pointer (&text));
      ga_text_table_take_row (self->table, cells);
      return;
    }
  json = g_string_new ("{\"space\":");
  ga_json_append_text (json, text);
  g_string_append (json, ",\"name\":");
  ga_json_append_text (json, name);
  g_string_append (json, ",\"kommune\":");
  ga_json_append_text (json, kommune);
  ga_server_cli_print ("%s}", json->str);
}

/* @asked: id, name, what else is known of where it is, whether it is listed unasked */
static gboolean
list (GaSql *sql,
      const char *asked,
      gint64 tenant,
      GaSpacePlace place,
      Listing *listing,
      GError **error)
{
  GaStatement *statement = ga_sql_prepare (sql, asked, error);
  gboolean row = statement != NULL;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  while (row)
    {
      GaSpace space = { .place = place };
      g_autofree char *folded = NULL;

      if (!ga_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        break;
      ga_statement_get_id (statement, 0, &space.target);
      folded = g_utf8_casefold (ga_statement_get_text (statement, 1), -1);
      if (listing->begins != NULL ? g_str_has_prefix (folded, listing->begins)
                                  : ga_statement_get_integer (statement, 3) != 0)
        print_space (listing, &space, ga_statement_get_text (statement, 1),
                     ga_statement_get_text (statement, 2));
    }
  return TRUE;
}

static gboolean
spaces_body (GaServerCli *cli, GaSql *sql, gint64 tenant, gpointer user_data, GError **error)
{
  Listing *listing = user_data;

  if (!ga_server_cli_wants_json (cli))
    {
      listing->table = ga_server_cli_table_new ();
      ga_text_table_add_column (listing->table, _ ("Name"), FALSE);
      ga_text_table_add_column (listing->table, _ ("Kommune"), FALSE);
      ga_text_table_add_column (listing->table, _ ("For --space"), FALSE);
    }
  return list (
             sql,
             "SELECT k.id, k.name, k.country || '-' || k.code, CASE WHEN EXISTS (SELECT 1 FROM "
             "community c WHERE c.tenant = k.tenant AND c.kommune = k.id AND c._gone = 0) "
             "THEN 1 ELSE 0 END FROM kommune k WHERE k.tenant = $1 AND k._gone = 0 ORDER BY k.name",
             tenant, GA_PLACE_KOMMUNE, listing, error) &&
         list (sql,
               "SELECT c.id, c.name, coalesce (k.name, ''), 1 FROM community c LEFT JOIN kommune k "
               "ON k.tenant = c.tenant AND k.id = c.kommune WHERE c.tenant = $1 AND c._gone = 0 "
               "ORDER BY c.name",
               tenant, GA_PLACE_COMMUNITY, listing, error);
}

static gboolean
run_spaces (GaServerCli *cli, char **words, GError **error)
{
  g_auto (GStrv) rest = ga_server_cli_parse (cli, words, NULL, 0, 1, error);
  Listing listing = { 0 };
  gboolean done;

  if (rest == NULL)
    return FALSE;
  if (rest[1] != NULL)
    listing.begins = g_utf8_casefold (rest[1], -1);
  done = ga_server_cli_transact (cli, spaces_body, &listing, error);
  if (listing.table != NULL)
    ga_text_table_end (listing.table);
  if (done && listing.n == 0 && listing.begins == NULL && !ga_server_cli_wants_json (cli))
    ga_server_cli_print ("%s", ga_server_cli_get_first_step ());
  g_free (listing.begins);
  return done;
}

const GaServerCommand ga_server_commands_spaces[] = {
  { "spaces", "[NAME]", N_ ("List the communities and kommuner that access can be given to"),
    run_spaces },
  { NULL },
};
