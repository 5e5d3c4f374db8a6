/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ga-failure-page.h"

#include <glib/gi18n-lib.h>

#include "app/ga-toaster.h"
#include "model/ga-date.h"
#include "store/ga-backup.h"

struct _GaFailurePage
{
  AdwBin parent_instance;

  GaContext *context;
  GPtrArray *backups;

  AdwStatusPage *status;
  GtkLabel *reason;
  GtkButton *backup_button;
};

G_DEFINE_FINAL_TYPE (GaFailurePage, ga_failure_page, ADW_TYPE_BIN)

static void
describe (GaFailurePage *self, const GError *error)
{
  const char *title = _ ("Your data could not be opened");
  const char *text = _ ("Nothing has been changed. Try again, or restart the computer first.");

  if (g_error_matches (error, GA_STORE_ERROR, GA_STORE_ERROR_NEWER))
    {
      title = _ ("Made by a newer Gangart");
      text =
          _ ("Your data was last opened with a newer version of Gangart. It has not been touched. "
             "Install the newest version to go on.");
    }
  else if (g_error_matches (error, GA_STORE_ERROR, GA_STORE_ERROR_CORRUPT))
    {
      title = _ ("The file with your data is damaged");
      text = self->backups->len > 0
                 ? _ ("You can go on with the last backup. The damaged file is kept beside it.")
                 : _ ("There is no backup on this computer. Keep the file, and ask for help before "
                      "you start anew.");
    }
  else if (g_error_matches (error, GA_STORE_ERROR, GA_STORE_ERROR_FOREIGN))
    {
      title = _ ("This is no Gangart file");
      text = _ ("There is a file of another program where your data should be. It has not been "
                "touched. Move it away to go on.");
    }
  else if (g_error_matches (error, GA_STORE_ERROR, GA_STORE_ERROR_FULL))
    text = _ ("The disk is full. Delete something you no longer need, and try again.");
  else if (g_error_matches (error, GA_STORE_ERROR, GA_STORE_ERROR_BUSY))
    text = _ ("Another program is using your data. Close it, and try again.");

  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, text);
  gtk_label_set_text (self->reason, error->message);
  /* The cases above have been explained already. */
  gtk_widget_set_visible (GTK_WIDGET (self->reason),
                          g_error_matches (error, GA_STORE_ERROR, GA_STORE_ERROR_FAILED) ||
                              g_error_matches (error, GA_STORE_ERROR, GA_STORE_ERROR_IO) ||
                              error->domain != GA_STORE_ERROR);
}

static void
offer_backup (GaFailurePage *self)
{
  const GaBackup *last = self->backups->len > 0 ? self->backups->pdata[0] : NULL;
  g_autofree char *date = NULL;
  g_autofree char *label = NULL;

  if (last == NULL)
    return;
  date = ga_date_display_long (last->date);
  label = g_strdup_printf (_ ("Go on with the backup of %s"), date);
  gtk_button_set_label (self->backup_button, label);
  gtk_widget_set_visible (GTK_WIDGET (self->backup_button), TRUE);
}

/* @salvaged: once it is done */
typedef struct
{
  char *folder;
  GPtrArray *backups;
  GaSalvaged salvaged;
} Replacing;

static void
replacing_free (gpointer data)
{
  Replacing *self = data;

  g_free (self->folder);
  g_ptr_array_unref (self->backups);
  g_free (self);
}

static void
replace_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Replacing *replacing = data;
  GError *error = NULL;

  if (ga_backup_replace_damaged (replacing->folder, replacing->backups->pdata[0],
                                 &replacing->salvaged, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
replaced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GaFailurePage *self = GA_FAILURE_PAGE (source);
  Replacing *replacing = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *saved = NULL;
  GaToaster *toaster = ga_toaster_for (GTK_WIDGET (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      saved = ga_salvaged_explain (&replacing->salvaged);
      gtk_widget_activate_action (GTK_WIDGET (self), "win.begin", NULL);
      if (toaster != NULL && saved != NULL)
        ga_toaster_say (toaster, saved);
    }
  else if (toaster != NULL)
    ga_toaster_say_error (toaster, error);
}

static void
backup_cb (GaFailurePage *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, replaced_cb, NULL);

  Replacing *replacing = g_new0 (Replacing, 1);

  /* The page may be gone before the thread is. */
  replacing->folder = g_strdup (ga_context_get_folder (self->context));
  replacing->backups = g_ptr_array_ref (self->backups);
  g_task_set_task_data (task, replacing, replacing_free);
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  g_task_run_in_thread (task, replace_thread);
}

static void
ga_failure_page_dispose (GObject *object)
{
  GaFailurePage *self = GA_FAILURE_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), GA_TYPE_FAILURE_PAGE);
  g_clear_pointer (&self->backups, g_ptr_array_unref);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ga_failure_page_parent_class)->dispose (object);
}

static void
ga_failure_page_class_init (GaFailurePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_failure_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gangart/Gangart/ui/failure-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GaFailurePage, status);
  gtk_widget_class_bind_template_child (widget_class, GaFailurePage, reason);
  gtk_widget_class_bind_template_child (widget_class, GaFailurePage, backup_button);
  gtk_widget_class_bind_template_callback (widget_class, backup_cb);
}

static void
ga_failure_page_init (GaFailurePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ga_failure_page_new:
 * @error: why the profile did not open, of %GA_STORE_ERROR
 */
GtkWidget *
ga_failure_page_new (GaContext *context, const GError *error)
{
  GaFailurePage *self = g_object_new (GA_TYPE_FAILURE_PAGE, NULL);

  self->context = g_object_ref (context);
  self->backups = ga_backup_list (ga_context_get_folder (context));
  describe (self, error);
  if (g_error_matches (error, GA_STORE_ERROR, GA_STORE_ERROR_CORRUPT))
    offer_backup (self);
  return GTK_WIDGET (self);
}
