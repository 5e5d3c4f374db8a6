/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/ga-json-text.h"
#include "server/ga-accounts-private.h"
#include "server/ga-life.h"
#include "server/ga-lost-computer.h"
#include "server/ga-server-cli.h"
#include "sync/ga-sync-error.h"

/* A table of what @headings say, ended by %NULL; %NULL where JSON is wanted. Numbers come first. */
static GaTextTable *
begin_table (GaServerCli *cli, const char *const *headings)
{
  GaTextTable *table = ga_server_cli_wants_json (cli) ? NULL : ga_server_cli_table_new ();

  for (guint i = 0; table != NULL && headings[i] != NULL; i++)
    ga_text_table_add_column (table, _ (headings[i]), i == 0);
  return table;
}

static void
add_row (GaTextTable *table, gint64 number, const char *const *texts)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, g_strdup_printf ("%" G_GINT64_FORMAT, number));
  for (guint i = 0; texts[i] != NULL; i++)
    g_ptr_array_add (cells, g_strdup (texts[i]));
  ga_text_table_take_row (table, cells);
}

typedef struct
{
  const char *account;
  const char *role;
  char **spaces;
  gboolean remove;
  gint64 device;
} Asked;

/* By its number, its id or, where only one fits, its name.
 * @id_text: (out): for the audit */
static gboolean
find_account (GaSql *sql,
              gint64 tenant,
              const char *typed,
              gint64 *number,
              char id_text[GA_ID_TEXT_SIZE],
              GError **error)
{
  GaStatement *statement = ga_sql_prepare (
      sql,
      "SELECT number, id FROM account WHERE tenant = $1 AND (number = $2 OR id = $3 OR name = $4) "
      "LIMIT 2",
      error);
  GaId id = { { 0 } };
  gint64 typed_number = 0;
  gboolean row = TRUE;
  guint n = 0;

  if (statement == NULL)
    return FALSE;
  if (!ga_id_parse (typed, &id))
    g_ascii_string_to_signed (typed, 10, 1, G_MAXINT64, &typed_number, NULL);
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_integer (statement, 2, typed_number);
  ga_statement_bind_id (statement, 3, &id);
  ga_statement_bind_text (statement, 4, typed);
  while (row)
    {
      if (!ga_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        break;
      n++;
      *number = ga_statement_get_integer (statement, 0);
      ga_statement_get_id (statement, 1, &id);
    }
  ga_id_format (&id, id_text);
  if (n != 1)
    g_set_error_literal (
        error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN,
        _ ("No account fits that, or several do. “gangart-server account list” has the numbers."));
  return n == 1;
}

/* @table: (nullable): JSON is printed */
static gboolean
print_account (
    GaTextTable *table, GaSql *sql, gint64 tenant, GaStatement *statement, GError **error)
{
  g_autoptr (GArray) grants = g_array_new (FALSE, FALSE, sizeof (GaGrant));
  g_autofree char *access = NULL;
  g_autofree char *created = ga_server_cli_show_time (ga_statement_get_integer (statement, 3));
  g_autofree char *ended = ga_server_cli_show_time (ga_statement_get_integer (statement, 4));
  gint64 number = ga_statement_get_integer (statement, 0);
  const char *name = ga_statement_get_text (statement, 2);
  char text[GA_ID_TEXT_SIZE];
  GaId id;

  if (!ga_grants_load (sql, tenant, number, grants, error))
    return FALSE;
  access =
      table == NULL ? ga_grants_to_text (grants) : ga_server_cli_show_grants (sql, tenant, grants);
  ga_statement_get_id (statement, 1, &id);
  ga_id_format (&id, text);
  if (table == NULL)
    {
      g_autoptr (GString) json = g_string_new (NULL);

      g_string_append_printf (
          json, "{\"number\":%" G_GINT64_FORMAT ",\"id\":\"%s\",\"name\":", number, text);
      ga_json_append_text (json, name);
      g_string_append (json, ",\"access\":");
      ga_json_append_text (json, access);
      g_string_append_printf (
          json, ",\"created\":%" G_GINT64_FORMAT ",\"ended\":%" G_GINT64_FORMAT "}",
          ga_statement_get_integer (statement, 3), ga_statement_get_integer (statement, 4));
      ga_server_cli_print ("%s", json->str);
    }
  else
    add_row (table, number, (const char *const[]){ name, access, created, ended, text, NULL });
  return TRUE;
}

static gboolean
list_body (GaServerCli *cli, GaSql *sql, gint64 tenant, gpointer user_data, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql,
                      "SELECT number, id, coalesce(name, ''), created, coalesce(ended, 0) "
                      "FROM account WHERE tenant = $1 ORDER BY number",
                      error);
  static const char *const headings[] = { N_ ("Number"), N_ ("Name"), N_ ("Access"), N_ ("Since"),
                                          N_ ("Ended"),  N_ ("Id"),   NULL };
  GaTextTable *table;
  gboolean row = TRUE, done = TRUE;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  table = begin_table (cli, headings);
  while (row && done)
    done = ga_statement_step (statement, &row, error) &&
           (!row || print_account (table, sql, tenant, statement, error));
  if (table != NULL)
    ga_text_table_end (table);
  return done;
}

