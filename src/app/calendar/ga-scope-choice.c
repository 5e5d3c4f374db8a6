/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar/ga-scope-choice.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"

#define N_SCOPES 3

struct _GaScopeChoice
{
  GtkBox parent_instance;

  GtkCheckButton *buttons[N_SCOPES]; /* by GaSeriesScope */
};

G_DEFINE_FINAL_TYPE (GaScopeChoice, ga_scope_choice, GTK_TYPE_BOX)

/* Enter does what the dialog is for, as it does in its entries. */
static gboolean
key_cb (GtkWidget *widget, guint key)
{
  if (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_default (widget);
  return GDK_EVENT_STOP;
}

static void
ga_scope_choice_class_init (GaScopeChoiceClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_RADIO_GROUP);
}

static void
ga_scope_choice_init (GaScopeChoice *self)
{
  static const char *const labels[N_SCOPES] = {
    N_ ("_Only this walk"),
    N_ ("This and _later walks"),
    N_ ("_All walks of the schedule"),
  };

  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  ga_accessible_set_name (GTK_WIDGET (self), _ ("Which walks?"));
  for (guint i = 0; i < N_SCOPES; i++)
    {
      GtkWidget *label = gtk_label_new_with_mnemonic (_ (labels[i]));
      GtkWidget *button =
          g_object_new (GTK_TYPE_CHECK_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO, NULL);
      g_autofree char *name = g_strdup (gtk_label_get_text (GTK_LABEL (label)));

      /* A label of its own wraps in large letters. */
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_mnemonic_widget (GTK_LABEL (label), button);
      gtk_check_button_set_child (GTK_CHECK_BUTTON (button), label);
      ga_accessible_set_name (button, name);
      self->buttons[i] = GTK_CHECK_BUTTON (button);
      if (i > 0)
        gtk_check_button_set_group (self->buttons[i], self->buttons[0]);
      gtk_box_append (GTK_BOX (self), button);
    }
  gtk_check_button_set_active (self->buttons[GA_SERIES_THIS], TRUE);
}

void
ga_scope_choice_set_meeting (GaScopeChoice *self, const GaRecord *meeting)
{
  gtk_widget_set_visible (GTK_WIDGET (self), ga_record_has (meeting, "schedule"));
}

GaSeriesScope
ga_scope_choice_get (GaScopeChoice *self)
{
  for (guint i = 0; i < N_SCOPES; i++)
    if (gtk_check_button_get_active (self->buttons[i]))
      return (GaSeriesScope) i;
  return GA_SERIES_THIS;
}
