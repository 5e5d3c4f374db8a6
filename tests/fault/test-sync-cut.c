/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "store/ga-inbox.h"
#include "store/ga-membership.h"
#include "store/store-fixture.h"
#include "sync/canned-server.h"
#include "sync/client/ga-sync-engine.h"
#include "sync/client/ga-sync-steps.h"

/* A pull that is cut off at each of its bytes, unpacked and on the wire; and a token that ends
 * between two answers. */

#define PAGES   5
#define ROWS    3
#define LINEAGE "018f0000-0000-7000-8000-000000000001"
#define NOW     G_GINT64_CONSTANT (1790000000000000)

typedef struct
{
  Profile profile;
  Canned server;
  GaTokenStore *tokens;
  GaSyncEngine *engine;
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
add_organisation (Fixture *fixture, const char *name)
{
  g_autoptr (GaRecord) record = profile_record (&fixture->profile, "organisation");

  ga_record_set_text (record, "name", name);
  profile_put (&fixture->profile, record);
}

static gboolean
sync_once (Fixture *fixture, GError **error)
{
  gboolean done;

  ga_sync_engine_sync_async (fixture->engine, NULL, done_cb, fixture);
  wait_until (fixture->result != NULL);
  done = ga_sync_engine_sync_finish (fixture->engine, fixture->result, error);
  g_clear_object (&fixture->result);
  return done;
}

static const char short_lived[] = "";

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  profile_set_up (&fixture->profile, NULL);
  canned_start (&fixture->server, NULL);
  fixture->server.lifetime = data == short_lived ? 1 : 0;
  path = g_build_filename (fixture->profile.folder, "token", NULL);
  fixture->tokens = ga_token_file_new (path);
  fixture->engine = ga_sync_engine_new (fixture->profile.store, fixture->tokens);
  ga_sync_engine_join_async (fixture->engine, fixture->server.url, "CODE", NULL, "Test", NULL,
                             done_cb, fixture);
  wait_until (fixture->result != NULL);
  ga_sync_engine_join_finish (fixture->engine, fixture->result, &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->result);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ga_sync_engine_stop (fixture->engine);
  g_clear_object (&fixture->engine);
  g_clear_object (&fixture->tokens);
  canned_stop (&fixture->server);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  profile_tear_down (&fixture->profile, NULL);
}

static void
append_page (GString *lines, GaSchema *schema, guint page, GaSpaceSum *sum)
{
  const GaEntity *entity = ga_schema_get (schema, "organisation");

  ga_pull_append_rows (lines, entity, NULL);
  for (guint i = 0; i < ROWS; i++)
    {
      g_autoptr (GaRow) row = ga_row_new (entity);

      row->id = ga_id_new ();
      row->revision = page * ROWS + i + 1;
      row->by = 1;
      row->at = NOW;
      ga_value_set_text (&row->values[ga_entity_field_index (entity, "name")], "Åben – “forening”");
      ga_value_set_text (&row->values[ga_entity_field_index (entity, "kind")], "association");
      ga_pull_append_row (lines, row, NULL);
      ga_space_sum_move (sum, &row->id, 0, row->revision);
    }
}

static void
append_start (GString *lines, gboolean fresh)
{
  GaPullHead head = {
    .head = PAGES * ROWS, .epoch = 1, .now = NOW, .name = (char *) "Bo", .role = (char *) "host"
  };
  const GaSpace national = { .place = GA_PLACE_NATIONAL };

  g_assert_true (ga_id_parse (LINEAGE, &head.lineage));
  ga_pull_append_head (lines, &head);
  ga_pull_append_space (lines, &national, fresh);
}

/* All of it, page by page. */
static GString *
write_answer (GaSchema *schema)
{
  GString *lines = g_string_new (NULL);
  GaSpaceSum sum = { 0 };

  append_start (lines, TRUE);
  for (guint page = 0; page < PAGES; page++)
    {
      g_autofree char *cursor = g_strdup_printf ("page %u", page + 1);

      append_page (lines, schema, page, &sum);
      if (page + 1 < PAGES)
        ga_pull_append_page (lines, cursor);
      else
        ga_pull_append_end (lines, cursor, &sum);
    }
  ga_pull_append_person (lines, 1, "Kirsten");
  ga_pull_append_more (lines, FALSE);
  return lines;
}

static guint
count_pages (const char *text, gsize length)
{
  const char *end = text + length, *newline;
  guint pages = 0;

  while ((newline = memchr (text, '\n', (gsize) (end - text))) != NULL)
    {
      pages += g_str_has_prefix (text, "{\"page\"") || g_str_has_prefix (text, "{\"end\"");
      text = newline + 1;
    }
  return pages;
}

