/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulated-jobs.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

gpointer
jobs_share (gsize size)
{
  gpointer memory =
      mmap (NULL, MAX (size, 1), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

  g_assert_true (memory != MAP_FAILED);
  return memory;
}

static pid_t
start (guint index, JobFunc func, gpointer user_data)
{
  pid_t pid;

  fflush (stdout);
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      func (index, user_data);
      exit (EXIT_SUCCESS);
    }
  return pid;
}

void
jobs_run (guint n, guint most, JobFunc func, gpointer user_data, gboolean *well)
{
  g_autofree pid_t *pids = g_new0 (pid_t, n);

  for (guint started = 0, ended = 0; ended < n; ended++)
    {
      int status = 0;
      pid_t pid;

      while (started < n && started - ended < most)
        {
          pids[started] = start (started, func, user_data);
          started++;
        }
      pid = wait (&status);
      g_assert_cmpint (pid, >, 0);
      for (guint i = 0; i < started; i++)
        if (pids[i] == pid)
          well[i] = WIFEXITED (status) && WEXITSTATUS (status) == EXIT_SUCCESS;
    }
}
