/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-json-object.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/ga-value.h"

/* No record nests deeper. */
#define DEEPEST 8

typedef struct
{
  guint depth;
  guint keys; /* of the object itself, not of those within */
  gboolean has_nul;
  gboolean is_plain; /* ended where it should, without what only this parser would read */
} Shape;

/* The end of the text that begins at @at, its closing mark; @end if it has none. */
static const char *
skip_text (const char *at, const char *end, Shape *shape)
{
  for (at++; at < end && *at != '"'; at++)
    if (*at == '\\' && at + 1 < end)
      {
        at++;
        if (end - at >= 5 && strncmp (at, "u0000", 5) == 0)
          shape->has_nul = TRUE;
      }
  return at;
}

/* A comment or a text between single marks would hide brackets from this scan. */
static Shape
scan (const char *text, const char *end)
{
  Shape shape = { 0 };
  const char *at = text;

  for (; at < end; at++)
    {
      if (*at == '"')
        at = skip_text (at, end, &shape);
      else if (*at == '{' || *at == '[')
        shape.depth++;
      else if (*at == ':' && shape.depth == 1)
        shape.keys++;
      else if ((*at == '}' || *at == ']') && shape.depth > 0)
        shape.depth--;
      if (at >= end || *at == '\'' || *at == '/' || *at == '#' || shape.depth > DEEPEST)
        return shape;
      if (shape.depth == 0 && !g_ascii_isspace (*at))
        break;
    }
  for (at++; at < end && g_ascii_isspace (*at);)
    at++;
  shape.is_plain = at >= end;
  return shape;
}

static JsonNode *
refuse (GaModelError code, const char *sentence, GError **error)
{
  g_set_error_literal (error, GA_MODEL_ERROR, (int) code, sentence);
  return NULL;
}

/**
 * ga_json_object_read:
 * @text: UTF-8
 * @length: of @text in bytes
 *
 * Returns: (transfer full) (nullable): the object, or %NULL with %GA_MODEL_ERROR_UNREADABLE, or
 *   %GA_MODEL_ERROR_RULE if it is JSON that would lose something
 */
JsonNode *
ga_json_object_read (const char *text, gsize length, GError **error)
{
  Shape shape = scan (text, text + length);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;

  if (shape.has_nul || memchr (text, '\0', length) != NULL)
    return refuse (GA_MODEL_ERROR_RULE, _ ("This holds a NUL byte, so it is no JSON."), error);
  if (!shape.is_plain || !json_parser_load_from_data (parser, text, (gssize) length, NULL) ||
      (root = json_parser_get_root (parser)) == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return refuse (GA_MODEL_ERROR_UNREADABLE,
                   _ ("This is not a JSON object. Write one on a line, such as {\"name\": \"…\"}."),
                   error);
  if (json_object_get_size (json_node_get_object (root)) != shape.keys)
    return refuse (GA_MODEL_ERROR_RULE, _ ("A field is named twice. Name each field once."), error);
  return json_parser_steal_root (parser);
}
