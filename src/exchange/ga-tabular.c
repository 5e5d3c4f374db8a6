/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "exchange/ga-exchange-error.h"
#include "exchange/ga-tabular-private.h"

/* Smaller numbers than this are usually written with an exponent. */
#define SHORTEST_PLAIN 1e-4

char *
ga_tabular_write_number (double number)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  const char *form = ABS (number) < SHORTEST_PLAIN ? "%.12f" : "%.15g";

  return g_strdup (g_ascii_formatd (digits, sizeof digits, form, number));
}

static char *
normalize (const char *heading)
{
  g_autofree char *composed = g_utf8_normalize (heading, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_utf8_casefold (composed, -1);
}

GError *
ga_tabular_check_headings (const char *const *headings, guint n_headings, guint row)
{
  g_autoptr (GHashTable) columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint column = 0; column < n_headings; column++)
    {
      g_autofree char *normal = normalize (headings[column]);
      g_autofree char *shown = NULL;
      guint first = GPOINTER_TO_UINT (g_hash_table_lookup (columns, normal));

      if (*normal == '\0')
        continue;
      if (first == 0)
        {
          g_hash_table_insert (columns, g_steal_pointer (&normal), GUINT_TO_POINTER (column + 1));
          continue;
        }
      shown = ga_exchange_shorten (headings[column]);
      return ga_exchange_error_new (
          GA_EXCHANGE_ERROR_DUPLICATE_HEADING, row, headings[column],
          _ ("Row %u: columns %u and %u are both called “%s”. Give each column a name of its own."),
          row, first, column + 1, shown);
    }
  return NULL;
}
