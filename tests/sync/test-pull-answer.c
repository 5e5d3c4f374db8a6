/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sync/ga-pull.h"

/* An answer to a pull is of the protocol, line by line. */

#define ID(n)     "018f0000-0000-7000-8000-00000000000" n
#define HEAD      "{\"head\":9,\"epoch\":2,\"covered\":3,\"now\":4,\"name\":\"Bo\",\"role\":\"host\"}\n"
#define NATIONAL  "{\"space\":\"national\",\"fresh\":true}\n"
#define NAMES     "{\"rows\":\"organisation\",\"fields\":[\"name\"]}\n"
#define ROW(n, x) "[\"" ID (n) "\"," n ",3,5,\"" x "\"]\n"
#define STOP      "{\"end\":\"9\",\"count\":1,\"sum\":\"00ff12000000abcd\"}\n"
#define LAST      "{\"more\":false}\n"

static gboolean
head_cb (const GaPullHead *head, gpointer user_data, GError **error)
{
  g_string_append_printf (user_data, "head %d %d %d %d %s %s\n", (int) head->head,
                          (int) head->epoch, (int) head->covered, (int) head->now, head->name,
                          head->role);
  return TRUE;
}

static gboolean
row_cb (GaRow *row, gpointer user_data, GError **error)
{
  const GaValue *name = &row->values[(guint) ga_entity_field_index (row->entity, "name")];
  g_autofree char *space = ga_space_to_string (&row->space);

  g_string_append_printf (user_data, "row %s %d %d %d %s %s\n", space, (int) row->revision,
                          (int) row->by, (int) row->at,
                          name->kind == GA_VALUE_TEXT ? name->text : "-",
                          row->extra != NULL ? row->extra : "-");
  return TRUE;
}

static gboolean
gone_cb (const GaRow *row, gpointer user_data, GError **error)
{
  for (guint i = 0; i < row->entity->n_fields; i++)
    g_assert_cmpint (row->values[i].kind, ==, GA_VALUE_NONE);
  g_string_append_printf (user_data, "gone %d\n", (int) row->revision);
  return TRUE;
}

static gboolean
erased_cb (
    const GaEntity *entity, const GaId *id, gint64 revision, gpointer user_data, GError **error)
{
  g_string_append_printf (user_data, "erased %s %d\n", entity->name, (int) revision);
  return TRUE;
}

static gboolean
drop_cb (const GaSpace *space, gpointer user_data, GError **error)
{
  g_autofree char *name = ga_space_to_string (space);

  g_string_append_printf (user_data, "drop %s\n", name);
  return TRUE;
}

static gboolean
person_cb (gint64 account, const char *name, gpointer user_data, GError **error)
{
  g_string_append_printf (user_data, "person %d %s\n", (int) account, name);
  return TRUE;
}

static gboolean
end_cb (const char *cursor, const GaSpaceSum *sum, gpointer user_data, GError **error)
{
  g_string_append_printf (user_data, "end %s %d %016" G_GINT64_MODIFIER "x\n", cursor,
                          (int) sum->count, sum->sum);
  return TRUE;
}

static const GaPullHandler handler = {
  .head = head_cb,
  .row = row_cb,
  .gone = gone_cb,
  .erased = erased_cb,
  .drop = drop_cb,
  .person = person_cb,
  .end = end_cb,
};

static char *
hear (const char *text, GError **error)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GString) heard = g_string_new (NULL);
  gboolean more;

  if (!ga_pull_read_answer (schema, text, strlen (text), &handler, heard, &more, error))
    return NULL;
  return g_string_free (g_steal_pointer (&heard), FALSE);
}

