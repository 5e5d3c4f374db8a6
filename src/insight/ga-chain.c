/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/ga-chain.h"

#include "insight/ga-attendance-cache-private.h"
#include "insight/ga-attendance-tally.h"
#include "model/ga-date.h"
#include "model/ga-money.h"

#define MONTHS_STILL 12

/* From the first to the last, both in it; Julian. */
typedef struct
{
  guint32 first;
  guint32 last;
} Days;

/* An indicator that is measured by attendance. */
typedef struct
{
  Days days;
  GaAttendanceTally tally;
} Count;

/* An initiative, while it is counted. */
typedef struct
{
  const GaChainInitiative *initiative;
  GArray *days; /* Days of the grants asked about: in order, and apart */
  GaAttendanceTally tally;
  GArray *counts;   /* Count, beside @measures */
  GArray *measures; /* guint: their places in those of the chain */
} Course;

/* A community, while it is counted. */
typedef struct
{
  Course *course;
  GaChainPlace *place;
  guint32 birthday; /* on which it was 12 months old */
  gboolean reveals_health;
} Stop;

static guint32
read_day (const char *day, guint32 otherwise)
{
  g_autoptr (GDate) date = ga_date_to_gdate (day);

  return date != NULL ? g_date_get_julian (date) : otherwise;
}

static char *
write_day (guint32 julian)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian);
  return ga_date_from_gdate (&date);
}

static gboolean
holds (const Days *days, guint32 day)
{
  return day >= days->first && day <= days->last;
}

/* Up to today, as long as it runs; nothing where it has not begun. */
static Days
days_of (const GaChainGrant *grant, guint32 today)
{
  guint32 last = read_day (grant->until, G_MAXUINT32);

  return (Days){ read_day (grant->start, G_MAXUINT32), MIN (last, today) };
}

static gboolean
is_empty (const Days *days)
{
  return days->last < days->first;
}

/* Grants come with the first to begin first. */
static void
add_days (GArray *all, Days days)
{
  Days *latest = all->len > 0 ? &g_array_index (all, Days, all->len - 1) : NULL;

  if (is_empty (&days))
    return;
  if (latest != NULL && days.first <= latest->last + 1)
    latest->last = MAX (latest->last, days.last);
  else
    g_array_append_val (all, days);
}

static gboolean
any_holds (const GArray *all, guint32 day)
{
  for (guint i = 0; i < all->len; i++)
    if (holds (&g_array_index (all, Days, i), day))
      return TRUE;
  return FALSE;
}

static guint32
count_common (const GArray *all, const Days *days)
{
  guint32 common = 0;

  for (guint i = 0; i < all->len; i++)
    {
      const Days *one = &g_array_index (all, Days, i);
      guint32 first = MAX (one->first, days->first), last = MIN (one->last, days->last);

      common += last >= first ? last - first + 1 : 0;
    }
  return common;
}

static void
clear_course (gpointer data)
{
  Course *course = data;

  g_array_unref (course->days);
  g_array_unref (course->counts);
  g_array_unref (course->measures);
}

/* (transfer full) (element-type Course) */
static GArray *
make_courses (const GaChainRows *rows)
{
  GArray *courses = g_array_new (FALSE, FALSE, sizeof (Course));

  g_array_set_clear_func (courses, clear_course);
  for (guint i = 0; i < rows->initiatives->len; i++)
    {
      Course course = { &g_array_index (rows->initiatives, GaChainInitiative, i),
                        g_array_new (FALSE, FALSE, sizeof (Days)),
                        { 0 },
                        g_array_new (FALSE, FALSE, sizeof (Count)),
                        g_array_new (FALSE, FALSE, sizeof (guint)) };

      g_array_append_val (courses, course);
    }
  return courses;
}

