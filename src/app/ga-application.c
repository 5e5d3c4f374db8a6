/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ga-application.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/ga-context.h"
#include "app/ga-look.h"
#include "app/ga-toaster.h"
#include "app/ga-window.h"
#include "app/help/ga-help-pages.h"
#include "app/help/ga-help-window.h"
#include "app/preferences/ga-preferences-window.h"
#include "app/today/ga-reminders.h"

struct _GaApplication
{
  AdwApplication parent_instance;

  gboolean looks;
};

G_DEFINE_FINAL_TYPE (GaApplication, ga_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "profile", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Folder of the profile"), N_ ("DIR") },
  { "example", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Open a throw-away copy of the example"), NULL },
  { "page", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Open at a page, such as communities"),
    N_ ("NAME") },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version"), NULL },
  { NULL }
};

static const struct
{
  const char *action;
  const char *keys[3];
} keys[] = {
  { "app.quit", { "<Control>q" } },
  { "app.preferences", { "<Control>comma" } },
  { "window.close", { "<Control>w" } },
  { "win.search", { "<Control>f" } },
  { "win.menu", { "F10" } },
  { "win.undo", { "<Control>z" } },
  { "win.redo", { "<Control><Shift>z" } },
  { "app.help", { "F1" } },
  { "win.keys", { "<Control>question" } },
  { "win.page-number(1)", { "<Alt>1" } },
  { "win.page-number(2)", { "<Alt>2" } },
  { "win.page-number(3)", { "<Alt>3" } },
  { "win.page-number(4)", { "<Alt>4" } },
  { "win.page-number(5)", { "<Alt>5" } },
  { "win.page-number(6)", { "<Alt>6" } },
  { "win.page-number(7)", { "<Alt>7" } },
  { "page.add", { "<Control>n" } },
  { "page.filter", { "<Control>l" } },
  { "page.edit", { "<Control>e" } },
  { "page.partners", { "<Control>g" } },
  { "page.hosts", { "<Control>g" } },
  { "page.everyone", { "<Control>e" } },
  { "page.number", { "<Control>u" } },
  { "page.first-time", { "<Control>t" } },
  { "page.excused", { "<Control>r" } },
  { "page.cancel-walk", { "<Control>Delete" } },
  { "page.print", { "<Control>p" } },
  { "win.leave-meeting", { "<Alt>Left" } },
  { "page.back", { "<Alt>Left" } }, /* where there is no meeting to leave */
};

static GaWindow *
find_window (GaApplication *self, const char *folder)
{
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self)); link; link = link->next)
    {
      if (!GA_IS_WINDOW (link->data))
        continue;
      if (folder == NULL ||
          g_strcmp0 (ga_context_get_folder (ga_window_get_context (link->data)), folder) == 0)
        return link->data;
    }
  return NULL;
}

/* One for each profile, which a later one replaces. */
static char *
name_reminder (GObject *window)
{
  return g_strdup_printf ("walks-%08x", g_str_hash (ga_context_get_folder (
                                            ga_window_get_context (GA_WINDOW (window)))));
}

static void
say_cb (GObject *window, const char *title, const char *body)
{
  g_autoptr (GNotification) notification = g_notification_new (title);
  g_autofree char *name = name_reminder (window);

  if (body != NULL)
    g_notification_set_body (notification, body);
  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_LOW);
  /* Pressed when the program has ended, it is started by it. */
  g_notification_set_default_action_and_target (
      notification, "app.today", "s",
      ga_context_get_folder (ga_window_get_context (GA_WINDOW (window))));
  g_application_send_notification (g_application_get_default (), name, notification);
}

static void
withdraw_cb (GObject *window)
{
  g_autofree char *name = name_reminder (window);

  g_application_withdraw_notification (g_application_get_default (), name);
}

static void
fail_cb (GtkWidget *window, const GError *error)
{
  GaToaster *toaster = ga_toaster_for (window);

  if (toaster != NULL)
    ga_toaster_say_error (toaster, error);
}

