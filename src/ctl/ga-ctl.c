/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/ga-ctl.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ctl/ga-ctl-output.h"
#include "exchange/ga-output-file.h"
#include "exchange/ga-profile.h"
#include "model/ga-date.h"
#include "model/ga-record-json.h"
#include "store/ga-backup.h"

struct _GaCtl
{
  GaSchema *schema;
  GaStore *store;
  const GaCommand *command;
  char *profile;
  gboolean json;
  gboolean help;
  gboolean version;
  GString *captured; /* instead of standard output */
  int output_error;  /* errno of the first line that could not be written */
  gboolean saved;    /* what was asked for is done, heard or not */
};

/* The name would be taken for a subtraction. */
/* clang-format off */
G_DEFINE_QUARK (ga-ctl-error-quark, ga_ctl_error)
/* clang-format on */

GaCtl *
ga_ctl_new (void)
{
  GaCtl *self = g_new0 (GaCtl, 1);

  self->schema = ga_schema_new ();
  return self;
}

void
ga_ctl_free (GaCtl *self)
{
  if (self->store != NULL)
    ga_store_close (self->store);
  g_clear_object (&self->store);
  g_clear_object (&self->schema);
  if (self->captured != NULL)
    g_string_free (self->captured, TRUE);
  g_free (self->profile);
  g_free (self);
}

static void
add_global_entries (GaCtl *self, GOptionContext *context)
{
  const GOptionEntry entries[] = {
    { "profile", 'p', 0, G_OPTION_ARG_FILENAME, &self->profile,
      N_ ("The folder of the data, instead of the user’s own"), "DIR" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_ ("Print JSON, one object a line"), NULL },
    { "help", 'h', 0, G_OPTION_ARG_NONE, &self->help, N_ ("Print this help"), NULL },
    { NULL },
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

static GOptionContext *
new_context (GaCtl *self, const char *parameters)
{
  GOptionContext *context = g_option_context_new (parameters);

  /* Printed by ourselves, so that it is UTF-8 and its end is checked as all output is. */
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  return context;
}

static gboolean
show_help (GaCtl *self, GOptionContext *context, GError **error)
{
  g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

  ga_ctl_print (self, g_strchomp (help));
  g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_HELPED, "");
  return FALSE;
}

/* GOption leaves the `--` that ends the options among what it did not take. */
static void
drop_separator (char **arguments)
{
  for (guint i = 1; arguments[0] != NULL && arguments[i] != NULL; i++)
    if (g_str_equal (arguments[i], "--"))
      {
        g_free (arguments[i]);
        memmove (&arguments[i], &arguments[i + 1],
                 (g_strv_length (&arguments[i + 1]) + 1) * sizeof *arguments);
        return;
      }
}

static gboolean
check_text (char **arguments, GError **error)
{
  for (guint i = 0; arguments[i] != NULL; i++)
    if (!g_utf8_validate (arguments[i], -1, NULL))
      {
        g_set_error (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                     _ ("Word %u of the command is not text in UTF-8."), i);
        return FALSE;
      }
  return TRUE;
}

/**
 * ga_ctl_parse_global:
 * @arguments: the whole command line
 * @description: the list of commands, for the help
 *
 * Reads the options that stand before the command.
 *
 * Returns: (transfer full) (nullable): the command and what follows it; empty when there is none
 */
char **
ga_ctl_parse_global (GaCtl *self, char **arguments, const char *description, GError **error)
{
  g_autoptr (GOptionContext) context = new_context (self, _ ("COMMAND [ARGUMENT…]"));
  g_auto (GStrv) rest = g_strdupv (arguments);
  const GOptionEntry entries[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, &self->version, N_ ("Print the version"), NULL },
    { NULL },
  };

  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_set_summary (
      context, _ ("Walking and running communities, without a window: the same data as Gangart."));
  g_option_context_set_description (context, description);
  add_global_entries (self, context);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!check_text (arguments, error) || !g_option_context_parse_strv (context, &rest, error))
    return NULL;
  if (self->help)
    {
      show_help (self, context, error);
      return NULL;
    }
  if (self->version)
    {
      ga_ctl_print (self, "gangartctl " GA_VERSION);
      g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_HELPED, "");
      return NULL;
    }
  drop_separator (rest);
  return g_strdupv (rest[0] != NULL ? rest + 1 : rest);
}

void
ga_ctl_set_command (GaCtl *self, const GaCommand *command)
{
  self->command = command;
}

const GaCommand *
ga_ctl_get_command (GaCtl *self)
{
  return self->command;
}

/**
 * ga_ctl_check_words:
 * @words: a command, and what follows it
 *
 * Returns: whether as many follow as may
 */
gboolean
ga_ctl_check_words (char **words, guint least, guint most, GError **error)
{
  guint n = g_strv_length (words) - 1;

  if (n >= least && n <= most)
    return TRUE;
  g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                       n < least ? _ ("Something is missing after the command.")
                                 : _ ("There is a word too many after the command."));
  return FALSE;
}

