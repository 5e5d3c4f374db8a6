/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "exchange/ga-workbook-private.h"
#include "model/entities/ga-entities.h"
#include "model/ga-number.h"

/* OpenDocument 1.3: part 2 (the package) and part 3, chapters 9 (tables) and 16 (styles). */

#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"
#define NBSP  "\302\240" /* U+00A0 */

#define NAMESPACES                                                                       \
  "xmlns:office=\"" OASIS "office:1.0\" xmlns:style=\"" OASIS "style:1.0\" "             \
  "xmlns:text=\"" OASIS "text:1.0\" xmlns:table=\"" OASIS "table:1.0\" "                 \
  "xmlns:fo=\"" OASIS "xsl-fo-compatible:1.0\" xmlns:number=\"" OASIS "datastyle:1.0\" " \
  "xmlns:config=\"" OASIS "config:1.0\" office:version=\"1.3\""

/* A character of the usual font, in tenths of a millimetre. */
#define CHARACTER 22

/* Names of styles: co and the width for columns; ce, the style, and b where it is bold, for cells.
 */

static void
append_currency_format (GString *xml, const char *currency)
{
  static const char number[] = "<number:number number:decimal-places=\"2\" "
                               "number:min-integer-digits=\"1\" number:grouping=\"true\"/>";
  gboolean leads = TRUE;
  const char *unit = ga_money_get_unit (currency, &leads);
  g_autofree char *symbol = g_markup_printf_escaped (
      "<number:currency-symbol>%s</number:currency-symbol>", unit != NULL ? unit : currency);

  g_string_append_printf (xml,
                          "<number:currency-style style:name=\"N%s\">%s<number:text>" NBSP
                          "</number:text>%s</number:currency-style>",
                          currency, leads ? symbol : number, leads ? number : symbol);
}

gboolean
ga_workbook_has_ods_currency (const char *currency)
{
  for (const GaChoice *choice = ga_choices_currency; choice->code != NULL; choice++)
    if (g_strcmp0 (choice->code, currency) == 0)
      return TRUE;
  return FALSE;
}

static void
append_formats (GString *xml)
{
  for (const GaChoice *choice = ga_choices_currency; choice->code != NULL; choice++)
    append_currency_format (xml, choice->code);
  g_string_append (
      xml, "<number:text-style style:name=\"Ntext\"><number:text-content/></number:text-style>"
           "<number:number-style style:name=\"Nnumber\"><number:number number:decimal-places=\"0\" "
           "number:min-integer-digits=\"1\" number:grouping=\"true\"/></number:number-style>"
           "<number:date-style style:name=\"Ndate\"><number:day number:style=\"long\"/>"
           "<number:text>-</number:text><number:month number:style=\"long\"/>"
           "<number:text>-</number:text><number:year number:style=\"long\"/></number:date-style>"
           "<number:date-style style:name=\"Ntime\"><number:day number:style=\"long\"/>"
           "<number:text>-</number:text><number:month number:style=\"long\"/>"
           "<number:text>-</number:text><number:year number:style=\"long\"/>"
           "<number:text> </number:text><number:hours number:style=\"long\"/>"
           "<number:text>:</number:text><number:minutes number:style=\"long\"/>"
           "</number:date-style>");
}

static void
append_cell_style (GString *xml, const char *name)
{
  for (guint bold = 0; bold < 2; bold++)
    {
      g_string_append_printf (xml, "<style:style style:name=\"ce%s%s\" style:family=\"table-cell\"",
                              name, bold ? "b" : "");
      if (*name != '\0')
        g_string_append_printf (xml, " style:data-style-name=\"N%s\"", name);
      g_string_append_printf (xml, ">%s</style:style>",
                              bold ? "<style:text-properties fo:font-weight=\"bold\"/>" : "");
    }
}

/**
 * ga_workbook_make_ods_head:
 *
 * Returns: (transfer full): content.xml up to its first table
 */
GString *
ga_workbook_make_ods_head (void)
{
  static const char *const names[] = { "", "text", "number", "date", "time" };
  GString *xml = g_string_new (GA_XML_PROLOGUE "<office:document-content " NAMESPACES
                                               "><office:automatic-styles>");

  for (guint width = GA_WORKBOOK_NARROWEST; width <= GA_WORKBOOK_WIDEST; width++)
    g_string_append_printf (xml,
                            "<style:style style:name=\"co%u\" style:family=\"table-column\">"
                            "<style:table-column-properties style:column-width=\"%u.%umm\"/>"
                            "</style:style>",
                            width, width * CHARACTER / 10, width * CHARACTER % 10);
  append_formats (xml);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    append_cell_style (xml, names[i]);
  for (const GaChoice *choice = ga_choices_currency; choice->code != NULL; choice++)
    append_cell_style (xml, choice->code);
  g_string_append (xml, "</office:automatic-styles><office:body><office:spreadsheet>");
  return xml;
}

void
ga_workbook_append_ods_table (GString *xml, const GaWorkbookSheet *sheet, GArray *widths)
{
  g_autofree char *name = g_markup_escape_text (sheet->name, -1);

  g_string_append_printf (xml, "<table:table table:name=\"%s\">", name);
  for (guint i = 0; i < widths->len; i++)
    g_string_append_printf (
        xml, "<table:table-column table:style-name=\"co%u\"%s/>",
        CLAMP (g_array_index (widths, guint, i), GA_WORKBOOK_NARROWEST, GA_WORKBOOK_WIDEST),
        sheet->first_hidden > 0 && i >= sheet->first_hidden ? " table:visibility=\"collapse\""
                                                            : "");
  if (widths->len == 0)
    g_string_append (xml, "<table:table-column/>");
}

