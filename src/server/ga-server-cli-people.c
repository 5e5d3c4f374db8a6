/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "model/ga-json-text.h"
#include "server/ga-database-private.h"
#include "server/ga-person.h"
#include "server/ga-server-cli.h"
#include "sync/ga-sync-error.h"

static gboolean
read_id (const char *typed, GaId *id, GError **error)
{
  if (ga_id_parse (typed, id))
    return TRUE;
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _ ("That is no id. It looks like 018f3a1c-9b2e-7c4d-8e5f-0123456789ab."));
  return FALSE;
}

/* What an invitation says of a code that is unknown does not fit here. */
static gboolean
name_missing (gboolean done, GError **error)
{
  if (!done && g_error_matches (*error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN))
    {
      g_clear_error (error);
      g_set_error_literal (error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN,
                           _ ("Nobody has this id. It may be mistyped, or the person has been "
                              "erased already."));
    }
  return done;
}

static gboolean
export_body (GaServerCli *cli, GaSql *sql, gint64 tenant, gpointer id, GError **error)
{
  GaDatabase *database = ga_server_cli_get_database (cli, error);
  g_autoptr (GPtrArray) lines =
      ga_person_export (sql, ga_database_get_schema (database), tenant, id, error);
  char text[GA_ID_TEXT_SIZE];

  if (lines == NULL)
    return FALSE;
  ga_id_format (id, text);
  for (guint i = 0; i < lines->len; i++)
    ga_server_cli_print ("%s", (const char *) g_ptr_array_index (lines, i));
  return ga_audit_add (sql, tenant, 0, "export", text, NULL, ga_server_cli_get_now (), error);
}

static gboolean
run_export (GaServerCli *cli, char **words, GError **error)
{
  g_auto (GStrv) rest = ga_server_cli_parse (cli, words, NULL, 1, 1, error);
  GaId id;

  return rest != NULL && read_id (rest[1], &id, error) &&
         name_missing (ga_server_cli_transact (cli, export_body, &id, error), error);
}

static gboolean
erase_body (GaServerCli *cli, GaSql *sql, gint64 tenant, gpointer id, GError **error)
{
  GaDatabase *database = ga_server_cli_get_database (cli, error);

  return ga_person_erase (sql, ga_database_get_schema (database), ga_database_get_folder (database),
                          tenant, id, ga_server_cli_get_now (), error);
}

static gboolean
run_erase (GaServerCli *cli, char **words, GError **error)
{
  g_auto (GStrv) rest = ga_server_cli_parse (cli, words, NULL, 1, 1, error);
  g_autoptr (GaSql) sql = NULL;
  GaId id;

  if (rest == NULL || !read_id (rest[1], &id, error) ||
      !name_missing (ga_server_cli_transact (cli, erase_body, &id, error), error))
    return FALSE;
  /* Erased is erased: who reads that it failed would try again, and find nobody. */
  sql = ga_database_connect (ga_server_cli_get_database (cli, NULL), GA_SQL_WRITER, NULL);
  if (sql == NULL || !ga_person_clean (sql, NULL))
    fprintf (stderr, "gangart-server: %s\n",
             _ ("The name is erased, but its place in the database’s file could not be wiped. "
                "Stop the server and start it again."));
  if (!ga_server_cli_wants_json (cli))
    ga_server_cli_print ("%s", _ ("Erased. Older backups still know the name, until they are "
                                  "overwritten."));
  return TRUE;
}

static void
append_text_member (GString *json, const char *name, const char *text)
{
  g_string_append_printf (json, ",\"%s\":", name);
  if (text != NULL)
    ga_json_append_text (json, text);
  else
    g_string_append (json, "null");
}

/* Whoever did it: the number of the account and its name; nobody is the server itself. */
static void
add_line (GaTextTable *table, GaStatement *statement, const char *time, const char *const *texts)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);
  gint64 account = ga_statement_get_integer (statement, 2);
  const char *name = ga_statement_get_text (statement, 6);

  g_ptr_array_add (cells,
                   g_strdup_printf ("%" G_GINT64_FORMAT, ga_statement_get_integer (statement, 0)));
  g_ptr_array_add (cells, g_strdup (time));
  g_ptr_array_add (cells, account == 0 ? NULL
                                       : g_strdup_printf ("%" G_GINT64_FORMAT " %s", account,
                                                          name != NULL ? name : ""));
  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (cells, g_strdup (texts[i]));
  ga_text_table_take_row (table, cells);
}

