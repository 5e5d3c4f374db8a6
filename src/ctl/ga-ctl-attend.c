/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ctl/ga-ctl-meetings.h"
#include "ctl/ga-ctl-resolve.h"
#include "model/ga-attendance.h"
#include "model/ga-record-json.h"
#include "store/ga-series.h"

/* No number that anybody writes. */
#define NOT_SAID G_MININT

typedef struct
{
  const char *meeting;
  GPtrArray *present;    /* what was written for each */
  GPtrArray *first_time; /* likewise */
  int unnamed;           /* or NOT_SAID */
  gboolean held;
  const char *cancelled;
  GaId id; /* of the meeting, once found */
} Attend;

/* Names may hold commas nowhere else; each option may hold several. */
static void
add_each (GPtrArray *list, char **texts)
{
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      g_auto (GStrv) each = g_strsplit (texts[i], ",", -1);

      for (guint j = 0; each[j] != NULL; j++)
        if (*g_strstrip (each[j]) != '\0')
          g_ptr_array_add (list, g_strdup (each[j]));
    }
}

/* The participant of the meeting's community who is meant. */
static gboolean
find_participant (
    GaReader *reader, const GaRecord *meeting, const char *text, GaId *id, GError **error)
{
  const GaEntity *entity = ga_schema_get (ga_reader_get_schema (reader), "participant");
  const GaId *community = ga_record_get_reference (meeting, "community");
  g_autoptr (GPtrArray) found = ga_reader_resolve (reader, entity, text, error);

  if (found == NULL)
    return FALSE;
  for (guint i = found->len; i > 0; i--)
    if (!ga_id_equal (ga_record_get_reference (g_ptr_array_index (found, i - 1), "community"),
                      community))
      g_ptr_array_remove_index (found, i - 1);
  if (found->len == 1)
    {
      *id = *ga_record_get_id (g_ptr_array_index (found, 0));
      return TRUE;
    }
  g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_REFERENCE,
               found->len == 0
                   ? _ ("“%s” is no participant in this community.")
                   : _ ("Several participants are called “%s”. Write the id of the one you mean."),
               text);
  return FALSE;
}

static gboolean
mark (GaTransaction *transaction,
      const GaRecord *meeting,
      GPtrArray *texts,
      gboolean first_time,
      GError **error)
{
  for (guint i = 0; i < texts->len; i++)
    {
      GaId id;

      if (!find_participant (ga_transaction_get_reader (transaction), meeting,
                             g_ptr_array_index (texts, i), &id, error) ||
          !ga_attendance_mark (GA_WORK (transaction), ga_record_get_id (meeting), &id,
                               GA_PRESENCE_PRESENT, first_time, error))
        return FALSE;
    }
  return TRUE;
}

/* Words about a walk may be about a person, so they go where the names are. */
static gboolean
add_note (GaTransaction *transaction, const GaRecord *meeting, const char *text, GError **error)
{
  GaReader *reader = ga_transaction_get_reader (transaction);
  const GaEntity *entity = ga_schema_get (ga_reader_get_schema (reader), "meeting_note");
  g_autoptr (GaQuery) query = ga_query_new (entity);
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GaRecord) note = NULL;
  g_autofree char *both = NULL;

  ga_query_where_id (query, "meeting", ga_record_get_id (meeting));
  notes = ga_reader_list (reader, query, error);
  if (notes == NULL)
    return FALSE;
  if (notes->len > 0)
    {
      note = g_object_ref (g_ptr_array_index (notes, 0));
      both = g_strdup_printf ("%s\n%s", ga_record_get_text (note, "text"), text);
    }
  else
    {
      note = ga_record_new (entity);
      ga_record_set_reference (note, "meeting", ga_record_get_id (meeting));
    }
  ga_record_set_text (note, "text", both != NULL ? both : text);
  return ga_transaction_put (transaction, note, error);
}

static gboolean
cancel (GaTransaction *transaction, const GaRecord *meeting, const char *reason, GError **error)
{
  const GaField *field = ga_entity_get_field (ga_record_get_entity (meeting), "reason");
  g_autoptr (GaRecord) before =
      ga_work_find (GA_WORK (transaction), "meeting", ga_record_get_id (meeting), error);
  g_autoptr (GaRecord) after = before != NULL ? ga_record_copy (before) : NULL;

  if (after == NULL)
    return FALSE;
  ga_record_set_text (after, "status", "cancelled");
  if (!ga_series_check_one (ga_transaction_get_reader (transaction), before, after, error))
    return FALSE;
  if (ga_field_match_choice (field, reason) != NULL)
    return ga_attendance_cancel (GA_WORK (transaction), ga_record_get_id (meeting), reason, error);
  return ga_attendance_cancel (GA_WORK (transaction), ga_record_get_id (meeting), "other", error) &&
         add_note (transaction, meeting, reason, error);
}

static gboolean
hold (GaTransaction *transaction, const GaId *id, GError **error)
{
  g_autoptr (GaRecord) meeting = ga_work_find (GA_WORK (transaction), "meeting", id, error);

  if (meeting == NULL)
    return FALSE;
  ga_record_set_text (meeting, "status", "held");
  ga_record_clear (meeting, "reason");
  return ga_transaction_put (transaction, meeting, error);
}

