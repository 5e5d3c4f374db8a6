/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sync/ga-pending-invitations.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/compat/ga-list-box.h"
#include "app/ga-toaster.h"
#include "app/sync/ga-gift-words.h"
#include "app/sync/ga-sync-words.h"
#include "model/ga-space.h"

/* What the server said is believed for so long. */
#define FRESH_USEC (10 * G_USEC_PER_SEC)

struct _GaPendingInvitations
{
  GtkBox parent_instance;

  GaContext *context; /* (nullable): until something was shown */
  GCancellable *cancellable;
  char *space;      /* (nullable): of the community that is shown */
  JsonNode *answer; /* (nullable): all that this account may see */
  gint64 asked_at;  /* monotonic; 0: not yet */
  gboolean asking;  /* the server has not answered yet */
  gboolean again;   /* what it is about to say may be outdated */
  gboolean withdrew;
  GHashTable *withdrawing; /* names of invitations */
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (GaPendingInvitations, ga_pending_invitations, GTK_TYPE_BOX)

static const char *
get_text (JsonObject *object, const char *name)
{
  const char *text = json_object_get_string_member_with_default (object, name, NULL);

  return text != NULL ? text : "";
}

/* (nullable) */
static JsonArray *
get_array (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* Its community was deleted since, so it stands with the others: it has no page of its own. */
static gboolean
leads_nowhere (JsonObject *invitation)
{
  JsonArray *places = get_array (invitation, "places");

  return g_str_equal (get_text (invitation, "role"), "host") && places != NULL &&
         json_array_get_length (places) == 0;
}

static gboolean
is_for_space (JsonObject *invitation, const char *space)
{
  JsonArray *spaces = get_array (invitation, "spaces");

  for (guint i = 0; spaces != NULL && i < json_array_get_length (spaces); i++)
    if (g_strcmp0 (json_array_get_string_element (spaces, i), space) == 0)
      return TRUE;
  return FALSE;
}

static char *
describe (JsonObject *invitation)
{
  gint64 created = json_object_get_int_member_with_default (invitation, "created", 0);
  gint64 expires = json_object_get_int_member_with_default (invitation, "expires", 0);
  g_autofree char *made = ga_sync_words_day (created);
  g_autofree char *until = ga_sync_words_day (expires);
  const char *by = get_text (invitation, "by");

  if (leads_nowhere (invitation))
    /* TRANSLATORS: the last day it serves */
    return g_strdup_printf (_ ("To a community that was deleted. Serves until %s"), until);
  if (*by == '\0')
    /* TRANSLATORS: host or another kind of access, the day it was made, the last day it serves */
    return g_strdup_printf (_ ("%1$s, invited %2$s. Serves until %3$s"),
                            ga_gift_words_role (invitation), made, until);
  /* TRANSLATORS: host or another kind of access, who invites, the day it was made, the last day it
   * serves */
  return g_strdup_printf (_ ("%1$s, invited by %2$s %3$s. Serves until %4$s"),
                          ga_gift_words_role (invitation), by, made, until);
}

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* The button stands below, as there is no room beside in large letters. */
static GtkWidget *
make_row (JsonObject *invitation)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *button = gtk_button_new_with_label (_ ("Withdraw"));
  const char *name = get_text (invitation, "name");
  const char *title = *name != '\0' ? name : _ ("Made out to nobody");
  g_autofree char *about = describe (invitation);
  g_autofree char *spoken = NULL;

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s",
                                    get_text (invitation, "invitation"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "pending.withdraw");
  /* TRANSLATORS: the invitation of somebody, whose name that is */
  spoken = g_strdup_printf (_ ("Withdraw: %s"), title);
  ga_accessible_set_name (button, spoken);
  ga_accessible_set_description (button, about);
  gtk_box_append (GTK_BOX (box), make_label (title, NULL));
  gtk_box_append (GTK_BOX (box), make_label (about, "dim-label"));
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_add_css_class (box, "ga-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  ga_accessible_set_name (row, title);
  return row;
}

static void
fill (GaPendingInvitations *self)
{
  JsonArray *array = self->answer != NULL && JSON_NODE_HOLDS_ARRAY (self->answer)
                         ? json_node_get_array (self->answer)
                         : NULL;
  guint n = 0;

  ga_list_box_remove_all (self->list);
  for (guint i = 0; array != NULL && self->space != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *invitation = JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i))
                                   ? json_array_get_object_element (array, i)
                                   : NULL;

      if (invitation == NULL ||
          (!is_for_space (invitation, self->space) && !leads_nowhere (invitation)))
        continue;
      gtk_list_box_append (self->list, make_row (invitation));
      n++;
    }
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
  if (!self->withdrew)
    return;
  self->withdrew = FALSE;
  if (n > 0)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
  else
    g_signal_emit_by_name (self, "emptied");
}

