/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ga-toaster.h"

#include <glib/gi18n-lib.h>

struct _GaToaster
{
  AdwBin parent_instance;

  AdwToastOverlay *overlay;
  GtkLabel *status;
  AdwToast *shown; /* (nullable): the last one, while it stands */
  gint64 since;    /* when it came */
};

enum
{
  PROP_CONTENT = 1,
};

G_DEFINE_FINAL_TYPE (GaToaster, ga_toaster, ADW_TYPE_BIN)

/* The overlay of libadwaita 1.2 crashes when a toast is sent away that has not quite come, so that
 * one is told the news instead. */
#define COMING (G_USEC_PER_SEC)

static void
change_shown (GaToaster *self, AdwToast *to)
{
  adw_toast_set_title (self->shown, adw_toast_get_title (to));
  adw_toast_set_button_label (self->shown, adw_toast_get_button_label (to));
  /* An action never stands beside the target of another. */
  adw_toast_set_action_name (self->shown, NULL);
  adw_toast_set_action_target_value (self->shown, adw_toast_get_action_target_value (to));
  adw_toast_set_action_name (self->shown, adw_toast_get_action_name (to));
  g_object_unref (to);
}

static void
show_toast (GaToaster *self, const char *text, AdwToast *toast)
{
  gint64 now = g_get_monotonic_time ();

  if (self->shown != NULL && now - self->since < COMING)
    {
      gtk_label_set_text (self->status, text);
      change_shown (self, toast);
      return;
    }
  self->since = now;
  /* What is new must not wait behind what was said before. */
  if (self->shown != NULL)
    adw_toast_dismiss (self->shown);
  g_set_weak_pointer (&self->shown, toast);
  gtk_label_set_text (self->status, text);
  adw_toast_overlay_add_toast (self->overlay, toast);
}

static AdwToast *
make_toast (const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  return adw_toast_new (escaped);
}

static void
ga_toaster_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  GaToaster *self = GA_TOASTER (object);

  if (id == PROP_CONTENT)
    g_value_set_object (value, adw_toast_overlay_get_child (self->overlay));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
ga_toaster_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  GaToaster *self = GA_TOASTER (object);

  if (id == PROP_CONTENT)
    adw_toast_overlay_set_child (self->overlay, g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
ga_toaster_dispose (GObject *object)
{
  g_clear_weak_pointer (&GA_TOASTER (object)->shown);
  G_OBJECT_CLASS (ga_toaster_parent_class)->dispose (object);
}

static void
ga_toaster_class_init (GaToasterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ga_toaster_dispose;
  object_class->get_property = ga_toaster_get_property;
  object_class->set_property = ga_toaster_set_property;
  g_object_class_install_property (
      object_class, PROP_CONTENT,
      g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
}

static void
ga_toaster_init (GaToaster *self)
{
  GtkWidget *stacked = gtk_overlay_new ();

  self->overlay = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  /* Seen by assistive technology only: the toast beside it is for the eyes. */
  self->status =
      g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "can-target",
                    FALSE, "halign", GTK_ALIGN_START, "valign", GTK_ALIGN_END, "ellipsize",
                    PANGO_ELLIPSIZE_END, "max-width-chars", 1, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->status), "ga-spoken");
  gtk_overlay_set_child (GTK_OVERLAY (stacked), GTK_WIDGET (self->overlay));
  gtk_overlay_add_overlay (GTK_OVERLAY (stacked), GTK_WIDGET (self->status));
  adw_bin_set_child (ADW_BIN (self), stacked);
}

/**
 * ga_toaster_for:
 * @widget: a widget in a window
 * Returns: (transfer none) (nullable): the toaster around it, or that of the window behind
 */
GaToaster *
ga_toaster_for (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (widget == NULL)
    return NULL;
  found = gtk_widget_get_ancestor (widget, GA_TYPE_TOASTER);
  if (found == NULL && GTK_IS_WINDOW (gtk_widget_get_root (widget)))
    {
      GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
      GtkWidget *content =
          ADW_IS_APPLICATION_WINDOW (window)
              ? adw_application_window_get_content (ADW_APPLICATION_WINDOW (window))
          : ADW_IS_WINDOW (window) ? adw_window_get_content (ADW_WINDOW (window))
                                   : NULL;

      if (GA_IS_TOASTER (content))
        found = content;
      else
        return ga_toaster_for (GTK_WIDGET (gtk_window_get_transient_for (window)));
    }
  return found != NULL ? GA_TOASTER (found) : NULL;
}

/**
 * ga_toaster_say: tells that something happened
 */
void
ga_toaster_say (GaToaster *self, const char *text)
{
  g_return_if_fail (GA_IS_TOASTER (self));

  show_toast (self, text, make_toast (text));
}

/**
 * ga_toaster_say_error: tells what went wrong; stays until it is dismissed
 */
void
ga_toaster_say_error (GaToaster *self, const GError *error)
{
  AdwToast *toast;

  g_return_if_fail (GA_IS_TOASTER (self));
  g_return_if_fail (error != NULL);

  toast = make_toast (error->message);
  adw_toast_set_timeout (toast, 0);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  show_toast (self, error->message, toast);
}

/**
 * ga_toaster_offer_undo:
 * @text: what was done
 * @transaction: the act, as ga_store_transact_finish() numbered it
 */
void
ga_toaster_offer_undo (GaToaster *self, const char *text, gint64 transaction)
{
  AdwToast *toast;

  g_return_if_fail (GA_IS_TOASTER (self));

  toast = make_toast (text);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_action_name (toast, "win.undo-act");
  adw_toast_set_action_target_value (toast, g_variant_new_int64 (transaction));
  adw_toast_set_timeout (toast, 10);
  show_toast (self, text, toast);
}
