/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/attendance/ga-sheet.h"

#include <glib/gi18n-lib.h>

#include "app/attendance/ga-sheet-act.h"
#include "app/attendance/ga-walk-words.h"
#include "app/ga-act.h"
#include "app/ga-toaster.h"
#include "model/ga-attendance.h"
#include "model/ga-date.h"

struct _GaSheet
{
  GObject parent_instance;

  GaContext *context;
  GtkWidget *origin; /* weak: the page, which owns this */
  GaId id;
  GaRecord *meeting;   /* (nullable) */
  GaRecord *community; /* (nullable) */
  GaId home;           /* the community that it was last read with */
  GPtrArray *names;    /* of GaSheetName */
  guint unnamed;
  gboolean among; /* whether names ticked now are some of the number */
  guint bare;     /* the number before any of them was named */
  guint others;   /* whoever was named without being of it */
  gboolean host_counts;
  char *note;
  guint pending; /* acts on their way to the file */
  gboolean stale;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GaSheet, ga_sheet, G_TYPE_OBJECT)

static void
name_free (gpointer data)
{
  GaSheetName *name = data;

  g_object_unref (name->participant);
  g_free (name);
}

static const GaEntity *
entity_of (GaSheet *self, const char *name)
{
  return ga_context_get_entity (self->context, name);
}

static GaReader *
reader_of (GaSheet *self)
{
  return ga_context_get_reader (self->context);
}

static gboolean
has_status (GaSheet *self, const char *status)
{
  return self->meeting != NULL &&
         g_strcmp0 (ga_record_get_text (self->meeting, "status"), status) == 0;
}

