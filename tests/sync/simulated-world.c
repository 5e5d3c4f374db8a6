/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "simulation.h"

#define MOST_ROUNDS 60 /* seconds from when the network heals */
/* More than what waits for others after a restore is put off for. */
#define POSTPONED_USEC (G_GINT64_CONSTANT (31) * 24 * 60 * 60 * G_USEC_PER_SEC)
#define MOST_EXCHANGES 200
#define MOST_PROBLEMS  12

#define MOST_AT_ONCE 6 /* acts of a person between two looks at the network */

/* Operations of each computer: from so many up to twice and a half as many. */
#define FEWEST_OPERATIONS 200
#define FEWEST_IN_SMALL   40
#define ONE_IS_FULL_OF    25

typedef void (*HappenFunc) (World *self);

/* The world that time is told for. Everything in this program that asks GLib for the time, as new
 * ids do, gets it from here, so that a seed is the same again. */
static World *present;

gint64
g_get_real_time (void)
{
  return present != NULL ? present->now : START;
}

/* Sums that differ are set right in silence; here they are a mistake of somebody's. */
static void
log_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  if (present != NULL && g_str_has_prefix (message, "A space differs"))
    world_complain (present, "%s", message);
  else
    g_log_default_handler (domain, level, message, data);
}

gboolean
world_draws (World *self, double share)
{
  return g_rand_double (self->rand) < share;
}

guint
world_pick (World *self, guint n)
{
  return n > 1 ? (guint) g_rand_int_range (self->rand, 0, (gint32) n) : 0;
}

void
world_complain (World *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (self->problems, g_strdup_vprintf (format, args));
  va_end (args);
  if (self->verbose)
    g_printerr ("! %s\n", (char *) g_ptr_array_index (self->problems, self->problems->len - 1));
}

void
copy_folder (const char *from, const char *to)
{
  g_autoptr (GDir) folder = g_dir_open (from, 0, NULL);
  const char *name;

  g_assert_nonnull (folder);
  g_assert_cmpint (g_mkdir_with_parents (to, 0700), ==, 0);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);
      g_autofree char *bytes = NULL;
      gsize length = 0;

      if (g_file_test (source, G_FILE_TEST_IS_DIR))
        copy_folder (source, target);
      else
        g_assert_true (g_file_get_contents (source, &bytes, &length, NULL) &&
                       g_file_set_contents_full (target, bytes, (gssize) length,
                                                 G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    }
}

void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      if (g_file_test (file, G_FILE_TEST_IS_DIR))
        remove_folder (file);
      else
        g_unlink (file);
    }
  g_rmdir (path);
}

static Client *
pick_client (World *self)
{
  return g_ptr_array_index (self->clients, world_pick (self, self->clients->len));
}

static GaAccess
pick_access (World *self, guint index)
{
  static const GaAccess first[] = { GA_ACCESS_CONSULTANT, GA_ACCESS_HOST, GA_ACCESS_HOST };

  if (index < G_N_ELEMENTS (first))
    return first[index];
  if (world_draws (self, 0.65))
    return GA_ACCESS_HOST;
  return world_draws (self, 0.5)   ? GA_ACCESS_CONSULTANT
         : world_draws (self, 0.6) ? GA_ACCESS_COORDINATOR
                                   : GA_ACCESS_ADMINISTRATOR;
}

static void
add_person (World *self, guint index, const char *empty)
{
  Client *client = client_new (self, empty);
  guint kommune = index < 3 || world_draws (self, 0.6) ? 0 : world_pick (self, N_KOMMUNER);

  client->access = pick_access (self, index);
  server_add_account (self->server, client);
  if (client->access == GA_ACCESS_ADMINISTRATOR)
    server_grant (self->server, client->account, client->access, GA_PLACE_NATIONAL, NULL);
  else
    server_grant (self->server, client->account, client->access, GA_PLACE_KOMMUNE,
                  &self->server->kommuner[kommune]);
  /* Some can move things from one to the other. */
  if (index < 3)
    server_grant (self->server, client->account, client->access, GA_PLACE_KOMMUNE,
                  &self->server->kommuner[1]);
  if (world_draws (self, 0.7))
    client_join (client);
}

