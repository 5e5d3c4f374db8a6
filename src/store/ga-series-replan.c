/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/ga-date.h"
#include "model/ga-recurrence.h"
#include "model/ga-value.h"
#include "store/ga-series-private.h"
#include "store/ga-series.h"
#include "store/ga-transaction-private.h"

/* A schedule that is written anew, and what becomes of the meetings it had made. */

GPtrArray *
ga_series_list (GaReader *reader, const GaId *schedule, GError **error)
{
  g_autoptr (GaQuery) query =
      ga_query_new (ga_schema_get (ga_reader_get_schema (reader), "meeting"));

  ga_query_where_id (query, "schedule", schedule);
  ga_query_sort (query, "start");
  return ga_reader_list (reader, query, error);
}

GHashTable *
ga_series_find_recorded (GaReader *reader, GPtrArray *meetings, GError **error)
{
  const GaEntity *entity = ga_schema_get (ga_reader_get_schema (reader), "attendance");
  g_autoptr (GaQuery) query = ga_query_new (entity);
  g_autoptr (GHashTable) recorded = g_hash_table_new_full (ga_id_hash, ga_id_equal, g_free, NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GaId));
  g_autoptr (GPtrArray) rows = NULL;

  for (guint i = 0; i < meetings->len; i++)
    g_array_append_val (ids, *ga_record_get_id (meetings->pdata[i]));
  ga_query_where_among (query, "meeting", ids);
  rows = ga_reader_list (reader, query, error);
  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    g_hash_table_add (recorded, ga_id_copy (ga_record_get_reference (rows->pdata[i], "meeting")));
  return g_steal_pointer (&recorded);
}

gboolean
ga_series_is_settled (GHashTable *recorded, const GaRecord *meeting)
{
  return g_strcmp0 (ga_record_get_text (meeting, "status"), "planned") != 0 ||
         ga_record_get_integer (meeting, "unnamed") > 0 ||
         g_hash_table_contains (recorded, ga_record_get_id (meeting));
}

/* Whether a walk that somebody came to would count as one no more. */
static gboolean
loses_who_came (GaReader *reader,
                const GaRecord *before,
                const GaRecord *after,
                gboolean *loses,
                GError **error)
{
  guint named, first_time;

  *loses = FALSE;
  if (ga_record_same (before, after, "status") || ga_record_is_one_of (after, "status", "held") ||
      ga_record_is_one_of (before, "status", "cancelled"))
    return TRUE;
  if (!ga_reader_meeting_presence (reader, ga_record_get_id (before), &named, &first_time, error))
    return FALSE;
  *loses = named > 0 || ga_record_get_integer (after, "unnamed") > 0;
  return TRUE;
}

/* Whether a walk goes to another time that has come to something: one that was cancelled may be put
 * on another day. */
static gboolean
moves_what_was (GaReader *reader,
                const GaRecord *before,
                const GaRecord *after,
                gboolean *moves,
                GError **error)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (GHashTable) recorded = NULL;

  *moves = FALSE;
  if (ga_record_same (before, after, "start") ||
      ga_record_is_one_of (before, "status", "cancelled"))
    return TRUE;
  g_ptr_array_add (one, (gpointer) before);
  recorded = ga_series_find_recorded (reader, one, error);
  if (recorded == NULL)
    return FALSE;
  *moves = ga_series_is_settled (recorded, before);
  return TRUE;
}

/**
 * ga_series_check_one:
 * @before: a meeting as it is; a record of another kind is passed
 * @after: as somebody wants it to be
 *
 * Whoever changes one meeting by itself keeps what came of it: with somebody recorded it stays at
 * its time, and counts. Errors: %GA_MODEL_ERROR_RULE, and those of the store.
 */
gboolean
ga_series_check_one (GaReader *reader,
                     const GaRecord *before,
                     const GaRecord *after,
                     GError **error)
{
  gboolean moves = FALSE;
  gboolean loses = FALSE;

  if (!g_str_equal (ga_record_get_entity (before)->name, "meeting"))
    return TRUE;
  if (!moves_what_was (reader, before, after, &moves, error) ||
      !loses_who_came (reader, before, after, &loses, error))
    return FALSE;
  if (!moves && !loses)
    return TRUE;
  g_set_error_literal (
      error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE,
      moves ? _ ("Somebody has been recorded at this walk, so it stays at its time.")
            : _ ("Somebody has been recorded at this walk, so it was held. Take back who came "
                 "first."));
  return FALSE;
}

gboolean
ga_series_was_moved_alone (const GaRecord *schedule,
                           const GaRecord *meeting,
                           const char *occurrence)
{
  g_autofree char *start = ga_schedule_start_on (schedule, occurrence);

  return g_strcmp0 (start, ga_record_get_text (meeting, "start")) != 0;
}

/* (element-type utf8): the days that a schedule has a meeting on, until @until, none where that is
 * ""; %NULL with @error */
