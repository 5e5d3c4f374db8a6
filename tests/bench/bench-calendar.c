/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "model/ga-date.h"
#include "model/ga-value.h"
#include "store/store-fixture.h"
#include "store/ga-calendar-rows.h"
#include "store/ga-series.h"

/* A month of the profile given, as a calendar reads it, beside the same walks as records; and in a
 * profile of its own: ten years of a weekly schedule made, and all walks of one moved, beside as
 * many walks that are simply written. Medians of ten turns each. */

#define TIMES 11 /* the first is not counted */
#define WALKS 500

static int
compare (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return left < right ? -1 : left > right;
}

static double
take_median (double *times)
{
  qsort (times + 1, TIMES - 1, sizeof *times, compare);
  return times[TIMES / 2];
}

static double
count_ms (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static void
count_cb (const GaCalendarRow *row, gpointer user_data)
{
  (*(guint *) user_data)++;
}

/* The month of the last two years with the most walks. */
static guint
find_month (GaReader *reader, char *from, char *until)
{
  g_autofree char *today = ga_date_today ();
  g_autoptr (GDate) day = ga_date_to_gdate (today);
  guint most = 0;

  g_date_set_day (day, 1);
  for (guint i = 0; i < 24; i++)
    {
      char first[11], next[11];
      guint n = 0;

      g_date_strftime (next, sizeof next, "%Y-%m-%d", day);
      g_date_subtract_months (day, 1);
      g_date_strftime (first, sizeof first, "%Y-%m-%d", day);
      g_assert_true (ga_reader_calendar_rows (reader, first, next, GA_CALENDAR_EVERYBODY, NULL,
                                              count_cb, &n, NULL));
      if (n <= most)
        continue;
      most = n;
      g_strlcpy (from, first, 11);
      g_strlcpy (until, next, 11);
    }
  return most;
}

static void
measure_month (GaStore *store)
{
  GaReader *reader = ga_store_get_reader (store);
  const GaEntity *entity = ga_schema_get (ga_store_get_schema (store), "meeting");
  double rows[TIMES], records[TIMES];
  char from[11] = "", until[11] = "";
  guint walks = find_month (reader, from, until);

  for (guint i = 0; i < TIMES; i++)
    {
      g_autoptr (GaQuery) query = ga_query_new (entity);
      g_autoptr (GPtrArray) list = NULL;
      gint64 start = g_get_monotonic_time ();
      guint n = 0;

      ga_reader_calendar_rows (reader, from, until, GA_CALENDAR_EVERYBODY, NULL, count_cb, &n,
                               NULL);
      rows[i] = count_ms (start);
      start = g_get_monotonic_time ();
      ga_query_where_text (query, "start", GA_AT_LEAST, from);
      ga_query_where_text (query, "start", GA_LESS, until);
      list = ga_reader_list (reader, query, NULL);
      records[i] = count_ms (start);
      g_assert_cmpuint (list->len, ==, walks);
    }
  printf ("month of a calendar, %u walks\t%.2f\t%.2f\tms\t16\n", walks, take_median (rows),
          take_median (records));
}

static gboolean
plan_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  guint made;

  return ga_series_plan (transaction, user_data, ga_record_get_text (user_data, "until"), &made,
                         error);
}

static gboolean
edit_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  GaRecord *edited = user_data;
  g_autoptr (GaRecord) stored =
      ga_reader_find (ga_transaction_get_reader (transaction), ga_record_get_entity (edited),
                      ga_record_get_id (edited), error);
  GaSeriesOutcome outcome;

  if (stored == NULL ||
      !ga_series_edit (transaction, stored, edited, GA_SERIES_ALL, &outcome, error))
    return FALSE;
  g_assert_cmpuint (outcome.changed, ==, WALKS);
  return TRUE;
}

static void
act (Profile *profile, GaTransactFunc func, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (ga_store_transact (profile->store, "Bench", func, data, &error) == 0)
    g_error ("%s", error->message);
}

static GaRecord *
make_schedule (Profile *profile, const GaRecord *community, const char *until)
{
  GaRecord *schedule = profile_record (profile, "schedule");

  ga_record_set_reference (schedule, "community", ga_record_get_id (community));
  ga_record_set_text (schedule, "rule", "FREQ=WEEKLY;BYDAY=TU");
  ga_record_set_text (schedule, "from", "2190-01-05");
  ga_record_set_text (schedule, "until", until);
  ga_record_set_text (schedule, "at", "10:00");
  return schedule;
}

