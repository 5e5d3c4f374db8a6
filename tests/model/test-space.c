/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-json-text.h"
#include "model/ga-operation.h"
#include "model/ga-schema.h"
#include "model/ga-space-sum.h"
#include "model/ga-space.h"

#define ID "018f0000-0000-7000-8000-000000000001"

/* Other records, as a store would find them. */
#define TEST_TYPE_WORK (test_work_get_type ())
G_DECLARE_FINAL_TYPE (TestWork, test_work, TEST, WORK, GObject)

struct _TestWork
{
  GObject parent;
  GHashTable *records; /* (element-type GaId GaRecord) */
  GHashTable *spaces;  /* (element-type GaId GaSpace) */
};

static GaRecord *
find (GaWork *work, const char *entity, const GaId *id, GError **error)
{
  GaRecord *record = g_hash_table_lookup (TEST_WORK (work)->records, id);

  if (record != NULL)
    return g_object_ref (record);
  g_set_error_literal (error, GA_MODEL_ERROR, GA_MODEL_ERROR_UNKNOWN, "There is none.");
  return NULL;
}

static gboolean
get_space (GaWork *work, const char *entity, const GaId *id, GaSpace *space, GError **error)
{
  const GaSpace *found = g_hash_table_lookup (TEST_WORK (work)->spaces, id);

  *space = found != NULL ? *found : (GaSpace){ .place = GA_PLACE_OWN };
  return TRUE;
}

static void
test_work_work_init (GaWorkInterface *iface)
{
  iface->find = find;
  iface->get_space = get_space;
}

G_DEFINE_TYPE_WITH_CODE (TestWork,
                         test_work,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (GA_TYPE_WORK, test_work_work_init))

static void
test_work_finalize (GObject *object)
{
  g_hash_table_unref (TEST_WORK (object)->records);
  g_hash_table_unref (TEST_WORK (object)->spaces);
  G_OBJECT_CLASS (test_work_parent_class)->finalize (object);
}

static void
test_work_class_init (TestWorkClass *class)
{
  G_OBJECT_CLASS (class)->finalize = test_work_finalize;
}

static void
test_work_init (TestWork *self)
{
  self->records = g_hash_table_new_full (ga_id_hash, ga_id_equal, NULL, g_object_unref);
  self->spaces = g_hash_table_new_full (ga_id_hash, ga_id_equal, g_free, g_free);
}

static GaRecord *
make_record (GaSchema *schema, const char *entity)
{
  GaId id = ga_id_new ();

  return ga_record_new_blank (ga_schema_get (schema, entity), &id);
}

static char *
resolve (TestWork *work, const GaRecord *record)
{
  g_autoptr (GError) error = NULL;
  GaSpace space;

  g_assert_true (ga_space_resolve (GA_WORK (work), record, &space, &error));
  g_assert_no_error (error);
  return ga_space_to_string (&space);
}

#define assert_in(work, record, expected)            \
  G_STMT_START                                       \
  {                                                  \
    g_autofree char *found = resolve (work, record); \
    g_assert_cmpstr (found, ==, expected);           \
  }                                                  \
  G_STMT_END

