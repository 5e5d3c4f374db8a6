/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/attendance/ga-sheet-act.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/ga-act.h"

static const GaEntity *
entity_of (GaTransaction *transaction, const char *name)
{
  return ga_schema_get (ga_reader_get_schema (ga_transaction_get_reader (transaction)), name);
}

static gboolean
has_status (const GaRecord *meeting, const char *status)
{
  return g_strcmp0 (ga_record_get_text (meeting, "status"), status) == 0;
}

/* The meeting's own part. Comes after the marks, which may have made it held. */
static gboolean
write_meeting (GaTransaction *transaction, GaSheetAct *act, gboolean was_planned, GError **error)
{
  g_autoptr (GaRecord) meeting =
      ga_work_find (GA_WORK (transaction), "meeting", &act->meeting, error);

  if (meeting == NULL)
    return FALSE;
  if (act->set_numbers)
    ga_record_set_integer (meeting, "unnamed", act->unnamed);
  if (act->set_numbers || was_planned)
    ga_record_set_integer (meeting, "host_counts", act->host_counts);
  if (act->set_numbers && has_status (meeting, "planned"))
    ga_record_set_text (meeting, "status", "held");
  if (act->status != NULL)
    ga_record_set_text (meeting, "status", act->status);
  if (!has_status (meeting, "cancelled"))
    ga_record_clear (meeting, "reason");
  return ga_transaction_put (transaction, meeting, error);
}

static gboolean
write_note (GaTransaction *transaction, GaSheetAct *act, GError **error)
{
  const GaEntity *entity = entity_of (transaction, "meeting_note");
  g_autoptr (GaRecord) note = ga_record_new (entity);

  ga_record_set_reference (note, "meeting", &act->meeting);
  ga_record_derive_id (note);
  if (*act->note == '\0')
    return ga_transaction_delete (transaction, entity, ga_record_get_id (note), error);
  ga_record_set_text (note, "text", act->note);
  return ga_transaction_put (transaction, note, error);
}

GaSheetAct *
ga_sheet_act_new (const GaId *meeting, gboolean host_counts)
{
  GaSheetAct *self = g_new0 (GaSheetAct, 1);

  self->meeting = *meeting;
  self->host_counts = host_counts;
  self->marks = g_array_new (FALSE, FALSE, sizeof (GaMark));
  return self;
}

void
ga_sheet_act_mark (GaSheetAct *self,
                   const GaId *participant,
                   GaPresence presence,
                   gboolean first_time)
{
  GaMark mark = { *participant, presence, first_time };

  g_array_append_val (self->marks, mark);
}

/**
 * ga_sheet_act_run: a #GaTransactFunc
 */
gboolean
ga_sheet_act_run (GaTransaction *transaction, gpointer user_data, GError **error)
{
  GaSheetAct *act = user_data;
  g_autoptr (GaRecord) before =
      ga_work_find (GA_WORK (transaction), "meeting", &act->meeting, error);

  if (before == NULL)
    return FALSE;
  if (act->note != NULL)
    return write_note (transaction, act, error);
  if (act->participant != NULL && !ga_transaction_put (transaction, act->participant, error))
    return FALSE;
  for (guint i = 0; i < act->marks->len; i++)
    {
      GaMark *mark = &g_array_index (act->marks, GaMark, i);

      if (!ga_attendance_mark (GA_WORK (transaction), &act->meeting, &mark->participant,
                               mark->presence, mark->first_time, error))
        return FALSE;
    }
  return write_meeting (transaction, act, has_status (before, "planned"), error);
}

void
ga_sheet_act_free (gpointer act)
{
  GaSheetAct *self = act;

  g_clear_object (&self->participant);
  g_array_unref (self->marks);
  g_free (self->note);
  g_free (self);
}

void
ga_sheet_act_leave (GtkWidget *origin,
                    GaContext *context,
                    const GaRecord *meeting,
                    const GaRecord *participant)
{
  GaRecord *changed = ga_record_copy (participant);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  const char *joined = ga_record_get_text (participant, "joined");
  g_autofree char *day = g_strndup (ga_record_get_text (meeting, "start"), 10);

  /* Who joined after this walk cannot have left on its day. */
  ga_record_set_text (changed, "left", joined != NULL && strcmp (joined, day) > 0 ? joined : day);
  g_ptr_array_add (records, changed);
  ga_act_put (origin, context, N_ ("Participant has left"), records, NULL, NULL);
}
