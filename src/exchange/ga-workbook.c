/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-workbook.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/ga-exchange-error.h"
#include "exchange/ga-output-file.h"
#include "exchange/ga-tabular-private.h"
#include "exchange/ga-workbook-private.h"
#include "model/ga-date.h"

/* What the format and the programs that read it hold. */
#define MOST_ROWS    1048576
#define LONGEST_TEXT 32767 /* UTF-16 units */
#define LONGEST_NAME 31    /* of a sheet */

/* So many rows decide how wide columns are: their width stands before the first of them. */
#define ROWS_MEASURED   200
#define WRITTEN_AT_ONCE ((gsize) 64 * 1024)

#define MINUTES_OF_THE_DAY (24 * 60)
#define BILLION            G_GINT64_CONSTANT (1000000000)

struct _GaWorkbook
{
  char *path;
  gboolean is_ods;
  GaOutputFile *file;
  struct archive *archive;
  GPtrArray *sheets;     /* of GaWorkbookSheet */
  GPtrArray *currencies; /* of char */
  GString *xml;          /* of the sheet, not written yet */
  GArray *widths;        /* of guint: characters, by column */
  gboolean has_begun;    /* whether what stands before the rows is written */
  gboolean is_sum;
  guint row;    /* from 1; 0 before the first */
  guint column; /* from 0 */
  GError *error;
};

static void
sheet_free (gpointer data)
{
  GaWorkbookSheet *sheet = data;

  g_free (sheet->name);
  g_free (sheet);
}

static GaWorkbookSheet *
get_sheet (GaWorkbook *self)
{
  return self->sheets->pdata[self->sheets->len - 1];
}

/* What the archive itself cannot do, which is for want of memory. */
static void
fail (GaWorkbook *self)
{
  if (self->error == NULL)
    self->error = ga_exchange_error_new_for_errno (ENOMEM, self->path, TRUE);
}

/* An archive that knows of a failure does not free what it holds. */
static la_ssize_t
write_cb (struct archive *archive, void *user_data, const void *bytes, size_t length)
{
  GaWorkbook *self = user_data;

  if (self->error == NULL)
    ga_output_file_append (self->file, bytes, length, &self->error);
  return (la_ssize_t) length;
}

static void
begin_part (GaWorkbook *self, const char *name)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  if (self->error == NULL && archive_write_header (self->archive, entry) != ARCHIVE_OK)
    fail (self);
  archive_entry_free (entry);
}

static void
write_xml (GaWorkbook *self, GString *xml)
{
  if (self->error == NULL && xml->len > 0 &&
      archive_write_data (self->archive, xml->str, xml->len) != (la_ssize_t) xml->len)
    fail (self);
  g_string_truncate (xml, 0);
}

static void
write_part (GaWorkbook *self, const char *name, GString *xml)
{
  begin_part (self, name);
  write_xml (self, xml);
}

/* "_x0041_" in a text is read as the character of that number. */
static gboolean
is_escape (const char *text)
{
  return text[0] == '_' && text[1] == 'x' && g_ascii_isxdigit (text[2]) &&
         g_ascii_isxdigit (text[3]) && g_ascii_isxdigit (text[4]) && g_ascii_isxdigit (text[5]) &&
         text[6] == '_';
}

static void
append_character (GString *xml, gunichar character)
{
  if (character == '&')
    g_string_append (xml, "&amp;");
  else if (character == '<')
    g_string_append (xml, "&lt;");
  else if (character == '>')
    g_string_append (xml, "&gt;");
  /* What XML cannot hold. */
  else if ((character < ' ' && character != '\t' && character != '\n') || character == 0xfffe ||
           character == 0xffff)
    g_string_append_printf (xml, "_x%04X_", character);
  else
    g_string_append_unichar (xml, character);
}

static void
append_text (GString *xml, const char *text)
{
  guint units = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      units += character > 0xffff ? 2 : 1;
      if (units >= LONGEST_TEXT)
        {
          g_string_append (xml, "…");
          return;
        }
      if (is_escape (at))
        g_string_append (xml, "_x005F_");
      else
        append_character (xml, character);
    }
}

/* The width of the text's first lines, as far as it matters. */
static guint
measure (const char *text)
{
  guint widest = 0, width = 0;

  for (const char *at = text; *at != '\0' && widest < GA_WORKBOOK_WIDEST;
       at = g_utf8_next_char (at))
    {
      width = *at == '\n' ? 0 : width + 1;
      widest = MAX (widest, width);
    }
  return widest;
}

