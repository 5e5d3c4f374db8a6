/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/attendance/ga-sheet-match.h"

#include <string.h>

static gboolean
is_number (const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    if (!g_ascii_isdigit (*at))
      return FALSE;
  return *text != '\0';
}

static const char *
name_of (GaSheet *self, guint index)
{
  return ga_record_get_text (ga_sheet_get_name (self, index)->participant, "name");
}

/**
 * ga_sheet_match:
 * @text: what was typed: the beginning of a name, or a number of the list
 * Returns: (transfer full) (element-type GaSheetMatch): lines that answer it, the best first
 */
GArray *
ga_sheet_match (GaSheet *self, const char *text)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (GaSheetMatch));
  guint n = ga_sheet_get_n_names (self);

  if (is_number (text))
    {
      guint64 number = g_ascii_strtoull (text, NULL, 10);
      GaSheetMatch match = { (guint) MIN (number, G_MAXUINT) - 1, GA_LIKENESS_EXACT };

      if (number >= 1 && number <= n)
        g_array_append_val (found, match);
      return found;
    }
  for (guint wanted = GA_LIKENESS_EXACT; wanted > GA_LIKENESS_NONE; wanted--)
    for (guint i = 0; i < n; i++)
      {
        GaSheetMatch match = { i, ga_name_likeness (text, name_of (self, i)) };

        if (match.likeness == wanted)
          g_array_append_val (found, match);
      }
  return found;
}

static void
clear_former (gpointer data)
{
  g_object_unref (((GaFormerMatch *) data)->participant);
}

static int
compare_former (gconstpointer a, gconstpointer b)
{
  return (int) ((const GaFormerMatch *) b)->likeness - (int) ((const GaFormerMatch *) a)->likeness;
}

/**
 * ga_sheet_match_former:
 * Returns: (transfer full) (element-type GaFormerMatch): participants who have left and are not on
 *   the sheet, whose names answer @text, the best first
 */
GArray *
ga_sheet_match_former (GaSheet *self, const char *text, guint limit)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (GaFormerMatch));
  GaContext *context = ga_sheet_get_context (self);
  g_autoptr (GaQuery) query = NULL;
  g_autoptr (GPtrArray) former = NULL;

  g_array_set_clear_func (found, clear_former);
  if (ga_sheet_get_community (self) == NULL || is_number (text))
    return found;
  query = ga_query_new (ga_context_get_entity (context, "participant"));
  ga_query_where_id (query, "community", ga_record_get_id (ga_sheet_get_community (self)));
  ga_query_where_text (query, "left", GA_NOT_EQUAL, NULL);
  ga_query_sort (query, "community");
  former = ga_reader_list (ga_context_get_reader (context), query, NULL);
  for (guint i = 0; former != NULL && i < former->len; i++)
    {
      GaRecord *participant = former->pdata[i];
      GaFormerMatch match = { participant,
                              ga_name_likeness (text, ga_record_get_text (participant, "name")) };

      if (match.likeness == GA_LIKENESS_NONE ||
          ga_sheet_find_name (self, ga_record_get_id (participant)) != NULL)
        continue;
      g_object_ref (participant);
      g_array_append_val (found, match);
    }
  g_array_sort (found, compare_former);
  if (found->len > limit)
    g_array_set_size (found, limit);
  return found;
}

/**
 * ga_sheet_has_named: whether somebody on the sheet is called exactly so
 */
gboolean
ga_sheet_has_named (GaSheet *self, const char *text)
{
  for (guint i = 0; i < ga_sheet_get_n_names (self); i++)
    if (ga_name_likeness (text, name_of (self, i)) == GA_LIKENESS_EXACT)
      return TRUE;
  return FALSE;
}

/**
 * ga_sheet_is_first_of: whether it is the walk that a participant joined at
 */
gboolean
ga_sheet_is_first_of (GaSheet *self, const GaRecord *participant)
{
  const GaRecord *meeting = ga_sheet_get_meeting (self);
  const char *joined = ga_record_get_text (participant, "joined");

  return meeting != NULL && joined != NULL &&
         g_str_has_prefix (ga_record_get_text (meeting, "start"), joined);
}
