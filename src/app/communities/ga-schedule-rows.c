/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/communities/ga-schedule-rows.h"

#include <glib/gi18n-lib.h>

#include "app/widgets/ga-date-row.h"
#include "model/ga-date.h"
#include "model/ga-value.h"

gboolean
ga_schedule_read_number (GaEntryRow *row, int least, int most, int *number, GError **error)
{
  g_autofree char *text = g_strstrip (ga_entry_row_dup_text (row));
  g_autoptr (GError) local = NULL;
  guint64 value = 0;

  *number = 0;
  ga_entry_row_set_problem (row, NULL);
  if (*text == '\0' && least == 0)
    return TRUE;
  if (g_ascii_string_to_unsigned (text, 10, (guint64) least, (guint64) most, &value, NULL))
    {
      *number = (int) value;
      return TRUE;
    }
  g_set_error (&local, GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE,
               _ ("%s: write a number from %d to %d."),
               adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), MAX (least, 1), most);
  ga_entry_row_set_problem (row, local->message);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
ga_schedule_read_row (
    GaRecord *record, GaEntryRow *row, const char *field, gboolean needed, GError **error)
{
  gboolean day = ga_entity_get_field (ga_record_get_entity (record), field)->type == GA_FIELD_DATE;
  g_autofree char *text = g_strstrip (day ? ga_date_row_dup (row) : ga_entry_row_dup_text (row));
  g_autoptr (GError) local = NULL;

  ga_entry_row_set_problem (row, NULL);
  if (*text == '\0')
    {
      ga_record_clear (record, field);
      if (!needed)
        return TRUE;
      g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_REQUIRED, _ ("Fill in “%s”."),
                   adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
      return FALSE;
    }
  if (ga_record_parse (record, field, text, &local) &&
      ga_value_check (ga_entity_get_field (ga_record_get_entity (record), field),
                      ga_record_get (record, field), &local))
    return TRUE;
  ga_entry_row_set_problem (row, local->message);
  g_propagate_prefixed_error (error, g_steal_pointer (&local),
                              "%s: ", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  return FALSE;
}

gboolean
ga_schedule_read_skips (GaRecord *record, GaEntryRow *row, GError **error)
{
  g_autofree char *text = ga_entry_row_dup_text (row);
  g_auto (GStrv) each = g_strsplit_set (text, ",;|", -1);
  g_autoptr (GString) days = g_string_new (NULL);
  g_autoptr (GError) local = NULL;

  ga_entry_row_set_problem (row, NULL);
  for (guint i = 0; each[i] != NULL; i++)
    {
      g_autofree char *day = NULL;

      if (*g_strstrip (each[i]) == '\0')
        continue;
      day = ga_date_parse_near (each[i], ga_record_get_text (record, "from"));
      if (day == NULL)
        {
          g_set_error (&local, GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE,
                       _ ("“%s” is not a date. Write it as 31-12-2026."), each[i]);
          ga_entry_row_set_problem (row, local->message);
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      g_string_append_printf (days, "%s%s", days->len > 0 ? "|" : "", day);
    }
  ga_record_set_text (record, "skips", days->len > 0 ? days->str : NULL);
  return TRUE;
}
