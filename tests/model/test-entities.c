/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/entities/ga-entities.h"
#include "model/ga-record.h"
#include "model/ga-schema.h"

/* Every descriptor says something that can be true. */

static void
for_each (void (*func) (GaSchema *schema, const GaEntity *entity))
{
  g_autoptr (GaSchema) schema = ga_schema_new ();

  g_assert_cmpuint (ga_schema_get_n_entities (schema), >=, 12);
  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    {
      g_test_message ("%s", ga_schema_get_nth (schema, i)->name);
      func (schema, ga_schema_get_nth (schema, i));
    }
}

static void
check_fields (GaSchema *schema, const GaEntity *entity)
{
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const GaField *field = &entity->fields[i];
      g_auto (GaValue) value = { 0 };
      gboolean refers = field->type == GA_FIELD_REFERENCE || field->type == GA_FIELD_REFERENCES;

      g_test_message ("  %s", field->name);
      g_assert_cmpint (ga_entity_field_index (entity, field->name), ==, i);
      g_assert_true (field->label != NULL && *field->label != '\0');
      g_assert_true (refers == (field->target != NULL));
      g_assert_true (!refers || ga_schema_get (schema, field->target) != NULL);
      g_assert_true ((field->type == GA_FIELD_CHOICE) == (field->choices != NULL));
      g_assert_true ((field->type == GA_FIELD_MONEY) == (field->currency != NULL));
      g_assert_true (field->currency == NULL ||
                     ga_entity_get_field (entity, field->currency) != NULL);
      g_assert_true (field->fallback == NULL ||
                     ga_value_parse (field, field->fallback, &value, NULL));
      g_assert_true (ga_value_check (field, &value, NULL) || (field->flags & GA_FIELD_REQUIRED));
    }
}

static void
test_fields (void)
{
  for_each (check_fields);
}

static void
assert_fields_of (const GaEntity *entity, const char *list, const char *separators)
{
  g_auto (GStrv) names = g_strsplit_set (list, separators, -1);

  for (guint i = 0; names[i] != NULL; i++)
    if (*names[i] != '\0')
      g_assert_nonnull (ga_entity_get_field (entity, names[i]));
}

static void
check_names (GaSchema *schema, const GaEntity *entity)
{
  assert_fields_of (entity, entity->title, " ");
  if (entity->summary != NULL)
    assert_fields_of (entity, entity->summary, " ");
  for (const GaSort *sort = entity->sorts; sort->name != NULL; sort++)
    assert_fields_of (entity, sort->columns, ",-");
  for (const char *const *name = entity->identity; name != NULL && *name != NULL; name++)
    assert_fields_of (entity, *name, " ");
  for (const char *const *key = entity->same; key != NULL && *key != NULL; key++)
    if (**key != '@')
      assert_fields_of (entity, *key, "+|");
  if (entity->space.kind == GA_SPACE_NATIONAL || entity->space.kind == GA_SPACE_GIVEN)
    g_assert_null (entity->space.via);
  else
    {
      g_auto (GStrv) path = g_strsplit (entity->space.via, ".", 2);

      assert_fields_of (entity, path[0], " ");
    }
}

static void
test_names (void)
{
  for_each (check_names);
}

/* One heading must not mean two fields. */
static void
check_headings (GaSchema *schema, const GaEntity *entity)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const GaField *field = &entity->fields[i];
      g_auto (GStrv) headings =
          g_strsplit (field->headings != NULL ? field->headings : "", "|", -1);

      g_assert_true (ga_entity_match_heading (entity, field->name) == field);
      g_assert_true (ga_entity_match_heading (entity, field->label) == field);
      for (guint h = 0; headings[h] != NULL && *headings[h] != '\0'; h++)
        {
          g_test_message ("  %s", headings[h]);
          g_assert_true (g_hash_table_add (seen, g_utf8_casefold (headings[h], -1)));
          g_assert_true (ga_entity_match_heading (entity, headings[h]) == field);
        }
    }
}

static void
test_headings (void)
{
  for_each (check_headings);
}

/* Names of people live with the community's hosts; a coordinator's kommune never holds them. */
static void
test_walkers_names_live_with_the_community (void)
{
  static const char *const entities[] = { "participant", "attendance", "meeting_note" };
  g_autoptr (GaSchema) schema = ga_schema_new ();

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      const GaEntity *entity = ga_schema_get (schema, entities[i]);

      while (entity->space.kind == GA_SPACE_PARENT)
        entity = ga_schema_get (schema, ga_entity_get_field (entity, entity->space.via)->target);
      g_assert_cmpint (entity->space.kind, ==, GA_SPACE_COMMUNITY);
      g_assert_true (ga_entity_is_personal (entity));
    }
  g_assert_false (ga_entity_is_personal (ga_schema_get (schema, "community")));
}

static gboolean
is_called_by_a_persons_name (const GaEntity *entity)
{
  const GaField *title = ga_entity_get_field (entity, entity->title);

  return title != NULL && (title->flags & GA_FIELD_PERSONAL);
}