static void
tell (GaSheet *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static GaSheetName *
find (GaSheet *self, const GaId *participant)
{
  for (guint i = 0; i < self->names->len; i++)
    {
      GaSheetName *name = self->names->pdata[i];

      if (ga_id_equal (ga_record_get_id (name->participant), participant))
        return name;
    }
  return NULL;
}

static char *
dup_day (GaSheet *self)
{
  return ga_time_dup_day (ga_record_get_text (self->meeting, "start"));
}

static GaSheetName *
append (GaSheet *self, GaRecord *participant)
{
  GaSheetName *name = g_new0 (GaSheetName, 1);
  g_autofree char *day = dup_day (self);

  name->participant = g_object_ref (participant);
  name->regular = ga_participant_is_regular (participant, day);
  name->joined = ga_participant_had_joined (participant, day);
  name->presence = GA_PRESENCE_ABSENT;
  g_ptr_array_add (self->names, name);
  return name;
}

static void
read_attendance (GaSheet *self, GaRecord *attendance)
{
  const GaId *participant = ga_record_get_reference (attendance, "participant");
  const char *state = ga_record_get_text (attendance, "state");
  GaSheetName *name = find (self, participant);

  if (name == NULL)
    {
      g_autoptr (GaRecord) record =
          ga_reader_find (reader_of (self), entity_of (self, "participant"), participant, NULL);

      /* Whose name we may not see is in the total all the same, which the file keeps. */
      if (record == NULL)
        return;
      name = append (self, record);
    }
  name->recorded = TRUE;
  for (int i = GA_PRESENCE_PRESENT; i <= GA_PRESENCE_ABSENT; i++)
    if (g_strcmp0 (state, ga_presence_to_code ((GaPresence) i)) == 0)
      name->presence = (GaPresence) i;
  name->first_time = ga_record_get_flag (attendance, "first_time");
}

static void
read_names (GaSheet *self)
{
  GaReader *reader = reader_of (self);
  g_autofree char *day = dup_day (self);
  g_autoptr (GPtrArray) regulars =
      ga_reader_regulars (reader, ga_record_get_id (self->community), day, NULL);
  g_autoptr (GaQuery) query = ga_query_new (entity_of (self, "attendance"));
  g_autoptr (GPtrArray) attendances = NULL;

  g_ptr_array_set_size (self->names, 0);
  for (guint i = 0; regulars != NULL && i < regulars->len; i++)
    append (self, regulars->pdata[i]);
  ga_query_where_id (query, "meeting", &self->id);
  attendances = ga_reader_list (reader, query, NULL);
  for (guint i = 0; attendances != NULL && i < attendances->len; i++)
    read_attendance (self, attendances->pdata[i]);
}

static void
read_note (GaSheet *self)
{
  g_autoptr (GaQuery) query = ga_query_new (entity_of (self, "meeting_note"));
  g_autoptr (GPtrArray) notes = NULL;

  ga_query_where_id (query, "meeting", &self->id);
  ga_query_set_window (query, 0, 1);
  notes = ga_reader_list (reader_of (self), query, NULL);
  g_free (self->note);
  self->note = g_strdup (
      notes != NULL && notes->len > 0 ? ga_record_get_text (notes->pdata[0], "text") : "");
}

/* What others have written, or was taken back, stands. */
static void
measure_bare (GaSheet *self)
{
  if (!self->among || self->unnamed > 0)
    self->bare = self->unnamed + ga_sheet_count_named (self);
}

static gboolean
reload (GaSheet *self)
{
  GaReader *reader = reader_of (self);

  self->stale = FALSE;
  g_clear_object (&self->community);
  g_clear_object (&self->meeting);
  self->meeting = ga_reader_find (reader, entity_of (self, "meeting"), &self->id, NULL);
  if (self->meeting != NULL)
    self->community = ga_reader_find (reader, entity_of (self, "community"),
                                      ga_record_get_reference (self->meeting, "community"), NULL);
  if (self->community == NULL)
    {
      g_clear_object (&self->meeting);
      g_ptr_array_set_size (self->names, 0);
      return FALSE;
    }
  self->home = *ga_record_get_id (self->community);
  read_names (self);
  read_note (self);
  self->unnamed = (guint) MAX (ga_record_get_integer (self->meeting, "unnamed"), 0);
  measure_bare (self);
  self->host_counts = has_status (self, "planned")
                          ? ga_sheet_remembers_host (self)
                          : ga_record_get_flag (self->meeting, "host_counts");
  return TRUE;
}

static void
changed_cb (GaSheet *self, GaChanges *changes)
{
  static const char *const shown[] = { "meeting",   "attendance", "participant", "meeting_note",
                                       "community", "venue",      "person" };
  gboolean touched = FALSE;

  for (guint i = 0; !touched && i < G_N_ELEMENTS (shown); i++)
    touched = ga_changes_touch (changes, shown[i]);
  if (!touched || ga_id_is_none (&self->id))
    return;
  if (self->pending > 0)
    {
      self->stale = TRUE;
      return;
    }
  reload (self);
  tell (self);
}

static gboolean
done_cb (GtkWidget *origin, gint64 transaction, gpointer user_data)
{
  g_autoptr (GaSheet) self = user_data;

  self->pending--;
  /* What was refused is taken back here, too; the page that is gone has nothing to show. */
  if (self->origin == NULL || ga_context_get_store (self->context) == NULL)
    return FALSE;
  if (self->pending == 0 && (self->stale || transaction == 0))
    reload (self);
  tell (self);
  return FALSE;
}

/* One key may have taken away twenty ticks. */
static gboolean
wiped_cb (GtkWidget *origin, gint64 transaction, gpointer user_data)
{
  GaToaster *toaster = ga_toaster_for (origin);

  if (transaction > 0 && toaster != NULL)
    ga_toaster_offer_undo (toaster, _ ("Nobody came"), transaction);
  return done_cb (origin, transaction, user_data);
}

static void
send (GaSheet *self, GaSheetAct *act, const char *label, GaActDoneFunc done)
{
  self->pending++;
  ga_act_transact (self->origin, self->context, label, ga_sheet_act_run, act, ga_sheet_act_free,
                   done, g_object_ref (self));
  tell (self);
}

static void
save (GaSheet *self, GaSheetAct *act, const char *label)
{
  send (self, act, label, done_cb);
}

static GaSheetAct *
begin (GaSheet *self)
{
  return ga_sheet_act_new (&self->id, self->host_counts);
}

/* Says why what is to be recorded cannot be; what was ticked shows as it is. */
static gboolean
refuse_too_early (GaSheet *self)
{
  GaToaster *toaster = ga_toaster_for (self->origin);
  g_autoptr (GError) error = NULL;

  if (self->meeting == NULL || ga_attendance_check_day (self->meeting, &error))
    return FALSE;
  if (toaster != NULL)
    ga_toaster_say_error (toaster, error);
  tell (self);
  return TRUE;
}

/* What the walk is from the first thing recorded on, before the file says so. */
static void
expect_status (GaSheet *self, const char *status)
{
  ga_record_set_text (self->meeting, "status", status);
  ga_record_clear (self->meeting, "reason");
}

static void
ga_sheet_dispose (GObject *object)
{
  GaSheet *self = GA_SHEET (object);

  g_clear_weak_pointer (&self->origin);
  g_clear_object (&self->meeting);
  g_clear_object (&self->community);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ga_sheet_parent_class)->dispose (object);
}

