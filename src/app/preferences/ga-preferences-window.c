/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preferences/ga-preferences-window.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/compat/ga-question.h"
#include "app/ga-look.h"
#include "app/ga-toaster.h"
#include "model/ga-date.h"
#include "model/ga-number.h"
#include "store/ga-backup.h"

struct _GaPreferencesWindow
{
  AdwWindow parent_instance;

  GaContext *context;
  GPtrArray *backups;
  GPtrArray *rows; /* one for each of them */

  GaToaster *toaster;
  AdwComboRow *colours;
  GtkScale *scale;
  GtkAdjustment *percent;
  GtkWidget *reminders_group;
  GtkSwitch *reminders;
  AdwPreferencesGroup *backup_group;
  AdwPreferencesGroup *restore_group;
  GtkWidget *no_backups;
};

/* A copy being made or put back, on a thread of its own. The window may be closed meanwhile, and is
 * not kept: it would outlive the one behind it. */
typedef struct
{
  GaStore *store;
  char *folder;
  char *path;
  GPtrArray *backups;  /* what there is afterwards */
  GaSalvaged salvaged; /* of what a copy was put in the place of */
  GWeakRef window;
  GWeakRef behind; /* the toaster of the window behind it */
} Copy;

G_DEFINE_FINAL_TYPE (GaPreferencesWindow, ga_preferences_window, ADW_TYPE_WINDOW)

static void
copy_free (gpointer data)
{
  Copy *copy = data;

  g_object_unref (copy->store);
  g_free (copy->folder);
  g_free (copy->path);
  g_clear_pointer (&copy->backups, g_ptr_array_unref);
  g_weak_ref_clear (&copy->window);
  g_weak_ref_clear (&copy->behind);
  g_free (copy);
}

static void
end_copy (GTask *task, gboolean done, GError *error)
{
  Copy *copy = g_task_get_task_data (task);

  copy->backups = ga_backup_list (copy->folder);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
backup_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Copy *copy = data;
  GError *error = NULL;
  gboolean done = ga_store_backup (copy->store, copy->path, &error);

  end_copy (task, done, error);
}

static void
restore_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Copy *copy = data;
  GError *error = NULL;
  gboolean done = ga_store_restore (copy->store, copy->path, &copy->salvaged, &error);

  end_copy (task, done, error);
}

static void
run_copy (GaPreferencesWindow *self,
          const char *path,
          GTaskThreadFunc thread,
          GAsyncReadyCallback done)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, done, NULL);
  GtkWindow *behind = gtk_window_get_transient_for (GTK_WINDOW (self));
  Copy *copy = g_new0 (Copy, 1);

  copy->store = g_object_ref (ga_context_get_store (self->context));
  copy->folder = g_strdup (ga_context_get_folder (self->context));
  copy->path = g_strdup (path);
  g_weak_ref_init (&copy->window, self);
  g_weak_ref_init (&copy->behind, behind != NULL ? ga_toaster_for (GTK_WIDGET (behind)) : NULL);
  g_task_set_task_data (task, copy, copy_free);
  gtk_widget_set_sensitive (GTK_WIDGET (self->backup_group), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->restore_group), FALSE);
  g_task_run_in_thread (task, thread);
}

/* When a copy was made: the day, and the time of day of those that are not the day's only one. */
static char *
dup_moment (const GaBackup *backup)
{
  g_autofree char *day = ga_date_display_long (backup->date);
  g_autofree char *name = g_path_get_basename (backup->path);
  const char *time = strstr (name, backup->date);
  g_autofree char *clock = NULL;
  g_autofree char *shown = NULL;

  time = time != NULL ? time + strlen (backup->date) : "";
  if (time[0] != '-' || strspn (time + 1, "0123456789") != strlen ("HHMMSS"))
    return g_steal_pointer (&day);
  clock = g_strdup_printf ("%.2s:%.2s", time + 1, time + 3);
  shown = ga_clock_display (clock);
  /* TRANSLATORS: a day and a time of day, such as "Tuesday 6 January 2026 at 10:00" */
  return g_strdup_printf (C_ ("backup", "%1$s at %2$s"), day, shown);
}

static GtkWidget *
make_backup_row (const GaBackup *backup, guint at)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Go back"));
  g_autofree char *moment = dup_moment (backup);
  g_autofree char *size = ga_size_display ((guint64) backup->bytes);
  g_autofree char *name = g_strdup_printf (_ ("Go back to %s"), moment);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), moment);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), size);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", at);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "preferences.restore");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  ga_accessible_mend (row);
  ga_accessible_set_name (button, name);
  return row;
}