static gboolean
tells_who_came (const Attend *self)
{
  return self->present->len > 0 || self->first_time->len > 0 || self->unnamed >= 0 || self->held;
}

static gboolean
attend (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Attend *self = user_data;
  GaReader *reader = ga_transaction_get_reader (transaction);
  g_autoptr (GaRecord) meeting = ga_ctl_resolve (
      reader, ga_schema_get (ga_reader_get_schema (reader), "meeting"), self->meeting, error);

  if (meeting == NULL)
    return FALSE;
  self->id = *ga_record_get_id (meeting);
  if (tells_who_came (self) && !ga_attendance_check_day (meeting, error))
    return FALSE;
  if (!mark (transaction, meeting, self->present, FALSE, error) ||
      !mark (transaction, meeting, self->first_time, TRUE, error))
    return FALSE;
  if (self->unnamed >= 0 &&
      !ga_attendance_set_unnamed (GA_WORK (transaction), &self->id, self->unnamed,
                                  ga_record_get_flag (meeting, "host_counts"), error))
    return FALSE;
  if (self->held && !hold (transaction, &self->id, error))
    return FALSE;
  return self->cancelled == NULL || cancel (transaction, meeting, self->cancelled, error);
}

static gboolean
tell_attendance (GaCtl *ctl, GaReader *reader, const GaId *id, GError **error)
{
  const GaEntity *entity = ga_schema_get (ga_ctl_get_schema (ctl), "meeting");
  g_autoptr (GaRecord) meeting = ga_reader_find (reader, entity, id, error);
  g_autofree char *status = NULL;
  g_autofree char *start = NULL;
  guint named, first_time, unnamed;

  if (meeting == NULL || !ga_reader_meeting_presence (reader, id, &named, &first_time, error))
    return FALSE;
  if (ga_ctl_wants_json (ctl))
    {
      ga_ctl_take_json (ctl, ga_record_to_json (meeting));
      return TRUE;
    }
  named += (guint) ga_record_get_flag (meeting, "host_counts");
  unnamed = (guint) ga_record_get_integer (meeting, "unnamed");
  status = ga_reader_display (reader, meeting, "status");
  start = ga_reader_display (reader, meeting, "start");
  ga_ctl_take_line (
      ctl,
      /* Translators: the time of a walk, its status (Held), and how many came. */
      g_strdup_printf (_ ("%1$s: %2$s. By name: %3$u. Without a name: %4$u. First time: %5$u."),
                       start, status, named, unnamed, first_time));
  return TRUE;
}

static gboolean
is_blank (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  return *stripped == '\0';
}

static gboolean
check_options (const Attend *self, GError **error)
{
  const char *sentence = NULL;
  gboolean came = self->held || self->unnamed > 0 || self->present->len + self->first_time->len > 0;

  if (self->unnamed < 0 && self->unnamed != NOT_SAID)
    sentence = _ ("The number without a name cannot be negative.");
  else if (self->cancelled != NULL && came)
    sentence = _ ("A walk is either held or cancelled.");
  else if (self->cancelled != NULL && is_blank (self->cancelled))
    sentence = _ ("Say why the walk is cancelled: --cancelled REASON.");
  else if (self->cancelled == NULL && !came && self->unnamed == NOT_SAID)
    sentence = _ ("Say who came, how many, or that the walk was held or cancelled.");
  if (sentence != NULL)
    g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE, sentence);
  return sentence == NULL;
}

gboolean
ga_ctl_run_attend (GaCtl *ctl, char **arguments, GError **error)
{
  g_auto (GStrv) present = NULL;
  g_auto (GStrv) first_time = NULL;
  g_autofree char *cancelled = NULL;
  Attend self = { .unnamed = NOT_SAID };
  const GOptionEntry entries[] = {
    { "present", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &present, N_ ("Who came"), "ID" },
    { "first-time", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &first_time,
      N_ ("Who came for the first time"), "ID" },
    { "unnamed", 0, 0, G_OPTION_ARG_INT, &self.unnamed, N_ ("How many came without a name"), "N" },
    { "held", 0, 0, G_OPTION_ARG_NONE, &self.held, N_ ("The walk was held"), NULL },
    { "cancelled", 0, 0, G_OPTION_ARG_FILENAME, &cancelled, N_ ("The walk is cancelled"),
      "REASON" },
    { NULL },
  };
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, entries, 1, G_MAXUINT, error);
  g_autoptr (GPtrArray) came = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) new_ones = g_ptr_array_new_with_free_func (g_free);
  GaStore *store;

  if (rest == NULL)
    return FALSE;
  self.meeting = rest[1];
  self.present = came;
  self.first_time = new_ones;
  self.cancelled = cancelled;
  add_each (came, present);
  add_each (new_ones, first_time);
  /* `--present A B C`: those after the first have no option before them. */
  add_each (present == NULL && first_time != NULL ? new_ones : came, rest + 2);
  if (!check_options (&self, error))
    return FALSE;
  store = ga_ctl_get_store (ctl, error);
  if (store == NULL ||
      ga_store_transact (store, N_ ("Record attendance"), attend, &self, error) == 0)
    return FALSE;
  ga_ctl_set_saved (ctl);
  return tell_attendance (ctl, ga_store_get_reader (store), &self.id, error);
}
