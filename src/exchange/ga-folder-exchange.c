/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-folder-exchange.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "exchange/ga-exchange-error.h"
#include "exchange/ga-folder-contents.h"
#include "exchange/ga-import-private.h"

/* In the order of GaExportFormat. */
static const char *const endings[] = { "csv", "json" };

typedef struct
{
  const char *folder;
  const GaImportOptions *options;
  gboolean dry_run;
  gboolean done;
  GPtrArray *imports;
  GaFolderContents *contents;
} Reading;

static gboolean
is_held (const GaEntity *entity)
{
  return entity->space.kind != GA_SPACE_GIVEN && !g_str_equal (entity->name, "attachment");
}

/* After what it refers to. */
static void
add_in_order (GPtrArray *order, GaSchema *schema, const GaEntity *entity)
{
  if (entity == NULL || g_ptr_array_find (order, entity, NULL))
    return;
  for (guint i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].target != NULL && !g_str_equal (entity->fields[i].target, entity->name))
      add_in_order (order, schema, ga_schema_get (schema, entity->fields[i].target));
  if (is_held (entity))
    g_ptr_array_add (order, (gpointer) entity);
}

/* (element-type GaEntity) */
static GPtrArray *
list_in_order (GaReader *reader)
{
  GaSchema *schema = ga_reader_get_schema (reader);
  GPtrArray *order = g_ptr_array_new ();

  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    add_in_order (order, schema, ga_schema_get_nth (schema, i));
  return order;
}

static char *
name_file (const char *folder, const GaEntity *entity, const char *ending)
{
  g_autofree char *name = g_strconcat (entity->name, ".", ending, NULL);

  return g_build_filename (folder, name, NULL);
}

/* Nothing that is there is written over, nor mixed with. @made: (out): else it was there */
static gboolean
make_folder (const char *folder, gboolean *made, GError **error)
{
  g_autoptr (GDir) dir = NULL;
  g_autofree char *shown = g_filename_display_name (folder);

  *made = g_mkdir (folder, 0700) == 0;
  if (*made)
    return TRUE;
  if (errno != EEXIST)
    {
      g_propagate_error (error, ga_exchange_error_new_for_errno (errno, folder, TRUE));
      return FALSE;
    }
  dir = g_dir_open (folder, 0, NULL);
  if (dir != NULL && g_dir_read_name (dir) == NULL)
    return TRUE;
  g_set_error (error, GA_EXCHANGE_ERROR, GA_EXCHANGE_ERROR_FAILED,
               _ ("“%s” is no empty folder. Choose a new one."), shown);
  return FALSE;
}

static gboolean
export_one (GaStore *store,
            const char *folder,
            const GaEntity *entity,
            const GaExportOptions *options,
            GaFolderContents *contents,
            GError **error)
{
  GaReader *reader = ga_store_get_reader (store);
  g_autoptr (GaQuery) query = ga_query_new (entity);
  g_autofree char *path = name_file (folder, entity, endings[options->format]);
  g_autofree char *target = NULL;
  gint64 count = ga_reader_count (reader, query, error);

  if (count <= 0)
    return count == 0;
  ga_folder_contents_add (contents, entity, count);
  /* So that what stands alike in a list stands in the same order afterwards. */
  ga_query_sort_columns (query, "");
  target = ga_store_resolve_output (store, path, error);
  return target != NULL && ga_export_to_path (reader, query, target, options, error);
}

static gboolean
export_in_order (GaStore *store,
                 const char *folder,
                 GPtrArray *order,
                 const GaExportOptions *options,
                 GaFolderContents *contents,
                 GError **error)
{
  GaReader *reader = ga_store_get_reader (store);
  gboolean exported = ga_reader_hold_still (reader, error);

  if (!exported)
    return FALSE;
  for (guint i = 0; exported && i < order->len; i++)
    exported = export_one (store, folder, g_ptr_array_index (order, i), options, contents, error);
  ga_reader_let_go (reader);
  return exported;
}

/* So that the next try finds it new, or as empty as this one did. */
static void
take_away (const char *folder, gboolean made, GPtrArray *order, GaExportFormat format)
{
  for (guint i = 0; i < order->len; i++)
    {
      g_autofree char *path = name_file (folder, g_ptr_array_index (order, i), endings[format]);

      g_unlink (path);
    }
  if (made)
    g_rmdir (folder);
}

gboolean
ga_folder_export (GaStore *store,
                  const char *folder,
                  const GaExportOptions *options,
                  GError **error)
{
  g_autoptr (GPtrArray) order = list_in_order (ga_store_get_reader (store));
  g_autoptr (GaFolderContents) contents = ga_folder_contents_new (options->without_personal);
  gboolean made;

  g_return_val_if_fail (options->format < G_N_ELEMENTS (endings), FALSE);

  if (!make_folder (folder, &made, error))
    return FALSE;
  if (export_in_order (store, folder, order, options, contents, error) &&
      ga_folder_contents_write (contents, folder, error))
    return TRUE;
  take_away (folder, made, order, options->format);
  return FALSE;
}

