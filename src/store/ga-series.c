/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-series.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/ga-date.h"
#include "model/ga-recurrence-shift.h"
#include "model/ga-value.h"
#include "store/ga-reader-private.h"
#include "store/ga-series-private.h"

#define DAY_LENGTH strlen ("2026-01-06")

/* What a change is about. */
typedef enum
{
  MOVE = 1 << 0,
  FIELDS = 1 << 1,
  CANCEL = 1 << 2,
} What;

/* One edit of several meetings, while it is done. */
typedef struct
{
  GaTransaction *transaction;
  GaReader *reader;
  GaSeriesOutcome *outcome;

  GaRecord *edited; /* the meeting as it is to be */
  GaRecord *before; /* as it is */
  What what;
  char *occurrence; /* the day that it stands for */
  char *now;        /* what began before it is over, recorded or not */

  GaRecord *old;      /* its schedule as it was */
  GaRecord *schedule; /* as it becomes: the same, or one that takes over from it */
  GPtrArray *meetings;
  GHashTable *recorded; /* GaId of meetings with somebody recorded */
  GaShift *shift;
} Series;

static char *
dup_day (const GaRecord *meeting)
{
  return g_strndup (ga_record_get_text (meeting, "start"), DAY_LENGTH);
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE, sentence);
  return FALSE;
}

static What
tell_what (const GaRecord *edited, const GaRecord *before)
{
  What what = 0;

  if (!ga_record_same (edited, before, "start"))
    what |= MOVE;
  if (!ga_record_same (edited, before, "status") || !ga_record_same (edited, before, "reason"))
    what |= CANCEL;
  for (guint i = 0; ga_schedule_shared[i] != NULL; i++)
    if (!ga_record_same (edited, before, ga_schedule_shared[i]))
      what |= FIELDS;
  return what;
}

/* What keeps a meeting as it is: a walk for which regrets were noted can still be cancelled. */
static gboolean
stays (const Series *self, const GaRecord *meeting)
{
  if ((self->what & CANCEL) != 0)
    return g_strcmp0 (ga_record_get_text (meeting, "status"), "planned") != 0 ||
           ga_record_get_integer (meeting, "unnamed") > 0;
  return ga_series_is_settled (self->recorded, meeting);
}

static gboolean
edit_one (Series *self, GError **error)
{
  if (!ga_series_check_one (self->reader, self->before, self->edited, error))
    return FALSE;
  if (self->occurrence != NULL)
    ga_record_set_text (self->edited, "occurrence", self->occurrence);
  self->outcome->changed = 1;
  return ga_transaction_put (self->transaction, self->edited, error);
}

/* How many days of the old schedule come before the one that is edited. */
static gboolean
count_passed (const Series *self, guint *passed, GError **error)
{
  g_autofree char *day_before = ga_date_add_days (self->occurrence, -1);
  g_autoptr (GPtrArray) days = NULL;

  *passed = 0;
  if (strcmp (day_before, ga_record_get_text (self->old, "from")) < 0)
    return TRUE;
  days = ga_recurrence_days (ga_record_get_text (self->old, "rule"),
                             ga_record_get_text (self->old, "from"), day_before, G_MAXUINT, error);
  if (days == NULL)
    return FALSE;
  *passed = days->len;
  return TRUE;
}

/* Days left out go along. */
static void
shift_skips (Series *self)
{
  const char *skips = ga_record_get_text (self->old, "skips");
  g_auto (GStrv) days = g_strsplit (skips != NULL ? skips : "", "|", -1);
  g_autoptr (GString) shifted = g_string_new (NULL);

  for (guint i = 0; days[i] != NULL; i++)
    {
      g_autofree char *day = ga_date_parse (days[i]);
      g_autofree char *to = day != NULL ? ga_shift_day (self->shift, day) : NULL;

      if (to != NULL)
        g_string_append_printf (shifted, "%s%s", shifted->len > 0 ? "|" : "", to);
    }
  ga_record_set_text (self->schedule, "skips", shifted->len > 0 ? shifted->str : NULL);
}

