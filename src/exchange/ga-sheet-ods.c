/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "exchange/ga-csv-reader.h"
#include "exchange/ga-sheet-private.h"

/* OpenDocument 1.3, part 3, chapter 9: the tables stand in content.xml one after the other. */

/* Adds the style of tables that has begun to @hidden if it does not show them. */
static gboolean
read_style (GaXmlReader *xml, GHashTable *hidden, GError **error)
{
  g_autofree char *name = g_strdup (ga_xml_reader_get_attribute (xml, "name"));

  while (ga_xml_reader_next (xml, error))
    {
      if (ga_xml_reader_is (xml, GA_XML_END, "style"))
        return TRUE;
      if (name != NULL && ga_xml_reader_is (xml, GA_XML_START, "table-properties") &&
          g_strcmp0 (ga_xml_reader_get_attribute (xml, "display"), "false") == 0)
        g_hash_table_add (hidden, g_steal_pointer (&name));
    }
  return FALSE;
}

/* Steps over the table that has begun; there may be others in its cells. */
static gboolean
pass_table (GaXmlReader *xml, GError **error)
{
  guint depth = 1;

  while (depth > 0 && ga_xml_reader_next (xml, error))
    if (ga_xml_reader_is (xml, GA_XML_START, "table"))
      depth++;
    else if (ga_xml_reader_is (xml, GA_XML_END, "table"))
      depth--;
  return depth == 0;
}

/* Whether the table that has begun is of a style in @hidden. */
static gboolean
is_hidden (GaXmlReader *xml, GHashTable *hidden)
{
  const char *style = ga_xml_reader_get_attribute (xml, "style-name");

  return style != NULL && g_hash_table_contains (hidden, style);
}

gboolean
ga_sheet_ods_open (GaSheetReader *self, GError **error)
{
  g_autoptr (GHashTable) hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GError *local = NULL;
  gboolean in_body = FALSE, is_sheet = FALSE;

  if (!ga_sheet_open_xml (self, "content.xml", error))
    return FALSE;
  while (local == NULL && ga_xml_reader_next (self->xml, &local))
    {
      if (ga_xml_reader_get_kind (self->xml) != GA_XML_START)
        continue;
      if (!in_body && ga_xml_reader_is (self->xml, GA_XML_START, "style"))
        read_style (self->xml, hidden, &local);
      else if (is_sheet && ga_xml_reader_is (self->xml, GA_XML_START, "table"))
        {
          if (!is_hidden (self->xml, hidden))
            return TRUE;
          pass_table (self->xml, &local);
          continue;
        }
      if (in_body && !is_sheet && !ga_xml_reader_is (self->xml, GA_XML_START, "spreadsheet"))
        break;
      is_sheet = in_body;
      in_body = in_body || ga_xml_reader_is (self->xml, GA_XML_START, "body");
    }
  if (local == NULL)
    return ga_sheet_refuse_kind (error);
  g_propagate_error (error, local);
  return FALSE;
}

static void
append_spaces (GString *text, guint64 count)
{
  for (guint64 i = 0; i < count && text->len <= GA_CSV_LONGEST_CELL; i++)
    g_string_append_c (text, ' ');
}

/* The lines of a cell, up to its end; a note that is pinned to it is not of it. */
static gboolean
read_text (GaXmlReader *xml, const char *cell, GString *text, GError **error)
{
  guint aside = 0;
  gboolean in_line = FALSE, any = FALSE;

  while (ga_xml_reader_next (xml, error))
    {
      GaXmlKind kind = ga_xml_reader_get_kind (xml);
      const char *name = kind != GA_XML_TEXT ? ga_xml_reader_get_name (xml) : "";

      if (kind == GA_XML_END && strcmp (name, cell) == 0)
        return TRUE;
      if (strcmp (name, "annotation") == 0)
        aside += kind == GA_XML_START ? 1 : -1;
      else if (aside > 0)
        continue;
      else if (strcmp (name, "p") == 0)
        {
          in_line = kind == GA_XML_START;
          if (in_line && any)
            g_string_append_c (text, '\n');
          any = TRUE;
        }
      else if (kind == GA_XML_START && strcmp (name, "s") == 0)
        append_spaces (text, ga_xml_reader_get_number (xml, "c", 1));
      else if (kind == GA_XML_START && strcmp (name, "tab") == 0)
        g_string_append_c (text, '\t');
      else if (kind == GA_XML_START && strcmp (name, "line-break") == 0)
        g_string_append_c (text, '\n');
      else if (kind == GA_XML_TEXT && in_line && text->len <= GA_CSV_LONGEST_CELL)
        g_string_append (text, ga_xml_reader_get_text (xml));
    }
  return FALSE;
}

