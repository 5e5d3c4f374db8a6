/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-readiness.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>

/* An @ stands for the nought that an abstract name begins with. */
static GSocketAddress *
make_address (const char *name)
{
  return *name == '@'
             ? g_unix_socket_address_new_with_type (name + 1, -1, G_UNIX_SOCKET_ADDRESS_ABSTRACT)
             : g_unix_socket_address_new (name);
}

void
ga_readiness_tell (void)
{
  static const char ready[] = "READY=1";
  const char *name = g_getenv ("NOTIFY_SOCKET");
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GSocket) socket = NULL;

  if (name == NULL || (*name != '@' && *name != '/'))
    return;
  address = make_address (name);
  socket =
      g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);
  if (socket != NULL)
    g_socket_send_to (socket, address, ready, strlen (ready), NULL, NULL);
}
