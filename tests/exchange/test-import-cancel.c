/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-importer.h"
#include "exchange/ga-workbook.h"
#include "store/store-fixture.h"

/* Whatever a file is written in, reading it can be broken off, and nothing has changed then. */

#define ROWS 20000

typedef struct
{
  const char *name;
  const char *entity;
  void (*write) (const char *path);
} Kind;

static void
write_book (const char *path, GaWorkbookFormat format)
{
  static const char *const headings[] = { "name", "email", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GaWorkbook) book = ga_workbook_new (path, format, &error);

  g_assert_no_error (error);
  ga_workbook_begin_sheet (book, "People");
  ga_workbook_add_headings (book, headings);
  for (guint i = 0; i < ROWS; i++)
    {
      g_autofree char *email = g_strdup_printf ("person%u@example.org", i);

      ga_workbook_begin_row (book, FALSE);
      ga_workbook_add_text (book, email);
      ga_workbook_add_text (book, email);
      ga_workbook_end_row (book);
    }
  ga_workbook_finish (book, &error);
  g_assert_no_error (error);
}

static void
write_xlsx (const char *path)
{
  write_book (path, GA_WORKBOOK_XLSX);
}

static void
write_ods (const char *path)
{
  write_book (path, GA_WORKBOOK_ODS);
}

static void
write_text (const char *path, const char *head, const char *each, const char *tail)
{
  g_autoptr (GString) text = g_string_new (head);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < ROWS; i++)
    g_string_append (text, each);
  g_string_append (text, tail);
  g_file_set_contents (path, text->str, -1, &error);
  g_assert_no_error (error);
}

static void
write_calendar (const char *path)
{
  write_text (path, "BEGIN:VCALENDAR\n", "BEGIN:VEVENT\nDTSTART:20260106T100000\nEND:VEVENT\n",
              "END:VCALENDAR\n");
}

static void
write_track (const char *path)
{
  write_text (path, "<gpx><trk><trkseg>", "<trkpt lat=\"55\" lon=\"9\"/>", "</trkseg></trk></gpx>");
}

static const Kind kinds[] = {
  { "xlsx", "person", write_xlsx },
  { "ods", "person", write_ods },
  { "ics", "meeting", write_calendar },
  { "gpx", "route", write_track },
};

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static gpointer
run_loop (gpointer user_data)
{
  g_main_context_iteration (user_data, TRUE);
  return NULL;
}

/* From another thread, as the window does; how far reading is by then, chance decides. */
static void
test_cancel (Profile *profile, gconstpointer data)
{
  const Kind *kind = data;
  const GaEntity *entity = ga_schema_get (profile->schema, kind->entity);
  g_autofree char *path = g_build_filename (profile->folder, kind->name, NULL);

  kind->write (path);
  for (guint delay = 0; delay < 4; delay++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GMainContext) context = g_main_context_new ();
      g_autoptr (GSource) source = g_timeout_source_new (delay);
      g_autoptr (GError) error = NULL;
      GaImportOptions options = { .community = "A", .cancellable = cancellable };
      g_autoptr (GaImport) import = NULL;
      GThread *thread;

      g_source_set_callback (source, cancel_cb, cancellable, NULL);
      g_source_attach (source, context);
      if (delay == 0)
        g_cancellable_cancel (cancellable);
      thread = g_thread_new ("cancel", run_loop, context);
      import =
          ga_import_read (ga_store_get_reader (profile->store), entity, path, &options, &error);
      g_thread_join (thread);
      if (delay == 0 || import == NULL)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_source_destroy (source);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *name = g_strconcat ("/import-cancel/", kinds[i].name, NULL);

      g_test_add (name, Profile, &kinds[i], profile_set_up, test_cancel, profile_tear_down);
    }
  return g_test_run ();
}