static void
ga_sheet_finalize (GObject *object)
{
  GaSheet *self = GA_SHEET (object);

  g_ptr_array_unref (self->names);
  g_free (self->note);
  G_OBJECT_CLASS (ga_sheet_parent_class)->finalize (object);
}

static void
ga_sheet_class_init (GaSheetClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ga_sheet_dispose;
  G_OBJECT_CLASS (klass)->finalize = ga_sheet_finalize;
  signals[CHANGED] = g_signal_new ("changed", GA_TYPE_SHEET, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
ga_sheet_init (GaSheet *self)
{
  self->names = g_ptr_array_new_with_free_func (name_free);
  self->note = g_strdup ("");
}

/**
 * ga_sheet_new:
 * @origin: the widget that errors and acts come from; it owns the sheet
 */
GaSheet *
ga_sheet_new (GaContext *context, GtkWidget *origin)
{
  GaSheet *self = g_object_new (GA_TYPE_SHEET, NULL);

  self->context = g_object_ref (context);
  g_set_weak_pointer (&self->origin, origin);
  g_signal_connect_object (ga_context_get_store (context), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * ga_sheet_open: reads one walk; where a number was all that was recorded, names are of it
 * Returns: whether there is such a walk
 */
gboolean
ga_sheet_open (GaSheet *self, const GaId *meeting)
{
  gboolean there;

  self->id = *meeting;
  self->among = FALSE;
  there = reload (self);
  self->among = self->unnamed > 0 && ga_sheet_count_named (self) == 0;
  self->others = 0;
  tell (self);
  return there;
}

/**
 * ga_sheet_get_context:
 * Returns: (transfer none):
 */
GaContext *
ga_sheet_get_context (GaSheet *self)
{
  return self->context;
}

/**
 * ga_sheet_get_meeting:
 * Returns: (transfer none) (nullable): the walk; %NULL once it is gone
 */
GaRecord *
ga_sheet_get_meeting (GaSheet *self)
{
  return self->meeting;
}

/* Of what goes with an access that has ended no history stays, nor its community. */
gboolean
ga_sheet_was_deleted (GaSheet *self)
{
  g_autoptr (GPtrArray) history =
      ga_reader_history (reader_of (self), entity_of (self, "meeting"), &self->id, 1, NULL);
  g_autoptr (GaRecord) home =
      ga_reader_find (reader_of (self), entity_of (self, "community"), &self->home, NULL);

  return self->meeting == NULL && (home != NULL || (history != NULL && history->len > 0));
}

/**
 * ga_sheet_get_community:
 * Returns: (transfer none) (nullable): whose walk it is
 */
GaRecord *
ga_sheet_get_community (GaSheet *self)
{
  return self->community;
}

gboolean
ga_sheet_is_cancelled (GaSheet *self)
{
  return has_status (self, "cancelled");
}

gboolean
ga_sheet_is_held (GaSheet *self)
{
  return has_status (self, "held");
}

gboolean
ga_sheet_is_to_come (GaSheet *self)
{
  return self->meeting != NULL && !ga_sheet_is_cancelled (self) &&
         !ga_attendance_check_day (self->meeting, NULL);
}

gboolean
ga_sheet_is_saving (GaSheet *self)
{
  return self->pending > 0;
}

guint
ga_sheet_get_n_names (GaSheet *self)
{
  return self->names->len;
}

const GaSheetName *
ga_sheet_get_name (GaSheet *self, guint index)
{
  return self->names->pdata[index];
}

/**
 * ga_sheet_find_name:
 * Returns: (nullable): the line of a participant
 */
const GaSheetName *
ga_sheet_find_name (GaSheet *self, const GaId *participant)
{
  return find (self, participant);
}

guint
ga_sheet_get_unnamed (GaSheet *self)
{
  return self->unnamed;
}

/**
 * ga_sheet_get_among:
 * @bare: (out): the number with those of it who have a name by now; 0 where there is no number
 * Returns: whether who is ticked now is one of those without a name, and not counted twice
 */
gboolean
ga_sheet_get_among (GaSheet *self, guint *bare)
{
  *bare = self->among ? self->bare - MIN (self->others, self->bare) : self->unnamed;
  return self->among;
}

void
ga_sheet_set_among (GaSheet *self, gboolean among)
{
  if (among == self->among)
    return;
  self->among = among;
  self->others = ga_sheet_count_named (self);
  self->bare = self->unnamed + self->others;
  tell (self);
}

gboolean
ga_sheet_get_host_counts (GaSheet *self)
{
  return self->host_counts;
}

const char *
ga_sheet_get_note (GaSheet *self)
{
  return self->note;
}

static void
set_name (GaSheetName *name, GaPresence presence, gboolean first_time)
{
  name->recorded = TRUE;
  name->presence = presence;
  name->first_time = first_time && presence == GA_PRESENCE_PRESENT;
}

/* Of the number remains who has no name yet. Comes after the marks are shown. */
static void
take_from_number (GaSheet *self, GaSheetAct *act)
{
  guint named = ga_sheet_count_named (self);
  guint rest = self->bare > named ? self->bare - named : 0;

  if (!self->among || rest == self->unnamed)
    return;
  self->unnamed = rest;
  act->set_numbers = TRUE;
  act->unnamed = rest;
}

/**
 * ga_sheet_mark: records one participant; somebody who had left is added to the sheet
 */
void
ga_sheet_mark (GaSheet *self, GaRecord *participant, GaPresence presence, gboolean first_time)
{
  GaSheetName *name;
  GaSheetAct *act;

  if (self->meeting == NULL || (presence == GA_PRESENCE_PRESENT && refuse_too_early (self)))
    return;
  name = find (self, ga_record_get_id (participant));
  if (name == NULL)
    name = append (self, participant);
  act = begin (self);
  set_name (name, presence, first_time);
  ga_sheet_act_mark (act, ga_record_get_id (participant), presence, name->first_time);
  if (presence == GA_PRESENCE_PRESENT)
    expect_status (self, "held");
  take_from_number (self, act);
  save (self, act, N_ ("Attendance recorded"));
}

/**
 * ga_sheet_add: somebody new, who is here for the first time
 */
void
ga_sheet_add (GaSheet *self, const char *text)
{
  g_autoptr (GaRecord) participant = NULL;
  g_autofree char *day = NULL;
  GaSheetAct *act;

  if (self->meeting == NULL || refuse_too_early (self))
    return;
  act = begin (self);
  day = dup_day (self);
  participant = ga_record_new (entity_of (self, "participant"));
  ga_record_set_reference (participant, "community", ga_record_get_id (self->community));
  ga_record_set_text (participant, "name", text);
  ga_record_set_text (participant, "joined", day);
  set_name (append (self, participant), GA_PRESENCE_PRESENT, TRUE);
  act->participant = ga_record_copy (participant);
  ga_sheet_act_mark (act, ga_record_get_id (participant), GA_PRESENCE_PRESENT, TRUE);
  expect_status (self, "held");
  take_from_number (self, act);
  save (self, act, N_ ("Participant added"));
}

/**
 * ga_sheet_everyone: all the regulars of that day came, but for those who sent regrets, or joined
 * later where a walk is recorded late
 */
void
ga_sheet_everyone (GaSheet *self)
{
  GaSheetAct *act;

  if (self->meeting == NULL || ga_sheet_is_cancelled (self) || refuse_too_early (self))
    return;
  act = begin (self);
  for (guint i = 0; i < self->names->len; i++)
    {
      GaSheetName *name = self->names->pdata[i];

      if (!name->regular || !name->joined || name->presence != GA_PRESENCE_ABSENT)
        continue;
      set_name (name, GA_PRESENCE_PRESENT, FALSE);
      ga_sheet_act_mark (act, ga_record_get_id (name->participant), GA_PRESENCE_PRESENT, FALSE);
    }
  if (act->marks->len == 0)
    {
      ga_sheet_act_free (act);
      return;
    }
  expect_status (self, "held");
  take_from_number (self, act);
  save (self, act, N_ ("Everyone came"));
}

static void
save_numbers (GaSheet *self)
{
  GaSheetAct *act = begin (self);

  act->set_numbers = TRUE;
  act->unnamed = self->unnamed;
  expect_status (self, "held");
  save (self, act, N_ ("Number recorded"));
}

void
ga_sheet_set_unnamed (GaSheet *self, guint unnamed)
{
  if (self->meeting == NULL || unnamed == self->unnamed || refuse_too_early (self))
    return;
  self->unnamed = unnamed;
  self->bare = unnamed + ga_sheet_count_named (self);
  save_numbers (self);
}

/**
 * ga_sheet_set_host_counts: of a walk that nothing is recorded of yet, it is saved with the first
 * thing that is
 */
void
ga_sheet_set_host_counts (GaSheet *self, gboolean counts)
{
  if (self->meeting == NULL || counts == self->host_counts)
    return;
  self->host_counts = counts;
  if (ga_sheet_is_held (self))
    save_numbers (self);
  else
    tell (self);
}

/**
 * ga_sheet_set_note:
 * @text: seen by the hosts only; empty takes the note away
 */
void
ga_sheet_set_note (GaSheet *self, const char *text)
{
  GaSheetAct *act;

  if (self->meeting == NULL || g_strcmp0 (text, self->note) == 0)
    return;
  g_free (self->note);
  self->note = g_strdup (text);
  act = begin (self);
  act->note = g_strdup (text);
  save (self, act, N_ ("Note changed"));
}

/**
 * ga_sheet_nobody: the walk took place, and nobody turned up
 */
void
ga_sheet_nobody (GaSheet *self)
{
  GaSheetAct *act;

  if (self->meeting == NULL || refuse_too_early (self))
    return;
  self->host_counts = FALSE;
  self->unnamed = 0;
  self->among = FALSE;
  act = begin (self);
  act->set_numbers = TRUE;
  act->status = "held";
  for (guint i = 0; i < self->names->len; i++)
    {
      GaSheetName *name = self->names->pdata[i];

      if (name->presence != GA_PRESENCE_PRESENT)
        continue;
      set_name (name, GA_PRESENCE_ABSENT, FALSE);
      ga_sheet_act_mark (act, ga_record_get_id (name->participant), GA_PRESENCE_ABSENT, FALSE);
    }
  expect_status (self, "held");
  send (self, act, N_ ("Nobody came"), wiped_cb);
}

/**
 * ga_sheet_hold_after_all: takes a cancellation back
 */
void
ga_sheet_hold_after_all (GaSheet *self)
{
  gboolean recorded = ga_sheet_count_named (self) + self->unnamed > 0;
  GaSheetAct *act;

  if (!ga_sheet_is_cancelled (self))
    return;
  act = begin (self);
  act->status = recorded ? "held" : "planned";
  expect_status (self, act->status);
  save (self, act, N_ ("The walk takes place after all"));
}