static void
begin_reminders (GaWindow *window, GaContext *context)
{
  GaReminders *reminders = ga_reminders_new (context, NULL, NULL);

  g_signal_connect_object (reminders, "say", G_CALLBACK (say_cb), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (reminders, "withdraw", G_CALLBACK (withdraw_cb), window,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (reminders, "fail", G_CALLBACK (fail_cb), window, G_CONNECT_SWAPPED);
  /* A wait does not go on while the computer sleeps; whoever comes back to it does. */
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (ga_reminders_look), reminders,
                           G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (window), "reminders", reminders, g_object_unref);
}

static GaWindow *
open_window (GaApplication *self, const char *folder, gboolean example)
{
  g_autoptr (GaContext) context = ga_context_new (folder, example);
  GSettings *settings = ga_context_get_settings (context);
  GaWindow *window;

  if (settings != NULL && !self->looks)
    {
      self->looks = TRUE;
      ga_look_follow (settings);
    }
  window = ga_window_new (GTK_APPLICATION (self), context);
  begin_reminders (window, context);
  return window;
}

static GaWindow *
open_example (GaApplication *self, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("gangart-example-XXXXXX", error);

  return folder != NULL ? open_window (self, folder, TRUE) : NULL;
}

static char *
absolute_folder (GApplicationCommandLine *line, const char *given)
{
  g_autoptr (GFile) file = NULL;

  if (given == NULL)
    return g_build_filename (g_get_user_data_dir (), "gangart", NULL);
  file = g_application_command_line_create_file_for_arg (line, given);
  return g_file_get_path (file);
}

static gpointer
ref_cb (gconstpointer object, gpointer user_data)
{
  return g_object_ref ((gpointer) object);
}

/* Windows are closed one by one: each remembers its place and puts away its profile. An editor with
 * something unsaved asks first, and the program stays. */
static void
quit (gpointer user_data)
{
  GaApplication *self = user_data;
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  /* One that goes takes its dialogs along. */
  windows = g_list_copy_deep (windows, ref_cb, NULL);
  for (GList *link = windows; link != NULL; link = link->next)
    if (GA_IS_WINDOW (link->data))
      gtk_window_close (GTK_WINDOW (link->data));
  g_list_free_full (windows, g_object_unref);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  /* Not before the key is dealt with: until then the toolkit holds on to the dialog it came from,
   * which would be left with a window behind it that is gone. */
  g_idle_add_once (quit, user_data);
}

static gboolean
terminated_cb (gpointer user_data)
{
  quit (user_data);
  return G_SOURCE_CONTINUE;
}

/* Each window owns its example, so looking around never touches what is already there. */
static void
example_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GaApplication *self = user_data;
  g_autoptr (GError) error = NULL;
  GtkWindow *asked = gtk_application_get_active_window (GTK_APPLICATION (self));
  GaWindow *window = open_example (self, &error);

  if (window == NULL)
    {
      if (GA_IS_WINDOW (asked))
        ga_window_say_error (GA_WINDOW (asked), error);
      return;
    }
  gtk_window_present (GTK_WINDOW (window));
  if (GA_IS_WINDOW (asked) && !ga_window_is_open (GA_WINDOW (asked)))
    gtk_window_destroy (asked);
}

static void
own_profile_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GaApplication *self = user_data;
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "gangart", NULL);
  GtkWindow *asked = gtk_application_get_active_window (GTK_APPLICATION (self));
  GaWindow *window = find_window (self, folder);

  if (window == NULL)
    window = open_window (self, folder, FALSE);
  ga_window_begin (window);
  gtk_window_present (GTK_WINDOW (window));
  if (GA_IS_WINDOW (asked) && asked != GTK_WINDOW (window) &&
      ga_context_is_example (ga_window_get_context (GA_WINDOW (asked))))
    gtk_window_destroy (asked);
}

/* Where a notification leads. */
static void
today_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GaApplication *self = user_data;
  const char *folder = g_variant_get_string (parameter, NULL);
  GaWindow *window = find_window (self, folder);

  if (window == NULL)
    window = open_window (self, folder, FALSE);
  ga_window_show_page (window, "today");
  gtk_window_present (GTK_WINDOW (window));
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  if (GA_IS_WINDOW (window))
    ga_preferences_window_show (GTK_WINDOW (window), ga_window_get_context (GA_WINDOW (window)));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *behind = gtk_application_get_active_window (GTK_APPLICATION (user_data));
  GtkWidget *about = adw_about_window_new ();

  g_object_set (about, "application-name", "Gangart", "application-icon", GA_APP_ID, "version",
                GA_VERSION, "license-type", GTK_LICENSE_GPL_3_0, "developer-name",
                _ ("The Gangart contributors"), "comments",
                _ ("For the people behind walking and running communities"), "translator-credits",
                _ ("translator-credits"), "transient-for", behind, "modal", TRUE, NULL);
  ga_accessible_mend_foreign (GTK_WINDOW (about), _ ("About Gangart"), _ ("Back"));
  gtk_window_present (GTK_WINDOW (about));
}

