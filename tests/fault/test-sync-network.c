/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault/joined.h"
#include "sync/ga-sync-error.h"
#include "vfs/ga-fault-vfs.h"

/* A network that loses answers, and brings requests twice and in another order; and clocks that are
 * wrong and jump. */

#define WRITERS 4
#define PUSHES  10000

/* Of a hundred. */
#define LOST_ON_RETURN 30
#define SENT_TWICE     20

/* By a whole profile, with its own file. */
#define EDITS 300

#define TEN_YEARS (3653 * G_TIME_SPAN_DAY)
#define ROUNDS    150

static gboolean
chance (gint percent)
{
  return g_test_rand_int_range (0, 100) < percent;
}

static gint64
count_history (Server *server)
{
  return server_count (server, "SELECT count(*) FROM history WHERE tenant = $1");
}

/* The requests that are still under way, of whom. */
typedef struct
{
  Client *client;
  char *text;
} Late;

static void
late_free (Late *late)
{
  g_free (late->text);
  g_free (late);
}

/* Nobody waits for the answer any more. It is the receipt, or, where that is no longer kept, the
 * refusal that a number of long ago gets. */
static void
deliver_late (GPtrArray *late)
{
  g_autoptr (GError) error = NULL;
  guint which = (guint) g_test_rand_int_range (0, (gint32) late->len);
  g_autoptr (JsonObject) receipt = NULL;
  Late *one = g_ptr_array_steal_index_fast (late, which);
  char *said = one->client->said;

  one->client->said = g_strdup (one->text);
  receipt = client_push_again (one->client, &error);
  if (receipt == NULL)
    g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_FORKED);
  g_free (one->client->said);
  one->client->said = said;
  late_free (one);
}

/* One push, until an answer of it arrives: the same one each time. */
static void
push_through (Client *client, const char *walker, guint n, GPtrArray *late)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) receipt =
      client_push (client, &error, "@1 update participant %s {'name': 'Asta %u'}", walker, n);
  gint64 first;

  g_assert_no_error (error);
  first = json_object_get_int_member (receipt, "first");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (receipt, "answers")), ==,
                    0);
  if (chance (SENT_TWICE))
    {
      Late *one = g_new0 (Late, 1);

      one->client = client;
      one->text = g_strdup (client->said);
      g_ptr_array_add (late, one);
    }
  while (chance (LOST_ON_RETURN))
    {
      g_autoptr (JsonObject) again = client_push_again (client, &error);

      g_assert_no_error (error);
      g_assert_cmpint (json_object_get_int_member (again, "first"), ==, first);
    }
}

static void
assert_called (Client *client, const char *walker, guint n)
{
  g_autofree char *name = client_get (client, "participant", walker, "name");
  g_autofree char *expected = g_strdup_printf ("Asta %u", n);

  g_assert_cmpstr (name, ==, expected);
}

static void
test_ten_thousand_pushes (void)
{
  g_autoptr (Server) server = server_new ();
  g_autoptr (GPtrArray) late = g_ptr_array_new_with_free_func ((GDestroyNotify) late_free);
  g_autoptr (GPtrArray) clients = g_ptr_array_new_with_free_func ((GDestroyNotify) client_free);
  g_autoptr (GPtrArray) walkers = g_ptr_array_new_with_free_func (g_free);
  guint pushes[WRITERS] = { 0 };
  gint64 before;

  for (guint i = 0; i < WRITERS; i++)
    {
      Client *client = client_new_host (server, 0);
      g_autofree char *name = g_strdup_printf ("Group %u", i);
      g_autofree char *community = client_add_community (client, 0, name);

      g_ptr_array_add (clients, client);
      g_ptr_array_add (walkers, client_add_participant (client, community, "Asta"));
    }
  before = count_history (server);
  for (guint i = 0; i < PUSHES; i++)
    {
      guint who = (guint) g_test_rand_int_range (0, WRITERS);

      push_through (clients->pdata[who], walkers->pdata[who], ++pushes[who], late);
      if (late->len > 0 && chance (SENT_TWICE))
        deliver_late (late);
    }
  while (late->len > 0)
    deliver_late (late);
  g_assert_cmpint (count_history (server), ==, before + PUSHES);
  g_assert_cmpint (server_count (server, "SELECT count(*) FROM conflict WHERE tenant = $1"), ==, 0);
  for (guint i = 0; i < WRITERS; i++)
    {
      client_pull (clients->pdata[i]);
      assert_called (clients->pdata[i], walkers->pdata[i], pushes[i]);
    }
}

