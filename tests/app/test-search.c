/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "app-fixture.h"
#include "app/search/ga-search-answers.h"
#include "exchange/ga-example.h"
#include "model/ga-schema.h"

static gboolean
is_searched (const GaEntity *entity)
{
  for (guint i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].flags & GA_FIELD_SEARCHED)
      return TRUE;
  return FALSE;
}

static void
test_whatever_is_found_opens (Desk *desk, gconstpointer data)
{
  GaSchema *schema = ga_reader_get_schema (ga_context_get_reader (desk->context));
  guint n = 0;

  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    {
      const GaEntity *entity = ga_schema_get_nth (schema, i);

      if (!is_searched (entity))
        continue;
      n++;
      if (!ga_search_answers_can_open (entity))
        g_error ("Search finds %s, and nothing opens it: name a page in ga-pages.c, or a way in "
                 "ga-search-answers.c",
                 entity->name);
    }
  g_assert_cmpuint (n, >, 10);
}

static void
test_whatever_has_a_document_opens (Desk *desk, gconstpointer data)
{
  const GaEntity *attachment = ga_context_get_entity (desk->context, "attachment");

  for (guint i = 0; i < attachment->n_fields; i++)
    if (attachment->fields[i].type == GA_FIELD_REFERENCE)
      g_assert_true (ga_search_answers_can_open (
          ga_context_get_entity (desk->context, attachment->fields[i].target)));
}

static GaRecord *
put_community (Desk *desk, const char *name)
{
  GaRecord *community = desk_record (desk, "community");

  ga_record_set_text (community, "name", name);
  ga_record_set_text (community, "activity", "walk");
  desk_put (desk, community);
  return community;
}

static void
put_walk (Desk *desk, const GaRecord *community, const char *start)
{
  g_autoptr (GaRecord) walk = desk_record (desk, "meeting");

  ga_record_set_reference (walk, "community", ga_record_get_id (community));
  ga_record_set_text (walk, "start", start);
  desk_put (desk, walk);
}

static void
assert_finds (Desk *desk, const char *text, const char *entity, guint expected)
{
  g_autoptr (GPtrArray) answers = ga_search_answers_find (desk->context, text, 8);
  guint n = 0;

  for (guint i = 0; i < answers->len; i++)
    n += g_str_equal (ga_record_get_entity (answers->pdata[i])->name, entity);
  g_assert_cmpuint (n, ==, expected);
}

static void
test_walks_by_their_day (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) field = put_community (desk, "Markvandrerne");
  g_autoptr (GaRecord) fjord = put_community (desk, "Fjordturen");

  put_walk (desk, field, "2026-11-17T10:00");
  put_walk (desk, fjord, "2026-11-17T18:00");
  put_walk (desk, fjord, "2026-11-18T00:00");
  assert_finds (desk, "17-11-2026", "meeting", 2);
  assert_finds (desk, "fjord 17-11-2026", "meeting", 1);
  assert_finds (desk, "skov 17-11-2026", "meeting", 0);
  assert_finds (desk, "fjord", "meeting", 0);
  assert_finds (desk, "fjord", "community", 1);
}

static void
test_money_by_who_applies (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  ga_store_transact (ga_context_get_store (desk->context), "Test", ga_example_fill, NULL, &error);
  g_assert_no_error (error);
  settle ();
  assert_finds (desk, "horsens sundhedshus", "organisation", 1);
  assert_finds (desk, "horsens sundhedshus", "application", 1);
  assert_finds (desk, "horsens sundhedshus", "grant", 1);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, func) g_test_add (path, Desk, NULL, desk_set_up, func, desk_tear_down)
  ADD ("/search/whatever-is-found-opens", test_whatever_is_found_opens);
  ADD ("/search/whatever-has-a-document-opens", test_whatever_has_a_document_opens);
  ADD ("/search/walks-are-found-by-their-day", test_walks_by_their_day);
  ADD ("/search/applications-and-grants-are-found-by-who-applies", test_money_by_who_applies);
#undef ADD
  return g_test_run ();
}
