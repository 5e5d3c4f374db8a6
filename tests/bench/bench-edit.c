/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <stdio.h>

#include "asking.h"
#include "sync/client/ga-sync-engine.h"

/*
 * A changed field of a community, from its commit until the server has acknowledged it, and with
 * PORT in turns with it what it is measured by: one request there that is one durable commit. Both
 * come after a pause, when nobody has anything at hand.
 *
 *   bench-edit PROFILE TOKEN_FILE COMMUNITY [PORT]
 * Prints "ready" before the first, then how many times as long an edit took (a median), and the
 * median of the requests in milliseconds; both 0 without PORT.
 */

#define TIMES    60
#define PAUSE_MS 200

static gboolean
rename_body (GaTransaction *transaction, gpointer user_data, GError **error)
{
  const GaId *id = user_data;
  GaReader *reader = ga_transaction_get_reader (transaction);
  g_autoptr (GaRecord) record = ga_reader_find (
      reader, ga_schema_get (ga_reader_get_schema (reader), "community"), id, error);
  g_autofree char *name = g_strdup_printf ("Åstien %" G_GINT64_FORMAT, g_get_real_time ());

  if (record == NULL)
    return FALSE;
  ga_record_set_text (record, "name", name);
  return ga_transaction_put (transaction, record, error);
}

static void
iterate_until (GaSyncEngine *engine)
{
  while (ga_sync_engine_get_state (engine) != GA_SYNC_UP_TO_DATE ||
         ga_sync_engine_get_waiting (engine) > 0)
    g_main_context_iteration (NULL, TRUE);
}

/* The engine hears of the edit, and then that nothing waits any more. */
static double
time_edit (GaStore *store, GaSyncEngine *engine, GaId *community)
{
  g_autoptr (GError) error = NULL;
  gint64 start;

  if (ga_store_transact (store, "Edit", rename_body, community, &error) == 0)
    g_error ("%s", error->message);
  start = g_get_monotonic_time ();
  while (ga_sync_engine_get_waiting (engine) == 0)
    g_main_context_iteration (NULL, TRUE);
  while (ga_sync_engine_get_waiting (engine) > 0)
    g_main_context_iteration (NULL, TRUE);
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static gboolean
over_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* As long as somebody at a keyboard takes at least. */
static void
pause_a_while (void)
{
  gboolean over = FALSE;

  g_timeout_add (PAUSE_MS, over_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static double
time_request (GSocketConnection *connection)
{
  g_autofree char *answer = g_malloc (BENCH_READ_SIZE);
  gint64 start = g_get_monotonic_time ();

  bench_ask (connection, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}",
             answer);
  return (double) (g_get_monotonic_time () - start) / 1000;
}

int
main (int argc, char **argv)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GaStore) store = argc >= 4 ? ga_store_open (argv[1], schema, &error) : NULL;
  g_autoptr (GaTokenStore) tokens = NULL;
  g_autoptr (GaSyncEngine) engine = NULL;
  g_autoptr (GSocketConnection) bare =
      argc == 5 ? bench_dial ((guint) g_ascii_strtoull (argv[4], NULL, 10)) : NULL;
  double ratios[TIMES] = { 0 }, requests[TIMES] = { 0 };
  GaId community;

  if (store == NULL || !ga_id_parse (argv[3], &community))
    g_error ("%s", error != NULL ? error->message : "See the head of this file");
  tokens = ga_token_file_new (argv[2]);
  engine = ga_sync_engine_new (store, tokens);
  ga_sync_engine_start (engine);
  iterate_until (engine);
  printf ("ready\n");
  fflush (stdout);
  for (guint i = 0; i < TIMES; i++)
    {
      double took = time_edit (store, engine, &community);

      iterate_until (engine);
      pause_a_while ();
      if (bare == NULL)
        continue;
      requests[i] = time_request (bare);
      ratios[i] = took / requests[i];
      pause_a_while ();
    }
  printf ("%.3f\n%.3f\n", bench_median (ratios, TIMES), bench_median (requests, TIMES));
  ga_sync_engine_stop (engine);
  return 0;
}
