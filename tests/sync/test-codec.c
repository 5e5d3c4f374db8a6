/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/ga-json-text.h"
#include "sync/ga-gzip.h"
#include "sync/ga-json-scanner.h"
#include "sync/ga-merge.h"
#include "sync/ga-pull.h"
#include "sync/ga-push.h"

/* What travels is read strictly, and as it was written. */

static void
assert_refused (const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;

  if (ga_json_scanner_check (text, length, &error))
    g_error ("Taken for JSON: %.60s", text);
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_MALFORMED);
}

static void
test_only_json_is_read (void)
{
  static const char *const good[] = {
    "{}",
    "[]",
    " [1, -0, 2.5e-3, \"\\ud83d\\udeb6 \\\\ \\u00e5\", true, false, null] ",
    "{\"a\":{\"b\":[{}]},\"b\":1}",
    "[9223372036854775807,-9223372036854775808]",
    "\"x\"",
  };
  static const char *const bad[] = {
    "",
    "{",
    "[1,]",
    "[,1]",
    "{\"a\":1,}",
    "{\"a\" 1}",
    "{\"a\":1 \"b\":2}",
    "{\"a\":1,\"a\":2}",
    "{\"a\":1,\"\\u0061\":2}",
    "[9223372036854775808]",
    "[-9223372036854775809]",
    "[01]",
    "[1.]",
    "[.5]",
    "[+1]",
    "[NaN]",
    "// x\n[]",
    "[]/* x */",
    "var x = [];",
    "[] []",
    "['a']",
    "[\"\\u0000\"]",
    "[\"\\ud800\"]",
    "[\"\\udc00\\ud800\"]",
    "[\"\\x41\"]",
    "[\"\n\"]",
    "[\"\xff\"]",
    "[tru]",
    "[}",
    "]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (ga_json_scanner_check (good[i], strlen (good[i]), NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_refused (bad[i], strlen (bad[i]));
  assert_refused ("[\"a\0b\"]", 7);
}

static void
test_nesting_ends_somewhere (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *pairs = g_strconcat (deep + 100000 - 32, NULL);
  g_autoptr (GString) fits = g_string_new (pairs);

  assert_refused (deep, 100000);
  for (guint i = 0; i < 32; i++)
    g_string_append_c (fits, ']');
  g_assert_true (ga_json_scanner_check (fits->str, fits->len, NULL));
  g_string_prepend_c (fits, '[');
  g_string_append_c (fits, ']');
  assert_refused (fits->str, fits->len);
}

static GaPush *
make_push (GaSchema *schema)
{
  GaPush *push = ga_push_new ();
  GaOperation *operation = ga_operation_new ();
  g_auto (GaValue) name = { 0 };
  g_auto (GaValue) community = { 0 };
  GaId id = ga_id_new ();

  operation->number = 31;
  operation->entity = ga_schema_get (schema, "participant");
  operation->id = ga_id_new ();
  operation->kind = GA_OPERATION_INSERT;
  operation->clock = 42;
  ga_value_set_id (&community, &id);
  ga_value_set_text (&name, "Åse \"den\" \\ første\n");
  ga_operation_take (operation, (guint) ga_entity_field_index (operation->entity, "community"),
                     &community);
  ga_operation_take (operation, (guint) ga_entity_field_index (operation->entity, "name"), &name);
  operation->extra = g_strdup ("{\"newer\":[1,{\"a\":\"b\"}]}");
  g_ptr_array_add (push->operations, operation);
  push->client = ga_id_new ();
  push->lineage = ga_id_new ();
  push->number = 17;
  push->epoch = 2;
  push->head = 5;
  push->now = 1790000000000000;
  push->more = TRUE;
  return push;
}

static void
test_a_push_comes_as_it_was_sent (void)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GaPush) push = make_push (schema);
  g_autoptr (GBytes) text = ga_push_write (push);
  g_autoptr (GError) error = NULL;
  g_autoptr (GaPush) read =
      ga_push_read (schema, g_bytes_get_data (text, NULL), g_bytes_get_size (text), &error);
  g_autoptr (GBytes) again = NULL;

  g_assert_no_error (error);
  again = ga_push_write (read);
  g_assert_true (g_bytes_equal (text, again));
  g_assert_true (read->more);
  g_assert_cmpint (read->number, ==, 17);
}