/* Which person it is says something of a person; docs/data-protection.md. */
static void
test_who_it_is_is_personal (void)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  guint n = 0;

  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    {
      const GaEntity *entity = ga_schema_get_nth (schema, i);

      for (guint f = 0; f < entity->n_fields; f++)
        if (entity->fields[f].target != NULL &&
            is_called_by_a_persons_name (ga_schema_get (schema, entity->fields[f].target)))
          {
            g_test_message ("%s.%s", entity->name, entity->fields[f].name);
            g_assert_true (entity->fields[f].flags & GA_FIELD_PERSONAL);
            n++;
          }
    }
  g_assert_cmpuint (n, >=, 3);
}

static void
assert_refuses_words (const char *words, int code)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  const GaField *field = ga_entity_get_field (ga_schema_get (schema, "kommune"), "aliases");
  g_auto (GaValue) value = { 0 };
  g_autoptr (GError) error = NULL;

  ga_value_set_text (&value, words);
  g_assert_false (ga_value_check (field, &value, &error));
  g_assert_error (error, GA_MODEL_ERROR, code);
}

static void
test_words_have_the_limits_of_text (void)
{
  g_autofree char *much = g_strnfill (501, 'a');

  assert_refuses_words (much, GA_MODEL_ERROR_LIMIT);
  assert_refuses_words ("Ranum|\xff", GA_MODEL_ERROR_UNREADABLE);
  assert_refuses_words ("Ranum\nLøgstør", GA_MODEL_ERROR_UNREADABLE);
}

static void
test_values_read_back_as_written (void)
{
  static const struct
  {
    const char *entity, *field, *written, *held;
  } cases[] = {
    { "kommune", "latitude", "55,688", "55.688" },
    { "kommune", "latitude", "-0.5", "-0.5" },
    { "kommune", "latitude", "55.1234564999", "55.123456" },
    { "kommune", "latitude", "55.1234565", "55.123457" },
    { "kommune", "latitude", "-55.9999995", "-56" },
    { "meeting", "start", "6/1-2026 10.00", "2026-01-06T10:00" },
    { "community", "started", "31/12-2026", "2026-12-31" },
    { "community", "price", "20.00", "20.00" },
    { "community", "public", "nej", "false" },
    { "community", "status", "nedlagt", "closed" },
    { "community", "distance_m", "5000", "5000" },
    { "community", "name", "  Åse  ", "Åse" },
  };
  g_autoptr (GaSchema) schema = ga_schema_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const GaField *field =
          ga_entity_get_field (ga_schema_get (schema, cases[i].entity), cases[i].field);
      g_auto (GaValue) value = { 0 };
      g_auto (GaValue) again = { 0 };
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;

      ga_value_parse (field, cases[i].written, &value, &error);
      g_assert_no_error (error);
      text = ga_value_to_text (field, &value);
      g_assert_cmpstr (text, ==, cases[i].held);
      g_assert_true (ga_value_parse (field, text, &again, NULL));
      g_assert_true (ga_value_equal (&value, &again));
    }
}

static void
test_rubbish_is_refused_with_a_sentence (void)
{
  static const struct
  {
    const char *entity, *field, *written;
  } cases[] = {
    { "community", "started", "31/13" },
    { "community", "started", "2026-02-30" },
    { "community", "status", "sovende" },
    { "community", "distance_m", "fem" },
    { "community", "distance_m", "1e9" },
    { "community", "public", "måske" },
    { "kommune", "latitude", "north" },
    { "meeting", "start", "i morgen" },
    { "schedule", "at", "25:00" },
    { "community", "kommune", "not an id" },
    { "community", "distance_m", "99999999999999999999" },
  };
  g_autoptr (GaSchema) schema = ga_schema_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const GaField *field =
          ga_entity_get_field (ga_schema_get (schema, cases[i].entity), cases[i].field);
      g_auto (GaValue) value = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_false (ga_value_parse (field, cases[i].written, &value, &error));
      g_assert_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE);
      g_assert_nonnull (strstr (error->message, cases[i].written));
      g_assert_cmpint (value.kind, ==, GA_VALUE_NONE);
    }
}

static void
test_facts_have_one_id_everywhere (void)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GaRecord) here = ga_record_new (ga_schema_get (schema, "kommune"));
  g_autoptr (GaRecord) there = ga_record_new (ga_schema_get (schema, "kommune"));
  g_autofree char *id = NULL;

  g_assert_false (ga_id_equal (ga_record_get_id (here), ga_record_get_id (there)));
  ga_record_set_text (here, "code", "0615");
  ga_record_set_text (there, "code", "0615");
  ga_record_derive_id (here);
  ga_record_derive_id (there);
  g_assert_true (ga_id_equal (ga_record_get_id (here), ga_record_get_id (there)));
  /* Frozen: files in the field hold it. */
  id = ga_id_to_string (ga_record_get_id (here));
  g_assert_cmpstr (id, ==, "e34a9e52-b724-53e6-beb9-41d067446764");
}

