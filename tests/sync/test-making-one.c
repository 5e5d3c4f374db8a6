/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-permission.h"
#include "sync/steps-fixture.h"

/* Of two records of one thing one stays, nothing that either said is lost, and one undo brings back
 * both. */

static GaId
put (Steps *steps, GaRecord *record)
{
  profile_put (&steps->profile, record);
  return *ga_record_get_id (record);
}

static GaId
add_named (Steps *steps, const char *entity, const char *name)
{
  g_autoptr (GaRecord) record = ga_record_new (steps_entity (steps, entity));

  if (g_str_equal (entity, "participant"))
    ga_record_set_reference (record, "community", &steps->community);
  else if (!g_str_equal (entity, "organisation"))
    ga_record_set_reference (record, "kommune", &steps->kommune);
  ga_record_set_text (record, "name", name);
  return put (steps, record);
}

/* @unnamed: how many came; -1: it is planned */
static GaId
add_walk (Steps *steps, const char *start, gint64 unnamed)
{
  g_autoptr (GaRecord) walk = ga_record_new (steps_entity (steps, "meeting"));

  ga_record_set_reference (walk, "community", &steps->community);
  ga_record_set_text (walk, "start", start);
  if (unnamed >= 0)
    {
      ga_record_set_text (walk, "status", "held");
      ga_record_set_integer (walk, "unnamed", unnamed);
    }
  return put (steps, walk);
}

static GaId
add_note (Steps *steps, const GaId *walk, const char *text)
{
  g_autoptr (GaRecord) note = ga_record_new (steps_entity (steps, "meeting_note"));

  ga_record_set_reference (note, "meeting", walk);
  ga_record_set_text (note, "text", text);
  return put (steps, note);
}

static GaId
add_attendance (
    Steps *steps, const GaId *walk, const GaId *walker, const char *state, gboolean first_time)
{
  g_autoptr (GaRecord) attendance = ga_record_new (steps_entity (steps, "attendance"));

  ga_record_set_reference (attendance, "meeting", walk);
  ga_record_set_reference (attendance, "participant", walker);
  ga_record_set_text (attendance, "state", state);
  ga_record_set_integer (attendance, "first_time", first_time);
  return put (steps, attendance);
}

static GaId
add_conflict (
    Steps *steps, const char *entity, const char *kind, const GaId *about, const GaId *other)
{
  g_autoptr (GaRecord) conflict = ga_record_new (steps_entity (steps, "conflict"));
  g_autofree char *id = ga_id_to_string (about);
  g_autofree char *other_id = other != NULL ? ga_id_to_string (other) : NULL;

  ga_record_set_text (conflict, "subject", entity);
  ga_record_set_text (conflict, "record", id);
  ga_record_set_text (conflict, "kind", kind);
  ga_record_set_text (conflict, "other", other_id);
  return put (steps, conflict);
}

/* The attendance of somebody at a walk, whose id follows from both. */
static GaRecord *
find_attendance (Steps *steps, const GaId *walk, const GaId *walker)
{
  g_autoptr (GaRecord) attendance = ga_record_new (steps_entity (steps, "attendance"));

  ga_record_set_reference (attendance, "meeting", walk);
  ga_record_set_reference (attendance, "participant", walker);
  ga_record_derive_id (attendance);
  return profile_find (&steps->profile, attendance);
}

static void
assert_attendance (
    Steps *steps, const GaId *walk, const GaId *walker, const char *state, gboolean first_time)
{
  g_autoptr (GaRecord) attendance = find_attendance (steps, walk, walker);

  g_assert_nonnull (attendance);
  g_assert_cmpstr (ga_record_get_text (attendance, "state"), ==, state);
  g_assert_cmpint (ga_record_get_flag (attendance, "first_time"), ==, first_time);
}

static void
assert_text (
    Steps *steps, const char *entity, const GaId *id, const char *field, const char *expected)
{
  g_autoptr (GaRecord) record = steps_find (steps, entity, id);

  g_assert_nonnull (record);
  g_assert_cmpstr (ga_record_get_text (record, field), ==, expected);
}

