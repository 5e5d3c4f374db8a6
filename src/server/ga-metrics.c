/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-metrics.h"

static const double bounds[] = { 0.005, 0.025, 0.1, 0.5, 2.5, 10 }; /* seconds */

typedef struct
{
  gint64 by_class[6]; /* 1xx … 5xx */
  gint64 within[G_N_ELEMENTS (bounds)];
  gint64 count;
  double seconds;
} Route;

struct _GaMetrics
{
  GHashTable *routes; /* pattern → Route */
  gint64 received;
  gint64 sent;
  gint64 worst_stall;
};

GaMetrics *
ga_metrics_new (void)
{
  GaMetrics *self = g_new0 (GaMetrics, 1);

  self->routes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  return self;
}

void
ga_metrics_free (GaMetrics *self)
{
  g_hash_table_unref (self->routes);
  g_free (self);
}

void
ga_metrics_add_request (GaMetrics *self,
                        const char *route,
                        guint status,
                        gint64 microseconds,
                        gsize received,
                        gsize sent)
{
  Route *counts = g_hash_table_lookup (self->routes, route);
  double seconds = (double) microseconds / G_USEC_PER_SEC;

  if (counts == NULL)
    {
      counts = g_new0 (Route, 1);
      g_hash_table_insert (self->routes, (gpointer) route, counts);
    }
  counts->by_class[MIN (status / 100, 5)]++;
  counts->count++;
  counts->seconds += seconds;
  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    counts->within[i] += seconds <= bounds[i];
  self->received += (gint64) received;
  self->sent += (gint64) sent;
}

gboolean
ga_metrics_add_stall (GaMetrics *self, gint64 microseconds)
{
  if (microseconds <= self->worst_stall)
    return FALSE;
  self->worst_stall = microseconds;
  return TRUE;
}

static void
append_number (GString *text, const char *name, const char *type, double number)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_dtostr (digits, sizeof digits, number);
  g_string_append_printf (text, "# TYPE %s %s\n%s %s\n", name, type, name, digits);
}

static void
append_times (GString *text, const char *route, const Route *counts)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    g_string_append_printf (
        text, "gangart_request_seconds_bucket{route=\"%s\",le=\"%s\"} %" G_GINT64_FORMAT "\n",
        route, g_ascii_formatd (digits, sizeof digits, "%g", bounds[i]), counts->within[i]);
  g_string_append_printf (
      text, "gangart_request_seconds_bucket{route=\"%s\",le=\"+Inf\"} %" G_GINT64_FORMAT "\n",
      route, counts->count);
  g_string_append_printf (text, "gangart_request_seconds_sum{route=\"%s\"} %s\n", route,
                          g_ascii_dtostr (digits, sizeof digits, counts->seconds));
  g_string_append_printf (text,
                          "gangart_request_seconds_count{route=\"%s\"} %" G_GINT64_FORMAT "\n",
                          route, counts->count);
}

static void
append_routes (GaMetrics *self, GString *text)
{
  GHashTableIter iter;
  gpointer route, value;

  g_string_append (text, "# TYPE gangart_requests_total counter\n");
  g_hash_table_iter_init (&iter, self->routes);
  while (g_hash_table_iter_next (&iter, &route, &value))
    for (guint i = 1; i < G_N_ELEMENTS (((Route *) value)->by_class); i++)
      g_string_append_printf (
          text, "gangart_requests_total{route=\"%s\",status=\"%uxx\"} %" G_GINT64_FORMAT "\n",
          (char *) route, i, ((Route *) value)->by_class[i]);
  g_string_append (text, "# TYPE gangart_request_seconds histogram\n");
  g_hash_table_iter_init (&iter, self->routes);
  while (g_hash_table_iter_next (&iter, &route, &value))
    append_times (text, route, value);
}

char *
ga_metrics_write (GaMetrics *self, const GaMetricsNow *now)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_routes (self, text);
  append_number (text, "gangart_received_bytes_total", "counter", (double) self->received);
  append_number (text, "gangart_sent_bytes_total", "counter", (double) self->sent);
  append_number (text, "gangart_commits_total", "counter", (double) now->commits);
  append_number (text, "gangart_writes_total", "counter", (double) now->committed_jobs);
  append_number (text, "gangart_requests_in_flight", "gauge", now->in_flight);
  append_number (text, "gangart_waiting_clients", "gauge", now->waiting);
  append_number (text, "gangart_reserved_bytes", "gauge", (double) now->reserved);
  append_number (text, "gangart_main_loop_worst_stall_seconds", "gauge",
                 (double) self->worst_stall / G_USEC_PER_SEC);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
