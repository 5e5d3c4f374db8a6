/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-rights.h"

#include "model/ga-conflict-subject.h"
#include "model/ga-schema.h"

/* Everything that anybody may do, as a table: who, what, and where. */

typedef enum
{
  NATIONAL,
  KOMMUNE, /* the grant's, or that of the host's community */
  OTHER_KOMMUNE,
  COMMUNITY,       /* the host's */
  OTHER_COMMUNITY, /* in the same kommune */
  NO_LONGER_KNOWN, /* in the kommune, and nobody can tell whose it was */
  N_PLACES,
} Place;

/* A letter an operation (insert, update, delete), `-` where it is not allowed, in the order of the
 * places above; what belongs to a community may lie in its kommune. A conflict is where that is
 * which it is about, named behind it, and is decided by who may change that. */
static const struct
{
  GaAccess access;
  const char *entity;
  const char *expected;
} table[] = {
  { GA_ACCESS_HOST, "kommune", "--- --- --- --- --- ---" },
  { GA_ACCESS_HOST, "organisation", "iu- iu- --- iu- iu- iu-" },
  { GA_ACCESS_HOST, "person", "iu- iu- --- iu- iu- iu-" },
  { GA_ACCESS_HOST, "recruitment", "iu- iu- --- iu- iu- iu-" },
  { GA_ACCESS_HOST, "role", "iud iud --- iud --- ---" },
  { GA_ACCESS_HOST, "venue", "iu- iu- --- iu- iu- iu-" },
  { GA_ACCESS_HOST, "route", "iu- iu- --- iu- iu- iu-" },
  { GA_ACCESS_HOST, "community", "iud iud --- iud i-- i--" },
  { GA_ACCESS_HOST, "schedule", "iud iud --- iud --- ---" },
  { GA_ACCESS_HOST, "meeting", "iud iud --- iud --- ---" },
  { GA_ACCESS_HOST, "meeting_note", "iud iud --- iud --- ---" },
  { GA_ACCESS_HOST, "participant", "iud iud --- iud --- ---" },
  { GA_ACCESS_HOST, "attendance", "iud iud --- iud --- ---" },
  { GA_ACCESS_HOST, "attachment", "i-- i-- --- iud --- ---" },
  { GA_ACCESS_HOST, "conflict kommune", "--- --- --- --- --- ---" },
  { GA_ACCESS_HOST, "conflict organisation", "-u- -u- --- -u- -u- -u-" },
  { GA_ACCESS_HOST, "conflict person", "-u- -u- --- -u- -u- -u-" },
  { GA_ACCESS_HOST, "conflict role", "-u- -u- --- -u- --- ---" },
  { GA_ACCESS_HOST, "conflict venue", "-u- -u- --- -u- -u- -u-" },
  { GA_ACCESS_HOST, "conflict route", "-u- -u- --- -u- -u- -u-" },
  { GA_ACCESS_HOST, "conflict community", "-u- -u- --- -u- --- ---" },
  { GA_ACCESS_HOST, "conflict schedule", "-u- -u- --- -u- --- ---" },
  { GA_ACCESS_HOST, "conflict meeting", "-u- -u- --- -u- --- ---" },
  { GA_ACCESS_HOST, "conflict meeting_note", "-u- -u- --- -u- --- ---" },
  { GA_ACCESS_HOST, "conflict participant", "-u- -u- --- -u- --- ---" },
  { GA_ACCESS_HOST, "conflict attendance", "-u- -u- --- -u- --- ---" },
  { GA_ACCESS_HOST, "conflict attachment", "--- --- --- -u- --- ---" },
  { GA_ACCESS_CONSULTANT, "kommune", "--- --- --- --- --- ---" },
  { GA_ACCESS_CONSULTANT, "organisation", "iud iud --- iud iud iud" },
  { GA_ACCESS_CONSULTANT, "person", "iud iud --- iud iud iud" },
  { GA_ACCESS_CONSULTANT, "recruitment", "iud iud --- iud iud iud" },
  { GA_ACCESS_CONSULTANT, "role", "iud iud --- iud iud iud" },
  { GA_ACCESS_CONSULTANT, "venue", "iud iud --- iud iud iud" },
  { GA_ACCESS_CONSULTANT, "route", "iud iud --- iud iud iud" },
  { GA_ACCESS_CONSULTANT, "community", "iud iud --- iud iud iud" },
  { GA_ACCESS_CONSULTANT, "schedule", "iud iud --- iud iud iud" },
  { GA_ACCESS_CONSULTANT, "meeting", "iud iud --- iud iud iud" },
  { GA_ACCESS_CONSULTANT, "meeting_note", "--- --- --- --- --- ---" },
  { GA_ACCESS_CONSULTANT, "participant", "--- --- --- --- --- ---" },
  { GA_ACCESS_CONSULTANT, "attendance", "--- --- --- --- --- ---" },
  { GA_ACCESS_CONSULTANT, "attachment", "iud iud --- iud iud iud" },
  { GA_ACCESS_CONSULTANT, "conflict kommune", "--- --- --- --- --- ---" },
  { GA_ACCESS_CONSULTANT, "conflict organisation", "-u- -u- --- -u- -u- -u-" },
  { GA_ACCESS_CONSULTANT, "conflict person", "-u- -u- --- -u- -u- -u-" },
  { GA_ACCESS_CONSULTANT, "conflict role", "-u- -u- --- -u- -u- -u-" },
  { GA_ACCESS_CONSULTANT, "conflict venue", "-u- -u- --- -u- -u- -u-" },
  { GA_ACCESS_CONSULTANT, "conflict route", "-u- -u- --- -u- -u- -u-" },
  { GA_ACCESS_CONSULTANT, "conflict community", "-u- -u- --- -u- -u- -u-" },
  { GA_ACCESS_CONSULTANT, "conflict schedule", "-u- -u- --- -u- -u- -u-" },
  { GA_ACCESS_CONSULTANT, "conflict meeting", "-u- -u- --- -u- -u- -u-" },
  { GA_ACCESS_CONSULTANT, "conflict meeting_note", "--- --- --- --- --- ---" },
  { GA_ACCESS_CONSULTANT, "conflict participant", "--- --- --- --- --- ---" },
  { GA_ACCESS_CONSULTANT, "conflict attendance", "--- --- --- --- --- ---" },
  { GA_ACCESS_CONSULTANT, "conflict attachment", "-u- -u- --- -u- -u- -u-" },
  { GA_ACCESS_COORDINATOR, "kommune", "--- --- --- --- --- ---" },
  { GA_ACCESS_COORDINATOR, "organisation", "--- --- --- --- --- ---" },
  { GA_ACCESS_COORDINATOR, "person", "--- --- --- --- --- ---" },
  { GA_ACCESS_COORDINATOR, "recruitment", "--- --- --- --- --- ---" },
  { GA_ACCESS_COORDINATOR, "role", "--- --- --- --- --- ---" },
  { GA_ACCESS_COORDINATOR, "venue", "--- --- --- --- --- ---" },
  { GA_ACCESS_COORDINATOR, "route", "--- --- --- --- --- ---" },
  { GA_ACCESS_COORDINATOR, "community", "--- --- --- --- --- ---" },
  { GA_ACCESS_COORDINATOR, "schedule", "--- --- --- --- --- ---" },
  { GA_ACCESS_COORDINATOR, "meeting", "--- --- --- --- --- ---" },
  { GA_ACCESS_COORDINATOR, "meeting_note", "--- --- --- --- --- ---" },
  { GA_ACCESS_COORDINATOR, "participant", "--- --- --- --- --- ---" },
  { GA_ACCESS_COORDINATOR, "attendance", "--- --- --- --- --- ---" },
  { GA_ACCESS_COORDINATOR, "attachment", "--- --- --- --- --- ---" },
  { GA_ACCESS_COORDINATOR, "conflict kommune", "--- --- --- --- --- ---" },
  { GA_ACCESS_COORDINATOR, "conflict organisation", "--- --- --- --- --- ---" },
  { GA_ACCESS_COORDINATOR, "conflict person", "--- --- --- --- --- ---" },
  { GA_ACCESS_COORDINATOR, "conflict role", "--- --- --- --- --- ---" },
  { GA_ACCESS_COORDINATOR, "conflict venue", "--- --- --- --- --- ---" },
  { GA_ACCESS_COORDINATOR, "conflict route", "--- --- --- --- --- ---" },
  { GA_ACCESS_COORDINATOR, "conflict community", "--- --- --- --- --- ---" },
  { GA_ACCESS_COORDINATOR, "conflict schedule", "--- --- --- --- --- ---" },
  { GA_ACCESS_COORDINATOR, "conflict meeting", "--- --- --- --- --- ---" },
  { GA_ACCESS_COORDINATOR, "conflict meeting_note", "--- --- --- --- --- ---" },
  { GA_ACCESS_COORDINATOR, "conflict participant", "--- --- --- --- --- ---" },
  { GA_ACCESS_COORDINATOR, "conflict attendance", "--- --- --- --- --- ---" },
  { GA_ACCESS_COORDINATOR, "conflict attachment", "--- --- --- --- --- ---" },
  { GA_ACCESS_ADMINISTRATOR, "kommune", "iud --- --- --- --- ---" },
  { GA_ACCESS_ADMINISTRATOR, "organisation", "iud --- --- --- --- ---" },
  { GA_ACCESS_ADMINISTRATOR, "person", "--- --- --- --- --- ---" },
  { GA_ACCESS_ADMINISTRATOR, "recruitment", "--- --- --- --- --- ---" },
  { GA_ACCESS_ADMINISTRATOR, "role", "--- --- --- --- --- ---" },
  { GA_ACCESS_ADMINISTRATOR, "venue", "--- --- --- --- --- ---" },
  { GA_ACCESS_ADMINISTRATOR, "route", "--- --- --- --- --- ---" },
  { GA_ACCESS_ADMINISTRATOR, "community", "--- --- --- --- --- ---" },
  { GA_ACCESS_ADMINISTRATOR, "schedule", "--- --- --- --- --- ---" },
  { GA_ACCESS_ADMINISTRATOR, "meeting", "--- --- --- --- --- ---" },
  { GA_ACCESS_ADMINISTRATOR, "meeting_note", "--- --- --- --- --- ---" },
  { GA_ACCESS_ADMINISTRATOR, "participant", "--- --- --- --- --- ---" },
  { GA_ACCESS_ADMINISTRATOR, "attendance", "--- --- --- --- --- ---" },
  { GA_ACCESS_ADMINISTRATOR, "attachment", "--- --- --- --- --- ---" },
  { GA_ACCESS_ADMINISTRATOR, "conflict kommune", "-u- --- --- --- --- ---" },
  { GA_ACCESS_ADMINISTRATOR, "conflict organisation", "-u- --- --- --- --- ---" },
  { GA_ACCESS_ADMINISTRATOR, "conflict person", "--- --- --- --- --- ---" },
  { GA_ACCESS_ADMINISTRATOR, "conflict role", "--- --- --- --- --- ---" },
  { GA_ACCESS_ADMINISTRATOR, "conflict venue", "--- --- --- --- --- ---" },
  { GA_ACCESS_ADMINISTRATOR, "conflict route", "--- --- --- --- --- ---" },
  { GA_ACCESS_ADMINISTRATOR, "conflict community", "--- --- --- --- --- ---" },
  { GA_ACCESS_ADMINISTRATOR, "conflict schedule", "--- --- --- --- --- ---" },
  { GA_ACCESS_ADMINISTRATOR, "conflict meeting", "--- --- --- --- --- ---" },
  { GA_ACCESS_ADMINISTRATOR, "conflict meeting_note", "--- --- --- --- --- ---" },
  { GA_ACCESS_ADMINISTRATOR, "conflict participant", "--- --- --- --- --- ---" },
  { GA_ACCESS_ADMINISTRATOR, "conflict attendance", "--- --- --- --- --- ---" },
  { GA_ACCESS_ADMINISTRATOR, "conflict attachment", "--- --- --- --- --- ---" },
};

