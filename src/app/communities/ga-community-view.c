/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/communities/ga-community-view.h"

#include <glib/gi18n-lib.h>

#include "app/communities/ga-schedule-section.h"
#include "app/compat/ga-accessible.h"
#include "app/compat/ga-list-box.h"
#include "app/widgets/ga-chart-view.h"
#include "app/widgets/ga-facts.h"
#include "app/widgets/ga-meeting-row.h"
#include "insight/ga-attendance-chart.h"
#include "model/ga-date.h"
#include "model/ga-recurrence.h"

#define NEXT_WALKS   5
#define LATEST_WALKS 5
#define PEOPLE       20

struct _GaCommunityView
{
  GaRecordView parent_instance;

  GtkLabel *name;
  GtkLabel *status;
  GtkLabel *summary;
  GtkMenuButton *more_button;
  GtkWidget *next_group;
  GtkListBox *next_walks;
  GtkLabel *no_walks;
  GtkWidget *latest_group;
  GtkListBox *latest_walks;
  GtkWidget *attendance_group;
  GaChartView *attendance;
  GtkListBox *people;
  GtkLabel *participants;
  GaFacts *facts;
};

G_DEFINE_FINAL_TYPE (GaCommunityView, ga_community_view, GA_TYPE_RECORD_VIEW)

static const GaEntity *
entity_of (GaCommunityView *self, const char *name)
{
  return ga_record_view_get_entity (GA_RECORD_VIEW (self), name);
}

static void
show_heading (GaCommunityView *self, GaReader *reader, GaRecord *community)
{
  g_autofree char *status = ga_reader_display (reader, community, "status");
  g_autofree char *kommune = ga_reader_display (reader, community, "kommune");
  g_autofree char *activity = ga_reader_display (reader, community, "activity");
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) shown = NULL;
  g_autofree char *line = NULL;

  gtk_label_set_text (self->name, ga_record_get_text (community, "name"));
  gtk_label_set_text (self->status, status != NULL ? status : "");
  gtk_widget_set_visible (GTK_WIDGET (self->status),
                          g_strcmp0 (ga_record_get_text (community, "status"), "active") != 0);
  if (activity != NULL)
    g_strv_builder_add (parts, activity);
  if (kommune != NULL)
    g_strv_builder_add (parts, kommune);
  shown = g_strv_builder_end (parts);
  line = g_strjoinv (" · ", shown);
  gtk_label_set_text (self->summary, line);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), *line != '\0');
}

static guint
fill_walks (GaCommunityView *self,
            GaReader *reader,
            const GaId *id,
            GtkListBox *list,
            GaOperator side,
            guint limit)
{
  g_autoptr (GaQuery) query = ga_query_new (entity_of (self, "meeting"));
  g_autoptr (GPtrArray) meetings = NULL;
  g_autofree char *today = ga_date_today ();

  ga_query_where_id (query, "community", id);
  ga_query_where_text (query, "start", side, today);
  ga_query_sort_columns (query, side == GA_AT_LEAST ? "start" : "-start");
  ga_query_set_window (query, 0, limit);
  meetings = ga_reader_list (reader, query, NULL);
  ga_list_box_remove_all (list);
  for (guint i = 0; meetings != NULL && i < meetings->len; i++)
    gtk_list_box_append (list, ga_meeting_row_new (reader, meetings->pdata[i]));
  return meetings != NULL ? meetings->len : 0;
}

static void
show_walks (GaCommunityView *self, GaReader *reader, const GaId *id)
{
  guint next = fill_walks (self, reader, id, self->next_walks, GA_AT_LEAST, NEXT_WALKS);
  guint latest = fill_walks (self, reader, id, self->latest_walks, GA_LESS, LATEST_WALKS);

  gtk_widget_set_visible (GTK_WIDGET (self->next_walks), next > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->no_walks), next == 0);
  gtk_widget_set_visible (self->latest_group, latest > 0);
}

static void
show_attendance (GaCommunityView *self, GaReader *reader, const GaId *id)
{
  g_autofree char *today = ga_date_today ();
  g_autoptr (GaChart) chart = ga_community_chart_new (reader, id, today, NULL);
  gboolean any = chart != NULL && !ga_chart_is_empty (chart);

  gtk_widget_set_visible (self->attendance_group, any);
  ga_chart_view_set_chart (self->attendance, any ? chart : NULL);
}

static GtkWidget *
make_person_row (GaReader *reader, GaRecord *role)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = ga_reader_display (reader, role, "person");
  g_autofree char *what = ga_reader_display (reader, role, "role");
  const GaId *person = ga_record_get_reference (role, "person");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name != NULL ? name : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), what != NULL ? what : "");
  if (person != NULL)
    {
      char id[GA_ID_TEXT_SIZE];

      ga_id_format (person, id);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", "person", id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-record");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name ("go-next-symbolic"));
    }
  return row;
}

static gboolean
is_over (const GaRecord *record, const char *field)
{
  g_autofree char *today = ga_date_today ();
  const char *until = ga_record_get_text (record, field);

  return until != NULL && strcmp (until, today) < 0;
}

