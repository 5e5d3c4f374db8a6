/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/today/ga-last-week.h"

#include "model/ga-date.h"

static void
add_total (const GaMeetingTotal *total, gpointer user_data)
{
  GaLastWeek *week = user_data;

  if (!total->held)
    return;
  week->walks++;
  week->came += total->named + total->unnamed;
}

static gpointer
read_week (GaReader *reader, gpointer user_data, GError **error)
{
  g_autofree char *today = ga_date_today ();
  g_autoptr (GDate) day = ga_date_to_gdate (today);
  int since_monday = (int) g_date_get_weekday (day) - 1;
  g_autofree char *monday = ga_date_add_days (today, -since_monday - 7);
  g_autofree char *next = ga_date_add_days (today, -since_monday);
  g_autoptr (GaQuery) query =
      ga_query_new (ga_schema_get (ga_reader_get_schema (reader), "meeting"));
  g_autoptr (GPtrArray) meetings = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GaId));
  g_autofree GaLastWeek *week = g_new0 (GaLastWeek, 1);

  ga_query_where_text (query, "start", GA_AT_LEAST, monday);
  ga_query_where_text (query, "start", GA_LESS, next);
  ga_query_where_text (query, "status", GA_EQUAL, "held");
  meetings = ga_reader_list (reader, query, error);
  if (meetings == NULL)
    return NULL;
  for (guint i = 0; i < meetings->len; i++)
    g_array_append_vals (ids, ga_record_get_id (meetings->pdata[i]), 1);
  if (!ga_reader_meeting_totals (reader, ids, add_total, week, error))
    return NULL;
  return g_steal_pointer (&week);
}

/**
 * ga_last_week_read_async: off the main thread: a region has some hundred walks a week
 */
void
ga_last_week_read_async (GaStore *store,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  ga_store_read_async (store, read_week, NULL, NULL, g_free, cancellable, callback, user_data);
}

/**
 * ga_last_week_read_finish:
 * Returns: (transfer full): free with g_free()
 */
GaLastWeek *
ga_last_week_read_finish (GaStore *store, GAsyncResult *result, GError **error)
{
  return ga_store_read_finish (store, result, error);
}
