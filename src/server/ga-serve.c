/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-serve.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "server/ga-readiness.h"
#include "server/ga-serve-private.h"

/* At one account. */
#define TRIES_EACH        5
#define TRIES_PER_ACCOUNT 20
/* A whole office may have one. */
#define TRIES_PER_ADDRESS 20
#define SLIPS_PER_ADDRESS 600

#define SLOW_LOOK_SECONDS 5
/* A client must have said all within this time. */
#define READING_SECONDS 60
/* What is being done when the server is asked to stop may take so long. */
#define STOP_SECONDS 20

/* The main loop is looked at so often, and no turn of it should take longer than that. */
#define TICK_MS 10
#define MOST_MS 50

/* Connections that wait to be accepted. */
#define MOST_QUEUED 4096

/* Each client that waits holds a descriptor. */
static void
raise_descriptors (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
}

static GSocketAddress *
parse_address (const char *listen, GError **error)
{
  const char *colon = strrchr (listen, ':');
  g_autofree char *host = colon != NULL ? g_strndup (listen, (gsize) (colon - listen)) : NULL;
  GSocketAddress *address = NULL;
  guint64 port;

  if (host != NULL && host[0] == '[' && g_str_has_suffix (host, "]"))
    {
      host[strlen (host) - 1] = '\0';
      memmove (host, host + 1, strlen (host));
    }
  if (host != NULL && g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &port, NULL))
    address = g_inet_socket_address_new_from_string (host, (guint) port);
  if (address == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _ ("“%s” is not an address to listen on. Write it as 127.0.0.1:8470."), listen);
  return address;
}

/* @certificate: (out) (nullable): none for plain HTTP */
static gboolean
load_certificate (const GaServeOptions *options, GTlsCertificate **certificate, GError **error)
{
  *certificate = NULL;
  if (options->tls_certificate == NULL && options->tls_key == NULL)
    return TRUE;
  if (options->tls_certificate == NULL || options->tls_key == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _ ("A certificate and its key are needed, not one of them."));
      return FALSE;
    }
  *certificate =
      g_tls_certificate_new_from_files (options->tls_certificate, options->tls_key, error);
  return *certificate != NULL;
}

