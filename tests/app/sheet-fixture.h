/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-fixture.h"
#include "app/attendance/ga-sheet.h"
#include "model/ga-date.h"

/* A community, a walk of yesterday, and a sheet of it. */
typedef struct
{
  Desk desk;
  GtkWidget *origin;
  GaRecord *community;
  GaRecord *meeting;
  GaSheet *sheet;
} Walk;

static inline char *
days_from_now (int days, const char *clock)
{
  g_autofree char *today = ga_date_today ();
  g_autofree char *date = ga_date_add_days (today, days);

  return g_strdup_printf ("%sT%s", date, clock);
}

static inline GaRecord *
add_walk (Walk *walk, int days)
{
  GaRecord *meeting = desk_record (&walk->desk, "meeting");
  g_autofree char *start = days_from_now (days, "10:00");

  ga_record_set_reference (meeting, "community", ga_record_get_id (walk->community));
  ga_record_set_text (meeting, "start", start);
  desk_put (&walk->desk, meeting);
  return meeting;
}

static inline GaRecord *
add_walker (Walk *walk, const char *name, gboolean left)
{
  GaRecord *walker = desk_record (&walk->desk, "participant");

  ga_record_set_reference (walker, "community", ga_record_get_id (walk->community));
  ga_record_set_text (walker, "name", name);
  if (left)
    ga_record_set_text (walker, "left", "2026-01-01");
  desk_put (&walk->desk, walker);
  return walker;
}

static inline void
set_up (Walk *walk, gconstpointer data)
{
  desk_set_up (&walk->desk, NULL);
  walk->origin = g_object_ref_sink (gtk_label_new (NULL));
  walk->community = desk_record (&walk->desk, "community");
  ga_record_set_text (walk->community, "name", "Løb & Gang");
  ga_record_set_integer (walk->community, "reveals_health", data != NULL);
  desk_put (&walk->desk, walk->community);
  walk->meeting = add_walk (walk, -1);
  walk->sheet = ga_sheet_new (walk->desk.context, walk->origin);
}

static inline void
open_sheet (Walk *walk)
{
  g_assert_true (ga_sheet_open (walk->sheet, ga_record_get_id (walk->meeting)));
}

static inline void
tear_down (Walk *walk, gconstpointer data)
{
  settle ();
  g_assert_finalize_object (walk->sheet);
  g_assert_finalize_object (walk->origin);
  g_clear_object (&walk->community);
  g_clear_object (&walk->meeting);
  desk_tear_down (&walk->desk, NULL);
}

static inline gboolean
is_saved (gpointer sheet)
{
  return !ga_sheet_is_saving (sheet);
}

static inline void
wait_saved (Walk *walk)
{
  wait_until (is_saved, walk->sheet, "the sheet to be saved");
  settle ();
}

static inline GaRecord *
stored_meeting (Walk *walk)
{
  GaReader *reader = ga_context_get_reader (walk->desk.context);

  return ga_reader_find (reader, ga_context_get_entity (walk->desk.context, "meeting"),
                         ga_record_get_id (walk->meeting), NULL);
}

static inline GaPresence
presence_of (Walk *walk, GaRecord *walker)
{
  return ga_sheet_find_name (walk->sheet, ga_record_get_id (walker))->presence;
}
