/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-meeting-row.h"

#include <glib/gi18n-lib.h>

#include "app/attendance/ga-walk-words.h"
#include "app/compat/ga-accessible.h"
#include "model/ga-date.h"

struct _GaMeetingRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *day;
  GtkLabel *place;
  GtkLabel *outcome;
};

G_DEFINE_FINAL_TYPE (GaMeetingRow, ga_meeting_row, GTK_TYPE_LIST_BOX_ROW)

static char *
describe_outcome (GaReader *reader, GaRecord *meeting)
{
  g_autofree char *now = ga_time_now ();

  return ga_walk_waits (meeting, now) ? g_strdup (_ ("Not recorded yet"))
                                      : ga_walk_outcome (reader, meeting);
}

/* What follows the day: the time, and the place if the walk has one. */
static char *
describe_place (GaReader *reader, GaRecord *meeting, const char *clock)
{
  g_autofree char *place = NULL;

  if (ga_record_has (meeting, "venue"))
    place = ga_reader_display (reader, meeting, "venue");
  return place != NULL ? g_strdup_printf ("%s · %s", clock, place) : g_strdup (clock);
}

static void
ga_meeting_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), GA_TYPE_MEETING_ROW);
  G_OBJECT_CLASS (ga_meeting_row_parent_class)->dispose (object);
}

static void
ga_meeting_row_class_init (GaMeetingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_meeting_row_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/widgets/meeting-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GaMeetingRow, day);
  gtk_widget_class_bind_template_child (widget_class, GaMeetingRow, place);
  gtk_widget_class_bind_template_child (widget_class, GaMeetingRow, outcome);
}

static void
ga_meeting_row_init (GaMeetingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ga_meeting_row_new:
 * @meeting: a walk; the row does not follow its changes
 */
GtkWidget *
ga_meeting_row_new (GaReader *reader, GaRecord *meeting)
{
  GaMeetingRow *self = g_object_new (GA_TYPE_MEETING_ROW, NULL);
  const char *start = ga_record_get_text (meeting, "start");
  g_auto (GStrv) parts = g_strsplit (start != NULL ? start : "", "T", 2);
  g_autofree char *day = parts[0] != NULL ? ga_date_display_weekday (parts[0]) : NULL;
  g_autofree char *clock =
      parts[0] != NULL && parts[1] != NULL ? ga_clock_display (parts[1]) : NULL;
  g_autofree char *place = describe_place (reader, meeting, clock != NULL ? clock : "");
  g_autofree char *outcome = describe_outcome (reader, meeting);
  g_autofree char *name = NULL;
  char id[GA_ID_TEXT_SIZE];

  gtk_label_set_text (self->day, day != NULL ? day : "");
  gtk_label_set_text (self->place, place);
  gtk_label_set_text (self->outcome, outcome);
  if (g_strcmp0 (ga_record_get_text (meeting, "status"), "cancelled") == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "ga-cancelled");
  /* TRANSLATORS: a walk for a screen reader: day, time and place, what came of it */
  name = g_strdup_printf (_ ("%1$s, %2$s %3$s"), day != NULL ? day : "", place, outcome);
  ga_accessible_set_name (GTK_WIDGET (self), name);
  ga_id_format (ga_record_get_id (meeting), id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "win.open-meeting");
  return GTK_WIDGET (self);
}
