/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"

#include "exchange/ga-exchange-error.h"
#include "ordinary-user.h"

/* Every kind of bad input, from the file to the sentence; the profile is as it was afterwards. */

/* A file of which no row can be used. */
typedef struct
{
  const char *name;
  const char *entity;
  const char *text;
  gssize length;
  GaExchangeError code;
  const char *says;
} BadFile;

static const BadFile bad_files[] = {
  { "empty", "person", "", 0, GA_EXCHANGE_ERROR_EMPTY, "*empty*" },
  { "blank", "person", "\n \n", -1, GA_EXCHANGE_ERROR_EMPTY, "*empty*" },
  { "nul", "person", "name\nA\0b\n", 9, GA_EXCHANGE_ERROR_NUL, "*" },
  { "no-text", "person", "\x89PNG\r\n\x1a\n\x01\x02\x03\x04\xff\xfe\x81\x8d", -1,
    GA_EXCHANGE_ERROR_NOT_TEXT, "*" },
  { "two-columns-of-one-name", "person", "name,phone,name\na,b,c\n", -1,
    GA_EXCHANGE_ERROR_DUPLICATE_HEADING, "*“name”*" },
  { "two-columns-of-one-field", "person", "name,Navn\na,b\n", -1,
    GA_EXCHANGE_ERROR_DUPLICATE_HEADING, "*“name”*“Navn”*" },
  { "no-known-column", "person", "colour,size\nred,2\n", -1, GA_EXCHANGE_ERROR_UNKNOWN_COLUMN,
    "*Expected*Name, E-mail, Phone*" },
  { "broken-json", "person", "[{\"name\": \"Asta\"}, {\"name\": ", -1, GA_EXCHANGE_ERROR_NOT_TEXT,
    "Row 2 *" },
  { "json-cut-off-behind-a-comma", "person", "[{\"name\": \"Asta\"},\n", -1,
    GA_EXCHANGE_ERROR_NOT_TEXT, "The list*no “]”*cut off*" },
  { "json-cut-off-behind-an-object", "person", "[{\"name\": \"Asta\"}", -1,
    GA_EXCHANGE_ERROR_NOT_TEXT, "The list*no “]”*cut off*" },
  { "json-cut-off-at-once", "person", "[", -1, GA_EXCHANGE_ERROR_NOT_TEXT, "The list*no “]”*" },
  { "json-without-a-comma", "person", "[{\"name\": \"Asta\"} {\"name\": \"Bo\"}]", -1,
    GA_EXCHANGE_ERROR_NOT_TEXT, "After row 1 of the list*" },
  { "json-with-two-commas", "person", "[{\"name\": \"Asta\"},,{\"name\": \"Bo\"}]", -1,
    GA_EXCHANGE_ERROR_NOT_TEXT, "Row 2 is not*" },
  { "json-with-a-comma-too-many", "person", "[{\"name\": \"Asta\"},]", -1,
    GA_EXCHANGE_ERROR_NOT_TEXT, "Row 2 is not*" },
  { "json-ending-twice", "person", "[{\"name\": \"Asta\"}]]", -1, GA_EXCHANGE_ERROR_NOT_TEXT,
    "Something follows the “]”*" },
  { "json-of-two-lists", "person", "[{\"name\": \"Asta\"}] [{\"name\": \"Bo\"}]", -1,
    GA_EXCHANGE_ERROR_NOT_TEXT, "Something follows the “]”*" },
  { "json-ending-what-never-began", "person", "{\"name\": \"Asta\"}]]]]", -1,
    GA_EXCHANGE_ERROR_NOT_TEXT, "Row 2 is not*" },
  { "json-in-three-lists", "person", "[[[{\"name\": \"Asta\"}", -1, GA_EXCHANGE_ERROR_NOT_TEXT,
    "Row 1 is not*" },
  { "nul-in-json", "person", "[{\"name\": \"As\\u0000ta\"}]", -1, GA_EXCHANGE_ERROR_NOT_TEXT,
    "Row 1: *NUL*" },
  { "field-twice-in-json", "person", "[{\"name\": \"Asta\", \"name\": \"Bo\"}]", -1,
    GA_EXCHANGE_ERROR_NOT_TEXT, "Row 1: *twice*" },
  { "deep-json", "person", "[{\"name\": [[[[[[[[[[[[[[[[\"x\"]]]]]]]]]]]]]]]]}]", -1,
    GA_EXCHANGE_ERROR_NOT_TEXT, "Row 1 is not*" },
  { "brackets-behind-a-comment", "person", "[{/*\"*/\"name\": [[[[[[[[[[\"x\"]]]]]]]]]]/*\"*/}]",
    -1, GA_EXCHANGE_ERROR_NOT_TEXT, "Row 1 is not*" },
};