/* (transfer full) (element-type GaId Course): by initiative */
static GHashTable *
index_courses (GArray *courses)
{
  GHashTable *index = g_hash_table_new (ga_id_hash, ga_id_equal);

  for (guint i = 0; i < courses->len; i++)
    {
      Course *course = &g_array_index (courses, Course, i);

      g_hash_table_insert (index, (gpointer) &course->initiative->id, course);
    }
  return index;
}

static void
find_days (GaChain *self, GHashTable *index, guint32 today)
{
  guint32 first = G_MAXUINT32, last = 0;

  for (guint i = 0; i < self->rows->grants->len; i++)
    {
      const GaChainGrant *grant = &g_array_index (self->rows->grants, GaChainGrant, i);
      Course *course = g_hash_table_lookup (index, &grant->initiative);
      Days days = days_of (grant, today);

      if (!grant->own || course == NULL || is_empty (&days))
        continue;
      add_days (course->days, days);
      first = MIN (first, days.first);
      last = MAX (last, days.last);
    }
  if (last == 0)
    return;
  self->from = write_day (first);
  self->until = write_day (last);
}

/* Those that somebody writes down are known; the others are counted with the walks. */
static void
find_measures (GaChain *self, GHashTable *index)
{
  for (guint i = 0; i < self->rows->indicators->len; i++)
    {
      const GaChainIndicator *indicator =
          &g_array_index (self->rows->indicators, GaChainIndicator, i);
      Course *course = g_hash_table_lookup (index, &indicator->initiative);
      GaChainMeasure measure = { .indicator = indicator };
      Count count = { .days = { read_day (course->initiative->agreed, 1), G_MAXUINT32 } };

      if (indicator->by_attendance)
        {
          count.days.last = read_day (indicator->due, G_MAXUINT32);
          g_array_append_val (course->counts, count);
          g_array_append_val (course->measures, i);
        }
      else
        {
          measure.known = indicator->value.given;
          measure.value.value = indicator->value.number;
        }
      g_array_append_val (self->measures, measure);
    }
}

/* Never, where nobody knows its first day. */
static guint32
find_birthday (const GaChainCommunity *community)
{
  g_autoptr (GDate) day = ga_date_to_gdate (community->started);

  if (day == NULL)
    return G_MAXUINT32;
  g_date_add_months (day, MONTHS_STILL);
  return g_date_get_julian (day);
}

static GArray *
make_stops (GaChain *self, GHashTable *index, GaAttendanceCache *cache, guint32 today)
{
  const GArray *communities = self->rows->communities;
  GArray *stops = g_array_sized_new (FALSE, TRUE, sizeof (Stop), communities->len);

  g_array_set_size (self->places, communities->len);
  for (guint i = 0; i < communities->len; i++)
    {
      const GaChainCommunity *community = &g_array_index (communities, GaChainCommunity, i);
      const GaPlaceName *name = ga_attendance_cache_find_community (cache, &community->id);
      Stop stop = { .course = g_hash_table_lookup (index, &community->initiative),
                    .place = &g_array_index (self->places, GaChainPlace, i),
                    .birthday = find_birthday (community),
                    .reveals_health = name != NULL && name->reveals_health };

      *stop.place = (GaChainPlace){ .community = community, .is_old = stop.birthday <= today };
      g_array_append_val (stops, stop);
    }
  return stops;
}

static void
count_cell (const Stop *stop, const GaMeetingCell *cell)
{
  Course *course = stop->course;

  if (cell->held && cell->day >= stop->birthday)
    stop->place->lasts = TRUE;
  if (any_holds (course->days, cell->day))
    {
      ga_attendance_tally_count (&course->tally, cell, stop->reveals_health);
      stop->place->held += cell->held;
    }
  for (guint i = 0; i < course->counts->len; i++)
    {
      Count *count = &g_array_index (course->counts, Count, i);

      if (holds (&count->days, cell->day))
        ga_attendance_tally_count (&count->tally, cell, stop->reveals_health);
    }
}

