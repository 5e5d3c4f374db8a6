/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/ga-attendance-scan.h"

#include <string.h>

#include "model/ga-date.h"

#define WORD_BITS 64

/* What a meeting must have; 0 for anything, except that days always bound. */
typedef struct
{
  gboolean nothing; /* asks for what no meeting has */
  guint32 first_day;
  guint32 last_day;
  guint community;
  guint kommune;
  guint target_group;
  guint arena;
  guint initiative;
  guint32 *initiative_of; /* by number of the community */
} Filter;

static guint
find_code (GPtrArray *codes, const char *code, Filter *filter)
{
  if (code == NULL)
    return 0;
  for (guint i = 1; i < codes->len; i++)
    if (strcmp (g_ptr_array_index (codes, i), code) == 0)
      return i;
  filter->nothing = TRUE;
  return 0;
}

static guint
find_id (const GaIdNumbers *numbers, const GaId *id, Filter *filter)
{
  guint number = 0;

  if (!ga_id_is_none (id) && !ga_id_numbers_find (numbers, id, &number))
    filter->nothing = TRUE;
  return number;
}

static guint32
find_julian (const char *day, guint32 otherwise)
{
  g_autoptr (GDate) date = ga_date_to_gdate (day);

  return date != NULL ? g_date_get_julian (date) : otherwise;
}

/* Which initiative each community belongs to, today: nothing is kept with its meetings. */
static guint32 *
find_initiatives (GaAttendanceCache *cache, const GaMeetingColumns *columns, GaIdNumbers *numbers)
{
  const GArray *ids = columns->communities.ids;
  guint32 *initiatives = g_new0 (guint32, ids->len);

  for (guint i = 1; i < ids->len; i++)
    {
      const GaPlaceName *name =
          ga_attendance_cache_find_community (cache, &g_array_index (ids, GaId, i));

      if (name != NULL && !ga_id_is_none (&name->initiative))
        initiatives[i] = ga_id_numbers_add (numbers, &name->initiative);
    }
  return initiatives;
}

static Filter
make_filter (const GaAttendanceScan *self,
             const GaMeetingColumns *columns,
             guint32 *initiative_of,
             const GaAttendanceRequest *request)
{
  Filter filter = { .initiative_of = initiative_of };

  filter.first_day = find_julian (request->from, 1);
  filter.last_day = find_julian (request->to, G_MAXUINT32);
  filter.community = find_id (&columns->communities, &request->community, &filter);
  filter.kommune = find_id (&columns->kommuner, &request->kommune, &filter);
  filter.target_group = find_code (columns->target_groups, request->target_group, &filter);
  filter.arena = find_code (columns->arenas, request->arena, &filter);
  filter.initiative = find_id (&self->initiatives, &request->initiative, &filter);
  return filter;
}

static inline gboolean
matches (const Filter *filter, const GaMeetingCell *cell)
{
  return cell->day >= filter->first_day && cell->day <= filter->last_day &&
         (filter->community == 0 || cell->community == filter->community) &&
         (filter->kommune == 0 || cell->kommune == filter->kommune) &&
         (filter->target_group == 0 || cell->target_group == filter->target_group) &&
         (filter->arena == 0 || cell->arena == filter->arena) &&
         (filter->initiative == 0 || filter->initiative_of[cell->community] == filter->initiative);
}

/* An open end of the range is where the meetings end. */
static void
find_range (GaAttendanceScan *self,
            const GaMeetingColumns *columns,
            const Filter *filter,
            const GaAttendanceRequest *request)
{
  const GaMeetingCell *cells = (const GaMeetingCell *) columns->cells->data;
  guint32 first = G_MAXUINT32, last = 0;

  if (request->from[0] == '\0' || request->to[0] == '\0')
    for (guint i = 0; i < columns->cells->len && !filter->nothing; i++)
      if (matches (filter, &cells[i]))
        {
          first = MIN (first, cells[i].day);
          last = MAX (last, cells[i].day);
        }
  self->first_day = request->from[0] != '\0' ? filter->first_day : last > 0 ? first : 0;
  self->last_day = request->to[0] != '\0' ? filter->last_day : last;
}

static guint
count_groups (GaAttendanceScan *self, const GaMeetingColumns *columns, GaAttendanceBy by)
{
  switch (by)
    {
    case GA_ATTENDANCE_BY_COMMUNITY:
      return columns->communities.ids->len;
    case GA_ATTENDANCE_BY_KOMMUNE:
      return columns->kommuner.ids->len;
    case GA_ATTENDANCE_BY_TARGET_GROUP:
      return columns->target_groups->len;
    case GA_ATTENDANCE_BY_ARENA:
      return columns->arenas->len;
    case GA_ATTENDANCE_BY_INITIATIVE:
      return self->initiatives.ids->len;
    case GA_ATTENDANCE_BY_TOTAL:
      return 1;
    default:
      /* An open end without a meeting leaves no range. */
      self->periods =
          ga_periods_new (by, MAX (self->first_day, 1), self->first_day > 0 ? self->last_day : 0);
      return ga_periods_get_n (self->periods);
    }
}