/* A row that is not right in a file that is. */
typedef struct
{
  const char *name;
  const char *entity;
  const char *text;
  guint row;
  const char *field; /* (nullable) */
  const char *value; /* (nullable) */
  const char *says;
} BadRow;

static const BadRow bad_rows[] = {
  { "row-too-short", "person", "name,email,phone\nAsta,a@example.org,1\nBo,b@example.org\n", 3,
    "phone", NULL, "Row 3 is too short*“phone”*" },
  { "row-too-long", "person", "name,email\nAsta,a@example.org\nBo,b@example.org,1,2\n", 3, "email",
    NULL, "Row 3 is too long*" },
  { "unclosed-quote", "person", "name,email\nAsta,a@example.org\n\"Bo,b@example.org\n", 3, "name",
    NULL, "Row 3, “name”*quotation mark*" },
  { "text-behind-a-quoted-cell", "person", "name,email\n\"Bo\"b,b@example.org\n", 2, "name", NULL,
    "Row 2, “name”*goes on behind the quotation mark*" },
  { "impossible-date", "community", "name,start\nA,2026-12-31\nB,31/13\n", 3, "started", "31/13",
    "Row 3, Started on: “31/13” is not a date. Write it as 31-12-2026." },
  { "impossible-day", "community", "name,start\nA,30-02-2026\n", 2, "started", "30-02-2026",
    "Row 2, Started on: “30-02-2026” is not a date. Write it as 31-12-2026." },
  { "required-missing", "person", "name,email\n,a@example.org\n", 2, "name", NULL,
    "Row 2, Name: This must be filled in." },
  { "required-missing-beside-another", "person", "name,kommune\n,Atlantis\n", 2, "kommune",
    "Atlantis", "Row 2, Kommune: There is no kommune called “Atlantis”.*" },
  { "unknown-choice", "community", "name,activity\nA,swim\n", 2, "activity", "swim",
    "Row 2, Activity: “swim” is not one of the choices. Choose one of: Walking, Running, *" },
  { "control-character", "person", "name,email\nA\x01sta,a@example.org\n", 2, "name", NULL,
    "Row 2, “name”*control character*" },
  { "rule-of-the-whole", "community", "name,closed_on,status\nA,,closed\n", 2, "closed_on", NULL,
    "Row 2, Closed on: Say on which day the community closed." },
  { "unknown-kommune", "person", "name,kommune\nAsta,Aarhuus\n", 2, "kommune", "Aarhuus",
    "Row 2, Kommune: There is no kommune called “Aarhuus”. Did you mean Aarhus?" },
  { "unknown-kommune-swapped", "person", "name,kommune\nAsta,Kbøenhavn\n", 2, "kommune",
    "Kbøenhavn", "*Did you mean København?" },
  { "several-kommuner", "person", "name,kommune\nAsta,Herøy\n", 2, "kommune", "Herøy",
    "Row 2, Kommune: There are several kommuner called “Herøy”. Write the code instead, one of: "
    "1515, 1818." },
  { "unknown-name", "participant", "community,name\nNowhere,Karen\n", 2, "community", "Nowhere",
    "Row 2, Community: “Nowhere” was not found. It was looked for in: Communities." },
  { "unknown-kommune-in-a-register", "kommune", "Kommune,Region\nSvendburg,Syddanmark\n", 2, "name",
    "Svendburg", "Row 2, Name: There is no kommune called “Svendburg”. Did you mean Svendborg?" },
  { "code-of-another", "kommune", "code,name\n0751,Aalborg\n", 2, "name", "Aalborg",
    "Row 2, Name: The code 0751 is that of Aarhus. *" },
  { "position-out-of-bounds", "community", "name,place,latitude,longitude\nA,Havnen,95,9\n", 2,
    "latitude", "95", "Row 2, Latitude: The number must be between -90 and 90." },
  { "not-a-number", "community", "name,distance_m\nA,far\n", 2, "distance_m", "far",
    "Row 2, Usual distance in metres: “far” is not a whole number.*" },
  { "part-of-nothing", "organisation", "name,parent\nAaa,Zzz\nBbb,\n", 2, "parent", "Zzz",
    "Row 2, Part of: “Zzz” was not found.*" },
  { "part-of-several", "organisation", "name,kind,parent\nAaa,club,Bbb\nBbb,dgi,\nBbb,club,\n", 2,
    "parent", "Bbb", "Row 2, Part of: There are several called “Bbb”.*" },
  { "part-of-each-other", "organisation", "name,parent\nAaa,Bbb\nBbb,Aaa\n", 2, "parent", "Bbb",
    "Row 2, Part of: “Bbb” was not found.*" },
  { "two-amounts-of-money", "community", "name;price\nA;12,50\nB;1.234\n", 3, "price", "1.234",
    "Row 3, Price: “1.234” can be two amounts of money. *1234.00." },
  { "money-of-another-currency", "community", "name;price;currency\nA;500 NOK;DKK\n", 2, "price",
    "500 NOK", "Row 2, Price: “500 NOK” is in NOK, but this is counted in DKK. *" },
  { "money-of-two-currencies", "round", "title;frame;ceiling\nA;500 NOK;DKK 20\n", 2, "ceiling",
    "DKK 20",
    "Row 2, Most for one application: “DKK 20” is in DKK, but this is counted in NOK. *" },
  { "money-below-nothing", "community", "name;price\nA;-1\n", 2, "price", "-1.00",
    "Row 2, Price: The amount must be between 0.00 and *" },
  { "money-of-thirteen-digits", "community", "name;price\nA;1000000000000\n", 2, "price",
    "1000000000000.00", "Row 2, Price: *must be between *" },
  { "object-for-a-text", "person", "{\"name\": {\"a\": 1}}", 1, "name", "{\"a\":1}",
    "Row 1, Name: One value was expected, not an object." },
  { "list-for-a-text", "person", "{\"name\": [\"Asta\", \"Bo\"]}", 1, "name", "Asta|Bo",
    "Row 1, Name: One value was expected, not a list." },
  { "flag-for-a-text", "person", "{\"name\": true}", 1, "name", "true",
    "Row 1, Name: true and false are for yes and no only." },
  { "number-for-a-text", "person", "{\"name\": \"Asta\"}\n{\"name\": 1234.5}", 2, "name", "1234.5",
    "Row 2, Name: A text was expected, not a number." },
  { "number-for-a-code", "person", "{\"name\": \"Asta\", \"kommune\": 751}", 1, "kommune", "751",
    "Row 1, Kommune: A text was expected, not a number." },
  { "list-of-numbers", "organisation", "{\"name\": \"Klubben\", \"kommuner\": [751]}", 1,
    "kommuner", "[751]", "Row 1, Serves these kommuner: A list of texts was expected." },
  { "number-for-money", "community", "{\"name\": \"A\", \"price\": 12}", 1, "price", "12",
    "Row 1, *: Money is written as *" },
  { "least-amount-of-all", "community",
    "{\"name\": \"A\", \"price\": {\"amount\": -9223372036854775808, \"currency\": \"DKK\"}}", 1,
    "price", "-92233720368547758.08", "Row 1, *: *" },
  { "object-for-a-place", "community", "{\"name\": \"A\", \"place\": {\"a\": 1}}", 1, "venue",
    "{\"a\":1}", "Row 1, *: One value was expected, not an object." },
  { "flag-for-a-position", "community", "{\"name\": \"A\", \"latitude\": true, \"longitude\": 9}",
    1, "latitude", "true", "Row 1, *: true and false are for yes and no only." },
  { "number-for-an-address", "community",
    "{\"name\": \"A\", \"place\": \"Havnen\", \"address\": 5}", 1, "address", "5",
    "Row 1, *: A text was expected, not a number." },
  { "bad-id", "person", "id,name\nnonsense,Asta\n", 2, NULL, "nonsense",
    "Row 2: “nonsense” is not the id of a record." },
};