/* The same by a whole profile, to which answers come twice and late, too. */
static void
sync_badly (Joined *self, GPtrArray *requests, GPtrArray *receipts)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) push = joined_prepare_push (self, &error);
  g_autoptr (GBytes) receipt = NULL;

  g_assert_no_error (error);
  if (push != NULL)
    {
      receipt = joined_serve_push (self, push, &error);
      g_assert_no_error (error);
      if (chance (SENT_TWICE))
        g_ptr_array_add (requests, g_bytes_ref (push));
      if (chance (SENT_TWICE))
        g_ptr_array_add (receipts, g_bytes_ref (receipt));
      if (!chance (LOST_ON_RETURN))
        joined_settle (self, receipt, &error);
      g_assert_no_error (error);
    }
  if (requests->len > 0 && chance (SENT_TWICE))
    {
      guint which = (guint) g_test_rand_int_range (0, (gint32) requests->len);
      g_autoptr (GBytes) late = g_ptr_array_steal_index_fast (requests, which);
      g_autoptr (GBytes) answer = joined_serve_push (self, late, &error);

      if (answer == NULL)
        g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_FORKED);
      g_clear_error (&error);
    }
  if (receipts->len > 0 && chance (SENT_TWICE))
    {
      guint which = (guint) g_test_rand_int_range (0, (gint32) receipts->len);
      g_autoptr (GBytes) late = g_ptr_array_steal_index_fast (receipts, which);

      joined_settle (self, late, &error);
      g_assert_no_error (error);
    }
}

static void
test_profile_on_a_bad_network (Joined *self, gconstpointer data)
{
  g_autoptr (GPtrArray) requests = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GPtrArray) receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  gint64 before = joined_history (self);
  g_autofree char *name = NULL;

  for (guint i = 0; i < EDITS; i++)
    {
      g_free (name);
      name = g_strdup_printf ("Asta %u", i);
      joined_name (self, name);
      sync_badly (self, requests, receipts);
    }
  joined_sync (self);
  joined_assert_named (self, name);
  joined_assert_sound (self);
  g_assert_cmpint (joined_history (self), ==, before + EDITS);
}

static void
jump (Joined *self)
{
  self->wrong = g_test_rand_int_range (-1, 2) * TEN_YEARS;
}

/* Sends what waits, with another clock in each step; nothing is refused. */
static void
push_while_jumping (Joined *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) push = NULL;
  g_autoptr (GBytes) receipt = NULL;
  g_autofree char *text = NULL;

  jump (self);
  push = joined_prepare_push (self, &error);
  g_assert_no_error (error);
  g_assert_nonnull (push);
  receipt = joined_serve_push (self, push, &error);
  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (receipt, NULL), g_bytes_get_size (receipt));
  g_assert_null (strstr (text, "refused"));
  jump (self);
  joined_settle (self, receipt, &error);
  g_assert_no_error (error);
  jump (self);
  joined_pull_all (self);
}

static void
test_jumping_clock (Joined *self, gconstpointer data)
{
  g_autofree char *walker = ga_id_to_string (&self->walker);
  g_autofree char *name = NULL;

  for (guint i = 0; i < ROUNDS; i++)
    {
      jump (self);
      g_free (name);
      name = g_strdup_printf ("Asta %u", i);
      joined_name (self, name);
      /* Somebody whose clock is right is there first, now and then. */
      if (i % 3 == 0)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (JsonObject) receipt = client_push (
              self->other, &error, "update participant %s {'name': 'Berit %u'}", walker, i);

          g_assert_no_error (error);
        }
      push_while_jumping (self);
      g_assert_cmpint (joined_waiting (self), ==, 0);
    }
  joined_name (self, "Last");
  self->wrong = 0;
  joined_sync (self);
  joined_assert_named (self, "Last");
  joined_assert_sound (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* No disk is waited for. */
  ga_fault_vfs_register (TRUE);
  g_test_add_func ("/sync-network/of ten thousand pushes each counts once",
                   test_ten_thousand_pushes);
  g_test_add ("/sync-network/each edit of a profile counts once", Joined, NULL, joined_set_up,
              test_profile_on_a_bad_network, joined_tear_down);
  g_test_add ("/sync-network/a clock that jumps by ten years refuses nothing", Joined, NULL,
              joined_set_up, test_jumping_clock, joined_tear_down);
  return g_test_run ();
}
