/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "exchange/ga-calendar.h"
#include "exchange/ga-exchange-error.h"

#define LINES_A_LOOK 1024 /* between two looks at whether it was cancelled */
#define MOST_TIMES   4000 /* beside a rule, or left out of it */

/* A line of a calendar: NAME;PARAMETER=…:VALUE */
typedef struct
{
  char *name;
  char *value;
  char *zone; /* (nullable): of its parameters */
} Line;

typedef struct
{
  char *at;
  guint line; /* on which the last one began */
  guint next; /* the one after it */
  GCancellable *cancellable;

  GaCalendar *calendar;
  guint depth;            /* calendars and parts that have begun */
  GaCalendarEvent *event; /* that has begun */
  guint event_depth;
} Reader;

void
ga_calendar_time_set (GaCalendarTime *self, const char *text, const char *zone)
{
  char *copy = g_strdup (zone);

  g_strlcpy (self->text, text, sizeof self->text);
  g_free (self->zone);
  self->zone = copy;
}

static void
clear_time (GaCalendarTime *time)
{
  g_free (time->zone);
}

GaCalendarEvent *
ga_calendar_event_new (void)
{
  GaCalendarEvent *event = g_new0 (GaCalendarEvent, 1);

  event->duration_min = -1;
  return event;
}

void
ga_calendar_event_free (GaCalendarEvent *event)
{
  if (event == NULL)
    return;
  g_clear_error (&event->error);
  g_free (event->uid);
  clear_time (&event->start);
  clear_time (&event->end);
  clear_time (&event->instead_of);
  g_free (event->rule);
  g_clear_pointer (&event->except, g_array_unref);
  g_clear_pointer (&event->also, g_array_unref);
  g_free (event->summary);
  g_free (event->location);
  g_free (event->color);
  g_free (event->community);
  g_free (event);
}

void
ga_calendar_free (GaCalendar *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->zone);
  g_ptr_array_unref (self->events);
  g_free (self);
}

/* The next line, put together in place where it was folded; NULL at the end. */
static char *
next_line (Reader *self)
{
  char *start = self->at, *to = start;

  if (*start == '\0')
    return NULL;
  self->line = self->next;
  do
    {
      gsize length = strcspn (self->at, "\r\n");

      memmove (to, self->at, length);
      to += length;
      self->at += length;
      if (*self->at != '\0')
        self->at += self->at[0] == '\r' && self->at[1] == '\n' ? 2 : 1;
      self->next++;
      if (*self->at != ' ' && *self->at != '\t')
        break;
      self->at++;
    }
  while (TRUE);
  *to = '\0';
  return start;
}

/* One parameter from @at on, which is past its `;`. */
static char *
read_parameter (char *at, Line *line)
{
  gboolean is_zone = g_ascii_strncasecmp (at, "TZID=", 5) == 0;
  char *value, *end;

  at += strcspn (at, "=;:");
  if (*at != '=')
    return at;
  value = ++at;
  if (*value == '"')
    {
      value++;
      end = value + strcspn (value, "\"");
      at = *end == '"' ? end + 1 : end;
    }
  else
    at = end = value + strcspn (value, ";:,");
  if (is_zone && line->zone == NULL)
    line->zone = g_strndup (value, (gsize) (end - value));
  return at + strcspn (at, ";:");
}

static gboolean
split (char *text, Line *line)
{
  char *at = text + strcspn (text, ";:");

  line->name = text;
  while (*at == ';')
    {
      *at = '\0';
      at = read_parameter (at + 1, line);
    }
  if (*at != ':')
    return FALSE;
  *at = '\0';
  line->value = at + 1;
  return TRUE;
}

/* The first thing that is wrong with an event is told. */
static void G_GNUC_PRINTF (2, 3) complain (Reader *self, const char *format, ...)
{
  va_list arguments;
  g_autofree char *sentence = NULL;

  if (self->event->error != NULL)
    return;
  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  self->event->error = ga_exchange_error_new (
      GA_EXCHANGE_ERROR_CELL, self->calendar->events->len + 1, NULL,
      /* Translators: %3$s is a whole sentence. */
      _ ("Event %1$u, line %2$u: %3$s"), self->calendar->events->len + 1, self->line, sentence);
}

