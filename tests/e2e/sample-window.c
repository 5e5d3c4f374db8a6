/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small window with one of each: what the driver's own test drives, so that a failure there is
 * the driver's and not the program's. With the argument "nameless" some controls lack a proper
 * name. */
#include <adwaita.h>
#include <string.h>

typedef struct
{
  GtkWidget *entry;
  GtkWidget *list;
  GtkWidget *status;
  gboolean nameless;
} Sample;

static void
set_label (GtkWidget *widget, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

static GtkWidget *
create_row (const char *name)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), gtk_label_new (name));
  set_label (row, name);
  return row;
}

static void
add_cb (GtkWidget *widget, Sample *sample)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (sample->entry));
  g_autofree char *status = NULL;

  if (*name == '\0')
    return;
  gtk_list_box_append (GTK_LIST_BOX (sample->list), create_row (name));
  status = g_strdup_printf ("Added %s", name);
  gtk_label_set_label (GTK_LABEL (sample->status), status);
  gtk_editable_set_text (GTK_EDITABLE (sample->entry), "");
}

static void
close_cb (GSimpleAction *action, GVariant *parameter, gpointer application)
{
  GtkWindow *window = gtk_application_get_active_window (application);

  if (window != NULL)
    gtk_window_close (window);
}

static void
turn_page_cb (GtkWidget *widget, GtkStack *pages)
{
  gtk_stack_set_visible_child_name (pages, "second");
}

static void
activate_cb (GtkApplication *application, Sample *sample)
{
  GtkWidget *pages = gtk_stack_new ();
  GtkWidget *turn_page = gtk_button_new_with_label ("Turn the page");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *button = gtk_button_new_with_label ("Add");
  GtkWidget *window = adw_application_window_new (application);

  sample->entry = gtk_entry_new ();
  sample->list = gtk_list_box_new ();
  sample->status = gtk_label_new ("Nobody yet");
  set_label (sample->entry, "Name");
  set_label (sample->list, "Walkers");
  gtk_list_box_append (GTK_LIST_BOX (sample->list), create_row ("Bodil"));

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), sample->entry);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), sample->list);
  gtk_box_append (GTK_BOX (box), sample->status);
  gtk_stack_add_named (GTK_STACK (pages), turn_page, "first");
  gtk_stack_add_named (GTK_STACK (pages), gtk_button_new_with_label ("Second page"), "second");
  gtk_box_append (GTK_BOX (box), pages);
  if (sample->nameless)
    {
      gtk_box_append (GTK_BOX (box), gtk_button_new_from_icon_name ("list-add-symbolic"));
      gtk_box_append (GTK_BOX (box), gtk_button_new_with_mnemonic ("_Save"));
    }

  g_signal_connect (button, "clicked", G_CALLBACK (add_cb), sample);
  g_signal_connect (turn_page, "clicked", G_CALLBACK (turn_page_cb), pages);
  g_signal_connect (sample->entry, "activate", G_CALLBACK (add_cb), sample);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), "Sample");
  gtk_window_set_default_size (GTK_WINDOW (window), 600, 400);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application =
      adw_application_new ("io.github.gangart.Sample", G_APPLICATION_NON_UNIQUE);
  const GActionEntry actions[] = { { .name = "close", .activate = close_cb } };
  Sample sample = { .nameless = argc > 1 && strcmp (argv[1], "nameless") == 0 };

  g_set_prgname ("io.github.gangart.Sample");
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "app.close",
                                         (const char *[]){ "<Control>q", NULL });
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), &sample);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
