/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/ga-record-paper.h"
#include "exchange/ga-walk-paper.h"
#include "model/ga-date.h"
#include "model/ga-number.h"
#include "model/ga-recurrence.h"
#include "model/ga-value.h"

/* Letters of 24 points and a title of 40, read from some metres away. */
#define SCALE      220 /* % */
#define CODE_SIDE  150 /* pt */
#define KILOMETRE  1000
#define MOST_PLANS 6

/* The next walk that is planned, where there is no plan. (transfer full) (nullable) */
static char *
describe_next (GaReader *reader, const GaId *community)
{
  g_autoptr (GaQuery) query =
      ga_query_new (ga_schema_get (ga_reader_get_schema (reader), "meeting"));
  g_autofree char *now = ga_time_now ();
  g_autoptr (GPtrArray) found = NULL;

  ga_query_where_id (query, "community", community);
  ga_query_where_text (query, "status", GA_EQUAL, "planned");
  ga_query_where_text (query, "start", GA_AT_LEAST, now);
  ga_query_sort (query, "start");
  ga_query_set_window (query, 0, 1);
  found = ga_reader_list (reader, query, NULL);
  if (found == NULL || found->len == 0)
    return NULL;
  return ga_walk_paper_when (ga_record_get_text (found->pdata[0], "start"));
}

static gboolean
add_plans (GaPaper *paper, GaReader *reader, const GaId *community, GError **error)
{
  g_autoptr (GPtrArray) schedules =
      ga_record_paper_list (reader, "schedule", "community", community, error);
  g_autofree char *today = ga_date_today ();
  g_autofree char *next = NULL;
  guint n = 0;

  for (guint i = 0; schedules != NULL && i < schedules->len && n < MOST_PLANS; i++)
    {
      const GaRecord *schedule = schedules->pdata[i];
      const char *until = ga_record_get_text (schedule, "until");
      g_autofree char *words = NULL;

      if (until != NULL && strcmp (until, today) < 0)
        continue;
      words = ga_recurrence_describe (ga_record_get_text (schedule, "rule"),
                                      ga_record_get_text (schedule, "at"));
      ga_paper_add (paper, GA_PAPER_HEADING, words);
      n++;
    }
  if (n == 0)
    next = describe_next (reader, community);
  ga_paper_add (paper, GA_PAPER_HEADING, next);
  return schedules != NULL;
}

/* (transfer full) (nullable): "4 km" */
static char *
describe_distance (const GaRecord *community)
{
  gint64 metres = ga_record_get_integer (community, "distance_m");
  gboolean whole = metres % KILOMETRE == 0;
  g_autofree char *number = ga_number_display (whole ? metres / KILOMETRE : metres);

  if (!ga_record_has (community, "distance_m") || metres <= 0)
    return NULL;
  return g_strconcat (number, whole ? " km" : " m", NULL);
}

/* (transfer full) (nullable): nothing where nobody has said what it costs */
static char *
describe_price (const GaRecord *community)
{
  gint64 price = ga_record_get_integer (community, "price");

  if (!ga_record_has (community, "price"))
    return NULL;
  if (price <= 0)
    return g_strdup (_ ("It is free"));
  return ga_money_display (price, ga_record_get_text (community, "currency"));
}

static gboolean
is_today (const GaRecord *role)
{
  g_autofree char *today = ga_date_today ();
  const char *from = ga_record_get_text (role, "from");
  const char *until = ga_record_get_text (role, "until");

  return (from == NULL || strcmp (from, today) <= 0) &&
         (until == NULL || strcmp (until, today) >= 0);
}

/* (transfer full) (nullable): first name and phone of somebody who said that they may stand there
 */