static void
assert_reference (
    Steps *steps, const char *entity, const GaId *id, const char *field, const GaId *expected)
{
  g_autoptr (GaRecord) record = steps_find (steps, entity, id);
  const GaId *reference;

  g_assert_nonnull (record);
  reference = ga_record_get_reference (record, field);
  g_assert_cmpint (reference != NULL, ==, expected != NULL);
  g_assert_true (expected == NULL || ga_id_equal (reference, expected));
}

static void
assert_gone (Steps *steps, const char *entity, const GaId *id)
{
  g_autoptr (GaRecord) record = steps_find (steps, entity, id);

  g_assert_null (record);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
describe_entity (Steps *steps, const GaEntity *entity, GPtrArray *lines)
{
  g_autoptr (GaQuery) query = ga_query_new (entity);
  g_autoptr (GPtrArray) records =
      ga_reader_list (ga_store_get_reader (steps->profile.store), query, NULL);

  for (guint i = 0; i < records->len; i++)
    {
      const GaRecord *record = g_ptr_array_index (records, i);
      g_autofree char *id = ga_id_to_string (ga_record_get_id (record));
      g_autoptr (GString) line = g_string_new (entity->name);

      g_string_append_printf (line, " %s", id);
      for (guint f = 0; f < entity->n_fields; f++)
        {
          g_autofree char *text =
              ga_value_to_text (&entity->fields[f], ga_record_get_nth (record, f));

          g_string_append_printf (line, "|%s", text != NULL ? text : "");
        }
      g_ptr_array_add (lines, g_string_free (g_steal_pointer (&line), FALSE));
    }
}

/* Everything there is. */
static char *
describe (Steps *steps)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < ga_schema_get_n_entities (steps->profile.schema); i++)
    describe_entity (steps, ga_schema_get_nth (steps->profile.schema, i), lines);
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static gboolean
restore_cb (GaTransaction *transaction, gpointer conflict, GError **error)
{
  return ga_transaction_restore_value (transaction, conflict, error);
}

/* (transfer full): how it was before */
static char *
make_one (Steps *steps, const char *entity, const GaId *goes, const GaId *stays)
{
  GaId conflict = add_conflict (steps, entity, "duplicate", goes, stays);
  g_autoptr (GError) error = NULL;
  char *before = describe (steps);

  ga_store_transact (steps->profile.store, "Made one", restore_cb, &conflict, &error);
  g_assert_no_error (error);
  assert_gone (steps, entity, goes);
  assert_text (steps, "conflict", &conflict, "state", "restored");
  return before;
}

static void
assert_undone (Steps *steps, const char *before)
{
  g_autofree char *after = NULL;

  profile_undo (&steps->profile);
  after = describe (steps);
  g_assert_cmpstr (after, ==, before);
}

static void
assert_refused (
    Steps *steps, const char *entity, const GaId *goes, const GaId *stays, GQuark domain, int code)
{
  GaId conflict = add_conflict (steps, entity, "duplicate", goes, stays);
  g_autofree char *before = describe (steps);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  ga_store_transact (steps->profile.store, "Made one", restore_cb, &conflict, &error);
  g_assert_error (error, domain, code);
  after = describe (steps);
  g_assert_cmpstr (after, ==, before);
}

static void
test_walkers (Steps *steps, gconstpointer data)
{
  const GaId *ada = &steps->walker;
  GaId twin = add_named (steps, "participant", "Ada");
  GaId first = add_walk (steps, "2026-01-06T10:00", 0);
  GaId second = add_walk (steps, "2026-01-13T10:00", 0);
  g_autofree char *before = NULL;

  add_attendance (steps, &first, &twin, "present", TRUE);
  add_attendance (steps, &second, &twin, "present", FALSE);
  add_attendance (steps, &second, ada, "excused", FALSE);
  before = make_one (steps, "participant", &twin, ada);
  steps_assert_walker (steps, ada, "Ada");
  assert_attendance (steps, &first, ada, "present", TRUE);
  assert_attendance (steps, &second, ada, "present", FALSE);
  assert_undone (steps, before);
  assert_attendance (steps, &first, &twin, "present", TRUE);
}