static gint64
count (GaReader *reader)
{
  g_autoptr (GaQuery) query =
      ga_query_new (ga_schema_get (ga_reader_get_schema (reader), "organisation"));

  return ga_reader_count (reader, query, NULL);
}

typedef struct
{
  const char *text;
  gsize length;
  gint64 rows;
  char *cursor;
} Cut;

static void
cursor_cb (const GaSpace *space, const char *cursor, gpointer user_data)
{
  Cut *cut = user_data;

  g_free (cut->cursor);
  cut->cursor = g_strdup (cursor);
}

/* Looks at what came of it, and undoes it. */
static gboolean
apply_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Cut *cut = user_data;
  g_autoptr (GError) local = NULL;
  gboolean more = FALSE;

  ga_sync_apply_pull (transaction, cut->text, cut->length, NOW, &more, &local);
  g_assert_no_error (local);
  cut->rows = count (ga_transaction_get_reader (transaction));
  ga_inbox_list_cursors (transaction, cursor_cb, cut, &local);
  g_assert_no_error (local);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Looked at");
  return FALSE;
}

static void
test_cut_at_every_byte (Fixture *fixture, gconstpointer data)
{
  GString *lines = write_answer (fixture->profile.schema);
  guint most = 0;

  for (gsize length = 0; length <= lines->len; length++)
    {
      g_autofree char *text = g_strndup (lines->str, length);
      guint pages = count_pages (text, length);
      g_autofree char *expected = pages > 0 ? g_strdup_printf ("page %u", pages) : NULL;
      Cut cut = { .text = text, .length = length };
      g_autoptr (GError) error = NULL;

      ga_store_sync (fixture->profile.store, apply_cb, &cut, &error);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpint (cut.rows, ==, pages * ROWS);
      if (cut.cursor != NULL || pages > 0)
        g_assert_cmpstr (cut.cursor, ==, expected != NULL ? expected : "");
      most = MAX (most, pages);
      g_free (cut.cursor);
    }
  g_assert_cmpuint (most, ==, PAGES);
  g_string_free (lines, TRUE);
}

/* As it comes over the wire, packed. @sized: it says how long it is */
static GBytes *
write_response (const char *lines, gboolean sized)
{
  g_autoptr (GBytes) packed = ga_gzip_pack (lines, strlen (lines), 6);
  gsize length;
  const guint8 *bytes = g_bytes_get_data (packed, &length);
  g_autofree char *header = g_strdup_printf ("Content-Length: %" G_GSIZE_FORMAT "\r\n", length);
  g_autofree char *start =
      g_strdup_printf ("HTTP/1.1 200 OK\r\nGangart-Protocol: 1\r\nContent-Encoding: gzip\r\n"
                       "Connection: close\r\n%s\r\n",
                       sized ? header : "");
  GByteArray *response = g_byte_array_new ();

  g_byte_array_append (response, (const guint8 *) start, (guint) strlen (start));
  g_byte_array_append (response, bytes, (guint) length);
  return g_byte_array_free_to_bytes (response);
}

/* Without all of its head an answer may be anybody's; without its length one that ends before its
 * first page looks like one with nothing in it. */
static void
assert_to_be_tried_again (const GError *error)
{
  g_assert_cmpuint (error->domain, ==, GA_SYNC_ERROR);
  g_assert_true (error->code == GA_SYNC_ERROR_OFFLINE || error->code == GA_SYNC_ERROR_FOREIGN ||
                 error->code == GA_SYNC_ERROR_MALFORMED);
}

static void
test_connection_cut_at_every_byte (Fixture *fixture, gconstpointer data)
{
  GString *lines = write_answer (fixture->profile.schema);
  g_autoptr (GBytes) whole = write_response (lines->str, data != NULL);
  GaReader *reader = ga_store_get_reader (fixture->profile.store);
  gint64 before = 0;

  for (gsize length = 0; length < g_bytes_get_size (whole); length++)
    {
      g_autoptr (GaMembership) membership = NULL;
      g_autoptr (GError) error = NULL;
      gint64 rows;

      g_clear_pointer (&fixture->server.raw, g_bytes_unref);
      fixture->server.raw = g_bytes_new_from_bytes (whole, 0, length);
      /* Of what is packed the last bytes are a sum: all may have come before them. */
      if (!sync_once (fixture, &error))
        assert_to_be_tried_again (error);
      g_assert_cmpint (ga_sync_engine_get_state (fixture->engine), !=, GA_SYNC_STOPPED);
      rows = count (reader);
      g_assert_cmpint (rows % ROWS, ==, 0);
      g_assert_cmpint (rows, >=, before);
      before = rows;
    }
  g_assert_cmpint (before, >, 0);
  g_clear_pointer (&fixture->server.raw, g_bytes_unref);
  fixture->server.raw = g_bytes_ref (whole);
  g_assert_true (sync_once (fixture, NULL));
  g_assert_cmpint (count (reader), ==, PAGES * ROWS);
  g_string_free (lines, TRUE);
}