static GHashTable *
find_days (const GaRecord *schedule, const char *until, GError **error)
{
  const char *last = ga_record_get_text (schedule, "until");
  const char *end = last != NULL && strcmp (last, until) < 0 ? last : until;
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) days = NULL;

  if (*end == '\0')
    return g_steal_pointer (&found);
  days = ga_recurrence_days (ga_record_get_text (schedule, "rule"),
                             ga_record_get_text (schedule, "from"), end, G_MAXUINT, error);
  if (days == NULL)
    return NULL;
  for (guint i = 0; i < days->len; i++)
    if (!ga_schedule_skips (schedule, days->pdata[i]))
      g_hash_table_add (found, g_strdup (days->pdata[i]));
  return g_steal_pointer (&found);
}

/* Where it still has a day it follows the schedule; else it goes. */
static gboolean
change_meeting (GaTransaction *transaction,
                const GaRecord *before,
                const GaRecord *schedule,
                const GaRecord *was,
                GHashTable *days,
                GaSeriesOutcome *outcome,
                GError **error)
{
  g_autofree char *day = ga_meeting_dup_occurrence (was);
  g_autoptr (GaRecord) meeting = ga_record_copy (was);

  if (day == NULL || ga_series_was_moved_alone (before, was, day))
    {
      outcome->stayed++;
      return TRUE;
    }
  if (!g_hash_table_contains (days, day))
    {
      outcome->dropped++;
      return ga_transaction_delete (transaction, ga_record_get_entity (was), ga_record_get_id (was),
                                    error);
    }
  for (guint i = 0; ga_schedule_shared[i] != NULL; i++)
    if (!ga_record_same (before, schedule, ga_schedule_shared[i]))
      ga_record_set (meeting, ga_schedule_shared[i],
                     ga_record_get (schedule, ga_schedule_shared[i]));
  if (!ga_record_same (before, schedule, "at"))
    {
      g_autofree char *start = ga_schedule_start_on (schedule, day);

      ga_record_set_text (meeting, "start", start);
    }
  outcome->changed += ga_record_equal (meeting, was) ? 0 : 1;
  return ga_transaction_put (transaction, meeting, error);
}

static gboolean
change_meetings (GaTransaction *transaction,
                 const GaRecord *before,
                 const GaRecord *schedule,
                 GPtrArray *meetings,
                 GHashTable *days,
                 GaSeriesOutcome *outcome,
                 GError **error)
{
  g_autofree char *now = ga_time_now ();
  g_autoptr (GHashTable) recorded =
      ga_series_find_recorded (ga_transaction_get_reader (transaction), meetings, error);

  for (guint i = 0; recorded != NULL && i < meetings->len; i++)
    {
      if (strcmp (ga_record_get_text (meetings->pdata[i], "start"), now) < 0)
        continue;
      if (ga_series_is_settled (recorded, meetings->pdata[i]))
        outcome->stayed++;
      else if (!change_meeting (transaction, before, schedule, meetings->pdata[i], days, outcome,
                                error))
        return FALSE;
    }
  return recorded != NULL;
}

/* What the schedule had before and has no meeting now, somebody has deleted. */
static gboolean
make_missing (GaTransaction *transaction,
              const GaRecord *schedule,
              GHashTable *days,
              GHashTable *days_before,
              GaSeriesOutcome *outcome,
              GError **error)
{
  g_autofree char *today = ga_date_today ();
  GHashTableIter iter;
  gpointer day;

  g_hash_table_iter_init (&iter, days);
  while (g_hash_table_iter_next (&iter, &day, NULL))
    {
      gboolean made;

      if (strcmp (day, today) <= 0 || g_hash_table_contains (days_before, day))
        continue;
      if (!ga_schedule_make_meeting (GA_WORK (transaction), schedule, day, &made, error))
        return FALSE;
      outcome->made += made ? 1 : 0;
    }
  return TRUE;
}

/* The last day that it has meetings until: as far as it plans ahead by itself; else to its own end,
 * or where they have been made until. */
static char *
find_end (const GaRecord *schedule, const char *made)
{
  const char *until = ga_record_get_text (schedule, "until");
  const char *kept = until != NULL && strcmp (until, made) < 0 ? until : made;
  g_autofree char *ahead = ga_record_has (schedule, "months_ahead")
                               ? ga_schedule_horizon (schedule, NULL)
                               : g_strdup (until);

  return g_strcmp0 (kept, ahead) > 0 ? g_strdup (kept) : g_steal_pointer (&ahead);
}

/* Whoever gives a schedule a later end, or none, after another has taken over from it, wants both.
 */
static gboolean
let_both_go_on (GaTransaction *transaction,
                const GaRecord *before,
                const GaRecord *schedule,
                GError **error)
{
  GaReader *reader = ga_transaction_get_reader (transaction);
  const char *until = ga_record_get_text (schedule, "until");
  g_autoptr (GaQuery) query = ga_query_new (ga_record_get_entity (schedule));
  g_autoptr (GPtrArray) found = NULL;

  if (!ga_record_has (before, "until") ||
      (until != NULL && strcmp (until, ga_record_get_text (before, "until")) <= 0))
    return TRUE;
  ga_query_where_id (query, "follows", ga_record_get_id (schedule));
  found = ga_reader_list (reader, query, error);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      ga_record_clear (found->pdata[i], "follows");
      if (!ga_transaction_put (transaction, found->pdata[i], error))
        return FALSE;
    }
  return found != NULL;
}