static gboolean
put_all (GaTransaction *transaction, gpointer user_data, GError **error)
{
  GPtrArray *records = user_data;

  for (guint i = 0; i < records->len; i++)
    if (!ga_transaction_put (transaction, records->pdata[i], error))
      return FALSE;
  return TRUE;
}

static GPtrArray *
make_walks (Profile *profile, const GaRecord *community, guint n)
{
  GPtrArray *walks = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      GaRecord *walk = profile_record (profile, "meeting");
      g_autofree char *day = ga_date_add_days ("2190-01-05", (int) i * 7);
      g_autofree char *start = g_strconcat (day, "T10:00", NULL);

      ga_record_set_reference (walk, "community", ga_record_get_id (community));
      ga_record_set_text (walk, "start", start);
      g_ptr_array_add (walks, walk);
    }
  return walks;
}

static void
measure_making (Profile *profile, const GaRecord *community)
{
  double planned[TIMES], written[TIMES];

  for (guint i = 0; i < TIMES; i++)
    {
      g_autoptr (GaRecord) schedule = make_schedule (profile, community, "2199-12-31");
      g_autoptr (GPtrArray) walks = make_walks (profile, community, 521);
      gint64 start = g_get_monotonic_time ();

      act (profile, plan_cb, schedule);
      planned[i] = count_ms (start);
      profile_undo (profile);
      start = g_get_monotonic_time ();
      act (profile, put_all, walks);
      written[i] = count_ms (start);
      profile_undo (profile);
    }
  printf ("ten years of a weekly schedule\t%.1f\t%.1f\tms\t50\n", take_median (planned),
          take_median (written));
}

static void
measure_moving (Profile *profile, const GaRecord *community)
{
  g_autoptr (GaRecord) schedule = make_schedule (profile, community, "2199-07-30");
  g_autoptr (GPtrArray) walks = make_walks (profile, community, WALKS);
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (profile->schema, "meeting"));
  g_autoptr (GPtrArray) first = NULL;
  double moved[TIMES], written[TIMES];

  act (profile, plan_cb, schedule);
  act (profile, put_all, walks);
  ga_query_where_id (query, "schedule", ga_record_get_id (schedule));
  ga_query_sort (query, "start");
  first = ga_reader_list (ga_store_get_reader (profile->store), query, NULL);
  g_assert_cmpuint (first->len, ==, WALKS);
  for (guint i = 0; i < TIMES; i++)
    {
      g_autoptr (GaRecord) edited = ga_record_copy (first->pdata[0]);
      g_autofree char *at = g_strdup_printf ("T11:%02u", i);
      gint64 start = g_get_monotonic_time ();

      ga_record_set_text (edited, "start", "2190-01-06T10:30");
      act (profile, edit_cb, edited);
      moved[i] = count_ms (start);
      profile_undo (profile);
      for (guint w = 0; w < walks->len; w++)
        {
          g_autofree char *day = ga_date_add_days ("2190-01-05", (int) w * 7);
          g_autofree char *when = g_strconcat (day, at, NULL);

          ga_record_set_text (walks->pdata[w], "start", when);
        }
      start = g_get_monotonic_time ();
      act (profile, put_all, walks);
      written[i] = count_ms (start);
    }
  printf ("all %d walks of a schedule moved\t%.1f\t%.1f\tms\t100\n", WALKS, take_median (moved),
          take_median (written));
}

int
main (int argc, char **argv)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GaStore) store = argc == 2 ? ga_store_open (argv[1], schema, &error) : NULL;
  g_autoptr (GaRecord) community = NULL;
  Profile profile;

  if (store == NULL)
    g_error ("%s", error != NULL ? error->message : "Give a profile.");
  measure_month (store);
  ga_store_close (store);

  profile_set_up (&profile, NULL);
  community = profile_record (&profile, "community");
  ga_record_set_text (community, "name", "Åstien");
  profile_put (&profile, community);
  measure_making (&profile, community);
  measure_moving (&profile, community);
  profile_tear_down (&profile, NULL);
  return 0;
}
