/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-record-calendar.h"

#include <glib/gi18n-lib.h>

#include "exchange/ga-calendar.h"
#include "model/ga-date.h"

#define MOST_REMEMBERED 10000

/* 2020, before any walk was made here: what is counted from where an id tells no birth. */
#define BEFORE_ALL G_GINT64_CONSTANT (1577836800)

struct _GaRecordCalendar
{
  GaReader *reader;
  GHashTable *communities; /* GaId → GaRecord */
  GHashTable *places;      /* GaId → char */
  GHashTable *zones;       /* set of names */
};

/* Names of CSS that are told apart on white and on black. */
static const char *const colors[] = {
  "royalblue", "seagreen", "darkorange", "firebrick", "mediumpurple", "teal",
  "goldenrod", "deeppink", "olivedrab",  "steelblue", "sienna",       "slategray",
};

GaRecordCalendar *
ga_record_calendar_new (GaReader *reader)
{
  GaRecordCalendar *self = g_new0 (GaRecordCalendar, 1);

  self->reader = reader;
  self->communities = g_hash_table_new_full (ga_id_hash, ga_id_equal, g_free, g_object_unref);
  self->places = g_hash_table_new_full (ga_id_hash, ga_id_equal, g_free, g_free);
  self->zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
ga_record_calendar_free (GaRecordCalendar *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->communities);
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->zones);
  g_free (self);
}

static GaRecord *
find (GaRecordCalendar *self, const char *entity, const GaId *id)
{
  return ga_reader_find (self->reader, ga_schema_get (ga_reader_get_schema (self->reader), entity),
                         id, NULL);
}

/* (transfer none) (nullable) */
static GaRecord *
find_community (GaRecordCalendar *self, const GaId *id)
{
  GaRecord *community = id != NULL ? g_hash_table_lookup (self->communities, id) : NULL;

  if (community != NULL || id == NULL)
    return community;
  community = find (self, "community", id);
  if (g_hash_table_size (self->communities) >= MOST_REMEMBERED)
    g_hash_table_remove_all (self->communities);
  if (community != NULL)
    g_hash_table_insert (self->communities, ga_id_copy (id), community);
  return community;
}

static char *
describe_venue (GaRecordCalendar *self, const GaId *id)
{
  g_autoptr (GaRecord) venue = find (self, "venue", id);
  const char *name = venue != NULL ? ga_record_get_text (venue, "name") : NULL;
  const char *address = venue != NULL ? ga_record_get_text (venue, "address") : NULL;

  if (name == NULL || address == NULL)
    return g_strdup (name != NULL ? name : address != NULL ? address : "");
  return g_strconcat (name, ", ", address, NULL);
}

static const char *
find_place (GaRecordCalendar *self, const GaId *id)
{
  char *place = id != NULL ? g_hash_table_lookup (self->places, id) : NULL;

  if (place != NULL || id == NULL)
    return place;
  if (g_hash_table_size (self->places) >= MOST_REMEMBERED)
    g_hash_table_remove_all (self->places);
  place = describe_venue (self, id);
  g_hash_table_insert (self->places, ga_id_copy (id), place);
  return place;
}

/* When it was made: an id of version 7 begins with the milliseconds since 1970. 0 for the id of a
 * walk that a schedule made, which tells only what it is. */
static gint64
find_birth (const GaId *id)
{
  gint64 milliseconds = 0;

  if (id->bytes[6] >> 4 != 7)
    return 0;
  for (guint i = 0; i < 6; i++)
    milliseconds = milliseconds << 8 | id->bytes[i];
  return milliseconds / 1000;
}

/* How far the walk has come since it was made, in seconds: whoever changes it later is further. One
 * that was never changed has come nowhere. */
static void
tell_version (GaRecordCalendar *self, const GaRecord *meeting, GaCalendarEvent *event)
{
  const GaId *id = ga_record_get_id (meeting);
  g_autoptr (GPtrArray) history =
      ga_reader_history (self->reader, ga_record_get_entity (meeting), id, 1, NULL);
  const GaHistory *newest =
      history != NULL && history->len > 0 ? g_ptr_array_index (history, 0) : NULL;
  gint64 birth = find_birth (id);

  event->stamp = newest != NULL ? newest->at / G_USEC_PER_SEC : birth;
  if (birth == 0)
    birth = newest == NULL || g_str_equal (newest->operation, "insert") ? event->stamp : BEFORE_ALL;
  event->sequence = (guint) CLAMP (event->stamp - birth, 0, G_MAXINT32);
}

static void
tell_end (GaCalendarEvent *event, const GaRecord *meeting, const char *start, const char *zone)
{
  g_autoptr (GDateTime) from = ga_time_to_instant (start, zone);
  g_autoptr (GDateTime) until =
      from != NULL
          ? g_date_time_add_minutes (from, (int) ga_record_get_integer (meeting, "duration_min"))
          : NULL;
  g_autofree char *end = until != NULL ? ga_time_from_instant (until, zone) : NULL;

  if (end != NULL)
    ga_calendar_time_set (&event->end, end, zone);
}

static void
tell_community (GaCalendarEvent *event, const GaRecord *community)
{
  const GaId *id = ga_record_get_id (community);

  event->community = ga_id_to_string (id);
  event->color = g_strdup (colors[ga_id_hash (id) % G_N_ELEMENTS (colors)]);
  if (!ga_record_get_integer (community, "reveals_health"))
    event->summary = ga_record_get_title (community);
}

void
ga_record_calendar_begin (GaRecordCalendar *self, GString *text)
{
  const GaEntity *meeting = ga_schema_get (ga_reader_get_schema (self->reader), "meeting");

  ga_calendar_append_head (text, ga_entity_get_plural (meeting));
}

void
ga_record_calendar_add (GaRecordCalendar *self, GString *text, const GaRecord *meeting)
{
  g_autoptr (GaCalendarEvent) event = ga_calendar_event_new ();
  const char *start = ga_record_get_text (meeting, "start");
  const char *zone = ga_record_get_text (meeting, "zone");
  const GaRecord *community = find_community (self, ga_record_get_reference (meeting, "community"));
  char id[GA_ID_TEXT_SIZE];

  ga_id_format (ga_record_get_id (meeting), id);
  event->uid = g_strconcat (id, "@gangart", NULL);
  ga_calendar_time_set (&event->start, start, zone);
  tell_version (self, meeting, event);
  tell_end (event, meeting, start, zone);
  if (community != NULL)
    tell_community (event, community);
  if (event->summary == NULL)
    event->summary = g_strdup (_ ("Walk"));
  event->location = g_strdup (find_place (self, ga_record_get_reference (meeting, "venue")));
  event->cancelled = g_strcmp0 (ga_record_get_text (meeting, "status"), "cancelled") == 0;
  ga_calendar_append_event (text, event, self->zones);
}

void
ga_record_calendar_end (GaRecordCalendar *self, GString *text)
{
  ga_calendar_append_tail (text);
}