static void
take_width (GaWorkbook *self, guint width)
{
  guint *known;

  if (self->has_begun)
    return;
  while (self->widths->len <= self->column)
    g_array_append_val (self->widths, ((guint){ GA_WORKBOOK_NARROWEST }));
  known = &g_array_index (self->widths, guint, self->column);
  *known = MAX (*known, MIN (width + 2, GA_WORKBOOK_WIDEST));
}

static const char *
get_hidden (const GaWorkbookSheet *sheet, guint column)
{
  return sheet->first_hidden > 0 && column >= sheet->first_hidden ? " hidden=\"1\"" : "";
}

static void
begin_xlsx_sheet (GaWorkbook *self)
{
  g_autofree char *name = g_strdup_printf ("xl/worksheets/sheet%u.xml", self->sheets->len);
  g_autoptr (GString) xml =
      g_string_new (GA_XML_PROLOGUE "<worksheet xmlns=\"" GA_XML_SHEETS
                                    "\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>"
                                    "<sheetViews><sheetView workbookViewId=\"0\"");

  g_string_append (xml, self->sheets->len == 1 ? " tabSelected=\"1\">" : ">");
  if (get_sheet (self)->has_headings)
    g_string_append (xml, "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" "
                          "state=\"frozen\"/>");
  g_string_append (xml, "</sheetView></sheetViews>");
  if (self->widths->len > 0)
    g_string_append (xml, "<cols>");
  for (guint i = 0; i < self->widths->len; i++)
    g_string_append_printf (xml, "<col min=\"%u\" max=\"%u\" width=\"%u\" customWidth=\"1\"%s/>",
                            i + 1, i + 1, g_array_index (self->widths, guint, i),
                            get_hidden (get_sheet (self), i));
  if (self->widths->len > 0)
    g_string_append (xml, "</cols>");
  g_string_append (xml, "<sheetData>");
  write_part (self, name, xml);
}

static void
begin_ods_table (GaWorkbook *self)
{
  g_autoptr (GString) xml =
      self->sheets->len == 1 ? ga_workbook_make_ods_head () : g_string_new (NULL);

  ga_workbook_append_ods_table (xml, get_sheet (self), self->widths);
  if (self->sheets->len == 1)
    write_part (self, "content.xml", xml);
  else
    write_xml (self, xml);
}

static void
flush (GaWorkbook *self)
{
  if (!self->has_begun && self->is_ods)
    begin_ods_table (self);
  else if (!self->has_begun)
    begin_xlsx_sheet (self);
  self->has_begun = TRUE;
  write_xml (self, self->xml);
}

static void
end_sheet (GaWorkbook *self)
{
  const GaWorkbookSheet *sheet;

  if (self->sheets->len == 0 || self->error != NULL)
    return;
  sheet = get_sheet (self);
  flush (self);
  if (self->is_ods)
    {
      g_string_append (self->xml, "</table:table>");
      write_xml (self, self->xml);
      return;
    }
  g_string_append (self->xml, "</sheetData>");
  if (sheet->has_headings)
    {
      g_string_append (self->xml, "<autoFilter ref=\"");
      ga_workbook_append_range (self->xml, sheet, "");
      g_string_append (self->xml, "\"/>");
    }
  /* A4 across, as wide as the page and as long as it takes. */
  g_string_append (self->xml, "<pageSetup paperSize=\"9\" fitToHeight=\"0\" "
                              "orientation=\"landscape\"/></worksheet>");
  write_xml (self, self->xml);
}

static gboolean
has_sheet (GaWorkbook *self, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; i < self->sheets->len; i++)
    {
      g_autofree char *other =
          g_utf8_casefold (((GaWorkbookSheet *) self->sheets->pdata[i])->name, -1);

      if (g_str_equal (folded, other))
        return TRUE;
    }
  return FALSE;
}

/* What programs take as the name of a sheet: short, without some signs, and only once. */
static char *
make_name (GaWorkbook *self, const char *wanted)
{
  g_autofree char *plain = g_strstrip (g_strdelimit (g_strdup (wanted), "[]:*?/\\'", ' '));
  glong length = g_utf8_strlen (plain, -1);
  g_autofree char *name = g_utf8_substring (plain, 0, MIN (length, LONGEST_NAME));

  for (guint i = 2; has_sheet (self, name); i++)
    {
      g_autofree char *number = g_strdup_printf (" (%u)", i);
      g_autofree char *begins =
          g_utf8_substring (plain, 0, MIN (length, LONGEST_NAME - (glong) strlen (number)));

      g_free (name);
      name = g_strconcat (begins, number, NULL);
    }
  return g_steal_pointer (&name);
}

