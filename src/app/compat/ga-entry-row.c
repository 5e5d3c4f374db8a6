/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/compat/ga-entry-row.h"

#include "app/compat/ga-accessible.h"

struct _GaEntryRow
{
  AdwPreferencesRow parent_instance;

  GtkWidget *label;
  GtkWidget *input; /* a GtkEntry, a GtkPasswordEntry, or a GtkTextView for several lines */
  GtkWidget *note;
  char *hint;
};

enum
{
  CHANGED,
  LEFT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GaEntryRow, ga_entry_row, ADW_TYPE_PREFERENCES_ROW)

static void
show_note (GaEntryRow *self, const char *problem)
{
  const char *text = problem != NULL ? problem : self->hint;

  gtk_label_set_text (GTK_LABEL (self->note), text != NULL ? text : "");
  gtk_widget_set_visible (self->note, text != NULL && *text != '\0');
  ga_accessible_set_description (self->input, text);
  if (problem != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "error");
      gtk_widget_remove_css_class (self->note, "dim-label");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
      gtk_widget_add_css_class (self->note, "dim-label");
    }
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_STATE_INVALID,
      problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
changed_cb (GaEntryRow *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
enter_cb (GaEntryRow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "focused");
}

static void
leave_cb (GaEntryRow *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "focused");
  /* A selection left behind would look like the field that is being written in. */
  if (GTK_IS_EDITABLE (self->input))
    gtk_editable_set_position (GTK_EDITABLE (self->input), -1);
  g_signal_emit (self, signals[LEFT], 0);
}

static void
pressed_cb (GaEntryRow *self)
{
  gtk_widget_grab_focus (self->input);
}

/* Return begins a new line, but with Control it is the window's, as in every other field. */
static gboolean
key_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, GtkWidget *view)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (view));

  return (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_ISO_Enter) &&
         (state & GDK_CONTROL_MASK) != 0 && gtk_event_controller_key_forward (keys, window);
}

static GtkWidget *
make_lines (GaEntryRow *self)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  /* Tab goes on to the next field, as everywhere else in a form. */
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_widget_set_size_request (view, -1, 66);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), view);
  gtk_widget_add_controller (view, keys);
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return view;
}

static GtkWidget *
make_line (GaEntryRow *self, gboolean secret)
{
  /* A bare GtkText would look the same, but assistive technology does not see it. */
  GtkWidget *text = secret ? gtk_password_entry_new () : gtk_entry_new ();

  if (secret)
    gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (text), TRUE);
  g_object_set (text, "activates-default", TRUE, "hexpand", TRUE, NULL);
  g_signal_connect_object (text, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return text;
}

static GtkWidget *
set_up (GaEntryRow *self, const char *title, GtkWidget *input)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);

  self->label = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_widget_add_css_class (self->label, "ga-row-title");
  self->input = input;
  ga_accessible_set_name (self->input, title);
  self->note = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->note), 0);
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_widget_add_css_class (self->note, "caption");
  gtk_widget_set_visible (self->note, FALSE);

  gtk_box_append (GTK_BOX (box), self->label);
  gtk_box_append (GTK_BOX (box), self->input);
  gtk_box_append (GTK_BOX (box), self->note);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);

  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (self->input, focus);
  return GTK_WIDGET (self);
}

static gboolean
ga_entry_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GA_ENTRY_ROW (widget)->input);
}

/* On the way back a list box row takes the focus itself, and this one would only hand it in again.
 */
static gboolean
ga_entry_row_focus (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *within = gtk_widget_get_focus_child (widget);

  if (direction == GTK_DIR_TAB_BACKWARD && within != NULL)
    return gtk_widget_child_focus (within, direction);
  return GTK_WIDGET_CLASS (ga_entry_row_parent_class)->focus (widget, direction);
}

static void
ga_entry_row_finalize (GObject *object)
{
  g_free (GA_ENTRY_ROW (object)->hint);
  G_OBJECT_CLASS (ga_entry_row_parent_class)->finalize (object);
}

static void
ga_entry_row_class_init (GaEntryRowClass *klass)
{
  GTK_WIDGET_CLASS (klass)->grab_focus = ga_entry_row_grab_focus;
  GTK_WIDGET_CLASS (klass)->focus = ga_entry_row_focus;
  G_OBJECT_CLASS (klass)->finalize = ga_entry_row_finalize;

  signals[CHANGED] = g_signal_new ("changed", GA_TYPE_ENTRY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[LEFT] = g_signal_new ("left", GA_TYPE_ENTRY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
ga_entry_row_init (GaEntryRow *self)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "ga-entry-row");
}

/**
 * ga_entry_row_new:
 * @title: what is written here
 * @lines: whether it may be several lines
 */
GtkWidget *
ga_entry_row_new (const char *title, gboolean lines)
{
  GaEntryRow *self = g_object_new (GA_TYPE_ENTRY_ROW, NULL);

  return set_up (self, title, lines ? make_lines (self) : make_line (self, FALSE));
}

/**
 * ga_entry_row_new_secret: for a passphrase, which can be looked at
 */
GtkWidget *
ga_entry_row_new_secret (const char *title)
{
  GaEntryRow *self = g_object_new (GA_TYPE_ENTRY_ROW, NULL);

  return set_up (self, title, make_line (self, TRUE));
}

/**
 * ga_entry_row_dup_text:
 * Returns: (transfer full): what is written
 */
char *
ga_entry_row_dup_text (GaEntryRow *self)
{
  g_return_val_if_fail (GA_IS_ENTRY_ROW (self), NULL);

  if (GTK_IS_TEXT_VIEW (self->input))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->input));
      GtkTextIter start, end;

      gtk_text_buffer_get_bounds (buffer, &start, &end);
      return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
    }
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->input)));
}

void
ga_entry_row_set_text (GaEntryRow *self, const char *text)
{
  g_return_if_fail (GA_IS_ENTRY_ROW (self));

  if (GTK_IS_TEXT_VIEW (self->input))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->input)),
                              text != NULL ? text : "", -1);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->input), text != NULL ? text : "");
}

/**
 * ga_entry_row_set_hint:
 * @hint: (nullable): a line of help, shown while nothing is wrong
 */
void
ga_entry_row_set_hint (GaEntryRow *self, const char *hint)
{
  g_free (self->hint);
  self->hint = g_strdup (hint);
  show_note (self, NULL);
}

/**
 * ga_entry_row_set_problem:
 * @problem: (nullable): what is wrong, as a sentence; %NULL when nothing is
 */
void
ga_entry_row_set_problem (GaEntryRow *self, const char *problem)
{
  show_note (self, problem);
}

void
ga_entry_row_set_purpose (GaEntryRow *self, GtkInputPurpose purpose)
{
  if (GTK_IS_ENTRY (self->input))
    gtk_entry_set_input_purpose (GTK_ENTRY (self->input), purpose);
}
