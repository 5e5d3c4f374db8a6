/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>

#include "asking.h"

/*
 * Load for a server, over plain sockets so that the load itself costs little; prints one number a
 * line.
 *
 *   bench-serving pushes PORT SECONDS FILE       pushes a second, one change each
 *   bench-serving commits FOLDER SECONDS         raw durable commits a second
 *   bench-serving wait PORT COUNT FILE PID       MiB that COUNT waiting clients cost the process
 *                                                PID, then milliseconds from sending a push until
 *                                                all were told
 *   bench-serving ask PORT TIMES REQUEST         median milliseconds of a request, then its bytes
 *                                                both ways
 *
 * FILE has one computer a line: client, lineage, access token, community, and a participant there,
 * all its own.
 */

typedef struct
{
  char *client;
  char *lineage;
  char *access;
  char *community;
  char *participant;
} Computer;

typedef struct
{
  guint port;
  gint64 until;
  Computer *computer;
  guint pushes;
} Pusher;

static char *
compose (const char *method, const char *path, const Computer *computer, const char *body)
{
  return g_strdup_printf ("%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
                          "Gangart-Schema: 1\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                          method, path, computer->access, strlen (body), body);
}

static char *
compose_push (const Computer *computer, guint number, guint offset)
{
  g_autofree char *body = g_strdup_printf (
      "{\"client\":\"%s\",\"number\":%u,\"lineage\":\"%s\",\"epoch\":1,\"head\":0,\"now\":%" G_GINT64_FORMAT
      ",\"more\":false,\"operations\":[{\"n\":%u,\"entity\":\"participant\",\"id\":\"%s\","
      "\"op\":\"%s\",\"base\":0,\"clock\":%" G_GINT64_FORMAT
      ",\"fields\":{%s%s%s\"name\":\"Walker %u\"}}]}",
      computer->client, number + offset, computer->lineage, g_get_real_time (), number + offset,
      computer->participant, number == 0 ? "insert" : "update",
      ((g_get_real_time () / 1000) << 16) + number, number == 0 ? "\"community\":\"" : "",
      number == 0 ? computer->community : "", number == 0 ? "\"," : "", number);

  return compose ("POST", "/v1/push", computer, body);
}

static GPtrArray *
read_computers (const char *file)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *computers = g_ptr_array_new ();
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (file, &text, NULL, &error))
    g_error ("%s", error->message);
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", 5);
      Computer *computer = g_new0 (Computer, 1);

      computer->client = g_strdup (words[0]);
      computer->lineage = g_strdup (words[1]);
      computer->access = g_strdup (words[2]);
      computer->community = g_strdup (words[3]);
      computer->participant = g_strdup (words[4]);
      g_ptr_array_add (computers, computer);
    }
  return computers;
}

static gpointer
push_cb (gpointer user_data)
{
  Pusher *self = user_data;
  g_autoptr (GSocketConnection) connection = bench_dial (self->port);
  g_autofree char *answer = g_malloc (BENCH_READ_SIZE);

  while (g_get_monotonic_time () < self->until)
    {
      g_autofree char *request = compose_push (self->computer, self->pushes, 1);

      bench_ask (connection, request, answer);
      self->pushes++;
    }
  return NULL;
}

static void
measure_pushes (guint port, double seconds, const char *file)
{
  GPtrArray *computers = read_computers (file);
  g_autofree Pusher *pushers = g_new0 (Pusher, computers->len);
  g_autofree GThread **threads = g_new0 (GThread *, computers->len);
  guint pushes = 0;

  for (guint i = 0; i < computers->len; i++)
    {
      pushers[i] = (Pusher){ .port = port,
                             .until = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC),
                             .computer = g_ptr_array_index (computers, i) };
      threads[i] = g_thread_new ("push", push_cb, &pushers[i]);
    }
  for (guint i = 0; i < computers->len; i++)
    {
      g_thread_join (threads[i]);
      pushes += pushers[i].pushes;
    }
  printf ("%.0f\n", pushes / seconds);
}

static void
measure_commits (const char *folder, double seconds)
{
  g_autofree char *path = g_build_filename (folder, "raw.db", NULL);
  gint64 until = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);
  sqlite3 *database;
  guint commits = 0;

  if (sqlite3_open (path, &database) != SQLITE_OK ||
      sqlite3_exec (
          database,
          "PRAGMA journal_mode = wal; PRAGMA synchronous = full; CREATE TABLE IF NOT EXISTS push (body)",
          NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (database));
  for (; g_get_monotonic_time () < until; commits++)
    sqlite3_exec (database, "INSERT INTO push VALUES (randomblob(200))", NULL, NULL, NULL);
  sqlite3_close (database);
  printf ("%.0f\n", commits / seconds);
}

