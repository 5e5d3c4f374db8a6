/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-list.h"
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

#define ADD(name) \
  g_test_add ("/list/" #name, Profile, NULL, profile_set_up, test_##name, profile_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (every_position_has_its_record);
  ADD (a_record_held_stays_the_same_object);
  ADD (money_reads_with_its_currency);
  ADD (one_commit_is_told_once);
  return g_test_run ();
}