static gboolean
shift_schedule (Series *self, guint passed, GError **error)
{
  const char *from = ga_record_get_text (self->old, "from");
  g_autoptr (GPtrArray) first = NULL;
  g_autofree char *to = dup_day (self->edited);
  g_autofree char *from_day = dup_day (self->before);
  g_autofree char *begins = NULL;
  g_autofree char *rule = NULL;

  /* A walk that was moved alone and keeps its day keeps that of the others, too. */
  if (g_str_equal (to, from_day))
    {
      g_free (to);
      to = g_strdup (self->occurrence);
    }
  self->shift =
      ga_shift_new (ga_record_get_text (self->old, "rule"), from, self->occurrence, to, error);
  if (self->shift == NULL)
    return FALSE;
  first = ga_recurrence_days (ga_record_get_text (self->old, "rule"), from, NULL, 1, error);
  if (first == NULL)
    return FALSE;
  begins = ga_shift_from (self->shift,
                          passed > 0 || first->len == 0 ? self->occurrence : first->pdata[0]);
  rule = ga_shift_rule (self->shift, passed);
  ga_record_set_text (self->schedule, "from", begins);
  ga_record_set_text (self->schedule, "rule", rule);
  shift_skips (self);
  return TRUE;
}

/* The last day of a schedule may have to follow its last walk. */
static void
stretch (Series *self)
{
  const char *until = ga_record_get_text (self->schedule, "until");
  g_autofree char *last = until != NULL ? ga_shift_day (self->shift, until) : NULL;

  if (last != NULL && strcmp (last, until) > 0)
    ga_record_set_text (self->schedule, "until", last);
}