static GaRecord *
make_document (GaSchema *schema)
{
  GaRecord *record = ga_record_new (ga_schema_get (schema, "attachment"));
  g_autofree char *sha = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "", 0);
  GaId community = ga_id_new ();

  ga_record_set_reference (record, "community", &community);
  ga_record_set_text (record, "name", "Aftale.pdf");
  ga_record_set_text (record, "sha256", sha);
  ga_record_set_integer (record, "size", 0);
  return record;
}

static void
test_a_document_is_a_plain_file_of_one_record (void)
{
  static const struct
  {
    const char *field, *wrong;
  } cases[] = {
    { "name", "../Aftale.pdf" },
    { "name", ".bashrc" },
    { "name", "a\\b" },
    { "name", "two\nlines" },
    { "name", "Aftale\u202efdp.exe" },
    { "name", "\u2066Aftale.pdf" },
    { "name", "Aftale\u200b.pdf" },
    { "name", "two\u2028lines" },
    { "name", "a\xc2\x85"
              "b" },
    { "name", " \u00a0\u3000" },
    { "name", "\u200d" },
    { "sha256", "abc" },
    { "size", "20971521" },
    { "size", "-1" },
  };
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GaRecord) right = make_document (schema);
  g_autoptr (GPtrArray) none = ga_record_validate (right);

  g_assert_cmpuint (none->len, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GaRecord) record = make_document (schema);
      g_autoptr (GPtrArray) problems = NULL;

      g_test_message ("%s", cases[i].wrong);
      if (g_str_equal (cases[i].field, "size"))
        ga_record_set_integer (record, "size", g_ascii_strtoll (cases[i].wrong, NULL, 10));
      else
        ga_record_set_text (record, cases[i].field, cases[i].wrong);
      problems = ga_record_validate (record);
      g_assert_cmpuint (problems->len, ==, 1);
    }
  ga_record_set_reference (right, "route", ga_record_get_id (right));
  g_clear_pointer (&none, g_ptr_array_unref);
  none = ga_record_validate (right);
  g_assert_cmpuint (none->len, ==, 1);
}

static void
test_any_file_has_a_name_for_its_document (void)
{
  g_autofree char *hidden = ga_attachment_make_name (".profile");
  g_autofree char *odd = ga_attachment_make_name ("a\\b\nc.pdf");
  g_autofree char *other = ga_attachment_make_name ("G\xe5tur.pdf");
  g_autofree char *turned = ga_attachment_make_name ("Aftale\u202efdp.exe");
  g_autofree char *blank = ga_attachment_make_name ("  ");
  g_autofree char *family = ga_attachment_make_name ("\U0001f468\u200d\U0001f467 på tur.jpg");

  g_assert_cmpstr (hidden, ==, "_profile");
  g_assert_cmpstr (odd, ==, "a_b_c.pdf");
  g_assert_cmpstr (turned, ==, "Aftale_fdp.exe");
  g_assert_cmpstr (blank, ==, "_");
  g_assert_cmpstr (family, ==, "\U0001f468\u200d\U0001f467 på tur.jpg");
  g_assert_true (g_utf8_validate (other, -1, NULL) && g_str_has_suffix (other, "tur.pdf"));
}

/* Words about a number are no number. */
static void
test_a_telephone_number_has_digits (void)
{
  static const GaEntity *const entities[] = { &ga_entity_person, &ga_entity_organisation };

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      g_autoptr (GaRecord) record = ga_record_new (entities[i]);
      g_autoptr (GError) error = NULL;
      const char *field = NULL;

      g_assert_true (entities[i]->check (record, &field, NULL));
      ga_record_set_text (record, "phone", "+45 12 34 56 78 (evenings)");
      g_assert_true (entities[i]->check (record, &field, NULL));
      ga_record_set_text (record, "phone", "wrong number");
      g_assert_false (entities[i]->check (record, &field, &error));
      g_assert_cmpstr (field, ==, "phone");
      g_assert_nonnull (strstr (error->message, "not a telephone number"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/entities/fields", test_fields);
  g_test_add_func ("/entities/names that descriptors use exist", test_names);
  g_test_add_func ("/entities/one heading means one field", test_headings);
  g_test_add_func ("/entities/walkers' names live with the community",
                   test_walkers_names_live_with_the_community);
  g_test_add_func ("/entities/who it is is personal", test_who_it_is_is_personal);
  g_test_add_func ("/entities/words have the limits of text", test_words_have_the_limits_of_text);
  g_test_add_func ("/entities/values read back as written", test_values_read_back_as_written);
  g_test_add_func ("/entities/rubbish is refused with a sentence",
                   test_rubbish_is_refused_with_a_sentence);
  g_test_add_func ("/entities/a document is a plain file of one record",
                   test_a_document_is_a_plain_file_of_one_record);
  g_test_add_func ("/entities/any file has a name for its document",
                   test_any_file_has_a_name_for_its_document);
  g_test_add_func ("/entities/facts have one id everywhere", test_facts_have_one_id_everywhere);
  g_test_add_func ("/entities/a-telephone-number-has-digits", test_a_telephone_number_has_digits);
  return g_test_run ();
}
