/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <signal.h>

#include "store/store-fixture.h"

/* A real server in a process of its own, with a folder that is gone when the test ends. */

/**
 * @program: whose server
 * @port: of the first start, for the next
 */
typedef struct
{
  const char *program;
  char *folder;
  char *url;
  char *port;
  GSubprocess *process;
} LiveServer;

/* (transfer full): the last word that a command of the server's prints. @line: its words, which
 * have no spaces */
static inline char *
live_server_run (LiveServer *self, const char *line)
{
  g_autofree char *whole = g_strjoin (" ", self->program, line, "--data", self->folder, NULL);
  g_auto (GStrv) words = g_strsplit (whole, " ", -1);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;

  process = g_subprocess_newv ((const char *const *) words, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  g_strchomp (output);
  return g_strdup (strrchr (output, ' ') != NULL ? strrchr (output, ' ') + 1 : output);
}

static inline void
live_server_start (LiveServer *self)
{
  g_autofree char *listen = g_strdup_printf ("127.0.0.1:%s", self->port);
  g_autoptr (GDataInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  self->process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
                        self->program, "serve", "--data", self->folder, "--listen", listen, NULL);
  g_assert_no_error (error);
  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (stream), FALSE);
  line = g_data_input_stream_read_line (stream, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_free (self->url);
  self->url = g_strdup (strrchr (line, ' ') != NULL ? strrchr (line, ' ') + 1 : line);
}

static inline void
live_server_stop (LiveServer *self)
{
  g_subprocess_send_signal (self->process, SIGTERM);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
}

static inline void
live_server_set_up (LiveServer *self, const char *program)
{
  self->program = program;
  self->folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  g_free (live_server_run (self, "init --organisation Gåforbundet"));
  self->port = g_strdup ("0");
  live_server_start (self);
  g_free (self->port);
  self->port = g_strdup (strrchr (self->url, ':') + 1);
  g_strdelimit (self->port, "/", '\0');
}

static inline void
live_server_tear_down (LiveServer *self)
{
  if (self->process != NULL)
    live_server_stop (self);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->url);
  g_free (self->port);
}
