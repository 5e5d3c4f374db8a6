/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "insight/ga-attendance-cache.h"
#include "insight/ga-attendance-report.h"

/* Every grouping of the attendance report under every filter, on the profile given, warm and inside
 * the process: the worst is printed. */

#define TIMES 10

static const GaAttendanceBy groupings[] = {
  GA_ATTENDANCE_BY_TOTAL,        GA_ATTENDANCE_BY_WEEK,      GA_ATTENDANCE_BY_MONTH,
  GA_ATTENDANCE_BY_YEAR,         GA_ATTENDANCE_BY_COMMUNITY, GA_ATTENDANCE_BY_KOMMUNE,
  GA_ATTENDANCE_BY_TARGET_GROUP, GA_ATTENDANCE_BY_ARENA,     GA_ATTENDANCE_BY_INITIATIVE,
};

typedef struct
{
  const char *name;
  GaAttendanceRequest request;
} Filter;

static GaRecord *
first_community (GaStore *store)
{
  g_autoptr (GaQuery) query =
      ga_query_new (ga_schema_get (ga_store_get_schema (store), "community"));
  g_autoptr (GPtrArray) list = NULL;

  ga_query_set_window (query, 0, 1);
  list = ga_reader_list (ga_store_get_reader (store), query, NULL);
  g_assert_true (list != NULL && list->len == 1);
  return g_object_ref (g_ptr_array_index (list, 0));
}

static double
time_report (GaAttendanceCache *cache, const GaAttendanceRequest *request)
{
  double worst = 0;

  for (guint i = 0; i <= TIMES; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GaAttendanceReport) report = ga_attendance_report_new (cache, request);

      if (i > 0)
        worst = MAX (worst, (double) (g_get_monotonic_time () - start));
    }
  return worst / 1000;
}

int
main (int argc, char **argv)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GaStore) store = argc == 2 ? ga_store_open (argv[1], schema, &error) : NULL;
  g_autoptr (GaAttendanceCache) cache = NULL;
  g_autoptr (GaRecord) community = NULL;
  Filter filters[7] = { { "all" },   { "kommune" },  { "community" }, { "target group" },
                        { "arena" }, { "one year" }, { "masked" } };
  double worst = 0;
  guint slowest_by = 0, slowest_filter = 0;

  if (store == NULL)
    g_error ("%s", error != NULL ? error->message : "Give a profile.");
  community = first_community (store);
  filters[1].request.kommune = *ga_record_get_reference (community, "kommune");
  filters[2].request.community = *ga_record_get_id (community);
  filters[3].request.target_group = ga_record_get_text (community, "target_group");
  filters[4].request.arena = ga_record_get_text (community, "arena");
  g_strlcpy (filters[5].request.from, "2024-01-01", sizeof filters[5].request.from);
  g_strlcpy (filters[5].request.to, "2024-12-31", sizeof filters[5].request.to);
  filters[6].request.mask = TRUE;
  cache = ga_attendance_cache_new (store);
  if (!ga_attendance_cache_load (cache, ga_store_get_reader (store), &error))
    g_error ("%s", error->message);
  for (guint f = 0; f < G_N_ELEMENTS (filters); f++)
    for (guint b = 0; b < G_N_ELEMENTS (groupings); b++)
      {
        double took;

        filters[f].request.by = groupings[b];
        took = time_report (cache, &filters[f].request);
        if (took <= worst)
          continue;
        worst = took;
        slowest_by = b;
        slowest_filter = f;
      }
  printf ("report over %u walks, worst: %s, %s\t%.2f\t-\tms\t16\n",
          ga_attendance_cache_get_n_meetings (cache),
          ga_attendance_by_get_label (groupings[slowest_by]), filters[slowest_filter].name, worst);
  ga_store_close (store);
  return 0;
}
