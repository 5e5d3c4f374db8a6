/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-cursor.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Any text: refused, or a place that there can be, written again as it was. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *written = NULL;
  GaCursor cursor;

  if (!ga_cursor_read (text, &cursor) || *text == '\0')
    return 0;
  written = ga_cursor_write (&cursor);
  if (!g_str_equal (written, text))
    g_error ("A cursor changed on its way");
  if (cursor.from < 0 || cursor.until < 0 || cursor.revision < 0)
    g_error ("A cursor before the beginning");
  if (cursor.until != 0 && (cursor.until <= cursor.from || cursor.revision > cursor.until))
    g_error ("A cursor that is nowhere");
  return 0;
}
