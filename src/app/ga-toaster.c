/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ga-toaster.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"

/* Something to be told. */
typedef struct
{
  char *text;
  char *about; /* (nullable): the kind of act that went wrong */
  char *uri;   /* (nullable): what its button opens */
  AdwToast *toast;
  gboolean error;
  gint64 since; /* when it was told */
} News;

struct _GaToaster
{
  AdwBin parent_instance;

  AdwToastOverlay *overlay;
  GtkLabel *status;
  News *shown;         /* (nullable): what stands */
  gboolean over;       /* whether what stands may go */
  GQueue *waiting;     /* of News: errors, then the latest success */
  guint coming_source; /* runs while the toast is coming, or an error is being read */
};

enum
{
  PROP_CONTENT = 1,
};

G_DEFINE_FINAL_TYPE (GaToaster, ga_toaster, ADW_TYPE_BIN)

/* The overlay of libadwaita 1.2 crashes when a toast is sent away that has not quite come. */
#define COMING 1000 /* ms */

/* What went wrong stands at least so long, whatever is done meanwhile. */
#define READING 5000 /* ms */

/* What was done is soon seen in the window itself. */
#define STALE (10 * G_USEC_PER_SEC)

static void show_next (GaToaster *self);

static void
news_free (News *news)
{
  g_free (news->text);
  g_free (news->about);
  g_free (news->uri);
  g_object_unref (news->toast);
  g_free (news);
}

/* The cross of a toast has no name of its own. */
static void
name_crosses (GtkWidget *parent)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_BUTTON (child))
      name_crosses (child);
    else if (gtk_button_get_label (GTK_BUTTON (child)) == NULL)
      ga_accessible_set_name (child, _ ("Dismiss"));
}

static void
name_toast (GaToaster *self)
{
  GtkWidget *content = adw_toast_overlay_get_child (self->overlay);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->overlay)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (child != content)
      {
        ga_accessible_mend (child);
        name_crosses (child);
      }
}

static void
dismissed_cb (GaToaster *self, AdwToast *toast)
{
  if (self->shown == NULL || self->shown->toast != toast)
    return;
  g_clear_pointer (&self->shown, news_free);
  g_clear_handle_id (&self->coming_source, g_source_remove);
  show_next (self);
}

/* What is new must not wait behind what was said before. */
static void
make_way (GaToaster *self)
{
  if (self->shown != NULL && self->over && self->coming_source == 0)
    adw_toast_dismiss (self->shown->toast);
}

static gboolean
has_come_cb (gpointer user_data)
{
  GaToaster *self = user_data;

  self->coming_source = 0;
  make_way (self);
  show_next (self);
  return G_SOURCE_REMOVE;
}

/* Whether something was done since that went wrong. */
static gboolean
is_outdated (GaToaster *self, const News *news)
{
  const News *latest = g_queue_peek_tail (self->waiting);

  return latest != NULL && !latest->error && latest->since >= news->since;
}

static void
show_next (GaToaster *self)
{
  News *news;

  if (self->shown != NULL || self->coming_source != 0)
    return;
  do
    {
      news = g_queue_pop_head (self->waiting);
      if (news == NULL)
        return;
      if (!news->error && g_get_monotonic_time () - news->since > STALE)
        g_clear_pointer (&news, news_free);
    }
  while (news == NULL);
  self->shown = news;
  self->over = is_outdated (self, news);
  self->coming_source = g_timeout_add (news->error ? READING : COMING, has_come_cb, self);
  adw_toast_overlay_add_toast (self->overlay, g_object_ref (news->toast));
  name_toast (self);
  g_signal_connect_object (news->toast, "dismissed", G_CALLBACK (dismissed_cb), self,
                           G_CONNECT_SWAPPED);
}

static gboolean
is_told (GaToaster *self, const News *news)
{
  if (!news->error)
    return FALSE;
  if (self->shown != NULL && self->shown->error && !self->over &&
      g_str_equal (self->shown->text, news->text))
    return TRUE;
  for (GList *link = self->waiting->head; link != NULL; link = link->next)
    if (g_str_equal (((News *) link->data)->text, news->text))
      return TRUE;
  return FALSE;
}

