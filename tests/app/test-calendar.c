/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "app-fixture.h"
#include "app/calendar/ga-calendar-choice.h"
#include "app/calendar/ga-calendar-walk.h"
#include "app/communities/ga-schedule-list.h"
#include "app/communities/ga-schedule-rows.h"
#include "model/ga-value.h"

static GaRecord *
put_community (Desk *desk, const char *name)
{
  GaRecord *community = desk_record (desk, "community");

  ga_record_set_text (community, "name", name);
  ga_record_set_text (community, "activity", "walk");
  desk_put (desk, community);
  return community;
}

static void
test_holidays (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) community = put_community (desk, "Turgåerne");
  g_autoptr (GaRecord) walk = desk_record (desk, "meeting");
  g_autoptr (GPtrArray) walks = NULL;
  GaId everybody = { 0 };

  walks = ga_calendar_walks_read (ga_context_get_reader (desk->context), "2190-05-01", "2190-06-01",
                                  GA_CALENDAR_EVERYBODY, &everybody);
  g_assert_null (ga_calendar_walks_get_zone (walks));
  g_clear_pointer (&walks, g_ptr_array_unref);

  ga_record_set_reference (walk, "community", ga_record_get_id (community));
  ga_record_set_text (walk, "start", "2190-05-04T10:00");
  ga_record_set_text (walk, "zone", "Europe/Oslo");
  desk_put (desk, walk);
  walks = ga_calendar_walks_read (ga_context_get_reader (desk->context), "2190-05-01", "2190-06-01",
                                  GA_CALENDAR_EVERYBODY, &everybody);
  g_assert_cmpstr (ga_calendar_walks_get_zone (walks), ==, "Europe/Oslo");
}

/* What the selector offers, until it is another number of choices. */
typedef struct
{
  GaCalendarChoice *choice;
  GtkWidget *selector;
  gboolean visible;
} Offer;

static gboolean
is_offered (gpointer data)
{
  Offer *offer = data;

  return gtk_widget_get_visible (offer->selector) == offer->visible;
}

static void
count_cb (GaSelector *selector, guint *times)
{
  (*times)++;
}

static void
test_choice (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) first = put_community (desk, "Bysti");
  g_autoptr (GaRecord) second = put_community (desk, "Åstien");
  g_autoptr (GPtrArray) gone = g_ptr_array_new ();
  Offer offer = { .selector = g_object_ref_sink (g_object_new (GA_TYPE_SELECTOR, NULL)) };
  GaCalendarWhose whose;
  guint times = 0;
  GaId of;

  offer.choice = ga_calendar_choice_new (desk->context, GA_SELECTOR (offer.selector));
  g_signal_connect (offer.selector, "selected", G_CALLBACK (count_cb), &times);
  ga_calendar_choice_get (offer.choice, 0, &whose, &of);
  g_assert_cmpint (whose, ==, GA_CALENDAR_EVERYBODY);
  offer.visible = TRUE;
  wait_until (is_offered, &offer, "both communities to be offered");
  ga_calendar_choice_get (offer.choice, 2, &whose, &of);
  g_assert_cmpint (whose, ==, GA_CALENDAR_COMMUNITY);
  g_assert_true (ga_id_equal (&of, ga_record_get_id (second)));

  ga_selector_set_selected (GA_SELECTOR (offer.selector), 2);
  times = 0;
  g_ptr_array_add (gone, second);
  ga_store_delete_async (ga_context_get_store (desk->context), "Test", gone, NULL, NULL, NULL);
  desk_put (desk, first);
  ga_calendar_choice_refresh (offer.choice);
  offer.visible = FALSE;
  wait_until (is_offered, &offer, "one community to need no choice");
  g_assert_cmpuint (ga_selector_get_selected (GA_SELECTOR (offer.selector)), ==, 0);
  g_assert_cmpuint (times, ==, 1);

  /* Gone while it is read. */
  ga_calendar_choice_refresh (offer.choice);
  ga_calendar_choice_free (offer.choice);
  g_assert_finalize_object (offer.selector);
}

static void
test_rows (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) schedule = desk_record (desk, "schedule");
  GtkWidget *row = g_object_ref_sink (ga_entry_row_new ("Weeks", FALSE));
  g_autoptr (GError) error = NULL;
  int number;

  ga_record_set_text (schedule, "from", "2190-01-05");
  ga_entry_row_set_text (GA_ENTRY_ROW (row), "soon");
  g_assert_false (ga_schedule_read_number (GA_ENTRY_ROW (row), 1, 9, &number, NULL));
  g_assert_false (ga_schedule_read_number (GA_ENTRY_ROW (row), 1, 9, &number, &error));
  g_assert_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE);
  g_clear_error (&error);
  g_assert_false (ga_schedule_read_skips (schedule, GA_ENTRY_ROW (row), NULL));
  g_assert_false (ga_schedule_read_skips (schedule, GA_ENTRY_ROW (row), &error));
  g_assert_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE);
  g_object_unref (row);
}

static GaRecord *
put_plan (Desk *desk, const GaRecord *community, const GaRecord *follows)
{
  GaRecord *plan = desk_record (desk, "schedule");

  ga_record_set_reference (plan, "community", ga_record_get_id (community));
  ga_record_set_text (plan, "rule", "FREQ=WEEKLY;BYDAY=TU");
  ga_record_set_text (plan, "from", "2190-01-05");
  ga_record_set_text (plan, "at", "10:00");
  if (follows != NULL)
    ga_record_set_reference (plan, "follows", ga_record_get_id (follows));
  desk_put (desk, plan);
  return plan;
}

static guint
count_buttons (GtkWidget *parent)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += GTK_IS_BUTTON (child) ? 1 : count_buttons (child);
  return n;
}

/* Of two that took over from one another apart, the one whose walks the other has taken is no plan
 * any more. */
static void
test_a_plan_that_is_left_over_is_not_listed (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) community = put_community (desk, "Turgåerne");
  g_autoptr (GaRecord) plan = put_plan (desk, community, NULL);
  g_autoptr (GaRecord) next = put_plan (desk, community, plan);
  g_autoptr (GaRecord) walk = desk_record (desk, "meeting");
  GaScheduleList *list = g_object_ref_sink (g_object_new (GA_TYPE_SCHEDULE_LIST, NULL));

  ga_record_set_reference (walk, "community", ga_record_get_id (community));
  ga_record_set_text (walk, "start", "2190-05-04T10:00");
  ga_record_set_reference (walk, "schedule", ga_record_get_id (next));
  desk_put (desk, walk);
  ga_schedule_list_show (list, desk->context, community);
  g_assert_cmpuint (count_buttons (GTK_WIDGET (list)), ==, 3);
  ga_record_clear (next, "follows");
  desk_put (desk, next);
  ga_schedule_list_show (list, desk->context, community);
  g_assert_cmpuint (count_buttons (GTK_WIDGET (list)), ==, 6);
  g_object_unref (list);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, func) g_test_add (path, Desk, NULL, desk_set_up, func, desk_tear_down)
  ADD ("/calendar/tells-the-holidays-of-where-the-walks-are", test_holidays);
  ADD ("/calendar/offers-communities-once-they-are-read", test_choice);
  ADD ("/calendar/says-in-the-row-what-cannot-be-read", test_rows);
#undef ADD
  g_test_add ("/calendar/a-plan-that-is-left-over-is-not-listed", Desk, NULL, desk_set_up,
              test_a_plan_that_is_left_over_is_not_listed, desk_tear_down);
  return g_test_run ();
}
