/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange-fixture.h"

/* A host, who has registered a community in a kommune. */

typedef struct
{
  Server *server;
  Client *host;
  char *kommune;       /* its id */
  char *kommune_space; /* kommune:… */
  char *community;
} World;

static inline void
set_up (World *self, gconstpointer data)
{
  self->server = server_new ();
  self->kommune = ga_id_to_string (&self->server->kommuner[0]);
  self->kommune_space = g_strconcat ("kommune:", self->kommune, NULL);
  self->community = new_id ();
  self->host = client_new (self->server);
  client_grant (self->host, GA_ACCESS_HOST, self->kommune_space);
  client_do (self->host,
             "insert community %s {'name': 'Tuesdays', 'kommune': '%s', "
             "'activity': 'walk', 'status': 'active'}",
             self->community, self->kommune);
}

static inline void
tear_down (World *self, gconstpointer data)
{
  client_free (self->host);
  server_free (self->server);
  g_free (self->kommune);
  g_free (self->kommune_space);
  g_free (self->community);
}
