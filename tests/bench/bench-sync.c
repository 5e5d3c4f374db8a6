/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <stdio.h>

#include "sync/client/ga-sync-engine.h"
#include "sync/ga-stall-watch.h"

/*
 * Sends and receives all there is, as the app does, and looks whether the main loop turns.
 *
 *   bench-sync PROFILE TOKEN_FILE
 * Prints the seconds it took, then the longest time in milliseconds that the main loop stood still.
 */

#define TICK_MS 5

typedef struct
{
  GMainLoop *loop;
  gboolean done;
  GError *error;
  GaStallWatch watch;
  gint64 worst;
} Sync;

static void
look (Sync *self)
{
  gint64 late = ga_stall_watch_look (&self->watch, TICK_MS);

  self->worst = MAX (self->worst, late);
}

static gboolean
tick_cb (gpointer user_data)
{
  look (user_data);
  return G_SOURCE_CONTINUE;
}

static void
synced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Sync *self = user_data;

  self->done = ga_sync_engine_sync_finish (GA_SYNC_ENGINE (source), result, &self->error);
  g_main_loop_quit (self->loop);
}

int
main (int argc, char **argv)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GaStore) store = argc == 3 ? ga_store_open (argv[1], schema, &error) : NULL;
  g_autoptr (GaTokenStore) tokens = NULL;
  g_autoptr (GaSyncEngine) engine = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Sync sync = { .loop = loop };
  gint64 start;

  if (store == NULL)
    g_error ("%s", error != NULL ? error->message : "See the head of this file");
  tokens = ga_token_file_new (argv[2]);
  engine = ga_sync_engine_new (store, tokens);
  start = g_get_monotonic_time ();
  ga_stall_watch_start (&sync.watch);
  g_timeout_add_full (G_PRIORITY_HIGH, TICK_MS, tick_cb, &sync, NULL);
  ga_sync_engine_sync_async (engine, NULL, synced_cb, &sync);
  g_main_loop_run (loop);
  look (&sync);
  if (!sync.done)
    g_error ("%s", sync.error->message);
  printf ("%.3f\n%.1f\n", (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC,
          (double) sync.worst / 1000);
  return 0;
}