/* What a partnership consists of is all its consultants'; and the round is administrators', too. */
static const char *const partnership[] = {
  "agreement", "agreement_party", "clause",        "plan_goal",    "initiative",
  "indicator", "revision",        "application",   "budget_line",  "investment",
  "grant",     "tranche",         "account_entry", "grant_report",
};
static const struct
{
  GaAccess access;
  const char *expected;
  const char *round;
} of_partnership[] = {
  { GA_ACCESS_HOST, "--- --- --- --- --- ---", "--- --- --- --- --- ---" },
  { GA_ACCESS_CONSULTANT, "iud iud --- iud iud iud", "iud iud --- iud iud iud" },
  { GA_ACCESS_COORDINATOR, "--- --- --- --- --- ---", "--- --- --- --- --- ---" },
  { GA_ACCESS_ADMINISTRATOR, "--- --- --- --- --- ---", "iud --- --- --- --- ---" },
};

typedef struct
{
  GaId kommuner[2];
  GaId communities[2];
} Ids;

static GaRights *
make_rights (GaAccess access, const Ids *ids)
{
  GaRights *rights = ga_rights_new ();
  GaSpace space = { .place = GA_PLACE_NATIONAL };

  if (access == GA_ACCESS_HOST)
    space = (GaSpace){ GA_PLACE_COMMUNITY, ids->communities[0] };
  else if (access != GA_ACCESS_ADMINISTRATOR)
    space = (GaSpace){ GA_PLACE_KOMMUNE, ids->kommuner[0] };
  ga_rights_add (rights, access, &space, access == GA_ACCESS_HOST ? &ids->kommuner[0] : NULL);
  return rights;
}