static void
test_what_an_older_server_lacks_is_named (void)
{
  static const char text[] =
      "{\"client\":\"018f0000-0000-7000-8000-000000000001\",\"number\":1,"
      "\"operations\":[{\"n\":1,\"entity\":\"balloon\",\"id\":\"018f0000-0000-7000-8000-"
      "000000000002\",\"op\":\"insert\",\"base\":0,\"clock\":1,\"fields\":{\"x\":[[]]}}]}";
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GaPush) push = ga_push_read (schema, text, strlen (text), NULL);
  GaOperation *operation;

  g_assert_nonnull (push);
  operation = g_ptr_array_index (push->operations, 0);
  g_assert_null (operation->entity);
  g_assert_cmpstr (operation->unknown, ==, "balloon");
}

static void
test_a_field_of_another_kind_is_refused (void)
{
  static const char *const fields[] = { "{\"name\":1}", "{\"name\":[]}", "{\"community\":\"x\"}" };
  g_autoptr (GaSchema) schema = ga_schema_new ();

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = g_strdup_printf (
          "{\"client\":\"018f0000-0000-7000-8000-000000000001\",\"number\":1,\"operations\":["
          "{\"n\":1,\"entity\":\"participant\",\"id\":\"018f0000-0000-7000-8000-000000000002\","
          "\"op\":\"insert\",\"base\":0,\"clock\":1,\"fields\":%s}]}",
          fields[i]);

      g_assert_null (ga_push_read (schema, text, strlen (text), &error));
      g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_MALFORMED);
    }
}

static void
test_a_receipt_comes_as_it_was_sent (void)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GaReceipt) receipt = ga_receipt_new ();
  g_autoptr (GaReceipt) read = NULL;
  g_autoptr (GBytes) text = NULL, again = NULL;
  GaAnswer *answer = ga_receipt_add (receipt, 31, GA_ANSWER_MERGED);

  receipt->number = 17;
  receipt->first = 8121;
  receipt->head = 8123;
  answer->lost = g_strsplit ("name joined", " ", -1);
  answer->row = ga_row_new (ga_schema_get (schema, "participant"));
  answer->row->id = ga_id_new ();
  answer->row->space = (GaSpace){ .place = GA_PLACE_COMMUNITY, .target = ga_id_new () };
  answer->row->revision = 8122;
  ga_value_set_text (&answer->row->values[1], "Bo");
  answer = ga_receipt_add (receipt, 32, GA_ANSWER_REFUSED);
  answer->code = g_strdup ("not-allowed");
  answer->message = g_strdup ("No.");
  text = ga_receipt_write (receipt);
  read = ga_receipt_read (schema, g_bytes_get_data (text, NULL), g_bytes_get_size (text), NULL);
  g_assert_nonnull (read);
  again = ga_receipt_write (read);
  g_assert_true (g_bytes_equal (text, again));
  g_assert_cmpstr (ga_receipt_find (read, 31)->lost[1], ==, "joined");
  g_assert_null (ga_receipt_find (read, 33));
}

typedef struct
{
  GString *heard;
  GaSchema *schema;
} Hearing;

static gboolean
space_cb (const GaSpace *space, gboolean fresh, gpointer user_data, GError **error)
{
  g_autofree char *name = ga_space_to_string (space);

  g_string_append_printf (((Hearing *) user_data)->heard, "space %.9s %d\n", name, fresh);
  return TRUE;
}