static void
tell (GaToaster *self, News *news)
{
  News *latest = NULL;

  gtk_label_set_text (self->status, news->text);
  if (is_told (self, news))
    {
      news_free (news);
      return;
    }
  /* Of what was done only the latest waits, behind what went wrong. */
  if (!g_queue_is_empty (self->waiting) && !((News *) g_queue_peek_tail (self->waiting))->error)
    latest = g_queue_pop_tail (self->waiting);
  g_queue_push_tail (self->waiting, news);
  if (latest != NULL && news->error)
    g_queue_push_tail (self->waiting, latest);
  else if (latest != NULL)
    news_free (latest);
  if (self->shown != NULL && (!self->shown->error || is_outdated (self, self->shown)))
    self->over = TRUE;
  make_way (self);
  show_next (self);
}

static News *
news_new (const char *text, AdwToast *toast)
{
  News *news = g_new0 (News, 1);

  news->text = g_strdup (text);
  news->toast = toast;
  news->since = g_get_monotonic_time ();
  return news;
}

/* A sentence that says what to do is read to its end: the overlay's own label would cut it off. How
 * wide it would like to be must not follow from how high the button beside it is. */
static AdwToast *
make_toast (const char *text)
{
  AdwToast *toast = adw_toast_new ("");
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "natural-wrap-mode", GTK_NATURAL_WRAP_NONE,
                                   "max-width-chars", 36, "xalign", 0.0, NULL);

  gtk_widget_add_css_class (label, "heading");
  adw_toast_set_custom_title (toast, label);
  return toast;
}

static void
ga_toaster_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  GaToaster *self = GA_TOASTER (object);

  if (id == PROP_CONTENT)
    g_value_set_object (value, adw_toast_overlay_get_child (self->overlay));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
ga_toaster_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  GaToaster *self = GA_TOASTER (object);

  if (id == PROP_CONTENT)
    adw_toast_overlay_set_child (self->overlay, g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
ga_toaster_dispose (GObject *object)
{
  GaToaster *self = GA_TOASTER (object);

  g_clear_handle_id (&self->coming_source, g_source_remove);
  g_queue_clear_full (self->waiting, (GDestroyNotify) news_free);
  g_clear_pointer (&self->shown, news_free);
  G_OBJECT_CLASS (ga_toaster_parent_class)->dispose (object);
}

static void
ga_toaster_finalize (GObject *object)
{
  g_queue_free (GA_TOASTER (object)->waiting);
  G_OBJECT_CLASS (ga_toaster_parent_class)->finalize (object);
}

static void
ga_toaster_class_init (GaToasterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ga_toaster_dispose;
  object_class->finalize = ga_toaster_finalize;
  object_class->get_property = ga_toaster_get_property;
  object_class->set_property = ga_toaster_set_property;
  g_object_class_install_property (
      object_class, PROP_CONTENT,
      g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
}

static void
ga_toaster_init (GaToaster *self)
{
  GtkWidget *stacked = gtk_overlay_new ();

  self->waiting = g_queue_new ();
  self->overlay = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  /* Seen by assistive technology only: the toast beside it is for the eyes. */
  self->status =
      g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "can-target",
                    FALSE, "halign", GTK_ALIGN_START, "valign", GTK_ALIGN_END, "ellipsize",
                    PANGO_ELLIPSIZE_END, "max-width-chars", 1, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->status), "ga-spoken");
  gtk_overlay_set_child (GTK_OVERLAY (stacked), GTK_WIDGET (self->overlay));
  gtk_overlay_add_overlay (GTK_OVERLAY (stacked), GTK_WIDGET (self->status));
  adw_bin_set_child (ADW_BIN (self), stacked);
}

/**
 * ga_toaster_for:
 * @widget: a widget in a window
 * Returns: (transfer none) (nullable): the toaster around it, or that of the window behind
 */
GaToaster *
ga_toaster_for (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (widget == NULL)
    return NULL;
  found = gtk_widget_get_ancestor (widget, GA_TYPE_TOASTER);
  if (found == NULL && GTK_IS_WINDOW (gtk_widget_get_root (widget)))
    {
      GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
      GtkWidget *content =
          ADW_IS_APPLICATION_WINDOW (window)
              ? adw_application_window_get_content (ADW_APPLICATION_WINDOW (window))
          : ADW_IS_WINDOW (window) ? adw_window_get_content (ADW_WINDOW (window))
                                   : NULL;

      if (GA_IS_TOASTER (content))
        found = content;
      else
        return ga_toaster_for (GTK_WIDGET (gtk_window_get_transient_for (window)));
    }
  return found != NULL ? GA_TOASTER (found) : NULL;
}

