/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-tidy.h"
#include "simulation.h"

/* A computer is away for 401 days, with edits that wait, while others delete and the server forgets
 * it. */

#define MOST_EXCHANGES 100
#define DAY            (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

static Client *
add_computer (World *world, const char *empty)
{
  Client *client = client_new (world, empty);

  client->access = GA_ACCESS_CONSULTANT;
  server_add_account (world->server, client);
  server_grant (world->server, client->account, client->access, GA_PLACE_KOMMUNE,
                &world->server->kommuner[0]);
  client_join (client);
  return client;
}

static void
sync_one (Client *client)
{
  guint n = 0;

  client->world->now += G_USEC_PER_SEC;
  while (client_send (client) && n++ < MOST_EXCHANGES)
    ;
  while (client_receive (client) && n++ < MOST_EXCHANGES)
    ;
  g_assert_cmpuint (n, <, MOST_EXCHANGES);
}

static void
sync_all (World *world)
{
  for (guint i = 0; i < world->clients->len; i++)
    {
      Client *client = g_ptr_array_index (world->clients, i);

      if (!client->joined)
        client_join (client);
      sync_one (client);
    }
}

/* A venue, new where there is none of that id. */
static void
write_venue (Client *client, const GaId *id, const char *field, const char *text)
{
  const GaEntity *entity = ga_schema_get (ga_store_get_schema (client->store), "venue");
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  g_autoptr (GaRecord) record =
      ga_reader_find (ga_store_get_reader (client->store), entity, id, NULL);

  if (record == NULL)
    {
      record = ga_record_new_blank (entity, NULL);
      ga_record_set_id (record, id);
      ga_record_set_reference (record, "kommune", &client->world->server->kommuner[0]);
    }
  ga_record_set_text (record, field, text);
  g_ptr_array_add (records, g_object_ref (record));
  ga_store_put (client->store, "Edit", records, &error);
  g_assert_no_error (error);
  watch_acts (client);
}

static gboolean
delete_cb (GaTransaction *transaction, gpointer data, GError **error)
{
  const GaEntity *entity =
      ga_schema_get (ga_reader_get_schema (ga_transaction_get_reader (transaction)), "venue");

  return ga_transaction_delete (transaction, entity, data, error);
}

static void
delete_venue (Client *client, GaId *id)
{
  g_autoptr (GError) error = NULL;

  ga_store_transact (client->store, "Delete", delete_cb, id, &error);
  g_assert_no_error (error);
  watch_acts (client);
}

static void
tidy (World *world)
{
  g_autoptr (GaFiles) files = ga_files_new (world->server->folder);
  g_autoptr (GError) error = NULL;
  gint64 removed = 0;

  ga_tidy_run (world->server->writer, world->server->schema, files, world->now, &removed, &error);
  g_assert_no_error (error);
}

static gboolean
has (sqlite3 *raw, const GaId *id, const char *name)
{
  return sql_get (sql_prepare (raw, "SELECT count(*) FROM venue WHERE id = ? AND name = ?", "it",
                               id, name)) > 0;
}

static void
check_returned (
    Client *away, const GaId *kept, const GaId *gone, const GaId *gone_too, const GaId *new)
{
  World *world = away->world;
  sqlite3 *server = world->server->raw;
  char text[GA_ID_TEXT_SIZE];

  ga_id_format (gone, text);
  g_assert_cmpint (client_get_waiting (away), ==, 0);
  g_assert_true (has (server, kept, "Kept, from away"));
  g_assert_true (has (server, new, "New, from away"));
  g_assert_true (has (away->raw, new, "New, from away"));
  for (guint i = 0; i < 2; i++)
    {
      const GaId *id = i == 0 ? gone : gone_too;

      g_assert_cmpint (
          sql_get (sql_prepare (server, "SELECT count(*) FROM venue WHERE id = ?", "i", id)), ==,
          0);
      g_assert_cmpint (
          sql_get (sql_prepare (away->raw, "SELECT count(*) FROM venue WHERE id = ?", "i", id)), ==,
          0);
    }
  /* What was said of what is gone is not lost to who said it. */
  g_assert_cmpint (sql_get (sql_prepare (away->raw,
                                         "SELECT count(*) FROM conflict WHERE record = ? AND "
                                         "kind = 'refused' AND code = 'gone' AND lost LIKE "
                                         "'%Gone, from away%'",
                                         "t", text)),
                   ==, 1);
  check_world (world);
  for (guint i = 0; i < world->problems->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (world->problems, i));
  g_assert_cmpuint (world->problems->len, ==, 0);
}

static void
test_away (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gangart-aged-XXXXXX", NULL);
  g_autofree char *templates = g_build_filename (folder, "templates", NULL);
  g_autofree char *place = g_build_filename (folder, "world", NULL);
  g_autofree char *empty = g_build_filename (templates, "profile", NULL);
  GaId kept = ga_id_new (), gone = ga_id_new (), gone_too = ga_id_new (), new = ga_id_new ();
  Client *home, *away;
  World *world;

  world_make_templates (templates);
  world = world_new (1, templates, place);
  world->healed = TRUE;
  home = add_computer (world, empty);
  away = add_computer (world, empty);
  write_venue (home, &kept, "name", "Kept");
  write_venue (home, &gone, "name", "Gone");
  write_venue (home, &gone_too, "name", "Gone, too");
  sync_one (home);
  sync_one (away);
  write_venue (away, &kept, "name", "Kept, from away");
  write_venue (away, &gone, "name", "Gone, from away");
  delete_venue (away, &gone_too);
  write_venue (away, &new, "name", "New, from away");
  delete_venue (home, &gone);
  delete_venue (home, &gone_too);
  sync_one (home);
  tidy (world);
  /* The server goes on all the while. */
  for (guint i = 0; i < 67; i++)
    {
      world->now += 6 * DAY;
      tidy (world);
    }
  sync_one (home);
  sync_one (away);
  sync_all (world);
  check_returned (away, &kept, &gone, &gone_too, &new);
  world_free (world);
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aged/who-was-away-keeps-the-outbox-and-brings-nothing-back", test_away);
  return g_test_run ();
}
