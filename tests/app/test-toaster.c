/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "app-fixture.h"
#include "app/ga-toaster.h"

typedef struct
{
  GtkWindow *window;
  GaToaster *toaster;
} Stand;

/* A text, and where it should be seen or not. */
typedef struct
{
  Stand *stand;
  const char *text;
} Seen;

static void
set_up (Stand *stand, gconstpointer data)
{
  stand->window = GTK_WINDOW (gtk_window_new ());
  stand->toaster = g_object_new (GA_TYPE_TOASTER, "content", gtk_label_new (NULL), NULL);
  gtk_window_set_default_size (stand->window, 600, 400);
  gtk_window_set_child (stand->window, GTK_WIDGET (stand->toaster));
  gtk_window_present (stand->window);
}

static void
tear_down (Stand *stand, gconstpointer data)
{
  gtk_window_destroy (stand->window);
  settle ();
}

static GtkWidget *
find_label (GtkWidget *parent, const char *text)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = NULL;

      if (GTK_IS_LABEL (child) && !gtk_widget_has_css_class (child, "ga-spoken") &&
          g_str_equal (gtk_label_get_text (GTK_LABEL (child)), text))
        return child;
      found = find_label (child, text);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_seen (gpointer user_data)
{
  Seen *seen = user_data;

  return find_label (GTK_WIDGET (seen->stand->toaster), seen->text) != NULL;
}

static gboolean
is_unseen (gpointer user_data)
{
  return !is_seen (user_data);
}

static void
wait_for (Stand *stand, const char *text)
{
  Seen seen = { stand, text };

  wait_until (is_seen, &seen, text);
}

static void
wait_for_end (Stand *stand, const char *text)
{
  Seen seen = { stand, text };

  wait_until (is_unseen, &seen, text);
}

static void
assert_unseen (Stand *stand, const char *text)
{
  g_assert_null (find_label (GTK_WIDGET (stand->toaster), text));
}

static void
fail (Stand *stand, const char *text, const char *act)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, text);

  ga_toaster_say_failure (stand->toaster, error, act);
}

/* An ordinary toast elsewhere comes and goes in the meantime. */
static void
outlast_another (void)
{
  Stand other;

  set_up (&other, NULL);
  ga_toaster_say (other.toaster, "Meanwhile");
  wait_for (&other, "Meanwhile");
  wait_for_end (&other, "Meanwhile");
  tear_down (&other, NULL);
}

/* What went wrong right after something was done used to go with the toast of the latter. */
static void
test_error_after_success (Stand *stand, gconstpointer data)
{
  ga_toaster_say (stand->toaster, "Community added");
  fail (stand, "The disk is full.", NULL);
  wait_for (stand, "The disk is full.");
  outlast_another ();
  wait_for (stand, "The disk is full.");
}

static void
test_success_after_error (Stand *stand, gconstpointer data)
{
  fail (stand, "The disk is full.", "Walk changed");
  ga_toaster_say (stand->toaster, "Community added");
  ga_toaster_offer_undo (stand->toaster, "Person added", 7);
  wait_for (stand, "The disk is full.");
  assert_unseen (stand, "Person added");
  /* It can be read, and then the latest of what was done takes its place. */
  wait_for (stand, "Person added");
  wait_for_end (stand, "The disk is full.");
  assert_unseen (stand, "Community added");
}

static void
test_success_long_after_error (Stand *stand, gconstpointer data)
{
  fail (stand, "The disk is full.", NULL);
  outlast_another ();
  wait_for (stand, "The disk is full.");
  ga_toaster_say (stand->toaster, "Community added");
  wait_for (stand, "Community added");
  wait_for_end (stand, "The disk is full.");
}

static void
test_error_after_waiting_success (Stand *stand, gconstpointer data)
{
  ga_toaster_say (stand->toaster, "Community added");
  ga_toaster_say (stand->toaster, "Person added");
  fail (stand, "The disk is full.", NULL);
  wait_for (stand, "The disk is full.");
  outlast_another ();
  wait_for (stand, "The disk is full.");
}

