/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sync/ga-computers-window.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/compat/ga-list-box.h"
#include "app/compat/ga-question.h"
#include "app/ga-toaster.h"
#include "app/sync/ga-lost-report.h"
#include "app/sync/ga-passphrase-dialog.h"
#include "app/sync/ga-sync-words.h"
#include "app/widgets/ga-cell-layout.h"
#include "app/widgets/ga-text-print.h"

struct _GaComputersWindow
{
  AdwWindow parent_instance;

  GaContext *context;
  GCancellable *cancellable;
  gint64 lost; /* number of the one being ended */
  char *lost_name;
  char *report; /* (nullable): of the lost one that is shown */

  GaToaster *toaster;
  GtkStack *states;
  GtkLabel *problem;
  GtkLabel *sign_in;
  GtkButton *passphrase;
  GtkListBox *computers;
  GtkWidget *lost_group;
  GtkListBox *lost_computers;
  GtkLabel *ended_title;
  GtkLabel *ended_when;
  GtkLabel *ended_text;
  GtkListBox *held;
  GtkWidget *duty;
  GtkLabel *duty_text;
  GtkLabel *copied;
};

G_DEFINE_FINAL_TYPE (GaComputersWindow, ga_computers_window, ADW_TYPE_WINDOW)

static void
complain (GaComputersWindow *self, const GError *error)
{
  const char *text = error->message;

  if (g_error_matches (error, GA_SYNC_ERROR, GA_SYNC_ERROR_OFFLINE))
    text =
        _ ("The server knows your computers, so this needs a connection. Try again when there is "
           "one.");
  gtk_label_set_text (self->problem, text);
  gtk_stack_set_visible_child_name (self->states, "problem");
  gtk_widget_child_focus (GTK_WIDGET (self->states), GTK_DIR_TAB_FORWARD);
}

/* (transfer full): enough to tell two of the same name apart */
static char *
describe_computer (JsonObject *computer)
{
  gint64 created = json_object_get_int_member_with_default (computer, "created", 0);
  gint64 seen = json_object_get_int_member_with_default (computer, "last_seen", 0);
  g_autofree char *since = ga_sync_words_moment (created);
  g_autofree char *moment = ga_sync_words_moment (seen);

  if (json_object_get_boolean_member_with_default (computer, "this", FALSE))
    /* TRANSLATORS: %s is a day and a time of day */
    return g_strdup_printf (_ ("This computer. Joined: %s"), since);
  /* TRANSLATORS: both are a day and a time of day */
  return g_strdup_printf (_ ("Joined: %1$s. Last contact: %2$s"), since, moment);
}

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