static void
assert_heard (const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *heard = hear (text, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (heard, ==, expected);
}

static void
test_each_line_is_heard (void)
{
  assert_heard (HEAD NATIONAL NAMES ROW ("1", "a") "{\"gone\":\"organisation\"}\n[\"" ID (
                    "2") "\",2,3,5]\n"
                         "{\"erased\":\"participant\"}\n[\"" ID (
                             "3") "\",4]\n" STOP
                                  "{\"drop\":\"community:" ID (
                                      "4") "\"}\n"
                                           "{\"people\":{\"3\":\"Kirsten\",\"5\":\"Bo\"}}\n" LAST,
                "head 9 2 3 4 Bo host\n"
                "row national 1 3 5 a -\n"
                "gone 2\n"
                "erased participant 4\n"
                "end 9 1 00ff12000000abcd\n"
                "drop community:" ID ("4") "\n"
                                           "person 3 Kirsten\n"
                                           "person 5 Bo\n");
}

static void
test_what_is_newer_is_passed_over (void)
{
  assert_heard (
      HEAD NATIONAL NAMES ROW ("1", "a") "{\"novelty\":{\"x\":[1]}}\n[\"" ID (
          "2") "\",{\"y\":[]}]\n[7]\n"
               "{\"rows\":\"balloon\",\"fields\":[\"name\"]}\n" ROW (
                   "3",
                   "b") "{\"rows\":\"organisation\",\"fields\":[\"colour\",\"name\"],\"z\":0}\n"
                        "[\"" ID ("4") "\",4,3,5,\"red\",\"c\"]\n" STOP LAST,
      "head 9 2 3 4 Bo host\n"
      "row national 1 3 5 a -\n"
      "row national 4 3 5 c {\"colour\":\"red\"}\n"
      "end 9 1 00ff12000000abcd\n");
}

/* A row that says less than the one before takes nothing over from it. */
static void
test_a_row_stands_alone (void)
{
  assert_heard (HEAD NATIONAL "{\"rows\":\"organisation\",\"fields\":[\"name\",\"new\"]}\n"
                              "[\"" ID ("1") "\",1,3,5,\"a\",1]\n"
                                             "{\"rows\":\"organisation\",\"fields\":[\"kind\"]}\n"
                                             "[\"" ID ("2") "\",2,3,5,null]\n" STOP LAST,
                "head 9 2 3 4 Bo host\n"
                "row national 1 3 5 a {\"new\":1}\n"
                "row national 2 3 5 - -\n"
                "end 9 1 00ff12000000abcd\n");
}

static void
test_what_is_not_of_the_protocol_is_refused (void)
{
  static const char *const bad[] = {
    NATIONAL STOP LAST,
    HEAD HEAD LAST,
    "<html></html>\n" LAST,
    HEAD "7\n" LAST,
    HEAD "\n" LAST,
    HEAD "{}\n" LAST,
    HEAD NAMES LAST,
    HEAD STOP LAST,
    HEAD "{\"page\":\"1\"}\n" LAST,
    HEAD NATIONAL ROW ("1", "a") STOP LAST,
    HEAD NATIONAL NAMES STOP ROW ("1", "a") LAST,
    HEAD "{\"space\":\"kommune:7\"}\n" LAST,
    HEAD NATIONAL "{\"rows\":\"organisation\"}\n[\"" ID ("1") "\",1,3,5]\n" STOP LAST,
    HEAD NATIONAL NAMES "[\"" ID ("1") "\",1,3,5]\n" STOP LAST,
    HEAD NATIONAL NAMES "[\"" ID ("1") "\",1,3,5,\"a\",\"b\"]\n" STOP LAST,
    HEAD NATIONAL NAMES "[\"" ID ("1") "\",1,3,5,7]\n" STOP LAST,
    HEAD NATIONAL NAMES "[\"" ID ("1") "\",0,3,5,\"a\"]\n" STOP LAST,
    HEAD NATIONAL NAMES "[\"x\",1,3,5,\"a\"]\n" STOP LAST,
    HEAD NATIONAL NAMES "[\"" ID ("1") "\",1,3,5,\"a\"] []\n" STOP LAST,
    HEAD NATIONAL "{\"end\":\"9\",\"count\":1,\"sum\":\"12\"}\n" LAST,
    HEAD NATIONAL "{\"end\":\"9\",\"count\":1,\"sum\":\"-0ff12000000abcd\"}\n" LAST,
    HEAD LAST LAST,
    HEAD "{\"space\":\"own\",\"fresh\":true}\n" LAST,
    HEAD "{\"drop\":\"own\"}\n" LAST,
    HEAD "{\"people\":{\"x\":\"y\"}}\n" LAST,
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *heard = hear (bad[i], &error);

      if (heard != NULL)
        g_error ("Taken for an answer: %s", bad[i]);
      g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_MALFORMED);
    }
}

