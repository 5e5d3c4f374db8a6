/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sync/ga-computers-window.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/compat/ga-list-box.h"
#include "app/compat/ga-question.h"
#include "app/ga-toaster.h"
#include "app/sync/ga-passphrase-dialog.h"
#include "app/sync/ga-sync-words.h"

struct _GaComputersWindow
{
  AdwWindow parent_instance;

  GaContext *context;
  GCancellable *cancellable;
  gint64 lost; /* number of the one being ended */
  char *lost_name;
  char *names; /* (nullable): whose names it held, to copy */

  GaToaster *toaster;
  GtkStack *states;
  GtkLabel *problem;
  GtkListBox *computers;
  GtkLabel *ended_title;
  GtkLabel *ended_text;
  GtkListBox *held;
  GtkWidget *duty;
  GtkLabel *duty_text;
};

G_DEFINE_FINAL_TYPE (GaComputersWindow, ga_computers_window, ADW_TYPE_WINDOW)

/* Within which the authority is to be told (GDPR, article 33). */
#define HOURS_TO_TELL 72

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

static char *
describe_computer (JsonObject *computer)
{
  gint64 seen = json_object_get_int_member_with_default (computer, "last_seen", 0);
  g_autofree char *moment = ga_sync_words_moment (seen);

  if (json_object_get_boolean_member_with_default (computer, "this", FALSE))
    return g_strdup (_ ("This computer"));
  /* TRANSLATORS: %s is a day and a time of day, or “Never yet” */
  return g_strdup_printf (_ ("Last contact: %s"), moment);
}

static GtkWidget *
make_row (JsonObject *computer)
{
  GtkWidget *row = adw_action_row_new ();
  const char *name = json_object_get_string_member_with_default (computer, "name", "");
  g_autofree char *about = describe_computer (computer);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), about);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  if (!json_object_get_boolean_member_with_default (computer, "this", FALSE))
    {
      GtkWidget *button = gtk_button_new_with_label (_ ("It was lost…"));
      g_autofree char *spoken = g_strdup_printf (_ ("%s was lost…"), name);
      gint64 number = json_object_get_int_member_with_default (computer, "device", 0);

      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(xs)", number, name);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "computers.lost");
      ga_accessible_set_name (button, spoken);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  return row;
}

static gboolean
list_computers (GaComputersWindow *self, JsonNode *answer, GError **error)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (answer))
    return ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
  array = json_node_get_array (answer);
  ga_list_box_remove_all (self->computers);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
      gtk_list_box_append (self->computers, make_row (json_array_get_object_element (array, i)));
  gtk_stack_set_visible_child_name (self->states, "computers");
  gtk_widget_child_focus (GTK_WIDGET (self->states), GTK_DIR_TAB_FORWARD);
  return TRUE;
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
  if ((answer == NULL || !list_computers (self, answer, &error)) && error != NULL)
    complain (self, error);
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

/* Returns: whether there were names of that community on it */
static gboolean
add_held (GaComputersWindow *self, JsonObject *held, GString *names)
{
  GaReader *reader = ga_context_get_reader (self->context);
  gulong n = (gulong) json_object_get_int_member_with_default (held, "participants", 0);
  g_autofree char *count = g_strdup_printf (ngettext ("%lu participant", "%lu participants", n), n);
  g_autofree char *title = NULL;
  GtkWidget *row;
  GaId id;

  if (n == 0 ||
      !ga_id_parse (json_object_get_string_member_with_default (held, "community", ""), &id))
    return FALSE;
  title = ga_reader_title (reader, ga_context_get_entity (self->context, "community"), &id);
  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), count);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (self->held, row);
  g_string_append_printf (names, "%s: %s\n", title, count);
  return TRUE;
}

/* Returns: whether there were any names on it */
static gboolean
list_held (GaComputersWindow *self, JsonObject *answer)
{
  JsonNode *node = json_object_get_member (answer, "names");
  JsonArray *array =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (GString) names = g_string_new (NULL);
  gboolean any = FALSE;

  ga_list_box_remove_all (self->held);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
      any |= add_held (self, json_array_get_object_element (array, i), names);
  g_free (self->names);
  self->names = g_string_free (g_steal_pointer (&names), FALSE);
  return any;
}

static void
show_duty (GaComputersWindow *self)
{
  gint64 last = g_get_real_time () + (gint64) HOURS_TO_TELL * 60 * 60 * G_USEC_PER_SEC;
  g_autofree char *moment = ga_sync_words_moment (last);
  /* TRANSLATORS: %s is a day and a time of day. The authority is Datatilsynet in both countries. */
  g_autofree char *text = g_strdup_printf (
      _ ("Tell whoever is responsible for the data in your association, today. If somebody could "
         "get at the names, and that may harm anybody, the data protection authority has to be told "
         "within 72 hours: before %s."),
      moment);

  gtk_label_set_text (self->duty_text, text);
}

static void
show_ended (GaComputersWindow *self, JsonObject *answer)
{
  gboolean any = list_held (self, answer);
  /* TRANSLATORS: %s is the name of a computer */
  g_autofree char *title = g_strdup_printf (_ ("%s has no access any more"), self->lost_name);

  gtk_label_set_text (self->ended_title, title);
  gtk_label_set_text (self->ended_text, any ? _ ("If it connects again, what is on it is removed. "
                                                 "Until then these names may still be on it:")
                                            : _ ("There were no names on it."));
  gtk_widget_set_visible (GTK_WIDGET (self->held), any);
  gtk_widget_set_visible (self->duty, any);
  show_duty (self);
  gtk_stack_set_visible_child_name (self->states, "ended");
  gtk_widget_child_focus (GTK_WIDGET (self->states), GTK_DIR_TAB_FORWARD);
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

  g_free (self->lost_name);
  g_variant_get (parameter, "(xs)", &self->lost, &self->lost_name);
  /* TRANSLATORS: %s is the name of a computer */
  heading = g_strdup_printf (_ ("Was %s lost?"), self->lost_name);
  ga_question_ask (widget, heading,
                   _ ("Its access ends at once. If it turns up again, you can sign in on it with "
                      "your passphrase, or join with a new invitation. If somebody else may know "
                      "your passphrase, choose another one."),
                   NULL, _ ("_End its access"), TRUE, answered_cb, NULL);
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

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->names);
  ga_toaster_say (self->toaster, _ ("Copied"));
}

static void
passphrase_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ga_passphrase_dialog_show (GTK_WINDOW (widget), GA_COMPUTERS_WINDOW (widget)->context);
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
  g_clear_pointer (&self->names, g_free);
  G_OBJECT_CLASS (ga_computers_window_parent_class)->dispose (object);
}

static void
ga_computers_window_class_init (GaComputersWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_computers_window_dispose;
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
  gtk_widget_class_install_action (widget_class, "computers.lost", "(xs)", lost_cb);
  gtk_widget_class_install_action (widget_class, "computers.again", NULL, again_cb);
  gtk_widget_class_install_action (widget_class, "computers.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "computers.passphrase", NULL, passphrase_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ga_computers_window_init (GaComputersWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  ga_accessible_set_name (GTK_WIDGET (self->computers), _ ("Computers"));
  ga_accessible_set_name (GTK_WIDGET (self->held), _ ("Whose names were on it"));
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