static void
test_two_errors (Stand *stand, gconstpointer data)
{
  fail (stand, "The disk is full.", "Walk changed");
  fail (stand, "The disk is gone.", "Person changed");
  fail (stand, "The disk is gone.", "Person changed");
  wait_for (stand, "The disk is full.");
  ga_toaster_settle (stand->toaster, "Walk changed");
  wait_for (stand, "The disk is gone.");
  ga_toaster_settle (stand->toaster, "Person changed");
  wait_for_end (stand, "The disk is gone.");
}

static void
test_another_page (Stand *stand, gconstpointer data)
{
  fail (stand, "The disk is full.", NULL);
  wait_for (stand, "The disk is full.");
  /* Nobody has read it yet. */
  ga_toaster_move_on (stand->toaster);
  outlast_another ();
  wait_for (stand, "The disk is full.");
  ga_toaster_move_on (stand->toaster);
  wait_for_end (stand, "The disk is full.");
}

static void
test_newest_at_once (Stand *stand, gconstpointer data)
{
  for (guint i = 0; i < 20; i++)
    ga_toaster_offer_undo (stand->toaster, "Attendance changed", i);
  ga_toaster_say (stand->toaster, "Undone");
  wait_for (stand, "Undone");
  wait_for_end (stand, "Attendance changed");
}

static gboolean
has_room (gpointer label)
{
  return gtk_widget_get_width (label) > 0;
}

static void
test_a_long_sentence (Stand *stand, gconstpointer data)
{
  const char *text = "This could not be saved, since somebody else has changed it in the meantime. "
                     "Open it again, look at what it says now, and then change it once more.";
  graphene_rect_t bounds;
  GtkWidget *label;

  fail (stand, text, NULL);
  wait_for (stand, text);
  label = find_label (GTK_WIDGET (stand->toaster), text);
  wait_until (has_room, label, "the toast to be laid out");
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))));
  g_assert_true (gtk_widget_compute_bounds (label, GTK_WIDGET (stand->toaster), &bounds));
  g_assert_cmpfloat (bounds.origin.x, >=, 0);
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=,
                     gtk_widget_get_width (GTK_WIDGET (stand->toaster)));
}

static GtkWidget *
find_button (GtkWidget *parent, const char *label)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (GTK_IS_BUTTON (child) &&
          g_strcmp0 (gtk_button_get_label (GTK_BUTTON (child)), label) == 0)
        return child;
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_undo_beside_a_short_text (Stand *stand, gconstpointer data)
{
  const char *text = "Fællesskab tilføjet";
  GtkWidget *label, *button;

  ga_toaster_offer_undo (stand->toaster, text, 7);
  wait_for (stand, text);
  label = find_label (GTK_WIDGET (stand->toaster), text);
  wait_until (has_room, label, "the toast to be laid out");
  g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (GTK_LABEL (label))), ==, 1);
  button = find_button (GTK_WIDGET (stand->toaster), "_Undo");
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Undo");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, func) g_test_add (path, Stand, NULL, set_up, func, tear_down)
  ADD ("/toaster/an-error-outlives-the-toast-before", test_error_after_success);
  ADD ("/toaster/a-success-waits-until-an-error-can-be-read", test_success_after_error);
  ADD ("/toaster/a-success-replaces-an-error", test_success_long_after_error);
  ADD ("/toaster/a-success-replaces-no-later-error", test_error_after_waiting_success);
  ADD ("/toaster/every-error-is-told-once", test_two_errors);
  ADD ("/toaster/an-error-goes-with-its-page", test_another_page);
  ADD ("/toaster/the-latest-success-is-told", test_newest_at_once);
  ADD ("/toaster/a-long-sentence-is-not-cut", test_a_long_sentence);
  ADD ("/toaster/a-short-text-stands-in-one-line", test_undo_beside_a_short_text);
#undef ADD
  return g_test_run ();
}
