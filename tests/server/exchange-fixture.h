/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "server-fixture.h"
#include "server/ga-exchange.h"

G_BEGIN_DECLS

/*
 * A server's database without HTTP, and clients as small as the protocol lets them be: they write
 * pushes by hand and mirror what a pull answers, checking the sums. Times are invented: a second
 * passes with each request.
 */

typedef struct
{
  ServerFixture base;
  GaSchema *schema;
  GaDatabase *database;
  GaSql *sql;
  gint64 tenant;
  gint64 now;
  GaId lineage;
  gint64 epoch;
  GaId kommuner[2];
} Server;

/**
 * Client:
 * @clock: how far its clock is wrong, microseconds
 * @rows: "space entity id" → the row as JSON, as the last pulls told
 * @cursors: space → cursor
 * @said: what the last answer was, whole
 * @n_fresh, @n_drops, @n_requests: pulls since the beginning
 * @most_requests: how many of them to make; 0: as many as it takes
 */
typedef struct
{
  Server *server;
  GaSession *session;
  gint64 number;
  gint64 head;
  gint64 n;
  gint64 clock;
  GHashTable *rows;
  GHashTable *cursors;
  GHashTable *totals;
  char *said;
  char *names;
  guint n_fresh;
  guint n_drops;
  guint n_requests;
  guint most_requests;
} Client;

Server *server_new (void);
void server_free (Server *self);
gint64 server_count (Server *self, const char *sql);
void server_exec (Server *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* So many days later what has served its time goes. Returns: how much */
gint64 server_tidy (Server *self, guint days);

/* An account with one computer; grants come one by one. @space: `kommune:…` */
Client *client_new (Server *server);
void client_grant (Client *self, GaAccess access, const char *space);
void client_free (Client *self);
/* A profile as it is on another computer of the same account. */
Client *client_copy (Client *self);

/* Operations are written `insert meeting ID {fields}`, one a line, with ' for ", and clocks that
 * run; a number before it is the base, and perhaps the head: `@12 update …`, `@12,9 update …`.
 * Returns: the receipt; %NULL with @error. */
JsonObject *client_push (Client *self, GError **error, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
JsonObject *client_push_more (Client *self, GError **error, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
/* The very text of the last push once more, at another time. */
JsonObject *client_push_again (Client *self, GError **error);
/* The last push as the first of a new client: what a copied profile does that was told so. */
JsonObject *client_push_as_copy (Client *self, GError **error);
/* Pushes and expects that all is accepted as it stands. */
void client_do (Client *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* State and code of the answer to the nth operation of a receipt: "accepted", "merged", "refused
 * not-allowed" … (transfer full) */
char *answer_to (JsonObject *receipt, guint index);

/* Pulls until nothing more comes. */
void client_pull (Client *self);
gboolean client_try_pull (Client *self, GError **error);
/* How many rows the client has, of an entity and in a space where given, and a field of one;
 * (transfer full) (nullable) */
guint client_count (Client *self, const char *space, const char *entity);
char *client_get (Client *self, const char *entity, const char *id, const char *field);

/* Registers a community in the nth kommune, and a walk of it; (transfer full): its id. */
char *client_add_community (Client *self, guint kommune, const char *name);
char *client_add_meeting (Client *self, const char *community);
char *client_add_participant (Client *self, const char *community, const char *name);
/* (transfer full): it follows from both. */
char *attendance_id (const char *meeting, const char *participant);
/* As hosts do: the walk is held. */
char *client_attend (Client *self, const char *meeting, const char *participant);
/* A host with a kommune to register communities in. */
Client *client_new_host (Server *server, guint kommune);
char *server_get_kommune_space (Server *self, guint kommune);
/* A second later, by the client's clock. */
gint64 client_now (Client *self);
char *new_id (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Server, server_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Client, client_free)

G_END_DECLS