typedef struct
{
  gint64 changes;
  gint64 people;
} State;

static State
look (Profile *profile)
{
  return (State){ ga_reader_last_change (ga_store_get_reader (profile->store)),
                  import_count (profile, "person") + import_count (profile, "community") +
                      import_count (profile, "venue") + import_count (profile, "kommune") };
}

static void
assert_untouched (Profile *profile, State before)
{
  State after = look (profile);

  g_assert_cmpint (after.changes, ==, before.changes);
  g_assert_cmpint (after.people, ==, before.people);
}

static void
assert_refused (Profile *profile, const char *entity, const char *path, int code, const char *says)
{
  State before = look (profile);
  g_autoptr (GError) error = NULL;
  GaImport *import = ga_import_read (ga_store_get_reader (profile->store),
                                     ga_schema_get (profile->schema, entity), path, NULL, &error);

  g_assert_null (import);
  g_assert_error (error, GA_EXCHANGE_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_true (g_pattern_match_simple (says, error->message));
  assert_untouched (profile, before);
}

static void
test_bad_file (Profile *profile, gconstpointer data)
{
  const BadFile *bad = data;
  g_autofree char *path = import_path (profile);

  g_assert_true (g_file_set_contents (path, bad->text, bad->length, NULL));
  assert_refused (profile, bad->entity, path, (int) bad->code, bad->says);
}

static const GaImportProblem *
assert_problem (Profile *profile, const char *entity, const char *text)
{
  State before = look (profile);
  g_autoptr (GaImport) import = import_text (profile, entity, text, NULL);
  GPtrArray *problems = ga_import_get_problems (import);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (problems->len, >, 0);
  g_assert_cmpint (ga_import_apply (import, profile->store, &error), ==, 0);
  g_assert_error (error, GA_EXCHANGE_ERROR, GA_EXCHANGE_ERROR_PROBLEMS);
  assert_untouched (profile, before);
  /* Lives as long as the test: the import is kept with it. */
  g_test_queue_destroy ((GDestroyNotify) ga_import_unref, ga_import_ref (import));
  return g_ptr_array_index (problems, 0);
}

static void
test_bad_row (Profile *profile, gconstpointer data)
{
  const BadRow *bad = data;
  const GaImportProblem *problem = assert_problem (profile, bad->entity, bad->text);

  g_test_message ("%s", problem->message);
  g_assert_cmpuint (problem->row, ==, bad->row);
  g_assert_cmpstr (problem->field, ==, bad->field);
  g_assert_cmpstr (problem->value, ==, bad->value);
  g_assert_true (g_pattern_match_simple (bad->says, problem->message));
}

static void
test_cell_of_ten_megabytes (Profile *profile, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("name,note\nAsta,");
  const GaImportProblem *problem;

  for (guint i = 0; i < 10 * 1024; i++)
    {
      g_autofree char *kilobyte = g_strnfill (1024, 'x');

      g_string_append (text, kilobyte);
    }
  g_string_append (text, "\nBo,\n");
  problem = assert_problem (profile, "person", text->str);
  g_assert_cmpuint (problem->row, ==, 2);
  g_assert_cmpstr (problem->field, ==, "note");
}

static void
test_folder (Profile *profile, gconstpointer data)
{
  assert_refused (profile, "person", profile->folder, GA_EXCHANGE_ERROR_NOT_A_FILE, "*folder*");
}

static void
test_no_such_file (Profile *profile, gconstpointer data)
{
  assert_refused (profile, "person", "/no/such/file.csv", GA_EXCHANGE_ERROR_NOT_FOUND,
                  "*“/no/such/file.csv”*");
}

static void
test_unreadable_file (Profile *profile, gconstpointer data)
{
  g_autofree char *path = import_path (profile);

  g_assert_true (g_file_set_contents (path, "name\nAsta\n", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  /* The ordinary user must reach the file, so that it is the file that is refused. */
  g_assert_cmpint (g_chmod (profile->folder, 0755), ==, 0);
  if (!ordinary_user_begin ())
    return;
  assert_refused (profile, "person", path, GA_EXCHANGE_ERROR_PERMISSION, "*not allowed to read*");
  ordinary_user_end ();
}

static void
test_all_problems_are_told (Profile *profile, gconstpointer data)
{
  g_autoptr (GaImport) import = import_text (profile, "community",
                                             "name,start,activity,kommune\n"
                                             ",31/13,swim,Atlantis\n"
                                             "A,2026-01-01,walk,Skive\n"
                                             "B,never,walk,Skive\n",
                                             NULL);

  g_assert_cmpuint (ga_import_get_counts (import)->problems, ==, 5);
  g_assert_cmpuint (ga_import_get_counts (import)->rows, ==, 3);
}

static void
test_problems_beyond_a_thousand_are_only_counted (Profile *profile, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("name,email\n");
  g_autoptr (GaImport) import = NULL;

  for (guint i = 0; i < 1500; i++)
    g_string_append (text, "Asta,nonsense\nonly one cell\n");
  import = import_text (profile, "person", text->str, NULL);
  g_assert_cmpuint (ga_import_get_counts (import)->problems, ==, 3000);
  g_assert_cmpuint (ga_import_get_problems (import)->len, ==, 1000);
}

#define ADD(name)                                                                   \
  g_test_add ("/import-refusals/" #name, Profile, NULL, import_set_up, test_##name, \
              profile_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (bad_files); i++)
    {
      g_autofree char *path = g_strconcat ("/import-refusals/file/", bad_files[i].name, NULL);

      g_test_add (path, Profile, &bad_files[i], import_set_up, test_bad_file, profile_tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/import-refusals/row/", bad_rows[i].name, NULL);

      g_test_add (path, Profile, &bad_rows[i], import_set_up, test_bad_row, profile_tear_down);
    }
  ADD (cell_of_ten_megabytes);
  ADD (folder);
  ADD (no_such_file);
  ADD (unreadable_file);
  ADD (all_problems_are_told);
  ADD (problems_beyond_a_thousand_are_only_counted);
  return g_test_run ();
}