/* @table: (nullable): JSON is printed */
static void
print_line (GaTextTable *table, GaStatement *statement)
{
  gint64 at = ga_statement_get_integer (statement, 1);
  g_autofree char *time = ga_server_cli_show_time (at);
  const char *const texts[] = { ga_statement_get_text (statement, 3),
                                ga_statement_get_text (statement, 4),
                                ga_statement_get_text (statement, 5) };

  if (table == NULL)
    {
      g_autoptr (GString) json = g_string_new (NULL);

      g_string_append_printf (json,
                              "{\"number\":%" G_GINT64_FORMAT ",\"at\":%" G_GINT64_FORMAT
                              ",\"account\":%" G_GINT64_FORMAT,
                              ga_statement_get_integer (statement, 0), at,
                              ga_statement_get_integer (statement, 2));
      append_text_member (json, "action", texts[0]);
      append_text_member (json, "subject", texts[1]);
      append_text_member (json, "detail", texts[2]);
      ga_server_cli_print ("%s}", json->str);
    }
  else
    add_line (table, statement, time, texts);
}

static GaTextTable *
begin_table (GaServerCli *cli)
{
  GaTextTable *table = ga_server_cli_wants_json (cli) ? NULL : ga_server_cli_table_new ();

  if (table == NULL)
    return NULL;
  ga_text_table_add_column (table, _ ("Number"), TRUE);
  ga_text_table_add_column (table, _ ("Time"), FALSE);
  ga_text_table_add_column (table, _ ("Account"), FALSE);
  ga_text_table_add_column (table, _ ("Action"), FALSE);
  ga_text_table_add_column (table, _ ("Concerns"), FALSE);
  ga_text_table_add_column (table, _ ("More"), FALSE);
  return table;
}

#define PAGE 1000

static gboolean
list_audit (GaTextTable *table, GaSql *sql, gint64 tenant, GError **error)
{
  gint64 last = 0;
  guint n;

  do
    {
      GaStatement *statement =
          ga_sql_prepare (sql,
                          "SELECT a.number, a.at, a.account, a.action, a.subject, a.detail, w.name "
                          "FROM audit a LEFT JOIN account w ON w.tenant = a.tenant AND "
                          "w.number = a.account WHERE a.tenant = $1 AND a.number > $2 "
                          "ORDER BY a.number LIMIT $3",
                          error);
      gboolean row = TRUE;

      if (statement == NULL)
        return FALSE;
      ga_statement_bind_integer (statement, 1, tenant);
      ga_statement_bind_integer (statement, 2, last);
      ga_statement_bind_integer (statement, 3, PAGE);
      for (n = 0; row; n++)
        {
          if (!ga_statement_step (statement, &row, error))
            return FALSE;
          if (!row)
            break;
          last = ga_statement_get_integer (statement, 0);
          print_line (table, statement);
        }
    }
  while (n == PAGE);
  return TRUE;
}

static gboolean
audit_body (GaServerCli *cli, GaSql *sql, gint64 tenant, gpointer user_data, GError **error)
{
  const gboolean *verify = user_data;
  gint64 wrong = 0;

  if (!*verify)
    {
      GaTextTable *table = begin_table (cli);
      gboolean done = list_audit (table, sql, tenant, error);

      if (table != NULL)
        ga_text_table_end (table);
      return done;
    }
  if (!ga_audit_verify (sql, tenant, &wrong, error))
    return FALSE;
  if (wrong > 0)
    {
      g_set_error (error, GA_SQL_ERROR, GA_SQL_ERROR_CORRUPT,
                   _ ("Line %d of the audit is missing, or not as it was written."), (int) wrong);
      return FALSE;
    }
  if (!ga_server_cli_wants_json (cli))
    ga_server_cli_print ("%s", _ ("No line was changed or taken out."));
  return TRUE;
}

static gboolean
run_audit (GaServerCli *cli, char **words, GError **error)
{
  gboolean verify = FALSE;
  const GOptionEntry entries[] = {
    { "verify", 0, 0, G_OPTION_ARG_NONE, &verify, N_ ("Whether a line was changed or taken out"),
      NULL },
    { NULL },
  };
  g_auto (GStrv) rest = ga_server_cli_parse (cli, words, entries, 0, 0, error);

  return rest != NULL && ga_server_cli_transact (cli, audit_body, &verify, error);
}

const GaServerCommand ga_server_commands_people[] = {
  { "export-person", "ID", N_ ("Print everything that is known of a person or participant"),
    run_export },
  { "erase-person", "ID", N_ ("Erase a person or participant for good"), run_erase },
  { "audit", "[--verify]", N_ ("Print who has read and changed what, or check that record"),
    run_audit },
  { NULL },
};
