/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GaConnections:
 *
 * Listens, and keeps the connections on which nobody speaks; one that does is handed to whoever
 * reads HTTP, and may come back afterwards. SoupServer could do that itself, but up to version 3.2
 * it never lets go of a connection that its client closes between two requests, stops listening
 * for good once there is no descriptor left, and costs the main loop something for each that is
 * quiet. The main thread's.
 */
typedef struct _GaConnections GaConnections;
typedef struct _GaConnection GaConnection;

/**
 * GaConnection: with a client; it is freed, or given back with ga_connections_keep().
 * @stream: a socket's, or TLS over one
 */
struct _GaConnection
{
  GaConnections *owner;
  GIOStream *stream;
  GSocket *socket;
  GSocketAddress *local;
  GSocketAddress *remote;
  gint64 until;
  GList link;
};

/* @arrived: called with each connection on which something has come; it is the callee's then. */
GaConnections *ga_connections_new (void (*arrived) (GaConnection *connection, gpointer user_data),
                                   gpointer user_data);
/* Closes those that are quiet. */
void ga_connections_free (GaConnections *self);
/* @certificate: (nullable): for TLS. Returns: the port, 0 with an error */
guint16 ga_connections_listen (GaConnections *self,
                               GSocketAddress *address,
                               GTlsCertificate *certificate,
                               GError **error);
void ga_connections_stop_listening (GaConnections *self);

/* @connection: (transfer full) */
void ga_connections_keep (GaConnection *connection);
/* Ends it however far it is; what reads or writes it will find out. */
void ga_connection_cut (GaConnection *connection);
void ga_connection_free (GaConnection *connection);
/* Whether it comes from the machine itself. */
gboolean ga_connection_is_local (GaConnection *connection);
char *ga_connection_get_address (GaConnection *connection);

G_END_DECLS
