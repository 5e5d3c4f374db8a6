/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libical/ical.h>
#include <stdio.h>
#include <string.h>

#include "exchange/ga-calendar.h"
#include "exchange/ga-importer.h"
#include "store/store-fixture.h"

/* A calendar of 4,778 events: read beside libical's parser alone on the same text; written, read
 * and written again; and 4,000 of them imported into a profile, each time a new one. */

#define EVENTS   4778
#define IMPORTED 4000
#define TIMES    11
#define IMPORTS  5

static char *
make_calendar (guint n_events)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GHashTable) zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GDateTime) first = g_date_time_new_utc (2020, 1, 6, 10, 0, 0);

  ga_calendar_append_head (text, "Bench");
  for (guint i = 0; i < n_events; i++)
    {
      g_autoptr (GaCalendarEvent) event = ga_calendar_event_new ();
      g_autoptr (GDateTime) day = g_date_time_add_days (first, (int) (i / 2));
      g_autofree char *start =
          g_date_time_format (day, i % 2 == 0 ? "%Y-%m-%dT10:00" : "%Y-%m-%dT17:30");
      g_autofree char *end =
          g_date_time_format (day, i % 2 == 0 ? "%Y-%m-%dT11:00" : "%Y-%m-%dT18:30");

      event->uid = g_strdup_printf ("event-%u@example.org", i);
      ga_calendar_time_set (&event->start, start, "Europe/Copenhagen");
      ga_calendar_time_set (&event->end, end, "Europe/Copenhagen");
      event->stamp = G_GINT64_CONSTANT (1767225600) + i;
      event->sequence = i;
      event->summary =
          g_strdup ("Gåfællesskabet ved søen, onsdag; for alle der har lyst til en tur");
      event->location = g_strdup ("Parkeringspladsen ved Bygholm Sø, 8700 Horsens");
      ga_calendar_append_event (text, event, zones);
    }
  ga_calendar_append_tail (text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
write_again (const GaCalendar *calendar)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GHashTable) zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  ga_calendar_append_head (text, calendar->name);
  for (guint i = 0; i < calendar->events->len; i++)
    ga_calendar_append_event (text, g_ptr_array_index (calendar->events, i), zones);
  ga_calendar_append_tail (text);
  return g_string_free (text, FALSE);
}

static double
time_ours (const char *text)
{
  g_autofree char *copy = g_strdup (text);
  g_autofree char *again = NULL;
  gint64 start = g_get_monotonic_time (), took;
  g_autoptr (GaCalendar) calendar = ga_calendar_read (copy, NULL, NULL);

  took = g_get_monotonic_time () - start;
  if (calendar == NULL || calendar->events->len != EVENTS)
    g_error ("The calendar was not read");
  again = write_again (calendar);
  if (strcmp (again, text) != 0)
    g_error ("What was written again is not what was read");
  return (double) took / 1000;
}

static double
time_libical (const char *text)
{
  gint64 start = g_get_monotonic_time (), took;
  icalcomponent *calendar = icalparser_parse_string (text);

  took = g_get_monotonic_time () - start;
  if (calendar == NULL ||
      icalcomponent_count_components (calendar, ICAL_VEVENT_COMPONENT) != EVENTS)
    g_error ("libical did not read the calendar");
  icalcomponent_free (calendar);
  return (double) took / 1000;
}

static double
time_import (const char *path)
{
  static const GaImportOptions options = { .community = "Bench" };
  Profile profile = { 0 };
  g_autoptr (GaRecord) community = NULL;
  g_autoptr (GaImport) import = NULL;
  gint64 start, took;

  profile_set_up (&profile, NULL);
  community = profile_record (&profile, "community");
  ga_record_set_text (community, "name", "Bench");
  profile_put (&profile, community);
  start = g_get_monotonic_time ();
  import = ga_import_read (ga_store_get_reader (profile.store),
                           ga_schema_get (profile.schema, "meeting"), path, &options, NULL);
  if (import == NULL || ga_import_get_counts (import)->created != IMPORTED ||
      !ga_import_rehearse (import, profile.store, NULL) ||
      ga_import_apply (import, profile.store, NULL) == 0)
    g_error ("The events were not imported");
  took = g_get_monotonic_time () - start;
  profile_tear_down (&profile, NULL);
  return (double) took / 1e6;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return left < right ? -1 : left > right;
}

static double
median (double *values, guint n_values)
{
  qsort (values, n_values, sizeof *values, compare);
  return values[n_values / 2];
}

int
main (void)
{
  g_autofree char *text = make_calendar (EVENTS);
  g_autofree char *few = make_calendar (IMPORTED);
  g_autofree char *folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "calendar.ics", NULL);
  double ours[TIMES], theirs[TIMES], imports[IMPORTS];

  for (guint i = 0; i < TIMES; i++)
    {
      ours[i] = time_ours (text);
      theirs[i] = time_libical (text);
    }
  if (!g_file_set_contents (path, few, -1, NULL))
    g_error ("The calendar could not be written");
  for (guint i = 0; i < IMPORTS; i++)
    imports[i] = time_import (path);
  remove_folder (folder);
  printf ("reading a calendar of 4,778 events\t%.1f\t%.1f\tms\t1x\n", median (ours, TIMES),
          median (theirs, TIMES));
  printf ("import of 4,000 events\t%.2f\t-\ts\t2\n", median (imports, IMPORTS));
  return 0;
}
