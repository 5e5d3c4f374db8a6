/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "ctl/ga-ctl.h"
#include "model/ga-language.h"

enum
{
  EXIT_DONE = 0,
  EXIT_REFUSED = 1,
  EXIT_USAGE = 2,
};

static const GaCommand *const groups[] = {
  ga_ctl_commands_records, ga_ctl_commands_meetings, ga_ctl_commands_report,
  ga_ctl_commands_print,   ga_ctl_commands_exchange, ga_ctl_commands_person,
  ga_ctl_commands_history, ga_ctl_commands_profile,  ga_ctl_commands_documents,
  ga_ctl_commands_sync,
};

static const GaCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (const GaCommand *command = groups[i]; command->name != NULL; command++)
      if (g_str_equal (command->name, name))
        return command;
  return NULL;
}

static char *
describe_commands (void)
{
  g_autoptr (GString) text = g_string_new (_ ("Commands:"));

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (const GaCommand *command = groups[i]; command->name != NULL; command++)
      g_string_append_printf (text, "\n  %-10s  %s", command->name, gettext (command->summary));
  g_string_append_printf (text, "\n\n%s",
                          _ ("“gangartctl COMMAND --help” tells more about one of them."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
run (GaCtl *ctl, char **arguments, GError **error)
{
  g_autofree char *description = describe_commands ();
  g_auto (GStrv) rest = ga_ctl_parse_global (ctl, arguments, description, error);
  const GaCommand *command;

  if (rest == NULL)
    return FALSE;
  if (rest[0] == NULL)
    {
      g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE, _ ("A command is missing."));
      return FALSE;
    }
  command = find_command (rest[0]);
  if (command == NULL)
    {
      g_set_error (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE, _ ("There is no command called “%s”."),
                   rest[0]);
      return FALSE;
    }
  ga_ctl_set_command (ctl, command);
  return command->run (ctl, rest, error);
}

static int
explain (GaCtl *ctl, const GError *error)
{
  const GaCommand *command = ga_ctl_get_command (ctl);

  if (g_error_matches (error, GA_CTL_ERROR, GA_CTL_ERROR_HELPED))
    return EXIT_DONE;
  fprintf (stderr, "gangartctl: %s\n", error->message);
  if (error->domain != G_OPTION_ERROR && !g_error_matches (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE))
    return EXIT_REFUSED;
  if (command != NULL)
    fprintf (stderr, _ ("Usage: gangartctl %1$s %2$s\n"), command->name, command->arguments);
  else
    fprintf (stderr, "%s\n%s\n", _ ("Usage: gangartctl [--profile DIR] [--json] COMMAND"),
             _ ("“gangartctl --help” lists the commands."));
  return EXIT_USAGE;
}

/* A standard stream that is closed would lend its number to the file of the profile, and a sentence
 * meant for people would be written into it. */
static void
keep_standard_streams (void)
{
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (fcntl (fd, F_GETFD) < 0 && g_open ("/dev/null", O_RDWR) != fd)
      _exit (EXIT_REFUSED);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) output_error = NULL;
  g_autoptr (GaCtl) ctl = NULL;
  int status = EXIT_DONE;

  keep_standard_streams ();
  signal (SIGPIPE, SIG_IGN);
  ga_language_init ();
  ctl = ga_ctl_new ();
  if (!run (ctl, argv, &error))
    status = explain (ctl, error);
  if (!ga_ctl_end_output (ctl, &output_error) && status == EXIT_DONE)
    status = explain (ctl, output_error);
  return status;
}
