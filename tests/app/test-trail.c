/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ga-page.h"
#include "app/today/ga-today-page.h"
#include "window-fixture.h"

static void
open_record (GaWindow *window, const GaRecord *record)
{
  g_autofree char *id = ga_id_to_string (ga_record_get_id (record));

  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-record", "(ss)",
                              ga_record_get_entity (record)->name, id);
  settle ();
}

static void
assert_told (GaWindow *window, const GaRecord *record)
{
  GaPagePlace place;

  settle ();
  ga_page_get_place (GA_PAGE (ga_window_get_shown (window)), &place);
  g_assert_true (place.entity == ga_record_get_entity (record));
  g_assert_true (ga_id_equal (&place.id, ga_record_get_id (record)));
}

/* (transfer full) */
static GaRecord *
put_named (GaWindow *window, const char *entity, const char *name)
{
  GaContext *context = ga_window_get_context (window);
  GaRecord *record = ga_record_new (ga_context_get_entity (context, entity));
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  ga_record_set_text (record, "name", name);
  if (g_str_equal (entity, "community"))
    ga_record_set_text (record, "activity", "walk");
  g_ptr_array_add (records, record);
  ga_store_put (ga_context_get_store (context), "Test", records, &error);
  g_assert_no_error (error);
  settle ();
  return record;
}

/* By links to and fro: each Back is to the record that was told there, and not to what the page
 * shows by now. */
static void
test_trail (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  GaWindow *window = open_window (folder);
  g_autoptr (GaRecord) north = NULL;
  g_autoptr (GaRecord) south = NULL;
  g_autoptr (GaRecord) partner = NULL;

  begin (window);
  north = put_named (window, "community", "Nord");
  south = put_named (window, "community", "Syd");
  partner = put_named (window, "organisation", "Åen");
  ga_window_show_page (window, "today");
  open_record (window, north);
  open_record (window, partner);
  open_record (window, south);
  assert_told (window, south);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.go-back", NULL);
  assert_told (window, partner);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.go-back", NULL);
  assert_told (window, north);
  /* As if one had not gone on from there. */
  gtk_widget_activate_action (GTK_WIDGET (window), "page.back", NULL);
  settle ();
  g_assert_true (GA_IS_TODAY_PAGE (ga_window_get_shown (window)));
  close_window (window);
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/trail/back-leads-to-where-one-was", test_trail);
  return g_test_run ();
}
