/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/client/ga-own-roles.h"
#include "sync/steps-fixture.h"

/* Who is listed as host of a community when the server tells that the account is one. */

typedef struct
{
  Steps steps;
  GaId second; /* a second community */
  gint64 head;
} Hosts;

static gboolean
begin_cb (GaTransaction *transaction, gpointer invited, GError **error)
{
  return ga_own_roles_begin (transaction, GPOINTER_TO_INT (invited), error);
}

static gboolean
add_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  return ga_own_roles_add (transaction, error);
}

static void
begin (Hosts *hosts, gboolean invited)
{
  g_autoptr (GError) error = NULL;

  ga_store_sync (hosts->steps.profile.store, begin_cb, GINT_TO_POINTER (invited), &error);
  g_assert_no_error (error);
}

/* An answer that tells @grants, and what a program does then. */
static void
tell (Hosts *hosts, const char *grants)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *due = NULL;

  g_assert_false (steps_receive_lines (
      &hosts->steps, steps_answer_granting (&hosts->steps, hosts->head, 1, grants), FALSE));
  due = ga_own_roles_get_due (ga_store_get_reader (hosts->steps.profile.store));
  if (due != NULL)
    ga_store_transact (hosts->steps.profile.store, "Role added", add_cb, NULL, &error);
  g_assert_no_error (error);
  g_free (g_steal_pointer (&due));
  due = ga_own_roles_get_due (ga_store_get_reader (hosts->steps.profile.store));
  g_assert_null (due);
}

static char *
grants_for (const GaId *one, const GaId *other)
{
  g_autofree char *first = ga_id_to_string (one);
  g_autofree char *second = other != NULL ? ga_id_to_string (other) : NULL;

  return other != NULL ? g_strdup_printf ("host community:%s;host community:%s", first, second)
                       : g_strdup_printf ("host community:%s", first);
}

static void
tell_first (Hosts *hosts)
{
  g_autofree char *grants = grants_for (&hosts->steps.community, NULL);

  tell (hosts, grants);
}

static void
tell_both (Hosts *hosts)
{
  g_autofree char *grants = grants_for (&hosts->steps.community, &hosts->second);

  tell (hosts, grants);
}

static GPtrArray *
list (Hosts *hosts, const char *entity)
{
  g_autoptr (GaQuery) query = ga_query_new (steps_entity (&hosts->steps, entity));

  return ga_reader_list (ga_store_get_reader (hosts->steps.profile.store), query, NULL);
}

static guint
count (Hosts *hosts, const char *entity)
{
  g_autoptr (GPtrArray) records = list (hosts, entity);

  return records->len;
}

static void
set_up (Hosts *hosts, gconstpointer data)
{
  GString *lines;
  GaRow *row;

  steps_set_up (&hosts->steps, data);
  hosts->second = ga_id_new ();
  hosts->head = 3;
  lines = steps_answer (&hosts->steps, hosts->head, 1);
  ga_pull_append_space (lines, &hosts->steps.in_kommune, TRUE);
  steps_append (lines, steps_community (&hosts->steps, "Walkers", 1));
  row = steps_community (&hosts->steps, "Runners", 3);
  row->id = hosts->second;
  steps_append (lines, row);
  ga_pull_append_page (lines, "3");
  g_assert_false (steps_receive_lines (&hosts->steps, lines, FALSE));
}

static void
tear_down (Hosts *hosts, gconstpointer data)
{
  steps_tear_down (&hosts->steps, data);
}

static void
test_joins_with_an_invitation (Hosts *hosts, gconstpointer data)
{
  g_autoptr (GPtrArray) roles = NULL;

  begin (hosts, TRUE);
  tell_first (hosts);
  roles = list (hosts, "role");
  g_assert_cmpuint (roles->len, ==, 1);
  g_assert_true (ga_id_equal (ga_record_get_reference (roles->pdata[0], "community"),
                              &hosts->steps.community));
  g_assert_cmpuint (count (hosts, "person"), ==, 1);
}

