/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "exchange-fixture.h"
#include "server/ga-files.h"

/* Who may name a file in a row, and who gets it for that. */

#define SHA  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define SIZE "1000"

typedef struct
{
  Server *server;
  Client *host;
  Client *colleague; /* of another community in the same kommune */
  char *community;
} World;

static void
set_up (World *self, gconstpointer data)
{
  self->server = server_new ();
  self->host = client_new_host (self->server, 0);
  self->colleague = client_new_host (self->server, 0);
  self->community = client_add_community (self->host, 0, "Tuesdays");
}

static void
tear_down (World *self, gconstpointer data)
{
  client_free (self->host);
  client_free (self->colleague);
  server_free (self->server);
  g_free (self->community);
}

/* As the route does when the file is whole. */
static void
bring (Client *client)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ga_files_own (client->server->sql, client->session, SHA,
                               (gsize) g_ascii_strtoull (SIZE, NULL, 10), 0, &error));
  g_assert_no_error (error);
}

/* What becomes of an attachment with such an id, owner (`'community': 'ID'`) and size. */
static void
expect (Client *client, const char *expected, const char *id, const char *owner, const char *size)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (JsonObject) receipt = client_push (
      client, &error, "insert attachment %s {%s, 'name': 'a.pdf', 'sha256': '" SHA "', 'size': %s}",
      id, owner, size);

  g_assert_no_error (error);
  answer = answer_to (receipt, 0);
  g_assert_cmpstr (answer, ==, expected);
}

/* Whatever its client let through. */
static void
test_name_is_plain (World *self, gconstpointer data)
{
  static const char *const names[] = { "Aftale\u202efdp.exe", "   ", "../a", "a\u2028b" };

  bring (self->host);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *id = new_id ();
      g_autofree char *answer = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonObject) receipt =
          client_push (self->host, &error,
                       "insert attachment %s {'community': '%s', 'name': '%s', 'sha256': '" SHA
                       "', 'size': " SIZE "}",
                       id, self->community, names[i]);

      g_assert_no_error (error);
      answer = answer_to (receipt, 0);
      g_assert_cmpstr (answer, ==, "refused invalid");
    }
}

static char *
own_community (World *self)
{
  return g_strdup_printf ("'community': '%s'", self->community);
}

static gint64
find (Client *client, gboolean gone)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GaRights) rights =
      ga_rights_load (client->server->sql, client->server->schema, client->session, &error);
  gint64 size = 0;

  g_assert_no_error (error);
  g_assert_true (ga_files_find (client->server->sql, client->server->schema, client->session,
                                rights, SHA, gone, &size, &error));
  return size;
}

static void
test_needs_file (World *self, gconstpointer data)
{
  g_autofree char *id = new_id ();
  g_autofree char *owner = own_community (self);

  expect (self->host, "refused file", id, owner, SIZE);
  bring (self->host);
  expect (self->host, "refused file", id, owner, "999");
  expect (self->host, "accepted", id, owner, SIZE);
  client_pull (self->colleague);
  g_assert_cmpuint (client_count (self->colleague, NULL, "attachment"), ==, 1);
}

static void
test_name_is_no_key (World *self, gconstpointer data)
{
  g_autoptr (Client) far = client_new_host (self->server, 1);
  g_autofree char *there = client_add_community (far, 1, "Elsewhere");
  g_autofree char *id = new_id ();
  g_autofree char *other = new_id ();
  g_autofree char *owner = own_community (self);
  g_autofree char *elsewhere = g_strdup_printf ("'community': '%s'", there);

  bring (self->host);
  expect (self->host, "accepted", id, owner, SIZE);
  expect (far, "refused file", other, elsewhere, SIZE);
  g_assert_cmpint (find (far, TRUE), ==, -1);
}

/* Who sees the row gets the file, and may name it elsewhere. */
static void
test_shown (World *self, gconstpointer data)
{
  g_autoptr (Client) consultant = client_new (self->server);
  g_autoptr (Client) coordinator = client_new (self->server);
  g_autofree char *kommune = server_get_kommune_space (self->server, 0);
  g_autofree char *id = new_id ();
  g_autofree char *other = new_id ();
  g_autofree char *owner = own_community (self);

  client_grant (consultant, GA_ACCESS_CONSULTANT, kommune);
  client_grant (coordinator, GA_ACCESS_COORDINATOR, kommune);
  bring (self->host);
  expect (self->host, "accepted", id, owner, SIZE);
  g_assert_cmpint (find (self->colleague, FALSE), ==, 1000);
  g_assert_cmpint (find (consultant, FALSE), ==, 1000);
  g_assert_cmpint (find (coordinator, FALSE), ==, -1);
  client_pull (coordinator);
  g_assert_cmpuint (client_count (coordinator, NULL, "attachment"), ==, 0);
  expect (self->colleague, "refused not-allowed", other, owner, SIZE);
  expect (consultant, "accepted", other, owner, SIZE);
}

