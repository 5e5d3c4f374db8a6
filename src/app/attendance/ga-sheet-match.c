/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/attendance/ga-sheet-match.h"

#include <string.h>

/* How well a name answers what was typed: 0 not at all, 3 exactly. */
static guint
rank (const char *typed, const char *name)
{
  g_autofree char *a = g_utf8_casefold (typed, -1);
  g_autofree char *b = g_utf8_casefold (name, -1);

  if (g_str_equal (a, b))
    return 3;
  if (g_str_has_prefix (b, a))
    return 2;
  return g_str_match_string (typed, name, TRUE) ? 1 : 0;
}

static gboolean
is_number (const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    if (!g_ascii_isdigit (*at))
      return FALSE;
  return *text != '\0';
}

/**
 * ga_sheet_match:
 * @text: what was typed: the beginning of a name, or a number of the list
 * Returns: (transfer full) (element-type guint): lines that answer it, the best first
 */
GArray *
ga_sheet_match (GaSheet *self, const char *text)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));

  if (is_number (text))
    {
      guint64 number = g_ascii_strtoull (text, NULL, 10);
      guint index = (guint) MIN (number, G_MAXUINT) - 1;

      if (number >= 1 && number <= ga_sheet_get_n_names (self))
        g_array_append_val (found, index);
      return found;
    }
  for (guint wanted = 3; wanted > 0; wanted--)
    for (guint i = 0; i < ga_sheet_get_n_names (self); i++)
      {
        const GaSheetName *name = ga_sheet_get_name (self, i);

        if (rank (text, ga_record_get_text (name->participant, "name")) == wanted)
          g_array_append_val (found, i);
      }
  return found;
}

/**
 * ga_sheet_match_former:
 * Returns: (transfer full) (element-type GaRecord): participants who have left and are not on the
 *   sheet, whose names answer @text
 */
GPtrArray *
ga_sheet_match_former (GaSheet *self, const char *text, guint limit)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);
  GaContext *context = ga_sheet_get_context (self);
  g_autoptr (GaQuery) query = NULL;
  g_autoptr (GPtrArray) former = NULL;

  if (ga_sheet_get_community (self) == NULL || is_number (text))
    return found;
  query = ga_query_new (ga_context_get_entity (context, "participant"));
  ga_query_where_id (query, "community", ga_record_get_id (ga_sheet_get_community (self)));
  ga_query_where_text (query, "left", GA_NOT_EQUAL, NULL);
  ga_query_sort (query, "community");
  former = ga_reader_list (ga_context_get_reader (context), query, NULL);
  for (guint i = 0; former != NULL && i < former->len && found->len < limit; i++)
    if (rank (text, ga_record_get_text (former->pdata[i], "name")) > 0 &&
        ga_sheet_find_name (self, ga_record_get_id (former->pdata[i])) == NULL)
      g_ptr_array_add (found, g_object_ref (former->pdata[i]));
  return found;
}

/**
 * ga_sheet_has_named: whether somebody on the sheet is called exactly so
 */
gboolean
ga_sheet_has_named (GaSheet *self, const char *text)
{
  for (guint i = 0; i < ga_sheet_get_n_names (self); i++)
    {
      const GaSheetName *name = ga_sheet_get_name (self, i);

      if (rank (text, ga_record_get_text (name->participant, "name")) == 3)
        return TRUE;
    }
  return FALSE;
}