static void
add_computer (GaComputersWindow *self, JsonObject *computer)
{
  const char *name = json_object_get_string_member_with_default (computer, "name", "");
  gint64 number = json_object_get_int_member_with_default (computer, "device", 0);
  g_autofree char *about = describe_computer (computer);
  g_autofree char *spoken = g_strdup_printf (_ ("%s was lost…"), name);
  GtkWidget *row = make_row (name, about);
  GtkWidget *button;

  gtk_list_box_append (self->computers, row);
  if (json_object_get_boolean_member_with_default (computer, "this", FALSE))
    return;
  button = gtk_button_new_with_label (_ ("It was lost…"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(xss)", number, name, about);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "computers.lost");
  ga_accessible_set_name (button, spoken);
  ga_accessible_set_description (button, about);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* Calls @add with each of the objects that the server lists. */
static gboolean
read_list (GaComputersWindow *self,
           JsonNode *answer,
           void (*add) (GaComputersWindow *self, JsonObject *object),
           GError **error)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (answer))
    return ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
  array = json_node_get_array (answer);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
      add (self, json_array_get_object_element (array, i));
  return TRUE;
}

static void
show_report (GaComputersWindow *self, const GaLostReport *report)
{
  gboolean any = report->places->len > 0;

  g_free (self->report);
  self->report = ga_lost_report_to_text (report);
  ga_list_box_remove_all (self->held);
  for (guint i = 0; i < report->places->len; i++)
    {
      const GaLostPlace *place = g_ptr_array_index (report->places, i);

      gtk_list_box_append (self->held, make_row (place->title, place->counts));
    }
  gtk_label_set_text (self->ended_title, report->title);
  gtk_label_set_text (self->ended_when, report->when);
  gtk_label_set_text (self->ended_text,
                      !any ? _ ("There were no names and no documents on it.")
                      : report->emptied
                          ? _ ("It has connected since. Until then this was on it:")
                          : _ ("If it connects again, what is on it is removed. Until then this "
                               "may still be on it:"));
  gtk_label_set_text (self->duty_text, any ? report->duty : "");
  gtk_label_set_text (self->copied, "");
  gtk_widget_set_visible (GTK_WIDGET (self->held), any);
  gtk_widget_set_visible (self->duty, any);
  gtk_stack_set_visible_child_name (self->states, "ended");
  gtk_widget_child_focus (GTK_WIDGET (self->states), GTK_DIR_TAB_FORWARD);
}

static JsonArray *
get_names (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "names");

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static void
lost_activated_cb (GtkListBoxRow *row, GaComputersWindow *self)
{
  show_report (self, g_object_get_data (G_OBJECT (row), "report"));
}

static void
free_report (gpointer report)
{
  ga_lost_report_free (report);
}

static void
add_lost (GaComputersWindow *self, JsonObject *computer)
{
  const char *name = json_object_get_string_member_with_default (computer, "name", "");
  gint64 lost = json_object_get_int_member_with_default (computer, "lost", 0);
  gint64 emptied = json_object_get_int_member_with_default (computer, "emptied", 0);
  GaLostReport *report =
      ga_lost_report_new (self->context, name, lost, emptied, get_names (computer));
  GtkWidget *row = make_row (name, report->when);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  g_object_set_data_full (G_OBJECT (row), "report", report, free_report);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set (arrow, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  g_signal_connect_object (row, "activated", G_CALLBACK (lost_activated_cb), self, 0);
  gtk_list_box_append (self->lost_computers, row);
}

/* As whom one signs in on a further computer. */
static void
show_sign_in (GaComputersWindow *self)
{
  g_autoptr (GaMembership) membership =
      ga_reader_get_membership (ga_context_get_reader (self->context), NULL);
  gboolean lacks = membership != NULL && membership->lacks_passphrase != 0;
  g_autofree char *text = NULL;

  if (lacks)
    text = g_strdup (_ ("To sign in on a further computer you need a passphrase, and you have none "
                        "yet."));
  else if (membership != NULL && membership->name != NULL && *membership->name != '\0')
    /* TRANSLATORS: %1$s is the address of a server, %2$s somebody's name */
    text = g_strdup_printf (_ ("On a further computer you sign in at %1$s as “%2$s”, with your "
                               "passphrase."),
                            membership->url, membership->name);
  gtk_label_set_text (
      self->sign_in,
      text != NULL ? text
                   : _ ("On a further computer you sign in with your name and a passphrase."));
  gtk_button_set_label (self->passphrase,
                        lacks ? _ ("Choose a passphrase…") : _ ("Choose another passphrase…"));
}

static void
show_computers (GaComputersWindow *self)
{
  gtk_widget_set_visible (self->lost_group,
                          gtk_list_box_get_row_at_index (self->lost_computers, 0) != NULL);
  show_sign_in (self);
  gtk_stack_set_visible_child_name (self->states, "computers");
  gtk_widget_child_focus (GTK_WIDGET (self->states), GTK_DIR_TAB_FORWARD);
}

static void
listed_lost_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GaComputersWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = ga_sync_engine_ask_finish (GA_SYNC_ENGINE (source), result, &error);

  if (self->context == NULL)
    return;
  ga_list_box_remove_all (self->lost_computers);
  if (answer == NULL || !read_list (self, answer, add_lost, &error))
    complain (self, error);
  else
    show_computers (self);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GaComputersWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = ga_sync_engine_ask_finish (GA_SYNC_ENGINE (source), result, &error);

  /* Closed in the meantime. */
  if (self->context == NULL)
    return;
  ga_list_box_remove_all (self->computers);
  if (answer == NULL || !read_list (self, answer, add_computer, &error))
    complain (self, error);
  else
    ga_sync_engine_ask_async (GA_SYNC_ENGINE (source), "GET", "/v1/devices/lost", NULL,
                              self->cancellable, listed_lost_cb, g_object_ref (self));
}

static void
list (GaComputersWindow *self)
{
  GaSyncEngine *engine = ga_context_get_engine (self->context);

  gtk_stack_set_visible_child_name (self->states, "asking");
  if (engine != NULL)
    ga_sync_engine_ask_async (engine, "GET", "/v1/devices", NULL, self->cancellable, listed_cb,
                              g_object_ref (self));
}

static void
show_ended (GaComputersWindow *self, JsonObject *answer)
{
  g_autoptr (GaLostReport) report = ga_lost_report_new (self->context, self->lost_name,
                                                        g_get_real_time (), 0, get_names (answer));

  show_report (self, report);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GaComputersWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = ga_sync_engine_ask_finish (GA_SYNC_ENGINE (source), result, &error);

  if (self->context == NULL)
    return;
  if (answer != NULL && JSON_NODE_HOLDS_OBJECT (answer))
    show_ended (self, json_node_get_object (answer));
  else if (error != NULL)
    complain (self, error);
  else
    list (self);
}

static void
answered_cb (GtkWidget *parent, gboolean yes, gpointer user_data)
{
  GaComputersWindow *self = GA_COMPUTERS_WINDOW (parent);
  GaSyncEngine *engine;
  g_autofree char *path = NULL;

  if (!yes || self->context == NULL)
    return;
  engine = ga_context_get_engine (self->context);
  path = g_strdup_printf ("/v1/devices/%" G_GINT64_FORMAT, self->lost);
  gtk_stack_set_visible_child_name (self->states, "asking");
  if (engine != NULL)
    ga_sync_engine_ask_async (engine, "DELETE", path, NULL, self->cancellable, ended_cb,
                              g_object_ref (self));
}

static void
lost_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaComputersWindow *self = GA_COMPUTERS_WINDOW (widget);
  g_autofree char *heading = NULL;
  g_autofree char *text = NULL;
  const char *about;

  g_free (self->lost_name);
  g_variant_get (parameter, "(xs&s)", &self->lost, &self->lost_name, &about);
  /* TRANSLATORS: %s is the name of a computer */
  heading = g_strdup_printf (_ ("Was %s lost?"), self->lost_name);
  text = g_strjoin (
      "\n\n", about,
      ga_reader_lacks_passphrase (ga_context_get_reader (self->context))
          ? _ ("Its access ends at once. If it turns up again, you can join on it with a new "
               "invitation.")
          : _ ("Its access ends at once. If it turns up again, you can sign in on it with your "
               "passphrase, or join with a new invitation. If somebody else may know your "
               "passphrase, choose another one."),
      NULL);
  ga_question_ask (widget, heading, text, NULL, _ ("_End its access"), TRUE, answered_cb, NULL);
}