/* What each package begins with. The type of an ODS stands at its very beginning, as it is. */
static void
write_start (GaWorkbook *self)
{
  g_autoptr (GString) xml =
      self->is_ods ? g_string_new (GA_ODS_TYPE)
                   : g_string_new (GA_XML_PROLOGUE "<Relationships xmlns=\"" GA_XML_PACKAGE
                                                   "relationships\"><Relationship Id=\"rId1\" "
                                                   "Type=\"" GA_XML_RELATIONS "/officeDocument\" "
                                                   "Target=\"xl/workbook.xml\"/></Relationships>");

  if (self->is_ods && archive_write_zip_set_compression_store (self->archive) != ARCHIVE_OK)
    fail (self);
  write_part (self, self->is_ods ? "mimetype" : "_rels/.rels", xml);
  if (self->is_ods && archive_write_zip_set_compression_deflate (self->archive) != ARCHIVE_OK)
    fail (self);
}

/**
 * ga_workbook_new:
 * @path: the file; an older one is replaced when the new one is whole
 *
 * Returns: (transfer full) (nullable): a workbook without sheets
 */
GaWorkbook *
ga_workbook_new (const char *path, GaWorkbookFormat format, GError **error)
{
  g_autoptr (GaOutputFile) file = ga_output_file_new (path, error);
  GaWorkbook *self;

  if (file == NULL)
    return NULL;
  self = g_new0 (GaWorkbook, 1);
  self->path = g_strdup (path);
  self->is_ods = format == GA_WORKBOOK_ODS;
  self->file = g_steal_pointer (&file);
  self->sheets = g_ptr_array_new_with_free_func (sheet_free);
  self->currencies = g_ptr_array_new_with_free_func (g_free);
  self->xml = g_string_sized_new (WRITTEN_AT_ONCE);
  self->widths = g_array_new (FALSE, FALSE, sizeof (guint));
  self->archive = archive_write_new ();
  /* No part is of 4 GB, and not every program knows those that could be. */
  if (archive_write_set_format_zip (self->archive) != ARCHIVE_OK ||
      archive_write_set_format_option (self->archive, "zip", "zip64", NULL) != ARCHIVE_OK ||
      archive_write_set_bytes_in_last_block (self->archive, 1) != ARCHIVE_OK ||
      archive_write_open (self->archive, self, NULL, write_cb, NULL) != ARCHIVE_OK)
    fail (self);
  write_start (self);
  return self;
}

/**
 * ga_workbook_free:
 * @self: (transfer full) (nullable): a workbook
 *
 * What was not finished is removed.
 */
void
ga_workbook_free (GaWorkbook *self)
{
  if (self == NULL)
    return;
  /* Writes the end, too, if it was not finished. */
  archive_write_free (self->archive);
  ga_output_file_free (self->file);
  g_ptr_array_unref (self->sheets);
  g_ptr_array_unref (self->currencies);
  g_array_unref (self->widths);
  g_string_free (self->xml, TRUE);
  g_clear_error (&self->error);
  g_free (self->path);
  g_free (self);
}

void
ga_workbook_begin_sheet (GaWorkbook *self, const char *name)
{
  GaWorkbookSheet *sheet;

  end_sheet (self);
  sheet = g_new0 (GaWorkbookSheet, 1);
  sheet->name = make_name (self, name);
  sheet->n_columns = 1;
  g_ptr_array_add (self->sheets, sheet);
  g_array_set_size (self->widths, 0);
  self->has_begun = FALSE;
  self->row = 0;
}

void
ga_workbook_add_headings (GaWorkbook *self, const char *const *headings)
{
  GaWorkbookSheet *sheet = get_sheet (self);

  g_return_if_fail (self->row == 0);

  sheet->has_headings = TRUE;
  ga_workbook_begin_row (self, TRUE);
  for (guint i = 0; headings[i] != NULL; i++)
    ga_workbook_add_text (self, headings[i]);
  ga_workbook_end_row (self);
  sheet->last_filtered = 1;
}

/**
 * ga_workbook_hide_from:
 * @column: the first that is not shown, before the first row
 */
void
ga_workbook_hide_from (GaWorkbook *self, guint column)
{
  get_sheet (self)->first_hidden = column;
}

