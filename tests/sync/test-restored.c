/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulation.h"

/* Fifty computers work for an hour, the server is restored to what it was before, and they come
 * back in another order. */

#define N_COMPUTERS    50
#define N_ROUNDS       5
#define ACTS_EACH      2
#define MOST_EXCHANGES 100

static void
add_computer (World *world, const char *empty)
{
  Client *client = client_new (world, empty);

  client->access = client->number % 2 == 0 ? GA_ACCESS_CONSULTANT : GA_ACCESS_HOST;
  server_add_account (world->server, client);
  server_grant (world->server, client->account, client->access, GA_PLACE_KOMMUNE,
                &world->server->kommuner[0]);
}

static Client *
nth_client (World *world, guint index)
{
  return g_ptr_array_index (world->clients, index);
}

static void
sync_one (Client *client)
{
  guint n = 0;

  while (client_send (client) && n++ < MOST_EXCHANGES)
    ;
  while (client_receive (client) && n++ < MOST_EXCHANGES)
    ;
  g_assert_cmpuint (n, <, MOST_EXCHANGES);
}

/* The last first; until nothing new comes of it. */
static void
sync_all (World *world)
{
  gint64 head = -1, newest = 0;

  while (head != newest)
    {
      head = newest;
      world->now += G_USEC_PER_SEC;
      for (guint i = world->clients->len; i > 0; i--)
        sync_one (nth_client (world, i - 1));
      newest = sql_get (sql_prepare (world->server->raw, "SELECT seq FROM tenant", ""));
    }
}

static void
work_an_hour (World *world)
{
  for (guint round = 0; round < N_ROUNDS; round++)
    for (guint i = 0; i < world->clients->len; i++)
      {
        Client *client = nth_client (world, i);

        world->now += 20 * G_USEC_PER_SEC;
        for (guint act = 0; act < ACTS_EACH; act++)
          people_act (client);
        sync_one (client);
      }
}

/* "entity id clock operation" of everything that the server took in; but decisions about its own
 * conflict records, which it makes anew. */
static GHashTable *
list_history (World *world)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sqlite3_stmt *statement =
      sql_prepare (world->server->raw,
                   "SELECT entity || ' ', id, ' ' || clock || ' ' || operation FROM history "
                   "WHERE entity <> 13",
                   "");

  while (sql_step (statement))
    {
      GString *key = g_string_new (NULL);

      for (int i = 0; i < 3; i++)
        sql_append (key, statement, i);
      g_hash_table_add (keys, g_string_free (key, FALSE));
    }
  return keys;
}

/* What the other order makes impossible is kept; what only came too early is not that. */
static gboolean
is_in_conflict (World *world, const char *key)
{
  static const char sql[] =
      "SELECT count(*) FROM conflict WHERE record = ? AND code IS NOT 'missing'";
  g_auto (GStrv) words = g_strsplit (key, " ", -1);

  for (guint i = 0; i < world->clients->len; i++)
    if (sql_get (sql_prepare (nth_client (world, i)->raw, sql, "t", words[1])) > 0)
      return TRUE;
  return sql_get (sql_prepare (world->server->raw, sql, "t", words[1])) > 0;
}

static void
check_nothing_is_lost (World *world, GHashTable *before)
{
  g_autoptr (GHashTable) after = list_history (world);
  GHashTableIter iter;
  gpointer key;
  guint n_again = 0;

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (g_hash_table_contains (after, key))
      n_again++;
    else if (!is_in_conflict (world, key))
      world_complain (world, "lost: %s", (char *) key);
  g_test_message ("%u of %u operations are in history again", n_again, g_hash_table_size (before));
}

static void
test_nothing_is_lost (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gangart-restored-XXXXXX", NULL);
  g_autofree char *templates = g_build_filename (folder, "templates", NULL);
  g_autofree char *place = g_build_filename (folder, "world", NULL);
  g_autofree char *empty = g_build_filename (templates, "profile", NULL);
  g_autoptr (GHashTable) before = NULL;
  World *world;
  gint64 kept;

  world_make_templates (templates);
  world = world_new (1, templates, place);
  world->healed = TRUE;
  while (world->clients->len < N_COMPUTERS)
    add_computer (world, empty);
  for (guint i = 0; i < world->clients->len; i++)
    if (!nth_client (world, i)->joined)
      client_join (nth_client (world, i));
  work_an_hour (world);
  sync_all (world);
  server_back_up (world->server);
  kept = sql_get (sql_prepare (world->server->raw, "SELECT count(*) FROM history", ""));
  work_an_hour (world);
  sync_all (world);
  before = list_history (world);
  g_assert_cmpint (g_hash_table_size (before), >, kept + N_COMPUTERS);
  server_restore (world->server, FALSE);
  sync_all (world);
  check_nothing_is_lost (world, before);
  check_world (world);
  for (guint i = 0; i < world->problems->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (world->problems, i));
  g_assert_cmpuint (world->problems->len, ==, 0);
  world_free (world);
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/restored/nothing is lost", test_nothing_is_lost);
  return g_test_run ();
}