static void
test_one_is_new_once (Steps *steps, gconstpointer data)
{
  const GaId *ada = &steps->walker;
  GaId twin = add_named (steps, "participant", "Ada");
  GaId second = add_walk (steps, "2026-01-13T10:00", 0);
  GaId first = add_walk (steps, "2026-01-06T10:00", 0);
  GaId third = add_walk (steps, "2026-01-20T10:00", 0);
  g_autofree char *before = NULL;

  add_attendance (steps, &second, ada, "present", TRUE);
  add_attendance (steps, &first, &twin, "present", TRUE);
  add_attendance (steps, &third, &twin, "present", TRUE);
  before = make_one (steps, "participant", &twin, ada);
  assert_attendance (steps, &first, ada, "present", TRUE);
  assert_attendance (steps, &second, ada, "present", FALSE);
  assert_attendance (steps, &third, ada, "present", FALSE);
  assert_undone (steps, before);
}

static gboolean
take_along_cb (GaTransaction *transaction, gpointer data, GError **error)
{
  return ga_transaction_take_along (transaction, data, error);
}

static gboolean
keep_cb (GaTransaction *transaction, gpointer conflict, GError **error)
{
  return ga_transaction_keep (transaction, conflict, error);
}

/* As it comes from the server again, with what somebody recorded meanwhile. @walker: made one with
 * the walker of the fixture. Returns: the open card about that */
static GaId
come_back (Steps *steps, const GaId *walker, const GaId *walk)
{
  g_autoptr (GaRecord) twin = steps_find (steps, "participant", walker);

  ga_record_set_reference (twin, "became", &steps->walker);
  put (steps, twin);
  add_attendance (steps, walk, walker, "present", FALSE);
  return add_conflict (steps, "participant", "deleted", walker, NULL);
}

static void
take_along (Steps *steps)
{
  g_autoptr (GError) error = NULL;
  guint done;

  ga_store_keep (steps->profile.store, "Made one", take_along_cb, &done, &error);
  g_assert_no_error (error);
}

static void
test_who_comes_back_is_the_same (Steps *steps, gconstpointer data)
{
  GaId twin = add_named (steps, "participant", "Ada");
  GaId walk = add_walk (steps, "2026-01-06T10:00", 0);
  GaId card = come_back (steps, &twin, &walk);
  GaId another = add_conflict (steps, "participant", "deleted", &twin, NULL);

  take_along (steps);
  assert_gone (steps, "participant", &twin);
  assert_attendance (steps, &walk, &steps->walker, "present", FALSE);
  assert_text (steps, "conflict", &card, "state", "restored");
  g_assert_null (find_attendance (steps, &walk, &twin));
  g_assert_cmpint (ga_reader_count_conflicts (ga_store_get_reader (steps->profile.store)), ==, 0);
  assert_text (steps, "conflict", &another, "state", "restored");
}

static void
assert_came_to (Steps *steps, const GaId *stays, const GaId walks[2])
{
  for (guint i = 0; i < 2; i++)
    assert_attendance (steps, &walks[i], stays, "present", FALSE);
  assert_reference (steps, "participant", stays, "became", NULL);
  g_assert_cmpint (ga_reader_count_conflicts (ga_store_get_reader (steps->profile.store)), ==, 0);
}

static void
test_who_came_back_crosswise_is_the_older (Steps *steps, gconstpointer data)
{
  GaId twin = add_named (steps, "participant", "Ada");
  GaId walks[] = { add_walk (steps, "2026-01-06T10:00", 0),
                   add_walk (steps, "2026-01-13T10:00", 0) };
  GaId card = add_conflict (steps, "participant", "deleted", &steps->walker, NULL);
  g_autoptr (GaRecord) walker = NULL;

  come_back (steps, &twin, &walks[0]);
  walker = steps_find (steps, "participant", &steps->walker);
  ga_record_set_reference (walker, "became", &twin);
  put (steps, walker);
  add_attendance (steps, &walks[1], &steps->walker, "present", FALSE);
  take_along (steps);
  assert_gone (steps, "participant", &twin);
  assert_came_to (steps, &steps->walker, walks);
  assert_text (steps, "conflict", &card, "state", "kept");
}

