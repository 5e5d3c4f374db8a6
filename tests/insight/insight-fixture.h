/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../store/store-fixture.h"
#include "insight/ga-attendance-report.h"
#include "model/ga-attendance.h"

/* A profile with communities and walks that are added up by hand, and a cache of it. */

typedef struct
{
  Profile profile;
  GaAttendanceCache *cache;
} Insight;

typedef struct
{
  GaId meeting;
  GaId participants[20];
  guint named;
  guint first_time;
  guint unnamed;
} Walk;

static inline void
insight_set_up (Insight *insight, gconstpointer data)
{
  profile_set_up (&insight->profile, NULL);
  insight->cache = ga_attendance_cache_new (insight->profile.store);
}

static inline void
insight_gone_cb (gpointer gone, GObject *cache)
{
  *(gboolean *) gone = TRUE;
}

static inline void
insight_tear_down (Insight *insight, gconstpointer data)
{
  gboolean gone = FALSE;

  /* A reading under way keeps it until its answer has come. */
  g_object_weak_ref (G_OBJECT (insight->cache), insight_gone_cb, &gone);
  g_object_unref (insight->cache);
  while (!gone)
    g_main_context_iteration (NULL, TRUE);
  profile_tear_down (&insight->profile, NULL);
}

static inline void
insight_load (Insight *insight)
{
  g_autoptr (GError) error = NULL;

  ga_attendance_cache_load (insight->cache, ga_store_get_reader (insight->profile.store), &error);
  g_assert_no_error (error);
}

static inline GaId
add_kommune (Insight *insight, const char *code, const char *name)
{
  g_autoptr (GaRecord) record = profile_record (&insight->profile, "kommune");

  ga_record_set_text (record, "code", code);
  ga_record_set_text (record, "name", name);
  ga_record_derive_id (record);
  profile_put (&insight->profile, record);
  return *ga_record_get_id (record);
}

/* @kommune and @target_group may be NULL. */
static inline GaRecord *
add_community (Insight *insight,
               const char *name,
               const GaId *kommune,
               const char *target_group,
               gboolean reveals_health)
{
  GaRecord *record = profile_record (&insight->profile, "community");

  ga_record_set_text (record, "name", name);
  if (kommune != NULL)
    ga_record_set_reference (record, "kommune", kommune);
  if (target_group != NULL)
    ga_record_set_text (record, "target_group", target_group);
  ga_record_set_integer (record, "reveals_health", reveals_health);
  profile_put (&insight->profile, record);
  return record;
}

/* With a goal and an agreement of its own. */
static inline GaRecord *
add_initiative_of (Insight *insight, const char *name, const GaId *kommune)
{
  g_autoptr (GaRecord) partner = profile_record (&insight->profile, "organisation");
  g_autoptr (GaRecord) agreement = profile_record (&insight->profile, "agreement");
  g_autoptr (GaRecord) goal = profile_record (&insight->profile, "plan_goal");
  GaRecord *initiative = profile_record (&insight->profile, "initiative");
  char id[GA_ID_TEXT_SIZE];

  ga_record_set_text (partner, "name", name);
  profile_put (&insight->profile, partner);
  ga_record_set_text (agreement, "title", name);
  ga_record_set_reference (agreement, "partner", ga_record_get_id (partner));
  ga_record_set_reference (agreement, "kommune", kommune);
  profile_put (&insight->profile, agreement);
  ga_record_set_text (goal, "title", name);
  ga_record_set_reference (goal, "kommune", kommune);
  profile_put (&insight->profile, goal);
  ga_id_format (ga_record_get_id (goal), id);
  ga_record_set_text (initiative, "name", name);
  ga_record_set_text (initiative, "goals", id);
  ga_record_set_reference (initiative, "agreement", ga_record_get_id (agreement));
  profile_put (&insight->profile, initiative);
  return initiative;
}

static inline void
move_to_initiative (Insight *insight, GaRecord *community, const GaRecord *initiative)
{
  if (initiative != NULL)
    ga_record_set_reference (community, "initiative", ga_record_get_id (initiative));
  else
    ga_record_clear (community, "initiative");
  profile_put (&insight->profile, community);
}

static inline gboolean
mark_body (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Walk *walk = user_data;

  for (guint i = 0; i < walk->named; i++)
    if (!ga_attendance_mark (GA_WORK (transaction), &walk->meeting, &walk->participants[i],
                             GA_PRESENCE_PRESENT, i < walk->first_time, error))
      return FALSE;
  return ga_attendance_set_unnamed (GA_WORK (transaction), &walk->meeting, walk->unnamed, FALSE,
                                    error);
}

