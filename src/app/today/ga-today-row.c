/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/today/ga-today-row.h"

#include <glib/gi18n-lib.h>

#include "app/attendance/ga-walk-words.h"
#include "app/compat/ga-accessible.h"
#include "model/ga-date.h"
#include "store/ga-permission.h"

struct _GaTodayRow
{
  GtkListBoxRow parent_instance;

  GaRecord *meeting;
  char *heading;
};

enum
{
  ASKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GaTodayRow, ga_today_row, GTK_TYPE_LIST_BOX_ROW)

static gboolean
has_status (GaRecord *meeting, const char *status)
{
  return g_strcmp0 (ga_record_get_text (meeting, "status"), status) == 0;
}

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_words (const char *community, const char *place)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), make_label (community, NULL));
  if (*place != '\0')
    {
      GtkWidget *where = make_label (place, "caption");

      gtk_widget_add_css_class (where, "dim-label");
      gtk_box_append (GTK_BOX (words), where);
    }
  return words;
}

static void
create_menu_cb (GtkMenuButton *button, gpointer user_data)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GaRecord *meeting = GA_TODAY_ROW (user_data)->meeting;
  g_autofree char *now = ga_time_now ();

  if (has_status (meeting, "cancelled"))
    g_menu_append (menu, _ ("Copy message"), "walk.ask::copy");
  else
    {
      /* Nobody can have come to a walk that has not begun. */
      if (strcmp (ga_record_get_text (meeting, "start"), now) <= 0)
        g_menu_append (menu, _ ("Everyone came"), "walk.ask::everyone");
      g_menu_append (menu, _ ("_Cancel walk…"), "walk.ask::cancel");
    }
  gtk_menu_button_set_popover (button, gtk_popover_menu_new_from_model (G_MENU_MODEL (menu)));
}

static GtkWidget *
make_menu (GaTodayRow *self, const char *walk)
{
  GtkWidget *button = gtk_menu_button_new ();
  /* TRANSLATORS: the menu of one walk, which is named */
  g_autofree char *name = g_strdup_printf (_ ("More about %s"), walk);

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), create_menu_cb, self, NULL);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  ga_accessible_set_name (button, name);
  return button;
}

static GtkWidget *
make_button (GaTodayRow *self, const char *walk, gboolean due)
{
  GtkWidget *button = gtk_button_new_with_label (due ? _ ("Record") : _ ("Copy message"));
  /* TRANSLATORS: a button on one walk, which is named */
  g_autofree char *name =
      g_strdup_printf (due ? _ ("Record who came to %s") : _ ("Copy the message about %s"), walk);
  char id[GA_ID_TEXT_SIZE];

  ga_id_format (ga_record_get_id (self->meeting), id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", due ? id : "copy");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), due ? "win.open-meeting" : "walk.ask");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  ga_accessible_set_name (button, name);
  return button;
}

static void
ask_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[ASKED], 0, g_variant_get_string (parameter, NULL));
}

static void
ga_today_row_finalize (GObject *object)
{
  GaTodayRow *self = GA_TODAY_ROW (object);

  g_clear_object (&self->meeting);
  g_free (self->heading);
  G_OBJECT_CLASS (ga_today_row_parent_class)->finalize (object);
}

static void
ga_today_row_class_init (GaTodayRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ga_today_row_finalize;
  signals[ASKED] = g_signal_new ("asked", GA_TYPE_TODAY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "walk.ask", "s", ask_cb);
}

static void
ga_today_row_init (GaTodayRow *self)
{
}

static void
fill (GaTodayRow *self, GaReader *reader, gboolean due)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);
  g_autofree char *community = ga_reader_display (reader, self->meeting, "community");
  g_autofree char *place = ga_record_has (self->meeting, "venue")
                               ? ga_reader_display (reader, self->meeting, "venue")
                               : g_strdup ("");
  g_autofree char *clock = ga_walk_clock (self->meeting);
  g_autofree char *when = ga_walk_when (self->meeting);
  g_autofree char *outcome = ga_walk_outcome (reader, self->meeting);
  g_autofree char *name =
      g_strjoin (", ", community, when, *outcome != '\0' ? outcome : NULL, NULL);
  gboolean cancelled = has_status (self->meeting, "cancelled");
  gboolean may = ga_reader_may (reader, self->meeting, GA_OPERATION_UPDATE, NULL);
  GtkWidget *time = make_label (clock, "ga-clock");

  gtk_widget_add_css_class (box, "ga-row");
  gtk_label_set_wrap (GTK_LABEL (time), FALSE);
  gtk_label_set_width_chars (GTK_LABEL (time), 5);
  gtk_box_append (GTK_BOX (box), time);
  gtk_box_append (GTK_BOX (box), make_words (community, place));
  if (*outcome != '\0')
    gtk_box_append (GTK_BOX (box), make_label (outcome, cancelled ? "ga-pill" : NULL));
  if (cancelled || (due && may))
    gtk_box_append (GTK_BOX (box), make_button (self, community, due));
  if (cancelled || may)
    gtk_box_append (GTK_BOX (box), make_menu (self, community));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  ga_accessible_set_name (GTK_WIDGET (self), name);
}

/**
 * ga_today_row_new:
 * @meeting: a walk; the row does not follow its changes
 * @heading: the day it stands under
 * @due: whether who came is still to be recorded
 */
GtkWidget *
ga_today_row_new (GaReader *reader, GaRecord *meeting, const char *heading, gboolean due)
{
  GaTodayRow *self = g_object_new (GA_TYPE_TODAY_ROW, NULL);
  char id[GA_ID_TEXT_SIZE];

  self->meeting = g_object_ref (meeting);
  self->heading = g_strdup (heading);
  fill (self, reader, due);
  ga_id_format (ga_record_get_id (meeting), id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "win.open-meeting");
  return GTK_WIDGET (self);
}

/**
 * ga_today_row_get_meeting:
 * Returns: (transfer none): the walk
 */
GaRecord *
ga_today_row_get_meeting (GaTodayRow *self)
{
  return self->meeting;
}

/**
 * ga_today_row_get_heading:
 * Returns: (transfer none): the day it stands under
 */
const char *
ga_today_row_get_heading (GaTodayRow *self)
{
  return self->heading;
}