static GaRowPlace
make_place (Place place, const char *entity, const Ids *ids)
{
  gboolean names = g_str_equal (entity, "participant") || g_str_equal (entity, "attendance") ||
                   g_str_equal (entity, "meeting_note");
  GaRowPlace row = { .space = { .place = GA_PLACE_NATIONAL } };

  if (place == KOMMUNE || place == OTHER_KOMMUNE)
    row.space = (GaSpace){ GA_PLACE_KOMMUNE, ids->kommuner[place - KOMMUNE] };
  else if (place != NATIONAL)
    {
      const GaId nobody = { 0 };
      const GaId *community =
          place == NO_LONGER_KNOWN ? &nobody : &ids->communities[place - COMMUNITY];

      row.communities[row.n_communities++] = *community;
      row.space = names ? (GaSpace){ GA_PLACE_COMMUNITY, *community }
                        : (GaSpace){ GA_PLACE_KOMMUNE, ids->kommuner[0] };
    }
  return row;
}

/* @subject: (nullable): of a conflict */
static char *
write_rights (const GaRights *rights,
              const GaEntity *entity,
              const GaEntity *subject,
              const Ids *ids)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < N_PLACES; i++)
    {
      GaRowPlace place = make_place (i, (subject != NULL ? subject : entity)->name, ids);

      place.subject = subject;
      g_string_append (text, i > 0 ? " " : "");
      for (guint j = 0; j < 3; j++)
        g_string_append_c (text,
                           ga_rights_may (rights, entity,
                                          (GaOperationKind) (GA_OPERATION_INSERT + j), &place, NULL)
                               ? "iud"[j]
                               : '-');
    }
  return g_string_free (text, FALSE);
}