/**
 * ga_series_replan:
 * @schedule: a changed copy of a stored one
 * @outcome: (out): what came of its meetings that lie ahead
 *
 * Writes a schedule, and makes those of its meetings that lie ahead and are only planned what it
 * says now: they change, go, or are added. What was moved alone stays. One that does not plan ahead
 * gets no more than it had, but for a later end of its own.
 */
gboolean
ga_series_replan (GaTransaction *transaction,
                  GaRecord *schedule,
                  GaSeriesOutcome *outcome,
                  GError **error)
{
  GaReader *reader = ga_transaction_get_reader (transaction);
  g_autoptr (GaRecord) before =
      ga_reader_find (reader, ga_record_get_entity (schedule), ga_record_get_id (schedule), error);
  g_autoptr (GPtrArray) meetings = NULL;
  g_autoptr (GHashTable) days = NULL;
  g_autoptr (GHashTable) days_before = NULL;
  g_autofree char *made = NULL;
  g_autofree char *end = NULL;

  *outcome = (GaSeriesOutcome){ 0 };
  if (before == NULL || !ga_transaction_put (transaction, schedule, error) ||
      !let_both_go_on (transaction, before, schedule, error))
    return FALSE;
  meetings = ga_series_list (reader, ga_record_get_id (schedule), error);
  made = meetings != NULL ? ga_series_dup_made_until (reader, schedule, error) : NULL;
  if (made == NULL)
    return FALSE;
  end = find_end (schedule, made);
  days = find_days (schedule, end, error);
  days_before = days != NULL ? find_days (before, made, error) : NULL;
  return days_before != NULL &&
         change_meetings (transaction, before, schedule, meetings, days, outcome, error) &&
         make_missing (transaction, schedule, days, days_before, outcome, error) &&
         ga_series_set_mark (transaction, schedule, end, error);
}

/**
 * ga_series_remove:
 * @outcome: (out): what came of its meetings that lie ahead
 *
 * Deletes a schedule with its meetings that lie ahead and are only planned. The others stay, and
 * belong to none.
 */
gboolean
ga_series_remove (GaTransaction *transaction,
                  const GaId *schedule,
                  GaSeriesOutcome *outcome,
                  GError **error)
{
  GaReader *reader = ga_transaction_get_reader (transaction);
  g_autoptr (GPtrArray) meetings = ga_series_list (reader, schedule, error);
  g_autoptr (GHashTable) recorded =
      meetings != NULL ? ga_series_find_recorded (reader, meetings, error) : NULL;
  g_autofree char *now = ga_time_now ();

  *outcome = (GaSeriesOutcome){ 0 };
  if (recorded == NULL)
    return FALSE;
  for (guint i = 0; i < meetings->len; i++)
    {
      const GaRecord *meeting = meetings->pdata[i];

      if (strcmp (ga_record_get_text (meeting, "start"), now) < 0)
        continue;
      if (ga_series_is_settled (recorded, meeting))
        {
          outcome->stayed++;
          continue;
        }
      outcome->dropped++;
      if (!ga_transaction_delete (transaction, ga_record_get_entity (meeting),
                                  ga_record_get_id (meeting), error))
        return FALSE;
    }
  return ga_transaction_delete (
      transaction, ga_schema_get (ga_reader_get_schema (reader), "schedule"), schedule, error);
}

/* (nullable): the one among @meetings that begins when @meeting does */
static const GaRecord *
find_twin (GPtrArray *meetings, const GaRecord *meeting)
{
  const char *start = ga_record_get_text (meeting, "start");

  for (guint i = 0; i < meetings->len; i++)
    if (g_str_equal (ga_record_get_text (meetings->pdata[i], "start"), start))
      return meetings->pdata[i];
  return NULL;
}

gboolean
ga_series_merge (GaTransaction *transaction, const GaId *goes, const GaId *stays, GError **error)
{
  GaReader *reader = ga_transaction_get_reader (transaction);
  GaSchema *schema = ga_reader_get_schema (reader);
  g_autoptr (GPtrArray) kept = ga_series_list (reader, stays, error);
  g_autoptr (GPtrArray) gone = kept != NULL ? ga_series_list (reader, goes, error) : NULL;

  for (guint i = 0; gone != NULL && i < gone->len; i++)
    {
      const GaRecord *twin = find_twin (kept, gone->pdata[i]);

      if (twin != NULL &&
          !ga_transaction_merge (transaction, ga_schema_get (schema, "meeting"),
                                 ga_record_get_id (gone->pdata[i]), ga_record_get_id (twin), error))
        return FALSE;
    }
  return gone != NULL &&
         ga_transaction_merge (transaction, ga_schema_get (schema, "schedule"), goes, stays, error);
}