/* @period_of_day: (nullable): the period of each day from @first_day on, where they are grouped by
 * time */
static inline guint
find_group (const GaMeetingCell *cell,
            GaAttendanceBy by,
            const Filter *filter,
            const guint32 *period_of_day,
            guint32 first_day)
{
  if (period_of_day != NULL)
    return period_of_day[cell->day - first_day];
  switch (by)
    {
    case GA_ATTENDANCE_BY_COMMUNITY:
      return cell->community;
    case GA_ATTENDANCE_BY_KOMMUNE:
      return cell->kommune;
    case GA_ATTENDANCE_BY_TARGET_GROUP:
      return cell->target_group;
    case GA_ATTENDANCE_BY_ARENA:
      return cell->arena;
    case GA_ATTENDANCE_BY_INITIATIVE:
      return filter->initiative_of[cell->community];
    default:
      return 0;
    }
}

static guint8 *
find_health (GaAttendanceCache *cache, const GaMeetingColumns *columns)
{
  const GArray *ids = columns->communities.ids;
  guint8 *health = g_new0 (guint8, ids->len);

  for (guint i = 1; i < ids->len; i++)
    {
      const GaPlaceName *name =
          ga_attendance_cache_find_community (cache, &g_array_index (ids, GaId, i));

      health[i] = name != NULL && name->reveals_health;
    }
  return health;
}

static guint
count_bits (const guint64 *words, guint n_words)
{
  guint n = 0;

  for (guint i = 0; i < n_words; i++)
    n += (guint) __builtin_popcountll (words[i]);
  return n;
}

/* Which communities held a walk: one row of bits a group. */
static void
count_communities (GaAttendanceScan *self, const guint64 *active, guint n_words)
{
  g_autofree guint64 *all = g_new0 (guint64, n_words);

  for (guint group = 0; group < self->n_groups; group++)
    {
      const guint64 *row = active + (gsize) group * n_words;

      self->tallies[group].communities = count_bits (row, n_words);
      for (guint i = 0; i < n_words; i++)
        all[i] |= row[i];
    }
  self->communities = count_bits (all, n_words);
}

static void
scan (GaAttendanceScan *self,
      const GaMeetingColumns *columns,
      const Filter *filter,
      const guint8 *health,
      GaAttendanceBy by)
{
  const GaMeetingCell *cells = (const GaMeetingCell *) columns->cells->data;
  guint n_words = columns->communities.ids->len / WORD_BITS + 1;
  g_autofree guint64 *active = g_new0 (guint64, (gsize) self->n_groups * n_words);
  const guint32 *period_of_day =
      self->periods != NULL ? ga_periods_get_index (self->periods) : NULL;
  gboolean by_month = FALSE;

  for (guint i = 0; i < columns->cells->len; i++)
    {
      const GaMeetingCell *cell = &cells[i];
      guint group;

      if (!matches (filter, cell))
        continue;
      group = find_group (cell, by, filter, period_of_day, self->first_day);
      ga_attendance_tally_count (&self->tallies[group], cell, health[cell->community]);
      by_month |= cell->of_month;
      if (cell->held && !cell->of_month)
        active[(gsize) group * n_words + cell->community / WORD_BITS] |=
            G_GUINT64_CONSTANT (1) << cell->community % WORD_BITS;
    }
  count_communities (self, active, n_words);
  for (guint i = 0; by == GA_ATTENDANCE_BY_WEEK && i < self->n_groups; i++)
    self->tallies[i].no_first_time = by_month;
}

/**
 * ga_attendance_scan_new:
 * @cache: loaded
 */
GaAttendanceScan *
ga_attendance_scan_new (GaAttendanceCache *cache, const GaAttendanceRequest *request)
{
  const GaMeetingColumns *columns = ga_attendance_cache_get_columns (cache);
  g_autofree guint8 *health = find_health (cache, columns);
  g_autofree guint32 *initiatives = NULL;
  GaAttendanceScan *self = g_new0 (GaAttendanceScan, 1);
  Filter filter;

  ga_id_numbers_init (&self->initiatives);
  initiatives = find_initiatives (cache, columns, &self->initiatives);
  filter = make_filter (self, columns, initiatives, request);
  find_range (self, columns, &filter, request);
  self->n_groups = count_groups (self, columns, request->by);
  self->tallies = g_new0 (GaAttendanceTally, self->n_groups);
  if (!filter.nothing && self->n_groups > 0)
    scan (self, columns, &filter, health, request->by);
  return self;
}

void
ga_attendance_scan_free (GaAttendanceScan *self)
{
  g_clear_pointer (&self->periods, ga_periods_free);
  ga_id_numbers_clear (&self->initiatives);
  g_free (self->tallies);
  g_free (self);
}
