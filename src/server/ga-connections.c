/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-connections.h"

#include <glib-unix.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

/* Clients may all come at once, after a server was down. */
#define BACKLOG 4096
#define AT_ONCE 64
/* Quiet for so long, a connection ends; so does one on which an answer is not taken. Above what
 * clients keep theirs for. */
#define IDLE_SECONDS 75
#define LOOK_SECONDS 5

struct _GaConnections
{
  void (*arrived) (GaConnection *connection, gpointer user_data);
  gpointer user_data;
  GSocket *socket;
  GTlsCertificate *certificate;
  GSource *listening; /* (nullable): none while there are no descriptors left */
  int epoll;
  guint epoll_source;
  guint look_source;
  GQueue quiet; /* GaConnection, the longest quiet first */
};

static void
forget (GaConnection *connection)
{
  epoll_ctl (connection->owner->epoll, EPOLL_CTL_DEL, g_socket_get_fd (connection->socket), NULL);
  g_queue_unlink (&connection->owner->quiet, &connection->link);
}

/* Only what has come in the clear counts: a client that speaks TLS starts with that. */
static gboolean
has_come (GaConnection *connection)
{
  char byte;

  return recv (g_socket_get_fd (connection->socket), &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

static gboolean
quiet_cb (int fd, GIOCondition condition, gpointer user_data)
{
  GaConnections *self = user_data;
  struct epoll_event events[AT_ONCE];
  int n = epoll_wait (self->epoll, events, AT_ONCE, 0);

  for (int i = 0; i < n; i++)
    {
      GaConnection *connection = events[i].data.ptr;

      forget (connection);
      if (has_come (connection))
        self->arrived (connection, self->user_data);
      else
        ga_connection_free (connection);
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
start_tls (GaConnection *connection)
{
  GTlsCertificate *certificate = connection->owner->certificate;
  g_autoptr (GIOStream) plain = NULL;

  if (certificate == NULL)
    return TRUE;
  plain = g_steal_pointer (&connection->stream);
  connection->stream = g_tls_server_connection_new (plain, certificate, NULL);
  if (connection->stream == NULL)
    return FALSE;
  /* HTTP says itself where a message ends. */
  g_object_set (connection->stream, "require-close-notify", FALSE, NULL);
  return TRUE;
}

static void
take (GaConnections *self, GSocket *socket)
{
  GaConnection *connection = g_new0 (GaConnection, 1);

  connection->owner = self;
  connection->link.data = connection;
  connection->socket = socket;
  connection->local = g_socket_get_local_address (socket, NULL);
  connection->remote = g_socket_get_remote_address (socket, NULL);
  connection->stream = G_IO_STREAM (g_socket_connection_factory_create_connection (socket));
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  g_socket_set_timeout (socket, IDLE_SECONDS);
  if (connection->local != NULL && connection->remote != NULL && start_tls (connection))
    ga_connections_keep (connection);
  else
    ga_connection_free (connection);
}

static gboolean
listening_cb (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  GaConnections *self = user_data;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < AT_ONCE; i++)
    {
      GSocket *accepted = g_socket_accept (socket, NULL, &error);

      if (accepted == NULL)
        break;
      take (self, accepted);
    }
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;
  g_clear_pointer (&self->listening, g_source_unref);
  return G_SOURCE_REMOVE;
}

static void
start_listening (GaConnections *self)
{
  self->listening = g_socket_create_source (self->socket, G_IO_IN, NULL);
  g_source_set_callback (self->listening, G_SOURCE_FUNC (listening_cb), self, NULL);
  g_source_attach (self->listening, NULL);
}

static gboolean
look_cb (gpointer user_data)
{
  GaConnections *self = user_data;
  gint64 now = g_get_monotonic_time ();
  GaConnection *oldest;

  while ((oldest = g_queue_peek_head (&self->quiet)) != NULL && oldest->until <= now)
    {
      forget (oldest);
      ga_connection_free (oldest);
    }
  if (self->socket != NULL && self->listening == NULL)
    start_listening (self);
  return G_SOURCE_CONTINUE;
}

GaConnections *
ga_connections_new (void (*arrived) (GaConnection *connection, gpointer user_data),
                    gpointer user_data)
{
  GaConnections *self = g_new0 (GaConnections, 1);

  self->arrived = arrived;
  self->user_data = user_data;
  g_queue_init (&self->quiet);
  self->epoll = epoll_create1 (EPOLL_CLOEXEC);
  self->epoll_source = g_unix_fd_add (self->epoll, G_IO_IN, quiet_cb, self);
  self->look_source = g_timeout_add_seconds (LOOK_SECONDS, look_cb, self);
  return self;
}

void
ga_connections_stop_listening (GaConnections *self)
{
  if (self->listening != NULL)
    g_source_destroy (self->listening);
  g_clear_pointer (&self->listening, g_source_unref);
  if (self->socket != NULL)
    g_socket_close (self->socket, NULL);
  g_clear_object (&self->socket);
}

void
ga_connections_free (GaConnections *self)
{
  ga_connections_stop_listening (self);
  while (!g_queue_is_empty (&self->quiet))
    {
      GaConnection *connection = g_queue_peek_head (&self->quiet);

      forget (connection);
      ga_connection_free (connection);
    }
  g_source_remove (self->epoll_source);
  g_source_remove (self->look_source);
  close (self->epoll);
  g_clear_object (&self->certificate);
  g_free (self);
}

guint16
ga_connections_listen (GaConnections *self,
                       GSocketAddress *address,
                       GTlsCertificate *certificate,
                       GError **error)
{
  g_autoptr (GSocket) socket = g_socket_new (g_socket_address_get_family (address),
                                             G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);
  g_autoptr (GSocketAddress) bound = NULL;

  if (socket == NULL)
    return 0;
  g_socket_set_blocking (socket, FALSE);
  g_socket_set_listen_backlog (socket, BACKLOG);
  if (!g_socket_bind (socket, address, TRUE, error) || !g_socket_listen (socket, error))
    return 0;
  bound = g_socket_get_local_address (socket, error);
  if (bound == NULL)
    return 0;
  self->socket = g_steal_pointer (&socket);
  g_set_object (&self->certificate, certificate);
  start_listening (self);
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

void
ga_connections_keep (GaConnection *connection)
{
  GaConnections *self = connection->owner;
  struct epoll_event event = { .events = EPOLLIN | EPOLLRDHUP, .data.ptr = connection };

  connection->until = g_get_monotonic_time () + IDLE_SECONDS * G_USEC_PER_SEC;
  g_queue_push_tail_link (&self->quiet, &connection->link);
  epoll_ctl (self->epoll, EPOLL_CTL_ADD, g_socket_get_fd (connection->socket), &event);
}

void
ga_connection_cut (GaConnection *connection)
{
  g_socket_shutdown (connection->socket, TRUE, TRUE, NULL);
}

void
ga_connection_free (GaConnection *connection)
{
  if (connection == NULL)
    return;
  g_socket_close (connection->socket, NULL);
  g_clear_object (&connection->stream);
  g_clear_object (&connection->socket);
  g_clear_object (&connection->local);
  g_clear_object (&connection->remote);
  g_free (connection);
}

gboolean
ga_connection_is_local (GaConnection *connection)
{
  GInetAddress *address =
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (connection->remote));
  const guint8 *bytes = g_inet_address_to_bytes (address);
  static const guint8 mapped[13] = { [10] = 0xff, [11] = 0xff, [12] = 127 };

  /* Where one socket listens for both, IPv4 is written as IPv6. */
  return g_inet_address_get_is_loopback (address) ||
         (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 &&
          memcmp (bytes, mapped, sizeof mapped) == 0);
}

char *
ga_connection_get_address (GaConnection *connection)
{
  return g_inet_address_to_string (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (connection->remote)));
}