static void
test_a_space_reads_as_it_is_written (void)
{
  static const char *const good[] = { "national", "own", "kommune:" ID, "community:" ID };
  static const char *const bad[] = { "",         "nation",    "national ",   "kommune",
                                     "kommune:", "kommune:7", "Kommune:" ID, "community:" ID "0" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      GaSpace space, other;
      g_autofree char *text = NULL;

      g_assert_true (ga_space_parse (good[i], &space));
      text = ga_space_to_string (&space);
      g_assert_cmpstr (text, ==, good[i]);
      for (guint j = 0; j < G_N_ELEMENTS (good); j++)
        {
          g_assert_true (ga_space_parse (good[j], &other));
          g_assert_true (ga_space_equal (&space, &other) == (i == j));
          g_assert_true (i != j || ga_space_hash (&space) == ga_space_hash (&other));
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      GaSpace space;

      g_assert_false (ga_space_parse (bad[i], &space));
    }
}

static void
put_in_kommune (TestWork *work, const GaId *community)
{
  GaSpace kommune = { .place = GA_PLACE_KOMMUNE, .target = ga_id_new () };

  g_hash_table_insert (work->spaces, ga_id_copy (community), g_memdup2 (&kommune, sizeof kommune));
}

static void
test_a_record_lives_where_its_rule_leads (void)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (TestWork) work = g_object_new (TEST_TYPE_WORK, NULL);
  g_autoptr (GaRecord) organisation = make_record (schema, "organisation");
  g_autoptr (GaRecord) community = make_record (schema, "community");
  g_autoptr (GaRecord) participant = make_record (schema, "participant");
  GaId id;

  g_assert_true (ga_id_parse (ID, &id));
  assert_in (work, organisation, "national");
  assert_in (work, community, "own");
  ga_record_set_reference (community, "kommune", &id);
  assert_in (work, community, "kommune:" ID);
  /* Names are nobody's while their community is. */
  ga_record_set_reference (participant, "community", &id);
  assert_in (work, participant, "own");
  put_in_kommune (work, &id);
  assert_in (work, participant, "community:" ID);
}

static void
test_a_path_is_followed (void)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (TestWork) work = g_object_new (TEST_TYPE_WORK, NULL);
  g_autoptr (GaRecord) note = make_record (schema, "meeting_note");
  g_autoptr (GError) error = NULL;
  GaRecord *meeting = make_record (schema, "meeting");
  GaSpace space;
  GaId id;

  g_assert_true (ga_id_parse (ID, &id));
  ga_record_set_reference (note, "meeting", ga_record_get_id (meeting));
  g_assert_false (ga_space_resolve (GA_WORK (work), note, &space, &error));
  g_assert_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_UNKNOWN);
  g_hash_table_insert (work->records, (gpointer) ga_record_get_id (meeting), meeting);
  assert_in (work, note, "own");
  ga_record_set_reference (meeting, "community", &id);
  put_in_kommune (work, &id);
  assert_in (work, note, "community:" ID);
}

static void
test_a_child_lives_with_its_parent (void)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (TestWork) work = g_object_new (TEST_TYPE_WORK, NULL);
  g_autoptr (GaRecord) role = make_record (schema, "role");
  GaId community = ga_id_new (), person = ga_id_new ();
  GaSpace there = { .place = GA_PLACE_KOMMUNE }, elsewhere = { .place = GA_PLACE_NATIONAL };

  g_assert_true (ga_id_parse (ID, &there.target));
  g_hash_table_insert (work->spaces, ga_id_copy (&community), g_memdup2 (&there, sizeof there));
  g_hash_table_insert (work->spaces, ga_id_copy (&person),
                       g_memdup2 (&elsewhere, sizeof elsewhere));
  assert_in (work, role, "own");
  ga_record_set_reference (role, "person", &person);
  assert_in (work, role, "national");
  ga_record_set_reference (role, "community", &community);
  assert_in (work, role, "kommune:" ID);
}

/* A conflict goes where the server put it; one made here stays. */
static void
test_a_given_space_is_kept (void)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (TestWork) work = g_object_new (TEST_TYPE_WORK, NULL);
  g_autoptr (GaRecord) conflict = make_record (schema, "conflict");
  GaSpace given = { .place = GA_PLACE_COMMUNITY };

  assert_in (work, conflict, "own");
  g_assert_true (ga_id_parse (ID, &given.target));
  g_hash_table_insert (work->spaces, ga_id_copy (ga_record_get_id (conflict)),
                       g_memdup2 (&given, sizeof given));
  assert_in (work, conflict, "community:" ID);
}

/* The sum is on the wire: this one was worked out by another program. */
static void
test_the_sum_is_that_of_the_protocol (void)
{
  GaSpaceSum sum = { 0 };
  GaId id;

  g_assert_true (ga_id_parse (ID, &id));
  ga_space_sum_move (&sum, &id, 0, 8121);
  g_assert_cmpint (sum.count, ==, 1);
  g_assert_cmphex (sum.sum, ==, G_GUINT64_CONSTANT (0x806a701d7effd06e));
}

