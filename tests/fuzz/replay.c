/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

/* Runs a fuzzer without a fuzzing compiler: on every seed in the folders given, on each of its
 * beginnings, and on copies with some bytes changed, the same ones each time. */

#define BEGINNINGS 300
#define COPIES     300
#define CHANGES    8

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* In a block of its own size, so that a sanitizer sees who reads past its end. */
static void
run (const char *seed, gsize size)
{
  g_autofree guint8 *data = g_malloc (MAX (size, 1));

  memcpy (data, seed, size);
  LLVMFuzzerTestOneInput (data, size);
}

static void
run_changed (const char *seed, gsize size, GRand *dice)
{
  /* What means something where numbers, texts and structure are read. */
  static const char telling[] = "\0\"\\{}[],:.-0c9 \n\xff";
  g_autofree char *changed = g_memdup2 (seed, size);
  gint32 n = g_rand_int_range (dice, 1, CHANGES);

  for (gint32 i = 0; i < n; i++)
    changed[g_rand_int (dice) % size] = g_rand_boolean (dice)
                                            ? telling[g_rand_int (dice) % (sizeof telling - 1)]
                                            : (char) g_rand_int_range (dice, 0, 256);
  run (changed, size);
}

static void
test_seed (gconstpointer path)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (1);
  g_autoptr (GError) error = NULL;
  g_autofree char *seed = NULL;
  gsize size;

  g_file_get_contents (path, &seed, &size, &error);
  g_assert_no_error (error);
  run (seed, size);
  for (gsize i = 0; i < BEGINNINGS; i++)
    run (seed, size * i / BEGINNINGS);
  for (guint i = 0; i < COPIES && size > 0; i++)
    run_changed (seed, size, dice);
}

static guint
add_seeds (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;
  guint n = 0;

  g_assert_no_error (error);
  for (; (name = g_dir_read_name (dir)) != NULL; n++)
    {
      g_autofree char *test = g_strconcat ("/seeds/", name, NULL);

      g_test_add_data_func_full (test, g_build_filename (folder, name, NULL), test_seed, g_free);
    }
  return n;
}

int
main (int argc, char **argv)
{
  guint n = 0;

  g_test_init (&argc, &argv, NULL);
  for (int i = 1; i < argc; i++)
    n += add_seeds (argv[i]);
  g_assert_cmpuint (n, >, 0);
  return g_test_run ();
}
