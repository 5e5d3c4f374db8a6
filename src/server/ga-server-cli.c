/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-server-cli.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "server/ga-database-private.h"
#include "sync/ga-sync-error.h"

enum
{
  EXIT_DONE = 0,
  EXIT_REFUSED = 1,
  EXIT_USAGE = 2,
  EXIT_INCOMPLETE = 3,
};

struct _GaServerCli
{
  GaSchema *schema;
  GaDatabase *database;
  const GaServerCommand *command;
  char *data;
  char *url;
  char *organisation;
  gboolean json;
  gboolean help;
  gboolean incomplete;
};

static const GaServerCommand *const groups[] = {
  ga_server_commands_setup,  ga_server_commands_accounts, ga_server_commands_spaces,
  ga_server_commands_safety, ga_server_commands_people,
};

static const GaServerCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (const GaServerCommand *command = groups[i]; command->name != NULL; command++)
      if (g_str_equal (command->name, name))
        return command;
  return NULL;
}

static void
print_commands (void)
{
  ga_server_cli_print ("%s\n", _ ("Usage: gangart-server COMMAND --data DIR [--database URL]"));
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (const GaServerCommand *command = groups[i]; command->name != NULL; command++)
      ga_server_cli_print ("  %-14s  %s", command->name, gettext (command->summary));
  ga_server_cli_print ("\n%s", _ ("“gangart-server COMMAND --help” tells more about one of them."));
}

GaServerCli *
ga_server_cli_new (void)
{
  GaServerCli *self = g_new0 (GaServerCli, 1);

  self->schema = ga_schema_new ();
  return self;
}

void
ga_server_cli_free (GaServerCli *self)
{
  g_clear_object (&self->database);
  g_object_unref (self->schema);
  g_free (self->data);
  g_free (self->url);
  g_free (self->organisation);
  g_free (self);
}

static gboolean
refuse_usage (const char *sentence, GError **error)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, sentence);
  return FALSE;
}

static gboolean
run (GaServerCli *self, char **arguments, GError **error)
{
  const char *name = arguments[0] != NULL ? arguments[1] : NULL;

  for (guint i = 1; name != NULL && arguments[i] != NULL; i++)
    if (!g_utf8_validate (arguments[i], -1, NULL))
      return refuse_usage (_ ("A word of the command is not text in UTF-8."), error);
  if (name == NULL)
    return refuse_usage (_ ("A command is missing."), error);
  if (g_str_equal (name, "--help") || g_str_equal (name, "-h"))
    {
      print_commands ();
      return TRUE;
    }
  if (g_str_equal (name, "--version"))
    {
      ga_server_cli_print ("gangart-server " GA_VERSION);
      return TRUE;
    }
  self->command = find_command (name);
  if (self->command != NULL)
    return self->command->run (self, arguments + 1, error);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, _ ("There is no command called “%s”."),
               name);
  return FALSE;
}

static int
explain (GaServerCli *self, const GError *error)
{
  fprintf (stderr, "gangart-server: %s\n", error->message);
  if (error->domain != G_OPTION_ERROR)
    return EXIT_REFUSED;
  if (self->command != NULL)
    fprintf (stderr, _ ("Usage: gangart-server %1$s %2$s\n"), self->command->name,
             self->command->arguments);
  else
    fprintf (stderr, "%s\n%s\n", _ ("Usage: gangart-server COMMAND --data DIR [--database URL]"),
             _ ("“gangart-server --help” lists the commands."));
  return EXIT_USAGE;
}

int
ga_server_cli_run (GaServerCli *self, char **arguments)
{
  g_autoptr (GError) error = NULL;
  int status = EXIT_DONE;

  if (!run (self, arguments, &error) && error != NULL)
    status = explain (self, error);
  else if (self->incomplete)
    status = EXIT_INCOMPLETE;
  /* What was asked for may have been done; but who asked has not been told. */
  if (fflush (stdout) != 0 && status == EXIT_DONE)
    status = EXIT_REFUSED;
  return status;
}