/**
 * ga_ctl_parse:
 * @entries: (nullable): the options of the command, besides those that all have
 * @least: how many words must remain
 * @most: how many may
 *
 * Returns: (transfer full) (nullable): the words that are no options, the command's name first
 */
char **
ga_ctl_parse (GaCtl *self,
              char **arguments,
              const GOptionEntry *entries,
              guint least,
              guint most,
              GError **error)
{
  g_autofree char *parameters =
      g_strdup_printf ("%s %s", self->command->name, self->command->arguments);
  g_autoptr (GOptionContext) context = new_context (self, parameters);
  g_auto (GStrv) rest = g_strdupv (arguments);

  g_option_context_set_summary (context, gettext (self->command->summary));
  if (self->command->details != NULL)
    g_option_context_set_description (context, gettext (self->command->details));
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  add_global_entries (self, context);
  if (!g_option_context_parse_strv (context, &rest, error))
    return NULL;
  if (self->help)
    {
      show_help (self, context, error);
      return NULL;
    }
  drop_separator (rest);
  return ga_ctl_check_words (rest, least, most, error) ? g_steal_pointer (&rest) : NULL;
}

GaSchema *
ga_ctl_get_schema (GaCtl *self)
{
  return self->schema;
}

/**
 * ga_ctl_get_folder:
 *
 * Returns: (transfer full): the folder of the profile
 */
char *
ga_ctl_get_folder (GaCtl *self)
{
  if (self->profile == NULL)
    self->profile = g_build_filename (g_get_user_data_dir (), "gangart", NULL);
  /* SQLite takes “file:…” for an address; an absolute path never begins so. */
  return *self->profile != '\0' ? g_canonicalize_filename (self->profile, NULL) : g_strdup ("");
}

/* Where a damaged profile leaves the user: at the last backup, or without one. */
static void
add_last_backup (const char *folder, GError *error)
{
  g_autoptr (GPtrArray) backups = ga_backup_list (folder);
  const GaBackup *last = backups->len > 0 ? g_ptr_array_index (backups, 0) : NULL;
  g_autofree char *day = last != NULL ? ga_date_display_long (last->date) : NULL;
  g_autofree char *path = last != NULL ? g_filename_display_name (last->path) : NULL;
  g_autofree char *advice = NULL;
  g_autofree char *whole = NULL;

  if (last != NULL)
    advice = g_strdup_printf (
        /* Translators: a day, and the name of a file. */
        _ ("The last backup is of %1$s. The command “restore” takes it: %2$s"), day, path);
  else
    advice = g_strdup (_ ("There is no backup on this computer. Keep the file, and ask for help "
                          "before you start anew."));
  whole = g_strjoin ("\n", error->message, advice, NULL);
  g_free (error->message);
  error->message = g_steal_pointer (&whole);
}

/**
 * ga_ctl_get_store:
 *
 * Returns: (transfer none) (nullable): the profile, opened when it is first asked for
 */
GaStore *
ga_ctl_get_store (GaCtl *self, GError **error)
{
  g_autofree char *folder = NULL;
  GError *local = NULL;

  if (self->store != NULL)
    return self->store;
  folder = ga_ctl_get_folder (self);
  self->store = ga_profile_open (folder, &local);
  if (g_error_matches (local, GA_STORE_ERROR, GA_STORE_ERROR_CORRUPT))
    add_last_backup (folder, local);
  if (local != NULL)
    g_propagate_error (error, local);
  return self->store;
}

/**
 * ga_ctl_get_entity:
 *
 * Returns: (transfer none) (nullable): the entity called @name, or %NULL with %GA_CTL_ERROR_USAGE
 */
const GaEntity *
ga_ctl_get_entity (GaCtl *self, const char *name, GError **error)
{
  const GaEntity *entity = ga_schema_get (self->schema, name);

  if (entity == NULL)
    g_set_error (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                 _ ("There is no entity called “%s”. The command “entities” lists them."), name);
  return entity;
}

gboolean
ga_ctl_wants_json (GaCtl *self)
{
  return self->json;
}

/**
 * ga_ctl_print:
 * @line: UTF-8, without its end
 *
 * Prints a line. What goes wrong is remembered for ga_ctl_end_output(); long answers ask
 * ga_ctl_is_unheard() now and then.
 */
void
ga_ctl_print (GaCtl *self, const char *line)
{
  if (self->captured != NULL)
    {
      g_string_append (self->captured, line);
      g_string_append_c (self->captured, '\n');
      return;
    }
  if (self->output_error == 0 && (fputs (line, stdout) == EOF || putc ('\n', stdout) == EOF))
    self->output_error = errno;
}

void
ga_ctl_take_line (GaCtl *self, char *line)
{
  ga_ctl_print (self, line);
  g_free (line);
}