/* Blanks at the beginning of a line, or several, are counted: else they are one. */
static const char *
append_blanks (GString *xml, const char *at, gboolean at_start)
{
  gsize count = strspn (at, " ");

  if (count == 1 && !at_start)
    g_string_append_c (xml, ' ');
  else
    g_string_append_printf (xml, "<text:s text:c=\"%" G_GSIZE_FORMAT "\"/>", count);
  return at + count;
}

/* What XML cannot hold is left out. */
static void
append_character (GString *xml, gunichar character)
{
  if (character == '&')
    g_string_append (xml, "&amp;");
  else if (character == '<')
    g_string_append (xml, "&lt;");
  else if (character == '>')
    g_string_append (xml, "&gt;");
  else if (character >= ' ' && character != 0xfffe && character != 0xffff)
    g_string_append_unichar (xml, character);
}

static void
append_lines (GString *xml, const char *text)
{
  gboolean at_start = TRUE;

  g_string_append (xml, "<text:p>");
  for (const char *at = text; *at != '\0';)
    {
      if (*at == ' ')
        {
          at = append_blanks (xml, at, at_start);
          at_start = FALSE;
          continue;
        }
      at_start = *at == '\n';
      if (*at == '\n')
        g_string_append (xml, "</text:p><text:p>");
      else if (*at == '\t')
        g_string_append (xml, "<text:tab/>");
      else
        append_character (xml, g_utf8_get_char (at));
      at = g_utf8_next_char (at);
    }
  g_string_append (xml, "</text:p>");
}

/**
 * ga_workbook_append_ods_cell:
 * @style: name of its format, and `b` where it is bold
 * @value: (nullable): its attributes; %NULL for a text
 * @text: what is shown
 */
void
ga_workbook_append_ods_cell (GString *xml, const char *style, const char *value, const char *text)
{
  g_string_append_printf (xml, "<table:table-cell table:style-name=\"ce%s\" %s>", style,
                          value != NULL ? value : "office:value-type=\"string\"");
  append_lines (xml, text);
  g_string_append (xml, "</table:table-cell>");
}

void
ga_workbook_append_ods_blank (GString *xml)
{
  g_string_append (xml, "<table:table-cell/>");
}

static void
append_range (GString *xml, const GaWorkbookSheet *sheet, guint index)
{
  g_autofree char *name = g_markup_escape_text (sheet->name, -1);

  g_string_append_printf (xml,
                          "<table:database-range table:name=\"__Anonymous_Sheet_DB__%u\" "
                          "table:target-range-address=\"'%s'.A1:'%s'.",
                          index, name, name);
  ga_workbook_append_column (xml, sheet->n_columns - 1);
  g_string_append_printf (xml, "%u\" table:display-filter-buttons=\"true\"/>",
                          sheet->last_filtered);
}

/**
 * ga_workbook_make_ods_tail:
 *
 * Returns: (transfer full): content.xml from its last table on
 */
GString *
ga_workbook_make_ods_tail (GPtrArray *sheets)
{
  GString *xml = g_string_new ("<table:database-ranges>");

  for (guint i = 0; i < sheets->len; i++)
    if (((const GaWorkbookSheet *) sheets->pdata[i])->has_headings)
      append_range (xml, sheets->pdata[i], i);
  g_string_append (xml, "</table:database-ranges></office:spreadsheet></office:body>"
                        "</office:document-content>");
  return xml;
}

#define ITEM(name, type, value)                                                  \
  "<config:config-item config:name=\"" name "\" config:type=\"" type "\">" value \
  "</config:config-item>"

/**
 * ga_workbook_make_ods_settings:
 *
 * Returns: (transfer full): which rows stay in sight
 */
GString *
ga_workbook_make_ods_settings (GPtrArray *sheets)
{
  GString *xml = g_string_new (
      GA_XML_PROLOGUE
      "<office:document-settings " NAMESPACES "><office:settings><config:config-item-set "
      "config:name=\"ooo:view-settings\"><config:config-item-map-indexed config:name=\"Views\">"
      "<config:config-item-map-entry>" ITEM (
          "ViewId", "string", "view1") "<config:config-item-map-named config:name=\"Tables\">");

  for (guint i = 0; i < sheets->len; i++)
    {
      const GaWorkbookSheet *sheet = sheets->pdata[i];
      g_autofree char *name = g_markup_escape_text (sheet->name, -1);

      if (sheet->has_headings)
        g_string_append_printf (
            xml,
            "<config:config-item-map-entry config:name=\"%s\">" ITEM ("VerticalSplitMode", "short",
                                                                      "2")
                ITEM ("VerticalSplitPosition", "int", "1") ITEM ("ActiveSplitRange", "short", "2")
                    ITEM ("PositionBottom", "int", "1") "</config:config-item-map-entry>",
            name);
    }
  g_string_append (xml, "</config:config-item-map-named></config:config-item-map-entry>"
                        "</config:config-item-map-indexed></config:config-item-set>"
                        "</office:settings></office:document-settings>");
  return xml;
}

GString *
ga_workbook_make_ods_manifest (void)
{
  return g_string_new (
      GA_XML_PROLOGUE
      "<manifest:manifest xmlns:manifest=\"" OASIS "manifest:1.0\" manifest:version=\"1.3\">"
      "<manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" "
      "manifest:media-type=\"" GA_ODS_TYPE "\"/>"
      "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>"
      "<manifest:file-entry manifest:full-path=\"settings.xml\" manifest:media-type=\"text/xml\"/>"
      "</manifest:manifest>");
}
