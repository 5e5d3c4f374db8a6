/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/today/ga-extra-walk.h"

#include "app/attendance/ga-walk-words.h"
#include "app/ga-toaster.h"
#include "app/widgets/ga-editor.h"
#include "model/ga-date.h"
#include "store/ga-permission.h"

/* What is only known when it is over, or goes without saying. */
static const char *const hidden[] = {
  "status", "reason", "weather", "unnamed", "host_counts", NULL
};

/* Two at most. (transfer full) (nullable) */
static GPtrArray *
list_communities (GaContext *context)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_context_get_entity (context, "community"));

  ga_query_set_window (query, 0, 2);
  return ga_reader_list (ga_context_get_reader (context), query, NULL);
}

/* Of a walk that is over, who came is what is left to write down. */
static void
saved_cb (GtkWidget *origin, GaRecord *walk)
{
  g_autofree char *now = ga_time_now ();
  char id[GA_ID_TEXT_SIZE];

  if (!ga_walk_waits (walk, now))
    return;
  ga_id_format (ga_record_get_id (walk), id);
  gtk_widget_activate_action (origin, "win.open-meeting", "s", id);
}

static void
open_form (GtkWidget *origin, GaContext *context, const GaRecord *walk)
{
  GaEditor *editor = ga_editor_new (origin, context, walk, hidden);

  g_signal_connect_object (editor, "saved", G_CALLBACK (saved_cb), origin, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (editor));
}

void
ga_extra_walk_add (GtkWidget *origin, GaContext *context)
{
  const GaEntity *meeting = ga_context_get_entity (context, "meeting");
  g_autoptr (GPtrArray) communities = list_communities (context);
  g_autoptr (GaRecord) walk = ga_record_new (meeting);
  GaToaster *toaster = ga_toaster_for (origin);
  const char *why = NULL;

  if (communities == NULL || communities->len == 0)
    gtk_widget_activate_action (origin, "win.add-community", NULL);
  else if (ga_reader_may_add (ga_context_get_reader (context), meeting, &why))
    {
      if (communities->len == 1)
        ga_record_set_reference (walk, "community", ga_record_get_id (communities->pdata[0]));
      open_form (origin, context, walk);
    }
  else if (toaster != NULL)
    ga_toaster_say (toaster, why);
}
