/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "server/ga-accounts.h"
#include "server/ga-exchange.h"
#include "store/ga-membership.h"
#include "store/ga-store.h"
#include "sync/client/ga-sync-steps.h"

G_BEGIN_DECLS

/*
 * The seeded simulator: some profiles and a server, all real SQLite files, with a clock and a
 * network of their own. From one seed follows everything that happens (simulator-world.c: the
 * network and time; simulator-edits.c: what people do; simulator-checks.c: what must hold
 * afterwards).
 */

#define SECOND ((gint64) G_USEC_PER_SEC)

/* What a run met, so that one can see that it met enough. */
typedef struct
{
  guint operations;
  guint conflicts;
  guint refusals;
  guint reloads;
  guint restores;
} Tally;

/**
 * Peer: somebody at a computer.
 * @account: shared by the copies of a profile
 * @clock_error: how far the computer's clock is wrong, microseconds
 * @token: of access; NULL until it has joined
 * @offline_until: of the world's clock
 * @revoked: told so, and purged
 */
typedef struct
{
  guint number;
  char *folder;
  GaStore *store;
  GaId account;
  gint64 clock_error;
  char *token;
  char *refresh;
  gint64 token_ends;
  gint64 offline_until;
  gboolean revoked;
  struct _World *world;
} Peer;

typedef struct _World
{
  GRand *rand;
  char *folder;
  GaSchema *schema;
  gint64 now;
  GaDatabase *database;
  GaSql *writer;
  GaSql *reader;
  GaSql *counts;
  gint64 tenant;
  GaId lineage;
  GaId kommuner[2];
  GPtrArray *peers; /* element-type Peer */
  GPtrArray *late;  /* pushes that will arrive once more, of anybody */
  gboolean faults;
  gboolean has_backup;
  Tally tally;
} World;

World *world_new (guint seed, const char *parent);
void world_free (World *self, gboolean keep);

/* Joins a new profile that may do what @grants say. */
Peer *world_add_peer (World *self, GArray *grants);
Peer *world_copy_peer (World *self, Peer *from);
void peer_open (Peer *self);
void peer_close (Peer *self);
gint64 peer_now (Peer *self);
GaSession *peer_get_session (Peer *self, GError **error);

/* One round: push until nothing waits, then pull; with faults it may end anywhere. FALSE when it
 * was broken off. */
gboolean peer_sync (Peer *self);
/* A duplicate of an earlier push arrives, late. */
void world_deliver_late (World *self);
void world_backup (World *self);
void world_restore (World *self);
void world_grant (World *self, Peer *peer, const GaGrant *grant, gboolean given);

/* Something that a person does; nothing if there is nothing to do it to. */
void peer_edit (Peer *self);

/* Returns: (transfer full) (nullable): what does not hold, as a sentence */
char *world_check (World *self);

/* TRUE with a chance of @percent. */
gboolean world_chance (World *self, guint percent);
gint64 world_pick (World *self, gint64 most); /* 0 … most − 1 */
/* Runs @sql, whose only value may be the tenant, on the server. */
void world_exec (World *self, const char *sql);

G_END_DECLS