/* Two who each let another schedule take over from a day on mean one. */
static gboolean
name_successor (const Series *self, GaId *id, GError **error)
{
  char old[GA_ID_TEXT_SIZE];
  g_autofree char *fact = NULL;
  g_autoptr (GaRecord) taken = NULL;
  g_autoptr (GError) local = NULL;

  ga_id_format (ga_record_get_id (self->old), old);
  fact = g_strdup_printf ("schedule:%s:%s", old, self->occurrence);
  *id = ga_id_for_fact (fact);
  taken = ga_reader_find_any (self->reader, ga_record_get_entity (self->old), id, &local);
  if (taken != NULL)
    *id = ga_id_new ();
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* What the schedule becomes, and whether one takes over from it. */
static gboolean
change_schedule (Series *self, GaSeriesScope scope, GError **error)
{
  guint passed = 0;

  if (scope == GA_SERIES_LATER && !count_passed (self, &passed, error))
    return FALSE;
  self->schedule = ga_record_copy (self->old);
  if (passed > 0)
    {
      g_autofree char *end = ga_date_add_days (self->occurrence, -1);
      g_autoptr (GaRecord) ended = ga_record_copy (self->old);
      GaId id;

      if (!name_successor (self, &id, error))
        return FALSE;
      ga_record_set_text (ended, "until", end);
      if (!ga_transaction_put (self->transaction, ended, error))
        return FALSE;
      ga_record_set_id (self->schedule, &id);
      ga_record_set_stored (self->schedule, FALSE);
      ga_record_clear (self->schedule, "ended");
      ga_record_set_reference (self->schedule, "follows", ga_record_get_id (self->old));
    }
  if (passed > 0 || (self->what & MOVE) != 0)
    {
      if (!shift_schedule (self, passed, error))
        return FALSE;
      stretch (self);
    }
  if ((self->what & MOVE) != 0)
    ga_record_set_text (self->schedule, "at",
                        ga_record_get_text (self->edited, "start") + DAY_LENGTH + 1);
  for (guint i = 0; ga_schedule_shared[i] != NULL; i++)
    if (!ga_record_same (self->edited, self->before, ga_schedule_shared[i]))
      ga_record_set (self->schedule, ga_schedule_shared[i],
                     ga_record_get (self->edited, ga_schedule_shared[i]));
  return ga_transaction_put (self->transaction, self->schedule, error);
}

static void
apply_fields (const Series *self, GaRecord *meeting)
{
  for (guint i = 0; ga_schedule_shared[i] != NULL; i++)
    if (!ga_record_same (self->edited, self->before, ga_schedule_shared[i]))
      ga_record_set (meeting, ga_schedule_shared[i],
                     ga_record_get (self->edited, ga_schedule_shared[i]));
}

/* One meeting of those meant. The one that was taken hold of goes where it was put. */
static gboolean
change_meeting (Series *self, const GaRecord *was, const char *occurrence, GError **error)
{
  gboolean is_edited = ga_id_equal (ga_record_get_id (was), ga_record_get_id (self->edited));
  const char *old_day = is_edited ? self->occurrence : occurrence;
  g_autoptr (GaRecord) meeting = ga_record_copy (was);
  g_autofree char *day = self->shift != NULL && old_day != NULL
                             ? ga_shift_day (self->shift, old_day)
                             : g_strdup (old_day);
  gboolean moves = (self->what & MOVE) != 0 && day != NULL &&
                   (is_edited || !ga_series_was_moved_alone (self->old, was, old_day));

  if (moves && ga_schedule_skips (self->schedule, day) && !is_edited)
    {
      self->outcome->dropped++;
      return ga_transaction_delete (self->transaction, ga_record_get_entity (was),
                                    ga_record_get_id (was), error);
    }
  apply_fields (self, meeting);
  ga_record_set_reference (meeting, "schedule", ga_record_get_id (self->schedule));
  ga_record_set_text (meeting, "occurrence", day);
  if (moves)
    {
      g_autofree char *start = is_edited ? g_strdup (ga_record_get_text (self->edited, "start"))
                                         : ga_schedule_start_on (self->schedule, day);

      ga_record_set_text (meeting, "start", start);
    }
  if (moves || (self->what & FIELDS) != 0)
    self->outcome->changed++;
  else
    self->outcome->stayed++;
  return ga_transaction_put (self->transaction, meeting, error);
}

static gboolean
is_meant (const Series *self, GaSeriesScope scope, const GaRecord *meeting, const char *occurrence)
{
  g_autofree char *day = NULL;

  if (scope == GA_SERIES_ALL)
    return TRUE;
  day = occurrence != NULL ? g_strdup (occurrence) : dup_day (meeting);
  return strcmp (day, self->occurrence) >= 0;
}

/* The past stays as it was planned; but the walk that was taken hold of may be of it. */
static gboolean
is_over (const Series *self, const GaRecord *meeting)
{
  return strcmp (ga_record_get_text (meeting, "start"), self->now) < 0 &&
         !ga_id_equal (ga_record_get_id (meeting), ga_record_get_id (self->edited));
}

typedef gboolean (*Each) (Series *self,
                          const GaRecord *meeting,
                          const char *occurrence,
                          GError **error);

static gboolean
for_each (Series *self, GaSeriesScope scope, Each each, GError **error)
{
  for (guint i = 0; i < self->meetings->len; i++)
    {
      const GaRecord *meeting = self->meetings->pdata[i];
      g_autofree char *occurrence = ga_meeting_dup_occurrence (meeting);

      if (!is_meant (self, scope, meeting, occurrence))
        continue;
      if (stays (self, meeting) || is_over (self, meeting))
        self->outcome->stayed++;
      else if (!each (self, meeting, occurrence, error))
        return FALSE;
    }
  return TRUE;
}

/* The last day that one of @meetings stands for, wherever it was moved; "" where none does. */
static char *
find_last (const GPtrArray *meetings)
{
  char *last = g_strdup ("");

  for (guint i = 0; i < meetings->len; i++)
    {
      char *day = ga_meeting_dup_occurrence (meetings->pdata[i]);

      if (g_strcmp0 (day, last) > 0)
        {
          g_free (last);
          last = g_steal_pointer (&day);
        }
      g_free (day);
    }
  return last;
}

/* (element-type utf8): where the days have gone that the schedule had until @last */
static GHashTable *
find_shifted (const Series *self, const char *last, GError **error)
{
  g_autoptr (GHashTable) shifted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) days =
      ga_recurrence_days (ga_record_get_text (self->old, "rule"),
                          ga_record_get_text (self->old, "from"), last, G_MAXUINT, error);

  if (days == NULL)
    return NULL;
  for (guint i = 0; i < days->len; i++)
    {
      char *to = ga_schedule_skips (self->old, days->pdata[i])
                     ? NULL
                     : ga_shift_day (self->shift, days->pdata[i]);

      if (to != NULL)
        g_hash_table_add (shifted, to);
    }
  return g_steal_pointer (&shifted);
}

