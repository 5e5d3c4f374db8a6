/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "exchange/ga-calendar.h"

/* Bytes of a line, without its end (RFC 5545, 3.1). */
#define LONGEST_LINE 75

/* A zone as its clocks have gone since 1996, Greenland's since 2024: every zone of the European
 * Union's rule, which says by the clock of Greenwich when they change. */
static const struct
{
  const char *name;
  const char *winter, *summer; /* offsets */
  const char *forward, *back;  /* first time of each, and its rule */
} zones[] = {
  { "Europe/Copenhagen", "+0100", "+0200",
    "19960331T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "19961027T030000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU" },
  { "Europe/Oslo", "+0100", "+0200", "19960331T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "19961027T030000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU" },
  { "Atlantic/Faroe", "+0000", "+0100", "19960331T010000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "19961027T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU" },
  { "America/Nuuk", "-0200", "-0100",
    "20240330T230000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=SA;BYMONTHDAY=24,25,26,27,28,29,30",
    "20241027T000000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU" },
};

/* Folds @line, not within a character, and ends it. */
static void
append_line (GString *text, const char *line)
{
  gsize room = LONGEST_LINE;

  while (strlen (line) > room)
    {
      const char *end = line + room;

      while (end > line && ((guchar) *end & 0xc0) == 0x80)
        end--;
      g_string_append_len (text, line, end - line);
      g_string_append (text, "\r\n ");
      line = end;
      room = LONGEST_LINE - 1;
    }
  g_string_append_printf (text, "%s\r\n", line);
}

static void
append_text (GString *text, const char *name, const char *value)
{
  g_autoptr (GString) line = NULL;

  if (value == NULL || *value == '\0')
    return;
  line = g_string_new (name);
  g_string_append_c (line, ':');
  for (const char *at = value; *at != '\0'; at++)
    {
      if (*at == '\\' || *at == ';' || *at == ',')
        g_string_append_c (line, '\\');
      if (*at == '\n')
        g_string_append (line, "\\n");
      else if ((guchar) *at >= ' ' || *at == '\t')
        g_string_append_c (line, *at);
    }
  append_line (text, line->str);
}

static void
append_time (GString *text, const char *name, const GaCalendarTime *time)
{
  g_autoptr (GString) line = g_string_new (name);
  gboolean is_utc = g_strcmp0 (time->zone, "UTC") == 0;

  if (*time->text == '\0')
    return;
  if (time->zone != NULL && !is_utc)
    g_string_append_printf (line, ";TZID=%s", time->zone);
  g_string_append_c (line, ':');
  for (const char *at = time->text; *at != '\0'; at++)
    if (*at != '-' && *at != ':')
      g_string_append_c (line, *at);
  g_string_append_printf (line, "00%s", is_utc ? "Z" : "");
  append_line (text, line->str);
}

static void
append_zone (GString *text, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    if (g_strcmp0 (zones[i].name, name) == 0)
      g_string_append_printf (text,
                              "BEGIN:VTIMEZONE\r\nTZID:%s\r\nBEGIN:DAYLIGHT\r\nTZOFFSETFROM:%s\r\n"
                              "TZOFFSETTO:%s\r\nDTSTART:%s\r\nEND:DAYLIGHT\r\nBEGIN:STANDARD\r\n"
                              "TZOFFSETFROM:%s\r\nTZOFFSETTO:%s\r\nDTSTART:%s\r\nEND:STANDARD\r\n"
                              "END:VTIMEZONE\r\n",
                              name, zones[i].winter, zones[i].summer, zones[i].forward,
                              zones[i].summer, zones[i].winter, zones[i].back);
}

/**
 * ga_calendar_append_head:
 * @name: of the calendar
 */
void
ga_calendar_append_head (GString *text, const char *name)
{
  g_string_append (text, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Gangart//Gangart//EN\r\n"
                         "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n");
  append_text (text, "NAME", name);
  append_text (text, "X-WR-CALNAME", name);
}

/**
 * ga_calendar_append_event:
 * @event: with a start and an end, both in the same zone
 * @described: (element-type utf8): zones that were described; a new one is, before the event
 */
void
ga_calendar_append_event (GString *text, const GaCalendarEvent *event, GHashTable *described)
{
  g_autoptr (GDateTime) stamp = g_date_time_new_from_unix_utc (event->stamp);
  g_autofree char *shown = stamp != NULL ? g_date_time_format (stamp, "%Y%m%dT%H%M%SZ") : NULL;

  if (event->start.zone != NULL && !g_hash_table_contains (described, event->start.zone))
    {
      g_hash_table_add (described, g_strdup (event->start.zone));
      append_zone (text, event->start.zone);
    }
  g_string_append (text, "BEGIN:VEVENT\r\n");
  append_text (text, "UID", event->uid);
  g_string_append_printf (text, "DTSTAMP:%s\r\nSEQUENCE:%u\r\n",
                          shown != NULL ? shown : "19700101T000000Z", event->sequence);
  append_time (text, "DTSTART", &event->start);
  append_time (text, "DTEND", &event->end);
  append_text (text, "SUMMARY", event->summary);
  append_text (text, "LOCATION", event->location);
  append_text (text, "COLOR", event->color);
  append_text (text, "X-GANGART-COMMUNITY", event->community);
  g_string_append_printf (text, "STATUS:%s\r\nEND:VEVENT\r\n",
                          event->cancelled ? "CANCELLED" : "CONFIRMED");
}

void
ga_calendar_append_tail (GString *text)
{
  g_string_append (text, "END:VCALENDAR\r\n");
}
