/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/attendance/ga-sheet.h"

/* What follows from what stands on a sheet, or stood on the last. */

/**
 * ga_sheet_shows_names: a group that reveals health keeps numbers only, unless it has names already
 */
gboolean
ga_sheet_shows_names (GaSheet *self)
{
  const GaRecord *community = ga_sheet_get_community (self);

  return ga_sheet_get_n_names (self) > 0 || community == NULL ||
         !ga_record_get_flag (community, "reveals_health");
}

/**
 * ga_sheet_count_named: how many came by name, the host not counted
 */
guint
ga_sheet_count_named (GaSheet *self)
{
  guint count = 0;

  for (guint i = 0; i < ga_sheet_get_n_names (self); i++)
    if (ga_sheet_get_name (self, i)->presence == GA_PRESENCE_PRESENT)
      count++;
  return count;
}

guint
ga_sheet_count_first_time (GaSheet *self)
{
  guint count = 0;

  for (guint i = 0; i < ga_sheet_get_n_names (self); i++)
    if (ga_sheet_get_name (self, i)->first_time)
      count++;
  return count;
}

/**
 * ga_sheet_remembers_host: whether the host counted at the last walk, which stands until something
 * is recorded
 */
gboolean
ga_sheet_remembers_host (GaSheet *self)
{
  GaContext *context = ga_sheet_get_context (self);
  g_autoptr (GaQuery) query = ga_query_new (ga_context_get_entity (context, "meeting"));
  g_autoptr (GPtrArray) last = NULL;

  ga_query_where_id (query, "community", ga_record_get_id (ga_sheet_get_community (self)));
  ga_query_where_text (query, "status", GA_EQUAL, "held");
  ga_query_where_text (query, "start", GA_LESS,
                       ga_record_get_text (ga_sheet_get_meeting (self), "start"));
  ga_query_sort_columns (query, "-start");
  ga_query_set_window (query, 0, 1);
  last = ga_reader_list (ga_context_get_reader (context), query, NULL);
  return last != NULL && last->len > 0 && ga_record_get_flag (last->pdata[0], "host_counts");
}