/* @table: (nullable): JSON is printed */
static void
print_device (GaTextTable *table, GaStatement *statement)
{
  g_autofree char *created = ga_server_cli_show_time (ga_statement_get_integer (statement, 2));
  g_autofree char *seen = ga_server_cli_show_time (ga_statement_get_integer (statement, 3));
  g_autofree char *revoked = ga_server_cli_show_time (ga_statement_get_integer (statement, 4));
  const char *name = ga_statement_get_text (statement, 1);

  if (table == NULL)
    {
      g_autoptr (GString) json = g_string_new (NULL);

      g_string_append_printf (json, "{\"device\":%" G_GINT64_FORMAT ",\"name\":",
                              ga_statement_get_integer (statement, 0));
      ga_json_append_text (json, name);
      g_string_append_printf (json,
                              ",\"created\":%" G_GINT64_FORMAT ",\"last_seen\":%" G_GINT64_FORMAT
                              ",\"revoked\":%" G_GINT64_FORMAT "}",
                              ga_statement_get_integer (statement, 2),
                              ga_statement_get_integer (statement, 3),
                              ga_statement_get_integer (statement, 4));
      ga_server_cli_print ("%s", json->str);
    }
  else
    add_row (table, ga_statement_get_integer (statement, 0),
             (const char *const[]){ name, created, seen, revoked, NULL });
}

static gboolean
devices_body (GaServerCli *cli, GaSql *sql, gint64 tenant, gpointer user_data, GError **error)
{
  const Asked *asked = user_data;
  GaStatement *statement = ga_sql_prepare (
      sql,
      "SELECT number, coalesce(name, ''), created, last_seen, coalesce(revoked, 0) FROM device "
      "WHERE tenant = $1 AND account = $2 ORDER BY number",
      error);
  static const char *const headings[] = { N_ ("Number"),       N_ ("Name"),  N_ ("Since"),
                                          N_ ("Last contact"), N_ ("Ended"), NULL };
  GaTextTable *table;
  char id[GA_ID_TEXT_SIZE];
  gboolean row = TRUE, done = TRUE;
  gint64 account;

  if (statement == NULL || !find_account (sql, tenant, asked->account, &account, id, error))
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_integer (statement, 2, account);
  table = begin_table (cli, headings);
  while (row && done)
    {
      done = ga_statement_step (statement, &row, error);
      if (row && done)
        print_device (table, statement);
    }
  if (table != NULL)
    ga_text_table_end (table);
  return done;
}

/* One computer, or the account with all of them. */
static gboolean
revoke_body (GaServerCli *cli, GaSql *sql, gint64 tenant, gpointer user_data, GError **error)
{
  const Asked *asked = user_data;
  GaSchema *schema = ga_database_get_schema (ga_server_cli_get_database (cli, NULL));
  g_autofree char *device = g_strdup_printf ("%" G_GINT64_FORMAT, asked->device);
  g_autofree char *names = NULL;
  gint64 now = ga_server_cli_get_now (), account;
  char id[GA_ID_TEXT_SIZE];

  if (!find_account (sql, tenant, asked->account, &account, id, error))
    return FALSE;
  if (asked->device != 0)
    {
      /* Its owner sees the names under *Your computers*. */
      names = ga_lost_computer_end (sql, schema, tenant, account, asked->device, now, error);
      return names != NULL &&
             ga_audit_add (sql, tenant, 0, "revoke device", id, device, now, error);
    }
  return ga_accounts_end (sql, tenant, account, now, error) &&
         ga_audit_add (sql, tenant, 0, "revoke account", id, NULL, now, error);
}