/* One pass over all walks. Whoever came for the first time is not asked for. */
static void
scan (GaAttendanceCache *cache, const GArray *stops)
{
  const GaMeetingColumns *columns = ga_attendance_cache_get_columns (cache);
  const GaMeetingCell *cells = (const GaMeetingCell *) columns->cells->data;
  g_autofree const Stop **stop_of = g_new0 (const Stop *, columns->communities.ids->len);

  for (guint i = 0; i < stops->len; i++)
    {
      const Stop *stop = &g_array_index (stops, Stop, i);
      guint number;

      if (ga_id_numbers_find (&columns->communities, &stop->place->community->id, &number))
        stop_of[number] = stop;
    }
  for (guint i = 0; i < columns->cells->len; i++)
    if (stop_of[cells[i].community] != NULL && !cells[i].of_month)
      count_cell (stop_of[cells[i].community], &cells[i]);
}

/* As a report by initiative: its sum holds what its rows show. */
static void
publish (GaChain *self, const GArray *courses, gboolean mask)
{
  GaAttendanceRow total = { 0 };

  for (guint i = 0; i < courses->len; i++)
    {
      const Course *course = &g_array_index (courses, Course, i);
      GaAttendanceRow row = { 0 };

      ga_attendance_tally_publish (&course->tally, mask, &row);
      ga_attendance_row_add_published (&total, &row);
      for (guint j = 0; j < course->counts->len; j++)
        {
          GaChainMeasure *measure = &g_array_index (self->measures, GaChainMeasure,
                                                    g_array_index (course->measures, guint, j));

          ga_attendance_tally_publish (&g_array_index (course->counts, Count, j).tally, mask, &row);
          measure->value = row.total;
          measure->known = !row.total.masked;
        }
    }
  self->held = total.held;
  self->cancelled = total.cancelled;
  self->visits = total.total;
  self->left_out = total.left_out;
}

static void
count_places (GaChain *self)
{
  self->communities = self->places->len;
  for (guint i = 0; i < self->places->len; i++)
    {
      GaChainPlace *place = &g_array_index (self->places, GaChainPlace, i);

      place->lasts = place->lasts && place->is_old;
      if (place->held == 0)
        continue;
      self->active++;
      self->old += place->is_old;
      self->lasting += place->lasts;
    }
}

static gboolean
was_host (const GaChainHost *host, const Stop *stop)
{
  Days days = { read_day (host->from, 1), read_day (host->until, G_MAXUINT32) };

  return stop->place->held > 0 && count_common (stop->course->days, &days) > 0;
}

static void
count_hosts (GaChain *self, const GArray *stops)
{
  g_autoptr (GHashTable) stop_of = g_hash_table_new (ga_id_hash, ga_id_equal);
  g_autoptr (GHashTable) people = g_hash_table_new (ga_id_hash, ga_id_equal);

  for (guint i = 0; i < stops->len; i++)
    {
      Stop *stop = &g_array_index (stops, Stop, i);

      g_hash_table_insert (stop_of, (gpointer) &stop->place->community->id, stop);
    }
  for (guint i = 0; i < self->rows->hosts->len; i++)
    {
      GaChainHost *host = &g_array_index (self->rows->hosts, GaChainHost, i);

      if (was_host (host, g_hash_table_lookup (stop_of, &host->community)))
        g_hash_table_add (people, &host->person);
    }
  self->hosts = g_hash_table_size (people);
}

static GaChainMoney *
find_money (GaChain *self, const char *currency)
{
  GaChainMoney money = { 0 };
  guint at = 0;

  for (; at < self->money->len; at++)
    {
      GaChainMoney *known = &g_array_index (self->money, GaChainMoney, at);
      int order = strcmp (known->currency, currency);

      if (order == 0)
        return known;
      if (order > 0)
        break;
    }
  g_strlcpy (money.currency, currency, sizeof money.currency);
  g_array_insert_val (self->money, at, money);
  return &g_array_index (self->money, GaChainMoney, at);
}