/* Each became the next, and the last the first. */
static void
test_three_who_go_round_are_one (Steps *steps, gconstpointer data)
{
  GaId second = add_named (steps, "participant", "Ada");
  GaId third = add_named (steps, "participant", "Adda");
  GaId walks[] = { add_walk (steps, "2026-01-06T10:00", 0),
                   add_walk (steps, "2026-01-13T10:00", 0) };
  const GaId *round[] = { &steps->walker, &second, &third };

  for (guint i = 0; i < G_N_ELEMENTS (round); i++)
    {
      g_autoptr (GaRecord) each = steps_find (steps, "participant", round[i]);

      ga_record_set_reference (each, "became", round[(i + 1) % G_N_ELEMENTS (round)]);
      put (steps, each);
      add_conflict (steps, "participant", "deleted", round[i], NULL);
      if (i > 0)
        add_attendance (steps, &walks[i - 1], round[i], "present", FALSE);
    }
  take_along (steps);
  assert_gone (steps, "participant", &second);
  assert_gone (steps, "participant", &third);
  assert_came_to (steps, &steps->walker, walks);
}

/* By hand: what one card has done is not done again the other way round by the other. */
static void
test_of_two_made_one_crosswise_somebody_stays (Steps *steps, gconstpointer data)
{
  GaId twin = add_named (steps, "participant", "Ada");
  GaId walk = add_walk (steps, "2026-01-06T10:00", 0);
  GaId card = add_conflict (steps, "participant", "deleted", &steps->walker, NULL);
  GaId other = come_back (steps, &twin, &walk);
  g_autoptr (GaRecord) walker = steps_find (steps, "participant", &steps->walker);
  g_autoptr (GError) error = NULL;

  ga_record_set_reference (walker, "became", &twin);
  put (steps, walker);
  ga_store_transact (steps->profile.store, "Kept", keep_cb, &card, &error);
  g_assert_no_error (error);
  assert_text (steps, "conflict", &other, "state", "kept");
  assert_reference (steps, "participant", &twin, "became", NULL);
  take_along (steps);
  assert_attendance (steps, &walk, &twin, "present", FALSE);
}

static void
test_who_is_kept_stays_another (Steps *steps, gconstpointer data)
{
  GaId twin = add_named (steps, "participant", "Ada");
  GaId walk = add_walk (steps, "2026-01-06T10:00", 0);
  GaId card = come_back (steps, &twin, &walk);
  g_autoptr (GError) error = NULL;

  ga_store_transact (steps->profile.store, "Kept", keep_cb, &card, &error);
  g_assert_no_error (error);
  assert_reference (steps, "participant", &twin, "became", NULL);
  add_conflict (steps, "participant", "deleted", &twin, NULL);
  take_along (steps);
  assert_attendance (steps, &walk, &twin, "present", FALSE);
}

/* Two numbers of one walk are for somebody to decide. */
static void
test_what_differs_is_left_to_people (Steps *steps, gconstpointer data)
{
  GaId goes = add_walk (steps, "2026-01-06T10:00", 12);
  GaId stays = add_walk (steps, "2026-01-06T10:00", 9);
  g_autoptr (GaRecord) walk = steps_find (steps, "meeting", &goes);
  GaId card;

  ga_record_set_reference (walk, "became", &stays);
  put (steps, walk);
  card = add_conflict (steps, "meeting", "deleted", &goes, NULL);
  take_along (steps);
  assert_text (steps, "conflict", &card, "state", "open");
  assert_text (steps, "meeting", &goes, "status", "held");
}