static gboolean
stop_cb (GaRow *row, gpointer user_data, GError **error)
{
  ++*(guint *) user_data;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "The disk is full.");
  return FALSE;
}

static void
test_who_hears_may_stop_it (void)
{
  static const GaPullHandler stopping = { .row = stop_cb };
  static const char text[] = HEAD NATIONAL NAMES ROW ("1", "a") ROW ("2", "b") STOP LAST;
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GError) error = NULL;
  gboolean more;
  guint n_rows = 0;

  g_assert_false (
      ga_pull_read_answer (schema, text, strlen (text), &stopping, &n_rows, &more, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_cmpuint (n_rows, ==, 1);
}

/* One byte is another: never a crash, and an error is ours. */
static void
test_a_wrong_byte_does_no_harm (void)
{
  static const char text[] = HEAD NATIONAL NAMES ROW ("1", "a") STOP LAST;
  static const char wrong[] = "\"\\{}[],:0-\n\x01\x80\xff";

  for (gsize at = 0; at < strlen (text); at++)
    for (gsize i = 0; i < strlen (wrong); i++)
      {
        g_autofree char *changed = g_strdup (text);
        g_autofree char *heard = NULL;
        g_autoptr (GError) error = NULL;

        changed[at] = wrong[i];
        heard = hear (changed, &error);
        g_assert_true ((heard == NULL) == (error != NULL));
        if (error != NULL)
          g_assert_cmpuint (error->domain, ==, GA_SYNC_ERROR);
      }
}

static void
test_a_pull_comes_as_it_was_sent (void)
{
  g_autoptr (GaPull) pull = ga_pull_new (), read = NULL;
  g_autoptr (GBytes) text = NULL, again = NULL;
  GaSpace space = { .place = GA_PLACE_NATIONAL };

  pull->client = ga_id_new ();
  pull->lineage = ga_id_new ();
  pull->epoch = 2;
  pull->head = 7;
  ga_pull_add_space (pull, &space, "1.\"2");
  /* As many as a country has communities. */
  for (guint i = 0; i < 3000; i++)
    {
      space = (GaSpace){ .place = GA_PLACE_COMMUNITY, .target = ga_id_new () };
      ga_pull_add_space (pull, &space, "");
    }
  text = ga_pull_write (pull);
  read = ga_pull_read (g_bytes_get_data (text, NULL), g_bytes_get_size (text), NULL);
  g_assert_nonnull (read);
  g_assert_cmpuint (read->spaces->len, ==, 3001);
  again = ga_pull_write (read);
  g_assert_true (g_bytes_equal (text, again));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pull-answer/each-line-is-heard", test_each_line_is_heard);
  g_test_add_func ("/pull-answer/what-is-newer-is-passed-over", test_what_is_newer_is_passed_over);
  g_test_add_func ("/pull-answer/a-row-stands-alone", test_a_row_stands_alone);
  g_test_add_func ("/pull-answer/what-is-not-of-the-protocol-is-refused",
                   test_what_is_not_of_the_protocol_is_refused);
  g_test_add_func ("/pull-answer/who-hears-may-stop-it", test_who_hears_may_stop_it);
  g_test_add_func ("/pull-answer/a-wrong-byte-does-no-harm", test_a_wrong_byte_does_no_harm);
  g_test_add_func ("/pull-answer/a-pull-comes-as-it-was-sent", test_a_pull_comes_as_it_was_sent);
  return g_test_run ();
}
