/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/ga-date.h"
#include "model/ga-recurrence.h"
#include "model/ga-value.h"
#include "store/ga-permission.h"
#include "store/ga-reader-private.h"
#include "store/ga-series-private.h"
#include "store/ga-series.h"
#include "store/ga-store.h"

/*
 * How far a schedule has been made is not a field of it: two computers that both go on would differ
 * about it for nothing. Each remembers its own in a mark of its file; what others have made shows
 * by the meetings, as everybody makes whole months.
 */

static char *
name_mark (const GaRecord *schedule)
{
  char id[GA_ID_TEXT_SIZE];

  ga_id_format (ga_record_get_id (schedule), id);
  return g_strconcat ("made:", id, NULL);
}

gboolean
ga_series_set_mark (GaTransaction *transaction,
                    const GaRecord *schedule,
                    const char *day,
                    GError **error)
{
  g_autofree char *mark = name_mark (schedule);

  return ga_transaction_set_mark (transaction, mark, day, error);
}

/* Two who plan the same apart mean one plan, and so the same walks. Whoever plans it twice in one
 * place wants two. */
static gboolean
name_plan (GaTransaction *transaction, GaRecord *schedule, GError **error)
{
  const GaId *community = ga_record_get_reference (schedule, "community");
  g_autofree char *of = community != NULL ? ga_id_to_string (community) : NULL;
  g_autofree char *fact = g_strdup_printf (
      "plan:%s:%s:%s:%s", of != NULL ? of : "", ga_record_get_text (schedule, "rule"),
      ga_record_get_text (schedule, "from"), ga_record_get_text (schedule, "at"));
  GaId id = ga_id_for_fact (fact);
  g_autoptr (GError) local = NULL;
  g_autoptr (GaRecord) taken = NULL;

  taken = ga_reader_find_any (ga_transaction_get_reader (transaction),
                              ga_record_get_entity (schedule), &id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (taken == NULL)
    ga_record_set_id (schedule, &id);
  return TRUE;
}

/**
 * ga_series_plan:
 * @schedule: new, or as it has become
 * @until: (nullable): see ga_schedule_horizon()
 * @made: (out): how many meetings are new
 *
 * Writes @schedule and makes its meetings. The id of a new one follows from the plan, if it is
 * free.
 */
gboolean
ga_series_plan (
    GaTransaction *transaction, GaRecord *schedule, const char *until, guint *made, GError **error)
{
  g_autofree char *end = NULL;

  if ((!ga_record_is_stored (schedule) && !name_plan (transaction, schedule, error)) ||
      !ga_transaction_put (transaction, schedule, error) ||
      !ga_schedule_make_meetings (GA_WORK (transaction), schedule, NULL, until, made, error))
    return FALSE;
  end = ga_schedule_horizon (schedule, until);
  return ga_series_set_mark (transaction, schedule, end, error);
}

static GaRecord *
find_last (GaReader *reader, const GaRecord *schedule, const char *columns, GError **error)
{
  g_autoptr (GaQuery) query =
      ga_query_new (ga_schema_get (ga_reader_get_schema (reader), "meeting"));
  g_autoptr (GPtrArray) found = NULL;

  ga_query_where_id (query, "schedule", ga_record_get_id (schedule));
  ga_query_sort_columns (query, columns);
  ga_query_set_window (query, 0, 1);
  found = ga_reader_list (reader, query, error);
  return found != NULL && found->len > 0 ? g_object_ref (found->pdata[0]) : NULL;
}

char *
ga_series_dup_made_until (GaReader *reader, const GaRecord *schedule, GError **error)
{
  g_autofree char *mark = name_mark (schedule);
  g_autofree char *own = ga_reader_get_mark (reader, mark);
  g_autoptr (GError) local = NULL;
  g_autoptr (GaRecord) last = find_last (reader, schedule, "-occurrence", &local);
  g_autofree char *day = last != NULL ? ga_meeting_dup_occurrence (last) : NULL;
  g_autofree char *month = NULL;
  g_autoptr (GDate) date = NULL;

  if (local == NULL && last != NULL && day == NULL)
    {
      g_clear_object (&last);
      last = find_last (reader, schedule, "-start", &local);
      day = last != NULL ? g_strndup (ga_record_get_text (last, "start"), 10) : NULL;
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (own != NULL && g_strcmp0 (day, own) <= 0)
    return g_steal_pointer (&own);
  date = ga_date_to_gdate (day);
  if (date == NULL)
    return g_strdup ("");
  g_date_set_day (date, g_date_get_days_in_month (g_date_get_month (date), g_date_get_year (date)));
  return ga_date_from_gdate (date);
}

static gboolean
has_ended (const GaRecord *schedule, const char *today)
{
  const char *until = ga_record_get_text (schedule, "until");

  return until != NULL && strcmp (until, today) < 0;
}

/* Only a community that goes on gets more walks. @goes_on: (out) */
static gboolean
ask_goes_on (GaReader *reader,
             const GaRecord *schedule,
             const char *today,
             gboolean *goes_on,
             GError **error)
{
  const GaEntity *entity = ga_schema_get (ga_reader_get_schema (reader), "community");
  g_autoptr (GaRecord) community = NULL;
  g_autoptr (GError) local = NULL;

  *goes_on = FALSE;
  if (!ga_record_has (schedule, "months_ahead") || has_ended (schedule, today))
    return TRUE;
  community =
      ga_reader_find (reader, entity, ga_record_get_reference (schedule, "community"), &local);
  if (local != NULL && !g_error_matches (local, GA_STORE_ERROR, GA_STORE_ERROR_MISSING))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  *goes_on = community != NULL && ga_record_is_one_of (community, "status", "planned active") &&
             ga_reader_may (reader, schedule, GA_OPERATION_UPDATE, NULL);
  return TRUE;
}

/* (transfer full) (element-type GaId GaRecord) */
static GHashTable *
index_schedules (GPtrArray *schedules)
{
  GHashTable *by_id = g_hash_table_new (ga_id_hash, ga_id_equal);

  for (guint i = 0; i < schedules->len; i++)
    g_hash_table_insert (by_id, (gpointer) ga_record_get_id (schedules->pdata[i]),
                         schedules->pdata[i]);
  return by_id;
}

/* (nullable): the one that it took over from */
static const GaRecord *
find_before (GHashTable *by_id, const GaRecord *schedule)
{
  const GaId *follows = ga_record_get_reference (schedule, "follows");

  return follows != NULL ? g_hash_table_lookup (by_id, follows) : NULL;
}

/* The one that it took over from in the end. @ended: (out): whether one of them was cancelled to
 * its end */
static const GaRecord *
find_first (GHashTable *by_id, const GaRecord *schedule, gboolean *ended)
{
  const GaRecord *first = schedule;
  const GaRecord *before = find_before (by_id, first);

  *ended = FALSE;
  /* No longer than there are any, in case they go round. */
  for (guint i = g_hash_table_size (by_id); before != NULL && i > 0; i--)
    {
      first = before;
      *ended = *ended || ga_record_has (first, "ended");
      before = find_before (by_id, first);
    }
  return first;
}

/* (transfer full) (element-type GaRecord GPtrArray): by the first of them, those that took over
 * from one another, and have not ended */
static GHashTable *
find_families (GHashTable *by_id, GPtrArray *schedules, const char *today)
{
  GHashTable *families =
      g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < schedules->len; i++)
    {
      gboolean ended;
      gpointer first = (gpointer) find_first (by_id, schedules->pdata[i], &ended);
      GPtrArray *family = g_hash_table_lookup (families, first);

      if (has_ended (schedules->pdata[i], today))
        continue;
      if (family == NULL)
        {
          family = g_ptr_array_new ();
          g_hash_table_insert (families, first, family);
        }
      g_ptr_array_add (family, schedules->pdata[i]);
    }
  return families;
}

/* Two who change a series apart may each have let another schedule take over. That goes on which
 * the last walk is of: of two edits of a walk one stands as a whole, so everybody finds the same.
 * Where one of the two has cancelled all that follow, none does, until that walk is planned again.
 * @leads: (element-type GaRecord): what may go on comes to it */
static gboolean
add_lead (GaReader *reader, GHashTable *by_id, GPtrArray *family, GHashTable *leads, GError **error)
{
  GaRecord *lead = family->pdata[0];
  g_autoptr (GaRecord) latest = NULL;
  gboolean ended;

  for (guint i = 0; i < family->len; i++)
    {
      g_autoptr (GError) local = NULL;
      g_autoptr (GaRecord) last = find_last (reader, family->pdata[i], "-start", &local);

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (last == NULL || (latest != NULL && g_strcmp0 (ga_record_get_text (last, "start"),
                                                        ga_record_get_text (latest, "start")) <= 0))
        continue;
      lead = family->pdata[i];
      g_set_object (&latest, last);
    }
  find_first (by_id, lead, &ended);
  if (!ended || latest == NULL ||
      g_strcmp0 (ga_record_get_text (latest, "status"), "cancelled") != 0)
    g_hash_table_add (leads, lead);
  return TRUE;
}

GHashTable *
ga_series_find_leads (GaReader *reader, GPtrArray *schedules, const char *today, GError **error)
{
  g_autoptr (GHashTable) by_id = index_schedules (schedules);
  g_autoptr (GHashTable) families = find_families (by_id, schedules, today);
  g_autoptr (GHashTable) leads = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer family;

  g_hash_table_iter_init (&iter, families);
  while (g_hash_table_iter_next (&iter, NULL, &family))
    if (!add_lead (reader, by_id, family, leads, error))
      return NULL;
  return g_steal_pointer (&leads);
}

/* The last day whose walk has begun: yesterday, while that of today lies ahead. */
static char *
find_over (const GaRecord *schedule, const char *today)
{
  g_autofree char *start = ga_schedule_start_on (schedule, today);
  g_autofree char *now = ga_time_now ();

  return ga_date_add_days (today, g_strcmp0 (start, now) > 0 ? -1 : 0);
}

static gboolean
extend (GaTransaction *transaction,
        const GaRecord *schedule,
        const char *today,
        guint *made,
        GError **error)
{
  GaReader *reader = ga_transaction_get_reader (transaction);
  g_autofree char *end = ga_schedule_horizon (schedule, NULL);
  g_autofree char *after = ga_series_dup_made_until (reader, schedule, error);
  g_autofree char *over = find_over (schedule, today);

  if (after == NULL)
    return FALSE;
  /* What nobody planned in time was not walked either. */
  if (strcmp (after, over) < 0)
    {
      g_free (after);
      after = g_steal_pointer (&over);
    }
  if (strcmp (end, after) <= 0)
    return TRUE;
  return ga_schedule_make_meetings (GA_WORK (transaction), schedule, after, NULL, made, error) &&
         ga_series_set_mark (transaction, schedule, end, error);
}

/**
 * ga_series_extend_all:
 * @made: (out): how many meetings are new
 *
 * Makes what is missing of the meetings that schedules plan ahead, of all that the account may
 * change; one that cannot be planned is passed over. What was made once and deleted is not made
 * again. Harmless to do often, and on several computers; for ga_store_keep_async().
 */
gboolean
ga_series_extend_all (GaTransaction *transaction, guint *made, GError **error)
{
  GaReader *reader = ga_transaction_get_reader (transaction);
  g_autoptr (GaQuery) query =
      ga_query_new (ga_schema_get (ga_reader_get_schema (reader), "schedule"));
  g_autoptr (GPtrArray) schedules = ga_reader_list (reader, query, error);
  g_autofree char *today = ga_date_today ();
  g_autoptr (GHashTable) leads =
      schedules != NULL ? ga_series_find_leads (reader, schedules, today, error) : NULL;

  *made = 0;
  for (guint i = 0; leads != NULL && i < schedules->len; i++)
    {
      g_autoptr (GError) local = NULL;
      gboolean goes_on;
      guint more = 0;

      if (!ask_goes_on (reader, schedules->pdata[i], today, &goes_on, error))
        return FALSE;
      if (!goes_on || !g_hash_table_contains (leads, schedules->pdata[i]))
        continue;
      /* One with a rule that is not understood here keeps none of the others from going on. */
      if (!extend (transaction, schedules->pdata[i], today, &more, &local) && local != NULL &&
          local->domain != GA_MODEL_ERROR)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      *made += more;
    }
  return leads != NULL;
}