/* "20260106T100000Z", or a day alone. */
static gboolean
read_time (const char *text, const char *zone, GaCalendarTime *time)
{
  guint year, month, day, hour = 0, minute = 0, second = 0;
  gsize digits = strspn (text, "0123456789");
  gboolean has_clock = text[digits] == 'T';
  const char *clock = text + digits + (has_clock ? 1 : 0);
  char canonical[sizeof time->text];

  if (digits != 8 || sscanf (text, "%4u%2u%2u", &year, &month, &day) != 3 || year < 1900 ||
      year > 2200 || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  if (has_clock && (strspn (clock, "0123456789") != 6 ||
                    sscanf (clock, "%2u%2u%2u", &hour, &minute, &second) != 3 || hour > 23 ||
                    minute > 59 || second > 60))
    return FALSE;
  clock += has_clock ? 6 : 0;
  if (*clock == 'Z')
    {
      zone = "UTC";
      clock++;
    }
  if (*clock != '\0')
    return FALSE;
  g_snprintf (canonical, sizeof canonical, "%04u-%02u-%02u", year, month, day);
  if (has_clock)
    g_snprintf (canonical, sizeof canonical, "%04u-%02u-%02uT%02u:%02u", year, month, day, hour,
                minute);
  ga_calendar_time_set (time, canonical, zone);
  return TRUE;
}

static void
take_time (Reader *self, const Line *line, GaCalendarTime *time)
{
  g_autofree char *shown = NULL;

  if (read_time (line->value, line->zone, time))
    return;
  shown = ga_exchange_shorten (line->value);
  complain (self, _ ("“%s” is no time of a calendar. Write it as 20260106T100000."), shown);
}

/* Times with commas between them; of a period its start. */
static void
take_times (Reader *self, const Line *line, GArray **times)
{
  g_auto (GStrv) each = g_strsplit (line->value, ",", MOST_TIMES + 1);

  if (*times == NULL)
    {
      *times = g_array_new (FALSE, TRUE, sizeof (GaCalendarTime));
      g_array_set_clear_func (*times, (GDestroyNotify) clear_time);
    }
  for (guint i = 0; each[i] != NULL; i++)
    {
      Line one = { line->name, each[i], line->zone };
      GaCalendarTime time = { "", NULL };

      if ((*times)->len >= MOST_TIMES)
        {
          complain (self,
                    _ ("The event lists more than 4,000 times. Divide it into several events."));
          return;
        }
      each[i][strcspn (each[i], "/")] = '\0';
      take_time (self, &one, &time);
      g_array_append_val (*times, time);
    }
}

/* "P1DT2H30M", "P2W"; below 0 for what is none, or is longer than anybody walks. */
static int
read_duration (const char *text)
{
  gint64 minutes = 0;
  const char *at = text + (*text == '+' ? 1 : 0);

  if (*at++ != 'P')
    return -1;
  while (*at != '\0')
    {
      char *end;
      guint64 count;

      if (*at == 'T')
        {
          at++;
          continue;
        }
      if (!g_ascii_isdigit (*at))
        return -1;
      count = g_ascii_strtoull (at, &end, 10);
      if (count > 1000000)
        return -1;
      minutes += (gint64) count * (*end == 'W'   ? 7 * 24 * 60
                                   : *end == 'D' ? 24 * 60
                                   : *end == 'H' ? 60
                                   : *end == 'M' ? 1
                                                 : 0);
      if (strchr ("WDHMS", *end) == NULL || *end == '\0' || minutes > 1000000)
        return -1;
      at = end + 1;
    }
  return (int) minutes;
}

static char *
unescape (const char *value)
{
  char *text = g_malloc (strlen (value) + 1), *to = text;

  for (const char *at = value; *at != '\0'; at++)
    {
      if (*at == '\\' && at[1] != '\0')
        at++;
      else
        {
          *to++ = *at;
          continue;
        }
      *to++ = *at == 'n' || *at == 'N' ? '\n' : *at;
    }
  *to = '\0';
  return text;
}

static void
take_text (char **target, const char *value)
{
  g_free (*target);
  *target = unescape (value);
}

static gboolean
is (const char *name, const char *wanted)
{
  return g_ascii_strcasecmp (name, wanted) == 0;
}

static void
take_duration (Reader *self, const char *value)
{
  g_autofree char *shown = ga_exchange_shorten (value);

  self->event->duration_min = read_duration (value);
  if (self->event->duration_min < 0)
    complain (self, _ ("“%s” is no duration. Write it as PT1H30M."), shown);
}

static void
take_stamp (GaCalendarEvent *event, const char *value)
{
  guint year, month, day, hour, minute, second;
  g_autoptr (GDateTime) stamp = NULL;

  if (sscanf (value, "%4u%2u%2uT%2u%2u%2uZ", &year, &month, &day, &hour, &minute, &second) == 6)
    stamp =
        g_date_time_new_utc ((int) year, (int) month, (int) day, (int) hour, (int) minute, second);
  event->stamp = stamp != NULL ? g_date_time_to_unix (stamp) : 0;
}

/* What an event says that is neither a time nor a text. */
static void
take_other (Reader *self, const Line *line)
{
  GaCalendarEvent *event = self->event;
  guint64 number;

  if (is (line->name, "DURATION"))
    take_duration (self, line->value);
  else if (is (line->name, "DTSTAMP"))
    take_stamp (event, line->value);
  else if (is (line->name, "SEQUENCE") &&
           g_ascii_string_to_unsigned (line->value, 10, 0, G_MAXINT32, &number, NULL))
    event->sequence = (guint) number;
  else if (is (line->name, "RRULE"))
    {
      if (event->rule != NULL)
        complain (self, _ ("The event has several rules for when it repeats. Give it one."));
      g_free (event->rule);
      event->rule = g_strdup (line->value);
    }
  else if (is (line->name, "STATUS"))
    event->cancelled = is (line->value, "CANCELLED");
}

static void
take_property (Reader *self, const Line *line)
{
  GaCalendarEvent *event = self->event;

  if (is (line->name, "UID"))
    take_text (&event->uid, line->value);
  else if (is (line->name, "DTSTART"))
    {
      take_time (self, line, &event->start);
      event->start_line = self->line;
    }
  else if (is (line->name, "DTEND"))
    take_time (self, line, &event->end);
  else if (is (line->name, "RECURRENCE-ID"))
    take_time (self, line, &event->instead_of);
  else if (is (line->name, "EXDATE"))
    take_times (self, line, &event->except);
  else if (is (line->name, "RDATE"))
    take_times (self, line, &event->also);
  else if (is (line->name, "SUMMARY"))
    take_text (&event->summary, line->value);
  else if (is (line->name, "LOCATION"))
    take_text (&event->location, line->value);
  else if (is (line->name, "COLOR"))
    take_text (&event->color, line->value);
  else if (is (line->name, "X-GANGART-COMMUNITY"))
    take_text (&event->community, line->value);
  else
    take_other (self, line);
}

static gboolean
refuse (GaExchangeError code, guint line, const char *sentence, GError **error)
{
  if (line == 0)
    g_propagate_error (error, ga_exchange_error_new (code, 0, NULL, "%s", sentence));
  else
    g_propagate_error (
        error,
        /* Translators: %2$s is a whole sentence. */
        ga_exchange_error_new (code, 0, NULL, _ ("Line %1$u: %2$s"), line, sentence));
  return FALSE;
}

static gboolean
begin_part (Reader *self, const char *name, GError **error)
{
  gboolean is_calendar = is (name, "VCALENDAR");

  if (is_calendar != (self->depth == 0))
    return refuse (GA_EXCHANGE_ERROR_NOT_TEXT, self->line,
                   is_calendar ? _ ("A calendar begins before the one before it has ended. The "
                                    "file may have been cut; get it anew.")
                               : _ ("A calendar (BEGIN:VCALENDAR) was expected."),
                   error);
  self->depth++;
  if (self->depth != 2 || !is (name, "VEVENT"))
    return TRUE;
  if (self->calendar->events->len >= GA_CALENDAR_MOST_EVENTS)
    return refuse (GA_EXCHANGE_ERROR_TOO_LARGE, 0,
                   _ ("The calendar holds more than 100,000 events. Export fewer years of it."),
                   error);
  self->event = ga_calendar_event_new ();
  self->event->line = self->line;
  self->event_depth = self->depth;
  return TRUE;
}

static gboolean
end_part (Reader *self, const char *name, GError **error)
{
  if (self->depth == 0)
    return refuse (
        GA_EXCHANGE_ERROR_NOT_TEXT, self->line,
        _ ("Something ends that has not begun. The file may have been cut; get it anew."), error);
  if (self->depth > 1 && is (name, "VCALENDAR"))
    return refuse (GA_EXCHANGE_ERROR_NOT_TEXT, self->line,
                   _ ("The calendar ends before what has begun in it. The file may have been cut; "
                      "get it anew."),
                   error);
  if (self->event != NULL && self->depth == self->event_depth)
    {
      if (*self->event->start.text == '\0')
        complain (self, _ ("The event has no start (DTSTART)."));
      g_ptr_array_add (self->calendar->events, g_steal_pointer (&self->event));
    }
  self->depth--;
  return TRUE;
}

/* @whole: whether it has a name and a value */
static gboolean
settle_line (Reader *self, const Line *line, gboolean whole, GError **error)
{
  if (!whole && self->event != NULL)
    complain (self, _ ("NAME:VALUE was expected."));
  else if (!whole)
    return refuse (GA_EXCHANGE_ERROR_NOT_TEXT, self->line,
                   _ ("NAME:VALUE was expected. The file may be damaged; get it anew."), error);
  else if (is (line->name, "BEGIN"))
    return begin_part (self, line->value, error);
  else if (is (line->name, "END"))
    return end_part (self, line->value, error);
  else if (self->event != NULL && self->depth == self->event_depth)
    take_property (self, line);
  else if (self->depth == 1 && is (line->name, "X-WR-TIMEZONE"))
    take_text (&self->calendar->zone, line->value);
  else if (self->depth == 1 && (is (line->name, "X-WR-CALNAME") || is (line->name, "NAME")))
    take_text (&self->calendar->name, line->value);
  return TRUE;
}

static gboolean
take_line (Reader *self, char *text, GError **error)
{
  Line line = { NULL, NULL, NULL };
  gboolean whole = split (text, &line);
  gboolean done = settle_line (self, &line, whole, error);

  g_free (line.zone);
  return done;
}

static gboolean
read_lines (Reader *self, GError **error)
{
  char *text;

  for (guint i = 0; (text = next_line (self)) != NULL; i++)
    {
      if (i % LINES_A_LOOK == 0 && g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      g_strchomp (text);
      if (*text != '\0' && !take_line (self, text, error))
        return FALSE;
    }
  if (self->depth > 0)
    return refuse (GA_EXCHANGE_ERROR_NOT_TEXT, 0,
                   _ ("The calendar has no end (END:VCALENDAR). The file may have been cut off; "
                      "get it anew."),
                   error);
  if (self->calendar->events->len == 0)
    return refuse (GA_EXCHANGE_ERROR_EMPTY, 0, _ ("The calendar holds no events."), error);
  return TRUE;
}

/**
 * ga_calendar_read:
 *
 * What is wrong with one event stands in it; what leaves in doubt where events begin and end fails.
 *
 * Returns: (transfer full) (nullable): the calendar, with one event at least
 */
GaCalendar *
ga_calendar_read (char *text, GCancellable *cancellable, GError **error)
{
  g_autoptr (GaCalendar) calendar = g_new0 (GaCalendar, 1);
  Reader reader = { .at = text, .next = 1, .cancellable = cancellable, .calendar = calendar };
  gboolean done;

  calendar->events = g_ptr_array_new_with_free_func ((GDestroyNotify) ga_calendar_event_free);
  done = read_lines (&reader, error);
  ga_calendar_event_free (reader.event);
  return done ? g_steal_pointer (&calendar) : NULL;
}
