/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/today/ga-news-list.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app/attendance/ga-walk-words.h"
#include "app/compat/ga-accessible.h"
#include "app/compat/ga-list-box.h"
#include "store/ga-membership.h"
#include "store/ga-news-rows.h"

/* Of the profile: the last change that was seen. */
#define MARK "news-seen"
#define MOST 5

/* How far back it is looked, however long nobody has pressed Seen: it is read while somebody waits.
 */
#define MOST_CHANGES 1000

struct _GaNewsList
{
  GtkBox parent_instance;

  GaContext *context;
  gint64 last; /* the last change when the list was read; what came after was not seen */
  GtkListBox *rows;
  GtkLabel *more;
};

G_DEFINE_FINAL_TYPE (GaNewsList, ga_news_list, GTK_TYPE_BOX)

static gboolean
write_mark (GaTransaction *transaction, gpointer user_data, GError **error)
{
  return ga_transaction_set_mark (transaction, MARK, user_data, error);
}

static void
marked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  /* What could not be noted is shown once more, which harms nobody. */
  ga_store_transact_finish (GA_STORE (source), result, NULL);
}

/* Kept in the file and no act of the user's. */
static void
mark_seen (GaNewsList *self)
{
  ga_store_sync_async (ga_context_get_store (self->context), write_mark,
                       g_strdup_printf ("%" G_GINT64_FORMAT, self->last), g_free, NULL, marked_cb,
                       NULL);
}

static void
seen_cb (GaNewsList *self)
{
  mark_seen (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static char *
describe_walk (GaReader *reader, const GaRecord *meeting)
{
  g_autofree char *community = ga_reader_display (reader, meeting, "community");
  g_autofree char *when = ga_walk_when (meeting);

  return g_strdup_printf ("%s · %s", community != NULL ? community : "", when);
}

/* "Cancelled: Ice", "14 came"; else what became of it. */
static char *
describe_news (GaReader *reader, const GaRecord *record, const GaNews *news)
{
  g_autofree char *outcome = g_str_equal (news->entity->name, "meeting")
                                 ? ga_walk_outcome (reader, record)
                                 : g_strdup ("");

  if (*outcome != '\0')
    return g_steal_pointer (&outcome);
  return g_strdup (news->added ? _ ("New") : _ ("Changed"));
}

static void
add_row (GaNewsList *self, GaReader *reader, const GaNews *news)
{
  g_autoptr (GaRecord) record = ga_reader_find (reader, news->entity, &news->id, NULL);
  gboolean walk = g_str_equal (news->entity->name, "meeting");
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = NULL;
  g_autofree char *what = NULL;
  char id[GA_ID_TEXT_SIZE];

  if (record != NULL)
    {
      title = walk ? describe_walk (reader, record) : ga_reader_title_of (reader, record);
      what = describe_news (reader, record, news);
    }
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title != NULL ? title : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), what != NULL ? what : "");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  ga_id_format (&news->id, id);
  if (walk)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", id);
  else
    gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", news->entity->name, id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row),
                                  walk ? "win.open-meeting" : "win.open-record");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_append (self->rows, row);
}

static void
show_news (GaNewsList *self, GaReader *reader, const GArray *news)
{
  guint rest = news->len > MOST ? news->len - MOST : 0;
  g_autofree char *more =
      /* TRANSLATORS: how many more walks and communities were changed than are shown */
      g_strdup_printf (ngettext ("and %u more", "and %u more", rest), rest);

  for (guint i = 0; i < MIN (news->len, MOST); i++)
    add_row (self, reader, &g_array_index (news, GaNews, i));
  gtk_label_set_text (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), rest > 0);
  gtk_widget_set_visible (GTK_WIDGET (self), news->len > 0);
}

void
ga_news_list_refresh (GaNewsList *self)
{
  GaReader *reader = ga_context_get_reader (self->context);
  g_autoptr (GaMembership) membership = ga_reader_get_membership (reader, NULL);
  g_autofree char *seen = ga_reader_get_mark (reader, MARK);
  g_autoptr (GArray) news = NULL;

  ga_list_box_remove_all (self->rows);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (membership == NULL)
    return;
  self->last = ga_reader_last_change (reader);
  /* Nothing that was here when it was first looked at is news. */
  if (seen == NULL)
    mark_seen (self);
  else
    news = ga_reader_news (reader,
                           MAX (g_ascii_strtoll (seen, NULL, 10), self->last - MOST_CHANGES), NULL);
  if (news != NULL)
    show_news (self, reader, news);
}

static void
ga_news_list_dispose (GObject *object)
{
  g_clear_object (&GA_NEWS_LIST (object)->context);
  G_OBJECT_CLASS (ga_news_list_parent_class)->dispose (object);
}

static void
ga_news_list_class_init (GaNewsListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ga_news_list_dispose;
}

static GtkWidget *
make_head (GaNewsList *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (_ ("Changed elsewhere"));
  GtkWidget *seen = gtk_button_new_with_label (_ ("Seen"));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "title-4");
  gtk_widget_set_valign (seen, GTK_ALIGN_CENTER);
  ga_accessible_set_description (seen, _ ("Takes the list of changes away"));
  g_signal_connect_object (seen, "clicked", G_CALLBACK (seen_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), seen);
  return head;
}

static void
ga_news_list_init (GaNewsList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 10);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->rows = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->rows, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->rows), "boxed-list");
  ga_accessible_set_name (GTK_WIDGET (self->rows), _ ("Changed elsewhere"));
  self->more = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->more, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->more), "dim-label");
  gtk_box_append (GTK_BOX (self), make_head (self));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->rows));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->more));
}

void
ga_news_list_set_context (GaNewsList *self, GaContext *context)
{
  g_return_if_fail (GA_IS_NEWS_LIST (self));

  g_set_object (&self->context, context);
}
