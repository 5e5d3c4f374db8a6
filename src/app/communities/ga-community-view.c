/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/communities/ga-community-view.h"

#include <glib/gi18n-lib.h>

#include "app/attendance/ga-merge-dialog.h"
#include "app/communities/ga-community-money.h"
#include "app/communities/ga-schedule-list.h"
#include "app/communities/ga-schedule-section.h"
#include "app/compat/ga-accessible.h"
#include "app/compat/ga-list-box.h"
#include "app/sync/ga-invite-dialog.h"
#include "app/sync/ga-pending-invitations.h"
#include "app/widgets/ga-chart-view.h"
#include "app/widgets/ga-documents.h"
#include "app/widgets/ga-editor.h"
#include "app/widgets/ga-facts.h"
#include "app/widgets/ga-meeting-row.h"
#include "app/widgets/ga-paper-window.h"
#include "exchange/ga-walk-paper.h"
#include "insight/ga-attendance-chart.h"
#include "model/ga-date.h"
#include "store/ga-permission.h"

#define PEOPLE     200
#define MORE_SHOWN 50

/* The lists that begin short. */
typedef enum
{
  NEXT,
  LATEST,
  WALKERS,
  N_LISTS,
} List;

static const guint first_shown[N_LISTS] = { [NEXT] = 5, [LATEST] = 5, [WALKERS] = 10 };

struct _GaCommunityView
{
  GaRecordView parent_instance;

  GtkLabel *name;
  GtkLabel *status;
  GtkLabel *summary;
  GtkLabel *access;
  GtkWidget *tools;
  GtkMenuButton *more_button;
  GtkWidget *next_group;
  GtkListBox *next_walks;
  GtkButton *next_more;
  GtkLabel *no_walks;
  GtkWidget *latest_group;
  GtkListBox *latest_walks;
  GtkButton *latest_more;
  GtkWidget *attendance_group;
  GaChartView *attendance;
  GtkWidget *invite_button;
  GaPendingInvitations *pending;
  GtkWidget *add_host_button;
  GtkListBox *people;
  GtkLabel *participants;
  GtkListBox *walkers;
  GtkButton *walkers_more;
  GtkWidget *merge_button;
  GtkWidget *money_group;
  GtkListBox *money;
  GaDocuments *documents;
  GaScheduleList *plans;
  GaFacts *facts;

  gboolean joined; /* a server, and not stopped */
  GaId shown;      /* the community that @limits are of */
  guint limits[N_LISTS];
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

/* Shows what the list may hold of @found, which was asked for one more to know whether there is. */
static guint
fill_list (GaCommunityView *self,
           List which,
           GaReader *reader,
           GPtrArray *found,
           GtkListBox *box,
           GtkButton *more,
           GtkWidget *(*make_row) (GaReader *reader, GaRecord *record))
{
  guint n = found != NULL ? MIN (found->len, self->limits[which]) : 0;

  ga_list_box_remove_all (box);
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (box, make_row (reader, found->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (box), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (more), found != NULL && found->len > n);
  return n;
}

/* What has begun is no next walk: whoever came is recorded then. */
static GPtrArray *
list_walks (GaCommunityView *self, GaReader *reader, const GaId *id, List which)
{
  g_autoptr (GaQuery) query = ga_query_new (entity_of (self, "meeting"));
  g_autofree char *now = ga_time_now ();

  ga_query_where_id (query, "community", id);
  ga_query_where_text (query, "start", which == NEXT ? GA_AT_LEAST : GA_LESS, now);
  ga_query_sort_columns (query, which == NEXT ? "start" : "-start");
  ga_query_set_window (query, 0, self->limits[which] + 1);
  return ga_reader_list (reader, query, NULL);
}

static void
show_walks (GaCommunityView *self, GaReader *reader, const GaId *id)
{
  g_autoptr (GPtrArray) next = list_walks (self, reader, id, NEXT);
  g_autoptr (GPtrArray) latest = list_walks (self, reader, id, LATEST);
  guint n_next =
      fill_list (self, NEXT, reader, next, self->next_walks, self->next_more, ga_meeting_row_new);
  guint n_latest = fill_list (self, LATEST, reader, latest, self->latest_walks, self->latest_more,
                              ga_meeting_row_new);

  gtk_widget_set_visible (GTK_WIDGET (self->no_walks), n_next == 0);
  gtk_widget_set_visible (self->latest_group, n_latest > 0);
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

/* A row that opens a record, if there is one. */
static GtkWidget *
make_row (const char *title, const char *subtitle, const char *entity, const GaId *id)
{
  GtkWidget *row = adw_action_row_new ();
  char text[GA_ID_TEXT_SIZE];

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title != NULL ? title : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  if (id == NULL)
    return row;
  ga_id_format (id, text);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", entity, text);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-record");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  return row;
}

static GtkWidget *
make_person_row (GaReader *reader, GaRecord *role)
{
  g_autofree char *name = ga_reader_display (reader, role, "person");
  g_autofree char *what = ga_reader_display (reader, role, "role");
  g_autofree char *until = ga_reader_display (reader, role, "until");
  /* TRANSLATORS: a role and its end: "Host until 30-6-2026" */
  g_autofree char *ends =
      until != NULL ? g_strdup_printf (_ ("%1$s until %2$s"), what, until) : NULL;

  return make_row (name, ends != NULL ? ends : what, "person",
                   ga_record_get_reference (role, "person"));
}

static GtkWidget *
make_walker_row (GaReader *reader, GaRecord *participant)
{
  g_autofree char *joined = ga_reader_display (reader, participant, "joined");
  /* TRANSLATORS: a walker who came for the first time on that day */
  g_autofree char *since = joined != NULL ? g_strdup_printf (_ ("Since %s"), joined) : NULL;

  return make_row (ga_record_get_text (participant, "name"), since, "participant",
                   ga_record_get_id (participant));
}

static gboolean
is_over (const GaRecord *record, const char *field)
{
  g_autofree char *today = ga_date_today ();
  const char *until = ga_record_get_text (record, field);

  return until != NULL && strcmp (until, today) < 0;
}

/* Somebody with a role, and where their name stands in the alphabet. */
typedef struct
{
  GaRecord *role;
  GString *key;
} Listed;

static void
clear_listed (gpointer data)
{
  g_string_free (((Listed *) data)->key, TRUE);
}

static int
compare_listed (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Listed *) a)->key->str, ((const Listed *) b)->key->str);
}

