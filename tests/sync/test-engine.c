/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sys/stat.h>

#include "sync/engine-fixture.h"

/* A network that comes and goes as the test says. */

struct _TestNetwork
{
  GObject parent;
  gboolean available;
};

#define TEST_TYPE_NETWORK (test_network_get_type ())
G_DECLARE_FINAL_TYPE (TestNetwork, test_network, TEST, NETWORK, GObject)

enum
{
  PROP_AVAILABLE = 1,
  PROP_METERED,
  PROP_CONNECTIVITY,
};

static gboolean
test_network_init_cb (GInitable *initable, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
test_network_initable_init (GInitableIface *iface)
{
  iface->init = test_network_init_cb;
}

static void
test_network_monitor_init (GNetworkMonitorInterface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestNetwork,
                               test_network,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, test_network_initable_init)
                                   G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR,
                                                          test_network_monitor_init))

static void
test_network_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_AVAILABLE)
    g_value_set_boolean (value, TEST_NETWORK (object)->available);
  else if (id == PROP_CONNECTIVITY)
    g_value_set_enum (value, G_NETWORK_CONNECTIVITY_FULL);
}

static void
test_network_class_init (TestNetworkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = test_network_get_property;
  g_object_class_override_property (object_class, PROP_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
test_network_init (TestNetwork *self)
{
}

static void
test_network_set (TestNetwork *self, gboolean available)
{
  self->available = available;
  g_signal_emit_by_name (self, "network-changed", available);
}

static void
test_join (Fixture *fixture, gconstpointer data)
{
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;
  struct stat info;

  join_well (fixture);
  g_assert_true (g_file_get_contents (fixture->token_path, &token, NULL, NULL));
  g_assert_cmpstr (token, ==, "refresh-0\n");
  g_assert_cmpint (stat (fixture->token_path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_false (join (fixture, "http://localhost:1/", &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_OTHER_SERVER);
}

/* By that the server knows that it has let it in already; also when the program was started anew.
 */
static void
test_join_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *joined = NULL;
  GaId left = { { 0 } };

  fixture->server.mood = CANNED_SILENT;
  fixture->server.moody = 1;
  g_assert_false (join (fixture, fixture->server.url, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_OFFLINE);
  first = g_strdup (fixture->server.enrolled_client);
  g_object_unref (fixture->engine);
  fixture->engine = ga_sync_engine_new (fixture->profile.store, fixture->tokens);
  shown = ga_sync_engine_dup_client (fixture->engine);
  g_assert_cmpstr (shown, ==, first);
  join_well (fixture);
  g_assert_cmpstr (fixture->server.enrolled_client, ==, first);
  joined = ga_sync_engine_dup_client (fixture->engine);
  g_assert_cmpstr (joined, ==, first);
  ga_reader_get_joining (ga_store_get_reader (fixture->profile.store), &left);
  g_assert_true (ga_id_is_none (&left));
}

static void
test_sync (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  join_well (fixture);
  g_assert_true (sync_once (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->server.pushes->len, ==, 1);
  g_assert_cmpint (ga_sync_engine_get_waiting (fixture->engine), ==, 0);
  g_assert_cmpint (ga_sync_engine_get_done (fixture->engine), >, 0);
  g_assert_cmpint (get_state (fixture), ==, GA_SYNC_UP_TO_DATE);
}

static void
test_alone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  ga_sync_engine_start (fixture->engine);
  g_assert_cmpint (get_state (fixture), ==, GA_SYNC_ALONE);
  g_assert_false (sync_once (fixture, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN);
}

static void
test_addresses (void)
{
  static const char *const bad[] = { "http://gangart.example/",
                                     "ftp://localhost/",
                                     "gangart",
                                     "https://",
                                     "https://name:word@gangart.example/",
                                     "https://gangart.example/?walks",
                                     "http://127.0.0.1.example.org/" };
  static const char *const good[][2] = {
    { "https://gangart.example", "https://gangart.example/" },
    { " https://gangart.example/walks/ ", "https://gangart.example/walks/" },
    { "https://gangart.example/walks", "https://gangart.example/walks/" },
    { "https://gangart.example/walks/join", "https://gangart.example/walks/" },
    { "http://localhost:8470/", "http://localhost:8470/" },
    { "http://127.0.0.1:1/", "http://127.0.0.1:1/" },
    { "http://[::1]/", "http://[::1]/" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ga_server_link_check_url (bad[i], &error));
      g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_NOT_ALLOWED);
    }
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *url = ga_server_link_check_url (good[i][0], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (url, ==, good[i][1]);
    }
}

static void
test_lost_response (Fixture *fixture, gconstpointer data)
{
  join_well (fixture);
  fixture->server.mood = CANNED_SILENT;
  fixture->server.moody = 1;
  ga_sync_engine_start (fixture->engine);
  wait_until (fixture->server.paused->len == 1);
  g_assert_cmpuint (fixture->server.pushes->len, ==, 2);
  {
    g_autoptr (JsonNode) first = json_from_string (fixture->server.pushes->pdata[0], NULL);
    g_autoptr (JsonNode) second = json_from_string (fixture->server.pushes->pdata[1], NULL);

    /* The clock of sending may differ, the number and the operations not. */
    json_object_remove_member (json_node_get_object (first), "now");
    json_object_remove_member (json_node_get_object (second), "now");
    g_assert_true (json_node_equal (first, second));
  }
  g_assert_cmpint (ga_sync_engine_get_waiting (fixture->engine), ==, 0);
}

/* What must leave everything as it is: nothing applied, nothing acknowledged. */
static void
test_not_believed (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    CannedMood mood;
    GaSyncError code;
  } cases[] = {
    { CANNED_PORTAL, GA_SYNC_ERROR_FOREIGN }, { CANNED_REDIRECT, GA_SYNC_ERROR_FOREIGN },
    { CANNED_CUT, GA_SYNC_ERROR_OFFLINE },    { CANNED_SILENT, GA_SYNC_ERROR_OFFLINE },
    { CANNED_TROUBLE, GA_SYNC_ERROR_SERVER }, { CANNED_BUSY, GA_SYNC_ERROR_WAIT },
    { CANNED_BOMB, GA_SYNC_ERROR_TOO_LARGE },
  };

  join_well (fixture);
  fixture->server.head = 5;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      fixture->server.mood = cases[i].mood;
      fixture->server.moody = G_MAXUINT;
      g_assert_false (sync_once (fixture, &error));
      g_assert_error (error, GA_SYNC_ERROR, (int) cases[i].code);
      g_assert_cmpint (get_state (fixture), ==, GA_SYNC_RETRYING);
      assert_nothing_came (fixture);
    }
  g_assert_cmpuint (fixture->server.elsewhere, ==, 0);
}

static void
test_pull_without_push (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  join_well (fixture);
  fixture->server.head = 5;
  fixture->server.mood = CANNED_TROUBLE;
  fixture->server.moody = 1;
  g_assert_false (sync_once (fixture, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_SERVER);
  g_assert_cmpuint (fixture->server.pushes->len, ==, 1);
  g_assert_cmpuint (fixture->server.pulls, ==, 1);
  g_assert_cmpint (ga_sync_engine_get_waiting (fixture->engine), >, 0);
}

/* The server of libsoup 3.6 complains of itself when a client gives up the handshake. */
static gboolean
is_fatal (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
  return strstr (message, "soup_server_connection_disconnect") == NULL;
}

static void
pass_over (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
  if (is_fatal (domain, level, message, user_data))
    g_log_default_handler (domain, level, message, user_data);
}

static void
test_certificate (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "self-signed.pem", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, &error);

  g_assert_no_error (error);
  /* To the end: it complains when it stops. */
  g_log_set_handler ("libsoup", G_LOG_LEVEL_CRITICAL | G_LOG_FLAG_FATAL, pass_over, NULL);
  g_test_log_set_fatal_handler (is_fatal, NULL);
  canned_stop (&fixture->server);
  fixture->server = (Canned){ 0 };
  canned_start (&fixture->server, certificate);
  g_assert_true (g_str_has_prefix (fixture->server.url, "https://"));
  g_assert_false (join (fixture, fixture->server.url, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_CERTIFICATE);
  g_assert_cmpstr (fixture->server.access, ==, "none");
}

static void
test_expired (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;

  join_well (fixture);
  g_free (fixture->server.access);
  fixture->server.access = g_strdup ("another");
  g_assert_true (sync_once (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->server.renewals, ==, 1);
  g_assert_true (g_file_get_contents (fixture->token_path, &token, NULL, NULL));
  g_assert_cmpstr (token, ==, "refresh-1\n");
}

static void
test_start_with_kept_token (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  join_well (fixture);
  g_clear_object (&fixture->engine);
  fixture->engine = ga_sync_engine_new (fixture->profile.store, fixture->tokens);
  g_assert_true (sync_once (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->server.renewals, ==, 1);
}

static void
test_retry_after (Fixture *fixture, gconstpointer data)
{
  gint64 refused_at;

  join_well (fixture);
  fixture->server.mood = CANNED_BUSY;
  fixture->server.moody = 1;
  ga_sync_engine_start (fixture->engine);
  wait_until (fixture->server.pushes->len == 1);
  refused_at = fixture->server.pushed_at;
  wait_until (fixture->server.pushes->len == 2);
  g_assert_cmpint (fixture->server.pushed_at - refused_at, >=, 2 * G_USEC_PER_SEC);
}

/* Seconds from now. */
static double
get_next_try (Fixture *fixture)
{
  GSource *source = g_main_context_find_source_by_id (NULL, fixture->engine->retry_source);

  return (double) (g_source_get_ready_time (source) - g_get_monotonic_time ()) / G_USEC_PER_SEC;
}

/* However long it was away: what waits is sent soon after it is back, and not by all at once. */
static void
test_soon_back (Fixture *fixture, gconstpointer data)
{
  static const CannedMood moods[] = { CANNED_SILENT, CANNED_PORTAL, CANNED_TROUBLE };
  double earliest = G_MAXDOUBLE, latest = 0;

  join_well (fixture);
  ga_sync_engine_start (fixture->engine);
  for (guint i = 0; i < 60; i++)
    {
      fixture->server.mood = moods[i % G_N_ELEMENTS (moods)];
      fixture->server.moody = G_MAXUINT;
      fixture->engine->failures = 20;
      ga_sync_engine_sync_async (fixture->engine, NULL, NULL, NULL);
      wait_until (get_state (fixture) == GA_SYNC_RETRYING && !fixture->engine->working);
      earliest = MIN (earliest, get_next_try (fixture));
      latest = MAX (latest, get_next_try (fixture));
    }
  g_assert_cmpfloat (latest, <=, 20);
  g_assert_cmpfloat (latest - earliest, >, 4);
}

static GSocket *
open_socket (void)
{
  g_autoptr (GError) error = NULL;
  GSocket *socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);
  g_socket_set_blocking (socket, FALSE);
  return socket;
}

/* An address whose queue is full lets fall what comes, as a network does that reaches nobody. */
static void
test_silence (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) queue = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GSocket) full = open_socket ();
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;
  gint64 begun = g_get_monotonic_time ();

  g_assert_true (g_socket_bind (full, any, FALSE, NULL));
  g_socket_set_listen_backlog (full, 0);
  g_assert_true (g_socket_listen (full, NULL));
  address = g_socket_get_local_address (full, NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_ptr_array_add (queue, open_socket ());
      g_socket_connect (g_ptr_array_index (queue, i), address, NULL, NULL);
    }
  url = g_strdup_printf ("http://127.0.0.1:%u/",
                         g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  g_assert_false (join (fixture, url, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_OFFLINE);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 30 * G_USEC_PER_SEC);
}

/* What the server cannot read stays so. */
static void
test_seldom_in_vain (Fixture *fixture, gconstpointer data)
{
  join_well (fixture);
  fixture->server.mood = CANNED_BOMB;
  fixture->server.moody = G_MAXUINT;
  ga_sync_engine_start (fixture->engine);
  fixture->engine->failures = 20;
  wait_until (get_state (fixture) == GA_SYNC_RETRYING && !fixture->engine->working);
  g_assert_cmpfloat (get_next_try (fixture), >, 100);
}

static void
test_copied (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GaMembership) before = NULL;
  g_autoptr (GaMembership) after = NULL;
  g_autofree char *client = NULL;

  join_well (fixture);
  before = ga_reader_get_membership (ga_store_get_reader (fixture->profile.store), NULL);
  fixture->server.mood = CANNED_FORKED;
  fixture->server.moody = 1;
  g_assert_true (sync_once (fixture, &error));
  g_assert_no_error (error);
  after = ga_reader_get_membership (ga_store_get_reader (fixture->profile.store), NULL);
  g_assert_false (ga_id_equal (&before->client, &after->client));
  /* It gets tokens of its own, so that the two do not end each other's. */
  client = ga_id_to_string (&after->client);
  g_assert_cmpuint (fixture->server.renewals, ==, 1);
  g_assert_cmpstr (fixture->server.renewed_client, ==, client);
  g_assert_cmpint (after->waiting, ==, 0);
  g_assert_cmpuint (fixture->server.pushes->len, ==, 2);
}

static void
test_local_change (Fixture *fixture, gconstpointer data)
{
  guint pushes;

  start_and_settle (fixture);
  pushes = fixture->server.pushes->len;
  change_something (fixture);
  wait_until (fixture->server.pushes->len == pushes + 1);
  wait_until (get_state (fixture) == GA_SYNC_UP_TO_DATE);
  g_assert_cmpint (ga_sync_engine_get_waiting (fixture->engine), ==, 0);
}

static void
test_news (Fixture *fixture, gconstpointer data)
{
  guint pulls;

  start_and_settle (fixture);
  pulls = fixture->server.pulls;
  canned_tell (&fixture->server, 100);
  wait_until (fixture->server.pulls == pulls + 1);
  wait_until (fixture->server.paused->len == 1);
  g_assert_cmpint (get_state (fixture), ==, GA_SYNC_UP_TO_DATE);
}

static void
test_wake (Fixture *fixture, gconstpointer data)
{
  guint pulls;

  start_and_settle (fixture);
  pulls = fixture->server.pulls;
  ga_sync_engine_look_at_clocks (fixture->engine, g_get_real_time (), g_get_monotonic_time ());
  ga_sync_engine_look_at_clocks (fixture->engine, g_get_real_time () + G_TIME_SPAN_HOUR,
                                 g_get_monotonic_time ());
  wait_until (fixture->server.waits == 2);
  g_assert_cmpuint (fixture->server.pulls, ==, pulls + 1);
}

static void
test_network (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestNetwork) network = g_object_new (TEST_TYPE_NETWORK, NULL);

  join_well (fixture);
  ga_sync_engine_set_monitor (fixture->engine, G_NETWORK_MONITOR (network));
  ga_sync_engine_start (fixture->engine);
  g_assert_cmpint (get_state (fixture), ==, GA_SYNC_OFFLINE);
  test_network_set (network, TRUE);
  wait_until (fixture->server.paused->len == 1);
  g_assert_cmpint (get_state (fixture), ==, GA_SYNC_UP_TO_DATE);
  test_network_set (network, FALSE);
  wait_until (get_state (fixture) == GA_SYNC_OFFLINE);
}

static void
test_one_at_a_time (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaSyncEngine) other = ga_sync_engine_new (fixture->profile.store, fixture->tokens);

  start_and_settle (fixture);
  ga_sync_engine_start (other);
  g_assert_cmpint (ga_sync_engine_get_state (other), ==, GA_SYNC_ELSEWHERE);
  g_clear_object (&fixture->engine);
  ga_sync_engine_go_on (other);
  wait_until (ga_sync_engine_get_state (other) == GA_SYNC_UP_TO_DATE);
  ga_sync_engine_stop (other);
}

static void
test_let_go_amid (Fixture *fixture, gconstpointer data)
{
  join_well (fixture);
  ga_sync_engine_start (fixture->engine);
  g_assert_cmpint (get_state (fixture), ==, GA_SYNC_SENDING);
  g_clear_object (&fixture->engine);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  assert_nothing_came (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/only-tls-leaves-the-computer", test_addresses);
  add ("/engine/joins-once-and-keeps-the-token-to-itself", test_join);
  add ("/engine/joins-as-the-same-when-the-answer-was-lost", test_join_again);
  add ("/engine/sends-and-receives", test_sync);
  add ("/engine/is-alone-without-a-server", test_alone);
  add ("/engine/sends-the-same-push-after-a-lost-answer", test_lost_response);
  add ("/engine/believes-nobody-but-the-server", test_not_believed);
  add ("/engine/receives-though-it-cannot-send", test_pull_without_push);
  add ("/engine/stops-at-a-wrong-certificate", test_certificate);
  add ("/engine/gets-a-new-token-when-one-has-expired", test_expired);
  add ("/engine/starts-with-the-token-that-is-kept", test_start_with_kept_token);
  add ("/engine/waits-as-long-as-the-server-asks", test_retry_after);
  add ("/engine/is-soon-there-when-the-server-is-back", test_soon_back);
  add ("/engine/tries-seldom-what-cannot-go-well", test_seldom_in_vain);
  add ("/engine/gives-up-what-reaches-nobody", test_silence);
  add ("/engine/goes-on-under-a-new-id-when-copied", test_copied);
  add ("/engine/sends-a-change-by-itself", test_local_change);
  add ("/engine/fetches-news-by-itself", test_news);
  add ("/engine/connects-anew-after-sleep", test_wake);
  add ("/engine/rests-without-a-network", test_network);
  add ("/engine/works-one-at-a-time-on-a-profile", test_one_at_a_time);
  add ("/engine/may-be-let-go-amid-its-work", test_let_go_amid);
  return g_test_run ();
}
