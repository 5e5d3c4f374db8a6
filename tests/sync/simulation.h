/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-exchange.h"
#include "simulated-sql.h"
#include "store/ga-membership.h"
#include "store/ga-store.h"

G_BEGIN_DECLS

/*
 * A world of one server and some people's computers, with real files, invented time and a bad
 * network, that is the same again for the same seed. What happens to it is drawn by lot; in the end
 * the network heals, and what must hold (design of sync) is looked up in the files.
 *
 * simulation.c            the arguments, and many worlds, each in a process of its own
 * simulated-jobs.c        the processes
 * simulated-world.c       what happens, and when
 * simulated-server.c      the server without HTTP: accounts, requests, backups, restores
 * simulated-client.c      a profile: joining, sending, receiving, copies
 * simulated-people.c      what people do in the program
 * simulated-rogue.c       somebody who does what our programs never would
 * simulated-checks.c      what must hold at the end
 * simulated-watch.c       what must hold all the time, and what is noted for the end
 * simulated-sql.c         looking into the files
 */

#define N_KOMMUNER   3
#define START        G_GINT64_CONSTANT (1790000000000000)
#define ONE_ASKS_OF  2 /* worlds: what people may do is asked for before they do it */
#define ONE_LOSES_OF 3 /* worlds: the server's disk goes with what a restore would carry over */
#define MINUTE       ((gint64) 60 * G_USEC_PER_SEC)

typedef struct _World World;

/* How often something happened; what the rates are made of. */
typedef struct
{
  guint operations;
  guint conflicts;
  guint refusals;
  guint reloads;
  guint restores;
  guint copies;
  guint forks;
  guint revocations;
  guint lost;
  guint repeated;
  guint parts; /* of acts that are more than one push holds, kept by the server */
} Counts;

typedef struct
{
  World *world;
  char *folder;
  GaSchema *schema;
  GaDatabase *database;
  GaSql *writer;
  GaSql *reader;
  GaSql *counts;
  sqlite3 *raw;
  GaId lineage;
  gint64 epoch;
  gint64 fork; /* the lowest so far */
  GaId kommuner[N_KOMMUNER];
  GArray *given; /* what the operator granted */
  char *backup;  /* (nullable): path of the newest */
} Server;

typedef enum
{
  PUSH,
  PULL,
} RequestKind;

/* What came back; nothing at all when @arrived is not set. */
typedef struct
{
  gboolean arrived;
  GBytes *answer; /* NULL: refused */
  GaSyncError code;
  char *detail;
} Reply;

/**
 * Client:
 * @account, @device: on the server
 * @offset: how far its clock is wrong, microseconds
 * @seen: newest of its changes that the watch has noted
 * @may_fork: it was copied or set back, or the server was
 */
typedef struct
{
  World *world;
  guint number;
  GaAccess access;
  gint64 account;
  gint64 device;
  GaId account_id;
  GaId client;
  char *folder;
  GaStore *store;
  sqlite3 *raw;
  gint64 offset;
  gint64 seen;
  gint64 epoch; /* the server's when it last answered a push and a pull */
  gboolean joined;
  gboolean online;
  gboolean revoked;
  gboolean may_fork;
  GHashTable *pulled; /* spaces that have come once */
  GPtrArray *parts;   /* (element-type GaPush): of an act, that the server keeps */
  char *saved;        /* (nullable): a copy of the folder, to be set back to */
} Client;

/**
 * World:
 * @now: UTC microseconds, everywhere
 * @healed: the network is good, and nothing else happens any more
 * @late: requests that come to the server once more
 * @made: "entity id clock operation" of everything that people did and that is to be sent, each
 *   with the client that it was done on; @excused: those of them that need not arrive
 * @arrived: the same of what the server has answered, if only before it was restored
 * @refused: ids of records that somebody made and that were refused for good
 * @offered: ids, as texts, of records that somebody handed over something of
 * @weak: the same of what did not stand as a whole against what somebody else did
 * @confirmed: "entity id field value" of what the server accepted
 * @bases: "id clock operation" → the base it was sent with
 * @problems: (element-type utf8): what did not hold
 */
