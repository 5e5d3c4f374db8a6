/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "app-fixture.h"
#include "app/ga-window.h"
#include "app/sync/ga-conflict-card.h"
#include "app/sync/ga-conflict-words.h"
#include "app/sync/ga-conflicts-page.h"
#include "store/store-fixture.h"

/* What there is to look at, in words and on its page. */

static guint
count_cards (GtkWidget *parent)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += GA_IS_CONFLICT_CARD (child) ? 1 : count_cards (child);
  return n;
}

static GaRecord *
make_conflict (Desk *desk, const GaRecord *about, const char *kind, const char *field)
{
  GaRecord *conflict = desk_record (desk, "conflict");
  char id[GA_ID_TEXT_SIZE];

  ga_id_format (ga_record_get_id (about), id);
  ga_record_set_text (conflict, "subject", ga_record_get_entity (about)->name);
  ga_record_set_text (conflict, "record", id);
  ga_record_set_text (conflict, "kind", kind);
  if (field != NULL)
    ga_record_set_text (conflict, "field", field);
  return conflict;
}

static GaRecord *
put_community (Desk *desk)
{
  GaRecord *community = desk_record (desk, "community");

  ga_record_set_text (community, "name", "Åstien rundt");
  desk_put (desk, community);
  return community;
}

static GaRecord *
put_walk (Desk *desk, const GaRecord *community)
{
  GaRecord *meeting = desk_record (desk, "meeting");

  ga_record_set_reference (meeting, "community", ga_record_get_id (community));
  ga_record_set_text (meeting, "start", "2026-01-06T10:00");
  desk_put (desk, meeting);
  return meeting;
}

static void
test_both_values_are_told (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) community = put_community (desk);
  g_autoptr (GaRecord) conflict = make_conflict (desk, community, "edit", "status");
  g_autoptr (GaConflictWords) words = NULL;

  ga_record_set_text (conflict, "kept", "\"active\"");
  ga_record_set_text (conflict, "lost", "\"paused\"");
  words = ga_conflict_words_new (ga_context_get_reader (desk->context), conflict);
  g_assert_cmpstr (words->title, ==, "Åstien rundt");
  g_assert_cmpstr (words->what, ==, "Status");
  g_assert_cmpstr (words->kept.value, ==, "Active");
  g_assert_cmpstr (words->lost.value, ==, "Paused");
  g_assert_nonnull (words->restore);
}

static void
test_a_number_against_names_is_asked_about (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) community = put_community (desk);
  g_autoptr (GaRecord) walk = put_walk (desk, community);
  g_autoptr (GaRecord) conflict = make_conflict (desk, walk, "question", "unnamed");
  g_autoptr (GaConflictWords) words = NULL;

  ga_record_set_text (conflict, "kept", "0");
  ga_record_set_text (conflict, "lost", "9");
  words = ga_conflict_words_new (ga_context_get_reader (desk->context), conflict);
  g_assert_cmpstr (words->text, ==,
                   "One list has 0 names, another gives the number 9. Which is right?");
  g_assert_true (g_str_has_prefix (words->title, "Åstien rundt"));
}

/* Held or cancelled: nobody can tell without how many came, and why it was cancelled. */
static void
test_a_walk_tells_how_many_came_and_why_not (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) community = put_community (desk);
  g_autoptr (GaRecord) walk = put_walk (desk, community);
  g_autoptr (GaRecord) conflict = make_conflict (desk, walk, "question", "status");
  g_autoptr (GaRecord) deleted = make_conflict (desk, walk, "deleted", NULL);
  g_autoptr (GaConflictWords) words = NULL;

  ga_record_set_text (walk, "status", "held");
  ga_record_set_integer (walk, "unnamed", 9);
  desk_put (desk, walk);
  /* The reason came along, while the status was asked about. */
  ga_record_set_text (walk, "reason", "ice");
  desk_put (desk, walk);
  ga_record_set_text (conflict, "kept", "\"held\"");
  ga_record_set_text (conflict, "lost", "\"cancelled\"");
  words = ga_conflict_words_new (ga_context_get_reader (desk->context), conflict);
  g_assert_cmpstr (words->kept.value, ==, "Held\n9 came");
  g_assert_cmpstr (words->lost.value, ==, "Cancelled: Ice");
  g_assert_cmpstr (words->keep, ==, "Keep “Held”");
  ga_conflict_words_free (g_steal_pointer (&words));
  words = ga_conflict_words_new (ga_context_get_reader (desk->context), deleted);
  g_assert_cmpstr (words->what, ==, "9 came");
}

