/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/ga-attendance-reading.h"

#include <string.h>

#include "insight/ga-place-names.h"
#include "store/ga-store.h"

static void
add_to_columns_cb (const GaMeetingTotal *total, gpointer user_data)
{
  ga_meeting_columns_add (user_data, total);
}

static void
add_to_totals_cb (const GaMeetingTotal *total, gpointer user_data)
{
  GaMeetingTotal kept = *total;

  kept.target_group = g_intern_string (total->target_group);
  kept.arena = g_intern_string (total->arena);
  g_array_append_val ((GArray *) user_data, kept);
}

/* Adds the meetings of @attendances; @whole where one is gone and nobody knows its meeting. */
static gboolean
find_meetings (
    GaReader *reader, GArray *attendances, GArray *meetings, gboolean *whole, GError **error)
{
  const GaEntity *entity = ga_schema_get (ga_reader_get_schema (reader), "attendance");

  for (guint i = 0; i < attendances->len && !*whole; i++)
    {
      g_autoptr (GError) local_error = NULL;
      g_autoptr (GaRecord) attendance =
          ga_reader_find (reader, entity, &g_array_index (attendances, GaId, i), &local_error);

      if (local_error != NULL &&
          !g_error_matches (local_error, GA_STORE_ERROR, GA_STORE_ERROR_MISSING))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (attendance != NULL)
        g_array_append_vals (meetings, ga_record_get_reference (attendance, "meeting"), 1);
      else
        *whole = TRUE;
    }
  return TRUE;
}

static int
compare_ids_cb (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (GaId));
}

/* A walk of twenty ticks is read once. */
static void
sort_out_doubles (GArray *ids)
{
  guint kept = 0;

  g_array_sort (ids, compare_ids_cb);
  for (guint i = 0; i < ids->len; i++)
    if (i == 0 || !ga_id_equal (&g_array_index (ids, GaId, i), &g_array_index (ids, GaId, i - 1)))
      g_array_index (ids, GaId, kept++) = g_array_index (ids, GaId, i);
  g_array_set_size (ids, kept);
}

static gboolean
read_meetings (const GaAttendanceReading *self,
               GaReader *reader,
               GaAttendanceAnswer *answer,
               GError **error)
{
  gboolean whole = self->everything;

  g_array_append_vals (answer->meetings, self->meetings->data, self->meetings->len);
  if (!whole && !find_meetings (reader, self->attendances, answer->meetings, &whole, error))
    return FALSE;
  if (whole)
    {
      answer->columns = ga_meeting_columns_new ();
      return ga_reader_meeting_totals (reader, NULL, add_to_columns_cb, answer->columns, error);
    }
  sort_out_doubles (answer->meetings);
  return ga_reader_meeting_totals (reader, answer->meetings, add_to_totals_cb, answer->totals,
                                   error);
}

static gboolean
read_names (GaReader *reader, GaAttendanceAnswer *answer, GError **error)
{
  answer->communities = ga_place_names_read (reader, "community", error);
  if (answer->communities == NULL)
    return FALSE;
  answer->kommuner = ga_place_names_read (reader, "kommune", error);
  if (answer->kommuner == NULL)
    return FALSE;
  answer->initiatives = ga_place_names_read (reader, "initiative", error);
  return answer->initiatives != NULL;
}

/**
 * ga_attendance_reading_new:
 * @everything: whether to read all there is, or nothing yet
 */
GaAttendanceReading *
ga_attendance_reading_new (gboolean everything)
{
  GaAttendanceReading *self = g_new0 (GaAttendanceReading, 1);

  self->everything = everything;
  self->names = everything;
  self->meetings = g_array_new (FALSE, FALSE, sizeof (GaId));
  self->attendances = g_array_new (FALSE, FALSE, sizeof (GaId));
  return self;
}

void
ga_attendance_reading_free (GaAttendanceReading *self)
{
  g_array_unref (self->meetings);
  g_array_unref (self->attendances);
  g_free (self);
}

gboolean
ga_attendance_reading_is_empty (const GaAttendanceReading *self)
{
  return !self->everything && !self->names && self->meetings->len == 0 &&
         self->attendances->len == 0;
}

/**
 * ga_attendance_reading_run:
 *
 * On the reader's thread.
 *
 * Returns: (transfer full) (nullable): the answer
 */
GaAttendanceAnswer *
ga_attendance_reading_run (const GaAttendanceReading *self, GaReader *reader, GError **error)
{
  g_autoptr (GaAttendanceAnswer) answer = g_new0 (GaAttendanceAnswer, 1);

  answer->meetings = g_array_new (FALSE, FALSE, sizeof (GaId));
  answer->totals = g_array_new (FALSE, FALSE, sizeof (GaMeetingTotal));
  if (!read_meetings (self, reader, answer, error) ||
      (self->names && !read_names (reader, answer, error)))
    return NULL;
  return g_steal_pointer (&answer);
}

void
ga_attendance_answer_free (GaAttendanceAnswer *answer)
{
  g_clear_pointer (&answer->columns, ga_meeting_columns_free);
  g_clear_pointer (&answer->communities, g_hash_table_unref);
  g_clear_pointer (&answer->kommuner, g_hash_table_unref);
  g_clear_pointer (&answer->initiatives, g_hash_table_unref);
  g_array_unref (answer->meetings);
  g_array_unref (answer->totals);
  g_free (answer);
}
