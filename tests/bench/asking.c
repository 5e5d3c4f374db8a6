/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "asking.h"

#include <string.h>

GSocketConnection *
bench_dial (guint port)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection =
      g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) port, NULL, &error);

  if (connection == NULL)
    g_error ("%s", error->message);
  g_tcp_connection_set_graceful_disconnect (G_TCP_CONNECTION (connection), FALSE);
  return connection;
}

gsize
bench_ask (GSocketConnection *connection, const char *request, char *answer)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_autoptr (GError) error = NULL;
  gsize have = 0, whole = 0;

  if (!g_output_stream_write_all (output, request, strlen (request), NULL, NULL, &error))
    g_error ("%s", error->message);
  while (whole == 0 || have < whole)
    {
      gssize got =
          g_input_stream_read (input, answer + have, BENCH_READ_SIZE - 1 - have, NULL, &error);
      const char *end, *length;

      if (got <= 0)
        g_error ("The answer was cut off: %s", error != NULL ? error->message : "closed");
      have += (gsize) got;
      answer[have] = '\0';
      end = strstr (answer, "\r\n\r\n");
      length = strstr (answer, "Content-Length: ");
      if (end != NULL && length != NULL)
        whole = (gsize) (end - answer) + 4 + g_ascii_strtoull (length + 16, NULL, 10);
    }
  if (!g_str_has_prefix (answer, "HTTP/1.1 200"))
    g_error ("%s", answer);
  return have;
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return left < right ? -1 : left > right;
}

double
bench_median (double *values, guint n_values)
{
  qsort (values, n_values, sizeof *values, compare_values);
  return values[n_values / 2];
}