/* "PT10H30M00S" as "10:30"; longer than a day it stays as it is. */
static char *
read_duration (const char *raw)
{
  guint hour, minute;

  if (sscanf (raw, "PT%2uH%2uM", &hour, &minute) != 2 || hour > 23 || minute > 59)
    return g_strdup (raw);
  return g_strdup_printf ("%02u:%02u", hour, minute);
}

/* Without the seconds that nobody writes. */
static char *
read_date (const char *raw)
{
  return g_strndup (raw, strlen ("2026-12-31T10:00"));
}

/* What a cell says by its attributes; %NULL where its text is meant. */
static char *
read_value (GaXmlReader *xml, const char *type)
{
  const char *value;

  if (strcmp (type, "date") == 0)
    {
      value = ga_xml_reader_get_attribute (xml, "date-value");
      return value != NULL ? read_date (value) : NULL;
    }
  if (strcmp (type, "time") == 0)
    {
      value = ga_xml_reader_get_attribute (xml, "time-value");
      return value != NULL ? read_duration (value) : NULL;
    }
  if (strcmp (type, "boolean") == 0)
    return g_strdup (ga_xml_reader_get_attribute (xml, "boolean-value"));
  if (strcmp (type, "string") == 0)
    return g_strdup (ga_xml_reader_get_attribute (xml, "string-value"));
  value = ga_xml_reader_get_attribute (xml, "value");
  return value != NULL ? ga_sheet_number (value) : NULL;
}

static gboolean
looks_like_error (const char *text)
{
  return text[0] == '#' && g_ascii_isupper (text[1]) &&
         strspn (text + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0/!?") == strlen (text + 1);
}

static gboolean
fill (GaSheetReader *self, guint column, guint count, const char *text, GError **error)
{
  if (*text == '\0')
    return TRUE;
  for (guint i = 0; i < count; i++)
    if (!ga_sheet_set (self, column + i, text, error))
      return FALSE;
  return TRUE;
}

/* Reads the cell that has begun, and steps over it. */
static gboolean
read_cell (GaSheetReader *self, guint *column, GError **error)
{
  GaXmlReader *xml = self->xml;
  g_autofree char *name = g_strdup (ga_xml_reader_get_name (xml));
  g_autofree char *type = g_strdup (ga_xml_reader_get_attribute (xml, "value-type"));
  gboolean formula = ga_xml_reader_get_attribute (xml, "formula") != NULL;
  guint count = (guint) MIN (ga_xml_reader_get_number (xml, "number-columns-repeated", 1),
                             GA_SHEET_MOST_COLUMNS);
  g_autofree char *value = type != NULL ? read_value (xml, type) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  guint first = *column;

  if (!read_text (xml, name, text, error))
    return FALSE;
  *column = MIN (first + count, GA_SHEET_MOST_COLUMNS);
  if (formula && looks_like_error (text->str))
    ga_sheet_note (self, first, GA_SHEET_IS_ERROR);
  else if (formula && type == NULL)
    ga_sheet_note (self, first, GA_SHEET_NO_RESULT);
  /* What covers a merged cell is not seen. */
  if (strcmp (name, "covered-table-cell") == 0)
    return TRUE;
  return fill (self, first, count, value != NULL && *value != '\0' ? value : text->str, error);
}

static gboolean
read_cells (GaSheetReader *self, GError **error)
{
  guint column = 0;

  while (ga_xml_reader_next (self->xml, error))
    {
      if (ga_xml_reader_is (self->xml, GA_XML_END, "table-row"))
        return TRUE;
      if ((ga_xml_reader_is (self->xml, GA_XML_START, "table-cell") ||
           ga_xml_reader_is (self->xml, GA_XML_START, "covered-table-cell")) &&
          !read_cell (self, &column, error))
        return FALSE;
    }
  return FALSE;
}

gboolean
ga_sheet_ods_next (GaSheetReader *self, GError **error)
{
  while (ga_xml_reader_next (self->xml, error))
    {
      guint64 repeats;

      if (ga_xml_reader_is (self->xml, GA_XML_END, "table"))
        return FALSE;
      if (!ga_xml_reader_is (self->xml, GA_XML_START, "table-row"))
        continue;
      repeats = ga_xml_reader_get_number (self->xml, "number-rows-repeated", 1);
      if (self->row >= GA_SHEET_MOST_ROWS)
        return FALSE;
      self->row++;
      self->repeats = (guint) MIN (MAX (repeats, 1) - 1, GA_SHEET_MOST_ROWS - self->row);
      return read_cells (self, error);
    }
  return FALSE;
}