/* @path: (out) (nullable): where there is one */
static gboolean
find_file (const char *folder, const GaEntity *entity, char **path, GError **error)
{
  g_autofree char *found = NULL;

  *path = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = name_file (folder, entity, endings[i]);

      if (!g_file_test (file, G_FILE_TEST_EXISTS))
        continue;
      if (found != NULL)
        {
          g_set_error (error, GA_EXCHANGE_ERROR, GA_EXCHANGE_ERROR_FAILED,
                       _ ("There are two files of “%s”. Take one of them away."), entity->name);
          return FALSE;
        }
      found = g_steal_pointer (&file);
    }
  *path = g_steal_pointer (&found);
  return TRUE;
}

static gboolean
import_file (Reading *self,
             GaTransaction *transaction,
             const GaEntity *entity,
             const char *path,
             GError **error)
{
  GaImportOptions options = { .update = self->options->update,
                              .cancellable = self->options->cancellable };
  GaImport *import =
      ga_import_read (ga_transaction_get_reader (transaction), entity, path, &options, error);

  if (import == NULL)
    return FALSE;
  g_ptr_array_add (self->imports, import);
  return ga_folder_contents_check (self->contents, entity, path,
                                   ga_import_get_counts (import)->rows, error) &&
         ga_import_apply_within (import, transaction, error);
}

/* The problems of rows are told under the name of their kind. */
static gboolean
names_no_file (const GError *error, const char *name)
{
  return (error->domain == GA_MODEL_ERROR || error->domain == GA_EXCHANGE_ERROR) &&
         !g_error_matches (error, GA_EXCHANGE_ERROR, GA_EXCHANGE_ERROR_PROBLEMS) &&
         strstr (error->message, name) == NULL;
}

static gboolean
import_one (Reading *self, GaTransaction *transaction, const GaEntity *entity, GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GError) local = NULL;

  if (!find_file (self->folder, entity, &path, error))
    return FALSE;
  if (path == NULL)
    return ga_folder_contents_check (self->contents, entity, NULL, 0, error);
  if (import_file (self, transaction, entity, path, &local))
    return TRUE;
  name = g_path_get_basename (path);
  /* What is wrong with a file as a whole names it. */
  if (names_no_file (local, name))
    g_propagate_prefixed_error (error, g_steal_pointer (&local), "%s: ", name);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
refuse_folder (const Reading *self, GError **error)
{
  g_autofree char *shown = g_filename_display_name (self->folder);

  g_set_error (
      error, GA_EXCHANGE_ERROR, GA_EXCHANGE_ERROR_NOT_FOUND,
      _ ("In “%s” there is nothing to import. What is looked for is a folder that an export "
         "of everything has made."),
      shown);
  return FALSE;
}

/* Whether there is anything in @folder that an export of everything could have written. */
static gboolean
has_files (const char *folder, GaReader *reader)
{
  g_autoptr (GPtrArray) order = list_in_order (reader);

  for (guint i = 0; i < order->len; i++)
    for (guint ending = 0; ending < G_N_ELEMENTS (endings); ending++)
      {
        g_autofree char *file = name_file (folder, g_ptr_array_index (order, i), endings[ending]);

        if (g_file_test (file, G_FILE_TEST_EXISTS))
          return TRUE;
      }
  return FALSE;
}

static gboolean
import_body (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Reading *self = user_data;
  g_autoptr (GPtrArray) order = list_in_order (ga_transaction_get_reader (transaction));

  ga_transaction_postpone_parts (transaction);
  for (guint i = 0; i < order->len; i++)
    if (!import_one (self, transaction, g_ptr_array_index (order, i), error))
      return FALSE;
  if (!ga_transaction_check_parts (transaction, error))
    return FALSE;
  self->done = TRUE;
  /* What was only tried is taken back. */
  if (self->dry_run)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
  return !self->dry_run;
}

gboolean
ga_folder_import (GaStore *store,
                  const char *folder,
                  const GaImportOptions *options,
                  gboolean dry_run,
                  GPtrArray *imports,
                  GError **error)
{
  g_autoptr (GaFolderContents) contents = NULL;
  Reading reading = { folder, options, dry_run, FALSE, imports, NULL };
  g_autoptr (GError) local = NULL;
  gboolean written;

  if (!has_files (folder, ga_store_get_reader (store)))
    return refuse_folder (&reading, error);
  contents = ga_folder_contents_read (folder, error);
  if (contents == NULL)
    return FALSE;
  reading.contents = contents;
  written = ga_store_transact (store, N_ ("Import"), import_body, &reading, &local) != 0;
  if (written)
    for (guint i = 0; i < imports->len; i++)
      ((GaImport *) g_ptr_array_index (imports, i))->applied = TRUE;
  if (written || (dry_run && reading.done))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