/* Days that it had not: Mondays that become Tuesdays have a walk after Easter, and the 31st that
 * becomes the 1st has one each month. */
static gboolean
fill_days (Series *self, GError **error)
{
  const char *from = ga_record_get_text (self->schedule, "from");
  g_autofree char *last = find_last (self->meetings);
  g_autofree char *end = NULL;
  g_autofree char *today = ga_date_today ();
  g_autoptr (GHashTable) shifted = NULL;
  g_autoptr (GPtrArray) days = NULL;

  if ((self->what & MOVE) == 0 || strcmp (last, ga_record_get_text (self->old, "from")) < 0)
    return TRUE;
  end = ga_shift_day (self->shift, last);
  shifted = find_shifted (self, last, error);
  if (shifted != NULL)
    days = ga_recurrence_days (ga_record_get_text (self->schedule, "rule"), from, end, G_MAXUINT,
                               error);
  for (guint i = 0; days != NULL && i < days->len; i++)
    {
      gboolean made;

      if (strcmp (days->pdata[i], today) < 0 || g_hash_table_contains (shifted, days->pdata[i]) ||
          ga_schedule_skips (self->schedule, days->pdata[i]))
        continue;
      if (!ga_schedule_make_meeting (GA_WORK (self->transaction), self->schedule, days->pdata[i],
                                     &made, error))
        return FALSE;
      self->outcome->made += made ? 1 : 0;
    }
  return days != NULL;
}

static gboolean
cancel_meeting (Series *self, const GaRecord *was, const char *occurrence, GError **error)
{
  g_autoptr (GaRecord) meeting = ga_record_copy (was);

  ga_record_set (meeting, "status", ga_record_get (self->edited, "status"));
  ga_record_set (meeting, "reason", ga_record_get (self->edited, "reason"));
  self->outcome->changed++;
  return ga_transaction_put (self->transaction, meeting, error);
}

/* What was made of the schedule before, and deleted since, is not made again of what it becomes;
 * and where days move into the next month, the rest of that is made, too. */
static gboolean
keep_mark (Series *self, const char *made, GError **error)
{
  const char *from = ga_record_get_text (self->old, "from");
  g_autoptr (GPtrArray) days = NULL;
  g_autofree char *mark = NULL;

  if (self->shift == NULL || strcmp (made, from) < 0)
    return TRUE;
  days = ga_recurrence_days (ga_record_get_text (self->old, "rule"), from, made, G_MAXUINT, error);
  if (days == NULL)
    return FALSE;
  mark = ga_shift_day (self->shift, days->len > 0 ? days->pdata[days->len - 1] : made);
  return ga_series_set_mark (self->transaction, self->schedule, mark != NULL ? mark : made, error);
}

/* What is cancelled to its end is not planned on either. */
static gboolean
end_schedule (Series *self, GError **error)
{
  g_autofree char *last = find_last (self->meetings);
  const char *day = *last != '\0' ? last : self->occurrence;
  const char *until = ga_record_get_text (self->old, "until");

  if (until != NULL && strcmp (until, day) <= 0)
    return TRUE;
  self->schedule = ga_record_copy (self->old);
  ga_record_set_text (self->schedule, "until", day);
  ga_record_set_text (self->schedule, "ended", day);
  return ga_transaction_put (self->transaction, self->schedule, error);
}

