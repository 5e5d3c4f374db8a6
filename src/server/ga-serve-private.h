/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "server/ga-connections.h"
#include "server/ga-heads.h"
#include "server/ga-metrics.h"
#include "server/ga-request.h"
#include "server/ga-routes.h"
#include "server/ga-serve.h"
#include "server/ga-server-log.h"
#include "server/ga-waiters.h"
#include "sync/ga-stall-watch.h"

G_BEGIN_DECLS

typedef struct _GaServeTidy GaServeTidy;

/* What is between the parts of serving: the process (ga-serve.c) and its messages
 * (ga-serve-messages.c). The main thread's. */
typedef struct
{
  GaShared shared;
  GaDatabase *database;
  const GaServeOptions *options;
  GMainLoop *loop;
  SoupServer *server;
  GaConnections *connections;
  GaConnection *arriving; /* of the message that is about to start */
  GaWorkers *workers;
  GaHeads *heads;
  GaWaiters *waiters;
  GaServeTidy *tidy; /* (nullable) */
  GaMetrics *metrics;
  GaServerLog *log;
  GQueue reading; /* of messages that are still being sent, the oldest first */
  guint in_flight;
  GaStallWatch watch; /* of the main loop, where that is wanted */
  gboolean stopping;
} GaServing;

void ga_serving_take_messages (GaServing *self);
/* Lets go of clients that have not said what they want by @start. */
void ga_serving_end_slow_messages (GaServing *self, gint64 start);
/* To be given to #GaConnections. */
void ga_serving_take_connection (GaConnection *connection, gpointer user_data);
/* To be given to #GaWaiters. */
void ga_serving_answer (GaRequest *request);
void ga_serving_quit_if_done (GaServing *self);

/* ga-serve-tidy.c: removes what has served its time, now and every day. Freed after the workers. */
GaServeTidy *ga_serve_tidy_new (GaServing *serving);
void ga_serve_tidy_free (GaServeTidy *self);

G_END_DECLS