static void
test_gone (World *self, gconstpointer data)
{
  g_autofree char *id = new_id ();
  g_autofree char *owner = own_community (self);

  bring (self->host);
  expect (self->host, "accepted", id, owner, SIZE);
  client_do (self->host, "@1000 delete attachment %s", id);
  g_assert_cmpint (find (self->colleague, FALSE), ==, -1);
  g_assert_cmpint (find (self->colleague, TRUE), ==, 1000);
}

/* So many days later. */
static void
let_go (World *self, guint days)
{
  server_tidy (self->server, days);
}

/* What a row names stays, and so does what a deleted one named, for a while. */
static void
test_let_go (World *self, gconstpointer data)
{
  g_autofree char *id = new_id ();
  g_autofree char *owner = own_community (self);

  bring (self->host);
  expect (self->host, "accepted", id, owner, SIZE);
  let_go (self, 400);
  g_assert_cmpint (find (self->host, FALSE), ==, 1000);
  client_do (self->host, "@1000 delete attachment %s", id);
  let_go (self, 1);
  let_go (self, GA_FILE_KEPT_DAYS - 1);
  g_assert_cmpint (find (self->host, FALSE), ==, 1000);
  let_go (self, 2);
  g_assert_cmpint (find (self->host, FALSE), ==, -1);
  bring (self->colleague);
  let_go (self, 0);
  g_assert_cmpint (find (self->colleague, FALSE), ==, -1);
}

static char *
find_conflict (Client *client)
{
  GHashTableIter iter;
  gpointer key;

  client_pull (client);
  g_hash_table_iter_init (&iter, client->rows);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (g_str_has_prefix (key, "conflict "))
      return g_strdup ((char *) key + strlen ("conflict "));
  return NULL;
}

/* What a computer without access has offered stays until it is decided about, and a while after. */
static void
test_offered (World *self, gconstpointer data)
{
  g_autoptr (Client) other = client_new (self->server);
  g_autofree char *space = g_strconcat ("community:", self->community, NULL);
  g_autofree char *id = new_id ();
  g_autofree char *owner = own_community (self);
  g_autofree char *conflict = NULL;

  client_grant (other, GA_ACCESS_HOST, space);
  bring (self->host);
  self->host->session->revoked = TRUE;
  expect (self->host, "quarantined", id, owner, SIZE);
  let_go (self, 400);
  g_assert_cmpint (find (other, FALSE), ==, 1000);
  conflict = find_conflict (other);
  client_do (other, "@1000 update conflict %s {'state': 'kept'}", conflict);
  let_go (self, 1);
  let_go (self, GA_FILE_KEPT_DAYS - 1);
  g_assert_cmpint (find (other, FALSE), ==, -1);
  g_assert_cmpint (find (other, TRUE), ==, 1000);
  let_go (self, 2);
  g_assert_cmpint (find (other, TRUE), ==, -1);
}

/* Its author was away since. */
static void
test_deleted_long_ago (World *self, gconstpointer data)
{
  g_autofree char *id = new_id ();
  g_autofree char *owner = own_community (self);
  g_autoptr (JsonObject) receipt = NULL;
  g_autoptr (GError) error = NULL;
  gint64 account = self->host->session->account;

  bring (self->host);
  expect (self->host, "accepted", id, owner, SIZE);
  self->host->session->account = self->colleague->session->account;
  g_assert_null (client_push (self->host, NULL, "@1000 delete attachment %s", id));
  self->host->session->account = account;
  let_go (self, 200);
  receipt = client_push_again (self->host, &error);
  g_assert_no_error (error);
  g_assert_nonnull (receipt);
  let_go (self, 1);
  g_assert_cmpint (find (self->host, FALSE), ==, 1000);
}

static gboolean
tidied (World *self, GaFiles *files, const char *path)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ga_files_tidy (files, self->server->sql, &error));
  g_assert_no_error (error);
  return !g_file_test (path, G_FILE_TEST_EXISTS);
}