static gboolean
load (Series *self, GError **error)
{
  GaSchema *schema = ga_reader_get_schema (self->reader);
  const GaId *schedule = ga_record_get_reference (self->before, "schedule");

  if (schedule == NULL)
    return refuse (error, _ ("This walk belongs to no schedule, so there are no others to change "
                             "with it."));
  self->old = ga_reader_find (self->reader, ga_schema_get (schema, "schedule"), schedule, error);
  if (self->old == NULL)
    return FALSE;
  self->meetings = ga_series_list (self->reader, schedule, error);
  if (self->meetings == NULL)
    return FALSE;
  self->recorded = ga_series_find_recorded (self->reader, self->meetings, error);
  return self->recorded != NULL;
}

/* A walk that stayed behind when the others moved stands for a day that their schedule has no more:
 * how far they would go with it, nobody can say. */
static gboolean
check_day (const Series *self, GaSeriesScope scope, GError **error)
{
  const char *from = ga_record_get_text (self->old, "from");
  const char *until = ga_record_get_text (self->old, "until");
  g_autoptr (GPtrArray) days = NULL;
  gboolean has;

  if ((self->what & MOVE) == 0 && scope != GA_SERIES_LATER)
    return TRUE;
  has = until == NULL || strcmp (self->occurrence, until) <= 0;
  if (has && (self->what & MOVE) != 0 && strcmp (self->occurrence, from) >= 0)
    {
      days = ga_recurrence_days (ga_record_get_text (self->old, "rule"), from, self->occurrence,
                                 G_MAXUINT, error);
      if (days == NULL)
        return FALSE;
    }
  if ((self->what & MOVE) != 0)
    has = has && days != NULL && days->len > 0 &&
          g_str_equal (days->pdata[days->len - 1], self->occurrence);
  return has || refuse (error, _ ("The others have moved on without this walk, so they cannot "
                                  "follow it. Change it alone, or begin with one of them."));
}

static gboolean
edit_several (Series *self, GaSeriesScope scope, GError **error)
{
  g_autofree char *made = NULL;

  if (!load (self, error))
    return FALSE;
  /* What came of one walk is not what came of the others. */
  if (g_strcmp0 (ga_record_get_text (self->edited, "status"), "cancelled") != 0)
    self->what &= (What) (MOVE | FIELDS);
  if (self->what == 0)
    return TRUE;
  if ((self->what & (MOVE | CANCEL)) != 0 && stays (self, self->before))
    return refuse (error, _ ("This walk was held, cancelled or has somebody recorded, so it stays. "
                             "Begin with one that is only planned."));
  if (self->occurrence == NULL)
    self->occurrence = dup_day (self->before);
  if ((self->what & CANCEL) != 0)
    return for_each (self, scope, cancel_meeting, error) && end_schedule (self, error);
  if (!check_day (self, scope, error))
    return FALSE;
  made = ga_series_dup_made_until (self->reader, self->old, error);
  return made != NULL && change_schedule (self, scope, error) &&
         for_each (self, scope, change_meeting, error) && fill_days (self, error) &&
         keep_mark (self, made, error);
}

/* @before: (transfer full) (nullable): with an error, as everything that fails has */
static gboolean
edit (GaTransaction *transaction,
      GaRecord *before,
      GaRecord *edited,
      GaSeriesScope scope,
      GaSeriesOutcome *outcome,
      GError **error)
{
  Series self = {
    .transaction = transaction, .outcome = outcome, .edited = edited, .before = before
  };
  gboolean done = FALSE;

  *outcome = (GaSeriesOutcome){ 0 };
  self.reader = ga_transaction_get_reader (transaction);
  if (before != NULL)
    {
      self.what = tell_what (edited, before);
      self.occurrence = ga_meeting_dup_occurrence (before);
      self.now = ga_time_now ();
      done = scope == GA_SERIES_THIS ? edit_one (&self, error) : edit_several (&self, scope, error);
    }
  g_clear_object (&self.before);
  g_clear_object (&self.old);
  g_clear_object (&self.schedule);
  g_clear_pointer (&self.meetings, g_ptr_array_unref);
  g_clear_pointer (&self.recorded, g_hash_table_unref);
  g_clear_pointer (&self.shift, ga_shift_free);
  g_free (self.occurrence);
  g_free (self.now);
  return done;
}

