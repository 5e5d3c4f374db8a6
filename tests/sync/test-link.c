/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <string.h>

#include "sync/client/ga-server-link.h"

/* A server that answers a byte at a time, and goes on for longer than anybody waits. */

#define DRIP_MS     20
#define PATIENCE_MS 300
/* More than a link of the poorest kind takes meanwhile, and little enough that all takes longer. */
#define MANY 2000

typedef struct
{
  GSocketService *service;
  char *url;
  GSocketConnection *connection;
  gboolean endless_head;
  gboolean makes_way;
  guint drips;
  guint source;
  GAsyncResult *result;
} Fixture;

static gboolean
drip_cb (gpointer user_data)
{
  static const char ok[] =
      "HTTP/1.1 200 OK\r\nGangart-Protocol: 1\r\nContent-Length: 100000\r\n\r\n";
  static const char endless[] = "HTTP/1.1 200 OK\r\nGangart-Protocol: ";
  g_autofree char *many = g_strnfill (MANY, ' ');
  Fixture *fixture = user_data;
  GOutputStream *stream = g_io_stream_get_output_stream (G_IO_STREAM (fixture->connection));
  const char *head = fixture->endless_head ? endless : ok;
  gboolean begins = fixture->drips++ == 0;

  if (g_output_stream_write (stream, begins ? head : many,
                             begins               ? strlen (head)
                             : fixture->makes_way ? MANY
                                                  : 1,
                             NULL, NULL) >= 0)
    return G_SOURCE_CONTINUE;
  fixture->source = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
incoming_cb (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->connection = g_object_ref (connection);
  fixture->source = g_timeout_add (DRIP_MS, drip_cb, fixture);
  return TRUE;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint16 port;

  fixture->service = g_socket_service_new ();
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (fixture->service), NULL, &error);
  g_assert_no_error (error);
  fixture->url = g_strdup_printf ("http://127.0.0.1:%u/", port);
  g_signal_connect (fixture->service, "incoming", G_CALLBACK (incoming_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_handle_id (&fixture->source, g_source_remove);
  g_socket_service_stop (fixture->service);
  g_socket_listener_close (G_SOCKET_LISTENER (fixture->service));
  g_clear_object (&fixture->connection);
  g_clear_object (&fixture->result);
  g_object_unref (fixture->service);
  g_free (fixture->url);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->result = g_object_ref (result);
}

static void
ask (Fixture *fixture, GaServerLink *link, GCancellable *cancellable)
{
  ga_server_link_send_async (link, "POST", "/v1/enrol", NULL, NULL, NULL, cancellable, done_cb,
                             fixture);
}

static void
wait_for_result (Fixture *fixture)
{
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_an_answer_that_drips_has_an_end (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaServerLink) link = ga_server_link_new (fixture->url);
  g_autoptr (GaServerAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  ga_server_link_set_patience (link, PATIENCE_MS);
  ask (fixture, link, NULL);
  wait_for_result (fixture);
  answer = ga_server_link_send_finish (link, fixture->result, &error);
  g_assert_null (answer);
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_OFFLINE);
  g_assert_cmpuint (fixture->drips, >, 1);
}

static void
test_who_waits_for_it_may_give_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaServerLink) link = ga_server_link_new (fixture->url);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  ask (fixture, link, cancellable);
  while (fixture->drips < 2)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  wait_for_result (fixture);
  g_assert_null (ga_server_link_send_finish (link, fixture->result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
ask_as_member (Fixture *fixture, GaServerLink *link)
{
  ga_server_link_set_patience (link, PATIENCE_MS);
  ga_server_link_send_async (link, "POST", "/v1/pull", "token", NULL, NULL, NULL, done_cb, fixture);
  wait_for_result (fixture);
}

/* What has come counts. */
static void
test_a_member_is_not_kept_by_drips (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaServerLink) link = ga_server_link_new (fixture->url);
  g_autoptr (GaServerAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  ask_as_member (fixture, link);
  answer = ga_server_link_send_finish (link, fixture->result, &error);
  g_assert_no_error (error);
  g_assert_true (answer->cut);
  g_assert_cmpuint (g_bytes_get_size (answer->body), >, 0);
}

static void
test_an_answer_that_does_not_begin_has_an_end (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaServerLink) link = ga_server_link_new (fixture->url);
  g_autoptr (GError) error = NULL;

  fixture->endless_head = TRUE;
  ask_as_member (fixture, link);
  g_assert_null (ga_server_link_send_finish (link, fixture->result, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_OFFLINE);
}

static void
test_what_makes_way_may_take_long (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaServerLink) link = ga_server_link_new (fixture->url);
  g_autoptr (GaServerAnswer) answer = NULL;
  gint64 begun = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  fixture->makes_way = TRUE;
  ask_as_member (fixture, link);
  answer = ga_server_link_send_finish (link, fixture->result, &error);
  g_assert_no_error (error);
  g_assert_false (answer->cut);
  g_assert_cmpint (g_get_monotonic_time () - begun, >, 2 * PATIENCE_MS * 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(path, name) g_test_add ("/link/" path, Fixture, NULL, set_up, name, tear_down)
  TEST ("an-answer-that-drips-has-an-end", test_an_answer_that_drips_has_an_end);
  TEST ("who-waits-for-it-may-give-up", test_who_waits_for_it_may_give_up);
  TEST ("a-member-is-not-kept-by-drips", test_a_member_is_not_kept_by_drips);
  TEST ("an-answer-that-does-not-begin-has-an-end", test_an_answer_that_does_not_begin_has_an_end);
  TEST ("what-makes-way-may-take-long", test_what_makes_way_may_take_long);
  return g_test_run ();
}