static void
test_a_whole_record_is_told_line_by_line (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) community = put_community (desk);
  g_autoptr (GaRecord) walker = desk_record (desk, "participant");
  g_autoptr (GaRecord) conflict = make_conflict (desk, walker, "quarantine", NULL);
  g_autoptr (GaConflictWords) words = NULL;
  g_autofree char *json = NULL;
  char id[GA_ID_TEXT_SIZE];

  ga_id_format (ga_record_get_id (community), id);
  json = g_strdup_printf ("{\"community\": \"%s\", \"name\": \"Asta\", \"new\": [1]}", id);
  ga_record_set_text (conflict, "lost_personal", json);
  words = ga_conflict_words_new (ga_context_get_reader (desk->context), conflict);
  g_assert_nonnull (strstr (words->lost.value, "Name: Asta"));
  g_assert_nonnull (strstr (words->lost.value, "Åstien rundt"));
  g_assert_false (words->is_there);
  g_assert_cmpstr (words->title, ==, "Asta");
  g_assert_cmpstr (words->what, ==, "Participant");
}

/* That somebody came, who is only offered as well. */
static void
test_who_is_only_offered_is_named (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) community = put_community (desk);
  g_autoptr (GaRecord) walk = put_walk (desk, community);
  g_autoptr (GaRecord) walker = desk_record (desk, "participant");
  g_autoptr (GaRecord) attendance = desk_record (desk, "attendance");
  g_autoptr (GaRecord) name = make_conflict (desk, walker, "quarantine", NULL);
  g_autoptr (GaRecord) conflict = make_conflict (desk, attendance, "quarantine", NULL);
  g_autofree char *walk_id = ga_id_to_string (ga_record_get_id (walk));
  g_autofree char *walker_id = ga_id_to_string (ga_record_get_id (walker));
  g_autofree char *json =
      g_strdup_printf ("{\"meeting\": \"%s\", \"participant\": \"%s\"}", walk_id, walker_id);
  g_autoptr (GaConflictWords) words = NULL;

  ga_record_set_text (name, "lost_personal", "{\"name\": \"Asta\"}");
  desk_put (desk, name);
  ga_record_set_text (conflict, "lost_personal", json);
  words = ga_conflict_words_new (ga_context_get_reader (desk->context), conflict);
  g_assert_cmpstr (words->title, ==, "Asta");
  g_assert_nonnull (strstr (words->lost.value, "Asta"));
}

/* Whoever has two computers is told so, and not that there was somebody else. */
static void
test_it_is_told_whether_they_were_two (Desk *desk, gconstpointer data)
{
  static const struct
  {
    const char *kind;
    gint64 kept_by;
    gint64 lost_by;
    const char *text;
  } cases[] = {
    { "edit", 3, 4, "Two people changed this at the same time." },
    { "edit", 3, 3, "This was changed on two computers at the same time." },
    { "edit", 3, 0, "This was changed on two computers at the same time." },
    { "edit", 0, 0, "This was changed on two computers at the same time." },
    { "question", 3, 4, "Two people recorded this differently. Which is right?" },
    { "question", 3, 3, "This was recorded differently on two computers. Which is right?" },
    { "deleted", 3, 4, "Somebody deleted this while somebody else changed it. It is still there." },
    { "deleted", 3, 3,
      "This was deleted on one computer and changed on another. It is still there." },
  };
  g_autoptr (GaRecord) community = put_community (desk);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GaRecord) conflict = make_conflict (desk, community, cases[i].kind, "status");
      g_autoptr (GaConflictWords) words = NULL;

      if (cases[i].kept_by > 0)
        ga_record_set_integer (conflict, "kept_by", cases[i].kept_by);
      if (cases[i].lost_by > 0)
        ga_record_set_integer (conflict, "lost_by", cases[i].lost_by);
      words = ga_conflict_words_new (ga_context_get_reader (desk->context), conflict);
      g_assert_cmpstr (words->text, ==, cases[i].text);
    }
}

