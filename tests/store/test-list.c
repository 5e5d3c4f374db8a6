/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-list.h"
#include "store/ga-transaction.h"
#include "store/store-fixture.h"

#define MANY 1000

static void
add_many (Profile *profile)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < MANY; i++)
    {
      GaRecord *record = profile_record (profile, "person");
      g_autofree char *name = g_strdup_printf ("Person %04u", (i * 7919) % MANY);

      ga_record_set_text (record, "name", name);
      g_ptr_array_add (records, record);
    }
  ga_store_put (profile->store, "Test", records, &error);
  g_assert_no_error (error);
  /* Whoever makes a list later has nothing more to hear of this. */
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static GaList *
list_people (Profile *profile)
{
  return ga_list_new (profile->store, ga_query_new (ga_schema_get (profile->schema, "person")));
}

static void
test_every_position_has_its_record (Profile *profile, gconstpointer data)
{
  g_autoptr (GaList) list = NULL;

  add_many (profile);
  list = list_people (profile);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, MANY);
  for (guint i = 0; i < MANY; i++)
    {
      g_autoptr (GaRecord) record = g_list_model_get_item (G_LIST_MODEL (list), MANY - 1 - i);
      g_autofree char *name = g_strdup_printf ("Person %04u", MANY - 1 - i);

      g_assert_cmpstr (ga_record_get_text (record, "name"), ==, name);
    }
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), MANY));
}

/* In their usual order, as the others are. */
static void
test_some_are_put_first (Profile *profile, gconstpointer data)
{
  g_autoptr (GArray) first = g_array_new (FALSE, FALSE, sizeof (GaId));
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (profile->schema, "person"));
  g_autoptr (GPtrArray) found = NULL;
  GaReader *reader = ga_store_get_reader (profile->store);
  static const guint expected[] = { 700, 900, 0, 1 };

  add_many (profile);
  found = ga_reader_list (reader, query, NULL);
  for (guint i = 900; i >= 700; i -= 200)
    g_array_append_vals (first, ga_record_get_id (found->pdata[i]), 1);
  ga_query_put_first (query, first);
  g_assert_cmpint (ga_reader_count (reader, query, NULL), ==, MANY);
  ga_query_set_window (query, 0, G_N_ELEMENTS (expected));
  g_clear_pointer (&found, g_ptr_array_unref);
  found = ga_reader_list (reader, query, NULL);
  g_assert_cmpuint (found->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < found->len; i++)
    {
      g_autofree char *name = g_strdup_printf ("Person %04u", expected[i]);

      g_assert_cmpstr (ga_record_get_text (found->pdata[i], "name"), ==, name);
    }
}

static void
test_a_record_held_stays_the_same_object (Profile *profile, gconstpointer data)
{
  g_autoptr (GaList) list = NULL;
  g_autoptr (GaRecord) held = NULL;
  g_autoptr (GaRecord) again = NULL;

  add_many (profile);
  list = list_people (profile);
  held = g_list_model_get_item (G_LIST_MODEL (list), 3);
  /* Look at enough others for the page to be let go of. */
  for (guint i = 0; i < MANY; i++)
    g_object_unref (g_list_model_get_item (G_LIST_MODEL (list), i));
  again = g_list_model_get_item (G_LIST_MODEL (list), 3);
  g_assert_true (held == again);
}

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, guint *times)
{
  (*times)++;
}

static void
test_money_reads_with_its_currency (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) record = profile_record (profile, "community");
  GaReader *reader = ga_store_get_reader (profile->store);
  g_autofree char *none = ga_reader_display (reader, record, "price");
  g_autofree char *some = NULL;

  g_assert_null (none);
  ga_record_set_integer (record, "price", 123450);
  ga_record_set_text (record, "currency", "NOK");
  some = ga_reader_display (reader, record, "price");
  g_assert_cmpstr (some, ==, "NOK\302\2401,234.50");
}

static void
test_one_commit_is_told_once (Profile *profile, gconstpointer data)
{
  g_autoptr (GaList) list = list_people (profile);
  guint times = 0;

  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &times);
  add_many (profile);
  while (times == 0)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (times, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, MANY);
}

/* What a list tells, and the most rows one step took out or put in. */
typedef struct
{
  guint steps;
  guint most;
  guint updates;
} Told;

static void
step_cb (GListModel *model, guint position, guint removed, guint added, Told *told)
{
  told->steps++;
  told->most = MAX (told->most, removed + added);
}

