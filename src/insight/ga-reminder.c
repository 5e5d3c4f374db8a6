/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/ga-reminder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/ga-date.h"
#include "store/ga-membership.h"
#include "store/ga-permission.h"

/* Nobody holds more in two weeks; whoever sees more is no host. */
#define MOST 100

/* (nullable): those planned from one time until another that this account may record */
static GPtrArray *
list_planned (GaReader *reader, const char *from, const char *until, GError **error)
{
  g_autoptr (GaQuery) query =
      ga_query_new (ga_schema_get (ga_reader_get_schema (reader), "meeting"));
  g_autoptr (GPtrArray) found = NULL;

  ga_query_where_text (query, "start", GA_AT_LEAST, from);
  ga_query_where_text (query, "start", GA_LESS, until);
  ga_query_where_text (query, "status", GA_EQUAL, "planned");
  ga_query_sort_columns (query, "start");
  ga_query_set_window (query, 0, MOST);
  found = ga_reader_list (reader, query, error);
  for (guint i = found != NULL ? found->len : 0; i > 0; i--)
    if (!ga_reader_may (reader, found->pdata[i - 1], GA_OPERATION_UPDATE, NULL))
      g_ptr_array_remove_index (found, i - 1);
  return g_steal_pointer (&found);
}

static gboolean
holds_walks (GaReader *reader, gboolean *holds, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GaMembership) membership = ga_reader_get_membership (reader, &local);

  *holds = membership == NULL || g_strcmp0 (membership->role, "host") == 0;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static char *
describe_one (GaReader *reader, GaRecord *meeting)
{
  /* What cannot be read is not named either. */
  g_autoptr (GaRecord) community =
      ga_reader_find (reader, ga_schema_get (ga_reader_get_schema (reader), "community"),
                      ga_record_get_reference (meeting, "community"), NULL);
  g_autofree char *clock =
      ga_clock_display (ga_record_get_text (meeting, "start") + strlen ("2026-01-06T"));
  gboolean named = community != NULL && !ga_record_get_flag (community, "reveals_health");

  /* TRANSLATORS: the time of a walk, and whose it is */
  return g_strdup_printf (_ ("Tomorrow at %1$s: %2$s"), clock,
                          named ? ga_record_get_text (community, "name") : _ ("A walk"));
}

static char *
describe_waiting (guint n)
{
  return g_strdup_printf (ngettext ("Who came to %u walk is still to be recorded.",
                                    "Who came to %u walks is still to be recorded.", n),
                          n);
}

static void
write_words (GaReminder *self, GaReader *reader, GPtrArray *tomorrow)
{
  if (self->tomorrow == 0)
    self->title = g_strdup (_ ("Who came?"));
  else if (self->tomorrow == 1)
    self->title = describe_one (reader, tomorrow->pdata[0]);
  else
    self->title = g_strdup_printf (
        ngettext ("%u walk tomorrow", "%u walks tomorrow", self->tomorrow), self->tomorrow);
  if (self->waiting > 0)
    self->body = describe_waiting (self->waiting);
}

gboolean
ga_reminder_look (GaReader *reader, const char *now, GaReminder **reminder, GError **error)
{
  g_autofree char *today = ga_time_dup_day (now);
  g_autofree char *from = ga_date_add_days (today, -GA_REMINDER_DAYS_BACK);
  g_autofree char *next = ga_date_add_days (today, 1);
  g_autofree char *after = ga_date_add_days (today, 2);
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GPtrArray) tomorrow = NULL;
  gboolean holds;

  *reminder = NULL;
  if (!holds_walks (reader, &holds, error))
    return FALSE;
  if (!holds || from == NULL || after == NULL)
    return TRUE;
  waiting = list_planned (reader, from, now, error);
  tomorrow = waiting != NULL ? list_planned (reader, next, after, error) : NULL;
  if (tomorrow == NULL)
    return FALSE;
  if (waiting->len + tomorrow->len == 0)
    return TRUE;
  *reminder = g_new0 (GaReminder, 1);
  (*reminder)->waiting = waiting->len;
  (*reminder)->tomorrow = tomorrow->len;
  write_words (*reminder, reader, tomorrow);
  return TRUE;
}

void
ga_reminder_free (GaReminder *self)
{
  g_free (self->title);
  g_free (self->body);
  g_free (self);
}

char *
ga_reminder_next (const char *now)
{
  g_autofree char *today = ga_time_dup_day (now);
  g_autofree char *tomorrow = ga_date_add_days (today, 1);
  gboolean is_over = strcmp (now + strlen ("2026-01-06T"), GA_REMINDER_CLOCK) >= 0;

  return g_strdup_printf ("%sT%s", is_over ? tomorrow : today, GA_REMINDER_CLOCK);
}