/* Whoever mistypes learns that nothing ended. */
static gboolean
has_access (GaSql *sql, gint64 tenant, gint64 account, const GaGrant *grant, GError **error)
{
  g_autoptr (GArray) grants = g_array_new (FALSE, FALSE, sizeof (GaGrant));

  if (!ga_grants_load (sql, tenant, account, grants, error))
    return FALSE;
  if (ga_grants_contain (grants, grant))
    return TRUE;
  g_set_error_literal (error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN,
                       _ ("This account has no such access, so none was taken away. "
                          "“gangart-server account list” tells who has which."));
  return FALSE;
}

static gboolean
grant_body (GaServerCli *cli, GaSql *sql, gint64 tenant, gpointer user_data, GError **error)
{
  const Asked *asked = user_data;
  g_autoptr (GArray) grants = NULL;
  g_autofree char *text = NULL;
  char id[GA_ID_TEXT_SIZE];
  gint64 account;
  gint64 now = ga_server_cli_get_now ();
  GaLife life;

  if (!ga_life_load (sql, tenant, TRUE, &life, error) ||
      !find_account (sql, tenant, asked->account, &account, id, error))
    return FALSE;
  grants = ga_server_cli_read_grants (sql, tenant, asked->role, asked->spaces, error);
  if (grants == NULL || (!asked->remove && !ga_server_cli_check_sight (grants, error)))
    return FALSE;
  for (guint i = 0; i < grants->len; i++)
    {
      const GaGrant *grant = &g_array_index (grants, GaGrant, i);

      if (asked->remove && !has_access (sql, tenant, account, grant, error))
        return FALSE;
      if (asked->remove ? !ga_grants_remove (sql, tenant, account, grant, now, error)
                        : !ga_grants_add (sql, tenant, account, grant, error))
        return FALSE;
    }
  text = ga_grants_to_text (grants);
  /* Who waits for news is woken, and told what else there is, or no more. */
  return ga_life_move (sql, tenant, life.head + 1, error) &&
         ga_audit_add (sql, tenant, 0, asked->remove ? "take access" : "give access", id, text, now,
                       error);
}

static const struct
{
  const char *name;
  guint words; /* besides its name */
  GaServerCliFunc body;
} actions[] = {
  { "list", 0, list_body },
  { "devices", 1, devices_body },
  { "revoke", 1, revoke_body },
  { "grant", 1, grant_body },
};

static gboolean
run_account (GaServerCli *cli, char **words, GError **error)
{
  g_autofree char *role = NULL;
  g_auto (GStrv) spaces = NULL;
  gboolean remove = FALSE;
  gint64 device = 0;
  const GOptionEntry entries[] = {
    { "role", 0, 0, G_OPTION_ARG_STRING, &role,
      N_ ("host, consultant, coordinator or administrator"), "ROLE" },
    { "space", 0, 0, G_OPTION_ARG_STRING_ARRAY, &spaces,
      N_ ("Where: community:NAME, kommune:NAME or national; may be given again"), "SPACE" },
    { "remove", 0, 0, G_OPTION_ARG_NONE, &remove, N_ ("Take the access away"), NULL },
    { "device", 0, 0, G_OPTION_ARG_INT64, &device, N_ ("Only this computer"), "NUMBER" },
    { NULL },
  };
  g_auto (GStrv) rest = ga_server_cli_parse (cli, words, entries, 1, 2, error);
  Asked asked = { NULL, role, spaces, remove, device };

  if (rest == NULL)
    return FALSE;
  asked.account = rest[2];
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (rest[1], actions[i].name) && g_strv_length (rest) == 2 + actions[i].words)
      return ga_server_cli_transact (cli, actions[i].body, &asked, error);
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                       _ ("Write account list, or account devices, revoke or grant with the "
                          "account after it."));
  return FALSE;
}

const GaServerCommand ga_server_commands_accounts[] = {
  { "account",
    "list | devices ACCOUNT | revoke ACCOUNT [--device NUMBER] | grant ACCOUNT --role ROLE "
    "--space SPACE… [--remove]",
    N_ ("List accounts and their computers, end them, give and take access"), run_account },
  { NULL },
};