/**
 * ga_toaster_say: tells that something happened
 */
void
ga_toaster_say (GaToaster *self, const char *text)
{
  g_return_if_fail (GA_IS_TOASTER (self));

  tell (self, news_new (text, make_toast (text)));
}

/**
 * ga_toaster_say_error: tells what went wrong; stays until it is dismissed, something else done or
 * another page opened
 */
void
ga_toaster_say_error (GaToaster *self, const GError *error)
{
  ga_toaster_say_failure (self, error, NULL);
}

/**
 * ga_toaster_say_failure: like ga_toaster_say_error(), for what may be settled
 * @act: (nullable): the kind of act that went wrong
 */
void
ga_toaster_say_failure (GaToaster *self, const GError *error, const char *act)
{
  News *news;

  g_return_if_fail (GA_IS_TOASTER (self));
  g_return_if_fail (error != NULL);

  news = news_new (error->message, make_toast (error->message));
  news->error = TRUE;
  news->about = g_strdup (act);
  adw_toast_set_timeout (news->toast, 0);
  tell (self, news);
}

/**
 * ga_toaster_settle: that kind of act has succeeded since, so its failure is told no longer
 * @act: as in ga_toaster_say_failure()
 */
void
ga_toaster_settle (GaToaster *self, const char *act)
{
  GList *link;

  g_return_if_fail (GA_IS_TOASTER (self));
  g_return_if_fail (act != NULL);

  for (link = self->waiting->head; link != NULL;)
    {
      GList *next = link->next;
      News *news = link->data;

      if (g_strcmp0 (news->about, act) == 0)
        {
          g_queue_delete_link (self->waiting, link);
          news_free (news);
        }
      link = next;
    }
  if (self->shown != NULL && g_strcmp0 (self->shown->about, act) == 0)
    self->over = TRUE;
  make_way (self);
}

/**
 * ga_toaster_move_on: the user has seen what is told and gone elsewhere
 */
void
ga_toaster_move_on (GaToaster *self)
{
  g_return_if_fail (GA_IS_TOASTER (self));

  /* What has only just come has not been read. */
  if (self->shown != NULL && self->shown->error && self->coming_source == 0)
    self->over = TRUE;
  make_way (self);
}

/**
 * ga_toaster_offer_undo:
 * @text: what was done
 * @transaction: the act, as ga_store_transact_finish() numbered it
 */
void
ga_toaster_offer_undo (GaToaster *self, const char *text, gint64 transaction)
{
  AdwToast *toast;

  g_return_if_fail (GA_IS_TOASTER (self));

  toast = make_toast (text);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_action_name (toast, "win.undo-act");
  adw_toast_set_action_target_value (toast, g_variant_new_int64 (transaction));
  adw_toast_set_timeout (toast, 10);
  tell (self, news_new (text, toast));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GaToaster) self = user_data;
  g_autoptr (GError) error = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (source), result, NULL))
    return;
  g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                       _ ("No program here opens such a file. Open it on another computer, or "
                          "install a program for it."));
  ga_toaster_say_error (self, error);
}

static void
open_cb (GaToaster *self, AdwToast *toast)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->shown != NULL && self->shown->toast == toast && GTK_IS_WINDOW (root))
    gtk_show_uri_full (GTK_WINDOW (root), self->shown->uri, GDK_CURRENT_TIME, NULL, opened_cb,
                       g_object_ref (self));
}

/**
 * ga_toaster_offer_open:
 * @text: what was done
 * @uri: the file that was made by it
 */
void
ga_toaster_offer_open (GaToaster *self, const char *text, const char *uri)
{
  AdwToast *toast;
  News *news;

  g_return_if_fail (GA_IS_TOASTER (self));

  toast = make_toast (text);
  adw_toast_set_button_label (toast, _ ("_Open"));
  adw_toast_set_timeout (toast, 10);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  news = news_new (text, toast);
  news->uri = g_strdup (uri);
  tell (self, news);
}