void
ga_workbook_begin_row (GaWorkbook *self, gboolean is_sum)
{
  if (self->row == MOST_ROWS && self->error == NULL)
    self->error = ga_exchange_error_new (
        GA_EXCHANGE_ERROR_TOO_LARGE, 0, NULL,
        _ ("A sheet of a spreadsheet holds 1,048,576 rows at most, and these are more. Choose "
           "fewer records, or another format."));
  self->row++;
  self->column = 0;
  self->is_sum = is_sum;
  if (self->is_ods)
    g_string_append (self->xml, "<table:table-row>");
  else
    g_string_append_printf (self->xml, "<row r=\"%u\">", self->row);
}

void
ga_workbook_end_row (GaWorkbook *self)
{
  GaWorkbookSheet *sheet = get_sheet (self);

  if (self->is_ods && self->column == 0)
    ga_workbook_append_ods_blank (self->xml);
  g_string_append (self->xml, self->is_ods ? "</table:table-row>" : "</row>");
  sheet->n_columns = MAX (sheet->n_columns, self->column);
  if (!self->is_sum)
    sheet->last_filtered = self->row;
  if (self->error != NULL)
    g_string_truncate (self->xml, 0);
  else if (self->row == ROWS_MEASURED ||
           (self->row > ROWS_MEASURED && self->xml->len >= WRITTEN_AT_ONCE))
    flush (self);
}

static void
begin_cell (GaWorkbook *self, guint style, const char *type, guint width)
{
  take_width (self, width);
  g_string_append (self->xml, "<c r=\"");
  ga_workbook_append_column (self->xml, self->column++);
  g_string_append_printf (self->xml, "%u\" s=\"%u\"%s>", self->row,
                          style * 2 + (self->is_sum ? 1 : 0), type);
}

/* @digits: as XML has numbers */
static void
add_value (GaWorkbook *self, guint style, const char *digits, guint width)
{
  begin_cell (self, style, "", width);
  g_string_append_printf (self->xml, "<v>%s</v></c>", digits);
}

/* @format: of the cell; @kind: what the value is and where it stands; @text: as it is shown */
static void
add_ods (
    GaWorkbook *self, const char *format, const char *kind, const char *value, const char *text)
{
  g_autofree char *style = g_strconcat (format, self->is_sum ? "b" : "", NULL);
  g_autofree char *told =
      value != NULL ? g_strdup_printf ("office:value-type=%s\"%s\"", kind, value) : NULL;

  take_width (self, measure (text));
  self->column++;
  ga_workbook_append_ods_cell (self->xml, style, told, text);
}

void
ga_workbook_add_text (GaWorkbook *self, const char *text)
{
  if (text == NULL || *text == '\0')
    {
      self->column++;
      if (self->is_ods)
        ga_workbook_append_ods_blank (self->xml);
      return;
    }
  if (self->is_ods)
    {
      add_ods (self, "text", NULL, NULL, text);
      return;
    }
  begin_cell (self, GA_WORKBOOK_TEXT, " t=\"inlineStr\"", measure (text));
  g_string_append (self->xml, "<is><t xml:space=\"preserve\">");
  append_text (self->xml, text);
  g_string_append (self->xml, "</t></is></c>");
}

void
ga_workbook_add_number (GaWorkbook *self, gint64 number)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  if (self->is_ods)
    add_ods (self, "number", "\"float\" office:value=", digits, digits);
  else
    add_value (self, GA_WORKBOOK_NUMBER, digits, (guint) strlen (digits) * 4 / 3);
}

void
ga_workbook_add_decimal (GaWorkbook *self, const char *digits)
{
  if (self->is_ods)
    add_ods (self, "", "\"float\" office:value=", digits, digits);
  else
    add_value (self, GA_WORKBOOK_PLAIN, digits, (guint) strlen (digits));
}

static guint
find_currency (GaWorkbook *self, const char *currency)
{
  guint index;

  if (!g_ptr_array_find_with_equal_func (self->currencies, currency, g_str_equal, &index))
    {
      index = self->currencies->len;
      g_ptr_array_add (self->currencies, g_strdup (currency));
    }
  return GA_WORKBOOK_N_STYLES + index;
}

/* Whoever opens the file makes a double of it, which is exact up to 2^53 øre, that is 90 trillion
 * kroner; here it stays digits. */
