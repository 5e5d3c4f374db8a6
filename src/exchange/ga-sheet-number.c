/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "exchange/ga-sheet-private.h"
#include "exchange/ga-tabular-private.h"
#include "model/ga-date.h"

/* Spreadsheets keep numbers as doubles and write all of their digits; the last of 17 are noise. */
#define CERTAIN_DIGITS 15
#define LONGEST_PLAIN  1e15

#define DAYS_TO_1904       1462
#define MINUTES_OF_THE_DAY (24 * 60)
#define MOST_DAYS          110000 /* the year 2201 */

static gboolean
is_plain (const char *text)
{
  guint digits = 0;

  if (*text == '-')
    text++;
  if (!g_ascii_isdigit (*text))
    return FALSE;
  for (; g_ascii_isdigit (*text) || *text == '.'; text++)
    digits++;
  return *text == '\0' && digits <= CERTAIN_DIGITS;
}

/**
 * ga_sheet_number:
 * @raw: as the file has it
 *
 * Returns: its digits, without an exponent and without the noise of the last ones; what is no
 *   number as it is
 */
char *
ga_sheet_number (const char *raw)
{
  char *end;
  double number;

  if (is_plain (raw))
    return g_strdup (raw);
  number = g_ascii_strtod (raw, &end);
  if (end == raw || *end != '\0' || !isfinite (number) || fabs (number) >= LONGEST_PLAIN)
    return g_strdup (raw);
  if (number == 0)
    return g_strdup ("0");
  return ga_tabular_write_number (number);
}

/**
 * ga_sheet_moment:
 * @raw: days since the beginning of their time
 * @form: what of it is shown
 *
 * Returns: a day, a time of day, or both; a number where it is none of these
 */
char *
ga_sheet_moment (const char *raw, GaSheetForm form, gboolean from_1904)
{
  char *end;
  double number = g_ascii_strtod (raw, &end);
  g_autofree char *date = NULL;
  gint64 day, minute;
  GDate gdate;

  if (end == raw || *end != '\0' || !(number >= 0 && number < MOST_DAYS))
    return ga_sheet_number (raw);
  minute = llround ((number - floor (number)) * MINUTES_OF_THE_DAY);
  day = (gint64) floor (number) + minute / MINUTES_OF_THE_DAY + (from_1904 ? DAYS_TO_1904 : 0);
  minute %= MINUTES_OF_THE_DAY;
  if (!(form & GA_SHEET_DATE) && number < 1)
    return g_strdup_printf ("%02d:%02d", (int) minute / 60, (int) minute % 60);
  if (!(form & GA_SHEET_DATE) || day < 1)
    return ga_sheet_number (raw);
  g_date_clear (&gdate, 1);
  g_date_set_julian (
      &gdate, (guint32) (GA_TABULAR_DAY_ZERO + day + (day < GA_TABULAR_FIRST_CERTAIN_DAY ? 1 : 0)));
  date = ga_date_from_gdate (&gdate);
  if (minute == 0 && !(form & GA_SHEET_CLOCK))
    return g_steal_pointer (&date);
  return g_strdup_printf ("%sT%02d:%02d", date, (int) minute / 60, (int) minute % 60);
}

/**
 * ga_sheet_find_builtin_form:
 * @number: of a format, as the standard numbers them (ECMA-376, part 1, 18.8.30)
 */
GaSheetForm
ga_sheet_find_builtin_form (guint number)
{
  if (number >= 14 && number <= 17)
    return GA_SHEET_DATE;
  if (number == 22)
    return GA_SHEET_DATE | GA_SHEET_CLOCK;
  if ((number >= 18 && number <= 21) || (number >= 45 && number <= 47))
    return GA_SHEET_CLOCK;
  return GA_SHEET_NUMBER;
}

/**
 * ga_sheet_find_form:
 * @code: such as `dd/mm/yyyy hh:mm` or `#,##0.00 "kr."`
 */
GaSheetForm
ga_sheet_find_form (const char *code)
{
  GaSheetForm form = GA_SHEET_NUMBER;
  gboolean quoted = FALSE, months = FALSE, bracketed = FALSE;

  /* What comes after the first `;` is for numbers below 0. */
  for (const char *at = code; *at != '\0' && (*at != ';' || quoted); at++)
    {
      char letter = g_ascii_tolower (*at);

      if (quoted || *at == '"')
        quoted = quoted ? *at != '"' : TRUE;
      else if ((*at == '\\' || *at == '_' || *at == '*') && at[1] != '\0')
        at++;
      else if (*at == '[' || *at == ']')
        bracketed = *at == '[' && strchr ("hms", g_ascii_tolower (at[1])) == NULL;
      else if (bracketed)
        continue;
      else if (letter == 'y' || letter == 'd')
        form |= GA_SHEET_DATE;
      else if (letter == 'h' || letter == 's')
        form |= GA_SHEET_CLOCK;
      else if (letter == 'm')
        months = TRUE;
      else if (g_ascii_strncasecmp (at, "general", strlen ("general")) == 0)
        return GA_SHEET_NUMBER;
    }
  return form == GA_SHEET_NUMBER && months ? GA_SHEET_DATE : form;
}
