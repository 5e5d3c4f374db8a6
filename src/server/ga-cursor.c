/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-cursor.h"

/* Digits alone, without leading zeros, and few enough never to overflow. */
static gboolean
read_number (const char **text, gint64 *number)
{
  const char *at = *text;

  *number = 0;
  if (at[0] == '0' && g_ascii_isdigit (at[1]))
    return FALSE;
  for (; g_ascii_isdigit (*at) && at - *text < 18; at++)
    *number = *number * 10 + (*at - '0');
  if (at == *text || g_ascii_isdigit (*at))
    return FALSE;
  *text = at;
  return TRUE;
}

static gboolean
read_next (const char **text, gint64 *number)
{
  if (**text != '.')
    return FALSE;
  (*text)++;
  return read_number (text, number);
}

gboolean
ga_cursor_read (const char *text, GaCursor *cursor)
{
  gint64 step;

  *cursor = (GaCursor){ 0 };
  if (*text == '\0')
    return TRUE;
  cursor->counts = *text == 'c';
  if (cursor->counts)
    text++;
  if (!read_number (&text, &cursor->from))
    return FALSE;
  if (*text == '\0')
    return TRUE;
  if (!read_next (&text, &cursor->until) || !read_next (&text, &step) ||
      !read_next (&text, &cursor->revision) || *text != '\0')
    return FALSE;
  cursor->step = (guint) step;
  return cursor->until > cursor->from && step < G_MAXUINT16 && cursor->revision <= cursor->until;
}

char *
ga_cursor_write (const GaCursor *cursor)
{
  const char *counts = cursor->counts ? "c" : "";

  if (cursor->until == 0)
    return g_strdup_printf ("%s%" G_GINT64_FORMAT, counts, cursor->from);
  return g_strdup_printf ("%s%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT ".%u.%" G_GINT64_FORMAT,
                          counts, cursor->from, cursor->until, cursor->step, cursor->revision);
}