static void
again_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  list (GA_COMPUTERS_WINDOW (widget));
}

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaComputersWindow *self = GA_COMPUTERS_WINDOW (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->report);
  gtk_label_set_text (self->copied, _ ("Copied"));
}

static void
print_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ga_text_print (GTK_WINDOW (widget), _ ("Lost computer"), GA_COMPUTERS_WINDOW (widget)->report);
}

/* What is said of signing in may be another now. */
static void
chosen_cb (GaComputersWindow *self)
{
  if (self->context != NULL)
    show_sign_in (self);
}

static void
passphrase_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaComputersWindow *self = GA_COMPUTERS_WINDOW (widget);
  GtkWidget *dialog = ga_passphrase_dialog_show (GTK_WINDOW (widget), self->context);

  g_signal_connect_object (dialog, "destroy", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
}

static void
ga_computers_window_dispose (GObject *object)
{
  GaComputersWindow *self = GA_COMPUTERS_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), GA_TYPE_COMPUTERS_WINDOW);
  g_clear_object (&self->context);
  g_clear_pointer (&self->lost_name, g_free);
  g_clear_pointer (&self->report, g_free);
  G_OBJECT_CLASS (ga_computers_window_parent_class)->dispose (object);
}

static void
ga_computers_window_class_init (GaComputersWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_computers_window_dispose;
  g_type_ensure (GA_TYPE_CELL_LAYOUT);
  g_type_ensure (GA_TYPE_TOASTER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/sync/computers-window.ui");
  gtk_widget_class_bind_template_child (widget_class, GaComputersWindow, toaster);
  gtk_widget_class_bind_template_child (widget_class, GaComputersWindow, states);
  gtk_widget_class_bind_template_child (widget_class, GaComputersWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, GaComputersWindow, computers);
  gtk_widget_class_bind_template_child (widget_class, GaComputersWindow, ended_title);
  gtk_widget_class_bind_template_child (widget_class, GaComputersWindow, ended_text);
  gtk_widget_class_bind_template_child (widget_class, GaComputersWindow, held);
  gtk_widget_class_bind_template_child (widget_class, GaComputersWindow, duty);
  gtk_widget_class_bind_template_child (widget_class, GaComputersWindow, duty_text);
  gtk_widget_class_bind_template_child (widget_class, GaComputersWindow, copied);
  gtk_widget_class_bind_template_child (widget_class, GaComputersWindow, ended_when);
  gtk_widget_class_bind_template_child (widget_class, GaComputersWindow, lost_computers);
  gtk_widget_class_bind_template_child (widget_class, GaComputersWindow, lost_group);
  gtk_widget_class_bind_template_child (widget_class, GaComputersWindow, sign_in);
  gtk_widget_class_bind_template_child (widget_class, GaComputersWindow, passphrase);
  gtk_widget_class_install_action (widget_class, "computers.lost", "(xss)", lost_cb);
  gtk_widget_class_install_action (widget_class, "computers.again", NULL, again_cb);
  gtk_widget_class_install_action (widget_class, "computers.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "computers.print", NULL, print_cb);
  gtk_widget_class_install_action (widget_class, "computers.passphrase", NULL, passphrase_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ga_computers_window_init (GaComputersWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  ga_accessible_set_name (GTK_WIDGET (self->computers), _ ("Computers"));
  ga_accessible_set_name (GTK_WIDGET (self->lost_computers), _ ("Lost computers"));
  ga_accessible_set_name (GTK_WIDGET (self->held), _ ("What was on it"));
  ga_accessible_mend (GTK_WIDGET (self));
}

/**
 * ga_computers_window_show:
 * @parent: the window in front of which it opens
 */
void
ga_computers_window_show (GtkWindow *parent, GaContext *context)
{
  GaComputersWindow *self = g_object_new (GA_TYPE_COMPUTERS_WINDOW, "transient-for", parent, NULL);

  self->context = g_object_ref (context);
  gtk_window_present (GTK_WINDOW (self));
  list (self);
}
