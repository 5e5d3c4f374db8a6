/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/communities/ga-schedule-list.h"

#include <glib/gi18n-lib.h>

#include "app/calendar/ga-series-act.h"
#include "app/communities/ga-schedule-section.h"
#include "app/compat/ga-accessible.h"
#include "app/compat/ga-list-box.h"
#include "model/ga-date.h"
#include "model/ga-recurrence.h"
#include "store/ga-permission.h"

#define MOST 50

struct _GaScheduleList
{
  AdwBin parent_instance;

  GaContext *context;  /* (nullable) */
  GaRecord *community; /* (nullable) */
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (GaScheduleList, ga_schedule_list, ADW_TYPE_BIN)

static GaRecord *
schedule_of (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (button), "schedule");
}

static void
edit_cb (GaScheduleList *self, GtkWidget *button)
{
  ga_schedule_section_edit (GTK_WIDGET (self), self->context, self->community,
                            schedule_of (button));
}

/* A plan that has not begun has no last day: it is deleted. */
static gboolean
end_plan (GaTransaction *transaction, GaRecord *schedule, GaSeriesOutcome *outcome, GError **error)
{
  g_autofree char *today = ga_date_today ();

  if (g_strcmp0 (ga_record_get_text (schedule, "from"), today) > 0)
    return ga_series_remove (transaction, ga_record_get_id (schedule), outcome, error);
  ga_record_set_text (schedule, "until", today);
  return ga_series_replan (transaction, schedule, outcome, error);
}

static gboolean
delete_plan (GaTransaction *transaction,
             GaRecord *schedule,
             GaSeriesOutcome *outcome,
             GError **error)
{
  return ga_series_remove (transaction, ga_record_get_id (schedule), outcome, error);
}

static void
end_cb (GaScheduleList *self, GtkWidget *button)
{
  ga_series_act_on_plan (GTK_WIDGET (self), self->context, N_ ("Plan ended"),
                         ga_record_copy (schedule_of (button)), end_plan);
}

static void
delete_cb (GaScheduleList *self, GtkWidget *button)
{
  ga_series_act_on_plan (GTK_WIDGET (self), self->context, N_ ("Plan deleted"),
                         ga_record_copy (schedule_of (button)), delete_plan);
}

static void
ga_schedule_list_dispose (GObject *object)
{
  GaScheduleList *self = GA_SCHEDULE_LIST (object);

  g_clear_object (&self->context);
  g_clear_object (&self->community);
  G_OBJECT_CLASS (ga_schedule_list_parent_class)->dispose (object);
}

static void
ga_schedule_list_class_init (GaScheduleListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ga_schedule_list_dispose;
}

static void
ga_schedule_list_init (GaScheduleList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *heading = gtk_label_new (_ ("Plans"));

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  ga_accessible_set_name (GTK_WIDGET (self->list), _ ("Plans"));
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
add_button (GaScheduleList *self,
            GtkBox *box,
            GaRecord *schedule,
            const char *label,
            const char *words,
            GCallback pressed)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  /* TRANSLATORS: what a button does, and the plan that it is about */
  g_autofree char *name = g_strdup_printf (C_ ("plan", "%1$s: %2$s"), label, words);

  gtk_widget_add_css_class (button, "flat");
  ga_accessible_set_name (button, name);
  g_object_set_data_full (G_OBJECT (button), "schedule", g_object_ref (schedule), g_object_unref);
  g_signal_connect_object (button, "clicked", pressed, self, G_CONNECT_SWAPPED);
  gtk_box_append (box, button);
}

/* "From 6 January 2026 until 30 June 2026" (transfer full) */
static char *
describe_span (const GaRecord *schedule)
{
  const char *until = ga_record_get_text (schedule, "until");
  g_autofree char *from = ga_date_display (ga_record_get_text (schedule, "from"));
  g_autofree char *last = until != NULL ? ga_date_display (until) : NULL;

  if (last != NULL)
    return g_strdup_printf (_ ("From %1$s until %2$s"), from, last);
  return g_strdup_printf (_ ("From %s"), from);
}

static GtkWidget *
make_line (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  return label;
}

static GtkWidget *
make_row (GaScheduleList *self, GaRecord *schedule, gboolean may)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *words = ga_recurrence_describe (ga_record_get_text (schedule, "rule"),
                                                   ga_record_get_text (schedule, "at"));
  g_autofree char *span = describe_span (schedule);
  GtkWidget *below = make_line (span);
  GtkWidget *row;

  gtk_widget_add_css_class (below, "dim-label");
  gtk_box_append (GTK_BOX (box), make_line (words));
  gtk_box_append (GTK_BOX (box), below);
  if (ga_record_get_flag (schedule, "skip_holidays"))
    gtk_box_append (GTK_BOX (box), make_line (_ ("Not on public holidays")));
  if (may)
    {
      add_button (self, GTK_BOX (buttons), schedule, _ ("Edit"), words, G_CALLBACK (edit_cb));
      add_button (self, GTK_BOX (buttons), schedule, _ ("End it"), words, G_CALLBACK (end_cb));
      add_button (self, GTK_BOX (buttons), schedule, _ ("Delete"), words, G_CALLBACK (delete_cb));
      gtk_box_append (GTK_BOX (box), buttons);
    }
  gtk_widget_add_css_class (box, "ga-row");
  row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "child", box, "activatable", FALSE, "focusable", FALSE,
                      NULL);
  ga_accessible_set_name (row, words);
  return row;
}

/* One that another has taken over from on another computer has no end, and may have no walk left.
 */
static gboolean
is_left_over (GaReader *reader, const GaRecord *schedule, GHashTable *leads)
{
  g_autoptr (GaQuery) query = NULL;

  if (ga_record_has (schedule, "until") || leads == NULL || g_hash_table_contains (leads, schedule))
    return FALSE;
  query = ga_query_new (ga_schema_get (ga_reader_get_schema (reader), "meeting"));
  ga_query_where_id (query, "schedule", ga_record_get_id (schedule));
  return ga_reader_count (reader, query, NULL) == 0;
}

/**
 * ga_schedule_list_show:
 * @community: whose plans, those that are not over
 */
void
ga_schedule_list_show (GaScheduleList *self, GaContext *context, GaRecord *community)
{
  GaReader *reader = ga_context_get_reader (context);
  g_autoptr (GaQuery) query = ga_query_new (ga_context_get_entity (context, "schedule"));
  g_autoptr (GPtrArray) schedules = NULL;
  g_autoptr (GHashTable) leads = NULL;
  g_autofree char *today = ga_date_today ();
  guint n = 0;

  g_set_object (&self->context, context);
  g_set_object (&self->community, community);
  ga_query_where_id (query, "community", ga_record_get_id (community));
  ga_query_sort (query, "from");
  ga_query_set_window (query, 0, MOST);
  schedules = ga_reader_list (reader, query, NULL);
  if (schedules != NULL)
    leads = ga_series_find_leads (reader, schedules, today, NULL);
  ga_list_box_remove_all (self->list);
  for (guint i = 0; schedules != NULL && i < schedules->len; i++)
    {
      GaRecord *schedule = schedules->pdata[i];
      const char *until = ga_record_get_text (schedule, "until");

      if ((until != NULL && strcmp (until, today) <= 0) || is_left_over (reader, schedule, leads))
        continue;
      n++;
      gtk_list_box_append (
          self->list,
          make_row (self, schedule, ga_reader_may (reader, schedule, GA_OPERATION_UPDATE, NULL)));
    }
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}
