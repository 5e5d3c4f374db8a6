/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-server-log.h"

#include <errno.h>
#include <unistd.h>

#include "model/ga-json-text.h"

/* Lines that wait at most. */
#define MOST_LINES 10000

struct _GaServerLog
{
  int fd;
  GThread *thread;
  GAsyncQueue *lines; /* GString; an empty one ends the thread */
  gint left_out;
};

static GString *
begin_line (const char *level)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S");
  GString *line = g_string_sized_new (200);

  g_string_append_printf (line, "{\"time\":\"%s.%03dZ\",\"level\":\"%s\"", time,
                          g_date_time_get_microsecond (now) / 1000, level);
  return line;
}

static void
append_event (GString *line, const char *event)
{
  g_string_append (line, ",\"event\":");
  ga_json_append_text (line, event);
}

static void
end_line (GaServerLog *self, GString *line)
{
  g_string_append (line, "}\n");
  if (g_async_queue_length (self->lines) < MOST_LINES)
    {
      g_async_queue_push (self->lines, line);
      return;
    }
  g_string_free (line, TRUE);
  g_atomic_int_inc (&self->left_out);
}

/* Nobody is left to tell when standard error cannot be written. */
static void
write_all (int fd, const char *text, gsize length)
{
  while (length > 0)
    {
      gssize written = write (fd, text, length);

      if (written < 0 && errno != EINTR)
        return;
      text += MAX (written, 0);
      length -= (gsize) MAX (written, 0);
    }
}

static void
write_left_out (GaServerLog *self)
{
  int left_out = g_atomic_int_get (&self->left_out);
  GString *line;

  if (left_out == 0)
    return;
  g_atomic_int_add (&self->left_out, -left_out);
  line = begin_line ("warning");
  append_event (line, "lines left out");
  g_string_append_printf (line, ",\"count\":%d}\n", left_out);
  write_all (self->fd, line->str, line->len);
  g_string_free (line, TRUE);
}

static gpointer
write_cb (gpointer user_data)
{
  GaServerLog *self = user_data;

  while (TRUE)
    {
      g_autoptr (GString) line = g_async_queue_pop (self->lines);

      if (line->len == 0)
        return NULL;
      write_all (self->fd, line->str, line->len);
      write_left_out (self);
    }
}

GaServerLog *
ga_server_log_new (int fd)
{
  GaServerLog *self = g_new0 (GaServerLog, 1);

  self->fd = fd;
  self->lines = g_async_queue_new ();
  self->thread = g_thread_new ("ga-log", write_cb, self);
  return self;
}

void
ga_server_log_free (GaServerLog *self)
{
  g_async_queue_push (self->lines, g_string_new (NULL));
  g_thread_join (self->thread);
  g_async_queue_unref (self->lines);
  g_free (self);
}

void
ga_server_log_request (GaServerLog *self,
                       const char *method,
                       const char *route,
                       guint status,
                       gint64 microseconds,
                       gsize received,
                       gsize sent,
                       gint64 tenant)
{
  /* A transfer coding or a version of HTTP that is not served is no trouble of the server's. */
  gboolean is_trouble = status >= 500 && status != 501 && status != 505;
  GString *line = begin_line (is_trouble ? "error" : "info");
  char ms[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (ms, sizeof ms, "%.3f", (double) microseconds / 1000);
  g_string_append (line, ",\"method\":");
  ga_json_append_text (line, method);
  g_string_append (line, ",\"route\":");
  ga_json_append_text (line, route);
  g_string_append_printf (
      line, ",\"status\":%u,\"ms\":%s,\"in\":%" G_GSIZE_FORMAT ",\"out\":%" G_GSIZE_FORMAT, status,
      ms, received, sent);
  if (tenant != 0)
    g_string_append_printf (line, ",\"tenant\":%" G_GINT64_FORMAT, tenant);
  end_line (self, line);
}

void
ga_server_log_event (GaServerLog *self, const char *level, const char *event)
{
  GString *line = begin_line (level);

  append_event (line, event);
  end_line (self, line);
}