char **
ga_server_cli_parse (GaServerCli *self,
                     char **words,
                     const GOptionEntry *entries,
                     guint least,
                     guint most,
                     GError **error)
{
  const GOptionEntry common[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &self->data, N_ ("The folder of the data"), "DIR" },
    { "database", 0, 0, G_OPTION_ARG_STRING, &self->url,
      N_ ("A PostgreSQL database instead of a file in the folder: postgresql://…"), "URL" },
    { "organisation", 0, 0, G_OPTION_ARG_STRING, &self->organisation,
      N_ ("The association, where several share the database"), "NAME" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_ ("Print JSON, one object a line"), NULL },
    { "help", 'h', 0, G_OPTION_ARG_NONE, &self->help, N_ ("Print this help"), NULL },
    { NULL },
  };
  g_autofree char *parameters =
      g_strdup_printf ("%s %s", self->command->name, self->command->arguments);
  g_autoptr (GOptionContext) context = g_option_context_new (parameters);
  g_auto (GStrv) rest = g_strdupv (words);
  guint n;

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, gettext (self->command->summary));
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  if (!g_option_context_parse_strv (context, &rest, error))
    return NULL;
  if (self->help)
    {
      g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

      ga_server_cli_print ("%s", g_strchomp (help));
      return NULL;
    }
  n = g_strv_length (rest) - 1;
  if (n >= least && n <= most)
    return g_steal_pointer (&rest);
  refuse_usage (n < least ? _ ("Something is missing after the command.")
                          : _ ("There is a word too many after the command."),
                error);
  return NULL;
}

gboolean
ga_server_cli_wants_json (GaServerCli *self)
{
  return self->json;
}

const char *
ga_server_cli_get_organisation (GaServerCli *self)
{
  return self->organisation;
}

gint64
ga_server_cli_get_now (void)
{
  return g_get_real_time ();
}

GaDatabase *
ga_server_cli_get_database (GaServerCli *self, GError **error)
{
  if (self->data == NULL)
    {
      refuse_usage (_ ("Say with --data in which folder the data are."), error);
      return NULL;
    }
  if (self->database == NULL)
    {
      g_autofree char *folder = g_canonicalize_filename (self->data, NULL);

      self->database = ga_database_new (folder, self->url, self->schema);
    }
  return self->database;
}

GaDatabase *
ga_server_cli_open (GaServerCli *self, GError **error)
{
  GaDatabase *database = ga_server_cli_get_database (self, error);
  gboolean exists;

  if (database == NULL || !ga_database_exists (database, &exists, error))
    return NULL;
  if (!exists)
    {
      g_set_error_literal (error, GA_SQL_ERROR, GA_SQL_ERROR_FAILED,
                           _ ("There is no database there. “gangart-server init” makes one."));
      return NULL;
    }
  return ga_database_prepare (database, error) ? database : NULL;
}

gboolean
ga_server_cli_find_tenant (GaServerCli *self, GaSql *sql, gint64 *tenant, GError **error)
{
  const char *name = self->organisation;
  GaStatement *statement =
      ga_sql_prepare (sql,
                      name != NULL ? "SELECT number FROM tenant WHERE organisation = $1"
                                   : "SELECT min(number) FROM tenant HAVING count(*) = 1",
                      error);
  gboolean found;

  if (statement == NULL)
    return FALSE;
  if (name != NULL)
    ga_statement_bind_text (statement, 1, name);
  if (!ga_statement_read_integer (statement, &found, tenant, error))
    return FALSE;
  if (!found)
    g_set_error_literal (error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN,
                         name != NULL ? _ ("There is no association of that name in this database.")
                                      : _ ("Say with --organisation which association you mean."));
  return found;
}

gboolean
ga_server_cli_transact (GaServerCli *self, GaServerCliFunc body, gpointer user_data, GError **error)
{
  GaDatabase *database = ga_server_cli_open (self, error);
  g_autoptr (GaSql) sql =
      database != NULL ? ga_database_connect (database, GA_SQL_WRITER, error) : NULL;
  gint64 tenant;

  if (sql == NULL || !ga_sql_begin (sql, error))
    return FALSE;
  if (ga_server_cli_find_tenant (self, sql, &tenant, error) &&
      body (self, sql, tenant, user_data, error))
    return ga_sql_commit (sql, error);
  ga_sql_rollback (sql);
  return FALSE;
}

void
ga_server_cli_print (const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  puts (line);
}

void
ga_server_cli_warn (GaServerCli *self, const char *sentence)
{
  fprintf (stderr, "gangart-server: %s\n", sentence);
  self->incomplete = TRUE;
}

static void
print_line_cb (const char *line, gpointer user_data)
{
  puts (line);
}

GaTextTable *
ga_server_cli_table_new (void)
{
  return ga_text_table_new (print_line_cb, NULL);
}

char *
ga_server_cli_show_time (gint64 time)
{
  g_autoptr (GDateTime) date = NULL;

  if (time == 0)
    return g_strdup ("");
  date = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);
  return g_date_time_format (date, "%Y-%m-%d %H:%M");
}