static gboolean
row_cb (GaRow *row, gpointer user_data, GError **error)
{
  g_string_append_printf (((Hearing *) user_data)->heard, "row %s %d %s %s\n", row->entity->name,
                          (int) row->revision,
                          row->values[1].kind == GA_VALUE_TEXT ? row->values[1].text : "-",
                          row->extra != NULL ? row->extra : "-");
  return TRUE;
}

static gboolean
gone_cb (const GaRow *row, gpointer user_data, GError **error)
{
  g_string_append_printf (((Hearing *) user_data)->heard, "gone %d\n", (int) row->revision);
  return TRUE;
}

static gboolean
left_cb (
    const GaEntity *entity, const GaId *id, gint64 revision, gpointer user_data, GError **error)
{
  g_string_append_printf (((Hearing *) user_data)->heard, "left %s %d\n", entity->name,
                          (int) revision);
  return TRUE;
}

static gboolean
page_cb (const char *cursor, gpointer user_data, GError **error)
{
  g_string_append_printf (((Hearing *) user_data)->heard, "page %s\n", cursor);
  return TRUE;
}

static gboolean
end_cb (const char *cursor, const GaSpaceSum *sum, gpointer user_data, GError **error)
{
  g_string_append_printf (((Hearing *) user_data)->heard, "end %s %d %" G_GINT64_MODIFIER "x\n",
                          cursor, (int) sum->count, sum->sum);
  return TRUE;
}

static gboolean
total_cb (const GaId *meeting, gint64 revision, gint64 named, gpointer user_data, GError **error)
{
  g_string_append_printf (((Hearing *) user_data)->heard, "total %d\n", (int) named);
  return TRUE;
}

static gboolean
month_cb (const GaMonthCount *month, gpointer user_data, GError **error)
{
  g_string_append_printf (((Hearing *) user_data)->heard, "month %s %d\n", month->month,
                          (int) month->first_time);
  return TRUE;
}

static const GaPullHandler handler = {
  .space = space_cb,
  .row = row_cb,
  .gone = gone_cb,
  .left = left_cb,
  .page = page_cb,
  .end = end_cb,
  .total = total_cb,
  .month = month_cb,
};

static GString *
write_answer (GaSchema *schema)
{
  const GaEntity *participant = ga_schema_get (schema, "participant");
  g_autoptr (GaRow) row = ga_row_new (participant);
  GaSpace community = { .place = GA_PLACE_COMMUNITY, .target = ga_id_new () };
  GaSpace national = { .place = GA_PLACE_NATIONAL };
  GaSpaceSum sum = { .count = 2, .sum = 0xff };
  GaPullHead head = { .head = 9, .epoch = 1 };
  GaMonthCount months[] = { { .month = "2026-01", .revision = 9, .first_time = 7 },
                            { .month = "2026-02", .revision = 9, .first_time = -1 } };
  GString *lines = g_string_new (NULL);

  months[0].community = months[1].community = community.target;
  row->id = ga_id_new ();
  row->revision = 7;
  ga_value_set_text (&row->values[1], "Åse");
  ga_pull_append_head (lines, &head);
  ga_pull_append_space (lines, &national, FALSE);
  ga_pull_append_end (lines, "9", &sum);
  ga_pull_append_space (lines, &community, TRUE);
  ga_pull_append_rows (lines, participant, NULL);
  ga_pull_append_row (lines, row, NULL);
  row->revision = 8;
  row->extra = g_strdup ("{\"newer\":\"x\"}");
  ga_pull_append_row (lines, row, NULL);
  g_string_append (lines, "{\"rows\":\"balloon\",\"fields\":[\"a\"]}\n"
                          "[\"018f0000-0000-7000-8000-000000000001\",3,0,0,[{}]]\n");
  ga_pull_append_page (lines, "0.9.11.8");
  g_string_append (lines, "{\"rows\":\"participant\",\"fields\":[\"later\",\"name\",\"also\"]}\n"
                          "[\"018f0000-0000-7000-8000-000000000001\",9,0,0,[1, 2],\"Bo\", null]\n");
  ga_pull_append_gone (lines, participant);
  ga_pull_append_gone_row (lines, row);
  ga_pull_append_left (lines, participant);
  ga_pull_append_mark (lines, &row->id, 9);
  ga_pull_append_totals (lines);
  ga_pull_append_total (lines, &row->id, 9, 12);
  ga_pull_append_months (lines);
  ga_pull_append_month (lines, &months[0]);
  ga_pull_append_month (lines, &months[1]);
  ga_pull_append_end (lines, "9", &sum);
  ga_pull_append_drop (lines, &community);
  ga_pull_append_more (lines, FALSE);
  return lines;
}