static void
print_address (GSocketAddress *address, guint16 port, gboolean tls)
{
  g_autofree char *host = g_inet_address_to_string (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
  g_autofree char *text =
      g_uri_join (G_URI_FLAGS_NONE, tls ? "https" : "http", NULL, host, port, "/", NULL, NULL);

  printf ("%s\n", text);
  fflush (stdout);
}

static gboolean
listen_for_clients (GaServing *self, GError **error)
{
  const char *listen =
      self->options->listen != NULL ? self->options->listen : GA_SERVE_DEFAULT_LISTEN;
  g_autoptr (GSocketAddress) address = parse_address (listen, error);
  g_autoptr (GTlsCertificate) certificate = NULL;
  guint16 port;

  if (address == NULL || !load_certificate (self->options, &certificate, error))
    return FALSE;
  port = ga_connections_listen (self->connections, address, certificate, error);
  if (port == 0)
    return FALSE;
  print_address (address, port, certificate != NULL);
  return TRUE;
}

static gboolean
stop_now_cb (gpointer user_data)
{
  GaServing *self = user_data;

  ga_server_log_event (self->log, "warning", "stopped in the middle of requests");
  g_main_loop_quit (self->loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
stop_cb (gpointer user_data)
{
  GaServing *self = user_data;

  if (self->stopping)
    return G_SOURCE_CONTINUE;
  self->stopping = TRUE;
  ga_server_log_event (self->log, "info", "stopping");
  ga_connections_stop_listening (self->connections);
  ga_waiters_end (self->waiters);
  ga_serving_end_slow_messages (self, g_get_monotonic_time ());
  g_timeout_add_seconds (STOP_SECONDS, stop_now_cb, self);
  ga_serving_quit_if_done (self);
  return G_SOURCE_CONTINUE;
}

void
ga_serving_quit_if_done (GaServing *self)
{
  if (self->stopping && self->in_flight == 0)
    g_main_loop_quit (self->loop);
}

static gboolean
slow_cb (gpointer user_data)
{
  ga_serving_end_slow_messages (user_data,
                                g_get_monotonic_time () - READING_SECONDS * G_USEC_PER_SEC);
  return G_SOURCE_CONTINUE;
}

static gboolean
tick_cb (gpointer user_data)
{
  GaServing *self = user_data;
  gint64 late = ga_stall_watch_look (&self->watch, TICK_MS);

  if (ga_metrics_add_stall (self->metrics, late) && late > MOST_MS * 1000)
    {
      g_autofree char *event =
          g_strdup_printf ("main loop stood still for %" G_GINT64_FORMAT " ms", late / 1000);

      ga_server_log_event (self->log, "warning", event);
    }
  return G_SOURCE_CONTINUE;
}

static void
add_sources (GaServing *self)
{
  g_unix_signal_add (SIGTERM, stop_cb, self);
  g_unix_signal_add (SIGINT, stop_cb, self);
  g_timeout_add_seconds (SLOW_LOOK_SECONDS, slow_cb, self);
  if (!self->options->watch_main_loop)
    return;
  ga_stall_watch_start (&self->watch);
  g_timeout_add_full (G_PRIORITY_HIGH, TICK_MS, tick_cb, self, NULL);
}

static void
serving_init (GaServing *self, GaDatabase *database, const GaServeOptions *options)
{
  g_autofree char *index = ga_database_get_index_path (database);

  self->database = database;
  self->options = options;
  self->shared.schema = ga_database_get_schema (database);
  self->shared.files = ga_files_new (ga_database_get_folder (database));
  self->shared.sessions = ga_session_cache_new ();
  self->shared.tries = ga_limits_new (TRIES_EACH);
  self->shared.tries_per_account = ga_limits_new (TRIES_PER_ACCOUNT);
  self->shared.tries_per_address = ga_limits_new (TRIES_PER_ADDRESS);
  self->shared.slips_per_address = ga_limits_new (SLIPS_PER_ADDRESS);
  self->log = ga_server_log_new (STDERR_FILENO);
  self->metrics = ga_metrics_new ();
  self->workers = ga_workers_new (database);
  self->heads = ga_heads_new (index);
  self->waiters =
      ga_waiters_new (self->workers, ga_database_is_postgresql (database), ga_serving_answer);
  self->server = g_object_new (SOUP_TYPE_SERVER, "server-header", NULL, NULL);
  self->loop = g_main_loop_new (NULL, FALSE);
  g_queue_init (&self->reading);
  self->connections = ga_connections_new (ga_serving_take_connection, self);
  ga_serving_take_messages (self);
}

static void
serving_clear (GaServing *self)
{
  while (g_source_remove_by_user_data (self))
    continue;
  /* Asked once more, it stops no faster. */
  signal (SIGTERM, SIG_IGN);
  signal (SIGINT, SIG_IGN);
  ga_workers_free (self->workers);
  ga_serve_tidy_free (self->tidy);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  ga_connections_free (self->connections);
  ga_waiters_free (self->waiters);
  ga_heads_free (self->heads);
  ga_metrics_free (self->metrics);
  ga_server_log_free (self->log);
  ga_limits_free (self->shared.tries);
  ga_limits_free (self->shared.tries_per_account);
  ga_limits_free (self->shared.tries_per_address);
  ga_limits_free (self->shared.slips_per_address);
  ga_session_cache_free (self->shared.sessions);
  ga_files_free (self->shared.files);
  g_main_loop_unref (self->loop);
}

gboolean
ga_serve_run (GaDatabase *database, const GaServeOptions *options, GError **error)
{
  GaServing self = { 0 };
  g_autoptr (GaSql) presence = ga_database_stay (database, error);
  gboolean ok;

  if (presence == NULL)
    return FALSE;
  raise_descriptors ();
  signal (SIGPIPE, SIG_IGN);
  /* A limit of what may be written is met as a full disk is. */
  signal (SIGXFSZ, SIG_IGN);
  serving_init (&self, database, options);
  /* Who reads the address may say at once that it is enough. */
  add_sources (&self);
  ok = listen_for_clients (&self, error);
  if (ok)
    {
      ga_server_log_event (self.log, "info", "serving");
      ga_readiness_tell ();
      self.tidy = ga_serve_tidy_new (&self);
      g_main_loop_run (self.loop);
      ga_server_log_event (self.log, "info", "stopped");
    }
  serving_clear (&self);
  return ok;
}
