/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/ga-calendar.h"
#include "exchange/ga-exchange-error.h"
#include "exchange/ga-import-source-private.h"
#include "model/entities/ga-entities.h"
#include "model/ga-date.h"
#include "model/ga-recurrence.h"

/* Events become walks. */

#define YEARS_AHEAD   2   /* of today, or of its start, that a rule without an end is followed */
#define MOST_OF_EVENT 800 /* walks that the rule of one event makes: a daily one for two years */
#define OWN_SUFFIX    "@gangart"

typedef struct
{
  GaImportSource *source;
  const GaCalendar *calendar;
  const char *community; /* (nullable) */
  const char *zone;      /* that of walks, and of times that float */
  GHashTable *replaced;  /* "UID time" of those that another event takes the place of */
  GCancellable *cancellable;
} Reading;

/* Zones as the programs of one system call them. */
static const struct
{
  const char *theirs, *ours;
} known_zones[] = {
  { "Romance Standard Time", "Europe/Copenhagen" },
  { "W. Europe Standard Time", "Europe/Berlin" },
  { "Central Europe Standard Time", "Europe/Budapest" },
  { "Central European Standard Time", "Europe/Warsaw" },
  { "GMT Standard Time", "Europe/London" },
  { "Greenwich Standard Time", "Atlantic/Reykjavik" },
  { "Greenland Standard Time", "America/Nuuk" },
  { "FLE Standard Time", "Europe/Helsinki" },
};

static gboolean
is_ours (const char *zone)
{
  for (const GaChoice *choice = ga_choices_zone; choice->code != NULL; choice++)
    if (g_strcmp0 (choice->code, zone) == 0)
      return TRUE;
  return FALSE;
}

/* The zone as it is known here; "/vendor/Europe/Copenhagen" is one, too. */
static char *
find_zone (const Reading *self, const char *told)
{
  const char *slash;

  if (told == NULL)
    return g_strdup (self->zone);
  for (guint i = 0; i < G_N_ELEMENTS (known_zones); i++)
    if (g_ascii_strcasecmp (known_zones[i].theirs, told) == 0)
      return g_strdup (known_zones[i].ours);
  if (*told != '/')
    return g_strdup (told);
  slash = g_strrstr (told, "/");
  while (slash > told && slash[-1] != '/')
    slash--;
  return g_strdup (slash);
}

/* @text in @from, as the clocks of @to show it; NULL for a zone that nobody knows. */
static char *
convert (const char *text, const char *from, const char *to)
{
  g_autoptr (GDateTime) instant = NULL;

  if (g_strcmp0 (from, to) == 0)
    return g_strdup (text);
  instant = ga_time_to_instant (text, from);
  return instant != NULL ? ga_time_from_instant (instant, to) : NULL;
}

/* A time of the event, in the zone of its start. */
static char *
place (const Reading *self, const GaCalendarTime *time, const char *zone)
{
  g_autofree char *own = find_zone (self, time->zone);

  if (strlen (time->text) < strlen ("2026-01-06T10:00"))
    return g_strdup (time->text);
  return convert (time->text, own, zone);
}

static void
add_problem (Reading *self, guint number, guint line, const char *sentence)
{
  GaImportCells *row = ga_import_cells_new ();

  row->number = number;
  row->error = ga_exchange_error_new (GA_EXCHANGE_ERROR_CELL, number, NULL,
                                      /* Translators: %3$s is a whole sentence. */
                                      _ ("Event %1$u, line %2$u: %3$s"), number, line, sentence);
  g_ptr_array_add (self->source->rows, row);
}

static void
set_text (Reading *self, GaImportCells *row, const char *heading, const char *text)
{
  ga_import_source_set (self->source, row, heading, GA_JSON_TEXT, g_strdup (text));
}

/* Which of our walks it is: only a walk that stays with its community. */
static char *
find_id (const Reading *self, const GaCalendarEvent *event)
{
  g_autofree char *id = NULL;
  GaId read;

  if (event->uid == NULL || !g_str_has_suffix (event->uid, OWN_SUFFIX) || event->rule != NULL)
    return NULL;
  if (self->community != NULL && g_strcmp0 (self->community, event->community) != 0)
    return NULL;
  id = g_strndup (event->uid, strlen (event->uid) - strlen (OWN_SUFFIX));
  return ga_id_parse (id, &read) ? g_steal_pointer (&id) : NULL;
}

static void
add_walk (Reading *self,
          guint number,
          const GaCalendarEvent *event,
          const char *start,
          const char *zone,
          int minutes)
{
  GaImportCells *row = ga_import_cells_new ();
  const char *community = self->community != NULL ? self->community : event->community;
  g_autofree char *id = find_id (self, event);
  g_autofree char *shown = minutes >= 0 ? g_strdup_printf ("%d", minutes) : NULL;

  row->number = number;
  set_text (self, row, "id", id);
  set_text (self, row, "community", community);
  set_text (self, row, "start", start);
  set_text (self, row, "zone", zone);
  set_text (self, row, "duration_min", shown);
  set_text (self, row, "venue", event->location);
  set_text (self, row, "status", event->cancelled ? "cancelled" : NULL);
  set_text (self, row, "reason", event->cancelled ? "other" : NULL);
  g_ptr_array_add (self->source->rows, row);
}

