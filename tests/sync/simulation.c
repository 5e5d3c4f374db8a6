/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <locale.h>
#include <stdlib.h>

#include "model/ga-flaw.h"
#include "simulation.h"

/*
 *   simulation [--seeds N] [--seed S] [--flaw NUMBER] [--without EVENT] [--verbose]
 *
 * Without a flaw every world must hold, and the rates must be such that it means something. With
 * one, worlds are run until one does not hold; then it ends well.
 */

#define LEAST_RATE 50 /* of each kind, in 100 worlds */

static int n_seeds = 20;
static int first_seed = 1;
static int chosen = GA_FLAW_NONE;
static gboolean planted = FALSE;
static gboolean verbose = FALSE;
static char *without = NULL;

static const GOptionEntry entries[] = {
  { "seeds", 0, 0, G_OPTION_ARG_INT, &n_seeds, "How many worlds", "N" },
  { "seed", 0, 0, G_OPTION_ARG_INT, &first_seed, "The first one", "S" },
  { "flaw", 0, 0, G_OPTION_ARG_INT, &chosen, "A bug to plant, by its number", "NUMBER" },
  { "without", 0, 0, G_OPTION_ARG_STRING, &without, "What is not to happen, such as restore",
    "EVENT" },
  { "verbose", 0, 0, G_OPTION_ARG_NONE, &verbose, "Tell what happens", NULL },
  { NULL },
};

#ifdef GA_WITH_FLAWS
gboolean
ga_flaw_is_on (GaFlaw flaw)
{
  return planted && flaw == (GaFlaw) chosen;
}
#endif

/* In memory where there is such a place: what is safe against power cuts is tested elsewhere. */
static char *
make_folder (void)
{
  const char *parent = g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR) ? "/dev/shm" : g_get_tmp_dir ();
  char *folder = g_build_filename (parent, "gangart-simulation-XXXXXX", NULL);

  g_assert_nonnull (g_mkdtemp (folder));
  return folder;
}

static void
add_counts (Counts *sum, const Counts *counts)
{
  sum->operations += counts->operations;
  sum->conflicts += counts->conflicts;
  sum->refusals += counts->refusals;
  sum->reloads += counts->reloads;
  sum->restores += counts->restores;
  sum->copies += counts->copies;
  sum->forks += counts->forks;
  sum->revocations += counts->revocations;
  sum->lost += counts->lost;
  sum->repeated += counts->repeated;
}

/* Returns: whether everything held */
static gboolean
run_seed (guint seed, const char *templates, const char *folder, Counts *sum)
{
  World *world = world_new (seed, templates, folder);
  gboolean held;

  world->verbose = verbose;
  world->without = without != NULL ? without : "";
  world_run (world);
  held = world->problems->len == 0;
  for (guint i = 0; i < world->problems->len && chosen == GA_FLAW_NONE; i++)
    g_print ("seed %u: %s\n", seed, (char *) g_ptr_array_index (world->problems, i));
  add_counts (sum, &world->counts);
  world_free (world);
  return held;
}

/* A flaw is caught by worlds that hold without it. As everything after its first effect takes
 * another course, that says something once all worlds hold without.
 * Returns: whether there is one */
static gboolean
catch_flaw (const char *templates, const char *folder)
{
  Counts sum = { 0 };
  guint held = 0, caught = 0;

  for (int i = 0; i < n_seeds; i++)
    {
      guint seed = (guint) (first_seed + i);

      if (!run_seed (seed, templates, folder, &sum))
        continue;
      held++;
      planted = TRUE;
      caught += !run_seed (seed, templates, folder, &sum);
      planted = FALSE;
    }
  g_print ("flaw %d: %u of %u worlds that hold without it do not hold\n", chosen, caught, held);
  return caught > 0;
}

static gboolean
print_rate (const char *name, guint n, gboolean asked_for)
{
  double rate = 100.0 * n / n_seeds;

  g_print ("%-12s %6u  %8.0f in 100 worlds\n", name, n, rate);
  return !asked_for || rate >= LEAST_RATE;
}

static gboolean
print_rates (const Counts *sum)
{
  gboolean enough = print_rate ("conflicts", sum->conflicts, TRUE);

  enough &= print_rate ("refusals", sum->refusals, TRUE);
  enough &= print_rate ("reloads", sum->reloads, TRUE);
  enough &= print_rate ("restores", sum->restores, TRUE);
  print_rate ("operations", sum->operations, FALSE);
  print_rate ("copies", sum->copies, FALSE);
  print_rate ("forks", sum->forks, FALSE);
  print_rate ("revocations", sum->revocations, FALSE);
  print_rate ("lost", sum->lost, FALSE);
  print_rate ("repeated", sum->repeated, FALSE);
  return enough;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = make_folder ();
  g_autofree char *templates = g_build_filename (folder, "templates", NULL);
  g_autofree char *world = g_build_filename (folder, "world", NULL);
  Counts sum = { 0 };
  int n_failed = 0;
  gboolean enough = TRUE;

  setlocale (LC_ALL, "C.UTF-8");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || n_seeds < 1)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "At least one world.");
      return 2;
    }
  world_make_templates (templates);
  if (chosen != GA_FLAW_NONE)
    {
      gboolean caught = catch_flaw (templates, world);

      remove_folder (folder);
      return caught ? EXIT_SUCCESS : EXIT_FAILURE;
    }
  for (int i = 0; i < n_seeds; i++)
    n_failed += !run_seed ((guint) (first_seed + i), templates, world, &sum);
  remove_folder (folder);
  enough = print_rates (&sum);
  g_print ("%d of %d worlds did not hold\n", n_failed, n_seeds);
  /* A few worlds say nothing of rates. */
  return n_failed == 0 && (enough || n_seeds < 20) ? EXIT_SUCCESS : EXIT_FAILURE;
}
