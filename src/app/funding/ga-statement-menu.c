/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/funding/ga-statement-menu.h"

#include <glib/gi18n-lib.h>

#include "app/widgets/ga-save-file.h"
#include "exchange/ga-statement.h"
#include "store/ga-round-figures.h"

#define ABOUT   "ga-statement-about"
#define READING "ga-statement-reading"

typedef struct
{
  GaId id;
  int year;
} Wish;

static gboolean
write_statement (GaReader *reader, const char *path, gpointer user_data, GError **error)
{
  const Wish *wish = user_data;
  g_autoptr (GaPaper) paper = ga_statement_new (reader, &wish->id, wish->year, error);

  return paper != NULL && ga_paper_write_pdf (paper, path, error);
}

/* @parameter: a year, or GA_STATEMENT_ALL_YEARS */
static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaRecordView *view = GA_RECORD_VIEW (widget);
  const GaRecord *record = ga_record_view_get_record (view);
  const char *about = g_object_get_data (G_OBJECT (widget), ABOUT);
  int year = g_variant_get_int32 (parameter);
  g_autofree char *name = NULL;
  Wish *wish;

  if (record == NULL || about == NULL)
    return;
  if (year == GA_STATEMENT_ALL_YEARS)
    /* TRANSLATORS: the name of a file; %s is an organisation or a funding round */
    name = g_strdup_printf (_ ("Annual statement of %s.pdf"), about);
  else
    /* TRANSLATORS: the name of a file: a year, and an organisation or a funding round */
    name = g_strdup_printf (_ ("Annual statement %1$d of %2$s.pdf"), year, about);
  wish = g_new0 (Wish, 1);
  wish->id = *ga_record_get_id (record);
  wish->year = year;
  ga_save_file_ask (widget, ga_context_get_store (ga_record_view_get_context (view)),
                    _ ("Save annual statement"), name, write_statement, wish, g_free);
}

static void
add_year (GMenu *menu, const char *label, int year)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "statement.save", "i", year);
  g_menu_append_item (menu, item);
}

static gpointer
read_years (GaReader *reader, gpointer id, GError **error)
{
  g_autofree GaYears *years = g_new0 (GaYears, 1);

  return ga_reader_money_years (reader, id, years, error) ? g_steal_pointer (&years) : NULL;
}

/* Where they cannot be read, all that there are can still be asked for. */
static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GMenu) menu = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree GaYears *years = ga_store_read_finish (GA_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_menu_remove_all (menu);
  add_year (menu, _ ("All years"), GA_STATEMENT_ALL_YEARS);
  for (int year = years != NULL ? years->last : 0; year > 0 && year >= years->first; year--)
    {
      g_autofree char *label = g_strdup_printf ("%d", year);

      add_year (menu, label, year);
    }
}

/**
 * ga_statement_menu_fill: whenever the money of what @view shows may have changed
 * @about: whose statement it is, for the name of the file
 */
void
ga_statement_menu_fill (GaRecordView *view, GMenu *menu, const char *about)
{
  GaStore *store = ga_context_get_store (ga_record_view_get_context (view));
  const GaRecord *record = ga_record_view_get_record (view);
  GCancellable *before = g_object_get_data (G_OBJECT (menu), READING);
  GCancellable *reading = g_cancellable_new ();

  g_object_set_data_full (G_OBJECT (view), ABOUT, g_strdup (about), g_free);
  /* An answer that comes late says what was. */
  if (before != NULL)
    g_cancellable_cancel (before);
  g_object_set_data_full (G_OBJECT (menu), READING, reading, g_object_unref);
  ga_store_read_async (store, read_years, ga_id_copy (ga_record_get_id (record)), g_free, g_free,
                       reading, read_cb, g_object_ref (menu));
}

/**
 * ga_statement_menu_install: gives a class of GaRecordView what the menu does
 */
void
ga_statement_menu_install (GtkWidgetClass *view_class)
{
  gtk_widget_class_install_action (view_class, "statement.save", "i", save_cb);
}