static void
updated_cb (GaList *list, Told *told)
{
  g_assert_false (ga_list_is_updating (list));
  told->updates++;
}

static void
listen (GaList *list, Told *told)
{
  g_signal_connect (list, "items-changed", G_CALLBACK (step_cb), told);
  g_signal_connect (list, "updated", G_CALLBACK (updated_cb), told);
}

static void
await_update (Told *told)
{
  guint before = told->updates;

  while (told->updates == before)
    g_main_context_iteration (NULL, TRUE);
}

static void
rename_to (Profile *profile, const GaRecord *record, const char *name)
{
  g_autoptr (GaRecord) copy = ga_record_copy (record);

  ga_record_set_text (copy, "name", name);
  profile_put (profile, copy);
}

static void
delete_one (Profile *profile, GaRecord *record)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  g_ptr_array_add (records, record);
  ga_store_delete_async (profile->store, "Test", records, NULL, NULL, NULL);
}

/* Every position has the record that the file has there now. */
static void
assert_like_the_file (Profile *profile, GaList *list)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (profile->schema, "person"));
  g_autoptr (GPtrArray) records =
      ga_reader_list (ga_store_get_reader (profile->store), query, NULL);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, records->len);
  for (guint i = 0; i < records->len; i++)
    {
      GaRecord *record = g_ptr_array_index (records, i);
      g_autoptr (GaRecord) listed = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_assert_true (ga_record_equal (listed, record));
      g_assert_cmpint (ga_list_find (list, ga_record_get_id (record)), ==, i);
    }
}

static void
notified_cb (GObject *record, GParamSpec *pspec, guint *times)
{
  (*times)++;
}

static void
test_a_held_record_learns_of_a_change (Profile *profile, gconstpointer data)
{
  g_autoptr (GaList) list = NULL;
  g_autoptr (GaRecord) held = NULL;
  g_autoptr (GaRecord) again = NULL;
  Told told = { 0 };
  guint notified = 0;

  add_many (profile);
  list = list_people (profile);
  held = g_list_model_get_item (G_LIST_MODEL (list), 500);
  listen (list, &told);
  g_signal_connect (held, "notify::title", G_CALLBACK (notified_cb), &notified);
  rename_to (profile, held, "Person 0500 Å");
  await_update (&told);
  again = g_list_model_get_item (G_LIST_MODEL (list), 500);
  g_assert_true (again == held);
  g_assert_cmpstr (ga_record_get_text (held, "name"), ==, "Person 0500 Å");
  g_assert_cmpuint (notified, ==, 1);
  g_assert_cmpuint (told.steps, ==, 0);
  assert_like_the_file (profile, list);
}

static void
test_what_comes_is_told_of_alone (Profile *profile, gconstpointer data)
{
  g_autoptr (GaList) list = NULL;
  g_autoptr (GaRecord) record = profile_record (profile, "person");
  Told told = { 0 };

  add_many (profile);
  list = list_people (profile);
  listen (list, &told);
  ga_record_set_text (record, "name", "Person 0300 B");
  profile_put (profile, record);
  await_update (&told);
  g_assert_cmpuint (told.steps, ==, 1);
  g_assert_cmpuint (told.most, ==, 1);
  assert_like_the_file (profile, list);
}

static void
test_what_goes_is_told_of_alone (Profile *profile, gconstpointer data)
{
  g_autoptr (GaList) list = NULL;
  g_autoptr (GaRecord) gone = NULL;
  Told told = { 0 };

  add_many (profile);
  list = list_people (profile);
  listen (list, &told);
  gone = g_list_model_get_item (G_LIST_MODEL (list), 700);
  delete_one (profile, gone);
  await_update (&told);
  g_assert_cmpuint (told.steps, ==, 1);
  g_assert_cmpuint (told.most, ==, 1);
  g_assert_cmpint (ga_list_find (list, ga_record_get_id (gone)), ==, -1);
  assert_like_the_file (profile, list);
}

static void
test_what_moves_goes_and_comes (Profile *profile, gconstpointer data)
{
  g_autoptr (GaList) list = NULL;
  g_autoptr (GaRecord) held = NULL;
  g_autoptr (GaRecord) again = NULL;
  Told told = { 0 };

  add_many (profile);
  list = list_people (profile);
  held = g_list_model_get_item (G_LIST_MODEL (list), 10);
  listen (list, &told);
  rename_to (profile, held, "Person 0900 B");
  await_update (&told);
  g_assert_cmpuint (told.steps, ==, 2);
  g_assert_cmpuint (told.most, ==, 1);
  again = g_list_model_get_item (G_LIST_MODEL (list), 900);
  g_assert_true (again == held);
  assert_like_the_file (profile, list);
}

