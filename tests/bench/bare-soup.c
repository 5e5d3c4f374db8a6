/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libsoup/soup.h>
#include <sqlite3.h>
#include <stdio.h>

/* What a server cannot do without: a SoupServer that answers `{}` to everything. With a file, each
 * request is one durable commit in it first. Prints its address, and serves until it is killed. */

static void
answer_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  sqlite3 *database = user_data;

  if (database != NULL &&
      sqlite3_exec (database, "INSERT INTO push (body) VALUES (randomblob(200))", NULL, NULL,
                    NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (database));
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, "{}", 2);
}

static sqlite3 *
open_database (const char *path)
{
  sqlite3 *database = NULL;

  if (sqlite3_open (path, &database) != SQLITE_OK ||
      sqlite3_exec (database,
                    "PRAGMA journal_mode = wal; PRAGMA synchronous = full;"
                    "CREATE TABLE IF NOT EXISTS push (number INTEGER PRIMARY KEY, body BLOB)",
                    NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (database));
  return database;
}

int
main (int argc, char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  soup_server_add_handler (server, NULL, answer_cb, argc > 1 ? open_database (argv[1]) : NULL,
                           NULL);
  if (!soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error))
    g_error ("%s", error->message);
  uris = soup_server_get_uris (server);
  printf ("http://127.0.0.1:%d/\n", g_uri_get_port (uris->data));
  fflush (stdout);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_main_loop_run (loop);
  return 0;
}
