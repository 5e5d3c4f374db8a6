/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-folder-contents.h"

#include <glib/gi18n-lib.h>

#include "exchange/ga-exchange-error.h"
#include "exchange/ga-output-file.h"
#include "model/ga-json-object.h"

#define FILE_NAME "contents.json"

struct _GaFolderContents
{
  JsonNode *node;
};

/* (transfer none) */
static JsonObject *
get_kinds (GaFolderContents *self)
{
  return json_object_get_object_member (json_node_get_object (self->node), "records");
}

GaFolderContents *
ga_folder_contents_new (gboolean without_personal)
{
  GaFolderContents *self = g_new0 (GaFolderContents, 1);
  JsonObject *object = json_object_new ();

  json_object_set_boolean_member (object, "without_personal", without_personal);
  json_object_set_object_member (object, "records", json_object_new ());
  self->node = json_node_init_object (json_node_alloc (), object);
  json_object_unref (object);
  return self;
}

void
ga_folder_contents_free (GaFolderContents *self)
{
  if (self == NULL)
    return;
  json_node_unref (self->node);
  g_free (self);
}

void
ga_folder_contents_add (GaFolderContents *self, const GaEntity *entity, gint64 n_rows)
{
  json_object_set_int_member (get_kinds (self), entity->name, n_rows);
}

gboolean
ga_folder_contents_write (GaFolderContents *self, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, FILE_NAME, NULL);
  g_autofree char *json = json_to_string (self->node, TRUE);
  g_autofree char *text = g_strconcat (json, "\n", NULL);

  return ga_output_file_write (path, text, error);
}

static gboolean
is_right (JsonObject *object)
{
  JsonNode *kinds = json_object_get_member (object, "records");
  g_autoptr (GList) counts = NULL;

  if (kinds == NULL || !JSON_NODE_HOLDS_OBJECT (kinds))
    return FALSE;
  counts = json_object_get_values (json_node_get_object (kinds));
  for (GList *each = counts; each != NULL; each = each->next)
    if (json_node_get_value_type (each->data) != G_TYPE_INT64)
      return FALSE;
  return TRUE;
}

/* Returns: (transfer full) (nullable): the sentence that refuses, NULL when there is none */
static char *
find_fault (const char *folder, JsonNode *node)
{
  g_autofree char *shown = g_filename_display_name (folder);

  if (node == NULL || !is_right (json_node_get_object (node)))
    return g_strdup_printf (
        _ ("In “%1$s” the file “%2$s” is missing or broken, which an export of everything writes "
           "last: it was not finished. Export everything again, to a new folder."),
        shown, FILE_NAME);
  if (json_object_get_boolean_member_with_default (json_node_get_object (node), "without_personal",
                                                   FALSE))
    return g_strdup_printf (_ ("“%s” was exported without what says something of a person. Such a "
                               "folder is for reading: it cannot be imported."),
                            shown);
  return NULL;
}

GaFolderContents *
ga_folder_contents_read (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, FILE_NAME, NULL);
  g_autofree char *text = NULL;
  g_autofree char *fault = NULL;
  g_autoptr (JsonNode) node = NULL;
  GaFolderContents *self;
  gsize length;

  if (g_file_get_contents (path, &text, &length, NULL))
    node = ga_json_object_read (text, length, NULL);
  fault = find_fault (folder, node);
  if (fault != NULL)
    {
      g_set_error_literal (error, GA_EXCHANGE_ERROR, GA_EXCHANGE_ERROR_FAILED, fault);
      return NULL;
    }
  self = g_new0 (GaFolderContents, 1);
  self->node = g_steal_pointer (&node);
  return self;
}

gboolean
ga_folder_contents_check (
    GaFolderContents *self, const GaEntity *entity, const char *path, gint64 n_rows, GError **error)
{
  gint64 expected = json_object_get_int_member_with_default (get_kinds (self), entity->name, 0);
  g_autofree char *name = NULL;

  if (n_rows == expected)
    return TRUE;
  name = path != NULL ? g_path_get_basename (path) : g_strdup (entity->name);
  g_set_error (error, GA_EXCHANGE_ERROR, GA_EXCHANGE_ERROR_FAILED,
               _ ("“%1$s” has not all that was exported: %2$lu records, and “%3$s” says %4$lu."),
               name, (gulong) n_rows, FILE_NAME, (gulong) expected);
  return FALSE;
}
