/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "store-fixture.h"
#include "store/ga-series.h"

/* Schedules with their walks, and how those are told in a test. */

/* 2190-01-05 is a Tuesday; Easter Day of that year is 25 April. */
#define FIRST "2190-01-05"

typedef struct
{
  GaRecord *record; /* a schedule, or a meeting as it is to be */
  GaRecord *opened; /* (nullable): that meeting as it was read; %NULL for as it is */
  GaSeriesScope scope;
  const char *until;
  guint made;
  GaSeriesOutcome outcome;
} Job;

static inline gboolean
plan_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Job *job = user_data;

  return ga_series_plan (transaction, job->record, job->until, &job->made, error);
}

static inline GaRecord *
plan (Profile *profile, const char *rule, const char *from, const char *until)
{
  g_autoptr (GaRecord) community = profile_record (profile, "community");
  GaRecord *schedule = profile_record (profile, "schedule");
  g_autoptr (GError) error = NULL;
  Job job = { .record = schedule, .until = until };

  ga_record_set_text (community, "name", "Åstien");
  ga_record_set_text (community, "activity", "walk");
  profile_put (profile, community);
  ga_record_set_reference (schedule, "community", ga_record_get_id (community));
  ga_record_set_text (schedule, "rule", rule);
  ga_record_set_text (schedule, "from", from);
  ga_record_set_text (schedule, "at", "10:00");
  ga_store_transact (profile->store, "Test", plan_cb, &job, &error);
  g_assert_no_error (error);
  return schedule;
}

static inline GPtrArray *
list_meetings (Profile *profile)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (profile->schema, "meeting"));

  ga_query_sort (query, "start");
  return ga_reader_list (ga_store_get_reader (profile->store), query, NULL);
}

/* The starts of all meetings, one a word. */
static inline char *
tell_starts (Profile *profile)
{
  g_autoptr (GPtrArray) meetings = list_meetings (profile);
  GString *starts = g_string_new (NULL);

  for (guint i = 0; i < meetings->len; i++)
    g_string_append_printf (starts, "%s%s", i > 0 ? " " : "",
                            ga_record_get_text (meetings->pdata[i], "start") + strlen ("2190-"));
  return g_string_free (starts, FALSE);
}

static inline void
assert_starts (Profile *profile, const char *expected)
{
  g_autofree char *starts = tell_starts (profile);

  g_assert_cmpstr (starts, ==, expected);
}

static inline GaRecord *
nth_meeting (Profile *profile, guint n)
{
  g_autoptr (GPtrArray) meetings = list_meetings (profile);

  g_assert_cmpuint (n, <, meetings->len);
  return g_object_ref (meetings->pdata[n]);
}