/* How long it takes; below 0 where it does not say. */
static int
count_minutes (const Reading *self,
               const GaCalendarEvent *event,
               const char *start,
               const char *zone)
{
  g_autofree char *end = NULL;
  g_autoptr (GDateTime) from = NULL;
  g_autoptr (GDateTime) until = NULL;

  if (strlen (event->end.text) < strlen ("2026-01-06T10:00"))
    return event->duration_min;
  end = place (self, &event->end, zone);
  from = ga_time_to_instant (start, zone);
  until = end != NULL ? ga_time_to_instant (end, zone) : NULL;
  if (from == NULL || until == NULL)
    return -1;
  return (int) CLAMP (g_date_time_difference (until, from) / G_TIME_SPAN_MINUTE, 0, G_MAXINT16);
}

/* Adds a walk at @text of @zone, in a zone that walks have. */
static void
add_at (Reading *self,
        guint number,
        const GaCalendarEvent *event,
        const char *text,
        const char *zone,
        int minutes)
{
  const char *kept = is_ours (zone) ? zone : self->zone;
  g_autofree char *start = convert (text, zone, kept);

  g_autofree char *real = start != NULL ? ga_time_make_real (start, kept) : NULL;

  if (real != NULL)
    add_walk (self, number, event, real, kept, minutes);
}

/* (transfer full): the days and times of @zone that the event leaves out */
static GHashTable *
find_exceptions (const Reading *self, const GaCalendarEvent *event, const char *zone)
{
  GHashTable *exceptions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; event->except != NULL && i < event->except->len &&
                    !g_cancellable_is_cancelled (self->cancellable);
       i++)
    {
      char *left_out = place (self, &g_array_index (event->except, GaCalendarTime, i), zone);

      if (left_out != NULL)
        g_hash_table_add (exceptions, left_out);
    }
  return exceptions;
}