static void
show_people (GaCommunityView *self, GaReader *reader, const GaId *id)
{
  g_autoptr (GaQuery) roles = ga_query_new (entity_of (self, "role"));
  g_autoptr (GaQuery) walkers = ga_query_new (entity_of (self, "participant"));
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *text = NULL;
  gint64 n_walkers;
  guint shown = 0;

  ga_query_where_id (roles, "community", id);
  ga_query_set_window (roles, 0, PEOPLE);
  found = ga_reader_list (reader, roles, NULL);
  ga_list_box_remove_all (self->people);
  for (guint i = 0; found != NULL && i < found->len; i++)
    if (!is_over (found->pdata[i], "until"))
      {
        gtk_list_box_append (self->people, make_person_row (reader, found->pdata[i]));
        shown++;
      }
  gtk_widget_set_visible (GTK_WIDGET (self->people), shown > 0);

  ga_query_where_id (walkers, "community", id);
  ga_query_where_text (walkers, "left", GA_EMPTY, NULL);
  n_walkers = ga_reader_count (reader, walkers, NULL);
  if (n_walkers > 0)
    text = g_strdup_printf (ngettext ("%u participant is known by name.",
                                      "%u participants are known by name.", (gulong) n_walkers),
                            (guint) n_walkers);
  else
    text = g_strdup (_ ("No participants are known by name. A number is enough, too."));
  gtk_label_set_text (self->participants, text);
}

static char *
describe_schedules (GaCommunityView *self, GaReader *reader, const GaId *id)
{
  g_autoptr (GaQuery) query = ga_query_new (entity_of (self, "schedule"));
  g_autoptr (GPtrArray) schedules = NULL;
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_auto (GStrv) shown = NULL;

  ga_query_where_id (query, "community", id);
  ga_query_set_window (query, 0, PEOPLE);
  schedules = ga_reader_list (reader, query, NULL);
  for (guint i = 0; schedules != NULL && i < schedules->len; i++)
    {
      GaRecord *schedule = schedules->pdata[i];
      g_autofree char *line = NULL;

      if (is_over (schedule, "until"))
        continue;
      line = ga_recurrence_describe (ga_record_get_text (schedule, "rule"),
                                     ga_record_get_text (schedule, "at"));
      if (line != NULL)
        g_strv_builder_add (lines, line);
    }
  shown = g_strv_builder_end (lines);
  return g_strjoinv ("\n", shown);
}

static void
show_facts (GaCommunityView *self, GaReader *reader, GaRecord *community)
{
  static const char *const without[] = { "name", "activity", "kommune", "status", NULL };
  g_autofree char *plan = describe_schedules (self, reader, ga_record_get_id (community));

  ga_facts_clear (self->facts);
  ga_facts_add (self->facts, _ ("Meets"), plan);
  ga_facts_add_fields (self->facts, reader, community, without);
}

static void
plan_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaRecordView *view = GA_RECORD_VIEW (widget);
  GaRecord *community = ga_record_view_get_record (view);

  if (community != NULL)
    ga_schedule_section_plan (widget, ga_record_view_get_context (view), community);
}

static void
add_host_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char *const hidden[] = { "organisation", "community", NULL };

  ga_record_view_add_to (GA_RECORD_VIEW (widget), "role", "community", hidden);
}

static void
ga_community_view_show (GaRecordView *view, GaReader *reader, GaRecord *community)
{
  GaCommunityView *self = GA_COMMUNITY_VIEW (view);
  const GaId *id = ga_record_get_id (community);

  show_heading (self, reader, community);
  show_walks (self, reader, id);
  show_attendance (self, reader, id);
  show_people (self, reader, id);
  show_facts (self, reader, community);
}

static void
ga_community_view_class_init (GaCommunityViewClass *klass)
{
  static const char *const shown[] = { "community",   "meeting",  "attendance", "role", "person",
                                       "participant", "schedule", "venue",      NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GaRecordViewClass *view_class = GA_RECORD_VIEW_CLASS (klass);

  view_class->entity = "community";
  view_class->shown = shown;
  view_class->show = ga_community_view_show;
  g_type_ensure (GA_TYPE_CHART_VIEW);
  g_type_ensure (GA_TYPE_FACTS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/communities/community-view.ui");
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, name);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, status);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, summary);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, more_button);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, next_group);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, next_walks);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, no_walks);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, latest_group);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, latest_walks);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, attendance_group);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, attendance);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, people);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, participants);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, facts);
  gtk_widget_class_install_action (widget_class, "community.plan", NULL, plan_cb);
  gtk_widget_class_install_action (widget_class, "community.add-host", NULL, add_host_cb);
}

static void
ga_community_view_init (GaCommunityView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ga_accessible_set_name (GTK_WIDGET (self->more_button), _ ("More"));
  ga_accessible_set_name (GTK_WIDGET (self->next_walks), _ ("Next walks"));
  ga_accessible_set_name (GTK_WIDGET (self->latest_walks), _ ("Latest walks"));
  ga_accessible_set_name (GTK_WIDGET (self->people), _ ("People"));
}