static void
test_table (void)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  Ids ids = { { ga_id_new (), ga_id_new () }, { ga_id_new (), ga_id_new () } };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GaRights) rights = make_rights (table[i].access, &ids);
      g_auto (GStrv) words = g_strsplit (table[i].entity, " ", 2);
      const GaEntity *subject = words[1] != NULL ? ga_schema_get (schema, words[1]) : NULL;
      g_autofree char *text =
          write_rights (rights, ga_schema_get (schema, words[0]), subject, &ids);

      g_test_message ("%s %s", ga_access_to_text (table[i].access), table[i].entity);
      g_assert_cmpstr (text, ==, table[i].expected);
    }
}

static void
assert_rights (GaAccess access, const GaEntity *entity, const Ids *ids, const char *expected)
{
  g_autoptr (GaRights) rights = make_rights (access, ids);
  g_autofree char *text = write_rights (rights, entity, NULL, ids);

  g_test_message ("%s %s", ga_access_to_text (access), entity->name);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_partnership (void)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  Ids ids = { { ga_id_new (), ga_id_new () }, { ga_id_new (), ga_id_new () } };

  for (guint i = 0; i < G_N_ELEMENTS (of_partnership); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (partnership); j++)
        assert_rights (of_partnership[i].access, ga_schema_get (schema, partnership[j]), &ids,
                       of_partnership[i].expected);
      assert_rights (of_partnership[i].access, ga_schema_get (schema, "round"), &ids,
                     of_partnership[i].round);
    }
}

