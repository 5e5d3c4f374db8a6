/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/attendance/ga-cancel-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/attendance/ga-walk-words.h"
#include "app/calendar/ga-scope-choice.h"
#include "app/calendar/ga-series-act.h"
#include "app/ga-toaster.h"
#include "store/ga-permission.h"

struct _GaCancelDialog
{
  AdwWindow parent_instance;

  GtkWidget *origin;
  GaContext *context;
  GaRecord *meeting;

  GtkLabel *walk;
  GaScopeChoice *scope;
  GtkBox *reasons;
};

G_DEFINE_FINAL_TYPE (GaCancelDialog, ga_cancel_dialog, ADW_TYPE_WINDOW)

static void
reason_cb (GaCancelDialog *self, GtkWidget *button)
{
  GaRecord *edited = ga_record_copy (self->meeting);

  ga_record_set_text (edited, "status", "cancelled");
  ga_record_set_text (edited, "reason", gtk_widget_get_name (button));
  ga_series_act (self->origin, self->context, N_ ("Walk cancelled"), self->meeting, edited,
                 ga_scope_choice_get (self->scope), NULL);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
add_reasons (GaCancelDialog *self, const GaRecord *meeting)
{
  const GaField *field = ga_entity_get_field (ga_record_get_entity (meeting), "reason");

  for (const GaChoice *choice = field->choices; choice->code != NULL; choice++)
    {
      GtkWidget *button = gtk_button_new_with_label (_ (choice->label));

      gtk_widget_set_name (button, choice->code);
      gtk_widget_add_css_class (button, "ga-reason");
      g_signal_connect_object (button, "clicked", G_CALLBACK (reason_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->reasons, button);
    }
}

static void
ga_cancel_dialog_dispose (GObject *object)
{
  GaCancelDialog *self = GA_CANCEL_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), GA_TYPE_CANCEL_DIALOG);
  g_clear_object (&self->origin);
  g_clear_object (&self->context);
  g_clear_object (&self->meeting);
  G_OBJECT_CLASS (ga_cancel_dialog_parent_class)->dispose (object);
}

static void
ga_cancel_dialog_class_init (GaCancelDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_cancel_dialog_dispose;
  g_type_ensure (GA_TYPE_SCOPE_CHOICE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/attendance/cancel-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GaCancelDialog, walk);
  gtk_widget_class_bind_template_child (widget_class, GaCancelDialog, scope);
  gtk_widget_class_bind_template_child (widget_class, GaCancelDialog, reasons);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ga_cancel_dialog_init (GaCancelDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ga_cancel_dialog_ask:
 * @origin: the widget it is asked from, where the toast will appear
 */
void
ga_cancel_dialog_ask (GtkWidget *origin, GaContext *context, GaRecord *meeting)
{
  GaReader *reader = ga_context_get_reader (context);
  GaToaster *toaster = ga_toaster_for (origin);
  GtkRoot *root = gtk_widget_get_root (origin);
  g_autofree char *when = ga_walk_when (meeting);
  g_autofree char *community = ga_reader_display (reader, meeting, "community");
  g_autofree char *walk = g_strdup_printf ("%s\n%s", community, when);
  const char *why = NULL;
  GaCancelDialog *self;

  if (!ga_reader_may (reader, meeting, GA_OPERATION_UPDATE, &why))
    {
      if (toaster != NULL)
        ga_toaster_say (toaster, why);
      return;
    }
  self = g_object_new (GA_TYPE_CANCEL_DIALOG, NULL);
  self->origin = g_object_ref (origin);
  self->context = g_object_ref (context);
  self->meeting = ga_record_copy (meeting);
  ga_scope_choice_set_meeting (self->scope, meeting);
  gtk_label_set_text (self->walk, walk);
  add_reasons (self, meeting);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (gtk_widget_get_first_child (GTK_WIDGET (self->reasons)));
}

/**
 * ga_cancel_copy_message: puts what walkers are told on the clipboard
 */
void
ga_cancel_copy_message (GtkWidget *origin, GaContext *context, const GaRecord *meeting)
{
  g_autofree char *message = ga_walk_cancelled_message (ga_context_get_reader (context), meeting);
  GaToaster *toaster = ga_toaster_for (origin);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (origin), message);
  if (toaster != NULL)
    ga_toaster_say (toaster, _ ("Message copied. Paste it where your walkers read."));
}
