/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/ga-attendance-request.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *code;
  const char *label;
} Kind;

static const Kind kinds[GA_N_ATTENDANCE_BY] = {
  [GA_ATTENDANCE_BY_TOTAL] = { "total", N_ ("Total") },
  [GA_ATTENDANCE_BY_WEEK] = { "week", N_ ("Week") },
  [GA_ATTENDANCE_BY_MONTH] = { "month", N_ ("Month") },
  [GA_ATTENDANCE_BY_YEAR] = { "year", N_ ("Year") },
  [GA_ATTENDANCE_BY_COMMUNITY] = { "community", N_ ("Community") },
  [GA_ATTENDANCE_BY_KOMMUNE] = { "kommune", N_ ("Kommune") },
  [GA_ATTENDANCE_BY_TARGET_GROUP] = { "target-group", N_ ("Target group") },
  [GA_ATTENDANCE_BY_ARENA] = { "arena", N_ ("Arena") },
  [GA_ATTENDANCE_BY_INITIATIVE] = { "initiative", N_ ("Initiative") },
};

/**
 * ga_attendance_by_from_code:
 * @code: as on the command line: `week`, `target-group`
 *
 * Returns: %FALSE if there is no such code
 */
gboolean
ga_attendance_by_from_code (const char *code, GaAttendanceBy *by)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].code, code) == 0)
      {
        *by = (GaAttendanceBy) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * ga_attendance_by_get_label:
 *
 * Returns: (transfer none): translated, for a heading or a choice: "Target group"
 */
const char *
ga_attendance_by_get_label (GaAttendanceBy by)
{
  return _ (kinds[by].label);
}

/**
 * ga_attendance_by_is_period:
 *
 * Returns: whether the groups are weeks, months or years
 */
gboolean
ga_attendance_by_is_period (GaAttendanceBy by)
{
  return by >= GA_ATTENDANCE_BY_WEEK && by <= GA_ATTENDANCE_BY_YEAR;
}
