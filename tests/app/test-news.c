/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "app-fixture.h"
#include "app/today/ga-news-list.h"
#include "store/ga-membership.h"
#include "store/ga-news-rows.h"

/* A profile that has joined, and what the server brings. */
typedef struct
{
  Desk desk;
  GaRecord *community;
  GtkWidget *list;
  gint64 last;
} News;

static gboolean
join (GaTransaction *transaction, gpointer user_data, GError **error)
{
  char url[] = "https://gangart.example";
  GaMembership membership = { .url = url, .epoch = 1 };

  membership.client = ga_id_new ();
  membership.account = ga_id_new ();
  membership.lineage = ga_id_new ();
  return ga_transaction_join (transaction, &membership, error) &&
         ga_transaction_set_account (transaction, "Kirsten", "host", "", NULL, 1, error);
}

static gboolean
put (GaTransaction *transaction, gpointer record, GError **error)
{
  return ga_transaction_put (transaction, record, error);
}

static gboolean delete (GaTransaction *transaction, gpointer record, GError **error)
{
  return ga_transaction_delete (transaction, ga_record_get_entity (record),
                                ga_record_get_id (record), error);
}

static void
bring (News *news, GaTransactFunc func, gpointer data)
{
  g_autoptr (GError) error = NULL;

  ga_store_sync (ga_context_get_store (news->desk.context), func, data, &error);
  g_assert_no_error (error);
  settle ();
}

static GaRecord *
make_walk (News *news, const char *start)
{
  GaRecord *meeting = desk_record (&news->desk, "meeting");

  ga_record_set_reference (meeting, "community", ga_record_get_id (news->community));
  ga_record_set_text (meeting, "start", start);
  return meeting;
}

static void
set_up (News *news, gconstpointer data)
{
  desk_set_up (&news->desk, data);
  news->community = desk_record (&news->desk, "community");
  ga_record_set_text (news->community, "name", "Åstien");
  bring (news, put, news->community);
  news->list = g_object_ref_sink (g_object_new (GA_TYPE_NEWS_LIST, NULL));
  ga_news_list_set_context (GA_NEWS_LIST (news->list), news->desk.context);
}

static void
tear_down (News *news, gconstpointer data)
{
  g_assert_finalize_object (news->list);
  g_clear_object (&news->community);
  desk_tear_down (&news->desk, data);
}

static gboolean
is_seen (gpointer data)
{
  News *news = data;
  g_autofree char *mark =
      ga_reader_get_mark (ga_context_get_reader (news->desk.context), "news-seen");

  return mark != NULL && g_ascii_strtoll (mark, NULL, 10) == news->last;
}

static void
refresh (News *news)
{
  news->last = ga_reader_last_change (ga_context_get_reader (news->desk.context));
  ga_news_list_refresh (GA_NEWS_LIST (news->list));
}

static void
test_one_a_record_and_none_of_ones_own (News *news, gconstpointer data)
{
  GaReader *reader = ga_context_get_reader (news->desk.context);
  gint64 since = ga_reader_last_change (reader);
  g_autoptr (GaRecord) own = make_walk (news, "2026-01-06T10:00");
  g_autoptr (GaRecord) theirs = make_walk (news, "2026-01-13T10:00");
  g_autoptr (GaRecord) gone = make_walk (news, "2026-01-20T10:00");
  g_autoptr (GArray) found = NULL;

  desk_put (&news->desk, own);
  bring (news, put, gone);
  bring (news, put, theirs);
  ga_record_set_integer (theirs, "unnamed", 7);
  bring (news, put, theirs);
  ga_record_set_integer (news->community, "distance_m", 4000);
  bring (news, put, news->community);
  bring (news, delete, gone);
  found = ga_reader_news (reader, since, NULL);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_true (
      ga_id_equal (&g_array_index (found, GaNews, 0).id, ga_record_get_id (news->community)));
  g_assert_false (g_array_index (found, GaNews, 0).added);
  g_assert_true (ga_id_equal (&g_array_index (found, GaNews, 1).id, ga_record_get_id (theirs)));
  g_assert_true (g_array_index (found, GaNews, 1).added);
}

static void
test_shown_until_it_was_seen (News *news, gconstpointer data)
{
  g_autoptr (GaRecord) theirs = make_walk (news, "2026-01-13T10:00");
  g_autoptr (GaRecord) later = make_walk (news, "2026-01-20T10:00");
  GtkWidget *seen;

  /* Of a profile of one's own, nobody else is. */
  refresh (news);
  g_assert_false (gtk_widget_get_visible (news->list));
  bring (news, join, NULL);
  refresh (news);
  g_assert_false (gtk_widget_get_visible (news->list));
  wait_until (is_seen, news, "what is here already to be no news");
  bring (news, put, theirs);
  refresh (news);
  g_assert_true (gtk_widget_get_visible (news->list));
  g_assert_nonnull (find_type (news->list, ADW_TYPE_ACTION_ROW));
  seen = find_type (news->list, GTK_TYPE_BUTTON);
  /* What comes between the look and the click is still to be seen. */
  bring (news, put, later);
  g_signal_emit_by_name (seen, "clicked");
  g_assert_false (gtk_widget_get_visible (news->list));
  wait_until (is_seen, news, "what was shown to be seen");
  refresh (news);
  g_assert_true (gtk_widget_get_visible (news->list));
  g_signal_emit_by_name (seen, "clicked");
  wait_until (is_seen, news, "all to be seen");
  refresh (news);
  g_assert_false (gtk_widget_get_visible (news->list));
  wait_until (desk_is_let_go, news->list, "the list to be alone");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(path, func) g_test_add (path, News, NULL, set_up, func, tear_down)
  ADD ("/news/one-a-record-and-none-of-ones-own", test_one_a_record_and_none_of_ones_own);
  ADD ("/news/shown-until-it-was-seen", test_shown_until_it_was_seen);
#undef ADD
  return g_test_run ();
}
