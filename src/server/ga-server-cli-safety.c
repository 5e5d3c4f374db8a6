/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "model/ga-json-text.h"
#include "server/ga-database-backup.h"
#include "server/ga-server-cli.h"
#include "server/ga-tidy.h"

static gboolean
may_write (const char *path, gboolean force, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  GStatBuf info;

  if (force || g_stat (path, &info) < 0 || info.st_size == 0)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST,
               _ ("There is a file “%s” already. Choose another name, or write --force to replace "
                  "it."),
               shown);
  return FALSE;
}

static gboolean
run_backup (GaServerCli *cli, char **words, GError **error)
{
  gboolean force = FALSE;
  const GOptionEntry entries[] = {
    { "force", 'f', 0, G_OPTION_ARG_NONE, &force, N_ ("Replace a file that is there already"),
      NULL },
    { NULL },
  };
  g_auto (GStrv) rest = ga_server_cli_parse (cli, words, entries, 1, 1, error);
  GaDatabase *database = rest != NULL ? ga_server_cli_open (cli, error) : NULL;

  if (database == NULL || !may_write (rest[1], force, error) ||
      !ga_database_backup (database, rest[1], error))
    return FALSE;
  if (!ga_server_cli_wants_json (cli))
    ga_server_cli_print (_ ("Saved as “%s”."), rest[1]);
  return TRUE;
}

static void
print_restored_json (const GaRestored *restored)
{
  g_autoptr (GString) json = g_string_new ("{\"kept\":");

  if (restored->kept != NULL)
    ga_json_append_text (json, restored->kept);
  else
    g_string_append (json, "null");
  g_string_append_printf (json, ",\"carried\":{\"access\":%s,\"offers\":%s},\"left_behind\":[",
                          restored->carried.access ? "true" : "false",
                          restored->carried.offers ? "true" : "false");
  for (guint i = 0; i < restored->left_behind->len; i++)
    {
      g_string_append (json, i > 0 ? "," : "");
      ga_json_append_text (json, g_ptr_array_index (restored->left_behind, i));
    }
  ga_server_cli_print ("%s]}", json->str);
}

static void
print_restored (const char *backup, const GaRestored *restored)
{
  ga_server_cli_print (_ ("Restored from “%s”."), backup);
  if (restored->kept != NULL)
    ga_server_cli_print (_ ("What was there before is in “%s”."), restored->kept);
  for (guint i = 0; i < restored->left_behind->len; i++)
    ga_server_cli_print (_ ("The association “%s” is not in the backup. It is gone from here: only "
                            "what was there before has it."),
                         (const char *) g_ptr_array_index (restored->left_behind, i));
  if (!restored->carried.access)
    ga_server_cli_print ("%s",
                         _ ("What the old database knew of access could not be carried over, or "
                            "not all of it. People must sign in again. "
                            "Access that was ended since the backup may be open again: end it once "
                            "more. Computers that were revoked since may be let in again: revoke "
                            "them once more. Codes that were used since may serve again: withdraw "
                            "them on the page of the community. Access that was given since may be "
                            "gone: give it again within 30 days. Until then computers keep what "
                            "was done with it."));
  if (!restored->carried.offers)
    ga_server_cli_print ("%s",
                         _ ("What people handed over since the backup, when their access had "
                            "ended, may be gone from here and from their computers: ask them."));
}

/* Somebody who was erased may be back, which a script must notice. */
static void
warn_of_unread (GaServerCli *cli, GArray *lines)
{
  g_autoptr (GString) numbers = g_string_new (NULL);
  g_autofree char *sentence = NULL;

  if (lines->len == 0)
    return;
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (numbers, "%s%u", i > 0 ? ", " : "", g_array_index (lines, guint, i));
  sentence = g_strdup_printf (
      ngettext ("The database is restored, but %1$u line of “erasures.log” cannot be read: %2$s. "
                "Somebody who was erased may be back. Put a copy of the log in its place and "
                "restore once more, or erase them once more.",
                "The database is restored, but %1$u lines of “erasures.log” cannot be read: %2$s. "
                "People who were erased may be back. Put a copy of the log in its place and "
                "restore once more, or erase them once more.",
                lines->len),
      lines->len, numbers->str);
  ga_server_cli_warn (cli, sentence);
}

static gboolean
run_restore (GaServerCli *cli, char **words, GError **error)
{
  gboolean force = FALSE;
  const GOptionEntry entries[] = {
    { "force", 'f', 0, G_OPTION_ARG_NONE, &force,
      N_ ("Also a backup of another server, and over a database that cannot be kept"), NULL },
    { NULL },
  };
  g_auto (GStrv) rest = ga_server_cli_parse (cli, words, entries, 1, 1, error);
  GaDatabase *database = rest != NULL ? ga_server_cli_get_database (cli, error) : NULL;
  g_auto (GaRestored) restored = { 0 };

  if (database == NULL || !ga_database_restore (database, rest[1], force, &restored, error))
    return FALSE;
  if (ga_server_cli_wants_json (cli))
    print_restored_json (&restored);
  else
    print_restored (rest[1], &restored);
  warn_of_unread (cli, restored.unread);
  return TRUE;
}

