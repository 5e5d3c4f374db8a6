/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/ga-exchange-error.h"
#include "exchange/ga-import-source-private.h"
#include "exchange/ga-tabular-private.h"
#include "model/ga-json-object.h"
#include "model/ga-value.h"

static char *
write_scalar (JsonNode *node)
{
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      return g_strdup (json_node_get_string (node));
    case G_TYPE_BOOLEAN:
      return g_strdup (json_node_get_boolean (node) ? "true" : "false");
    case G_TYPE_INT64:
      return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
    default:
      return ga_tabular_write_number (json_node_get_double (node));
    }
}

static char *
write_list (JsonArray *array)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_string_append_printf (list, "%s%s", list->len > 0 ? "|" : "",
                            json_array_get_string_element (array, i));
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static char *
write_money (JsonObject *object)
{
  gint64 amount = json_object_get_int_member (object, "amount");
  /* Also of G_MININT64, which has no positive twin. */
  guint64 size = amount < 0 ? (guint64) 0 - (guint64) amount : (guint64) amount;

  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%02u", amount < 0 ? "-" : "", size / 100,
                          (guint) (size % 100));
}

static void
add_member (GaImportSource *self, GaImportCells *row, const char *heading, JsonNode *node)
{
  GaJsonKind kind;
  JsonObject *object;

  if (JSON_NODE_HOLDS_NULL (node))
    {
      ga_import_source_add_heading (self, heading);
      return;
    }
  kind = ga_json_get_kind (node);
  switch (kind)
    {
    case GA_JSON_LIST:
      ga_import_source_set (self, row, heading, kind, write_list (json_node_get_array (node)));
      break;
    case GA_JSON_MONEY:
      object = json_node_get_object (node);
      ga_import_source_set (self, row, heading, kind, write_money (object));
      ga_import_source_set (self, row, "currency", GA_JSON_TEXT,
                            g_strdup (json_object_get_string_member (object, "currency")));
      break;
    case GA_JSON_MIXED_LIST:
    case GA_JSON_OBJECT:
      ga_import_source_set (self, row, heading, kind, json_to_string (node, FALSE));
      break;
    default:
      ga_import_source_set (self, row, heading, kind, write_scalar (node));
      break;
    }
}

/* The end of the object that begins at @at, which is past its last brace; NULL if it has none. */
static const char *
skip_object (const char *at)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  for (; *at != '\0'; at++)
    {
      if (quoted && *at == '\\' && at[1] != '\0')
        at++;
      else if (*at == '"')
        quoted = !quoted;
      else if (!quoted && *at == '{')
        depth++;
      else if (!quoted && *at == '}' && --depth == 0)
        return at + 1;
    }
  return NULL;
}

static gboolean
refuse (GError *problem, GError **error)
{
  g_propagate_error (error, problem);
  return FALSE;
}

static gboolean
refuse_json (guint row, GError **error)
{
  return refuse (ga_exchange_error_new (GA_EXCHANGE_ERROR_NOT_TEXT, row, NULL,
                                        _ ("Row %u is not an object of JSON. Objects such as "
                                           "{\"name\": \"…\"} were expected, one after another."),
                                        row),
                 error);
}

static gboolean
read_object (GaImportSource *self, const char *text, gsize length, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) root = ga_json_object_read (text, length, &local);
  g_autoptr (GaImportCells) row = ga_import_cells_new ();
  JsonObjectIter iter;
  const char *heading;
  JsonNode *node;

  if (root == NULL)
    {
      guint number = self->rows->len + 1;

      if (g_error_matches (local, GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE))
        return refuse_json (number, error);
      return refuse (ga_exchange_error_new (GA_EXCHANGE_ERROR_NOT_TEXT, number, NULL,
                                            /* Translators: %2$s is a whole sentence. */
                                            _ ("Row %1$u: %2$s"), number, local->message),
                     error);
    }
  json_object_iter_init_ordered (&iter, json_node_get_object (root));
  while (json_object_iter_next_ordered (&iter, &heading, &node))
    add_member (self, row, heading, node);
  g_ptr_array_add (self->rows, g_steal_pointer (&row));
  return TRUE;
}

static const char *
skip_blanks (const char *at)
{
  return at + strspn (at, " \t\r\n");
}

/* Object by object: a tree of the whole would take ten times the room of the text. */
static gboolean
read_next (GaImportSource *self, const char **at, GError **error)
{
  const char *end = **at == '{' ? skip_object (*at) : NULL;

  if (end == NULL)
    return refuse_json (self->rows->len + 1, error);
  if (!read_object (self, *at, (gsize) (end - *at), error))
    return FALSE;
  *at = skip_blanks (end);
  return TRUE;
}

/* What stands in the list from @at on, which is past its first bracket. */
static gboolean
read_list (GaImportSource *self, const char *at, GError **error)
{
  const GaExchangeError code = GA_EXCHANGE_ERROR_NOT_TEXT;
  gboolean more;

  at = skip_blanks (at);
  more = *at != ']';
  while (more && *at != '\0')
    {
      if (!read_next (self, &at, error))
        return FALSE;
      more = *at == ',';
      if (more)
        at = skip_blanks (at + 1);
    }
  if (*at == '\0')
    return refuse (
        ga_exchange_error_new (
            code, 0, NULL,
            _ ("The list in the file has no “]” at its end. The file may have been cut off; "
               "get it anew.")),
        error);
  if (*at != ']')
    return refuse (ga_exchange_error_new (code, self->rows->len, NULL,
                                          _ ("After row %u of the list “,” or “]” was expected."),
                                          self->rows->len),
                   error);
  if (*skip_blanks (at + 1) != '\0')
    return refuse (ga_exchange_error_new (
                       code, 0, NULL,
                       _ ("Something follows the “]” that ends the list in the file. One list was "
                          "expected, or objects, one a line.")),
                   error);
  return TRUE;
}

/**
 * ga_import_source_read_json:
 *
 * Adds a row for each object in @text.
 */
gboolean
ga_import_source_read_json (GaImportSource *self, const char *text, GError **error)
{
  const char *at = skip_blanks (text);

  if (*at == '[')
    return read_list (self, at + 1, error);
  while (*at != '\0')
    if (!read_next (self, &at, error))
      return FALSE;
  return TRUE;
}
