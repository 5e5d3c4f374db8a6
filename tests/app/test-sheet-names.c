/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/attendance/ga-attendance-page.h"
#include "app/attendance/ga-name-list.h"
#include "app/attendance/ga-name-row.h"
#include "app/attendance/ga-sheet-match.h"
#include "app/today/ga-today-row.h"
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

static GtkWidget *
find_class (GtkWidget *parent, const char *style)
{
  GtkWidget *found = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = gtk_widget_has_css_class (child, style) ? child : find_class (child, style);
  return found;
}

static void
assert_tag (Walk *walk, GaRecord *walker, const char *tag)
{
  GtkWidget *row = g_object_ref_sink (ga_name_row_new (walker));
  GtkWidget *label;

  ga_name_row_show (GA_NAME_ROW (row), 1,
                    ga_sheet_find_name (walk->sheet, ga_record_get_id (walker)));
  label = find_class (row, "ga-pill");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, tag);
  g_object_unref (row);
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
  assert_tag (walk, stayed, "");
  assert_tag (walk, joined_since, "Joined later");
}

static void
update_cb (GaNameList *names)
{
  ga_name_list_update (names);
}

/* A name that the file refuses is mended, and not written anew. */
static void
test_what_is_refused_stays (Walk *walk, gconstpointer data)
{
  GtkWidget *names = g_object_ref_sink (g_object_new (GA_TYPE_NAME_LIST, NULL));
  GtkWidget *entry = find_type (names, GTK_TYPE_ENTRY);
  g_autofree char *long_name = g_strnfill (240, 'x');
  GaSheet *sheet = walk->sheet;

  g_signal_connect_object (sheet, "changed", G_CALLBACK (update_cb), names, G_CONNECT_SWAPPED);
  ga_name_list_set_sheet (GA_NAME_LIST (names), sheet);
  open_sheet (walk);
  for (int i = 0; i < 2; i++)
    {
      gtk_editable_set_text (GTK_EDITABLE (entry), i == 0 ? "Asta" : long_name);
      g_signal_emit_by_name (entry, "activate");
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
      wait_saved (walk);
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, i == 0 ? "" : long_name);
      g_assert_cmpuint (ga_sheet_count_named (sheet), ==, 1);
    }
  g_object_unref (names);
}

static int
least_width (GtkWidget *widget)
{
  int least = 0;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  return least;
}

/* However long a word is, it is broken before the window grows past the screen. */
static void
test_a_long_word_is_broken (Walk *walk, gconstpointer data)
{
  g_autofree char *word = g_strnfill (200, 'x');
  g_autofree char *typed = g_strnfill (10000, 'y');
  g_autoptr (GaRecord) walker = add_walker (walk, word, FALSE);
  GtkWidget *page = g_object_ref_sink (
      g_object_new (GA_TYPE_ATTENDANCE_PAGE, "context", walk->desk.context, NULL));
  GtkWidget *today;

  ga_record_set_text (walk->community, "name", word);
  desk_put (&walk->desk, walk->community);
  ga_page_open (GA_PAGE (page), ga_context_get_entity (walk->desk.context, "meeting"),
                ga_record_get_id (walk->meeting));
  g_assert_cmpint (least_width (page), <, 800);
  gtk_editable_set_text (
      GTK_EDITABLE (find_type (find_type (page, GA_TYPE_NAME_LIST), GTK_TYPE_ENTRY)), typed);
  g_assert_cmpint (least_width (page), <, 800);
  settle ();
  g_assert_finalize_object (page);
  today = g_object_ref_sink (
      ga_today_row_new (ga_context_get_reader (walk->desk.context), walk->meeting, "Today", FALSE));
  g_assert_cmpint (least_width (today), <, 800);
  g_assert_finalize_object (today);
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
  ADD ("/sheet-names/what-is-refused-stays", NULL, test_what_is_refused_stays);
  ADD ("/sheet-names/a-long-word-is-broken", NULL, test_a_long_word_is_broken);
  ADD ("/sheet-names/names-are-of-a-bare-number", NULL, test_names_are_of_a_bare_number);
#undef ADD
  return g_test_run ();
}
