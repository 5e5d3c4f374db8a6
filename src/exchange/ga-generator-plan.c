/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-generator-plan.h"

#include <math.h>

#include "model/ga-date.h"

#define DAYS_OF_DATA  3652 /* ten years */
#define DAYS_AHEAD    28
#define WALKS_A_YEAR  49.5 /* for each day of the week; holidays are left out */
#define SHARE_CLOSED  0.18
#define SHARE_NAMED   0.80
#define SHARE_RUNNING 0.12

static const struct
{
  guint communities, meetings, attendances;
} sizes[] = {
  { 2, 990, 13000 },
  { 300, 150000, 2000000 },
  { 3000, 1500000, 0 },
};

/* Days apart from each other, for one, two and three walks a week. */
static guint
choose_weekdays (GaDice *dice, guint per_week)
{
  guint first = ga_dice_below (dice, 5);
  guint weekdays = 1u << first;

  if (per_week > 1)
    weekdays |= 1u << ((first + 3) % 7);
  if (per_week > 2)
    weekdays |= 1u << ((first + 5) % 7);
  return weekdays;
}

static void
choose_character (GaPlannedCommunity *community, GaDice *dice, gboolean names)
{
  static const char *const targets[] = { "everyone",  "everyone",   "seniors", "seniors",
                                         "newcomers", "loneliness", "parents", "women",
                                         "men",       "families",   "illness", "minorities" };
  static const char *const arenas[] = {
    "village", "town", "town",          "housing_area", "nature", "nature",
    "club",    "club", "health_centre", "workplace",    "school", "volunteer_centre"
  };

  community->target_group = targets[ga_dice_below (dice, G_N_ELEMENTS (targets))];
  community->arena = arenas[ga_dice_below (dice, G_N_ELEMENTS (arenas))];
  community->reveals_health = g_str_equal (community->target_group, "illness");
  community->runs = ga_dice_hits (dice, SHARE_RUNNING);
  community->named = names && !community->reveals_health && ga_dice_hits (dice, SHARE_NAMED);
  community->host_counts = ga_dice_hits (dice, 0.5);
  community->size = 5 + 18 * pow (ga_dice_share (dice), 1.6);
  g_snprintf (community->at, sizeof community->at, "%02u:%s",
              community->runs ? 17 + ga_dice_below (dice, 2) : 9 + ga_dice_below (dice, 8),
              ga_dice_hits (dice, 0.7) ? "00" : "30");
}

/* How many walks there is room for in ten years. */
static guint
room_of (const GaPlannedCommunity *community)
{
  return (guint) (WALKS_A_YEAR * 10 * __builtin_popcount (community->weekdays));
}

/* How many walks each has, so that together they have exactly as many as asked for: each its share
 * first, and what some have no room for goes to others. */
static void
share_out_meetings (GaGeneratorPlan *self, const double *wishes, double sum)
{
  guint left = self->n_meetings;

  for (guint i = 0; i < self->n_communities; i++)
    {
      GaPlannedCommunity *community = &self->communities[i];
      guint due = (guint) (wishes[i] / sum * self->n_meetings);

      community->n_meetings = MIN (due, room_of (community));
      left -= community->n_meetings;
    }
  for (guint i = 0; i < self->n_communities && left > 0; i++)
    {
      GaPlannedCommunity *community = &self->communities[i];
      guint more = community->closed ? 0 : MIN (left, room_of (community) - community->n_meetings);

      community->n_meetings += more;
      left -= more;
    }
}