/* (transfer full) (element-type Listed): those of @roles that are not over, by name */
static GArray *
sort_people (GaReader *reader, GPtrArray *roles)
{
  GArray *people = g_array_new (FALSE, FALSE, sizeof (Listed));

  g_array_set_clear_func (people, clear_listed);
  for (guint i = 0; roles != NULL && i < roles->len; i++)
    {
      Listed listed = { roles->pdata[i], NULL };
      g_autofree char *name = ga_reader_display (reader, listed.role, "person");

      if (is_over (listed.role, "until"))
        continue;
      listed.key = g_string_new (NULL);
      ga_reader_fold_name (reader, name != NULL ? name : "", listed.key);
      g_array_append_val (people, listed);
    }
  g_array_sort (people, compare_listed);
  return people;
}

static void
show_people (GaCommunityView *self, GaReader *reader, const GaId *id)
{
  g_autoptr (GaQuery) roles = ga_query_new (entity_of (self, "role"));
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GArray) people = NULL;

  ga_query_where_id (roles, "community", id);
  ga_query_set_window (roles, 0, PEOPLE);
  found = ga_reader_list (reader, roles, NULL);
  people = sort_people (reader, found);
  ga_list_box_remove_all (self->people);
  for (guint i = 0; i < people->len; i++)
    gtk_list_box_append (self->people,
                         make_person_row (reader, g_array_index (people, Listed, i).role));
  gtk_widget_set_visible (GTK_WIDGET (self->people), people->len > 0);
}

static void
show_walkers (GaCommunityView *self, GaReader *reader, const GaId *id)
{
  g_autoptr (GaQuery) query = ga_query_new (entity_of (self, "participant"));
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GaRecord) name = ga_record_new (entity_of (self, "participant"));
  gint64 n;

  ga_record_set_reference (name, "community", id);
  ga_query_where_id (query, "community", id);
  ga_query_where_text (query, "left", GA_EMPTY, NULL);
  n = ga_reader_count (reader, query, NULL);
  if (n > 0)
    text = g_strdup_printf (ngettext ("%u participant is known by name.",
                                      "%u participants are known by name.", (gulong) n),
                            (guint) n);
  else if (ga_reader_may (reader, name, GA_OPERATION_INSERT, NULL))
    text = g_strdup (_ ("No participants are known by name. A number is enough, too."));
  else
    text = g_strdup (_ ("Only the hosts see who takes part."));
  gtk_label_set_text (self->participants, text);
  ga_query_sort (query, "community");
  ga_query_set_window (query, 0, self->limits[WALKERS] + 1);
  found = ga_reader_list (reader, query, NULL);
  fill_list (self, WALKERS, reader, found, self->walkers, self->walkers_more, make_walker_row);
  gtk_widget_set_visible (self->merge_button,
                          n > 0 && ga_reader_may (reader, name, GA_OPERATION_DELETE, NULL));
}

