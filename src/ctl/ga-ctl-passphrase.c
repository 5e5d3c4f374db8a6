/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/ga-ctl-passphrase.h"

#include <glib/gi18n-lib.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "ctl/ga-ctl.h"

/* As long as a server takes. */
#define MOST_BYTES 1024

static gboolean
read_line (char line[MOST_BYTES + 2])
{
  if (fgets (line, MOST_BYTES + 2, stdin) == NULL)
    return FALSE;
  line[strcspn (line, "\r\n")] = '\0';
  return line[0] != '\0';
}

/* Whoever breaks off gets the terminal back as it was, so the signal waits until then. */
static gboolean
read_unseen (char line[MOST_BYTES + 2])
{
  struct termios before, quiet;
  sigset_t signals, signals_before;
  gboolean done;

  if (tcgetattr (STDIN_FILENO, &before) != 0)
    return read_line (line);
  quiet = before;
  quiet.c_lflag &= ~(tcflag_t) ECHO;
  sigemptyset (&signals);
  sigaddset (&signals, SIGINT);
  sigaddset (&signals, SIGTERM);
  sigaddset (&signals, SIGTSTP);
  fprintf (stderr, "%s ", _ ("Passphrase:"));
  pthread_sigmask (SIG_BLOCK, &signals, &signals_before);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &quiet);
  done = read_line (line);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
  pthread_sigmask (SIG_SETMASK, &signals_before, NULL);
  fputc ('\n', stderr);
  return done;
}

char *
ga_ctl_read_passphrase (GError **error)
{
  char line[MOST_BYTES + 2];

  if (isatty (STDIN_FILENO) ? read_unseen (line) : read_line (line))
    return g_strdup (line);
  g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_FAILED,
                       _ ("There is no passphrase. Write it when you are asked, or give it as the "
                          "first line of standard input."));
  return NULL;
}
