/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-date-row.h"

#include "model/ga-date.h"

static char *
read_day (const char *text)
{
  g_autofree char *today = ga_date_today ();

  return ga_date_parse_near (text, today);
}

/**
 * ga_date_row_dup:
 * Returns: (transfer full): the day written, as canonical text; what is no day as it is written
 */
char *
ga_date_row_dup (GaEntryRow *row)
{
  g_autofree char *text = ga_entry_row_dup_text (row);
  char *day = read_day (text);

  return day != NULL ? day : g_steal_pointer (&text);
}

/**
 * ga_date_row_complete: shows the whole of the day written; for the signal `left`
 */
void
ga_date_row_complete (GaEntryRow *row)
{
  g_autofree char *text = ga_entry_row_dup_text (row);
  g_autofree char *day = read_day (text);
  g_autofree char *whole = day != NULL ? ga_date_display (day) : NULL;

  if (whole != NULL && !g_str_equal (whole, text))
    ga_entry_row_set_text (row, whole);
}
