/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <locale.h>
#include <stdlib.h>

#include "model/ga-flaw.h"
#include "simulated-jobs.h"
#include "simulation.h"

/*
 *   simulation [--seeds N] [--seed S] [--full | --operations N] [--jobs N]
 *              [--asking] [--without EVENT] [--leave-out S,S,…] [--verbose]
 *              [--flaw NUMBER | --flaws]
 *
 * Without a flaw every world must hold, and the rates must be such that it means something. With
 * one, it is told in how many worlds it shows; with --flaws each must show in one of the worlds.
 * Worlds count for flaws only when they hold without.
 */

#define LEAST_RATE 50 /* of each kind, in 100 worlds */

/* What a process of its own found out about one world. */
typedef struct
{
  gboolean tried;
  gboolean ended; /* and did not break down */
  gboolean held;
  Counts counts;
} Result;

static int n_seeds = 20;
static int first_seed = 1;
static int n_operations = 0;
static int n_jobs = 0;
static int chosen = GA_FLAW_NONE;
static gboolean full = FALSE;
static gboolean asking = FALSE;
static gboolean all_flaws = FALSE;
static gboolean planted = FALSE;
static gboolean hunting = FALSE;
static gboolean verbose = FALSE;
static char *without = NULL;
static char *left_out = NULL;
static char *folder = NULL;

static const GOptionEntry entries[] = {
  { "seeds", 0, 0, G_OPTION_ARG_INT, &n_seeds, "How many worlds", "N" },
  { "seed", 0, 0, G_OPTION_ARG_INT, &first_seed, "The first one", "S" },
  { "full", 0, 0, G_OPTION_ARG_NONE, &full, "200 to 500 operations of each computer", NULL },
  { "operations", 0, 0, G_OPTION_ARG_INT, &n_operations, "How many each computer makes", "N" },
  { "jobs", 0, 0, G_OPTION_ARG_INT, &n_jobs, "How many at a time", "N" },
  { "flaw", 0, 0, G_OPTION_ARG_INT, &chosen, "A bug to plant, by its number", "NUMBER" },
  { "flaws", 0, 0, G_OPTION_ARG_NONE, &all_flaws, "Plant each bug until it shows", NULL },
  { "asking", 0, 0, G_OPTION_ARG_NONE, &asking, "Programs ask what they may in all worlds", NULL },
  { "without", 0, 0, G_OPTION_ARG_STRING, &without, "What is not to happen, such as restore",
    "EVENT" },
  { "leave-out", 0, 0, G_OPTION_ARG_STRING, &left_out, "Worlds that are known not to hold",
    "S,S,…" },
  { "verbose", 0, 0, G_OPTION_ARG_NONE, &verbose, "Tell what happens", NULL },
  { NULL },
};

#define SENTENCE(NAME, TEXT) TEXT,
static const char *const sentences[] = { "none", GA_FLAWS (SENTENCE) };

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
  char *path = g_build_filename (parent, "gangart-simulation-XXXXXX", NULL);

  g_assert_nonnull (g_mkdtemp (path));
  return path;
}

/* Nobody else looks at the files, so they need no locks of the system's; and nobody counts bytes.
 */
static void
hurry (void)
{
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_LOOKASIDE, 1200, 400), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_vfs_register (sqlite3_vfs_find ("unix-excl"), TRUE), ==, SQLITE_OK);
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
  sum->parts += counts->parts;
}

static char *
get_templates (void)
{
  return g_build_filename (folder, "templates", NULL);
}

static void
make_templates_cb (guint index, gpointer user_data)
{
  g_autofree char *templates = get_templates ();

  world_make_templates (templates);
}

/* In this process. */
static void
run_world (guint seed, Result *result)
{
  g_autofree char *templates = get_templates ();
  g_autofree char *place = g_strdup_printf ("%s/world-%d-%u", folder, chosen, seed);
  World *world;

  result->tried = TRUE;
  world = world_new (seed, templates, place);
  world->verbose = verbose;
  world->hasty = planted;
  world->full = full;
  world->asking = asking || seed % ONE_ASKS_OF == 0;
  world->each = (guint) n_operations;
  world->without = without != NULL ? without : "";
  world_run (world);
  for (guint i = 0; i < world->problems->len && (!hunting || verbose); i++)
    g_print ("seed %u: %s\n", seed, (char *) g_ptr_array_index (world->problems, i));
  result->held = world->problems->len == 0;
  result->ended = TRUE;
  result->counts = world->counts;
  world_free (world);
}

static gboolean
is_left_out (guint seed)
{
  g_auto (GStrv) seeds = g_strsplit (left_out != NULL ? left_out : "", ",", -1);
  g_autofree char *text = g_strdup_printf ("%u", seed);

  return g_strv_contains ((const char *const *) seeds, text);
}

static void
run_seed_cb (guint index, gpointer user_data)
{
  if (!is_left_out ((guint) first_seed + index))
    run_world ((guint) first_seed + index, (Result *) user_data + index);
}