/* Somebody new and that she came: the one is not there yet either. */
static void
test_what_is_taken_along_is_named (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) community = put_community (desk);
  g_autoptr (GaRecord) walker = desk_record (desk, "participant");
  g_autoptr (GaRecord) tick = desk_record (desk, "attendance");
  g_autoptr (GaRecord) of_walker = NULL;
  g_autoptr (GaRecord) of_tick = NULL;
  g_autoptr (GaConflictWords) words = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *came = NULL;
  GaId new = ga_id_new ();
  char id[GA_ID_TEXT_SIZE];

  ga_record_set_id (walker, &new);
  of_walker = make_conflict (desk, walker, "quarantine", NULL);
  of_tick = make_conflict (desk, tick, "quarantine", NULL);
  ga_id_format (ga_record_get_id (community), id);
  whole = g_strdup_printf ("{\"community\": \"%s\", \"name\": \"Asta\"}", id);
  ga_record_set_text (of_walker, "lost_personal", whole);
  desk_put (desk, of_walker);
  ga_id_format (ga_record_get_id (walker), id);
  came = g_strdup_printf ("{\"participant\": \"%s\", \"state\": \"present\"}", id);
  ga_record_set_text (of_tick, "lost_personal", came);
  words = ga_conflict_words_new (ga_context_get_reader (desk->context), of_tick);
  g_assert_cmpstr (
      words->text, ==,
      "This was written on a computer that no longer has access to it. Take it only if "
      "you know that it is right. What it belongs to is taken along: Asta.");
}

static void
test_both_of_two_are_told_alike (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) community = put_community (desk);
  g_autoptr (GaRecord) twin = put_community (desk);
  g_autoptr (GaRecord) conflict = make_conflict (desk, community, "duplicate", NULL);
  g_autoptr (GaConflictWords) words = NULL;
  g_autofree char *other = ga_id_to_string (ga_record_get_id (twin));

  ga_record_set_text (conflict, "other", other);
  words = ga_conflict_words_new (ga_context_get_reader (desk->context), conflict);
  g_assert_cmpstr (words->kept.value, ==, "Åstien rundt");
  g_assert_cmpstr (words->lost.value, ==, words->kept.value);
  g_assert_cmpstr (words->lost.author, ==, words->kept.author);
}

/* Whoever is deleted takes visits along; but who was made one with another need not. */
static void
test_what_a_deletion_takes_along_is_told (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) community = put_community (desk);
  g_autoptr (GaRecord) walk = put_walk (desk, community);
  g_autoptr (GaRecord) asta = desk_record (desk, "participant");
  g_autoptr (GaRecord) twin = desk_record (desk, "participant");
  g_autoptr (GaRecord) visit = desk_record (desk, "attendance");
  g_autoptr (GaRecord) conflict = make_conflict (desk, twin, "deleted", NULL);
  g_autoptr (GaConflictWords) words = NULL;
  g_autoptr (GaRecord) regret = desk_record (desk, "attendance");
  g_autoptr (GaRecord) about_walk = make_conflict (desk, walk, "deleted", NULL);
  g_autoptr (GaConflictWords) of_one = NULL;
  g_autoptr (GaConflictWords) of_walk = NULL;

  ga_record_set_reference (asta, "community", ga_record_get_id (community));
  ga_record_set_text (asta, "name", "Asta");
  desk_put (desk, asta);
  ga_record_set_reference (twin, "community", ga_record_get_id (community));
  ga_record_set_text (twin, "name", "Asta B");
  desk_put (desk, twin);
  ga_record_set_reference (visit, "meeting", ga_record_get_id (walk));
  ga_record_set_reference (visit, "participant", ga_record_get_id (twin));
  desk_put (desk, visit);
  /* Regrets are no visit. */
  ga_record_set_reference (regret, "meeting", ga_record_get_id (walk));
  ga_record_set_reference (regret, "participant", ga_record_get_id (asta));
  ga_record_set_text (regret, "state", "excused");
  desk_put (desk, regret);
  words = ga_conflict_words_new (ga_context_get_reader (desk->context), conflict);
  g_assert_true (g_str_has_suffix (words->text, "still there. 1 visit would go with it."));
  g_assert_cmpstr (words->restore, ==, "Delete it");
  of_walk = ga_conflict_words_new (ga_context_get_reader (desk->context), about_walk);
  g_assert_true (g_str_has_suffix (of_walk->text, "still there. 1 visit would go with it."));
  ga_record_set_reference (twin, "became", ga_record_get_id (asta));
  desk_put (desk, twin);
  of_one = ga_conflict_words_new (ga_context_get_reader (desk->context), conflict);
  g_assert_cmpstr (of_one->restore, ==, "They are the same");
}