static void
list_backups (GaPreferencesWindow *self, GPtrArray *backups)
{
  gboolean writable = !ga_store_is_read_only (ga_context_get_store (self->context));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->restore_group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->backups, g_ptr_array_unref);
  self->backups = g_ptr_array_ref (backups);
  for (guint i = 0; i < backups->len; i++)
    {
      GtkWidget *row = make_backup_row (backups->pdata[i], i);

      adw_preferences_group_add (self->restore_group, row);
      g_ptr_array_add (self->rows, row);
    }
  gtk_widget_set_visible (self->no_backups, backups->len == 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preferences.restore", writable);
}

static void
finish_copy (GAsyncResult *result, const char *act, const char *text)
{
  Copy *copy = g_task_get_task_data (G_TASK (result));
  g_autoptr (GaPreferencesWindow) self = g_weak_ref_get (&copy->window);
  g_autoptr (GaToaster) toaster = g_weak_ref_get (&copy->behind);
  g_autoptr (GError) error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  if (self != NULL && self->context != NULL)
    {
      gtk_widget_set_sensitive (GTK_WIDGET (self->backup_group), TRUE);
      gtk_widget_set_sensitive (GTK_WIDGET (self->restore_group), TRUE);
      list_backups (self, copy->backups);
      g_set_object (&toaster, self->toaster);
    }
  if (toaster == NULL)
    return;
  if (done)
    {
      ga_toaster_settle (toaster, act);
      ga_toaster_say (toaster, text);
    }
  else
    ga_toaster_say_failure (toaster, error, act);
}

static void
backed_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  finish_copy (result, "backup", _ ("Backup made"));
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Copy *copy = g_task_get_task_data (G_TASK (result));
  g_autofree char *saved = ga_salvaged_explain (&copy->salvaged);
  const char *text = copy->salvaged.damaged
                         ? _ ("Back to the backup. The damaged file is kept beside it.")
                         : _ ("Back to the backup. What you had before is kept as a backup, too.");
  g_autofree char *both = g_strjoin (" ", text, saved, NULL);

  finish_copy (result, "restore", both);
}

static void
file_chosen_cb (GtkWidget *parent, GFile *file, gpointer user_data)
{
  GaPreferencesWindow *self = GA_PREFERENCES_WINDOW (parent);
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GError) error = NULL;

  /* Closed in the meantime. */
  if (self->context == NULL)
    return;
  if (path != NULL)
    {
      run_copy (self, path, backup_thread, backed_up_cb);
      return;
    }
  g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                       _ ("Files can be saved on this computer only. Choose a folder of it."));
  ga_toaster_say_failure (self->toaster, error, "backup");
}

static void
backup_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree char *today = ga_date_today ();
  /* TRANSLATORS: name of a backup file; %s is a date such as 2026-12-31 */
  g_autofree char *name = g_strdup_printf (_ ("Gangart %s.db"), today);

  ga_question_save_file (widget, _ ("Back up now"), name, file_chosen_cb, NULL, NULL);
}

static void
restore_answered_cb (GtkWidget *parent, gboolean yes, gpointer user_data)
{
  GaPreferencesWindow *self = GA_PREFERENCES_WINDOW (parent);
  guint at = GPOINTER_TO_UINT (user_data);

  if (yes && self->backups != NULL && at < self->backups->len)
    run_copy (self, ((const GaBackup *) self->backups->pdata[at])->path, restore_thread,
              restored_cb);
}

static void
restore_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaPreferencesWindow *self = GA_PREFERENCES_WINDOW (widget);
  guint at = g_variant_get_uint32 (parameter);
  const GaBackup *backup;
  g_autofree char *moment = NULL;
  g_autofree char *heading = NULL;

  if (self->backups == NULL || at >= self->backups->len)
    return;
  backup = self->backups->pdata[at];
  moment = dup_moment (backup);
  heading = g_strdup_printf (_ ("Go back to %s?"), moment);
  ga_question_ask (
      widget, heading,
      _ ("What was written since then leaves the screen, except for what waits to be sent. What you "
         "have now is kept as a backup, so you can return to it."),
      NULL, _ ("_Go back"), FALSE, restore_answered_cb, GUINT_TO_POINTER (at));
}

static void
colours_cb (GaPreferencesWindow *self)
{
  GSettings *settings = self->context != NULL ? ga_context_get_settings (self->context) : NULL;

  if (settings != NULL)
    g_settings_set_enum (settings, "color-scheme",
                         (int) adw_combo_row_get_selected (self->colours));
}

