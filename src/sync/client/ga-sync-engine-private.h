/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/client/ga-server-account.h"
#include "sync/client/ga-sync-engine.h"
#include "sync/client/ga-sync-lock.h"
#include "sync/client/ga-sync-round.h"

G_BEGIN_DECLS

/* What the files of the engine share, and what its tests turn. Main thread. */

#define GA_SYNC_EVERYTHING (GA_SYNC_SEND | GA_SYNC_RECEIVE)

/* Between two tries at most, ± 50 %: at a server that is away, so that what waits is sent within 20
 * seconds of its coming back; and at one that somebody has to act for. */
#define GA_SYNC_OFTEN_SECONDS  12
#define GA_SYNC_SELDOM_SECONDS 300

struct _GaSyncEngine
{
  GObject parent;

  GaStore *store;
  GaTokenStore *tokens;
  GaServerAccount *account;
  GaSyncLock *lock;
  GNetworkMonitor *monitor;
  gboolean monitor_is_given;
  gulong changed_handler;
  gulong network_handler;
  GaId next_client; /* of the profile once it has joined; kept there from the first try on */

  /* What is shown. */
  GaSyncState state;
  GaSyncError reason_code;
  char *reason;
  gint64 waiting;
  gboolean is_due;         /* whether any of those is to be sent at once */
  gint64 waiting_at_start; /* of the round */
  gint64 received;
  gint64 last_contact;
  gint64 head;

  /* What goes on. */
  gboolean running;
  gboolean working; /* a round is on its way */
  GaSyncParts wanted;
  GPtrArray *asked;    /* of GTask: to be told when the next round has ended */
  GPtrArray *answered; /* those of the round on its way */
  GCancellable *round;
  GCancellable *wait;     /* %NULL: nothing waits at the server */
  GCancellable *fetching; /* %NULL: no small files are on their way */
  gint64 wait_began;
  gint64 wait_head;
  gint64 news;    /* the head that the server told of last */
  gint64 fetched; /* the one that was gone for last */
  gboolean changed_meanwhile;
  gboolean files_due;  /* small ones may be away */
  guint failures;      /* in a row */
  guint wait_refusals; /* in a row */
  gint64 clock_gap;

  guint soon_source;
  gint64 soon_last; /* monotonic */
  guint retry_source;
  guint lock_source;
  guint clocks_source;
};

/* The network's state comes from @monitor, for a server on this computer too. */
void ga_sync_engine_set_monitor (GaSyncEngine *self, GNetworkMonitor *monitor);

/* Compares the clocks with those at the last look: both in microseconds, @monotonic stands still
 * while the computer sleeps. */
void ga_sync_engine_look_at_clocks (GaSyncEngine *self, gint64 real, gint64 monotonic);

/* (transfer none) (nullable): %NULL with an error while the profile has joined no server */
GaServerAccount *ga_sync_engine_get_account (GaSyncEngine *self, GError **error);
/* After joining; @account is the one that has the first tokens. */
void ga_sync_engine_take_account (GaSyncEngine *self, GaServerAccount *account);

/* Does what is next; to be called whenever something may have changed. */
void ga_sync_engine_go_on (GaSyncEngine *self);
/* Does @parts in a moment, and what else is wanted until then with it. */
void ga_sync_engine_want_soon (GaSyncEngine *self, GaSyncParts parts);
/* Fetches in the background what is small and not here. */
void ga_sync_engine_fetch_small (GaSyncEngine *self);
/* Callbacks hold the engine weakly: it may go while something is on its way. weak_end() frees
 * @weak. (transfer full) (nullable) */
GWeakRef *ga_sync_engine_weak_new (GaSyncEngine *self);
void ga_sync_engine_weak_free (gpointer weak);
GaSyncEngine *ga_sync_engine_weak_end (gpointer weak);
/* Something is better than when it failed last. */
void ga_sync_engine_retry_now (GaSyncEngine *self);
void ga_sync_engine_end_wait (GaSyncEngine *self);
/* Tells those who asked for a round that there is none. */
void ga_sync_engine_fail_asked (GaSyncEngine *self, const GError *error);
/* (transfer full) (nullable): the membership as it is now; its counts are taken over. */
GaMembership *ga_sync_engine_look (GaSyncEngine *self, GError **error);

G_END_DECLS