/* Whether it has sent again what a restored server lost: nobody can make up for it afterwards. */
static gboolean
has_replayed (World *self, const Client *client)
{
  return client->epoch == self->server->epoch;
}

/* Who works in a community that somebody registered. */
static void
give (World *self)
{
  Client *client = pick_client (self);
  GaId community, kommune;

  server_give_again (self->server);
  if (client->access == GA_ACCESS_HOST &&
      server_pick_community (self->server, &community, &kommune))
    server_grant (self->server, client->account, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &community);
}

static void
take (World *self)
{
  Client *client = pick_client (self);
  g_autoptr (GArray) spaces = server_list_spaces (self->server, client);
  const GaSpace *space;

  if (spaces->len == 0 || !has_replayed (self, client))
    return;
  space = &g_array_index (spaces, GaSpace, world_pick (self, spaces->len));
  if (space->place == GA_PLACE_NATIONAL ||
      (space->place == GA_PLACE_KOMMUNE && client->access == GA_ACCESS_HOST))
    return;
  if (self->verbose)
    g_printerr ("%u: loses a %d\n", client->number, (int) space->place);
  server_end_grant (self->server, client->account, space);
  server_back_up (self->server);
}

static void
give_kommune (World *self)
{
  Client *client = pick_client (self);

  if (client->access == GA_ACCESS_CONSULTANT || client->access == GA_ACCESS_COORDINATOR)
    server_grant (self->server, client->account, client->access, GA_PLACE_KOMMUNE,
                  &self->server->kommuner[world_pick (self, N_KOMMUNER)]);
}

static void
back_up (World *self)
{
  server_back_up (self->server);
}

static void
restore (World *self)
{
  server_restore (self->server, self->seed % ONE_LOSES_OF == 0);
  self->counts.restores++;
  for (guint i = 0; i < self->clients->len; i++)
    ((Client *) g_ptr_array_index (self->clients, i))->may_fork = TRUE;
}

/* What is forgotten is 400 days old, and no backup that is restored is. */
static void
forget_old (World *self)
{
  server_back_up (self->server);
  server_forget (self->server);
}

static void
copy (World *self)
{
  Client *client = pick_client (self);

  if (!client->joined || client->revoked || self->clients->len > 14)
    return;
  client_copy (client);
  self->counts.copies++;
}

static void
save (World *self)
{
  Client *client = pick_client (self);

  if (client->joined && !client->revoked)
    client_save (client);
}

static void
set_back (World *self)
{
  Client *client = pick_client (self);

  if (client->saved == NULL || client->revoked || !has_replayed (self, client))
    return;
  client_set_back (client);
  server_back_up (self->server);
}

static void
end_access (World *self)
{
  Client *client = pick_client (self);

  if (client->number < 3 || !client->joined)
    return;
  client->revoked = TRUE;
  self->counts.revocations++;
}

static void
set_clock (World *self)
{
  Client *client = pick_client (self);

  client->offset = ((gint64) world_pick (self, 7300) - 3650) * 24 * 60 * MINUTE;
}

static void
connect_or_not (World *self)
{
  Client *client = pick_client (self);

  client->online = !client->online || world_draws (self, 0.4);
}

static void
join (World *self)
{
  Client *client = pick_client (self);

  if (!client->joined)
    client_join (client);
}

static void
start_again (World *self)
{
  Client *client = pick_client (self);

  client_close (client);
  client_open (client);
}

static void
deliver_late (World *self)
{
  late_deliver (self);
}

static void
try_it_on (World *self)
{
  rogue_act (pick_client (self));
}

