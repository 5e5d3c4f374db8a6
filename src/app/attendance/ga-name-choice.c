/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/attendance/ga-name-choice.h"

#include <glib/gi18n-lib.h>

#include "app/attendance/ga-merge-dialog.h"
#include "app/attendance/ga-sheet-act.h"
#include "app/ga-toaster.h"
#include "app/widgets/ga-editor.h"

static void
mark (GaSheet *sheet, const char *what, GaRecord *participant)
{
  const GaSheetName *name = ga_sheet_find_name (sheet, ga_record_get_id (participant));
  gboolean excused = name != NULL && name->presence == GA_PRESENCE_EXCUSED;

  if (g_str_equal (what, "first-time"))
    ga_sheet_mark (sheet, participant, GA_PRESENCE_PRESENT, name == NULL || !name->first_time);
  else
    ga_sheet_mark (sheet, participant, excused ? GA_PRESENCE_ABSENT : GA_PRESENCE_EXCUSED, FALSE);
}

void
ga_name_choice_do (GtkWidget *origin, GaSheet *sheet, const char *what, GaRecord *participant)
{
  GaContext *context = ga_sheet_get_context (sheet);

  if (g_str_equal (what, "first-time") || g_str_equal (what, "excused"))
    mark (sheet, what, participant);
  else if (g_str_equal (what, "left"))
    ga_sheet_act_leave (origin, context, ga_sheet_get_meeting (sheet), participant);
  else if (g_str_equal (what, "same"))
    ga_merge_dialog_ask (origin, context, ga_record_get_reference (participant, "community"),
                         participant);
  else if (g_str_equal (what, "edit"))
    ga_editor_edit (origin, context, ga_record_get_entity (participant),
                    ga_record_get_id (participant));
}

void
ga_name_choice_say_taken (GtkWidget *origin, GaRecord *participant)
{
  GaToaster *toaster = ga_toaster_for (origin);
  /* TRANSLATORS: a walker, by name */
  g_autofree char *text = g_strdup_printf (_ ("%s: did not come. Ctrl+Z takes it back."),
                                           ga_record_get_text (participant, "name"));

  if (toaster != NULL)
    ga_toaster_say (toaster, text);
}