/* The first page, with more to come, and the second. */
static void
answer_in_two (Fixture *fixture)
{
  GString *first = g_string_new (NULL), *second = g_string_new (NULL);
  GaSpaceSum sum = { 0 };

  append_start (first, TRUE);
  append_page (first, fixture->profile.schema, 0, &sum);
  ga_pull_append_page (first, "page 1");
  ga_pull_append_more (first, TRUE);
  append_start (second, FALSE);
  append_page (second, fixture->profile.schema, 1, &sum);
  ga_pull_append_end (second, "page 2", &sum);
  ga_pull_append_more (second, FALSE);
  g_queue_push_tail (&fixture->server.answers, g_string_free (first, FALSE));
  g_queue_push_tail (&fixture->server.answers, g_string_free (second, FALSE));
}

/* Somebody works on while the first page comes, after which the token is no longer good. */
static void
expire_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->server.pulled = NULL;
  add_organisation (fixture, "Meanwhile");
  fixture->server.mood = CANNED_EXPIRED;
  fixture->server.moody = 1;
}

static void
revoke_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  expire_cb (fixture);
  fixture->server.mood = CANNED_LEAVING;
  fixture->server.moody = G_MAXUINT;
}

static gboolean
was_sent (Fixture *fixture, const char *text)
{
  for (guint i = 0; i < fixture->server.pushes->len; i++)
    if (strstr (fixture->server.pushes->pdata[i], text) != NULL)
      return TRUE;
  return FALSE;
}

static void
test_expired_between_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  answer_in_two (fixture);
  fixture->server.pulled = expire_cb;
  fixture->server.pulled_data = fixture;
  sync_once (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->server.renewals, ==, 1);
  g_assert_cmpint (count (ga_store_get_reader (fixture->profile.store)), ==, 2 * ROWS + 1);
  sync_once (fixture, &error);
  g_assert_no_error (error);
  g_assert_true (was_sent (fixture, "Meanwhile"));
  g_assert_cmpint (ga_sync_engine_get_waiting (fixture->engine), ==, 0);
}

/* What was done meanwhile is offered before all goes. */
static void
test_revoked_between_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  answer_in_two (fixture);
  fixture->server.pulled = revoke_cb;
  fixture->server.pulled_data = fixture;
  g_assert_false (sync_once (fixture, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_REVOKED);
  g_assert_true (was_sent (fixture, "Meanwhile"));
  g_assert_cmpint (ga_sync_engine_get_state (fixture->engine), ==, GA_SYNC_STOPPED);
  g_assert_cmpint (count (ga_store_get_reader (fixture->profile.store)), ==, 0);
}

static gboolean
run_out_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* As on a computer that had been away: its token has run out as well. */
static void
test_revoked_while_away (Fixture *fixture, gconstpointer data)
{
  gboolean run_out = FALSE;
  g_autoptr (GError) error = NULL;

  add_organisation (fixture, "Meanwhile");
  fixture->server.mood = CANNED_LEAVING;
  fixture->server.moody = G_MAXUINT;
  g_timeout_add (1001, run_out_cb, &run_out);
  wait_until (run_out);
  g_assert_false (sync_once (fixture, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_REVOKED);
  g_assert_cmpuint (fixture->server.renewals, >, 0);
  g_assert_true (was_sent (fixture, "Meanwhile"));
  g_assert_cmpint (ga_sync_engine_get_waiting (fixture->engine), ==, 0);
}

#define ADD(name, data, func) g_test_add ("/sync-cut/" name, Fixture, data, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("an answer cut at every byte leaves no partial page", NULL, test_cut_at_every_byte);
  ADD ("a connection cut at every byte leaves no partial page", NULL,
       test_connection_cut_at_every_byte);
  ADD ("nor does one that had told its length", "sized", test_connection_cut_at_every_byte);
  ADD ("a token that expires between pages costs nothing", NULL, test_expired_between_pages);
  ADD ("access lost between pages loses no edit", NULL, test_revoked_between_pages);
  ADD ("nor does access lost while the token ran out", short_lived, test_revoked_while_away);
  return g_test_run ();
}