/* Without an answer there is nothing to show: why, the foot of the sidebar says. */
static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GaPendingInvitations) self = user_data;
  g_autoptr (JsonNode) answer = ga_sync_engine_ask_finish (GA_SYNC_ENGINE (source), result, NULL);

  self->asking = FALSE;
  if (self->cancellable == NULL)
    return;
  if (self->again)
    {
      ga_pending_invitations_refresh (self);
      return;
    }
  if (answer == NULL)
    return;
  g_clear_pointer (&self->answer, json_node_unref);
  self->answer = g_steal_pointer (&answer);
  fill (self);
}

/* Whether there is somebody to see the answer, and a server to give it. The widget itself is out of
 * sight while it has nothing to show. */
static gboolean
may_ask (GaPendingInvitations *self)
{
  GtkWidget *page = gtk_widget_get_parent (GTK_WIDGET (self));

  return self->space != NULL && page != NULL && gtk_widget_get_mapped (page) &&
         ga_context_get_store (self->context) != NULL &&
         ga_context_get_sync (self->context).state == GA_SYNC_UP_TO_DATE;
}

static void
ask (GaPendingInvitations *self)
{
  self->asked_at = g_get_monotonic_time ();
  self->asking = TRUE;
  self->again = FALSE;
  ga_sync_engine_ask_async (ga_context_get_engine (self->context), "GET", "/v1/invitations", NULL,
                            self->cancellable, listed_cb, g_object_ref (self));
}

/* Asks unless the server has only just said it. */
static void
ask_if_stale (GaPendingInvitations *self)
{
  gboolean fresh = self->asked_at != 0 && g_get_monotonic_time () - self->asked_at < FRESH_USEC;

  if (!fresh && !self->asking && may_ask (self))
    ask (self);
}

/* Who holds a role now is in the list no longer. */
static void
store_changed_cb (GaPendingInvitations *self, GaChanges *changes)
{
  if (ga_changes_touch (changes, "role"))
    ga_pending_invitations_refresh (self);
}

static void
withdrawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GaPendingInvitations) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = ga_sync_engine_ask_finish (GA_SYNC_ENGINE (source), result, &error);
  GaToaster *toaster;

  if (self->cancellable == NULL)
    return;
  /* One that was withdrawn stands there until the list has come anew, and is pressed in vain. */
  if (error != NULL)
    g_hash_table_remove_all (self->withdrawing);
  toaster = ga_toaster_for (GTK_WIDGET (self));
  if (toaster != NULL && error != NULL)
    ga_toaster_say_error (toaster, error);
  else if (toaster != NULL)
    ga_toaster_say (toaster, _ ("The invitation was withdrawn. Nobody can join with it any more."));
  self->withdrew = error == NULL;
  ga_pending_invitations_refresh (self);
}

static void
withdraw_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaPendingInvitations *self = GA_PENDING_INVITATIONS (widget);
  GaSyncEngine *engine = ga_context_get_engine (self->context);
  const char *name = g_variant_get_string (parameter, NULL);
  g_autofree char *path = g_strconcat ("/v1/invitations/", name, NULL);

  /* Who presses twice asks once. */
  if (engine != NULL && g_hash_table_add (self->withdrawing, g_strdup (name)))
    ga_sync_engine_ask_async (engine, "DELETE", path, NULL, self->cancellable, withdrawn_cb,
                              g_object_ref (self));
}

static void
ga_pending_invitations_dispose (GObject *object)
{
  GaPendingInvitations *self = GA_PENDING_INVITATIONS (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_clear_pointer (&self->answer, json_node_unref);
  g_clear_pointer (&self->space, g_free);
  g_clear_pointer (&self->withdrawing, g_hash_table_unref);
  G_OBJECT_CLASS (ga_pending_invitations_parent_class)->dispose (object);
}

static void
ga_pending_invitations_class_init (GaPendingInvitationsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_pending_invitations_dispose;
  gtk_widget_class_install_action (widget_class, "pending.withdraw", "s", withdraw_cb);
  g_signal_new ("emptied", GA_TYPE_PENDING_INVITATIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
}

static void
ga_pending_invitations_init (GaPendingInvitations *self)
{
  self->cancellable = g_cancellable_new ();
  self->withdrawing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  ga_accessible_set_name (GTK_WIDGET (self->list), _ ("Invited, and not here yet"));
  gtk_box_append (GTK_BOX (self), make_label (_ ("Invited, and not here yet"), NULL));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->list));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
ga_pending_invitations_show (GaPendingInvitations *self, GaContext *context, const GaId *community)
{
  const GaSpace space = { GA_PLACE_COMMUNITY, community != NULL ? *community : (GaId){ { 0 } } };

  g_return_if_fail (GA_IS_PENDING_INVITATIONS (self));

  if (self->context == NULL)
    {
      self->context = g_object_ref (context);
      g_signal_connect_object (ga_context_get_store (context), "changed",
                               G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
    }
  g_free (self->space);
  self->space = community != NULL ? ga_space_to_string (&space) : NULL;
  fill (self);
  ask_if_stale (self);
}

void
ga_pending_invitations_refresh (GaPendingInvitations *self)
{
  g_return_if_fail (GA_IS_PENDING_INVITATIONS (self));

  self->again = self->asking;
  if (!self->asking && may_ask (self))
    ask (self);
}