static void
show_facts (GaCommunityView *self, GaReader *reader, GaRecord *community)
{
  static const char *const without[] = {
    "name", "activity", "kommune", "status", "initiative", NULL
  };

  ga_facts_clear (self->facts);
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
  GaRecordView *view = GA_RECORD_VIEW (widget);
  g_autoptr (GaRecord) role = ga_record_view_make_for (view, "role", "community");
  GaEditor *editor;

  if (role == NULL)
    return;
  ga_record_set_text (role, "role", "host");
  editor = ga_editor_new (widget, ga_record_view_get_context (view), role, hidden);
  ga_editor_set_heading (editor, _ ("Add host"));
  if (GA_COMMUNITY_VIEW (widget)->joined)
    ga_editor_set_note (
        editor, _ ("This writes down who is host. It gives nobody access to the names of the "
                   "walkers: for that, invite them."));
  gtk_window_present (GTK_WINDOW (editor));
}

static void
invite_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaRecordView *view = GA_RECORD_VIEW (widget);
  GaRecord *community = ga_record_view_get_record (view);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *dialog;

  if (community == NULL || !GTK_IS_WINDOW (root))
    return;
  dialog = ga_invite_dialog_show (GTK_WINDOW (root), ga_record_view_get_context (view), community);
  g_signal_connect_object (dialog, "destroy", G_CALLBACK (ga_pending_invitations_refresh),
                           GA_COMMUNITY_VIEW (widget)->pending, G_CONNECT_SWAPPED);
}

static void
merge_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaRecordView *view = GA_RECORD_VIEW (widget);
  const GaRecord *community = ga_record_view_get_record (view);

  if (community != NULL)
    ga_merge_dialog_ask (widget, ga_record_view_get_context (view), ga_record_get_id (community),
                         NULL);
}

static void
print (GtkWidget *widget, const char *title, GaPaperFunc make)
{
  GaRecordView *view = GA_RECORD_VIEW (widget);
  const GaRecord *community = ga_record_view_get_record (view);

  if (community != NULL)
    ga_paper_window_show (widget, ga_record_view_get_context (view), title,
                          ga_record_get_id (community), make);
}

static GaPaper *
make_programme (GaReader *reader, const GaId *id, GError **error)
{
  return ga_programme_new (reader, id, NULL, NULL, error);
}

static void
programme_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  print (widget, _ ("Programme"), make_programme);
}

static void
poster_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  print (widget, _ ("Poster"), ga_poster_new);
}

/* A server makes the invitations. Documents are for those who may see names. */
static void
show_for_access (GaCommunityView *self, GaReader *reader)
{
  g_autoptr (GaMembership) membership = ga_reader_get_membership (reader, NULL);
  gboolean sees_names = membership == NULL || g_strcmp0 (membership->role, "coordinator") != 0;

  self->joined = membership != NULL && membership->stopped == NULL;
  gtk_widget_set_visible (GTK_WIDGET (self->documents), sees_names);
}

static void
ga_community_view_allow (GaRecordView *view, const char *why)
{
  GaCommunityView *self = GA_COMMUNITY_VIEW (view);
  /* In no kommune it stays on this computer, and there is nothing to invite to. */
  gboolean apart = self->joined && !ga_record_has (ga_record_view_get_record (view), "kommune");
  gboolean invites = self->joined && why == NULL && !apart;
  const char *told = why == NULL && apart ? _ ("Choose a kommune to share it with others.") : why;

  gtk_label_set_text (self->access, told != NULL ? told : "");
  gtk_widget_set_visible (GTK_WIDGET (self->access), told != NULL);
  gtk_widget_set_visible (self->tools, why == NULL);
  gtk_label_set_text (
      self->no_walks,
      why != NULL
          ? _ ("No walks are planned.")
          : _ ("No walks are planned. “Plan walks” makes them for a whole season at once."));
  gtk_widget_set_visible (self->add_host_button, why == NULL);
  gtk_widget_set_visible (self->invite_button, invites);
  ga_pending_invitations_show (self->pending, ga_record_view_get_context (view),
                               invites ? &self->shown : NULL);
  ga_documents_set_fixed (self->documents, why != NULL);
}

