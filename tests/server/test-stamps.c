/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/entities/ga-entities.h"
#include "server/ga-stamps.h"

#define VENUE  (&ga_entity_venue)
#define FIELDS 12

static GaFieldStamp
stamp (gint64 revision)
{
  return (GaFieldStamp){ revision, revision * 1000, { { (guint8) revision } } };
}

static void
assert_stamp (const GaFieldStamp *a, const GaFieldStamp *b)
{
  g_assert_cmpint (a->revision, ==, b->revision);
  g_assert_cmpint (a->time, ==, b->time);
  g_assert_true (ga_id_equal (&a->client, &b->client));
}

static void
test_comes_back (void)
{
  const GaFieldStamp made = stamp (3), edited = stamp (5), last = stamp (7);
  GaFieldStamp before[FIELDS], after[FIELDS], of_row;
  g_autofree char *text = NULL;

  g_assert_cmpuint (VENUE->n_fields, ==, FIELDS);
  for (guint i = 0; i < FIELDS; i++)
    before[i] = made;
  before[2] = edited;
  before[4] = last;
  text = ga_stamps_write (VENUE, &last, &made, before);
  ga_stamps_read (VENUE, text, &last, &of_row, after);
  assert_stamp (&of_row, &made);
  for (guint i = 0; i < FIELDS; i++)
    assert_stamp (&after[i], &before[i]);
}

/* A million rows that nobody has edited cost nothing. */
static void
test_untouched (void)
{
  const GaFieldStamp made = stamp (3);
  GaFieldStamp stamps[FIELDS], of_row;
  g_autofree char *text = NULL;

  for (guint i = 0; i < FIELDS; i++)
    stamps[i] = made;
  text = ga_stamps_write (VENUE, &made, &made, stamps);
  g_assert_cmpstr (text, ==, "");
  ga_stamps_read (VENUE, text, &made, &of_row, stamps);
  assert_stamp (&of_row, &made);
  assert_stamp (&stamps[FIELDS - 1], &made);
}

/* A row that only moved has the revision of the move, its fields that of their authors. */
static void
test_moved (void)
{
  const GaFieldStamp made = stamp (3);
  GaFieldStamp moved = made, stamps[FIELDS], of_row;
  g_autofree char *text = NULL;

  moved.revision = 9;
  for (guint i = 0; i < FIELDS; i++)
    stamps[i] = made;
  text = ga_stamps_write (VENUE, &moved, &made, stamps);
  ga_stamps_read (VENUE, text, &moved, &of_row, stamps);
  assert_stamp (&stamps[0], &made);
}

static void
test_rubbish (void)
{
  static const char *const texts[] = { "x", "[]", "{\"\":1}", "{\"name\":[1,2]}", "{\"name\"" };
  const GaFieldStamp last = stamp (7);
  GaFieldStamp stamps[FIELDS], of_row;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      ga_stamps_read (VENUE, texts[i], &last, &of_row, stamps);
      assert_stamp (&stamps[0], &last);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stamps/come-back-as-they-were", test_comes_back);
  g_test_add_func ("/stamps/nothing-edited-is-nothing-kept", test_untouched);
  g_test_add_func ("/stamps/a-move-is-no-edit", test_moved);
  g_test_add_func ("/stamps/rubbish-reads-as-nothing", test_rubbish);
  return g_test_run ();
}