static gboolean
delete_cb (GaTransaction *transaction, gpointer record, GError **error)
{
  return ga_transaction_delete (transaction, ga_record_get_entity (record),
                                ga_record_get_id (record), error);
}

static void
test_who_was_taken_off_stays_off (Hosts *hosts, gconstpointer data)
{
  g_autoptr (GPtrArray) roles = NULL;
  g_autoptr (GError) error = NULL;

  begin (hosts, TRUE);
  tell_first (hosts);
  roles = list (hosts, "role");
  ga_store_transact (hosts->steps.profile.store, "Delete", delete_cb, roles->pdata[0], &error);
  g_assert_no_error (error);
  tell_both (hosts);
  g_clear_pointer (&roles, g_ptr_array_unref);
  roles = list (hosts, "role");
  g_assert_cmpuint (roles->len, ==, 1);
  g_assert_true (
      ga_id_equal (ga_record_get_reference (roles->pdata[0], "community"), &hosts->second));
}

static void
test_is_known_by_another_name (Hosts *hosts, gconstpointer data)
{
  g_autoptr (GPtrArray) people = NULL;

  begin (hosts, TRUE);
  tell_first (hosts);
  people = list (hosts, "person");
  ga_record_set_text (people->pdata[0], "name", "Bodil");
  profile_put (&hosts->steps.profile, people->pdata[0]);
  tell_both (hosts);
  g_assert_cmpuint (count (hosts, "person"), ==, 1);
  g_assert_cmpuint (count (hosts, "role"), ==, 2);
}

static void
test_signs_in (Hosts *hosts, gconstpointer data)
{
  begin (hosts, FALSE);
  tell_first (hosts);
  g_assert_cmpuint (count (hosts, "role"), ==, 0);
  tell_both (hosts);
  g_assert_cmpuint (count (hosts, "role"), ==, 1);
}

static gboolean
become_another_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  GaId client = ga_id_new ();

  return ga_transaction_set_client (transaction, &client, error);
}

static void
test_copy_lists_nobody (Hosts *hosts, gconstpointer data)
{
  begin (hosts, TRUE);
  ga_store_sync (hosts->steps.profile.store, become_another_cb, NULL, NULL);
  tell_both (hosts);
  g_assert_cmpuint (count (hosts, "role"), ==, 0);
}

/* Ctrl+Z right after joining used to take the host off the list. */
static void
test_is_not_undone (Hosts *hosts, gconstpointer data)
{
  GaStore *store = hosts->steps.profile.store;
  g_autoptr (GaUndone) undone = NULL;
  g_autoptr (GError) error = NULL;
  gint64 waiting = steps_number (&hosts->steps, "SELECT count FROM waiting");

  begin (hosts, TRUE);
  tell_first (hosts);
  g_assert_cmpint (steps_number (&hosts->steps, "SELECT count FROM waiting"), >, waiting);
  undone = ga_store_undo (store, 0, &error);
  g_assert_null (undone);
  g_assert_error (error, GA_STORE_ERROR, GA_STORE_ERROR_NOTHING);
  g_assert_cmpuint (count (hosts, "role"), ==, 1);
}

static void
add (const char *path, void (*func) (Hosts *hosts, gconstpointer data))
{
  g_test_add (path, Hosts, NULL, set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/own-roles/who-joins-with-an-invitation-is-listed", test_joins_with_an_invitation);
  add ("/own-roles/who-was-taken-off-stays-off", test_who_was_taken_off_stays_off);
  add ("/own-roles/who-was-renamed-is-the-same", test_is_known_by_another_name);
  add ("/own-roles/a-further-computer-lists-nobody-for-what-was-given", test_signs_in);
  add ("/own-roles/joining-is-no-act-to-undo", test_is_not_undone);
  add ("/own-roles/a-copy-lists-nobody-for-what-was-given", test_copy_lists_nobody);
  return g_test_run ();
}