struct _World
{
  guint seed;
  gboolean full; /* 200–500 operations of each computer, as in a few worlds anyway */
  guint each;    /* operations of each computer; 0: as many as the lot says */
  GRand *rand;
  char *folder;
  gint64 now;
  gboolean healed;
  gboolean verbose;
  gboolean hasty;      /* one problem is enough */
  gboolean asking;     /* what people may do is asked for before they do it */
  const char *without; /* what does not happen */
  Server *server;
  GPtrArray *clients;
  GPtrArray *late;
  GHashTable *made;
  GHashTable *excused;
  GHashTable *arrived;
  GHashTable *refused;
  GHashTable *offered;
  GHashTable *weak;
  GHashTable *confirmed;
  GHashTable *bases;
  GPtrArray *problems;
  guint words;    /* so that each text is another one */
  guint imported; /* operations of a long list */
  Counts counts;
};

/* simulated-world.c. @templates: folder of an empty profile and an empty server */
void world_make_templates (const char *templates);
World *world_new (guint seed, const char *templates, const char *folder);
void world_run (World *self);
void world_free (World *self);
/* Whether it is something that happens, and may be left out. */
gboolean world_knows (const char *event);
/* Whether something that happens once in 1 / @share does. */
gboolean world_draws (World *self, double share);
guint world_pick (World *self, guint n);
void world_complain (World *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void copy_folder (const char *from, const char *to);
void remove_folder (const char *path);

/* simulated-server.c */
GaRecord *make_kommune (GaSchema *schema, guint index);
void server_make_template (const char *folder);
Server *server_new (World *world, const char *folder);
void server_free (Server *self);
void server_add_account (Server *self, Client *client);
void server_grant (
    Server *self, gint64 account, GaAccess access, GaSpacePlace place, const GaId *target);
void server_end_grant (Server *self, gint64 account, const GaSpace *space);
/* @undone: it breaks down before it has kept what it did */
Reply server_ask (Server *self, Client *client, RequestKind kind, GBytes *body, gboolean undone);
/* Spaces that the client may read by the server's tables; (element-type GaSpace) (transfer full) */
GArray *server_list_spaces (Server *self, const Client *client);
void server_back_up (Server *self);
/* @lost: with the disk, so that nobody knows who was given access since the backup */
void server_restore (Server *self, gboolean lost);
/* What the operator gave, and a restored server has forgotten. */
void server_give_again (Server *self);
/* Whether it has forgotten something that the client has been told. */
gboolean server_has_forgotten (Server *self, Client *client);
void server_forget (Server *self);
gboolean server_pick_community (Server *self, GaId *id, GaId *kommune);
void reply_clear (Reply *self);

/* simulated-client.c */
void client_make_template (const char *folder);
/* On a copy of the folder @from. */
Client *client_new (World *world, const char *from);
void client_free (Client *self);
void client_open (Client *self);
void client_close (Client *self);
void client_join (Client *self);
/* Whether there was anything. */
gboolean client_send (Client *self);
gboolean client_receive (Client *self);
Client *client_copy (Client *self);
void client_save (Client *self);
void client_set_back (Client *self);
gint64 client_get_waiting (Client *self);
GPtrArray *late_new (void);
void late_deliver (World *world);

/* simulated-people.c */
void people_act (Client *client);

/* simulated-rogue.c */
void rogue_act (Client *client);

/* simulated-watch.c */
void watch_acts (Client *client);
void watch_server (Client *client, GBytes *body, const Reply *reply);
void watch_receipt (Client *client, GBytes *body, GBytes *answer);
void watch_screen (Client *client);
void watch_answer (Client *client, GBytes *answer);
/* What waits on it need not arrive any more. */
void watch_excuse_waiting (Client *client);

/* simulated-checks.c */
void check_world (World *world);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reply, reply_clear)

G_END_DECLS
