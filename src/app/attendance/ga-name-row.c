/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/attendance/ga-name-row.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"

/* So much of a name stays on one line; a longer word is broken rather than the window widened. */
#define NAME_LETTERS 10

struct _GaNameRow
{
  GtkBox parent_instance;

  GaRecord *participant;
  GtkWidget *button; /* a box to tick; the sheet says whether it is ticked */
  GtkImage *tick;
  GtkLabel *number;
  GtkLabel *name;
  GtkLabel *tag;
  GtkWidget *hint;
  GtkWidget *menu_button;
};

enum
{
  TICKED,
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GaNameRow, ga_name_row, GTK_TYPE_BOX)

static void
set_style (GtkWidget *widget, const char *style, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, style);
  else
    gtk_widget_remove_css_class (widget, style);
}

static const char *
describe (const GaSheetName *name)
{
  if (name->first_time)
    return _ ("New today");
  if (name->presence == GA_PRESENCE_EXCUSED)
    return _ ("Excused");
  if (!name->regular)
    return _ ("Had left");
  /* TRANSLATORS: the group, after the walk */
  return name->joined ? "" : _ ("Joined later");
}

static void
clicked_cb (GaNameRow *self)
{
  g_signal_emit (self, signals[TICKED], 0);
}

static void
chosen_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[CHOSEN], 0, g_variant_get_string (parameter, NULL));
}

/* Made when it is asked for: most rows never show their menu. */
static void
create_menu_cb (GtkMenuButton *button, gpointer user_data)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) group = g_menu_new ();

  g_menu_append (menu, _ ("New today"), "name.choose::first-time");
  g_menu_append (menu, _ ("Excused"), "name.choose::excused");
  g_menu_append (group, _ ("_Edit participant…"), "name.choose::edit");
  g_menu_append (group, _ ("Has left the group"), "name.choose::left");
  g_menu_append (group, _ ("Is written down twice…"), "name.choose::same");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (group));
  gtk_menu_button_set_popover (button, gtk_popover_menu_new_from_model (G_MENU_MODEL (menu)));
}

static void
ga_name_row_dispose (GObject *object)
{
  g_clear_object (&GA_NAME_ROW (object)->participant);
  G_OBJECT_CLASS (ga_name_row_parent_class)->dispose (object);
}

static void
ga_name_row_class_init (GaNameRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ga_name_row_dispose;
  signals[TICKED] = g_signal_new ("ticked", GA_TYPE_NAME_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[CHOSEN] = g_signal_new ("chosen", GA_TYPE_NAME_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "name.choose", "s", chosen_cb);
}

static GtkWidget *
make_label (const char *style, float xalign)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_button (GaNameRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "accessible-role",
                                    GTK_ACCESSIBLE_ROLE_CHECKBOX, "hexpand", TRUE, NULL);
  GtkWidget *number = make_label ("ga-number", 1);
  GtkWidget *name = make_label (NULL, 0);
  GtkWidget *tag = make_label ("ga-pill", 0.5);

  self->tick = GTK_IMAGE (gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_widget_set_valign (GTK_WIDGET (self->tick), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->tick), "ga-tick");
  self->number = GTK_LABEL (number);
  gtk_label_set_width_chars (self->number, 2);
  self->name = GTK_LABEL (name);
  gtk_label_set_wrap (self->name, TRUE);
  gtk_label_set_wrap_mode (self->name, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (self->name, NAME_LETTERS);
  gtk_widget_set_hexpand (name, TRUE);
  self->tag = GTK_LABEL (tag);
  self->hint = make_label ("ga-hint", 1);
  gtk_widget_set_visible (self->hint, FALSE);

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->tick));
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), tag);
  gtk_box_append (GTK_BOX (box), self->hint);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (clicked_cb), self);
  return button;
}

static void
ga_name_row_init (GaNameRow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "ga-name-row");
  self->button = make_button (self);
  self->menu_button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu_button), "view-more-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->menu_button), create_menu_cb, NULL,
                                         NULL);
  gtk_widget_set_valign (self->menu_button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->menu_button, "flat");
  gtk_box_append (GTK_BOX (self), self->button);
  gtk_box_append (GTK_BOX (self), self->menu_button);
}

GtkWidget *
ga_name_row_new (GaRecord *participant)
{
  GaNameRow *self = g_object_new (GA_TYPE_NAME_ROW, NULL);

  self->participant = g_object_ref (participant);
  return GTK_WIDGET (self);
}

/**
 * ga_name_row_get_participant:
 * Returns: (transfer none):
 */
GaRecord *
ga_name_row_get_participant (GaNameRow *self)
{
  return self->participant;
}

/**
 * ga_name_row_get_button:
 * Returns: (transfer none): what takes the focus
 */
GtkWidget *
ga_name_row_get_button (GaNameRow *self)
{
  return self->button;
}

/**
 * ga_name_row_show:
 * @number: its number on the list; 0 for none
 * @name: what the sheet says of the participant
 */
void
ga_name_row_show (GaNameRow *self, guint number, const GaSheetName *name)
{
  const char *called = ga_record_get_text (name->participant, "name");
  const char *tag = describe (name);
  gboolean present = name->presence == GA_PRESENCE_PRESENT;
  g_autofree char *count = number > 0 ? g_strdup_printf ("%u", number) : g_strdup ("");
  g_autofree char *more = NULL;

  g_set_object (&self->participant, name->participant);
  gtk_label_set_text (self->number, count);
  gtk_label_set_text (self->name, called);
  gtk_label_set_text (self->tag, tag);
  gtk_widget_set_visible (GTK_WIDGET (self->tag), *tag != '\0');
  set_style (GTK_WIDGET (self->tick), "ticked", present);
  set_style (GTK_WIDGET (self), "ga-present", present);
  ga_accessible_set_name (self->button, called);
  ga_accessible_set_description (self->button, tag);
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_STATE_CHECKED,
      present ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
  /* TRANSLATORS: the menu of one walker, who is named */
  more = g_strdup_printf (_ ("More about %s"), called);
  ga_accessible_set_name (self->menu_button, more);
}

/**
 * ga_name_row_set_hint:
 * @hint: (nullable): what Enter in the field above does to this one; %NULL if it means another
 */
void
ga_name_row_set_hint (GaNameRow *self, const char *hint)
{
  set_style (GTK_WIDGET (self), "ga-target", hint != NULL);
  gtk_label_set_text (GTK_LABEL (self->hint), hint != NULL ? hint : "");
  gtk_widget_set_visible (self->hint, hint != NULL);
}

/**
 * ga_name_offer_new: a row below the names, which does something with what is typed above
 * @label: (out) (transfer none): says what
 */
GtkWidget *
ga_name_offer_new (const char *icon, GtkLabel **label)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);
  GtkWidget *text = gtk_label_new (NULL);
  GtkWidget *hint = gtk_label_new (_ ("Enter"));

  gtk_widget_add_css_class (image, "ga-offer-icon");
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (text), NAME_LETTERS);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_add_css_class (hint, "ga-hint");
  gtk_widget_set_valign (hint, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), hint);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "ga-offer");
  gtk_widget_set_visible (button, FALSE);
  *label = GTK_LABEL (text);
  return button;
}