static void
test_walks (Steps *steps, gconstpointer data)
{
  const GaId *ada = &steps->walker;
  GaId eva = add_named (steps, "participant", "Eva");
  GaId goes = add_walk (steps, "2026-01-06T10:00", 0);
  GaId stays = add_walk (steps, "2026-01-06T10:00", 0);
  GaId note = add_note (steps, &stays, "Ice on the path");
  g_autofree char *before = NULL;

  add_note (steps, &goes, "Eva brought cake");
  add_attendance (steps, &goes, ada, "present", TRUE);
  add_attendance (steps, &goes, &eva, "present", FALSE);
  add_attendance (steps, &stays, ada, "present", FALSE);
  before = make_one (steps, "meeting", &goes, &stays);
  assert_attendance (steps, &stays, ada, "present", TRUE);
  assert_attendance (steps, &stays, &eva, "present", FALSE);
  assert_text (steps, "meeting_note", &note, "text", "Ice on the path\n\nEva brought cake");
  assert_undone (steps, before);
}

static void
test_the_number_comes_along (Steps *steps, gconstpointer data)
{
  GaId goes = add_walk (steps, "2026-01-06T10:00", 12);
  GaId stays = add_walk (steps, "2026-01-06T10:00", -1);
  g_autoptr (GaRecord) walk = NULL;
  g_autofree char *before = make_one (steps, "meeting", &goes, &stays);

  walk = steps_find (steps, "meeting", &stays);
  g_assert_cmpstr (ga_record_get_text (walk, "status"), ==, "held");
  g_assert_cmpint (ga_record_get_integer (walk, "unnamed"), ==, 12);
  assert_undone (steps, before);
}

static void
test_a_planned_walk_changes_no_number (Steps *steps, gconstpointer data)
{
  GaId goes = add_walk (steps, "2026-01-06T10:00", -1);
  GaId stays = add_walk (steps, "2026-01-06T10:00", 12);
  g_autoptr (GaRecord) walk = NULL;
  g_autofree char *before = make_one (steps, "meeting", &goes, &stays);

  walk = steps_find (steps, "meeting", &stays);
  g_assert_cmpint (ga_record_get_integer (walk, "unnamed"), ==, 12);
}

static void
test_numbers_that_differ_are_refused (Steps *steps, gconstpointer data)
{
  GaId goes = add_walk (steps, "2026-01-06T10:00", 12);
  GaId stays = add_walk (steps, "2026-01-06T10:00", 9);

  assert_refused (steps, "meeting", &goes, &stays, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE);
}

static void
test_persons (Steps *steps, gconstpointer data)
{
  GaId goes = add_named (steps, "person", "Bo");
  GaId stays = add_named (steps, "person", "Bo");
  g_autoptr (GaRecord) walk = ga_record_new (steps_entity (steps, "meeting"));
  g_autoptr (GaRecord) role = ga_record_new (steps_entity (steps, "role"));
  g_autofree char *before = NULL;

  ga_record_set_reference (walk, "community", &steps->community);
  ga_record_set_text (walk, "start", "2026-01-06T10:00");
  ga_record_set_reference (walk, "host", &goes);
  put (steps, walk);
  ga_record_set_reference (role, "person", &goes);
  ga_record_set_reference (role, "community", &steps->community);
  put (steps, role);
  before = make_one (steps, "person", &goes, &stays);
  assert_reference (steps, "meeting", ga_record_get_id (walk), "host", &stays);
  assert_reference (steps, "role", ga_record_get_id (role), "person", &stays);
  assert_undone (steps, before);
}

static GaId
add_role (Steps *steps, const GaId *person, const char *from)
{
  g_autoptr (GaRecord) role = ga_record_new (steps_entity (steps, "role"));

  ga_record_set_reference (role, "community", &steps->community);
  ga_record_set_reference (role, "person", person);
  ga_record_set_text (role, "from", from);
  return put (steps, role);
}