static inline void
mark_walk (Insight *insight, Walk *walk)
{
  g_autoptr (GError) error = NULL;

  ga_store_transact (insight->profile.store, "Mark", mark_body, walk, &error);
  g_assert_no_error (error);
}

static inline GaRecord *
put_meeting (Insight *insight, const GaRecord *community, const char *day, const char *status)
{
  GaRecord *meeting = profile_record (&insight->profile, "meeting");
  g_autofree char *start = g_strconcat (day, "T10:00", NULL);

  ga_record_set_reference (meeting, "community", ga_record_get_id (community));
  ga_record_set_text (meeting, "start", start);
  ga_record_set_text (meeting, "status", status);
  if (g_str_equal (status, "cancelled"))
    ga_record_set_text (meeting, "reason", "ice");
  profile_put (&insight->profile, meeting);
  return meeting;
}

/* A walk held by @named people by name, @first_time of them new, and @unnamed without a name. */
static inline Walk
add_walk (Insight *insight,
          const GaRecord *community,
          const char *day,
          guint named,
          guint first_time,
          guint unnamed)
{
  g_autoptr (GaRecord) meeting = put_meeting (insight, community, day, "held");
  g_autoptr (GPtrArray) participants = g_ptr_array_new_with_free_func (g_object_unref);
  Walk walk = { *ga_record_get_id (meeting), { { { 0 } } }, named, first_time, unnamed };

  g_assert_cmpuint (named, <=, G_N_ELEMENTS (walk.participants));
  for (guint i = 0; i < named; i++)
    {
      GaRecord *participant = profile_record (&insight->profile, "participant");

      ga_record_set_reference (participant, "community", ga_record_get_id (community));
      ga_record_set_text (participant, "name", "Testa");
      walk.participants[i] = *ga_record_get_id (participant);
      g_ptr_array_add (participants, participant);
    }
  if (named > 0)
    ga_store_put (insight->profile.store, "Test", participants, NULL);
  mark_walk (insight, &walk);
  return walk;
}

static inline void
add_cancelled (Insight *insight, const GaRecord *community, const char *day)
{
  g_object_unref (put_meeting (insight, community, day, "cancelled"));
}

static inline const GaAttendanceRow *
find_row (GaAttendanceReport *report, const char *key)
{
  for (guint i = 0; i < ga_attendance_report_get_n_rows (report); i++)
    if (g_str_equal (ga_attendance_report_get_row (report, i)->key, key))
      return ga_attendance_report_get_row (report, i);
  return NULL;
}

static inline char *
join_keys (GaAttendanceReport *report)
{
  g_autoptr (GString) keys = g_string_new (NULL);

  for (guint i = 0; i < ga_attendance_report_get_n_rows (report); i++)
    g_string_append_printf (keys, "%s%s", i > 0 ? " " : "",
                            ga_attendance_report_get_row (report, i)->key);
  return g_string_free (g_steal_pointer (&keys), FALSE);
}

static inline char *
show_figure (GaFigure figure)
{
  return figure.masked ? g_strdup ("*") : g_strdup_printf ("%" G_GINT64_FORMAT, figure.value);
}

/* "held cancelled named unnamed total first_time communities", with * for what is masked. */
static inline char *
show_row (const GaAttendanceRow *row)
{
  g_autofree char *named = show_figure (row->named);
  g_autofree char *unnamed = show_figure (row->unnamed);
  g_autofree char *total = show_figure (row->total);
  g_autofree char *first_time = show_figure (row->first_time);

  return g_strdup_printf ("%u %u %s %s %s %s %u", row->held, row->cancelled, named, unnamed, total,
                          first_time, row->communities);
}

#define assert_row(row, text)            \
  G_STMT_START                           \
  {                                      \
    const GaAttendanceRow *_row = (row); \
    g_autofree char *_shown = NULL;      \
                                         \
    g_assert_nonnull (_row);             \
    _shown = show_row (_row);            \
    g_assert_cmpstr (_shown, ==, text);  \
  }                                      \
  G_STMT_END

#define assert_keys(report, text)                \
  G_STMT_START                                   \
  {                                              \
    g_autofree char *_keys = join_keys (report); \
                                                 \
    g_assert_cmpstr (_keys, ==, text);           \
  }                                              \
  G_STMT_END