/* A day alone among @exceptions means whatever is on it. */
static gboolean
is_left_out (const Reading *self,
             const GaCalendarEvent *event,
             GHashTable *exceptions,
             const char *text)
{
  g_autofree char *key = g_strconcat (event->uid != NULL ? event->uid : "", " ", text, NULL);
  g_autofree char *day = ga_time_dup_day (text);

  return g_hash_table_contains (self->replaced, key) || g_hash_table_contains (exceptions, text) ||
         g_hash_table_contains (exceptions, day);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* (transfer full): days of the rule; %NULL with @error */
static GPtrArray *
follow_rule (const Reading *self, const GaCalendarEvent *event, const char *first, GError **error)
{
  g_autofree char *today = ga_date_today ();
  g_autofree char *until =
      ga_date_add_days (strcmp (today, first) > 0 ? today : first, YEARS_AHEAD * 366);
  g_autoptr (GPtrArray) days =
      ga_recurrence_days (event->rule, first, until, MOST_OF_EVENT + 1, error);
  g_autoptr (GPtrArray) more = NULL;

  if (days != NULL && days->len == 0)
    {
      g_propagate_error (error, ga_exchange_error_new (GA_EXCHANGE_ERROR_CELL, 0, NULL,
                                                       _ ("The rule of the event has no day that "
                                                          "comes. Correct it, or leave it out.")));
      return NULL;
    }
  if (days != NULL && days->len > MOST_OF_EVENT)
    {
      g_propagate_error (error,
                         ga_exchange_error_new (GA_EXCHANGE_ERROR_TOO_LARGE, 0, NULL,
                                                _ ("The event repeats more than 800 times. Let it "
                                                   "begin later, or give its rule an end.")));
      return NULL;
    }
  more = days != NULL ? ga_recurrence_days (event->rule, first, NULL, days->len + 1, error) : NULL;
  if (more == NULL)
    return NULL;
  self->source->cut += more->len > days->len ? 1 : 0;
  return g_steal_pointer (&days);
}

/* (transfer full): local times in @zone, in order, some perhaps twice; %NULL with @error */
static GPtrArray *
expand (const Reading *self,
        const GaCalendarEvent *event,
        const char *start,
        const char *zone,
        GError **error)
{
  g_autoptr (GPtrArray) times = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *first = ga_time_dup_day (start);
  g_autoptr (GPtrArray) days =
      event->rule != NULL ? follow_rule (self, event, first, error) : g_ptr_array_new ();

  if (days == NULL)
    return NULL;
  g_ptr_array_add (times, g_strdup (start));
  for (guint i = 0; i < days->len; i++)
    g_ptr_array_add (times, g_strconcat (days->pdata[i], start + strlen (first), NULL));
  for (guint i = 0; event->also != NULL && i < event->also->len &&
                    !g_cancellable_is_cancelled (self->cancellable);
       i++)
    {
      char *time = place (self, &g_array_index (event->also, GaCalendarTime, i), zone);

      if (time != NULL && strlen (time) == strlen (start))
        g_ptr_array_add (times, time);
      else
        g_free (time);
    }
  g_ptr_array_sort (times, compare_texts);
  return g_steal_pointer (&times);
}

static void
add_event (Reading *self, guint number, const GaCalendarEvent *event)
{
  g_autofree char *zone = find_zone (self, event->start.zone);
  g_autofree char *start = g_strdup (event->start.text);
  g_autofree char *known = NULL;
  g_autoptr (GHashTable) exceptions = NULL;
  g_autoptr (GPtrArray) times = NULL;
  g_autoptr (GError) problem = NULL;
  int minutes;

  if (strlen (start) < strlen ("2026-01-06T10:00"))
    {
      add_problem (self, number, event->start_line,
                   _ ("The event is of a whole day, and a walk has a time of day."));
      return;
    }
  known = convert (start, zone, is_ours (zone) ? zone : self->zone);
  if (known == NULL)
    {
      g_autofree char *sentence = g_strdup_printf (
          _ ("The time zone “%s” is not known. Expected was one such as Europe/Copenhagen."), zone);

      add_problem (self, number, event->start_line, sentence);
      return;
    }
  minutes = count_minutes (self, event, start, zone);
  times = expand (self, event, start, zone, &problem);
  if (times == NULL && problem != NULL)
    add_problem (self, number, event->line, problem->message);
  exceptions = find_exceptions (self, event, zone);
  for (guint i = 0;
       times != NULL && i < times->len && !g_cancellable_is_cancelled (self->cancellable); i++)
    if ((i == 0 || strcmp (times->pdata[i], times->pdata[i - 1]) != 0) &&
        (*event->instead_of.text != '\0' ||
         !is_left_out (self, event, exceptions, times->pdata[i])))
      add_at (self, number, event, times->pdata[i], zone, minutes);
}

/* Which times of repeating events others take the place of, in the zone of those. */
static void
find_replaced (Reading *self)
{
  g_autoptr (GHashTable) zones = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  GPtrArray *events = self->calendar->events;

  for (guint i = 0; i < events->len; i++)
    {
      const GaCalendarEvent *event = events->pdata[i];

      if (event->uid != NULL && *event->instead_of.text == '\0')
        g_hash_table_replace (zones, event->uid, find_zone (self, event->start.zone));
    }
  for (guint i = 0; i < events->len; i++)
    {
      const GaCalendarEvent *event = events->pdata[i];
      const char *zone = event->uid != NULL ? g_hash_table_lookup (zones, event->uid) : NULL;
      g_autofree char *time = NULL;

      if (zone == NULL || *event->instead_of.text == '\0')
        continue;
      time = place (self, &event->instead_of, zone);
      if (time != NULL)
        g_hash_table_add (self->replaced, g_strconcat (event->uid, " ", time, NULL));
    }
}

static gboolean
check_communities (const Reading *self, GError **error)
{
  for (guint i = 0; self->community == NULL && i < self->calendar->events->len; i++)
    if (((const GaCalendarEvent *) self->calendar->events->pdata[i])->community == NULL)
      {
        g_propagate_error (
            error, ga_exchange_error_new (GA_EXCHANGE_ERROR_UNKNOWN_COLUMN, 0, "community",
                                          _ ("A calendar does not say whose walks it holds. Choose "
                                             "the community (--community ID).")));
        return FALSE;
      }
  return TRUE;
}

/**
 * ga_import_source_read_calendar:
 * @text: changed
 *
 * Adds a row for each walk that the events in @text become.
 */
gboolean
ga_import_source_read_calendar (GaImportSource *self,
                                char *text,
                                const GaImportOptions *options,
                                GError **error)
{
  g_autoptr (GaCalendar) calendar = ga_calendar_read (text, options->cancellable, error);
  g_autoptr (GHashTable) replaced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Reading reading = {
    self, calendar, options->community, GA_ZONE_DEFAULT, replaced, options->cancellable
  };

  if (calendar == NULL || !check_communities (&reading, error))
    return FALSE;
  if (is_ours (calendar->zone))
    reading.zone = calendar->zone;
  self->is_calendar = TRUE;
  find_replaced (&reading);
  for (guint i = 0; i < calendar->events->len; i++)
    {
      const GaCalendarEvent *event = calendar->events->pdata[i];

      if (g_cancellable_set_error_if_cancelled (options->cancellable, error))
        return FALSE;
      if (self->rows->len >= GA_CALENDAR_MOST_EVENTS)
        {
          g_propagate_error (
              error, ga_exchange_error_new (GA_EXCHANGE_ERROR_TOO_LARGE, 0, NULL,
                                            _ ("The events of the calendar become more than "
                                               "100,000 walks. Export fewer years of it.")));
          return FALSE;
        }
      if (event->error == NULL)
        add_event (&reading, i + 1, event);
      else
        {
          GaImportCells *row = ga_import_cells_new ();

          row->number = i + 1;
          row->error = g_error_copy (event->error);
          g_ptr_array_add (self->rows, row);
        }
    }
  return !g_cancellable_set_error_if_cancelled (options->cancellable, error);
}
