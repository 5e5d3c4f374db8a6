/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar/ga-move-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/attendance/ga-walk-words.h"
#include "app/calendar/ga-scope-choice.h"
#include "app/compat/ga-accessible.h"
#include "app/ga-toaster.h"
#include "app/widgets/ga-date-row.h"
#include "model/ga-date.h"
#include "store/ga-permission.h"

struct _GaMoveDialog
{
  AdwWindow parent_instance;

  GtkWidget *origin;
  GaContext *context;
  GaRecord *meeting;
  GaSeriesActDone moved; /* (nullable) */

  GtkLabel *walk;
  GtkListBox *rows;
  GaEntryRow *day;
  GaEntryRow *at;
  GaScopeChoice *scope;
  GtkButton *move;
};

G_DEFINE_FINAL_TYPE (GaMoveDialog, ga_move_dialog, ADW_TYPE_WINDOW)

/* (nullable): a row that cannot be read says so itself */
static char *
read_start (GaMoveDialog *self)
{
  g_autofree char *day_text = ga_date_row_dup (self->day);
  g_autofree char *day = ga_date_parse (day_text);
  g_autofree char *clock_text = ga_entry_row_dup_text (self->at);
  g_autofree char *clock = ga_clock_parse (clock_text);

  ga_entry_row_set_problem (self->day,
                            day == NULL ? _ ("This is not a date. Write it as 31-12-2026.") : NULL);
  ga_entry_row_set_problem (
      self->at, clock == NULL ? _ ("This is not a time of day. Write it as 10:00.") : NULL);
  return day != NULL && clock != NULL ? g_strdup_printf ("%sT%s", day, clock) : NULL;
}

static void
move_cb (GaMoveDialog *self)
{
  g_autofree char *start = read_start (self);
  g_autoptr (GPtrArray) problems = NULL;
  GaRecord *edited;

  if (start == NULL)
    return;
  edited = ga_record_copy (self->meeting);
  ga_record_set_text (edited, "start", start);
  problems = ga_record_validate (edited);
  if (problems->len > 0)
    {
      ga_entry_row_set_problem (self->at, ((GaProblem *) problems->pdata[0])->error->message);
      g_object_unref (edited);
      return;
    }
  ga_series_act (self->origin, self->context, N_ ("Walk moved"), self->meeting, edited,
                 ga_scope_choice_get (self->scope), self->moved);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
ga_move_dialog_dispose (GObject *object)
{
  GaMoveDialog *self = GA_MOVE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), GA_TYPE_MOVE_DIALOG);
  g_clear_object (&self->origin);
  g_clear_object (&self->context);
  g_clear_object (&self->meeting);
  G_OBJECT_CLASS (ga_move_dialog_parent_class)->dispose (object);
}

static void
ga_move_dialog_class_init (GaMoveDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_move_dialog_dispose;
  g_type_ensure (GA_TYPE_SCOPE_CHOICE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/calendar/move-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GaMoveDialog, walk);
  gtk_widget_class_bind_template_child (widget_class, GaMoveDialog, rows);
  gtk_widget_class_bind_template_child (widget_class, GaMoveDialog, scope);
  gtk_widget_class_bind_template_child (widget_class, GaMoveDialog, move);
  gtk_widget_class_bind_template_callback (widget_class, move_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static GaEntryRow *
add_row (GaMoveDialog *self, const char *title)
{
  GtkWidget *row = ga_entry_row_new (title, FALSE);

  gtk_list_box_append (self->rows, row);
  return GA_ENTRY_ROW (row);
}

static void
ga_move_dialog_init (GaMoveDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->day = add_row (self, _ ("Day"));
  self->at = add_row (self, _ ("At"));
  ga_accessible_set_name (GTK_WIDGET (self->rows), _ ("Day and time"));
  g_signal_connect (self->day, "left", G_CALLBACK (ga_date_row_complete), NULL);
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->move));
  ga_accessible_mend (GTK_WIDGET (self));
}

/**
 * ga_move_dialog_ask:
 * @origin: the widget it is asked from, where the toast will appear
 * @date: (nullable): the day that is proposed, canonical; %NULL for that of the walk
 * @moved: (nullable): called when it was moved, and not when that was given up or failed
 */
void
ga_move_dialog_ask (GtkWidget *origin,
                    GaContext *context,
                    const GaRecord *meeting,
                    const char *date,
                    GaSeriesActDone moved)
{
  GaReader *reader = ga_context_get_reader (context);
  GaToaster *toaster = ga_toaster_for (origin);
  GtkRoot *root = gtk_widget_get_root (origin);
  const char *start = ga_record_get_text (meeting, "start");
  g_autofree char *own_day = ga_time_dup_day (start);
  g_autofree char *when = ga_walk_when (meeting);
  g_autofree char *community = ga_reader_display (reader, meeting, "community");
  g_autofree char *walk = g_strdup_printf ("%s\n%s", community, when);
  g_autofree char *day = ga_date_display (date != NULL ? date : own_day);
  g_autofree char *clock = ga_clock_display (start + strlen ("2026-01-06T"));
  const char *why = NULL;
  GaMoveDialog *self;

  if (!ga_reader_may (reader, meeting, GA_OPERATION_UPDATE, &why))
    {
      if (toaster != NULL)
        ga_toaster_say (toaster, why);
      return;
    }
  self = g_object_new (GA_TYPE_MOVE_DIALOG, NULL);
  self->origin = g_object_ref (origin);
  self->context = g_object_ref (context);
  self->meeting = ga_record_copy (meeting);
  self->moved = moved;
  gtk_label_set_text (self->walk, walk);
  ga_entry_row_set_text (self->day, day);
  ga_entry_row_set_text (self->at, clock);
  ga_scope_choice_set_meeting (self->scope, meeting);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (self));
  /* A walk that was put somewhere only wants to know who goes along. */
  if (date != NULL)
    gtk_widget_child_focus (GTK_WIDGET (self->scope), GTK_DIR_TAB_FORWARD);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->rows), GTK_DIR_TAB_FORWARD);
}
