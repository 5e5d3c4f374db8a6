/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <sys/stat.h>

#include "store/store-fixture.h"
#include "sync/client/ga-token-store.h"

/* A keyring with room for one secret: as much of the Secret Service as libsecret asks for. It is on
 * a bus that was started for this test alone. */

#define SERVICE "/org/freedesktop/secrets"
#define ITEM    SERVICE "/item/1"

static const char interfaces[] =
    "<node>"
    " <interface name='org.freedesktop.Secret.Service'>"
    "  <method name='OpenSession'><arg type='s' direction='in'/><arg type='v' direction='in'/>"
    "   <arg type='v' direction='out'/><arg type='o' direction='out'/></method>"
    "  <method name='SearchItems'><arg type='a{ss}' direction='in'/>"
    "   <arg type='ao' direction='out'/><arg type='ao' direction='out'/></method>"
    "  <method name='GetSecrets'><arg type='ao' direction='in'/><arg type='o' direction='in'/>"
    "   <arg type='a{o(oayays)}' direction='out'/></method>"
    " </interface>"
    " <interface name='org.freedesktop.Secret.Collection'>"
    "  <method name='CreateItem'><arg type='a{sv}' direction='in'/>"
    "   <arg type='(oayays)' direction='in'/><arg type='b' direction='in'/>"
    "   <arg type='o' direction='out'/><arg type='o' direction='out'/></method>"
    " </interface>"
    " <interface name='org.freedesktop.Secret.Item'>"
    "  <method name='Delete'><arg type='o' direction='out'/></method>"
    " </interface>"
    "</node>";

typedef struct
{
  GDBusConnection *connection;
  GDBusNodeInfo *node;
  char *client; /* attribute of the secret; %NULL: there is none */
  char *secret;
  GAsyncResult *result;
} Fixture;

#define wait_until(CONDITION)                \
  G_STMT_START                               \
  {                                          \
    while (!(CONDITION))                     \
      g_main_context_iteration (NULL, TRUE); \
  }                                          \
  G_STMT_END

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->result = g_object_ref (result);
}

static void
create_item (Fixture *fixture, GVariant *parameters)
{
  g_autoptr (GVariant) properties = g_variant_get_child_value (parameters, 0);
  g_autoptr (GVariant) secret = g_variant_get_child_value (parameters, 1);
  g_autoptr (GVariant) value = g_variant_get_child_value (secret, 2);
  g_autoptr (GVariant) attributes =
      g_variant_lookup_value (properties, "org.freedesktop.Secret.Item.Attributes", NULL);
  gsize length;
  const char *bytes = g_variant_get_fixed_array (value, &length, 1);

  g_clear_pointer (&fixture->client, g_free);
  g_variant_lookup (attributes, "client", "s", &fixture->client);
  g_free (fixture->secret);
  fixture->secret = g_strndup (bytes, length);
}

static gboolean
is_sought (Fixture *fixture, GVariant *parameters)
{
  g_autoptr (GVariant) attributes = g_variant_get_child_value (parameters, 0);
  const char *client = NULL;

  return g_variant_lookup (attributes, "client", "&s", &client) &&
         g_strcmp0 (client, fixture->client) == 0;
}

static GVariant *
get_secrets (Fixture *fixture)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{o(oayays)}"));
  g_variant_builder_add (
      &builder, "{o(o@ay@ays)}", ITEM, SERVICE "/session/1",
      g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, "", 0, 1),
      g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, fixture->secret, strlen (fixture->secret), 1),
      "text/plain");
  return g_variant_new ("(a{o(oayays)})", &builder);
}

static void
called_cb (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *method,
           GVariant *parameters,
           GDBusMethodInvocation *invocation,
           gpointer user_data)
{
  static const char *const none[] = { NULL };
  static const char *const one[] = { ITEM, NULL };
  Fixture *fixture = user_data;
  const char *algorithm = NULL;

  if (g_str_equal (method, "OpenSession"))
    {
      g_variant_get_child (parameters, 0, "&s", &algorithm);
      if (!g_str_equal (algorithm, "plain"))
        {
          g_dbus_method_invocation_return_dbus_error (
              invocation, "org.freedesktop.DBus.Error.NotSupported", "plain alone");
          return;
        }
      g_dbus_method_invocation_return_value (
          invocation, g_variant_new ("(vo)", g_variant_new_string (""), SERVICE "/session/1"));
    }
  else if (g_str_equal (method, "SearchItems"))
    g_dbus_method_invocation_return_value (
        invocation, g_variant_new ("(^ao^ao)", is_sought (fixture, parameters) ? one : none, none));
  else if (g_str_equal (method, "GetSecrets"))
    g_dbus_method_invocation_return_value (invocation, get_secrets (fixture));
  else if (g_str_equal (method, "CreateItem"))
    {
      create_item (fixture, parameters);
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(oo)", ITEM, "/"));
    }
  else
    {
      g_clear_pointer (&fixture->client, g_free);
      g_clear_pointer (&fixture->secret, g_free);
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", "/"));
    }
}

