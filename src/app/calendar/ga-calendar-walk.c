/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar/ga-calendar-walk.h"

#include <glib/gi18n-lib.h>

#include "model/ga-date.h"
#include "model/ga-language.h"

typedef struct
{
  GPtrArray *walks;
  const GaEntity *meeting;
} Reading;

static void
walk_free (gpointer data)
{
  GaCalendarWalk *self = data;

  g_free (self->day);
  g_free (self->clock);
  g_free (self->community);
  g_free (self->venue);
  g_free (self->zone);
  g_free (self->outcome);
  g_free (self);
}

static const char *
get_label (const GaEntity *meeting, const char *field, const char *code)
{
  const GaChoice *choice = ga_field_get_choice (ga_entity_get_field (meeting, field), code);

  return choice != NULL ? _ (choice->label) : "";
}

/* No calendar names a group that reveals health; its place tells two of them apart. */
static char *
describe_community (const GaCalendarRow *row)
{
  if (row->community != NULL)
    return g_strdup (row->community);
  if (row->venue == NULL)
    return g_strdup (_ ("Walk"));
  /* TRANSLATORS: a walk that is told by its place */
  return g_strdup_printf (_ ("Walk, %s"), row->venue);
}

static void
add_walk (const GaCalendarRow *row, gpointer user_data)
{
  Reading *reading = user_data;
  GaCalendarWalk *walk = g_new0 (GaCalendarWalk, 1);
  const char *status = get_label (reading->meeting, "status", row->status);

  walk->id = row->id;
  walk->day = g_strndup (row->start, 10);
  walk->clock = ga_clock_display (row->start + 11);
  walk->community = describe_community (row);
  walk->venue = row->community != NULL ? g_strdup (row->venue) : NULL;
  walk->zone = g_strdup (row->zone);
  walk->planned = g_str_equal (row->status, "planned");
  walk->cancelled = g_str_equal (row->status, "cancelled");
  if (walk->cancelled && row->reason != NULL)
    /* TRANSLATORS: that a walk is cancelled, and why: "Cancelled: Ice" */
    walk->outcome = g_strdup_printf (_ ("%1$s: %2$s"), status,
                                     get_label (reading->meeting, "reason", row->reason));
  else if (!walk->planned)
    walk->outcome = g_strdup (status);
  g_ptr_array_add (reading->walks, walk);
}

GPtrArray *
ga_calendar_walks_read (
    GaReader *reader, const char *from, const char *until, GaCalendarWhose whose, const GaId *of)
{
  Reading reading = { g_ptr_array_new_with_free_func (walk_free),
                      ga_schema_get (ga_reader_get_schema (reader), "meeting") };

  ga_reader_calendar_rows (reader, from, until, whose, of, add_walk, &reading, NULL);
  return reading.walks;
}

const char *
ga_calendar_walks_get_zone (const GPtrArray *walks)
{
  if (walks->len > 0)
    return ((const GaCalendarWalk *) walks->pdata[0])->zone;
  return ga_language_get () == GA_LANGUAGE_BOKMAL ? "Europe/Oslo" : NULL;
}

char *
ga_calendar_walk_describe (const GaCalendarWalk *self)
{
  if (self->outcome != NULL)
    /* TRANSLATORS: a walk: its time, its community, and what came of it */
    return g_strdup_printf (_ ("%1$s %2$s, %3$s"), self->clock, self->community, self->outcome);
  /* TRANSLATORS: a walk: its time and its community */
  return g_strdup_printf (C_ ("walk", "%1$s %2$s"), self->clock, self->community);
}
