/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/attendance/ga-sheet-match.h"
#include "sheet-fixture.h"

/* Whose names stand on a sheet, and who is meant by what is typed. */

static void
assert_best (Walk *walk, const char *typed, const char *name)
{
  g_autoptr (GArray) found = ga_sheet_match (walk->sheet, typed);
  const GaSheetName *best;

  g_assert_cmpuint (found->len, >, 0);
  best = ga_sheet_get_name (walk->sheet, g_array_index (found, GaSheetMatch, 0).index);
  g_assert_cmpstr (ga_record_get_text (best->participant, "name"), ==, name);
}

static void
test_match (Walk *walk, gconstpointer data)
{
  static const char *const names[] = { "Bo", "Bodil", "Carl Erik", "Øjvind", "Erik" };
  g_autoptr (GaRecord) former = add_walker (walk, "Poul", TRUE);
  g_autoptr (GArray) gone = NULL;
  g_autoptr (GArray) none = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GaRecord) walker = add_walker (walk, names[i], FALSE);
    }
  open_sheet (walk);
  assert_best (walk, "bod", "Bodil");
  assert_best (walk, "bo", "Bo");
  assert_best (walk, "BODIL", "Bodil");
  assert_best (walk, "er", "Erik");
  assert_best (walk, "øj", "Øjvind");
  assert_best (walk, "3", "Carl Erik");
  none = ga_sheet_match (walk->sheet, "6");
  g_assert_cmpuint (none->len, ==, 0);
  gone = ga_sheet_match_former (walk->sheet, "po", 5);
  g_assert_cmpuint (gone->len, ==, 1);
  g_assert_true (ga_sheet_has_named (walk->sheet, "erik"));
  g_assert_false (ga_sheet_has_named (walk->sheet, "eri"));
}

static GaLikeness
likeness_of_best (Walk *walk, const char *typed)
{
  g_autoptr (GArray) found = ga_sheet_match (walk->sheet, typed);

  return found->len > 0 ? g_array_index (found, GaSheetMatch, 0).likeness : GA_LIKENESS_NONE;
}

static void
assert_former (Walk *walk, const char *typed, const char *name, GaLikeness likeness)
{
  g_autoptr (GArray) found = ga_sheet_match_former (walk->sheet, typed, 5);
  const GaFormerMatch *best;

  g_assert_cmpuint (found->len, >, 0);
  best = &g_array_index (found, GaFormerMatch, 0);
  g_assert_cmpstr (ga_record_get_text (best->participant, "name"), ==, name);
  g_assert_cmpint (best->likeness, ==, likeness);
}

/* Whoever is written another way is found before somebody new is made; so is who has left. */
static void
test_another_spelling_is_found (Walk *walk, gconstpointer data)
{
  g_autoptr (GaRecord) karen = add_walker (walk, "Karen", FALSE);
  g_autoptr (GaRecord) aase = add_walker (walk, "Åse", FALSE);
  g_autoptr (GaRecord) poula = add_walker (walk, "Poula", TRUE);
  g_autoptr (GaRecord) poul = add_walker (walk, "Poul", TRUE);

  open_sheet (walk);
  assert_best (walk, "Aase", "Åse");
  assert_best (walk, "Karin", "Karen");
  g_assert_cmpint (likeness_of_best (walk, "Aase"), ==, GA_LIKENESS_SAME);
  g_assert_cmpint (likeness_of_best (walk, "Karin"), ==, GA_LIKENESS_NEAR);
  assert_former (walk, "POUL", "Poul", GA_LIKENESS_EXACT);
  assert_former (walk, "Paul", "Poul", GA_LIKENESS_NEAR);
}

static void
set_day (Walk *walk, GaRecord *walker, const char *field, int days)
{
  g_autofree char *today = ga_date_today ();
  g_autofree char *day = ga_date_add_days (today, days);

  ga_record_set_text (walker, field, day);
  desk_put (&walk->desk, walker);
}

/* The sheet of a walk long ago is the list as it was then. */
static void
test_late_entry (Walk *walk, gconstpointer data)
{
  g_autoptr (GaRecord) stayed = add_walker (walk, "Agnete", FALSE);
  g_autoptr (GaRecord) left_since = add_walker (walk, "Bodil", FALSE);
  g_autoptr (GaRecord) left_before = add_walker (walk, "Carl", FALSE);
  g_autoptr (GaRecord) joined_since = add_walker (walk, "Dagny", FALSE);

  set_day (walk, left_since, "left", -100);
  set_day (walk, left_before, "left", -300);
  set_day (walk, joined_since, "joined", -100);
  g_clear_object (&walk->meeting);
  walk->meeting = add_walk (walk, -200);
  open_sheet (walk);
  g_assert_cmpuint (ga_sheet_get_n_names (walk->sheet), ==, 3);
  ga_sheet_everyone (walk->sheet);
  wait_saved (walk);
  g_assert_cmpuint (ga_sheet_count_named (walk->sheet), ==, 2);
  g_assert_cmpint (presence_of (walk, left_since), ==, GA_PRESENCE_PRESENT);
  g_assert_cmpint (presence_of (walk, joined_since), ==, GA_PRESENCE_ABSENT);
}

/* Whoever is named afterwards was counted already; more names than that are more walkers. */
static void
test_names_are_of_a_bare_number (Walk *walk, gconstpointer data)
{
  static const char *const names[] = { "Agnete", "Bodil", "Carl" };
  GaRecord *walkers[G_N_ELEMENTS (names)];
  guint bare = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    walkers[i] = add_walker (walk, names[i], FALSE);
  ga_record_set_integer (walk->meeting, "unnamed", 2);
  ga_record_set_text (walk->meeting, "status", "held");
  desk_put (&walk->desk, walk->meeting);
  open_sheet (walk);
  g_assert_true (ga_sheet_get_among (walk->sheet, &bare));
  g_assert_cmpuint (bare, ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      ga_sheet_mark (walk->sheet, walkers[i], GA_PRESENCE_PRESENT, FALSE);
      wait_saved (walk);
      g_assert_cmpuint (ga_sheet_get_unnamed (walk->sheet), ==, i == 0 ? 1 : 0);
    }
  ga_sheet_mark (walk->sheet, walkers[0], GA_PRESENCE_ABSENT, FALSE);
  wait_saved (walk);
  g_assert_cmpuint (ga_sheet_get_unnamed (walk->sheet), ==, 0);
  ga_sheet_mark (walk->sheet, walkers[1], GA_PRESENCE_ABSENT, FALSE);
  wait_saved (walk);
  g_assert_cmpuint (ga_sheet_get_unnamed (walk->sheet), ==, 1);
  /* Opened again, the number is of others. */
  open_sheet (walk);
  g_assert_false (ga_sheet_get_among (walk->sheet, &bare));
  ga_sheet_everyone (walk->sheet);
  wait_saved (walk);
  g_assert_cmpuint (ga_sheet_get_unnamed (walk->sheet), ==, 1);
  g_assert_cmpuint (ga_sheet_count_named (walk->sheet), ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_object_unref (walkers[i]);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(path, data, func) g_test_add (path, Walk, data, set_up, func, tear_down)
  ADD ("/sheet-names/finds-who-is-meant", NULL, test_match);
  ADD ("/sheet-names/another-spelling-is-found", NULL, test_another_spelling_is_found);
  ADD ("/sheet-names/late-entry-has-the-list-of-that-day", NULL, test_late_entry);
  ADD ("/sheet-names/names-are-of-a-bare-number", NULL, test_names_are_of_a_bare_number);
#undef ADD
  return g_test_run ();
}
