/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/attendance/ga-walk-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/ga-date.h"

/* One whole sentence a reason: community, day, time. */
static const struct
{
  const char *reason;
  const char *message;
} messages[] = {
  /* TRANSLATORS: told to walkers: the community, the day and the time */
  { "ice", N_ ("The walk with %1$s on %2$s at %3$s is cancelled because of ice.") },
  { "weather", N_ ("The walk with %1$s on %2$s at %3$s is cancelled because of the weather.") },
  { "illness", N_ ("The walk with %1$s on %2$s at %3$s is cancelled because the host is ill.") },
  { "holiday", N_ ("The walk with %1$s on %2$s at %3$s is cancelled because of the holiday.") },
  { "few", N_ ("The walk with %1$s on %2$s at %3$s is cancelled because too few can come.") },
  { "other", N_ ("The walk with %1$s on %2$s at %3$s is cancelled.") },
};

/* The translated sentences take their three words by position. */
static char *
fill_in (const char *sentence, const char *community, const char *day, const char *clock)
{
  const char *words[] = { community, day, clock };
  g_autoptr (GString) text = g_string_new (NULL);

  for (const char *at = sentence; *at != '\0'; at++)
    if (at[0] == '%' && at[1] >= '1' && at[1] <= '3' && at[2] == '$' && at[3] == 's')
      {
        g_string_append (text, words[at[1] - '1']);
        at += 3;
      }
    else
      g_string_append_c (text, *at);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * ga_walk_begin: as it stands at the beginning of a line: with a capital
 */
char *
ga_walk_begin (const char *text)
{
  g_autofree char *first = NULL;

  if (*text == '\0')
    return g_strdup (text);
  first = g_utf8_strup (text, g_utf8_next_char (text) - text);
  return g_strconcat (first, g_utf8_next_char (text), NULL);
}

/**
 * ga_walk_day:
 * @date: ISO day
 * Returns: (transfer full): "Tuesday 6 January", "tirsdag den 6. januar"
 */
char *
ga_walk_day (const char *date)
{
  g_autoptr (GDate) day = ga_date_to_gdate (date);
  g_autofree char *weekday = NULL;
  g_autofree char *month = NULL;

  if (day == NULL)
    return g_strdup (date != NULL ? date : "");
  weekday = ga_weekday_display (g_date_get_weekday (day));
  month = ga_month_display (g_date_get_month (day));
  /* TRANSLATORS: a day: Tuesday 6 January */
  return g_strdup_printf (_ ("%1$s %2$u %3$s"), weekday, g_date_get_day (day), month);
}

/**
 * ga_walk_clock: when it starts: "10:00", "10.00"
 */
char *
ga_walk_clock (const GaRecord *meeting)
{
  const char *start = ga_record_get_text (meeting, "start");
  const char *middle = start != NULL ? strchr (start, 'T') : NULL;

  return ga_clock_display (middle != NULL ? middle + 1 : NULL);
}

static char *
dup_date (const GaRecord *meeting)
{
  const char *start = ga_record_get_text (meeting, "start");

  return g_strndup (start != NULL ? start : "", 10);
}

/**
 * ga_walk_when: "Tuesday 6 January at 10:00"
 */
char *
ga_walk_when (const GaRecord *meeting)
{
  g_autofree char *date = dup_date (meeting);
  g_autofree char *day = ga_walk_day (date);
  g_autofree char *clock = ga_walk_clock (meeting);

  /* TRANSLATORS: the day and the time of a walk */
  return g_strdup_printf (_ ("%1$s at %2$s"), day, clock);
}

/**
 * ga_walk_total: "14 came"
 */
char *
ga_walk_total (guint total)
{
  if (total == 0)
    return g_strdup (_ ("Nobody came"));
  return g_strdup_printf (ngettext ("%u came", "%u came", total), total);
}

/**
 * ga_walk_detail:
 * @named: by name, without the host
 * @host: whether the host counts
 * @unnamed: without a name
 * Returns: (transfer full): "9 by name, 5 without a name"; empty where there is nothing to tell
 */
char *
ga_walk_detail (guint named, gboolean host, guint unnamed)
{
  if (named + unnamed == 0)
    return g_strdup (host ? _ ("only the host") : "");
  if (unnamed == 0)
    return g_strdup_printf (host ? _ ("%u by name, and the host") : _ ("%u by name"), named);
  if (named == 0)
    return g_strdup_printf (host ? _ ("%u without a name, and the host") : _ ("%u without a name"),
                            unnamed);
  return g_strdup_printf (host ? _ ("%1$u by name, %2$u without a name, and the host")
                               : _ ("%1$u by name, %2$u without a name"),
                          named, unnamed);
}

/**
 * ga_walk_sum: "14 came: 9 by name, 5 without a name", as it is read out
 */
char *
ga_walk_sum (guint named, gboolean host, guint unnamed)
{
  g_autofree char *total = ga_walk_total (named + unnamed + (host ? 1 : 0));
  g_autofree char *detail = ga_walk_detail (named, host, unnamed);

  if (*detail == '\0')
    return g_steal_pointer (&total);
  /* TRANSLATORS: how many came, and how they are known */
  return g_strdup_printf (_ ("%1$s: %2$s"), total, detail);
}

/**
 * ga_walk_reason:
 * Returns: (transfer none): why it is cancelled, or an empty text
 */
const char *
ga_walk_reason (const GaRecord *meeting)
{
  const GaField *field = ga_entity_get_field (ga_record_get_entity (meeting), "reason");
  const char *code = ga_record_get_text (meeting, "reason");
  const GaChoice *choice = code != NULL ? ga_field_get_choice (field, code) : NULL;

  return choice != NULL ? _ (choice->label) : "";
}

/**
 * ga_walk_cancelled_message: what walkers are told about a cancelled walk
 */
char *
ga_walk_cancelled_message (GaReader *reader, const GaRecord *meeting)
{
  const char *reason = ga_record_get_text (meeting, "reason");
  const char *sentence = messages[G_N_ELEMENTS (messages) - 1].message;
  g_autofree char *community = ga_reader_display (reader, meeting, "community");
  g_autofree char *date = dup_date (meeting);
  g_autofree char *day = ga_walk_day (date);
  g_autofree char *clock = ga_walk_clock (meeting);

  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    if (g_strcmp0 (messages[i].reason, reason) == 0)
      sentence = messages[i].message;
  return fill_in (_ (sentence), community, day, clock);
}

/**
 * ga_walk_outcome:
 * Returns: (transfer full): how many came, or why it was cancelled; empty while it is planned
 */
char *
ga_walk_outcome (GaReader *reader, const GaRecord *meeting)
{
  const char *status = ga_record_get_text (meeting, "status");
  const char *reason = ga_walk_reason (meeting);
  guint named = 0, first_time = 0;

  if (g_strcmp0 (status, "cancelled") == 0 && *reason == '\0')
    return g_strdup (_ ("Cancelled"));
  if (g_strcmp0 (status, "cancelled") == 0)
    /* TRANSLATORS: why a walk was cancelled */
    return g_strdup_printf (_ ("Cancelled: %s"), reason);
  if (g_strcmp0 (status, "held") != 0)
    return g_strdup ("");
  ga_reader_meeting_presence (reader, ga_record_get_id (meeting), &named, &first_time, NULL);
  return ga_walk_total (named + (guint) MAX (ga_record_get_integer (meeting, "unnamed"), 0) +
                        (ga_record_get_flag (meeting, "host_counts") ? 1 : 0));
}

/**
 * ga_walk_waits:
 * @now: ga_time_now()
 *
 * Returns: whether it has begun and nobody has said yet who came
 */
gboolean
ga_walk_waits (const GaRecord *meeting, const char *now)
{
  return g_strcmp0 (ga_record_get_text (meeting, "status"), "planned") == 0 &&
         g_strcmp0 (ga_record_get_text (meeting, "start"), now) < 0;
}
