/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "exchange/ga-calendar.h"
#include "exchange/ga-text-decoder.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check_event (const GaCalendarEvent *event)
{
  if (event->error == NULL && *event->start.text == '\0')
    g_error ("An event has neither a start nor a reason");
  if (event->error != NULL && !g_utf8_validate (event->error->message, -1, NULL))
    g_error ("A sentence is not UTF-8");
}

static char *
write_calendar (const GaCalendar *calendar)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GHashTable) zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  ga_calendar_append_head (text, calendar->name);
  for (guint i = 0; i < calendar->events->len; i++)
    {
      const GaCalendarEvent *event = g_ptr_array_index (calendar->events, i);

      check_event (event);
      if (event->error == NULL)
        ga_calendar_append_event (text, event, zones);
    }
  ga_calendar_append_tail (text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Any text: either a sentence, or events each of which has a start or a reason. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_auto (GaText) text = { NULL, 0, GA_TEXT_ENCODING_UTF8, FALSE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GaCalendar) calendar = NULL;
  char *copy = g_malloc (size + 1);

  if (size > 0)
    memcpy (copy, data, size);
  if (!ga_text_decode (copy, size, &text, NULL))
    return 0;
  calendar = ga_calendar_read (text.data, NULL, &error);
  if ((calendar == NULL) != (error != NULL))
    g_error ("A calendar or a reason was expected");
  if (calendar != NULL)
    g_free (write_calendar (calendar));
  return 0;
}