static const struct
{
  const char *name;
  HappenFunc func;
  double share; /* of the steps */
} happenings[] = {
  { "give", give, 0.02 },
  { "take", take, 0.01 },
  { "give kommune", give_kommune, 0.004 },
  { "back up", back_up, 0.006 },
  { "restore", restore, 0.004 },
  { "forget old", forget_old, 0.002 },
  { "copy", copy, 0.0015 },
  { "save", save, 0.003 },
  { "set back", set_back, 0.003 },
  { "end access", end_access, 0.0012 },
  { "set clock", set_clock, 0.01 },
  { "connect or not", connect_or_not, 0.05 },
  { "join", join, 0.05 },
  { "start again", start_again, 0.01 },
  { "deliver late", deliver_late, 0.03 },
  { "try it on", try_it_on, 0.02 },
};

gboolean
world_knows (const char *event)
{
  for (guint i = 0; i < G_N_ELEMENTS (happenings); i++)
    if (g_str_equal (happenings[i].name, event))
      return TRUE;
  return FALSE;
}

static void
act_a_while (World *self, Client *client)
{
  for (guint n = 1 + world_pick (self, MOST_AT_ONCE); n > 0; n--)
    {
      people_act (client);
      self->now += (1 + world_pick (self, 60)) * G_USEC_PER_SEC;
    }
}

static void
work (World *self, Client *client)
{
  double lot = g_rand_double (self->rand);

  if (client->revoked ? lot < 0.3 : lot < 0.62)
    act_a_while (self, client);
  if (!client->joined || !client->online)
    return;
  if (lot > 0.45 && lot < 0.8)
    client_send (client);
  else if (lot > 0.8)
    for (guint i = 0; i < 20 && client_receive (client); i++)
      ;
}

static void
step (World *self)
{
  self->now += 1 + world_pick (self, 20 * 60) * G_USEC_PER_SEC;
  for (guint i = 0; i < G_N_ELEMENTS (happenings); i++)
    if (world_draws (self, happenings[i].share) && !g_str_equal (happenings[i].name, self->without))
      {
        if (self->verbose)
          g_printerr ("-- %s\n", happenings[i].name);
        happenings[i].func (self);
      }
  work (self, pick_client (self));
}

/* Sends and receives until there is nothing more to do. */
static void
settle (World *self, Client *client)
{
  guint n = 0;

  while (n++ < MOST_EXCHANGES && client_send (client))
    ;
  while (n++ < MOST_EXCHANGES && client_receive (client))
    ;
  if (n > MOST_EXCHANGES)
    world_complain (self, "computer %u: comes to no end", client->number);
}

static void
settle_all (World *self)
{
  gint64 head = -1, newest = 0;

  for (guint round = 0; round < MOST_ROUNDS && (head != newest || round < 3); round++)
    {
      head = newest;
      self->now += G_USEC_PER_SEC;
      for (guint i = 0; i < self->clients->len; i++)
        settle (self, g_ptr_array_index (self->clients, i));
      newest = sql_get (sql_prepare (self->server->raw, "SELECT seq FROM tenant", ""));
    }
}

/* What a restored server lost, and nobody brings any more. */
static gboolean
is_any_postponed (World *self)
{
  for (guint i = 0; i < self->clients->len; i++)
    {
      Client *client = g_ptr_array_index (self->clients, i);

      if (sql_get (sql_prepare (client->raw, "SELECT count(*) FROM postponed WHERE waits", "")) > 0)
        return TRUE;
    }
  return FALSE;
}

static void
heal (World *self)
{
  self->healed = TRUE;
  if (self->verbose)
    g_printerr ("-- heal\n");
  server_give_again (self->server);
  for (guint i = 0; i < self->clients->len; i++)
    {
      Client *client = g_ptr_array_index (self->clients, i);

      if (!client->joined)
        client_join (client);
    }
  settle_all (self);
  if (is_any_postponed (self))
    {
      self->now += POSTPONED_USEC;
      settle_all (self);
    }
  /* Until then some keep what may have to be brought once more. */
  server_back_up (self->server);
  settle_all (self);
}