/* The manual, at the page for where somebody is. */
static void
help_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *asked = gtk_application_get_active_window (GTK_APPLICATION (user_data));
  const char *page;

  if (asked == NULL)
    return;
  page = ga_help_pages_find_for (gtk_window_get_focus (asked));
  if (page == NULL && GA_IS_WINDOW (asked))
    page = ga_help_pages_find_for (ga_window_get_shown (GA_WINDOW (asked)));
  if (page == NULL)
    page = ga_help_pages_find_for (GTK_WIDGET (asked));
  ga_help_window_show (asked, page != NULL ? page : ga_help_pages_get ()[0]);
}

static const GActionEntry actions[] = {
  { "quit", quit_cb },        { "example", example_cb },         { "own-profile", own_profile_cb },
  { "about", about_cb },      { "preferences", preferences_cb }, { "help", help_cb },
  { "today", today_cb, "s" },
};

/* Keys of the application, such as the one that ends it, serve in its dialogs as well; one that
 * outlived the window behind it would keep the application from ending. */
static void
toplevels_changed_cb (
    GListModel *toplevels, guint position, guint removed, guint added, GaApplication *self)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (!ADW_IS_WINDOW (window))
        continue;
      gtk_window_set_destroy_with_parent (window, TRUE);
      gtk_window_set_application (window, GTK_APPLICATION (self));
    }
}

static void
ga_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (ga_application_parent_class)->startup (application);
  ga_accessible_start ();

  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  g_unix_signal_add (SIGTERM, terminated_cb, application);
  g_signal_connect_object (gtk_window_get_toplevels (), "items-changed",
                           G_CALLBACK (toplevels_changed_cb), application, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), keys[i].action,
                                           keys[i].keys);
}

static int
ga_application_handle_local_options (GApplication *application, GVariantDict *given)
{
  if (g_variant_dict_contains (given, "version"))
    {
      g_print ("Gangart %s\n", GA_VERSION);
      return 0;
    }
  return -1;
}

static int
ga_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  GaApplication *self = GA_APPLICATION (application);
  GVariantDict *given = g_application_command_line_get_options_dict (line);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  const char *profile = NULL;
  const char *page = NULL;
  GaWindow *window = NULL;

  g_variant_dict_lookup (given, "profile", "^&ay", &profile);
  g_variant_dict_lookup (given, "page", "&s", &page);
  folder = absolute_folder (line, profile);

  if (g_variant_dict_contains (given, "example"))
    window = open_example (self, &error);
  else
    window = find_window (self, profile != NULL ? folder : NULL);
  if (window == NULL && error == NULL)
    window = open_window (self, folder, FALSE);
  if (error != NULL)
    {
      g_application_command_line_printerr (line, "%s\n", error->message);
      return 1;
    }
  if (page != NULL && !ga_window_show_page (window, page))
    g_application_command_line_printerr (line, _ ("There is no page called “%s”.\n"), page);
  gtk_window_present (GTK_WINDOW (window));
  return 0;
}

static void
ga_application_activate (GApplication *application)
{
  GaApplication *self = GA_APPLICATION (application);
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "gangart", NULL);
  GaWindow *window = find_window (self, NULL);

  if (window == NULL)
    window = open_window (self, folder, FALSE);
  gtk_window_present (GTK_WINDOW (window));
}

static void
ga_application_class_init (GaApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = ga_application_startup;
  application_class->activate = ga_application_activate;
  application_class->command_line = ga_application_command_line;
  application_class->handle_local_options = ga_application_handle_local_options;
}

static void
ga_application_init (GaApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

GaApplication *
ga_application_new (void)
{
  return g_object_new (GA_TYPE_APPLICATION, "application-id", GA_APP_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE, "resource-base-path",
                       "/io/github/gangart/Gangart", NULL);
}