static void
test_what_cannot_be_read_does_no_harm (Desk *desk, gconstpointer data)
{
  static const char *const wrong[] = { "",    "{",           "[[[[[",           "nonsense",
                                       "\"a", "{\"name\":",  "{\"name\": [[}",  "1e999",
                                       "{}",  "\"\\ud800\"", "{\"status\": 7}", "99999999999999" };
  g_autoptr (GaRecord) community = put_community (desk);

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    for (guint whole = 0; whole < 2; whole++)
      {
        g_autoptr (GaRecord) conflict =
            make_conflict (desk, community, "edit", whole ? NULL : "status");
        g_autoptr (GaConflictWords) words = NULL;

        ga_record_set_text (conflict, "kept", wrong[i]);
        ga_record_set_text (conflict, "lost_personal", wrong[i]);
        words = ga_conflict_words_new (ga_context_get_reader (desk->context), conflict);
        g_assert_cmpstr (words->title, ==, "Åstien rundt");
      }
}

static void
test_what_a_newer_program_knows_is_told (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) community = put_community (desk);
  g_autoptr (GaRecord) conflict = make_conflict (desk, community, "edit", "name");
  g_autoptr (GaConflictWords) words = NULL;

  ga_record_set_text (conflict, "subject", "spaceship");
  words = ga_conflict_words_new (ga_context_get_reader (desk->context), conflict);
  g_assert_null (words->entity);
  g_assert_null (words->restore);
  g_assert_nonnull (words->text);
}

static gboolean
shows_one (gpointer user_data)
{
  return count_cards (user_data) == 1;
}

static gboolean
shows_none (gpointer user_data)
{
  return count_cards (user_data) == 0;
}

static gboolean
is_open (gpointer user_data)
{
  return ga_window_is_open (user_data);
}

static void
test_a_decision_is_undone (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  g_autoptr (GaContext) context = ga_context_new (folder, TRUE);
  Desk desk = { folder, context };
  GaWindow *window = ga_window_new (NULL, context);
  g_autoptr (GaRecord) community = NULL, conflict = NULL;
  GtkWidget *page;

  gtk_window_present (GTK_WINDOW (window));
  wait_until (is_open, window, "the example to open");
  community = put_community (&desk);
  conflict = make_conflict (&desk, community, "edit", "name");
  ga_record_set_text (conflict, "kept", "\"Åstien rundt\"");
  ga_record_set_text (conflict, "lost", "\"Åstien\"");
  desk_put (&desk, conflict);
  g_assert_true (ga_window_show_page (window, "conflicts"));
  settle ();
  page = find_type (GTK_WIDGET (window), GA_TYPE_CONFLICTS_PAGE);
  wait_until (shows_one, page, "the card");
  g_assert_cmpint (ga_context_get_sync (context).conflicts, ==, 1);
  gtk_widget_activate_action (find_type (page, GA_TYPE_CONFLICT_CARD), "conflict.keep", NULL);
  wait_until (shows_none, page, "the card to go");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  wait_until (shows_one, page, "the card to come back");
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
}

#define add(name, test) \
  g_test_add ("/conflicts/" name, Desk, NULL, desk_set_up, test, desk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  add ("both-values-are-told", test_both_values_are_told);
  add ("a-number-against-names-is-asked-about", test_a_number_against_names_is_asked_about);
  add ("a-walk-tells-how-many-came-and-why-not", test_a_walk_tells_how_many_came_and_why_not);
  add ("a-whole-record-is-told-line-by-line", test_a_whole_record_is_told_line_by_line);
  add ("who-is-only-offered-is-named", test_who_is_only_offered_is_named);
  add ("it-is-told-whether-they-were-two", test_it_is_told_whether_they_were_two);
  add ("what-is-taken-along-is-named", test_what_is_taken_along_is_named);
  add ("both-of-two-are-told-alike", test_both_of_two_are_told_alike);
  add ("what-a-deletion-takes-along-is-told", test_what_a_deletion_takes_along_is_told);
  add ("what-cannot-be-read-does-no-harm", test_what_cannot_be_read_does_no_harm);
  add ("what-a-newer-program-knows-is-told", test_what_a_newer_program_knows_is_told);
  g_test_add_func ("/conflicts/a-decision-is-undone", test_a_decision_is_undone);
  return g_test_run ();
}
