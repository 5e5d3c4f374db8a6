/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/ga-attendance-tally.h"

#include "model/ga-attendance.h"

static GaFigure
show (gint64 value)
{
  return (GaFigure){ .value = value };
}

static GaFigure
hide (void)
{
  return (GaFigure){ .masked = TRUE };
}

static void
publish_all (const GaAttendanceTally *tally, GaAttendanceRow *row)
{
  gint64 named = tally->open.named + tally->health.named;
  gint64 unnamed = tally->open.unnamed + tally->health.unnamed;

  row->named = show (named);
  row->unnamed = show (unnamed);
  row->total = show (named + unnamed);
  row->first_time = show (tally->open.first_time + tally->health.first_time);
}

/* A group of nothing but communities that reveal health: what is small is hidden as such. */
static void
mask_health_visits (const GaVisits *health, GaAttendanceRow *row)
{
  gint64 total = health->named + health->unnamed;
  gboolean split =
      ga_attendance_is_small (health->named) || ga_attendance_is_small (health->unnamed);

  row->total = ga_attendance_is_small (total) ? hide () : show (total);
  /* Either part and the total would give the other. */
  row->named = split || ga_attendance_is_small (total) ? hide () : show (health->named);
  row->unnamed = split || ga_attendance_is_small (total) ? hide () : show (health->unnamed);
}

/* In a mixed group the open communities may be subtracted, so a small part is left out. */
static void
mask_mixed_visits (const GaAttendanceTally *tally, GaAttendanceRow *row)
{
  GaVisits health = tally->health;
  gint64 total = health.named + health.unnamed;

  if (ga_attendance_is_small (total))
    {
      health = (GaVisits){ 0, 0, 0 };
      row->left_out = TRUE;
    }
  else if (ga_attendance_is_small (health.named) || ga_attendance_is_small (health.unnamed))
    health = (GaVisits){ 0, total, 0 };
  row->named = show (tally->open.named + health.named);
  row->unnamed = show (tally->open.unnamed + health.unnamed);
  row->total = show (row->named.value + row->unnamed.value);
}

static void
mask_first_time (const GaAttendanceTally *tally, gboolean mixed, GaAttendanceRow *row)
{
  gint64 count = tally->open.first_time + tally->health.first_time;

  if (mixed && ga_attendance_is_small (tally->health.first_time))
    {
      count = tally->open.first_time;
      row->left_out = TRUE;
    }
  row->first_time = ga_attendance_is_small (count) ? hide () : show (count);
}

static void
publish_visits (const GaAttendanceTally *tally, gboolean mask, GaAttendanceRow *row)
{
  gboolean mixed = tally->open_held > 0;

  if (!mask)
    {
      publish_all (tally, row);
      return;
    }
  if (mixed)
    mask_mixed_visits (tally, row);
  else
    mask_health_visits (&tally->health, row);
  mask_first_time (tally, mixed, row);
}

/* Where nothing else is known, what is hidden is not nothing. One figure is under the bound;
 * several, or one and something else, may be above it together. */
static void
cover (GaFigure *figure, guint hidden)
{
  if (hidden == 0 || figure->value > 0)
    return;
  figure->unknown = figure->masked || hidden > 1;
  figure->masked = TRUE;
}

/**
 * ga_attendance_tally_publish:
 * @mask: whether the reader is somebody who may not see small figures
 *
 * Fills in the figures of @row. Within one report nothing that is hidden can be had by subtraction:
 * what is small is neither in its row nor in the sum of rows.
 */
void
ga_attendance_tally_publish (const GaAttendanceTally *tally, gboolean mask, GaAttendanceRow *row)
{
  row->held = tally->held;
  row->cancelled = tally->cancelled;
  row->communities = tally->communities;
  row->left_out = tally->hidden_named + tally->hidden_first_time > 0;
  publish_visits (tally, mask, row);
  cover (&row->named, tally->hidden_named);
  cover (&row->total, tally->hidden_named);
  cover (&row->first_time, tally->hidden_first_time);
  if (tally->no_first_time)
    row->first_time = (GaFigure){ .masked = TRUE, .unknown = TRUE };
}

/* What is hidden is not in the sum, and not nothing where the sum has nothing else. */
static void
add_figure (GaFigure *sum, GaFigure figure, gboolean *left_out)
{
  guint hidden = (sum->masked ? 1 : 0) + (figure.masked ? 1 : 0);

  *sum =
      (GaFigure){ .value = sum->value + figure.value, .unknown = sum->unknown || figure.unknown };
  if (figure.masked && !figure.unknown)
    *left_out = TRUE;
  if (sum->value > 0)
    sum->unknown = FALSE;
  else if (hidden > 0)
    {
      sum->masked = TRUE;
      sum->unknown = sum->unknown || hidden > 1;
    }
}

/**
 * ga_attendance_row_add_published:
 * @total: a sum
 * @row: a row with what is hidden hidden
 */
void
ga_attendance_row_add_published (GaAttendanceRow *total, const GaAttendanceRow *row)
{
  total->held += row->held;
  total->cancelled += row->cancelled;
  total->left_out = total->left_out || row->left_out;
  add_figure (&total->named, row->named, &total->left_out);
  add_figure (&total->unnamed, row->unnamed, &total->left_out);
  add_figure (&total->total, row->total, &total->left_out);
  add_figure (&total->first_time, row->first_time, &total->left_out);
}
