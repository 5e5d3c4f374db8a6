/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-json-text.h"

void
ga_json_append_text (GString *json, const char *text)
{
  const char *from = text;

  g_string_append_c (json, '"');
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at != '"' && *at != '\\' && (guchar) *at >= 0x20)
        continue;
      g_string_append_len (json, from, at - from);
      if ((guchar) *at < 0x20)
        g_string_append_printf (json, "\\u%04x", *at);
      else
        {
          g_string_append_c (json, '\\');
          g_string_append_c (json, *at);
        }
      from = at + 1;
    }
  g_string_append (json, from);
  g_string_append_c (json, '"');
}

void
ga_json_append_id (GString *json, const GaId *id)
{
  char text[GA_ID_TEXT_SIZE];

  ga_id_format (id, text);
  g_string_append_c (json, '"');
  g_string_append_len (json, text, GA_ID_TEXT_SIZE - 1);
  g_string_append_c (json, '"');
}

void
ga_json_append_integer (GString *json, gint64 integer)
{
  char digits[24], *at = digits + sizeof digits;
  guint64 rest = integer < 0 ? 0 - (guint64) integer : (guint64) integer;

  do
    *--at = (char) ('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (integer < 0)
    *--at = '-';
  g_string_append_len (json, at, digits + sizeof digits - at);
}

void
ga_json_append_value (GString *json, const GaValue *value)
{
  switch (value->kind)
    {
    case GA_VALUE_INTEGER:
      ga_json_append_integer (json, value->integer);
      break;
    case GA_VALUE_TEXT:
      ga_json_append_text (json, value->text);
      break;
    case GA_VALUE_ID:
      ga_json_append_id (json, &value->id);
      break;
    case GA_VALUE_NONE:
    default:
      g_string_append (json, "null");
      break;
    }
}
