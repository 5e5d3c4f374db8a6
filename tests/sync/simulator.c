/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "simulator.h"
#include "sync/ga-flaw.h"

/*
 *   simulator [--seed N] [--seeds N] [--flaw NUMBER] [--least N] [--keep]
 *
 * Runs seeds one after the other, says what does not hold, and prints what the runs met. With
 * --least each of conflicts, refusals, reloads and restores must come to that many for every
 * hundred seeds. With a flaw (only where they are built in) it is right that something does not
 * hold.
 */

#define YEAR (365 * 24 * 3600 * SECOND)

static int first_seed = 1;
static int n_seeds = 20;
static int least = 0;
static int flaw = GA_FLAW_NONE;
static gboolean keep = FALSE;

#ifdef GA_WITH_FLAWS
gboolean
ga_flaw_is_on (GaFlaw which)
{
  return (int) which == flaw;
}
#endif

static void
add_grant (GArray *grants, GaAccess access, GaSpacePlace place, const GaId *target)
{
  GaGrant grant = { .access = access, .space = { .place = place } };

  if (target != NULL)
    grant.space.target = *target;
  g_array_append_val (grants, grant);
}

/* Hosts in one kommune or both, a consultant, a coordinator. */
static void
add_peers (World *world)
{
  guint n_peers = 3 + (guint) world_pick (world, 5);

  for (guint i = 0; i < n_peers; i++)
    {
      g_autoptr (GArray) grants = g_array_new (FALSE, TRUE, sizeof (GaGrant));
      GaAccess access = i == 1   ? GA_ACCESS_CONSULTANT
                        : i == 4 ? GA_ACCESS_COORDINATOR
                                 : GA_ACCESS_HOST;

      add_grant (grants, access, GA_PLACE_KOMMUNE, &world->kommuner[0]);
      if (world_chance (world, 40))
        add_grant (grants, access, GA_PLACE_KOMMUNE, &world->kommuner[1]);
      world_add_peer (world, grants);
    }
}

static Peer *
pick_peer (World *world)
{
  return g_ptr_array_index (world->peers, (guint) world_pick (world, world->peers->len));
}

/* A host comes to somebody else's community, or leaves one. */
static void
change_grants (World *world)
{
  Peer *peer = pick_peer (world);
  Peer *other = pick_peer (world);
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (world->schema, "community"));
  g_autoptr (GPtrArray) communities = NULL;
  GaGrant grant = { .access = GA_ACCESS_HOST, .space = { .place = GA_PLACE_COMMUNITY } };

  communities = ga_reader_list (ga_store_get_reader (other->store), query, NULL);
  if (communities->len == 0)
    return;
  grant.space.target = *ga_record_get_id (
      g_ptr_array_index (communities, (guint) world_pick (world, communities->len)));
  world_grant (world, peer, &grant, world_chance (world, 65));
}

static void
happen (World *world)
{
  Peer *peer = pick_peer (world);
  gint64 chosen = world_pick (world, 1000);

  world->now += world_pick (world, 60) * SECOND;
  if (chosen < 550)
    peer_edit (peer);
  else if (chosen < 900)
    peer_sync (peer);
  else if (chosen < 930)
    world_deliver_late (world);
  else if (chosen < 950)
    peer->offline_until = world->now + world_pick (world, 7200) * SECOND;
  else if (chosen < 965)
    {
      peer_close (peer);
      peer_open (peer);
    }
  else if (chosen < 975)
    change_grants (world);
  else if (chosen < 985)
    peer->clock_error = (world_pick (world, 21) - 10) * YEAR;
  else if (chosen < 991)
    world_backup (world);
  else if (chosen < 995)
    world_restore (world);
  else if (chosen < 997 && world->peers->len < 12)
    world_copy_peer (world, peer);
}

/* The network is well again: everybody syncs for a minute. */
static void
heal (World *world)
{
  world->faults = FALSE;
  while (world->late->len > 0)
    world_deliver_late (world);
  for (guint round = 0; round < 12; round++)
    {
      for (guint i = 0; i < world->peers->len; i++)
        {
          Peer *peer = g_ptr_array_index (world->peers, i);

          peer->offline_until = 0;
          peer_sync (peer);
        }
      world->now += 5 * SECOND;
    }
}

/* Returns: (nullable): what does not hold */
static char *
run_seed (guint seed, const char *folder, Tally *tally)
{
  World *world = world_new (seed, folder);
  guint events;
  char *wrong;

  add_peers (world);
  world_backup (world);
  events = world->peers->len * (80 + (guint) world_pick (world, 60));
  for (guint i = 0; i < events; i++)
    happen (world);
  heal (world);
  wrong = world_check (world);
  tally->operations += world->tally.operations;
  tally->conflicts += world->tally.conflicts;
  tally->refusals += world->tally.refusals;
  tally->reloads += world->tally.reloads;
  tally->restores += world->tally.restores;
  world_free (world, keep && wrong != NULL);
  return wrong;
}

static gboolean
met_enough (const char *what, guint met)
{
  guint wanted = (guint) least * (guint) n_seeds / 100;

  printf ("# %s: %u, %.0f for every hundred seeds\n", what, met, 100.0 * met / n_seeds);
  if (met >= wanted)
    return TRUE;
  printf ("# %u were wanted\n", wanted);
  return FALSE;
}

static const GOptionEntry options[] = {
  { "seed", 0, 0, G_OPTION_ARG_INT, &first_seed, "The first seed", "N" },
  { "seeds", 0, 0, G_OPTION_ARG_INT, &n_seeds, "How many", "N" },
  { "least", 0, 0, G_OPTION_ARG_INT, &least, "Of each kind, for every hundred seeds", "N" },
  { "keep", 0, 0, G_OPTION_ARG_NONE, &keep, "Leave the files of seeds that fail", NULL },
  { "flaw", 0, 0, G_OPTION_ARG_INT, &flaw, "The bug to plant", "NUMBER" },
  { NULL },
};

static char *
make_folder (void)
{
  const char *parent = g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR) ? "/dev/shm" : g_get_tmp_dir ();
  char *folder = g_build_filename (parent, "gangart-simulator-XXXXXX", NULL);

  return g_mkdtemp (folder);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autofree char *folder = make_folder ();
  g_autoptr (GError) error = NULL;
  Tally tally = { 0 };
  guint failed = 0;
  gboolean enough;

  setlocale (LC_ALL, "C.UTF-8");
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);
  for (int i = 0; i < n_seeds; i++)
    {
      g_autofree char *wrong = run_seed ((guint) (first_seed + i), folder, &tally);

      if (wrong == NULL)
        continue;
      failed++;
      printf ("# seed %d: %s\n", first_seed + i, wrong);
      fflush (stdout);
      if (flaw != GA_FLAW_NONE)
        break;
    }
  g_rmdir (folder);
  printf ("# operations: %u\n", tally.operations);
  enough = met_enough ("conflicts", tally.conflicts) & met_enough ("refusals", tally.refusals) &
           met_enough ("reloads", tally.reloads) & met_enough ("restores", tally.restores);
  if (flaw != GA_FLAW_NONE)
    return failed > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
  return failed == 0 && enough ? EXIT_SUCCESS : EXIT_FAILURE;
}