static char *
hear (GaSchema *schema, const char *text, gsize length, gboolean *more)
{
  Hearing hearing = { .heard = g_string_new (NULL), .schema = schema };
  g_autoptr (GError) error = NULL;

  ga_pull_read_answer (schema, text, length, &handler, &hearing, more, &error);
  g_assert_no_error (error);
  return g_string_free (hearing.heard, FALSE);
}

static void
test_an_answer_comes_as_it_was_sent (void)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GString) lines = write_answer (schema);
  gboolean more = TRUE;
  g_autofree char *heard = hear (schema, lines->str, lines->len, &more);

  g_assert_cmpstr (heard, ==,
                   "space national 0\n"
                   "end 9 2 ff\n"
                   "space community 1\n"
                   "row participant 7 Åse -\n"
                   "row participant 8 Åse {\"newer\":\"x\"}\n"
                   "page 0.9.11.8\n"
                   "row participant 9 Bo {\"later\":[1, 2],\"also\":null}\n"
                   "gone 8\n"
                   "left participant 9\n"
                   "total 12\n"
                   "month 2026-01 7\n"
                   "month 2026-02 -1\n"
                   "end 9 2 ff\n");
  g_assert_false (more);
}

static gsize
count_lines (const char *text, const char *word)
{
  gsize count = 0;

  for (const char *at = text; (at = strstr (at, word)) != NULL; at++)
    count++;
  return count;
}

/* Cut anywhere, what is heard ends with a place to go on from. */
static void
test_an_answer_cut_off_is_read_to_its_last_page (void)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GString) lines = write_answer (schema);

  for (gsize length = 0; length < lines->len; length++)
    {
      gboolean more = FALSE;
      g_autofree char *cut = g_strndup (lines->str, length);
      g_autofree char *heard = hear (schema, cut, length, &more);
      gsize rows = count_lines (heard, "row "), ends = count_lines (heard, "end ");

      g_assert_true (more);
      g_assert_true (rows == 0 || (rows == 2 && g_str_has_suffix (heard, "page 0.9.11.8\n")) ||
                     (rows == 3 && ends == 2));
    }
}