static char *
describe_person (GaReader *reader, const GaRecord *role)
{
  g_autoptr (GaRecord) person = ga_record_paper_find_parent (reader, role, "person", NULL);
  g_auto (GStrv) names = NULL;

  if (person == NULL || !ga_record_is_one_of (person, "basis", "consent") ||
      ga_record_has (person, "consent_withdrawn") || !ga_record_has (person, "phone"))
    return NULL;
  names = g_strsplit (ga_record_get_text (person, "name"), " ", 2);
  return g_strjoin (", ", names[0], ga_record_get_text (person, "phone"), NULL);
}

static gboolean
add_contact (GaPaper *paper, GaReader *reader, const GaId *community, GError **error)
{
  g_autoptr (GPtrArray) roles =
      ga_record_paper_list (reader, "role", "community", community, error);
  g_autofree char *contact = NULL;

  for (guint i = 0; roles != NULL && contact == NULL && i < roles->len; i++)
    if (ga_record_is_one_of (roles->pdata[i], "role", "contact") && is_today (roles->pdata[i]))
      contact = describe_person (reader, roles->pdata[i]);
  ga_paper_add_fact (paper, _ ("Contact"), contact);
  return roles != NULL;
}

/* (transfer full): millionths of a degree as RFC 5870 writes them */
static char *
describe_degrees (const GaRecord *venue, const char *name)
{
  return ga_value_to_text (ga_entity_get_field (ga_record_get_entity (venue), name),
                           ga_record_get (venue, name));
}

static void
add_code (GaPaper *paper, GaReader *reader, const GaRecord *community, const char *place)
{
  const GaId *id = ga_record_get_reference (community, "venue");
  g_autoptr (GaRecord) venue = id != NULL ? ga_record_paper_find (reader, "venue", id, NULL) : NULL;

  if (venue == NULL)
    return;
  if (ga_record_has (venue, "latitude") && ga_record_has (venue, "longitude"))
    {
      g_autofree char *north = describe_degrees (venue, "latitude");
      g_autofree char *east = describe_degrees (venue, "longitude");
      g_autofree char *position = g_strconcat ("geo:", north, ",", east, NULL);

      ga_paper_add_code (paper, position, CODE_SIDE);
    }
  else
    ga_paper_add_code (paper, place, CODE_SIDE);
  ga_paper_add (paper, GA_PAPER_NOTE,
                _ ("Point the camera of a phone here: it shows the meeting place."));
}

static void
add_facts (GaPaper *paper, GaReader *reader, const GaRecord *community, const char *place)
{
  g_autofree char *level = ga_reader_display (reader, community, "level");
  g_autofree char *distance = describe_distance (community);
  g_autofree char *price = describe_price (community);

  ga_paper_add_fact (paper, ga_record_paper_label (community, "venue"), place);
  ga_paper_add_fact (paper, ga_record_paper_label (community, "level"), level);
  ga_paper_add_fact (paper, _ ("Distance"), distance);
  ga_paper_add_fact (paper, ga_record_paper_label (community, "price"), price);
}

GaPaper *
ga_poster_new (GaReader *reader, const GaId *id, GError **error)
{
  g_autoptr (GaRecord) community = ga_record_paper_find (reader, "community", id, error);
  g_autoptr (GaPaper) paper = NULL;
  g_autofree char *title = NULL;
  g_autofree char *activity = NULL;
  g_autofree char *place = NULL;

  if (community == NULL)
    return NULL;
  title = ga_walk_paper_title (community);
  activity = ga_reader_display (reader, community, "activity");
  place = ga_walk_paper_place (reader, ga_record_get_reference (community, "venue"));
  paper = ga_paper_new (title);
  ga_paper_set_scale (paper, SCALE);
  ga_paper_fit_page (paper);
  ga_paper_add (paper, GA_PAPER_TITLE, title);
  ga_paper_add (paper, GA_PAPER_TEXT, activity);
  if (!add_plans (paper, reader, id, error))
    return NULL;
  add_facts (paper, reader, community, place);
  if (!ga_record_get_flag (community, "reveals_health") && !add_contact (paper, reader, id, error))
    return NULL;
  add_code (paper, reader, community, place);
  return g_steal_pointer (&paper);
}