static const GDBusInterfaceVTable vtable = { .method_call = called_cb };

static void
serve (Fixture *fixture, const char *path, guint interface)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_register_object (fixture->connection, path,
                                     fixture->node->interfaces[interface], &vtable, fixture, NULL,
                                     &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GVariant *answer;

  fixture->connection =
      g_dbus_connection_new_for_address_sync (g_getenv ("DBUS_SESSION_BUS_ADDRESS"),
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  fixture->node = g_dbus_node_info_new_for_xml (interfaces, &error);
  g_assert_no_error (error);
  serve (fixture, SERVICE, 0);
  serve (fixture, SERVICE "/aliases/default", 1);
  serve (fixture, ITEM, 2);
  answer = g_dbus_connection_call_sync (
      fixture->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
      "RequestName", g_variant_new ("(su)", "org.freedesktop.secrets", 0), NULL,
      G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  g_variant_unref (answer);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_dbus_connection_close_sync (fixture->connection, NULL, NULL);
  g_clear_object (&fixture->connection);
  g_clear_pointer (&fixture->node, g_dbus_node_info_unref);
  g_free (fixture->client);
  g_free (fixture->secret);
}

static void
save (Fixture *fixture, GaTokenStore *tokens, const char *client, const char *token)
{
  g_autoptr (GError) error = NULL;

  ga_token_store_save_async (tokens, client, token, NULL, done_cb, fixture);
  wait_until (fixture->result != NULL);
  ga_token_store_save_finish (tokens, fixture->result, &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->result);
}

static char *
load (Fixture *fixture, GaTokenStore *tokens, const char *client, GError **error)
{
  char *token;

  ga_token_store_load_async (tokens, client, NULL, done_cb, fixture);
  wait_until (fixture->result != NULL);
  token = ga_token_store_load_finish (tokens, fixture->result, error);
  g_clear_object (&fixture->result);
  return token;
}

/* Saved, replaced and forgotten; @other is nobody's. */
static void
go_through (Fixture *fixture, GaTokenStore *tokens)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_null (load (fixture, tokens, "one", &error));
  g_assert_no_error (error);
  save (fixture, tokens, "one", "first");
  first = load (fixture, tokens, "one", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (first, ==, "first");
  save (fixture, tokens, "one", "second");
  second = load (fixture, tokens, "one", &error);
  g_assert_cmpstr (second, ==, "second");
  save (fixture, tokens, "one", NULL);
  g_assert_null (load (fixture, tokens, "one", &error));
  g_assert_no_error (error);
}

static void
test_keyring (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaTokenStore) tokens = ga_token_keyring_new ();

  go_through (fixture, tokens);
  save (fixture, tokens, "one", "first");
  g_assert_cmpstr (fixture->client, ==, "one");
  g_assert_null (load (fixture, tokens, "other", NULL));
}

static void
test_no_keyring (void)
{
  g_autoptr (GaTokenStore) tokens = ga_token_keyring_new ();
  g_autoptr (GError) error = NULL;
  Fixture fixture = { 0 };

  g_assert_null (load (&fixture, tokens, "one", &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN);
}

static void
test_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "token", NULL);
  g_autoptr (GaTokenStore) tokens = ga_token_file_new (path);
  g_autoptr (GError) error = NULL;
  Fixture fixture = { 0 };
  struct stat info;

  go_through (&fixture, tokens);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  /* Whatever was there: nobody else reads the new one. */
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  g_assert_null (load (&fixture, tokens, "one", &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_NOT_ALLOWED);
  save (&fixture, tokens, "one", "new");
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tokens/a-file-keeps-one-to-its-owner", test_file);
  g_test_add_func ("/tokens/without-a-keyring-the-user-is-asked", test_no_keyring);
  g_test_add ("/tokens/the-keyring-keeps-one-for-each-profile", Fixture, NULL, set_up, test_keyring,
              tear_down);
  return g_test_run ();
}