static void
test_a_bomb_is_not_unpacked (void)
{
  g_autofree char *zeros = g_malloc0 (20 * 1024 * 1024);
  g_autoptr (GBytes) packed = ga_gzip_pack (zeros, 20 * 1024 * 1024, 9);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (packed, 0, g_bytes_get_size (packed) - 1);
  g_autoptr (GBytes) all = NULL;
  g_autoptr (GError) error = NULL, cut_error = NULL;

  g_assert_null (ga_gzip_unpack (packed, GA_BODY_MOST_UNPACKED, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_TOO_LARGE);
  g_assert_null (ga_gzip_unpack (cut, 32 * 1024 * 1024, &cut_error));
  g_assert_error (cut_error, GA_SYNC_ERROR, GA_SYNC_ERROR_MALFORMED);
  all = ga_gzip_unpack (packed, 20 * 1024 * 1024, NULL);
  g_assert_cmpuint (g_bytes_get_size (all), ==, 20 * 1024 * 1024);
}

static void
test_the_later_of_two_stands (void)
{
  static const GaField plain = { .name = "x", .merge = GA_MERGE_LATEST };
  static const GaField asked = { .name = "x", .merge = GA_MERGE_ASK };
  GaFieldStamp stamp = { .revision = 10, .time = 100, .client = ga_id_new () };
  GaFieldStamp change = { .time = 200, .client = ga_id_new () };
  g_auto (GaValue) stands = { 0 };
  g_auto (GaValue) comes = { 0 };

  ga_value_set_text (&stands, "a");
  ga_value_set_text (&comes, "b");
  g_assert_cmpint (ga_merge_field (&plain, &stands, &stamp, &comes, 10, &change), ==,
                   GA_MERGE_CLEAN);
  g_assert_cmpint (ga_merge_field (&plain, &stands, &stamp, &comes, 9, &change), ==, GA_MERGE_WINS);
  g_assert_cmpint (ga_merge_field (&asked, &stands, &stamp, &comes, 9, &change), ==, GA_MERGE_ASKS);
  g_assert_cmpint (ga_merge_field (&plain, &stands, &stamp, &stands, 9, &change), ==,
                   GA_MERGE_SAME);
  change.time = 50;
  g_assert_cmpint (ga_merge_field (&plain, &stands, &stamp, &comes, 9, &change), ==,
                   GA_MERGE_LOSES);
  change.client = stamp.client;
  g_assert_cmpint (ga_merge_field (&plain, &stands, &stamp, &comes, 9, &change), ==,
                   GA_MERGE_CLEAN);
}

static void
test_a_wrong_clock_is_put_right (void)
{
  const gint64 second = G_USEC_PER_SEC, hour = 3600 * second, now = 1790000000 * second;
  const gint64 year = 365 * 24 * hour;

  for (int years = -10; years <= 10; years += 5)
    {
      gint64 theirs = now + years * year;
      gint64 clock = ((theirs - hour) / 1000) << 16;

      g_assert_cmpint (ga_merge_correct_time (clock, theirs, now, 0), ==, now - hour);
      g_assert_cmpint (ga_merge_correct_time (clock, theirs, now, now - hour / 2), ==,
                       now - hour / 2);
      /* The clock jumped between the edit and the sending. */
      g_assert_cmpint (ga_merge_correct_time (clock, now, now, now - hour), >=, now - hour);
      g_assert_cmpint (ga_merge_correct_time (clock, now, now, now - hour), <=, now);
    }
  g_assert_cmpint (ga_merge_correct_time (G_MAXINT64, G_MININT64, now, 0), ==, now);
  g_assert_cmpint (ga_merge_correct_time (G_MININT64, G_MAXINT64, now, 0), >=, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/codec/only-json-is-read", test_only_json_is_read);
  g_test_add_func ("/codec/nesting-ends-somewhere", test_nesting_ends_somewhere);
  g_test_add_func ("/codec/a-push-comes-as-it-was-sent", test_a_push_comes_as_it_was_sent);
  g_test_add_func ("/codec/what-an-older-server-lacks-is-named",
                   test_what_an_older_server_lacks_is_named);
  g_test_add_func ("/codec/a-field-of-another-kind-is-refused",
                   test_a_field_of_another_kind_is_refused);
  g_test_add_func ("/codec/a-receipt-comes-as-it-was-sent", test_a_receipt_comes_as_it_was_sent);
  g_test_add_func ("/codec/an-answer-comes-as-it-was-sent", test_an_answer_comes_as_it_was_sent);
  g_test_add_func ("/codec/an-answer-cut-off-is-read-to-its-last-page",
                   test_an_answer_cut_off_is_read_to_its_last_page);
  g_test_add_func ("/codec/a-bomb-is-not-unpacked", test_a_bomb_is_not_unpacked);
  g_test_add_func ("/merge/the-later-of-two-stands", test_the_later_of_two_stands);
  g_test_add_func ("/merge/a-wrong-clock-is-put-right", test_a_wrong_clock_is_put_right);
  return g_test_run ();
}
