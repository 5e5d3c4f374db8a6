/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-csv-dialect.h"

#include <string.h>

#define ROWS_LOOKED_AT  20
#define BYTES_LOOKED_AT ((gsize) 64 * 1024)

/* In the order in which they are preferred where nothing else decides. */
static const char candidates[] = { ';', '\t', ',' };

typedef struct
{
  guint found[G_N_ELEMENTS (candidates)];
} Row;

static gboolean
is_candidate (char character)
{
  return memchr (candidates, character, sizeof candidates) != NULL;
}

static gboolean
is_blank (const Row *row, gboolean has_text)
{
  guint sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    sum += row->found[i];
  return sum == 0 && !has_text;
}

/* Counts the candidates outside quotes in the first rows; returns the number of rows. */
static guint
count_in_rows (const char *text, Row rows[ROWS_LOOKED_AT])
{
  guint n_rows = 0;
  gboolean quoted = FALSE;
  gboolean has_text = FALSE;
  gboolean starts_cell = TRUE;
  gsize i;

  for (i = 0; i < BYTES_LOOKED_AT && text[i] != '\0' && n_rows < ROWS_LOOKED_AT; i++)
    {
      char character = text[i];
      const char *candidate = memchr (candidates, character, sizeof candidates);

      if (character == '"' && (quoted || starts_cell))
        {
          quoted = !quoted;
          has_text = TRUE;
          /* A second mark, right after the one that ends the cell, goes on with it. */
          starts_cell = !quoted;
          continue;
        }
      if (quoted)
        continue;
      starts_cell = is_candidate (character) || character == '\n' || character == '\r';
      if (candidate != NULL)
        rows[n_rows].found[candidate - candidates]++;
      else if (!starts_cell)
        has_text = TRUE;
      else
        {
          n_rows += !is_blank (&rows[n_rows], has_text);
          has_text = FALSE;
        }
    }
  /* The last row counts if the text, and not only our patience, ended with it. */
  if (text[i] == '\0' && n_rows < ROWS_LOOKED_AT && !is_blank (&rows[n_rows], has_text))
    n_rows++;
  return n_rows;
}

static gboolean
names_separator (const char *text)
{
  return g_ascii_strncasecmp (text, "sep=", 4) == 0 &&
         (g_ascii_ispunct (text[4]) || text[4] == '\t') && text[4] != '"' &&
         strchr ("\r\n", text[5]) != NULL;
}

/**
 * ga_csv_dialect_find_separator:
 * @text: the whole text
 * @start: (out): where the table begins: after a line `sep=;`, else 0
 *
 * Finds what separates the cells. A first line such as `sep=;` decides, as Excel has it. Else it is
 * that one of `;`, tab and `,` which is in the headings and is found as often in the most of the
 * first rows; then the one that is most often in the headings. `;` if there is none in the
 * headings: then a comma further down is text, as in a list of names. Any thread.
 *
 * Returns: the separator
 */
char
ga_csv_dialect_find_separator (const char *text, gsize *start)
{
  Row rows[ROWS_LOOKED_AT] = { 0 };
  guint best = 0;
  guint best_same = 0;
  guint n_rows;

  *start = 0;
  if (names_separator (text))
    {
      *start = text[5] == '\0' ? 5 : text[5] == '\r' && text[6] == '\n' ? 7 : 6;
      return text[4];
    }

  n_rows = count_in_rows (text, rows);
  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      guint same = 0;

      for (guint row = 0; row < n_rows; row++)
        same += rows[row].found[i] == rows[0].found[i];
      if (rows[0].found[i] > 0 &&
          (same > best_same || (same == best_same && rows[0].found[i] > rows[0].found[best])))
        {
          best = i;
          best_same = same;
        }
    }
  return candidates[best];
}