void
ga_workbook_add_money (GaWorkbook *self, gint64 oere, const char *currency)
{
  g_autofree char *digits = ga_money_to_text (oere, '.');
  guint length = (guint) strlen (digits);
  g_autofree char *kind = NULL;

  if (self->is_ods && ga_workbook_has_ods_currency (currency))
    {
      kind = g_strdup_printf ("\"currency\" office:currency=\"%s\" office:value=", currency);
      add_ods (self, currency, kind, digits, digits);
    }
  else if (self->is_ods)
    ga_workbook_add_decimal (self, digits);
  else
    add_value (self, find_currency (self, currency != NULL ? currency : ""), digits,
               length + length / 3 + 4);
}

/* Which day it is as the programs count; 0 for what they do not agree on. */
static guint
find_day (const char *date)
{
  g_autoptr (GDate) day = ga_date_to_gdate (date);
  guint32 number = day != NULL ? g_date_get_julian (day) : 0;

  return number >= GA_TABULAR_DAY_ZERO + GA_TABULAR_FIRST_CERTAIN_DAY ? number - GA_TABULAR_DAY_ZERO
                                                                      : 0;
}

void
ga_workbook_add_date (GaWorkbook *self, const char *date)
{
  guint day = date != NULL ? find_day (date) : 0;
  g_autofree char *digits = g_strdup_printf ("%u", day);

  if (day > 0 && self->is_ods)
    add_ods (self, "date", "\"date\" office:date-value=", date, date);
  else if (day > 0)
    add_value (self, GA_WORKBOOK_DATE, digits, 10);
  else
    ga_workbook_add_text (self, date);
}

/* A local time: the day, and which part of it has gone. */
void
ga_workbook_add_time (GaWorkbook *self, const char *time)
{
  g_autofree char *date = time != NULL ? g_strndup (time, strlen ("2026-12-31")) : NULL;
  guint day = date != NULL ? find_day (date) : 0;
  g_autofree char *digits = NULL;
  guint hour, minute;

  if (day == 0 || sscanf (time + strlen (date), "T%2u:%2u", &hour, &minute) != 2)
    {
      ga_workbook_add_text (self, time);
      return;
    }
  if (self->is_ods)
    {
      digits = g_strconcat (time, ":00", NULL);
      add_ods (self, "time", "\"date\" office:date-value=", digits, time);
      return;
    }
  digits = g_strdup_printf (
      "%u.%09u", day,
      (guint) ((BILLION * (hour * 60 + minute) + MINUTES_OF_THE_DAY / 2) / MINUTES_OF_THE_DAY));
  add_value (self, GA_WORKBOOK_TIME, digits, 16);
}

gboolean
ga_workbook_has_failed (const GaWorkbook *self)
{
  return self->error != NULL;
}

static void
write_xlsx_rest (GaWorkbook *self)
{
  g_autoptr (GString) styles = ga_workbook_make_styles (self->currencies);
  g_autoptr (GString) list = ga_workbook_make_list (self->sheets);
  g_autoptr (GString) relations = ga_workbook_make_relations (self->sheets->len);
  g_autoptr (GString) types = ga_workbook_make_types (self->sheets->len);

  write_part (self, "xl/styles.xml", styles);
  write_part (self, "xl/workbook.xml", list);
  write_part (self, "xl/_rels/workbook.xml.rels", relations);
  write_part (self, "[Content_Types].xml", types);
}

static void
write_ods_rest (GaWorkbook *self)
{
  g_autoptr (GString) tail = ga_workbook_make_ods_tail (self->sheets);
  g_autoptr (GString) settings = ga_workbook_make_ods_settings (self->sheets);
  g_autoptr (GString) manifest = ga_workbook_make_ods_manifest ();

  write_xml (self, tail);
  write_part (self, "settings.xml", settings);
  write_part (self, "META-INF/manifest.xml", manifest);
}

/**
 * ga_workbook_finish:
 *
 * Writes the end and gives the file its name. To be called once, as the last thing before @self is
 * freed.
 *
 * Returns: %TRUE if the file is there as a whole; %FALSE with what went wrong first, and the file
 * as it was before
 */
gboolean
ga_workbook_finish (GaWorkbook *self, GError **error)
{
  g_return_val_if_fail (self->sheets->len > 0, FALSE);

  end_sheet (self);
  if (self->is_ods)
    write_ods_rest (self);
  else
    write_xlsx_rest (self);
  if (self->error == NULL && archive_write_close (self->archive) != ARCHIVE_OK)
    fail (self);
  if (self->error == NULL)
    return ga_output_file_finish (self->file, error);
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}
