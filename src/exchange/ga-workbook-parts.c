/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-workbook-private.h"
#include "model/ga-number.h"

#define NBSP  "\302\240" /* U+00A0 */
#define TYPES "application/vnd.openxmlformats-officedocument.spreadsheetml."

/* The format of numbers that each style has, as the standard numbers them. */
static const guint formats[GA_WORKBOOK_N_STYLES] = {
  [GA_WORKBOOK_PLAIN] = 0, [GA_WORKBOOK_TEXT] = 49, [GA_WORKBOOK_NUMBER] = 3,
  [GA_WORKBOOK_DATE] = 14, [GA_WORKBOOK_TIME] = 22,
};

#define FIRST_FORMAT_OF_OURS 164

/* "A", "B" … "Z", "AA" … */
void
ga_workbook_append_column (GString *xml, guint column)
{
  if (column >= 26)
    ga_workbook_append_column (xml, column / 26 - 1);
  g_string_append_c (xml, (char) ('A' + column % 26));
}

void
ga_workbook_append_range (GString *xml, const GaWorkbookSheet *sheet, const char *sign)
{
  g_string_append_printf (xml, "%sA%s1:%s", sign, sign, sign);
  ga_workbook_append_column (xml, sheet->n_columns - 1);
  g_string_append_printf (xml, "%s%u", sign, sheet->last_filtered);
}

/* As the language writes the currency; the digits as the computer does that opens the file. */
static char *
make_money_format (const char *currency)
{
  gboolean leads;
  const char *unit = ga_money_get_unit (currency, &leads);

  if (unit == NULL)
    return g_strdup ("#,##0.00");
  if (leads)
    return g_strdup_printf ("\"%s" NBSP "\"#,##0.00;\"%s" NBSP "\"-#,##0.00", unit, unit);
  return g_strdup_printf ("#,##0.00\"" NBSP "%s\"", unit);
}

static void
append_formats (GString *xml, GPtrArray *currencies)
{
  if (currencies->len == 0)
    return;
  g_string_append_printf (xml, "<numFmts count=\"%u\">", currencies->len);
  for (guint i = 0; i < currencies->len; i++)
    {
      g_autofree char *format = make_money_format (currencies->pdata[i]);
      g_autofree char *escaped = g_markup_escape_text (format, -1);

      g_string_append_printf (xml, "<numFmt numFmtId=\"%u\" formatCode=\"%s\"/>",
                              FIRST_FORMAT_OF_OURS + i, escaped);
    }
  g_string_append (xml, "</numFmts>");
}

static void
append_style (GString *xml, guint format)
{
  for (guint bold = 0; bold < 2; bold++)
    g_string_append_printf (xml,
                            "<xf numFmtId=\"%u\" fontId=\"%u\" fillId=\"0\" borderId=\"0\" "
                            "xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>",
                            format, bold);
}

GString *
ga_workbook_make_styles (GPtrArray *currencies)
{
  GString *xml = g_string_new (GA_XML_PROLOGUE "<styleSheet xmlns=\"" GA_XML_SHEETS "\">");

  append_formats (xml, currencies);
  g_string_append (
      xml, "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
           "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
           "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
           "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
           "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border>"
           "</borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" "
           "borderId=\"0\"/></cellStyleXfs>");
  g_string_append_printf (xml, "<cellXfs count=\"%u\">",
                          (GA_WORKBOOK_N_STYLES + currencies->len) * 2);
  for (guint i = 0; i < GA_WORKBOOK_N_STYLES; i++)
    append_style (xml, formats[i]);
  for (guint i = 0; i < currencies->len; i++)
    append_style (xml, FIRST_FORMAT_OF_OURS + i);
  g_string_append (xml, "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" "
                        "builtinId=\"0\"/></cellStyles></styleSheet>");
  return xml;
}

/* Where a sheet filters, some programs look for in the list. */
static void
append_filters (GString *xml, GPtrArray *sheets)
{
  for (guint i = 0; i < sheets->len; i++)
    {
      const GaWorkbookSheet *sheet = sheets->pdata[i];
      g_autofree char *name = g_markup_escape_text (sheet->name, -1);

      if (!sheet->has_headings)
        continue;
      g_string_append_printf (xml,
                              "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"%u\" "
                              "hidden=\"1\">'%s'!",
                              i, name);
      ga_workbook_append_range (xml, sheet, "$");
      g_string_append (xml, "</definedName>");
    }
}

GString *
ga_workbook_make_list (GPtrArray *sheets)
{
  GString *xml = g_string_new (GA_XML_PROLOGUE "<workbook xmlns=\"" GA_XML_SHEETS
                                               "\" xmlns:r=\"" GA_XML_RELATIONS "\"><bookViews>"
                                               "<workbookView/></bookViews><sheets>");
  g_autoptr (GString) filters = g_string_new (NULL);

  for (guint i = 1; i <= sheets->len; i++)
    {
      const GaWorkbookSheet *sheet = sheets->pdata[i - 1];
      g_autofree char *name = g_markup_escape_text (sheet->name, -1);

      g_string_append_printf (xml, "<sheet name=\"%s\" sheetId=\"%u\" r:id=\"rId%u\"/>", name, i,
                              i);
    }
  g_string_append (xml, "</sheets>");
  append_filters (filters, sheets);
  if (filters->len > 0)
    g_string_append_printf (xml, "<definedNames>%s</definedNames>", filters->str);
  g_string_append (xml, "</workbook>");
  return xml;
}

GString *
ga_workbook_make_relations (guint n_sheets)
{
  GString *xml =
      g_string_new (GA_XML_PROLOGUE "<Relationships xmlns=\"" GA_XML_PACKAGE "relationships\">");

  for (guint i = 1; i <= n_sheets; i++)
    g_string_append_printf (xml,
                            "<Relationship Id=\"rId%u\" Type=\"" GA_XML_RELATIONS "/worksheet\" "
                            "Target=\"worksheets/sheet%u.xml\"/>",
                            i, i);
  g_string_append_printf (xml,
                          "<Relationship Id=\"rId%u\" Type=\"" GA_XML_RELATIONS "/styles\" "
                          "Target=\"styles.xml\"/></Relationships>",
                          n_sheets + 1);
  return xml;
}

GString *
ga_workbook_make_types (guint n_sheets)
{
  GString *xml = g_string_new (
      GA_XML_PROLOGUE
      "<Types xmlns=\"" GA_XML_PACKAGE "content-types\"><Default Extension=\"rels\" "
      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
      "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" TYPES "sheet.main+xml\"/>"
      "<Override PartName=\"/xl/styles.xml\" ContentType=\"" TYPES "styles+xml\"/>");

  for (guint i = 1; i <= n_sheets; i++)
    g_string_append_printf (xml,
                            "<Override PartName=\"/xl/worksheets/sheet%u.xml\" "
                            "ContentType=\"" TYPES "worksheet+xml\"/>",
                            i);
  g_string_append (xml, "</Types>");
  return xml;
}
