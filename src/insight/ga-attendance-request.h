/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-id.h"

G_BEGIN_DECLS

/**
 * GaAttendanceBy: what attendance is counted by. Weeks are those of ISO 8601.
 */
typedef enum
{
  GA_ATTENDANCE_BY_TOTAL,
  GA_ATTENDANCE_BY_WEEK,
  GA_ATTENDANCE_BY_MONTH,
  GA_ATTENDANCE_BY_YEAR,
  GA_ATTENDANCE_BY_COMMUNITY,
  GA_ATTENDANCE_BY_KOMMUNE,
  GA_ATTENDANCE_BY_TARGET_GROUP,
  GA_ATTENDANCE_BY_ARENA,
  GA_ATTENDANCE_BY_INITIATIVE,
} GaAttendanceBy;

#define GA_N_ATTENDANCE_BY 9

/**
 * GaAttendanceSort: the order of groups that are no periods; periods always run forward. What is
 * not given comes last either way.
 * @GA_ATTENDANCE_SORT_NAME: communities and initiatives by name in Danish order, others by
 *   their code
 * @GA_ATTENDANCE_SORT_TOTAL: most visits first, then as above
 */
typedef enum
{
  GA_ATTENDANCE_SORT_NAME,
  GA_ATTENDANCE_SORT_TOTAL,
} GaAttendanceSort;

#define GA_ATTENDANCE_DATE_SIZE 11

/**
 * GaAttendanceRequest:
 *
 * A question of attendance. Zero-initialised it asks for one total of everything.
 * A plain value that does not own its codes; any thread.
 * @from, @to: first and last day, `2026-01-06`; empty for the first or last day there is
 * @kommune, @community: only meetings held there; zero for all. The kommune is the one it was held
 *   under
 * @initiative: only meetings of communities that belong to it today; zero for all
 * @target_group, @arena: (nullable): only meetings held under this code
 * @mask: hide what could tell of a person, for readers who are not hosts: first timers under 5, and
 *   visits under 5 of communities that reveal health (docs/data-protection.md). Off for one's own
 */
typedef struct
{
  GaAttendanceBy by;
  GaAttendanceSort sort;
  char from[GA_ATTENDANCE_DATE_SIZE];
  char to[GA_ATTENDANCE_DATE_SIZE];
  GaId kommune;
  GaId community;
  GaId initiative;
  const char *target_group;
  const char *arena;
  gboolean mask;
} GaAttendanceRequest;

gboolean ga_attendance_by_from_code (const char *code, GaAttendanceBy *by);
const char *ga_attendance_by_get_label (GaAttendanceBy by);
gboolean ga_attendance_by_is_period (GaAttendanceBy by);

G_END_DECLS