/* The part of another grant that falls on the days of those asked about. */
static void
add_other (GaChain *self, const GaChainGrant *grant, const Course *course, guint32 today)
{
  Days days = days_of (grant, today);
  guint32 common = is_empty (&days) ? 0 : count_common (course->days, &days);
  GaChainMoney *money;
  gint64 part;

  if (common == 0)
    return;
  self->n_others++;
  money = find_money (self, grant->currency);
  part = ga_money_share (grant->paid - grant->returned, common, days.last - days.first + 1);
  money->others += part;
  money->counted += part;
}

static void
add_own (GaChain *self, const GaChainGrant *grant, gboolean pays_for_something)
{
  GaChainMoney *money = find_money (self, grant->currency);

  money->granted += grant->amount;
  money->paid += grant->paid - grant->returned;
  money->returned += grant->returned;
  money->spent += grant->spent;
  if (pays_for_something)
    money->counted += grant->paid - grant->returned;
}

/* A second grant for one application promises nothing more. */
static void
add_promises (GaChain *self, GHashTable *applications, const GaChainGrant *grant)
{
  if (!g_hash_table_add (applications, (gpointer) &grant->application))
    return;
  self->communities_promised += grant->communities_promised;
  self->hosts_promised += grant->hosts_promised;
}

static void
add_money (GaChain *self, GHashTable *index, guint32 today)
{
  g_autoptr (GHashTable) applications = g_hash_table_new (ga_id_hash, ga_id_equal);

  for (guint i = 0; i < self->rows->grants->len; i++)
    {
      const GaChainGrant *grant = &g_array_index (self->rows->grants, GaChainGrant, i);
      const Course *course = g_hash_table_lookup (index, &grant->initiative);

      if (!grant->own)
        {
          add_other (self, grant, course, today);
          continue;
        }
      add_own (self, grant, course != NULL);
      add_promises (self, applications, grant);
    }
}

static GaChainCost
divide (gint64 oere, gint64 by)
{
  return by > 0 ? (GaChainCost){ ga_money_divide (oere, by), TRUE } : (GaChainCost){ 0, FALSE };
}

static void
find_costs (GaChain *self)
{
  for (guint i = 0; i < self->money->len; i++)
    {
      GaChainMoney *money = &g_array_index (self->money, GaChainMoney, i);

      /* What is hidden has the value 0. */
      money->per_visit = divide (money->counted, self->visits.value);
      money->per_community = divide (money->counted, self->active);
      money->per_lasting = divide (money->counted, self->lasting);
    }
}

/**
 * ga_chain_new:
 * @cache: loaded
 * @rows: (transfer full): what ga_reader_chain() has read
 * @today: canonical day
 * @mask: as in #GaAttendanceRequest
 *
 * Within a frame.
 *
 * Returns: (transfer full): the figures
 */
GaChain *
ga_chain_new (GaAttendanceCache *cache, GaChainRows *rows, const char *today, gboolean mask)
{
  GaChain *self = g_new0 (GaChain, 1);
  guint32 now = read_day (today, 0);
  g_autoptr (GArray) courses = make_courses (rows);
  g_autoptr (GHashTable) index = index_courses (courses);
  g_autoptr (GArray) stops = NULL;

  self->rows = rows;
  self->money = g_array_new (FALSE, FALSE, sizeof (GaChainMoney));
  self->places = g_array_new (FALSE, TRUE, sizeof (GaChainPlace));
  self->measures = g_array_new (FALSE, FALSE, sizeof (GaChainMeasure));
  find_days (self, index, now);
  find_measures (self, index);
  stops = make_stops (self, index, cache, now);
  scan (cache, stops);
  publish (self, courses, mask);
  count_places (self);
  count_hosts (self, stops);
  add_money (self, index, now);
  find_costs (self);
  return self;
}

void
ga_chain_free (GaChain *self)
{
  g_array_unref (self->money);
  g_array_unref (self->places);
  g_array_unref (self->measures);
  g_free (self->from);
  g_free (self->until);
  ga_chain_rows_free (self->rows);
  g_free (self);
}