static void
plan_communities (GaGeneratorPlan *self, GaDice *dice)
{
  g_autofree double *wishes = g_new (double, self->n_communities);
  double sum = 0;

  for (guint i = 0; i < self->n_communities; i++)
    {
      GaPlannedCommunity *community = &self->communities[i];
      double often = ga_dice_share (dice);
      guint per_week = often < 0.6 ? 1 : (often < 0.95 ? 2 : 3);
      double life = 0.35 + 0.6 * ga_dice_share (dice);

      /* The first two of a small profile are alive and known by name. */
      community->closed = i >= 2 && ga_dice_hits (dice, SHARE_CLOSED);
      community->weekdays = choose_weekdays (dice, self->n_communities == 2 ? 1 : per_week);
      choose_character (community, dice, self->n_attendances > 0);
      if (self->n_communities == 2)
        community->named = TRUE;
      community->end_day = self->today + DAYS_AHEAD;
      if (community->closed)
        {
          guint ago = 60 + ga_dice_below (dice, (guint) (DAYS_OF_DATA * 0.5));

          community->end_day = self->today - ago;
          life *= 1 - (double) ago / DAYS_OF_DATA;
        }
      wishes[i] = life * per_week;
      sum += wishes[i];
    }
  share_out_meetings (self, wishes, sum);
}

/* Nobody walks between the 22nd of December and New Year. */
static gboolean
is_day_of (const GaPlannedCommunity *community, const GDate *day)
{
  if (g_date_get_month (day) == G_DATE_DECEMBER && g_date_get_day (day) >= 22)
    return FALSE;
  return (community->weekdays & 1u << (g_date_get_weekday (day) - 1)) != 0;
}

/* A group grows through its first year, and fades in the last months before it closes. */
static double
size_at (const GaPlannedCommunity *community, guint number)
{
  double year = 50.0 * __builtin_popcount (community->weekdays);
  double grown = 0.35 + 0.65 * MIN (1, number / year);
  double left = (community->n_meetings - number) / (year * 0.4);

  return community->size * grown * (community->closed ? MIN (1, 0.25 + 0.75 * left) : 1);
}

/* From the last walk back to the first, because it is the last whose day is known. */
static void
plan_meetings (GaGeneratorPlan *self, guint index)
{
  GaPlannedCommunity *community = &self->communities[index];
  guint start = self->meetings->len;
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_julian (&day, community->end_day);
  for (guint number = community->n_meetings; number > 0; g_date_subtract_days (&day, 1))
    if (is_day_of (community, &day))
      {
        GaPlannedMeeting meeting = { g_date_get_julian (&day), (guint16) index, 0 };

        number--;
        meeting.wanted = (guint16) (size_at (community, number) * 100);
        g_array_append_val (self->meetings, meeting);
        community->first_day = meeting.day;
      }
  if (self->meetings->len == start)
    community->first_day = community->end_day;
}

static int
compare_meetings (gconstpointer a, gconstpointer b)
{
  const GaPlannedMeeting *x = a, *y = b;

  if (x->day != y->day)
    return x->day < y->day ? -1 : 1;
  return (int) x->community - (int) y->community;
}

GaGeneratorPlan *
ga_generator_plan_new (GaInvention *invention, GaGeneratorSize size)
{
  GaGeneratorPlan *self = g_new0 (GaGeneratorPlan, 1);
  g_autofree char *date = ga_date_today ();
  g_autoptr (GDate) today = ga_date_to_gdate (date);

  self->n_communities = sizes[size].communities;
  self->n_meetings = sizes[size].meetings;
  self->n_attendances = sizes[size].attendances;
  self->today = g_date_get_julian (today);
  self->communities = g_new0 (GaPlannedCommunity, self->n_communities);
  self->meetings = g_array_sized_new (FALSE, FALSE, sizeof (GaPlannedMeeting), self->n_meetings);
  plan_communities (self, ga_invention_get_dice (invention));
  for (guint i = 0; i < self->n_communities; i++)
    plan_meetings (self, i);
  g_array_sort (self->meetings, compare_meetings);
  return self;
}

void
ga_generator_plan_free (GaGeneratorPlan *self)
{
  for (guint i = 0; i < self->n_communities; i++)
    g_clear_pointer (&self->communities[i].walkers, ga_walkers_free);
  g_free (self->communities);
  g_array_unref (self->meetings);
  g_free (self);
}

char *
ga_generator_plan_date (guint julian)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_julian (&day, julian);
  return ga_date_from_gdate (&day);
}
