/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sync/ga-push.h"

#define ID(n)     "018f0000-0000-7000-8000-00000000000" n
#define HEADER    "{\"client\":\"" ID ("1") "\",\"number\":1,\"operations\":["
#define INSERT    "\"n\":1,\"id\":\"" ID ("2") "\",\"op\":\"insert\",\"base\":0,\"clock\":1"
#define DELETE(n) "{\"n\":" n ",\"id\":\"" ID ("2") "\",\"entity\":\"person\",\"op\":\"delete\"}"

static GaPush *
read_text (GaSchema *schema, const char *text, GError **error)
{
  return ga_push_read (schema, text, strlen (text), error);
}

static GaOperation *
get_first (const GaPush *push)
{
  return g_ptr_array_index (push->operations, 0);
}

static GaPush *
pass_on (GaSchema *schema, const GaPush *push)
{
  g_autoptr (GBytes) text = ga_push_write (push);
  g_autoptr (GError) error = NULL;
  GaPush *read =
      ga_push_read (schema, g_bytes_get_data (text, NULL), g_bytes_get_size (text), &error);

  g_assert_no_error (error);
  return read;
}

static void
test_members_come_in_any_order (void)
{
  static const char text[] = HEADER "{\"fields\": {\"name\":\"Asta\",\"later\":[1, 2]} ," INSERT
                                    ",\"entity\":\"participant\"}]}";
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GaPush) push = read_text (schema, text, &error);
  const GaOperation *operation;
  const GaValue *name;

  g_assert_no_error (error);
  operation = get_first (push);
  name = ga_operation_get (operation, (guint) ga_entity_field_index (operation->entity, "name"));
  g_assert_nonnull (name);
  g_assert_cmpstr (name->text, ==, "Asta");
  g_assert_cmpstr (operation->extra, ==, "{\"later\":[1, 2]}");
  g_assert_cmpint (operation->kind, ==, GA_OPERATION_INSERT);
}

static void
test_the_head_is_the_base_unless_it_says_so (void)
{
  static const char text[] = HEADER "{\"entity\":\"participant\",\"n\":1,\"id\":\"" ID (
      "2") "\",\"op\":\"delete\",\"base\":9},"
           "{\"entity\":\"participant\",\"n\":2,\"id\":\"" ID (
               "3") "\",\"op\":\"delete\",\"base\":9,"
                    "\"head\":7}]}";
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GaPush) push = read_text (schema, text, &error);
  g_autoptr (GaPush) again = NULL;

  g_assert_no_error (error);
  again = pass_on (schema, push);
  g_assert_cmpint (get_first (again)->head, ==, 9);
  g_assert_cmpint (((GaOperation *) g_ptr_array_index (again->operations, 1))->base, ==, 9);
  g_assert_cmpint (((GaOperation *) g_ptr_array_index (again->operations, 1))->head, ==, 7);
}

/* A server may keep what it does not know until it is newer, for somebody to decide. */
static void
test_an_unknown_entity_is_passed_on_as_it_is (void)
{
  static const char text[] = HEADER "{\"entity\":\"hot \\\"air\\\" balloon\"," INSERT
                                    ",\"fields\": {\"x\":[[]], \"y\":{}} }]}";
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GaPush) push = read_text (schema, text, NULL);
  g_autoptr (GaPush) again = NULL;

  g_assert_nonnull (push);
  again = pass_on (schema, push);
  g_assert_null (get_first (again)->entity);
  g_assert_cmpstr (get_first (again)->unknown, ==, "hot \"air\" balloon");
  g_assert_cmpstr (get_first (again)->extra, ==, "{\"x\":[[]], \"y\":{}}");
}

