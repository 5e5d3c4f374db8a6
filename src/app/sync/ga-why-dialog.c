/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sync/ga-why-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/sync/ga-sync-words.h"
#include "app/widgets/ga-facts.h"

#define LEAST_WIDTH 460
#define MOST_WIDTH  900
#define MOST_HEIGHT 720
#define ROOM        30 /* for the frame, which takes of it */

struct _GaWhyDialog
{
  AdwWindow parent_instance;

  GaContext *context;

  GtkWidget *header;
  GtkWidget *content;
  GtkLabel *line;
  GtkLabel *reason;
  GtkLabel *advice;
  GaFacts *facts;
};

G_DEFINE_FINAL_TYPE (GaWhyDialog, ga_why_dialog, ADW_TYPE_WINDOW)

static void
show_facts (GaWhyDialog *self, const GaSyncSituation *situation)
{
  g_autoptr (GaMembership) membership =
      ga_reader_get_membership (ga_context_get_reader (self->context), NULL);
  g_autofree char *waiting = ga_sync_words_waiting (situation);
  gint64 at = ga_sync_engine_get_last_contact (ga_context_get_engine (self->context));
  g_autofree char *moment = ga_sync_words_moment (at);

  ga_facts_clear (self->facts);
  ga_facts_add (self->facts, _ ("Last contact"), moment);
  ga_facts_add (self->facts, _ ("Waits to be sent"), waiting);
  if (membership == NULL)
    return;
  ga_facts_add (self->facts, _ ("Server"), membership->url);
  if (membership->name != NULL && *membership->name != '\0')
    ga_facts_add (self->facts, _ ("Joined as"), membership->name);
}

static void
show (GaWhyDialog *self)
{
  GaSyncSituation situation;
  const char *reason;
  g_autofree char *line = NULL;

  if (ga_context_get_engine (self->context) == NULL)
    return;
  situation = ga_context_get_sync (self->context);
  reason = ga_sync_engine_get_reason (ga_context_get_engine (self->context));
  line = ga_sync_words_line (&situation);
  gtk_label_set_text (self->line, line);
  gtk_label_set_text (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), reason != NULL);
  gtk_label_set_text (self->advice, ga_sync_words_advice (&situation));
  gtk_widget_set_visible (GTK_WIDGET (self->advice), ga_sync_words_has_why (&situation));
  show_facts (self, &situation);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "why.try",
                                 situation.state != GA_SYNC_SENDING &&
                                     situation.state != GA_SYNC_RECEIVING);
}

/* What comes of it is said by the line above. */
static void
tried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GaWhyDialog) self = user_data;

  ga_sync_engine_sync_finish (GA_SYNC_ENGINE (source), result, NULL);
  if (self->context != NULL)
    show (self);
}

static void
try_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaWhyDialog *self = GA_WHY_DIALOG (widget);
  GaSyncEngine *engine = ga_context_get_engine (self->context);

  if (engine != NULL)
    ga_sync_engine_sync_async (engine, NULL, tried_cb, g_object_ref (self));
}

static void
ga_why_dialog_dispose (GObject *object)
{
  GaWhyDialog *self = GA_WHY_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), GA_TYPE_WHY_DIALOG);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ga_why_dialog_parent_class)->dispose (object);
}

static void
ga_why_dialog_class_init (GaWhyDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_why_dialog_dispose;
  g_type_ensure (GA_TYPE_FACTS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gangart/Gangart/ui/sync/why-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GaWhyDialog, header);
  gtk_widget_class_bind_template_child (widget_class, GaWhyDialog, content);
  gtk_widget_class_bind_template_child (widget_class, GaWhyDialog, line);
  gtk_widget_class_bind_template_child (widget_class, GaWhyDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, GaWhyDialog, advice);
  gtk_widget_class_bind_template_child (widget_class, GaWhyDialog, facts);
  gtk_widget_class_install_action (widget_class, "why.try", NULL, try_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ga_why_dialog_init (GaWhyDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ga_accessible_mend (GTK_WIDGET (self));
}

static int
measure (GtkWidget *widget, GtkOrientation orientation, int other)
{
  int natural;

  gtk_widget_measure (widget, orientation, other, NULL, &natural, NULL, NULL);
  return natural;
}

/* As large as what it says, in letters of any size. */
static void
fit (GaWhyDialog *self)
{
  int width =
      CLAMP (measure (self->content, GTK_ORIENTATION_HORIZONTAL, -1), LEAST_WIDTH, MOST_WIDTH);
  int height = measure (self->content, GTK_ORIENTATION_VERTICAL, width) +
               measure (self->header, GTK_ORIENTATION_VERTICAL, width);

  gtk_window_set_default_size (GTK_WINDOW (self), width + ROOM, MIN (height + ROOM, MOST_HEIGHT));
}

/**
 * ga_why_dialog_show:
 * @parent: the window in front of which it opens
 */
void
ga_why_dialog_show (GtkWindow *parent, GaContext *context)
{
  GaWhyDialog *self = g_object_new (GA_TYPE_WHY_DIALOG, "transient-for", parent, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "sync-changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  fit (self);
  gtk_window_present (GTK_WINDOW (self));
}