static gboolean
run_move (GaServerCli *cli, char **words, GError **error)
{
  g_auto (GStrv) rest = ga_server_cli_parse (cli, words, NULL, 1, 1, error);
  GaDatabase *database = rest != NULL ? ga_server_cli_open (cli, error) : NULL;
  g_autoptr (GaDatabase) target = NULL;
  g_autofree char *kept = NULL;

  if (database == NULL)
    return FALSE;
  if (ga_database_is_postgresql (database))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                           _ ("Only a database in a file can be moved."));
      return FALSE;
    }
  target = ga_database_new (ga_database_get_folder (database), rest[1],
                            ga_database_get_schema (database));
  if (!ga_database_move (database, target, &kept, error))
    return FALSE;
  if (!ga_server_cli_wants_json (cli))
    ga_server_cli_print (_ ("Moved. What was there before is in “%s”."), kept);
  return TRUE;
}

static gboolean
check_documents (GaDatabase *database, gboolean contents, GPtrArray *findings, GError **error)
{
  g_autoptr (GaFiles) files = ga_files_new (ga_database_get_folder (database));
  g_autoptr (GaSql) sql = ga_database_connect (database, GA_SQL_READER, error);

  return sql != NULL && ga_files_check (files, sql, contents, findings, error);
}

static gboolean
run_check (GaServerCli *cli, char **words, GError **error)
{
  gboolean contents = FALSE;
  const GOptionEntry entries[] = {
    { "documents", 0, 0, G_OPTION_ARG_NONE, &contents, N_ ("Read every document, too"), NULL },
    { NULL },
  };
  g_auto (GStrv) rest = ga_server_cli_parse (cli, words, entries, 0, 0, error);
  GaDatabase *database = rest != NULL ? ga_server_cli_open (cli, error) : NULL;
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  gboolean sound;

  if (database == NULL || !ga_database_check (database, findings, error))
    return FALSE;
  sound = findings->len == 0;
  if (sound && !check_documents (database, contents, findings, error))
    return FALSE;
  for (guint i = 0; i < findings->len; i++)
    ga_server_cli_print ("%s", (const char *) g_ptr_array_index (findings, i));
  if (findings->len == 0)
    {
      if (!ga_server_cli_wants_json (cli))
        ga_server_cli_print ("%s", _ ("Everything is in order."));
      return TRUE;
    }
  g_set_error_literal (
      error, GA_SQL_ERROR, GA_SQL_ERROR_CORRUPT,
      sound
          ? _ ("The database is sound, but documents are missing or damaged. Each comes again when "
               "somebody who has the file attaches it once more, or from a copy of the folder "
               "“files”.")
          : _ ("The database is damaged. Keep a copy, and restore the last backup."));
  return FALSE;
}

static gboolean
run_tidy (GaServerCli *cli, char **words, GError **error)
{
  g_auto (GStrv) rest = ga_server_cli_parse (cli, words, NULL, 0, 0, error);
  GaDatabase *database = rest != NULL ? ga_server_cli_open (cli, error) : NULL;
  g_autoptr (GaSql) sql =
      database != NULL ? ga_database_connect (database, GA_SQL_WRITER, error) : NULL;
  g_autoptr (GaFiles) files =
      database != NULL ? ga_files_new (ga_database_get_folder (database)) : NULL;
  gint64 removed = 0;

  if (sql == NULL || !ga_tidy_run (sql, ga_database_get_schema (database), files,
                                   ga_server_cli_get_now (), &removed, error))
    return FALSE;
  if (ga_server_cli_wants_json (cli))
    ga_server_cli_print ("{\"removed\":%" G_GINT64_FORMAT "}", removed);
  else
    ga_server_cli_print (ngettext ("One thing had served its time and is gone.",
                                   "%d things had served their time and are gone.",
                                   (gulong) removed),
                         (int) removed);
  return TRUE;
}

const GaServerCommand ga_server_commands_safety[] = {
  { "backup", "FILE [--force]", N_ ("Copy the database while it is in use, and check the copy"),
    run_backup },
  { "restore", "FILE [--force]", N_ ("Put a backup in the place of the database"), run_restore },
  { "move", "URL", N_ ("Move everything from the file into a PostgreSQL database"), run_move },
  { "check", "[--documents]", N_ ("Look for damage"), run_check },
  { "tidy", "", N_ ("Remove what has served its time, as the server does every day"), run_tidy },
  { NULL },
};