static void
test_what_a_push_needs_is_there (void)
{
  static const char *const bad[] = {
    "[]",
    "{}",
    "{\"client\":\"" ID ("1") "\",\"number\":0,\"operations\":[]}",
    "{\"client\":\"" ID ("1") "\",\"number\":1,\"head\":-1,\"operations\":[]}",
    "{\"client\":\"x\",\"number\":1,\"operations\":[]}",
    "{\"client\":\"" ID ("1") "\",\"number\":1.0,\"operations\":[]}",
    "{\"client\":\"" ID ("1") "\",\"number\":1,\"more\":1,\"operations\":[]}",
    "{\"client\":\"" ID ("1") "\",\"number\":1,\"operations\":{}}",
    HEADER "1]}",
    HEADER "{}]}",
    HEADER "{" INSERT "}]}",
    HEADER "{" INSERT ",\"entity\":\"person\",\"fields\":[]}]}",
    HEADER "{" INSERT ",\"entity\":\"balloon\",\"fields\":[]}]}",
    HEADER "{\"n\":1,\"id\":\"" ID ("2") "\",\"entity\":\"person\"}]}",
    HEADER "{\"n\":1,\"id\":\"" ID ("2") "\",\"entity\":\"person\",\"op\":\"upsert\"}]}",
    HEADER "{\"n\":0,\"id\":\"" ID ("2") "\",\"entity\":\"person\",\"op\":\"delete\"}]}",
    HEADER "{\"n\":1,\"entity\":\"person\",\"op\":\"delete\"}]}",
    HEADER "{" INSERT ",\"entity\":\"person\"}]} ]",
    HEADER DELETE ("1") "," DELETE ("1") "]}",
    HEADER DELETE ("1") "," DELETE ("3") "," DELETE ("2") "]}",
  };
  g_autoptr (GaSchema) schema = ga_schema_new ();

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      if (read_text (schema, bad[i], &error) != NULL)
        g_error ("Taken for a push: %s", bad[i]);
      g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_MALFORMED);
    }
}

static char *
write_deletes (guint n)
{
  GString *text = g_string_new (HEADER);

  for (guint i = 1; i <= n; i++)
    g_string_append_printf (text,
                            "%s{\"n\":%u,\"id\":\"" ID ("2") "\",\"op\":\"delete\","
                                                             "\"entity\":\"person\"}",
                            i > 1 ? "," : "", i);
  g_string_append (text, "]}");
  return g_string_free (text, FALSE);
}

static void
test_more_than_may_be_sent_is_too_large (void)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autofree char *most = write_deletes (GA_PUSH_MOST_OPERATIONS);
  g_autofree char *more = write_deletes (GA_PUSH_MOST_OPERATIONS + 1);
  g_autoptr (GaPush) push = read_text (schema, most, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (push);
  g_assert_cmpuint (push->operations->len, ==, GA_PUSH_MOST_OPERATIONS);
  g_assert_null (read_text (schema, more, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_TOO_LARGE);
}

/* Codes of a newer server, too. */
static void
test_every_refusal_has_a_sentence (void)
{
  static const char *const codes[] = { "not-allowed",   "not-yours", "unknown-entity",
                                       "unknown-field", "invalid",   "reference",
                                       "missing",       "gone",      "space",
                                       "derived" };
  const char *general = ga_refusal_get_sentence ("something newer");

  g_assert_nonnull (general);
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    g_assert_cmpstr (ga_refusal_get_sentence (codes[i]), !=, general);
}

static void
test_what_travels_has_a_code (void)
{
  GaSyncError found;

  for (guint i = 0; i <= GA_SYNC_ERROR_SERVER; i++)
    {
      const char *code = ga_sync_error_to_code ((GaSyncError) i);

      g_assert_nonnull (ga_sync_error_get_sentence ((GaSyncError) i));
      if (code == NULL)
        continue;
      g_assert_true (ga_sync_error_from_code (code, &found));
      g_assert_cmpuint (found, ==, i);
    }
  g_assert_false (ga_sync_error_from_code ("something newer", &found));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/push/members-come-in-any-order", test_members_come_in_any_order);
  g_test_add_func ("/push/the-head-is-the-base-unless-it-says-so",
                   test_the_head_is_the_base_unless_it_says_so);
  g_test_add_func ("/push/an-unknown-entity-is-passed-on-as-it-is",
                   test_an_unknown_entity_is_passed_on_as_it_is);
  g_test_add_func ("/push/what-a-push-needs-is-there", test_what_a_push_needs_is_there);
  g_test_add_func ("/push/more-than-may-be-sent-is-too-large",
                   test_more_than_may_be_sent_is_too_large);
  g_test_add_func ("/push/every-refusal-has-a-sentence", test_every_refusal_has_a_sentence);
  g_test_add_func ("/push/what-travels-has-a-code", test_what_travels_has_a_code);
  return g_test_run ();
}