/* SQLite gives the last row to the next record once its own is deleted. */
static void
test_a_row_taken_over_is_another_record (Profile *profile, gconstpointer data)
{
  g_autoptr (GaList) list = NULL;
  g_autoptr (GaRecord) first = profile_record (profile, "person");
  g_autoptr (GaRecord) second = profile_record (profile, "person");
  g_autoptr (GaRecord) held = NULL;
  g_autoptr (GaRecord) now = NULL;
  Told told = { 0 };

  ga_record_set_text (first, "name", "Anna");
  ga_record_set_text (second, "name", "Birgit");
  profile_put (profile, first);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  list = list_people (profile);
  held = g_list_model_get_item (G_LIST_MODEL (list), 0);
  listen (list, &told);
  delete_one (profile, held);
  profile_put (profile, second);
  await_update (&told);
  now = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (now != held);
  g_assert_cmpstr (ga_record_get_text (held, "name"), ==, "Anna");
  g_assert_cmpuint (told.steps, ==, 2);
  assert_like_the_file (profile, list);
}

static gboolean
rename_every_third (GaTransaction *transaction, gpointer user_data, GError **error)
{
  GPtrArray *records = user_data;

  for (guint i = 0; i < records->len; i += 3)
    {
      GaRecord *record = g_ptr_array_index (records, i);
      g_autofree char *name = g_strdup_printf ("%u %s", i % 7, ga_record_get_text (record, "name"));

      ga_record_set_text (record, "name", name);
      if (!ga_transaction_put (transaction, record, error))
        return FALSE;
    }
  return ga_transaction_delete (transaction, ga_record_get_entity (records->pdata[1]),
                                ga_record_get_id (records->pdata[1]), error);
}

static void
test_many_changes_at_once (Profile *profile, gconstpointer data)
{
  g_autoptr (GaList) list = NULL;
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (profile->schema, "person"));
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;
  guint limit = GPOINTER_TO_UINT (data);
  Told told = { 0 };

  add_many (profile);
  list = list_people (profile);
  listen (list, &told);
  ga_query_set_window (query, 200, limit);
  records = ga_reader_list (ga_store_get_reader (profile->store), query, NULL);
  ga_store_transact (profile->store, "Test", rename_every_third, records, &error);
  g_assert_no_error (error);
  await_update (&told);
  assert_like_the_file (profile, list);
}

static gint64
count_communities (Profile *profile)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (profile->schema, "community"));

  return ga_reader_count (ga_store_get_reader (profile->store), query, NULL);
}

static void
test_a_reader_that_holds_still_sees_one_state (Profile *profile, gconstpointer data)
{
  GaReader *reader = ga_store_get_reader (profile->store);
  g_autoptr (GaRecord) community = profile_record (profile, "community");
  g_autoptr (GError) error = NULL;

  ga_record_set_text (community, "name", "Åstien");
  g_assert_true (ga_reader_hold_still (reader, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_communities (profile), ==, 0);
  profile_put (profile, community);
  g_assert_cmpint (count_communities (profile), ==, 0);
  ga_reader_let_go (reader);
  g_assert_cmpint (count_communities (profile), ==, 1);
}

#define ADD(name) \
  g_test_add ("/list/" #name, Profile, NULL, profile_set_up, test_##name, profile_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (a_reader_that_holds_still_sees_one_state);
  ADD (every_position_has_its_record);
  ADD (some_are_put_first);
  ADD (a_record_held_stays_the_same_object);
  ADD (money_reads_with_its_currency);
  ADD (one_commit_is_told_once);
  ADD (a_held_record_learns_of_a_change);
  ADD (what_comes_is_told_of_alone);
  ADD (what_goes_is_told_of_alone);
  ADD (what_moves_goes_and_comes);
  ADD (a_row_taken_over_is_another_record);
  g_test_add ("/list/some-changes-at-once", Profile, GUINT_TO_POINTER (60), profile_set_up,
              test_many_changes_at_once, profile_tear_down);
  g_test_add ("/list/many-changes-at-once", Profile, GUINT_TO_POINTER (800), profile_set_up,
              test_many_changes_at_once, profile_tear_down);
  return g_test_run ();
}
