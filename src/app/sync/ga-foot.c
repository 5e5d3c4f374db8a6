/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sync/ga-foot.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/sync/ga-sync-words.h"

struct _GaFoot
{
  GtkBox parent_instance;

  GaContext *context;

  GtkImage *icon;
  GtkLabel *line;
  GtkButton *sign_in_button;
  GtkWidget *why_button;
  GtkWidget *conflicts_button;
  GtkLabel *conflicts;
  GtkWidget *own_button;
};

G_DEFINE_FINAL_TYPE (GaFoot, ga_foot, GTK_TYPE_BOX)

static void
show_line (GaFoot *self, const char *icon, const char *text)
{
  gtk_image_set_from_icon_name (self->icon, icon);
  /* What has not changed is not to be read out again. */
  if (!g_str_equal (gtk_label_get_text (self->line), text))
    gtk_label_set_text (self->line, text);
}

static void
show_sync (GaFoot *self)
{
  GaSyncSituation situation = ga_context_get_sync (self->context);
  g_autofree char *line = ga_sync_words_line (&situation);
  g_autofree char *conflicts = ga_sync_words_conflicts (situation.conflicts);

  show_line (self, ga_sync_words_icon (&situation), line);
  gtk_widget_set_visible (GTK_WIDGET (self->sign_in_button), ga_sync_words_has_ended (&situation));
  gtk_button_set_label (self->sign_in_button,
                        situation.lacks_passphrase ? _ ("Join again…") : _ ("Sign in…"));
  /* A try that fails again must not throw whoever is on the button out of it. */
  gtk_widget_set_visible (self->why_button, ga_sync_words_has_why (&situation) ||
                                                gtk_widget_has_focus (self->why_button));
  gtk_label_set_text (self->conflicts, conflicts);
  ga_accessible_set_name (self->conflicts_button, conflicts);
  gtk_widget_set_visible (self->conflicts_button, situation.conflicts > 0);
}

static void
show (GaFoot *self)
{
  if (ga_context_get_store (self->context) == NULL)
    return;
  if (ga_context_is_example (self->context))
    show_line (self, "dialog-information-symbolic",
               _ ("This is an example. Try anything: it is thrown away when you close it."));
  else if (ga_store_was_full (ga_context_get_store (self->context)))
    show_line (self, "dialog-warning-symbolic",
               _ ("The disk is full, so nothing can be written. Make room on the disk, and start "
                  "Gangart again."));
  else if (ga_store_is_read_only (ga_context_get_store (self->context)))
    show_line (self, "changes-prevent-symbolic",
               _ ("This profile can only be read, so changes are refused. "
                  "Ask whoever set up this computer to let you write to its folder."));
  else
    show_sync (self);
  gtk_widget_set_visible (self->own_button, ga_context_is_example (self->context));
}

static void
ga_foot_dispose (GObject *object)
{
  GaFoot *self = GA_FOOT (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), GA_TYPE_FOOT);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ga_foot_parent_class)->dispose (object);
}

static void
ga_foot_class_init (GaFootClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_foot_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gangart/Gangart/ui/sync/foot.ui");
  gtk_widget_class_bind_template_child (widget_class, GaFoot, icon);
  gtk_widget_class_bind_template_child (widget_class, GaFoot, line);
  gtk_widget_class_bind_template_child (widget_class, GaFoot, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, GaFoot, why_button);
  gtk_widget_class_bind_template_child (widget_class, GaFoot, conflicts_button);
  gtk_widget_class_bind_template_child (widget_class, GaFoot, conflicts);
  gtk_widget_class_bind_template_child (widget_class, GaFoot, own_button);
}

static void
ga_foot_init (GaFoot *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
ga_foot_set_context (GaFoot *self, GaContext *context)
{
  g_return_if_fail (GA_IS_FOOT (self));
  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "sync-changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  /* A community that was given a kommune, or has none, changes nothing between here and the server
   * by itself. */
  g_signal_connect_object (ga_context_get_store (context), "changed", G_CALLBACK (show), self,
                           G_CONNECT_SWAPPED);
  show (self);
}