static void
ga_community_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ga_community_view_parent_class)->map (widget);
  ga_pending_invitations_refresh (GA_COMMUNITY_VIEW (widget)->pending);
}

/* What was withdrawn last had the focus. */
static void
emptied_cb (GaCommunityView *self)
{
  gtk_widget_grab_focus (self->invite_button);
}

static void
more_cb (GaCommunityView *self, GtkButton *button)
{
  List which = button == self->next_more ? NEXT : button == self->latest_more ? LATEST : WALKERS;
  GtkListBox *boxes[] = { self->next_walks, self->latest_walks, self->walkers };
  guint before = self->limits[which];

  self->limits[which] += MORE_SHOWN;
  ga_record_view_set_id (GA_RECORD_VIEW (self), &self->shown);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (boxes[which], (int) before)));
}

static void
ga_community_view_show (GaRecordView *view, GaReader *reader, GaRecord *community)
{
  GaCommunityView *self = GA_COMMUNITY_VIEW (view);
  const GaId *id = ga_record_get_id (community);

  if (!ga_id_equal (&self->shown, id))
    memcpy (self->limits, first_shown, sizeof self->limits);
  self->shown = *id;
  show_heading (self, reader, community);
  show_walks (self, reader, id);
  show_attendance (self, reader, id);
  show_people (self, reader, id);
  show_for_access (self, reader);
  ga_documents_show (self->documents, ga_record_view_get_context (view), reader, community);
  show_walkers (self, reader, id);
  gtk_widget_set_visible (
      self->money_group,
      ga_community_money_show (self->money, ga_record_view_get_context (view), community));
  ga_schedule_list_show (self->plans, ga_record_view_get_context (view), community);
  show_facts (self, reader, community);
}

static void
ga_community_view_class_init (GaCommunityViewClass *klass)
{
  static const char *const shown[] = { "community",  "meeting",     "attendance",  "role",
                                       "person",     "participant", "schedule",    "venue",
                                       "attachment", "initiative",  "application", "grant",
                                       NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GaRecordViewClass *view_class = GA_RECORD_VIEW_CLASS (klass);

  view_class->entity = "community";
  view_class->shown = shown;
  view_class->show = ga_community_view_show;
  view_class->allow = ga_community_view_allow;
  widget_class->map = ga_community_view_map;
  g_type_ensure (GA_TYPE_CHART_VIEW);
  g_type_ensure (GA_TYPE_DOCUMENTS);
  g_type_ensure (GA_TYPE_FACTS);
  g_type_ensure (GA_TYPE_PENDING_INVITATIONS);
  g_type_ensure (GA_TYPE_SCHEDULE_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/communities/community-view.ui");
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, name);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, status);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, summary);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, access);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, tools);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, more_button);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, next_group);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, next_walks);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, next_more);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, no_walks);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, latest_group);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, latest_walks);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, latest_more);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, attendance_group);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, attendance);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, invite_button);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, pending);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, add_host_button);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, people);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, participants);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, walkers);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, walkers_more);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, merge_button);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, money_group);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, money);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, documents);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, plans);
  gtk_widget_class_bind_template_child (widget_class, GaCommunityView, facts);
  gtk_widget_class_bind_template_callback (widget_class, emptied_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_install_action (widget_class, "community.plan", NULL, plan_cb);
  gtk_widget_class_install_action (widget_class, "community.add-host", NULL, add_host_cb);
  gtk_widget_class_install_action (widget_class, "community.invite", NULL, invite_cb);
  gtk_widget_class_install_action (widget_class, "community.merge", NULL, merge_cb);
  gtk_widget_class_install_action (widget_class, "community.programme", NULL, programme_cb);
  gtk_widget_class_install_action (widget_class, "community.poster", NULL, poster_cb);
}

static void
ga_community_view_init (GaCommunityView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ga_accessible_set_name (GTK_WIDGET (self->more_button), _ ("More"));
  ga_accessible_set_name (GTK_WIDGET (self->next_walks), _ ("Next walks"));
  ga_accessible_set_name (GTK_WIDGET (self->latest_walks), _ ("Latest walks"));
  ga_accessible_set_name (GTK_WIDGET (self->people), _ ("People"));
  ga_accessible_set_name (GTK_WIDGET (self->walkers), _ ("Participants"));
  ga_accessible_set_name (GTK_WIDGET (self->money), _ ("Initiative and grants"));
}
