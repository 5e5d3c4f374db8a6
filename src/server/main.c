/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <sodium.h>
#include <sys/stat.h>

#include "model/ga-language.h"
#include "server/ga-server-cli.h"

int
main (int argc, char **argv)
{
  GaServerCli *cli;
  int status;

  signal (SIGPIPE, SIG_IGN);
  /* Whatever it writes holds names, or may. */
  umask (0077);
  ga_language_init ();
  /* Otherwise the help on a command takes the command for the program. */
  g_set_prgname ("gangart-server");
  if (sodium_init () < 0)
    return 1;
  cli = ga_server_cli_new ();
  status = ga_server_cli_run (cli, argv);
  ga_server_cli_free (cli);
  return status;
}
