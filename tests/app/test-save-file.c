/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <glib/gstdio.h>

#include "app-fixture.h"
#include "app/ga-toaster.h"
#include "app/widgets/ga-save-file.h"

/* A window to save from, and what is to be written. */
typedef struct
{
  GtkWidget *window;
  GtkWidget *origin;
  char *folder;
  const char *fails; /* (nullable): why it cannot be written */
  gboolean freed;
} Stand;

static void
stand_open (Stand *stand)
{
  GtkWidget *toaster;

  stand->origin = gtk_label_new (NULL);
  toaster = g_object_new (GA_TYPE_TOASTER, "content", stand->origin, NULL);
  stand->window = gtk_window_new ();
  stand->folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  gtk_window_set_child (GTK_WINDOW (stand->window), toaster);
  gtk_window_set_default_size (GTK_WINDOW (stand->window), 600, 400);
  gtk_window_present (GTK_WINDOW (stand->window));
}

static void
stand_close (Stand *stand)
{
  gtk_window_destroy (GTK_WINDOW (stand->window));
  settle ();
  g_rmdir (stand->folder);
  g_free (stand->folder);
}

static gboolean
write_cb (GaReader *reader, const char *path, gpointer user_data, GError **error)
{
  Stand *stand = user_data;

  if (stand->fails == NULL)
    return g_file_set_contents (path, "written", -1, error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, stand->fails);
  return FALSE;
}

static void
freed_cb (gpointer user_data)
{
  ((Stand *) user_data)->freed = TRUE;
}

static gboolean
is_freed (gpointer user_data)
{
  return ((Stand *) user_data)->freed;
}

/* What is said when it is over. */
static const char *
save (Desk *desk, Stand *stand, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWidget *toaster = gtk_window_get_child (GTK_WINDOW (stand->window));
  GtkWidget *toast;

  ga_save_file (stand->origin, ga_context_get_store (desk->context), file, write_cb, stand,
                freed_cb);
  wait_until (is_freed, stand, "the file to be written or not");
  settle ();
  toast = find_type (toaster, g_type_from_name ("AdwToastWidget"));
  g_assert_nonnull (toast);
  return gtk_label_get_text (GTK_LABEL (find_type (toast, GTK_TYPE_LABEL)));
}

static gboolean
offers_to_open (Stand *stand)
{
  GtkWidget *toast = find_type (stand->window, g_type_from_name ("AdwToastWidget"));
  GtkWidget *button = find_type (toast, GTK_TYPE_BUTTON);

  return g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), "_Open") == 0 &&
         gtk_widget_get_visible (button);
}

static void
test_saved (Desk *desk, gconstpointer data)
{
  Stand stand = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *content = NULL;

  stand_open (&stand);
  path = g_build_filename (stand.folder, "Regnskab å.csv", NULL);
  g_assert_cmpstr (save (desk, &stand, path), ==, "Saved “Regnskab å.csv”");
  g_assert_true (offers_to_open (&stand));
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "written");
  g_unlink (path);
  stand_close (&stand);
}

static void
test_not_written (Desk *desk, gconstpointer data)
{
  Stand stand = { .fails = "The disk is full." };
  g_autofree char *path = NULL;

  stand_open (&stand);
  path = g_build_filename (stand.folder, "a.csv", NULL);
  g_assert_cmpstr (save (desk, &stand, path), ==, "The disk is full.");
  g_assert_false (offers_to_open (&stand));
  stand_close (&stand);
}

/* Neither the file with the data is written onto, nor a folder made up. */
static void
test_refused (Desk *desk, gconstpointer data)
{
  Stand stand = { .fails = "It was tried all the same." };
  Stand nowhere = { .fails = "It was tried all the same." };
  g_autofree char *own =
      g_build_filename (ga_context_get_folder (desk->context), "gangart.db", NULL);
  g_autofree char *missing = NULL;

  stand_open (&stand);
  g_assert_cmpstr (save (desk, &stand, own), ==,
                   "This is the file with the data itself. Choose another name.");
  stand_close (&stand);
  stand_open (&nowhere);
  missing = g_build_filename (nowhere.folder, "no", "a.csv", NULL);
  g_assert_true (g_str_has_prefix (save (desk, &nowhere, missing), "There is no folder “"));
  stand_close (&nowhere);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, func) g_test_add (path, Desk, NULL, desk_set_up, func, desk_tear_down)
  ADD ("/save-file/is-there-and-can-be-opened", test_saved);
  ADD ("/save-file/says-why-not", test_not_written);
  ADD ("/save-file/refuses-before-writing", test_refused);
#undef ADD
  return g_test_run ();
}