static gboolean
is_in_a_table (const char *entity)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].entity, entity))
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (partnership); i++)
    if (g_str_equal (partnership[i], entity))
      return TRUE;
  return g_str_equal (entity, "round") || g_str_equal (entity, "conflict");
}

static void
test_nothing_is_left_out (void)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();

  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    {
      g_test_message ("%s", ga_schema_get_nth (schema, i)->name);
      g_assert_true (is_in_a_table (ga_schema_get_nth (schema, i)->name));
    }
}

static void
test_mine (void)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  Ids ids = { { ga_id_new (), ga_id_new () }, { ga_id_new (), ga_id_new () } };
  g_autoptr (GaRights) rights = make_rights (GA_ACCESS_HOST, &ids);
  GaRowPlace place = make_place (KOMMUNE, "venue", &ids);
  const GaEntity *venue = ga_schema_get (schema, "venue");

  g_assert_false (ga_rights_may (rights, venue, GA_OPERATION_DELETE, &place, NULL));
  place.is_mine = TRUE;
  g_assert_true (ga_rights_may (rights, venue, GA_OPERATION_DELETE, &place, NULL));
}

static void
test_sight (void)
{
  Ids ids = { { ga_id_new (), ga_id_new () }, { ga_id_new (), ga_id_new () } };
  GaSpace kommune = { GA_PLACE_KOMMUNE, ids.kommuner[0] };
  GaSpace community = { GA_PLACE_COMMUNITY, ids.communities[0] };
  static const gboolean expected[][4] = {
    /* sees the kommune, names there; the community, names there */
    [GA_ACCESS_HOST] = { TRUE, TRUE, TRUE, TRUE },
    [GA_ACCESS_CONSULTANT] = { TRUE, TRUE, FALSE, FALSE },
    [GA_ACCESS_COORDINATOR] = { TRUE, FALSE, FALSE, FALSE },
    [GA_ACCESS_ADMINISTRATOR] = { FALSE, FALSE, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (GaRights) rights = make_rights ((GaAccess) i, &ids);

      g_assert_cmpint (ga_rights_see (rights, &kommune), ==, expected[i][0]);
      g_assert_cmpint (ga_rights_see_names (rights, &kommune), ==, expected[i][1]);
      g_assert_cmpint (ga_rights_see (rights, &community), ==, expected[i][2]);
      g_assert_cmpint (ga_rights_see_names (rights, &community), ==, expected[i][3]);
      g_assert_cmpint (ga_rights_see_names_somewhere (rights), ==,
                       expected[i][1] || expected[i][3]);
    }
}

static GaRowPlace
place_conflict (GaSchema *schema,
                const char *about,
                const GaId *id,
                const char *whole,
                const GaRecord *subject,
                const GaSpace *space)
{
  g_autoptr (GaRecord) conflict = ga_record_new (ga_schema_get (schema, "conflict"));
  g_autofree char *text = ga_id_to_string (id);
  const GaEntity *entity;
  GaRowPlace place = { 0 };
  GaId found;

  ga_record_set_text (conflict, "subject", about);
  ga_record_set_text (conflict, "record", text);
  ga_record_set_text (conflict, "lost_personal", whole);
  g_assert_true (ga_conflict_find_subject (schema, conflict, &entity, &found));
  g_assert_true (ga_id_equal (&found, id));
  ga_row_place_read_conflict (&place, conflict, entity, id, subject, space);
  return place;
}

static void
assert_place (const GaRowPlace *place, const GaId *community)
{
  g_assert_cmpuint (place->n_communities, ==, 1);
  g_assert_true (ga_id_equal (&place->communities[0], community));
}

/* Also where the record that it is about is not there. */
static void
test_whose_a_conflict_is (void)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GaRecord) walk = ga_record_new (ga_schema_get (schema, "meeting"));
  GaId id = ga_id_new (), community = ga_id_new (), nobody = { 0 };
  GaSpace kommune = { GA_PLACE_KOMMUNE, ga_id_new () };
  GaSpace names = { GA_PLACE_COMMUNITY, community };
  g_autofree char *text = ga_id_to_string (&community);
  g_autofree char *whole = g_strdup_printf ("{\"start\":null,\"community\":\"%s\"}", text);
  GaRowPlace place;

  ga_record_set_reference (walk, "community", &community);
  place = place_conflict (schema, "meeting", &id, NULL, walk, &kommune);
  assert_place (&place, &community);
  place = place_conflict (schema, "meeting", &id, whole, NULL, &kommune);
  assert_place (&place, &community);
  place = place_conflict (schema, "meeting", &id, NULL, NULL, &kommune);
  assert_place (&place, &nobody);
  place = place_conflict (schema, "meeting", &id, "{\"community\":", NULL, &kommune);
  assert_place (&place, &nobody);
  place = place_conflict (schema, "attendance", &id, NULL, NULL, &names);
  assert_place (&place, &community);
  place = place_conflict (schema, "community", &community, NULL, NULL, &kommune);
  assert_place (&place, &community);
}

/* A coordinator who was given a community by mistake does not get its names. */
static void
test_names_are_of_hosts (void)
{
  g_autoptr (GaRights) rights = ga_rights_new ();
  GaSpace community = { GA_PLACE_COMMUNITY, ga_id_new () };

  ga_rights_add (rights, GA_ACCESS_COORDINATOR, &community, NULL);
  g_assert_false (ga_rights_see (rights, &community));
  g_assert_false (ga_rights_host (rights, &community.target));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rights/who-may-do-what-where", test_table);
  g_test_add_func ("/rights/a-partnership-is-its-consultants", test_partnership);
  g_test_add_func ("/rights/nothing-is-left-out", test_nothing_is_left_out);
  g_test_add_func ("/rights/one-may-take-back-what-one-made", test_mine);
  g_test_add_func ("/rights/whose-a-conflict-is", test_whose_a_conflict_is);
  g_test_add_func ("/rights/who-sees-what", test_sight);
  g_test_add_func ("/rights/names-are-of-hosts", test_names_are_of_hosts);
  return g_test_run ();
}