static void
test_whoever_was_host_twice_was_it_once (Steps *steps, gconstpointer data)
{
  GaId stays = add_named (steps, "person", "Kirsten");
  GaId goes = add_named (steps, "person", "Kirsten H.");
  GaId twin = add_role (steps, &goes, "2026-01-06");
  GaId earlier = add_role (steps, &goes, "2020-01-06");
  GaId kept = add_role (steps, &stays, "2026-01-06");
  g_autofree char *before = make_one (steps, "person", &goes, &stays);

  assert_gone (steps, "role", &twin);
  assert_reference (steps, "role", &earlier, "person", &stays);
  assert_reference (steps, "role", &kept, "person", &stays);
  assert_undone (steps, before);
}

static void
test_venues (Steps *steps, gconstpointer data)
{
  GaId goes = add_named (steps, "venue", "Hall");
  GaId stays = add_named (steps, "venue", "Hall");
  GaId walk = add_walk (steps, "2026-01-06T10:00", 3);
  g_autoptr (GaRecord) venue = steps_find (steps, "venue", &goes);
  g_autoptr (GaRecord) record = steps_find (steps, "meeting", &walk);
  g_autofree char *before = NULL;

  ga_record_set_text (venue, "address", "Main Street 1");
  put (steps, venue);
  ga_record_set_reference (record, "venue", &goes);
  put (steps, record);
  before = make_one (steps, "venue", &goes, &stays);
  assert_reference (steps, "meeting", &walk, "venue", &stays);
  assert_text (steps, "venue", &stays, "address", "Main Street 1");
  assert_undone (steps, before);
}

static void
set_parent (Steps *steps, const GaId *id, const GaId *parent)
{
  g_autoptr (GaRecord) organisation = steps_find (steps, "organisation", id);

  ga_record_set_reference (organisation, "parent", parent);
  put (steps, organisation);
}

static void
test_no_organisation_is_part_of_itself (Steps *steps, gconstpointer data)
{
  GaId above = add_named (steps, "organisation", "Federation");
  GaId goes = add_named (steps, "organisation", "Club");
  GaId stays = add_named (steps, "organisation", "Club");
  g_autofree char *before = NULL;
  g_autofree char *again = NULL;

  set_parent (steps, &goes, &above);
  set_parent (steps, &stays, &goes);
  before = make_one (steps, "organisation", &goes, &stays);
  assert_reference (steps, "organisation", &stays, "parent", &above);
  assert_undone (steps, before);
  /* And the other way round. */
  again = make_one (steps, "organisation", &stays, &goes);
  g_assert_nonnull (again);
  assert_reference (steps, "organisation", &goes, "parent", &above);
}

static void
test_a_part_alone_leaves_no_parent (Steps *steps, gconstpointer data)
{
  GaId goes = add_named (steps, "organisation", "Club");
  GaId stays = add_named (steps, "organisation", "Club");
  g_autofree char *before = NULL;

  set_parent (steps, &goes, &stays);
  before = make_one (steps, "organisation", &goes, &stays);
  assert_reference (steps, "organisation", &stays, "parent", NULL);
  assert_undone (steps, before);
}

static void
test_what_waits_about_the_one_that_goes_is_closed (Steps *steps, gconstpointer data)
{
  GaId goes = add_named (steps, "venue", "Hall");
  GaId stays = add_named (steps, "venue", "Hall");
  GaId third = add_named (steps, "venue", "Hall");
  GaId about = add_conflict (steps, "venue", "edit", &goes, NULL);
  GaId of_third = add_conflict (steps, "venue", "duplicate", &third, &goes);
  GaId of_stays = add_conflict (steps, "venue", "edit", &stays, NULL);
  g_autofree char *before = make_one (steps, "venue", &goes, &stays);

  assert_text (steps, "conflict", &about, "state", "kept");
  assert_text (steps, "conflict", &of_third, "state", "kept");
  assert_text (steps, "conflict", &of_stays, "state", "open");
  assert_undone (steps, before);
}