static void
percent_cb (GaPreferencesWindow *self)
{
  guint percent = (guint) gtk_adjustment_get_value (self->percent);
  GSettings *settings = self->context != NULL ? ga_context_get_settings (self->context) : NULL;

  if (settings != NULL)
    g_settings_set_int (settings, "text-scale", (int) percent);
  else if (self->context != NULL)
    ga_look_set_scale (percent);
}

static char *
format_percent_cb (GtkScale *scale, double value, gpointer user_data)
{
  /* TRANSLATORS: size of the text in percent */
  return g_strdup_printf (_ ("%d %%"), (int) value);
}

/* The toolkit cuts the heading of a group that is too long for one line. */
static void
wrap_heading (GtkWidget *parent)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_LABEL (child))
      wrap_heading (child);
    else if (gtk_widget_has_css_class (child, "heading"))
      {
        gtk_label_set_ellipsize (GTK_LABEL (child), PANGO_ELLIPSIZE_NONE);
        gtk_label_set_wrap (GTK_LABEL (child), TRUE);
      }
}

static void
ga_preferences_window_dispose (GObject *object)
{
  GaPreferencesWindow *self = GA_PREFERENCES_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), GA_TYPE_PREFERENCES_WINDOW);
  g_clear_pointer (&self->backups, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ga_preferences_window_parent_class)->dispose (object);
}

static void
ga_preferences_window_class_init (GaPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_preferences_window_dispose;
  g_type_ensure (GA_TYPE_TOASTER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/preferences/preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, GaPreferencesWindow, toaster);
  gtk_widget_class_bind_template_child (widget_class, GaPreferencesWindow, colours);
  gtk_widget_class_bind_template_child (widget_class, GaPreferencesWindow, scale);
  gtk_widget_class_bind_template_child (widget_class, GaPreferencesWindow, percent);
  gtk_widget_class_bind_template_child (widget_class, GaPreferencesWindow, reminders_group);
  gtk_widget_class_bind_template_child (widget_class, GaPreferencesWindow, reminders);
  gtk_widget_class_bind_template_child (widget_class, GaPreferencesWindow, backup_group);
  gtk_widget_class_bind_template_child (widget_class, GaPreferencesWindow, restore_group);
  gtk_widget_class_bind_template_child (widget_class, GaPreferencesWindow, no_backups);
  gtk_widget_class_bind_template_callback (widget_class, colours_cb);
  gtk_widget_class_bind_template_callback (widget_class, percent_cb);
  gtk_widget_class_install_action (widget_class, "preferences.backup", NULL, backup_cb);
  gtk_widget_class_install_action (widget_class, "preferences.restore", "u", restore_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ga_preferences_window_init (GaPreferencesWindow *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  ga_accessible_set_name (GTK_WIDGET (self->colours), _ ("Colours"));
  ga_accessible_set_name (GTK_WIDGET (self->scale), _ ("Size of the text"));
  ga_accessible_set_name (GTK_WIDGET (self->reminders), _ ("Remind me of walks"));
  wrap_heading (GTK_WIDGET (self->restore_group));
  gtk_scale_set_format_value_func (self->scale, format_percent_cb, NULL, NULL);
}

/**
 * ga_preferences_window_show: opens them in front of a window
 * @context: what that works on
 */
void
ga_preferences_window_show (GtkWindow *parent, GaContext *context)
{
  GaPreferencesWindow *self = g_object_new (GA_TYPE_PREFERENCES_WINDOW, NULL);
  GSettings *settings = ga_context_get_settings (context);
  g_autoptr (GPtrArray) backups = ga_backup_list (ga_context_get_folder (context));
  gboolean open = ga_context_get_store (context) != NULL;

  if (settings != NULL)
    {
      adw_combo_row_set_selected (self->colours,
                                  (guint) g_settings_get_enum (settings, "color-scheme"));
      gtk_adjustment_set_value (self->percent, g_settings_get_int (settings, "text-scale"));
      g_settings_bind (settings, "reminders", self->reminders, "active", G_SETTINGS_BIND_DEFAULT);
    }
  gtk_widget_set_visible (self->reminders_group, settings != NULL);
  self->context = g_object_ref (context);
  gtk_widget_set_visible (GTK_WIDGET (self->backup_group), open);
  gtk_widget_set_visible (GTK_WIDGET (self->restore_group), open);
  ga_accessible_mend (GTK_WIDGET (self));
  if (open)
    list_backups (self, backups);
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_present (GTK_WINDOW (self));
}
