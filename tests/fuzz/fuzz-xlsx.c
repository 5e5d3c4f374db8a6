/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-exchange-error.h"
#include "exchange/ga-sheet-reader.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* A small file may say that it has a million rows; each of them is like the others. */
#define ENOUGH 1000

/* Any bytes, XLSX or ODS: either a sentence, or rows that grow in number. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GaSheetReader) reader = ga_sheet_reader_new_for_bytes (bytes, NULL, &error);
  const char *const *cells = NULL;
  guint row = 0, last = 0;

  if ((reader == NULL) != (error != NULL))
    g_error ("A reader or a reason was expected");
  for (guint i = 0; reader != NULL && i < ENOUGH; i++)
    {
      g_clear_error (&error);
      if (!ga_sheet_reader_next (reader, &cells, &row, &error) &&
          (error == NULL || ga_exchange_error_is_final (error)))
        break;
      if (row <= last)
        g_error ("A row comes again");
      last = row;
    }
  return 0;
}