static double
read_resident (const char *pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/status", pid);
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents (path, &text, NULL, NULL) || (line = strstr (text, "VmRSS:")) == NULL)
    g_error ("There is no process %s", pid);
  return (double) g_ascii_strtoull (line + strlen ("VmRSS:") + 1, NULL, 10) / 1024;
}

static void
start_waiting (GSocketConnection *connection, const Computer *computer, const char *head)
{
  g_autofree char *path = g_strdup_printf ("/v1/wait?head=%s", head);
  g_autofree char *request = compose ("GET", path, computer, "");
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  if (!g_output_stream_write_all (output, request, strlen (request), NULL, NULL, NULL))
    g_error ("A waiting client could not ask");
}

/* Until every connection has something to read. */
static void
wait_for_all (int poll, guint count)
{
  struct epoll_event events[64];

  while (count > 0)
    {
      int ready = epoll_wait (poll, events, G_N_ELEMENTS (events), 10000);

      if (ready <= 0)
        g_error ("%u clients were not told", count);
      count -= (guint) ready;
    }
}

static void
measure_waiting (guint port, guint count, const char *file, const char *pid)
{
  GPtrArray *computers = read_computers (file);
  g_autoptr (GPtrArray) connections = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GSocketConnection) connection = bench_dial (port);
  g_autofree char *answer = g_malloc (BENCH_READ_SIZE);
  Computer *first = g_ptr_array_index (computers, 0);
  g_autofree char *insert = compose_push (first, 0, 1);
  g_autofree char *update = compose_push (first, 1, 1);
  g_autofree char *head = NULL;
  double before = read_resident (pid), after;
  gint64 start;
  int poll = epoll_create1 (EPOLL_CLOEXEC);

  bench_ask (connection, insert, answer);
  head = g_strdup (strstr (answer, "\"head\":") + strlen ("\"head\":"));
  head[strspn (head, "0123456789")] = '\0';
  for (guint i = 0; i < count; i++)
    {
      struct epoll_event event = { .events = EPOLLIN | EPOLLONESHOT };
      GSocketConnection *waiting = bench_dial (port);

      start_waiting (waiting, g_ptr_array_index (computers, i % computers->len), head);
      epoll_ctl (poll, EPOLL_CTL_ADD, g_socket_get_fd (g_socket_connection_get_socket (waiting)),
                 &event);
      g_ptr_array_add (connections, waiting);
    }
  /* An answer on another connection, asked last: the server has taken all of them by then. */
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *request = compose ("GET", "/v1/devices", first, "");

      bench_ask (connection, request, answer);
    }
  after = read_resident (pid);
  start = g_get_monotonic_time ();
  bench_ask (connection, update, answer);
  wait_for_all (poll, count);
  printf ("%.1f\n%.1f\n", after - before, (double) (g_get_monotonic_time () - start) / 1000);
}

static void
measure_ask (guint port, guint times, const char *file)
{
  g_autoptr (GSocketConnection) connection = bench_dial (port);
  g_autofree char *answer = g_malloc (BENCH_READ_SIZE);
  g_autofree char *request = NULL;
  g_autofree double *took = g_new (double, times);
  gsize bytes = 0;

  if (!g_file_get_contents (file, &request, NULL, NULL))
    g_error ("There is no request in %s", file);
  for (guint i = 0; i < times; i++)
    {
      gint64 start = g_get_monotonic_time ();

      bytes = bench_ask (connection, request, answer) + strlen (request);
      took[i] = (double) (g_get_monotonic_time () - start) / 1000;
    }
  printf ("%.3f\n%" G_GSIZE_FORMAT "\n", bench_median (took, times), bytes);
}

int
main (int argc, char **argv)
{
  const char *mode = argc > 3 ? argv[1] : "";
  guint port = argc > 3 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 0;

  if (g_str_equal (mode, "pushes") && argc == 5)
    measure_pushes (port, g_ascii_strtod (argv[3], NULL), argv[4]);
  else if (g_str_equal (mode, "commits") && argc == 4)
    measure_commits (argv[2], g_ascii_strtod (argv[3], NULL));
  else if (g_str_equal (mode, "wait") && argc == 6)
    measure_waiting (port, (guint) g_ascii_strtoull (argv[3], NULL, 10), argv[4], argv[5]);
  else if (g_str_equal (mode, "ask") && argc == 5)
    measure_ask (port, (guint) g_ascii_strtoull (argv[3], NULL, 10), argv[4]);
  else
    g_error ("See the head of this file");
  return 0;
}