/* What differs between the two is asked for, of the meeting as others may have left it since. */
static void
apply_wish (GaRecord *meeting, const GaRecord *opened, const GaRecord *edited)
{
  const GaEntity *entity = ga_record_get_entity (meeting);

  for (guint i = 0; i < entity->n_fields; i++)
    if (!ga_record_same (opened, edited, entity->fields[i].name))
      ga_record_set (meeting, entity->fields[i].name,
                     ga_record_get (edited, entity->fields[i].name));
}

/**
 * ga_series_edit:
 * @opened: a stored meeting, as whoever changes it has read it
 * @edited: a changed copy of @opened: another start; another place, route, host or length; or
 *   cancelled with a reason
 * @scope: who else changes with it
 * @outcome: (out): what came of it
 *
 * Changes a meeting and, if so meant, those that its schedule plans after it or all of them, and
 * the schedule. Where some stay behind, it ends the day before, and another takes over. What was
 * held, cancelled or has somebody recorded stays as it is, and so do others that began before now.
 * What others have changed since @opened was read stays, too.
 * To undo that is to undo the act.
 */
gboolean
ga_series_edit (GaTransaction *transaction,
                const GaRecord *opened,
                const GaRecord *edited,
                GaSeriesScope scope,
                GaSeriesOutcome *outcome,
                GError **error)
{
  GaRecord *before =
      ga_reader_find (ga_transaction_get_reader (transaction), ga_record_get_entity (opened),
                      ga_record_get_id (opened), error);
  g_autoptr (GaRecord) now = before != NULL ? ga_record_copy (before) : NULL;

  if (now != NULL)
    apply_wish (now, opened, edited);
  return edit (transaction, before, now, scope, outcome, error);
}

/**
 * ga_series_follow:
 * @before: a meeting as it was before this transaction wrote it
 *
 * Lets others follow a meeting that has been written already, as ga_series_edit() would have.
 */
gboolean
ga_series_follow (GaTransaction *transaction,
                  const GaRecord *before,
                  GaSeriesScope scope,
                  GaSeriesOutcome *outcome,
                  GError **error)
{
  GaReader *reader = ga_transaction_get_reader (transaction);
  g_autoptr (GaRecord) now =
      ga_reader_find (reader, ga_record_get_entity (before), ga_record_get_id (before), error);

  return now != NULL && edit (transaction, ga_record_copy (before), now, scope, outcome, error);
}

/**
 * ga_series_describe:
 * @separator: what stands between two sentences
 *
 * Any thread.
 *
 * Returns: (transfer full) (nullable): what came of the walks, in sentences; %NULL where nothing
 * did
 */
char *
ga_series_describe (const GaSeriesOutcome *outcome, const char *separator)
{
  const struct
  {
    guint n;
    const char *sentence;
  } told[] = {
    { outcome->changed, ngettext ("%u walk changed.", "%u walks changed.", outcome->changed) },
    { outcome->stayed,
      ngettext ("%u walk stays as it is.", "%u walks stay as they are.", outcome->stayed) },
    { outcome->dropped,
      ngettext ("%u walk is planned no more.", "%u walks are planned no more.", outcome->dropped) },
    { outcome->made, ngettext ("%u walk is new.", "%u walks are new.", outcome->made) },
  };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    {
      if (told[i].n == 0)
        continue;
      if (text->len > 0)
        g_string_append (text, separator);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      g_string_append_printf (text, told[i].sentence, told[i].n);
#pragma GCC diagnostic pop
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