void
world_make_templates (const char *templates)
{
  g_autofree char *server = g_build_filename (templates, "server", NULL);
  g_autofree char *profile = g_build_filename (templates, "profile", NULL);

  g_random_set_seed (0);
  server_make_template (server);
  client_make_template (profile);
}

World *
world_new (guint seed, const char *templates, const char *folder)
{
  World *self = g_new0 (World, 1);
  g_autofree char *empty = g_build_filename (templates, "profile", NULL);
  g_autofree char *unused = g_build_filename (templates, "server", NULL);
  g_autofree char *server = g_build_filename (folder, "server", NULL);
  guint n;

  g_random_set_seed (seed);
  self->seed = seed;
  self->rand = g_rand_new_with_seed (seed);
  self->folder = g_strdup (folder);
  self->now = START;
  present = self;
  g_log_set_default_handler (log_cb, NULL);
  self->clients = g_ptr_array_new_with_free_func ((GDestroyNotify) client_free);
  self->late = late_new ();
  self->made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->excused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->arrived = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->refused = g_hash_table_new_full (ga_id_hash, ga_id_equal, g_free, NULL);
  self->offered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->weak = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->confirmed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->bases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->problems = g_ptr_array_new_with_free_func (g_free);
  copy_folder (unused, server);
  self->server = server_new (self, server);
  n = 3 + world_pick (self, 10);
  for (guint i = 0; i < n; i++)
    add_person (self, i, empty);
  server_back_up (self->server);
  return self;
}

static void
tell_rows (World *self, const GaEntity *entity)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT count(*) FROM \"%s%s\"", ga_entity_is_private (entity) ? "names." : "", entity->name);

  g_printerr ("%" G_GINT64_FORMAT " rows of %s\n",
              sql_get (sql_prepare (self->server->raw, sql, "")), entity->name);
}

/* How many operations there are to be in all. Most worlds are small, so that there are many. */
static guint
n_operations (World *self)
{
  gboolean full = self->full || self->seed % ONE_IS_FULL_OF == 0;
  guint fewest = full ? FEWEST_OPERATIONS : FEWEST_IN_SMALL;
  guint each = self->each > 0 ? self->each : fewest + world_pick (self, fewest * 3 / 2 + 1);

  return each * self->clients->len;
}

static gboolean
is_enough (World *self)
{
  return self->problems->len >= (self->hasty ? 1 : MOST_PROBLEMS);
}

void
world_run (World *self)
{
  guint n = n_operations (self);

  while (self->counts.operations < n + self->imported && !is_enough (self))
    step (self);
  if (self->hasty && is_enough (self))
    return;
  heal (self);
  for (guint i = 0; self->verbose && i < ga_schema_get_n_entities (self->server->schema); i++)
    tell_rows (self, ga_schema_get_nth (self->server->schema, i));
  check_world (self);
  self->counts.conflicts = (guint) sql_get (sql_prepare (
      self->server->raw,
      "SELECT count(*) FROM conflict WHERE kind IN ('edit', 'question', 'deleted')", ""));
}

void
world_free (World *self)
{
  present = NULL;
  g_ptr_array_unref (self->late);
  g_ptr_array_unref (self->clients);
  server_free (self->server);
  g_hash_table_unref (self->made);
  g_hash_table_unref (self->excused);
  g_hash_table_unref (self->arrived);
  g_hash_table_unref (self->refused);
  g_hash_table_unref (self->offered);
  g_hash_table_unref (self->weak);
  g_hash_table_unref (self->confirmed);
  g_hash_table_unref (self->bases);
  g_ptr_array_unref (self->problems);
  g_rand_free (self->rand);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self);
}