void
ga_ctl_take_json (GaCtl *self, JsonNode *node)
{
  ga_ctl_take_line (self, ga_json_to_line (node));
  json_node_unref (node);
}

/**
 * ga_ctl_set_saved:
 *
 * To be called when something was changed, before the answer is printed.
 */
void
ga_ctl_set_saved (GaCtl *self)
{
  self->saved = TRUE;
}

/**
 * ga_ctl_is_unheard:
 *
 * Returns: whether there is no use in printing on
 */
gboolean
ga_ctl_is_unheard (GaCtl *self)
{
  return self->output_error != 0;
}

/**
 * ga_ctl_end_output:
 *
 * A reader that has seen enough (`gangartctl … | head`) is no error; a full disk is one.
 */
gboolean
ga_ctl_end_output (GaCtl *self, GError **error)
{
  if (fflush (stdout) == EOF && self->output_error == 0)
    self->output_error = errno;
  if (self->output_error == 0 || self->output_error == EPIPE)
    return TRUE;
  g_set_error (error, GA_CTL_ERROR, GA_CTL_ERROR_FAILED,
               self->saved ? _ ("The change was saved, but the answer could not be written: %s.")
                           : _ ("The answer could not be written: %s."),
               g_strerror (self->output_error));
  return FALSE;
}

/* Which format the end of a file's name asks for; one that nothing here writes, such as .txt, asks
 * for none, unless what is written is not for people to read. */
static const char *
find_ending (const char *path, const char *const *formats)
{
  static const char *const all[] = { "csv", "json", "xlsx", "ods", "pdf",
                                     "png", "svg",  "ics",  "gpx", NULL };
  const char *slash = path != NULL ? strrchr (path, '/') : NULL;
  const char *dot = path != NULL ? strrchr (slash != NULL ? slash : path, '.') : NULL;
  const char *ending = dot != NULL ? dot + 1 : NULL;

  return ending != NULL && (g_strv_contains (formats, ending) || g_strv_contains (all, ending) ||
                            g_str_equal (formats[0], "json"))
             ? ending
             : formats[0];
}

gboolean
ga_ctl_choose_format (
    GaCtl *self, char **format, const char *path, const char *const *formats, GError **error)
{
  static const char *const no_texts[] = { "pdf", "png", "svg", "xlsx", "ods", NULL };

  if (*format == NULL && ga_ctl_wants_json (self))
    *format = g_strdup ("json");
  else if (*format == NULL)
    *format = g_strdup (find_ending (path, formats));
  if (!g_strv_contains (formats, *format))
    g_set_error (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                 _ ("There is no format called “%s” for this."), *format);
  else if (path == NULL && g_strv_contains (no_texts, *format))
    g_set_error (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                 /* Translators: %s is the end of a file's name, such as pdf. */
                 _ ("The format %s needs a file: -o FILE."), *format);
  else
    return TRUE;
  return FALSE;
}

void
ga_ctl_begin_capture (GaCtl *self)
{
  if (self->captured == NULL)
    self->captured = g_string_new (NULL);
}

gboolean
ga_ctl_end_capture (GaCtl *self, const char *path, GError **error)
{
  g_autofree char *text = g_string_free (g_steal_pointer (&self->captured), FALSE);

  return ga_output_file_write (path, text, error);
}

int
ga_ctl_get_descriptor (GaCtl *self)
{
  if (fflush (stdout) == EOF && self->output_error == 0)
    self->output_error = errno;
  return STDOUT_FILENO;
}

/* Whether nobody reads at the other end of the pipe. */
static gboolean
is_left (void)
{
  struct pollfd output = { .fd = STDOUT_FILENO, .events = POLLOUT };

  return poll (&output, 1, 0) > 0 && (output.revents & POLLERR) != 0;
}

/**
 * ga_ctl_end_writing:
 * @path: (nullable): where it was written; %NULL is standard output
 * @written: whether it was
 * @error: (inout): why not
 */
gboolean
ga_ctl_end_writing (GaCtl *self, const char *path, gboolean written, GError **error)
{
  if (written || path != NULL || !is_left ())
    return written;
  g_clear_error (error);
  self->output_error = EPIPE;
  return TRUE;
}

char *
ga_ctl_choose_output (GaStore *store, const char *path, gboolean force, GError **error)
{
  g_autofree char *target = ga_store_resolve_output (store, path, error);
  g_autofree char *shown = NULL;
  GStatBuf info;

  if (target == NULL || force || g_stat (target, &info) < 0 || info.st_size == 0)
    return g_steal_pointer (&target);
  shown = g_filename_display_name (path);
  g_set_error (error, GA_CTL_ERROR, GA_CTL_ERROR_FAILED,
               _ ("There is a file “%s” already. Choose another name, or write --force to replace "
                  "it."),
               shown);
  return NULL;
}