/* Every world without bugs in it. */
static Result *
run_all (void)
{
  Result *results = jobs_share (sizeof (Result) * (gsize) n_seeds);
  g_autofree gboolean *well = g_new0 (gboolean, n_seeds);

  jobs_run ((guint) n_seeds, (guint) n_jobs, run_seed_cb, results, well);
  for (int i = 0; i < n_seeds; i++)
    if (!well[i])
      {
        g_print ("seed %d: broke down\n", first_seed + i);
        results[i].held = FALSE;
      }
  return results;
}

/* Worlds with bugs in them: of each seed that holds without, one with each bug. */
typedef struct
{
  const Result *without;
  Result *results; /* of each seed, one for each flaw */
  guint first_flaw;
  guint n_flaws;
} Hunt;

static guint
get_seed (const Hunt *self, guint index)
{
  return (guint) first_seed + index / self->n_flaws;
}

static gboolean
has_shown (const Hunt *self, guint index)
{
  return self->results[index].tried && !self->results[index].held;
}

/* The first world of those before @end that shows the bug that the @flaw-th looks for, or @end */
static guint
find_catch (const Hunt *self, guint flaw, guint end)
{
  for (guint i = flaw; i < end; i += self->n_flaws)
    if (has_shown (self, i) && self->results[i].ended)
      return i;
  return end;
}

static void
hunt_cb (guint index, gpointer user_data)
{
  Hunt *self = user_data;

  if (!self->without[index / self->n_flaws].held ||
      (all_flaws && find_catch (self, index % self->n_flaws, index) < index))
    return;
  chosen = (int) (self->first_flaw + index % self->n_flaws);
  planted = TRUE;
  run_world (get_seed (self, index), &self->results[index]);
}

/* Returns: whether the flaw shows at all */
static gboolean
tell_flaw (const Hunt *self, guint flaw, guint n)
{
  const char *sentence = sentences[self->first_flaw + flaw];
  guint tried = 0, caught = 0, seed = 0;

  for (guint i = n; i > 0; i--)
    if ((i - 1) % self->n_flaws == flaw)
      {
        tried += self->results[i - 1].tried;
        caught += has_shown (self, i - 1);
        seed = has_shown (self, i - 1) ? get_seed (self, i - 1) : seed;
      }
  if (caught > 0)
    g_print ("ok %u - %s: in %u of %u worlds, first in %u\n", flaw + 1, sentence, caught, tried,
             seed);
  else
    g_print ("not ok %u - %s: in none of %u worlds\n", flaw + 1, sentence, tried);
  return caught > 0;
}

/* In the form of the Test Anything Protocol. Returns: whether each flaw shows */
static gboolean
hunt_flaws (void)
{
  Hunt hunt = { .first_flaw = all_flaws ? 1 : (guint) chosen };
  guint n, n_caught = 0;
  g_autofree gboolean *well = NULL;

  hunting = TRUE;
  hunt.n_flaws = all_flaws ? GA_N_FLAWS - 1 : 1;
  n = (guint) n_seeds * hunt.n_flaws;
  well = g_new0 (gboolean, n);
  hunt.without = run_all ();
  for (int i = 0; i < n_seeds; i++)
    if (!hunt.without[i].held)
      g_print ("# seed %d does not hold anyway\n", first_seed + i);
  hunt.results = jobs_share (sizeof (Result) * n);
  jobs_run (n, (guint) n_jobs, hunt_cb, &hunt, well);
  g_print ("1..%u\n", hunt.n_flaws);
  for (guint i = 0; i < hunt.n_flaws; i++)
    n_caught += tell_flaw (&hunt, i, n);
  return n_caught == hunt.n_flaws;
}

static gboolean
print_rate (const char *name, guint n, gboolean asked_for)
{
  double rate = 100.0 * n / n_seeds;

  g_print ("%-12s %8u  %8.0f in 100 worlds\n", name, n, rate);
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
  print_rate ("parts", sum->parts, FALSE);
  return enough;
}

static gboolean
run_seeds (void)
{
  const Result *results = run_all ();
  Counts sum = { 0 };
  int n_failed = 0, n_left_out = 0;
  gboolean enough;

  for (int i = 0; i < n_seeds; i++)
    {
      n_left_out += !results[i].tried;
      n_failed += results[i].tried && !results[i].held;
      add_counts (&sum, &results[i].counts);
    }
  enough = print_rates (&sum);
  g_print ("%d of %d worlds did not hold, %d were left out\n", n_failed, n_seeds - n_left_out,
           n_left_out);
  /* A few worlds say nothing of rates. */
  return n_failed == 0 && (enough || n_seeds < 20);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  gboolean well = FALSE, good;

  setlocale (LC_ALL, "C.UTF-8");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || n_seeds < 1 || chosen < 0 ||
      chosen >= GA_N_FLAWS || (without != NULL && !world_knows (without)))
    {
      g_printerr ("%s\n", error != NULL ? error->message : "No such number, or no such event.");
      return 2;
    }
  if (n_jobs < 1)
    n_jobs = (int) g_get_num_processors ();
  hurry ();
  folder = make_folder ();
  jobs_run (1, 1, make_templates_cb, NULL, &well);
  good = well && (all_flaws || chosen != GA_FLAW_NONE ? hunt_flaws () : run_seeds ());
  remove_folder (folder);
  g_free (folder);
  g_free (without);
  g_free (left_out);
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
