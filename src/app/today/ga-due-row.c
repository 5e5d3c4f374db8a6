/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/today/ga-due-row.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "model/ga-date.h"

/* (transfer full): "3 days ago" */
static char *
tell_distance (const char *date, const char *today)
{
  g_autoptr (GDate) day = ga_date_to_gdate (date);
  g_autoptr (GDate) now = ga_date_to_gdate (today);
  int days = g_date_days_between (now, day);
  guint n = (guint) ABS (days);

  if (days == 0)
    return g_strdup (_ ("Today"));
  if (days == 1)
    return g_strdup (_ ("Tomorrow"));
  if (days == -1)
    return g_strdup (_ ("Yesterday"));
  if (days < 0)
    return g_strdup_printf (ngettext ("%u day ago", "%u days ago", n), n);
  return g_strdup_printf (ngettext ("In %u day", "In %u days", n), n);
}

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_when (const char *distance, const char *day)
{
  GtkWidget *when = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *date = make_label (day, "caption");

  gtk_widget_add_css_class (date, "dim-label");
  gtk_widget_set_valign (when, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (when), make_label (distance, NULL));
  gtk_box_append (GTK_BOX (when), date);
  return when;
}

/* (transfer full) (nullable): with whom, and what of theirs */
static char *
tell_whose (GaReader *reader, const GaDue *due)
{
  const GaEntity *place =
      due->place != NULL ? ga_schema_get (ga_reader_get_schema (reader), due->place) : NULL;

  if (due->count > 1)
    return place != NULL ? ga_reader_title (reader, place, &due->place_id) : NULL;
  return due->party != NULL ? g_strjoin (" · ", due->party, due->title, NULL)
                            : g_strdup (due->title);
}

static void
open_place (GtkWidget *row, const GaDue *due)
{
  gboolean itself = ga_due_opens_itself (due);
  char id[GA_ID_TEXT_SIZE];

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  if (due->place == NULL)
    return;
  ga_id_format (itself ? &due->id : &due->place_id, id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", itself ? due->entity : due->place,
                                    id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-record");
}

GtkWidget *
ga_due_row_new (GaReader *reader, const GaDue *due, const char *today)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *what = ga_due_describe (due);
  g_autofree char *whose = tell_whose (reader, due);
  /* Several have several days. */
  gboolean dated = *due->date != '\0' && due->count == 1;
  g_autofree char *distance = dated ? tell_distance (due->date, today) : NULL;
  g_autofree char *day = dated ? ga_date_display (due->date) : NULL;
  g_autofree char *when = dated ? g_strjoin (", ", distance, day, NULL) : NULL;
  g_autofree char *name = whose != NULL ? g_strjoin (", ", what, whose, when, NULL)
                                        : g_strjoin (", ", what, when, NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), what);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), whose != NULL ? whose : "");
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (due->overdue)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                               gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  if (dated)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_when (distance, day));
  open_place (row, due);
  ga_accessible_set_name (row, name);
  return row;
}