/* As after a restore, the file is long there when it is first found that nobody brought it. */
static void
test_tidied (World *self, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  g_autofree char *inner = g_build_filename (folder, "files", NULL);
  g_autofree char *path = g_build_filename (inner, SHA, NULL);
  g_autofree char *mark = g_build_filename (inner, ".lost-" SHA, NULL);
  g_autoptr (GaFiles) files = ga_files_new (folder);
  struct utimbuf old = { 0 };

  g_assert_cmpint (g_mkdir (inner, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_cmpint (g_utime (path, &old), ==, 0);
  bring (self->host);
  g_assert_false (tidied (self, files, path));
  let_go (self, 1);
  g_assert_false (tidied (self, files, path));
  g_assert_cmpint (g_utime (mark, &old), ==, 0);
  /* The database from before is put back, and then the backup once more. */
  bring (self->host);
  g_assert_false (tidied (self, files, path));
  let_go (self, 1);
  g_assert_false (tidied (self, files, path));
  g_assert_false (tidied (self, files, path));
  g_assert_cmpint (g_utime (mark, &old), ==, 0);
  g_assert_true (tidied (self, files, path));
  g_assert_cmpint (g_rmdir (inner), ==, 0);
  g_rmdir (folder);
}

/* Each of those that come at once was let begin while there was room. */
static void
test_room (World *self, gconstpointer data)
{
  const gsize size = GA_ATTACHMENT_MOST_BYTES;
  g_autoptr (GError) error = NULL;
  gsize i;

  for (i = 0; i < GA_FILES_MOST_BYTES / size; i++)
    {
      g_autofree char *sha = g_strdup_printf ("%064" G_GSIZE_FORMAT, i);

      ga_files_own (self->server->sql, self->host->session, sha, size, 0, &error);
      g_assert_no_error (error);
    }
  g_assert_false (ga_files_own (self->server->sql, self->host->session, SHA, size, 0, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_TOO_LARGE);
  g_assert_cmpint (find (self->host, FALSE), ==, -1);
  bring (self->colleague);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Whole, and somebody else of the account was first. */
static void
test_no_room_in_the_end (World *self, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  g_autofree char *inner = g_build_filename (folder, "files", NULL);
  g_autofree char *parts = g_build_filename (inner, "parts", NULL);
  g_autoptr (GaFiles) files = ga_files_new (folder);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      gboolean complete = FALSE;
      gsize length;

      g_assert_true (ga_files_add (files, self->host->session, SHA, 0, nothing, 0, 0, -1, &length,
                                   &complete, &error));
      g_assert_true (complete);
      g_assert_false (ga_files_has (files, SHA, 0));
      if (i == 0)
        ga_files_throw_away (files, self->host->session, SHA);
      else
        g_assert_true (ga_files_settle (files, self->host->session, SHA, 0, &error));
      g_assert_cmpuint (count_files (parts), ==, 0);
      g_assert_cmpuint (count_files (inner), ==, i + 1);
    }
  /* The job may run again. */
  g_assert_true (ga_files_settle (files, self->host->session, SHA, 0, &error));
  g_assert_false (ga_files_settle (files, self->host->session, SHA, 1, NULL));
  g_assert_cmpint (g_rmdir (parts), ==, 0);
  server_fixture_remove_folder (inner);
  g_rmdir (folder);
}

#define ADD(name, func) \
  g_test_add ("/server/attachment/" name, World, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-row-needs-its-file", test_needs_file);
  ADD ("a-name-is-one-of-a-file-that-can-be-seen", test_name_is_plain);
  ADD ("to-know-the-name-is-not-to-have-it", test_name_is_no_key);
  ADD ("who-sees-the-row-gets-the-file", test_shown);
  ADD ("a-deleted-row-shows-nothing", test_gone);
  ADD ("what-no-row-names-is-let-go", test_let_go);
  ADD ("what-is-offered-stays-until-it-is-decided-about", test_offered);
  ADD ("how-long-a-row-is-gone-the-server-says", test_deleted_long_ago);
  ADD ("what-was-let-go-goes", test_tidied);
  ADD ("many-at-once-have-no-more-room-than-one-by-one", test_room);
  ADD ("what-has-no-room-in-the-end-goes-at-once", test_no_room_in_the_end);
  return g_test_run ();
}