/* The server tells of another community; @names: and of those who walk in it. */
static GaId
receive_community (Steps *steps, gboolean names)
{
  GString *lines = steps_answer (steps, 4, 1);
  GaId twin = ga_id_new (), walker = ga_id_new ();
  GaSpace space = { .place = GA_PLACE_COMMUNITY, .target = twin };
  GaRow *row = steps_community (steps, "Walkers", 3);
  GaRow *eva = steps_walker (steps, &walker, "Eva", 4);
  GaSpaceSum sum = { 0 };

  row->id = twin;
  ga_pull_append_space (lines, &steps->in_kommune, FALSE);
  steps_append (lines, row);
  ga_space_sum_move (&sum, &steps->community, 0, 1);
  ga_space_sum_move (&sum, &twin, 0, 3);
  ga_pull_append_end (lines, "4", &sum);
  eva->space = space;
  ga_value_set_id (&eva->values[ga_entity_field_index (eva->entity, "community")], &twin);
  if (names)
    {
      ga_pull_append_space (lines, &space, TRUE);
      steps_append (lines, eva);
      steps_end (lines, "4", &walker, 4);
    }
  else
    ga_row_free (eva);
  steps_receive_lines (steps, lines, FALSE);
  return twin;
}

static void
test_communities_without_their_names_are_refused (Steps *steps, gconstpointer data)
{
  GaId twin = receive_community (steps, FALSE);

  assert_refused (steps, "community", &twin, &steps->community, GA_STORE_ERROR,
                  GA_STORE_ERROR_REFUSED);
  assert_refused (steps, "community", &steps->community, &twin, GA_STORE_ERROR,
                  GA_STORE_ERROR_REFUSED);
}

static void
test_communities (Steps *steps, gconstpointer data)
{
  GaId twin = receive_community (steps, TRUE);
  GaId walk = add_walk (steps, "2026-01-06T10:00", 0);
  g_autofree char *before = NULL;

  add_attendance (steps, &walk, &steps->walker, "present", FALSE);
  before = make_one (steps, "community", &steps->community, &twin);
  assert_reference (steps, "meeting", &walk, "community", &twin);
  assert_reference (steps, "participant", &steps->walker, "community", &twin);
  assert_attendance (steps, &walk, &steps->walker, "present", FALSE);
  assert_undone (steps, before);
}

#define ADD(NAME, FUNC) \
  g_test_add ("/making-one/" NAME, Steps, NULL, steps_set_up, FUNC, steps_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("two records of a walker become one", test_walkers);
  ADD ("somebody is new once", test_one_is_new_once);
  ADD ("two records of a walk have the names and words of both", test_walks);
  ADD ("how many came comes along", test_the_number_comes_along);
  ADD ("a planned walk changes no number", test_a_planned_walk_changes_no_number);
  ADD ("numbers that differ are refused", test_numbers_that_differ_are_refused);
  ADD ("who comes back is the same", test_who_comes_back_is_the_same);
  ADD ("who came back crosswise is the older", test_who_came_back_crosswise_is_the_older);
  ADD ("three who go round are one", test_three_who_go_round_are_one);
  ADD ("of two made one crosswise somebody stays", test_of_two_made_one_crosswise_somebody_stays);
  ADD ("who is kept stays another", test_who_is_kept_stays_another);
  ADD ("what differs is left to people", test_what_differs_is_left_to_people);
  ADD ("two records of a person become one", test_persons);
  ADD ("whoever was host twice was it once", test_whoever_was_host_twice_was_it_once);
  ADD ("two records of a venue become one", test_venues);
  ADD ("no organisation becomes part of itself", test_no_organisation_is_part_of_itself);
  ADD ("a part of itself alone is part of nothing", test_a_part_alone_leaves_no_parent);
  ADD ("what waits about the one that goes is closed",
       test_what_waits_about_the_one_that_goes_is_closed);
  ADD ("communities without their names are refused",
       test_communities_without_their_names_are_refused);
  ADD ("two records of a community become one", test_communities);
  return g_test_run ();
}
