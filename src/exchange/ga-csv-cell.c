/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-csv-cell.h"

#include <string.h>

static gboolean
starts_formula (char character)
{
  return character != '\0' && strchr ("=+-@\t\r\n", character) != NULL;
}

/* Digits, then perhaps a decimal point or comma and digits, after a minus. */
static gboolean
is_negative_number (const char *cell)
{
  const char *at = cell + 1;

  if (*cell != '-' || !g_ascii_isdigit (*at))
    return FALSE;
  while (g_ascii_isdigit (*at))
    at++;
  if ((*at == '.' || *at == ',') && g_ascii_isdigit (at[1]))
    for (at++; g_ascii_isdigit (*at);)
      at++;
  return *at == '\0';
}

/**
 * ga_csv_cell_needs_guard:
 * @cell: a text to be written
 *
 * Returns: %TRUE if an apostrophe must be written before @cell. Any thread.
 */
gboolean
ga_csv_cell_needs_guard (const char *cell)
{
  const char *text = cell + strspn (cell, "'");

  return starts_formula (*text) && !is_negative_number (cell);
}

/**
 * ga_csv_cell_without_guard:
 * @cell: a cell that was read
 *
 * Takes away the apostrophe that guards against a formula, if there is one. Any thread.
 *
 * Returns: (transfer none): the text meant: @cell, or what follows its first character
 */
const char *
ga_csv_cell_without_guard (const char *cell)
{
  const char *text = cell + strspn (cell, "'");

  return text > cell && starts_formula (*text) ? cell + 1 : cell;
}