static void
test_the_order_of_changes_does_not_matter (void)
{
  GaId first = ga_id_new (), second = ga_id_new ();
  GaSpaceSum one = { 0 }, other = { 0 }, both = { 0 }, none = { 0 };

  ga_space_sum_move (&one, &first, 0, 1);
  ga_space_sum_move (&one, &second, 0, 2);
  ga_space_sum_move (&one, &first, 1, 3);
  ga_space_sum_move (&other, &second, 0, 2);
  ga_space_sum_move (&other, &first, 0, 3);
  g_assert_true (ga_space_sum_equal (&one, &other));
  ga_space_sum_move (&other, &first, 3, 0);
  g_assert_false (ga_space_sum_equal (&one, &other));
  ga_space_sum_move (&both, &first, 0, 3);
  ga_space_sum_add (&both, &other);
  g_assert_true (ga_space_sum_equal (&one, &both));
  ga_space_sum_move (&other, &second, 2, 0);
  g_assert_true (ga_space_sum_equal (&other, &none));
}

static void
test_an_operation_holds_what_it_sets (void)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GaOperation) operation = ga_operation_new ();
  g_auto (GaValue) name = { 0 };
  g_auto (GaValue) nothing = { 0 };

  operation->entity = ga_schema_get (schema, "organisation");
  ga_value_set_text (&name, "Åse");
  ga_operation_take (operation, 0, &name);
  ga_operation_take (operation, 1, &nothing);
  g_assert_cmpint (name.kind, ==, GA_VALUE_NONE);
  g_assert_cmpstr (ga_operation_get (operation, 0)->text, ==, "Åse");
  g_assert_cmpint (ga_operation_get (operation, 1)->kind, ==, GA_VALUE_NONE);
  g_assert_null (ga_operation_get (operation, 2));
}

static void
test_a_row_becomes_a_record (void)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GaRow) row = ga_row_new (ga_schema_get (schema, "organisation"));
  g_autoptr (GaRecord) record = NULL;

  row->id = ga_id_new ();
  ga_value_set_text (&row->values[ga_entity_field_index (row->entity, "name")], "Åse");
  record = ga_row_to_record (row);
  g_assert_true (ga_record_is_stored (record));
  g_assert_true (ga_id_equal (ga_record_get_id (record), &row->id));
  g_assert_cmpstr (ga_record_get_text (record, "name"), ==, "Åse");
  g_assert_false (ga_record_has (record, "kind"));
}

static void
test_a_value_is_written_as_json (void)
{
  g_autoptr (GString) json = g_string_new (NULL);
  g_auto (GaValue) value = { 0 };

  ga_json_append_value (json, &value);
  ga_value_set_integer (&value, G_MININT64);
  ga_json_append_value (json, &value);
  ga_value_set_integer (&value, 0);
  ga_json_append_value (json, &value);
  ga_value_set_text (&value, "å\"\\\n\x01\x7f/");
  ga_json_append_value (json, &value);
  g_assert_cmpstr (json->str, ==, "null-92233720368547758080\"å\\\"\\\\\\u000a\\u0001\x7f/\"");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/space/a-space-reads-as-it-is-written", test_a_space_reads_as_it_is_written);
  g_test_add_func ("/space/a-record-lives-where-its-rule-leads",
                   test_a_record_lives_where_its_rule_leads);
  g_test_add_func ("/space/a-path-is-followed", test_a_path_is_followed);
  g_test_add_func ("/space/a-child-lives-with-its-parent", test_a_child_lives_with_its_parent);
  g_test_add_func ("/space/a-given-space-is-kept", test_a_given_space_is_kept);
  g_test_add_func ("/space-sum/it-is-that-of-the-protocol", test_the_sum_is_that_of_the_protocol);
  g_test_add_func ("/space-sum/the-order-of-changes-does-not-matter",
                   test_the_order_of_changes_does_not_matter);
  g_test_add_func ("/operation/it-holds-what-it-sets", test_an_operation_holds_what_it_sets);
  g_test_add_func ("/operation/a-row-becomes-a-record", test_a_row_becomes_a_record);
  g_test_add_func ("/json-text/a-value-is-written-as-json", test_a_value_is_written_as_json);
  return g_test_run ();
}
