/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/ga-csv-reader.h"
#include "exchange/ga-exchange-error.h"
#include "exchange/ga-sheet-private.h"

/* ECMA-376, part 1, chapter 18; how the parts name each other: part 2, chapter 9. */

#define MOST_SHARED      5000000
#define MOST_SHARED_SIZE ((gsize) 128 * 1024 * 1024)

struct _GaSheetXlsx
{
  GPtrArray *shared; /* texts that cells name by their number */
  gsize shared_size;
  GArray *styles; /* of GaSheetForm */
  gboolean from_1904;
};

typedef gboolean (*ElementFunc) (GaSheetReader *self, gpointer user_data, GError **error);

/* Calls @found at each element that begins in a part. */
static gboolean
for_each_element (
    GaSheetReader *self, const char *part, ElementFunc found, gpointer user_data, GError **error)
{
  GError *local = NULL;

  if (!ga_sheet_open_xml (self, part, error))
    return FALSE;
  while (local == NULL && ga_xml_reader_next (self->xml, &local))
    if (ga_xml_reader_get_kind (self->xml) == GA_XML_START && !found (self, user_data, &local))
      break;
  ga_sheet_close_xml (self);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

/* "xl/_rels/workbook.xml.rels" of "xl/workbook.xml" */
static char *
name_relations (const char *part)
{
  g_autofree char *folder = g_path_get_dirname (part);
  g_autofree char *name = g_path_get_basename (part);

  if (strcmp (folder, ".") == 0)
    return g_strdup_printf ("_rels/%s.rels", name);
  return g_strdup_printf ("%s/_rels/%s.rels", folder, name);
}

/* @target, as seen from @part, as the package calls it. */
static char *
resolve (const char *part, const char *target)
{
  g_autofree char *folder = g_path_get_dirname (part);
  g_autofree char *whole = NULL;

  if (*target == '/')
    return g_strdup (target + 1);
  whole = g_strconcat (strcmp (folder, ".") == 0 ? "" : "/", folder, "/", target, NULL);
  g_free (folder);
  folder = g_canonicalize_filename (whole, "/");
  return g_strdup (folder + 1);
}

typedef struct
{
  const char *part;
  const char *type; /* how it ends */
  const char *id;   /* (nullable): only that one */
  char *target;
} Relation;

static gboolean
find_relation_cb (GaSheetReader *self, gpointer user_data, GError **error)
{
  Relation *wanted = user_data;
  const char *value;

  if (!ga_xml_reader_is (self->xml, GA_XML_START, "Relationship"))
    return TRUE;
  value = ga_xml_reader_get_attribute (self->xml, "Type");
  if (value == NULL || !g_str_has_suffix (value, wanted->type))
    return TRUE;
  value = ga_xml_reader_get_attribute (self->xml, "Id");
  if (wanted->id != NULL && g_strcmp0 (value, wanted->id) != 0)
    return TRUE;
  value = ga_xml_reader_get_attribute (self->xml, "Target");
  if (value == NULL)
    return TRUE;
  wanted->target = resolve (wanted->part, value);
  return FALSE;
}

/* Where a part of that kind lies; %NULL without @error where there is none. */
static char *
find_relation (
    GaSheetReader *self, const char *part, const char *type, const char *id, GError **error)
{
  g_autofree char *relations = *part != '\0' ? name_relations (part) : g_strdup ("_rels/.rels");
  Relation wanted = { part, type, id, NULL };

  if (!ga_package_has (self->package, relations))
    return NULL;
  if (for_each_element (self, relations, find_relation_cb, &wanted, error))
    return wanted.target;
  g_free (wanted.target);
  return NULL;
}

typedef struct
{
  gboolean is_workbook;
  GPtrArray *ids; /* relations of the sheets that are shown, in their order */
} Workbook;

static gboolean
find_sheet_cb (GaSheetReader *self, gpointer user_data, GError **error)
{
  Workbook *book = user_data;
  const char *value;

  if (ga_xml_reader_is (self->xml, GA_XML_START, "workbook"))
    book->is_workbook = TRUE;
  if (ga_xml_reader_is (self->xml, GA_XML_START, "workbookPr"))
    {
      value = ga_xml_reader_get_attribute (self->xml, "date1904");
      self->xlsx->from_1904 =
          value != NULL && (strcmp (value, "1") == 0 || strcmp (value, "true") == 0);
    }
  if (!ga_xml_reader_is (self->xml, GA_XML_START, "sheet"))
    return TRUE;
  value = ga_xml_reader_get_attribute (self->xml, "state");
  if (value != NULL && strcmp (value, "visible") != 0)
    return TRUE;
  value = ga_xml_reader_get_attribute (self->xml, "id");
  if (value != NULL)
    g_ptr_array_add (book->ids, g_strdup (value));
  return TRUE;
}

typedef struct
{
  GHashTable *forms; /* number of a format → GaSheetForm */
  gboolean in_cells;
} Styles;

static gboolean
read_style_cb (GaSheetReader *self, gpointer user_data, GError **error)
{
  Styles *styles = user_data;
  GaXmlReader *xml = self->xml;
  const char *name = ga_xml_reader_get_name (xml);

  if (strcmp (name, "numFmt") == 0)
    {
      guint number = (guint) ga_xml_reader_get_number (xml, "numFmtId", 0);
      const char *code = ga_xml_reader_get_attribute (xml, "formatCode");

      g_hash_table_insert (styles->forms, GUINT_TO_POINTER (number),
                           GUINT_TO_POINTER (ga_sheet_find_form (code != NULL ? code : "")));
    }
  else if (strcmp (name, "xf") == 0 && styles->in_cells)
    {
      guint number = (guint) ga_xml_reader_get_number (xml, "numFmtId", 0);
      gpointer known;
      GaSheetForm form =
          g_hash_table_lookup_extended (styles->forms, GUINT_TO_POINTER (number), NULL, &known)
              ? (GaSheetForm) GPOINTER_TO_UINT (known)
              : ga_sheet_find_builtin_form (number);

      g_array_append_val (self->xlsx->styles, form);
    }
  else if (strcmp (name, "cellXfs") == 0)
    styles->in_cells = TRUE;
  else if (strcmp (name, "cellStyles") == 0)
    styles->in_cells = FALSE;
  return TRUE;
}

static gboolean
read_styles (GaSheetReader *self, const char *book, GError **error)
{
  GError *local = NULL;
  g_autofree char *part = find_relation (self, book, "/styles", NULL, &local);
  g_autoptr (GHashTable) forms = g_hash_table_new (NULL, NULL);
  Styles styles = { forms, FALSE };

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  return part == NULL || for_each_element (self, part, read_style_cb, &styles, error);
}

/* "_x000D_" stands for the character of that number. */
static void
decode (GString *text)
{
  char *target = text->str;

  if (strstr (text->str, "_x") == NULL)
    return;
  for (const char *at = text->str; *at != '\0';)
    {
      gunichar character = 0;

      if (at[0] == '_' && at[1] == 'x' && strspn (at + 2, "0123456789ABCDEFabcdef") == 4 &&
          at[6] == '_')
        character = (gunichar) g_ascii_strtoull (at + 2, NULL, 16);
      if (character == 0 || !g_unichar_validate (character))
        *target++ = *at++;
      else
        {
          if (character != '\r')
            target += g_unichar_to_utf8 (character, target);
          at += 7;
        }
    }
  g_string_truncate (text, (gsize) (target - text->str));
}

/* The runs of a text up to the end of @element; how it is pronounced is not of it. */
static gboolean
read_runs (GaXmlReader *xml, const char *element, GString *text, GError **error)
{
  gboolean in_run = FALSE, aside = FALSE;

  while (ga_xml_reader_next (xml, error))
    {
      GaXmlKind kind = ga_xml_reader_get_kind (xml);
      const char *name = kind != GA_XML_TEXT ? ga_xml_reader_get_name (xml) : "";

      if (kind == GA_XML_END && strcmp (name, element) == 0)
        {
          decode (text);
          return TRUE;
        }
      if (strcmp (name, "rPh") == 0)
        aside = kind == GA_XML_START;
      else if (strcmp (name, "t") == 0)
        in_run = kind == GA_XML_START;
      else if (kind == GA_XML_TEXT && in_run && !aside && text->len <= GA_CSV_LONGEST_CELL)
        g_string_append (text, ga_xml_reader_get_text (xml));
    }
  return FALSE;
}

static gboolean
read_shared_cb (GaSheetReader *self, gpointer user_data, GError **error)
{
  g_autoptr (GString) text = NULL;
  GaSheetXlsx *xlsx = self->xlsx;

  if (!ga_xml_reader_is (self->xml, GA_XML_START, "si"))
    return TRUE;
  text = g_string_new (NULL);
  if (!read_runs (self->xml, "si", text, error))
    return FALSE;
  xlsx->shared_size += text->len;
  if (xlsx->shared->len >= MOST_SHARED || xlsx->shared_size > MOST_SHARED_SIZE)
    {
      g_propagate_error (
          error, ga_exchange_error_new (GA_EXCHANGE_ERROR_TOO_LARGE, 0, NULL,
                                        _ ("The texts of the workbook are more than 128 MB. Divide "
                                           "it into several files, or save it as CSV.")));
      return FALSE;
    }
  g_ptr_array_add (xlsx->shared, g_strndup (text->str, text->len));
  return TRUE;
}

static gboolean
read_shared (GaSheetReader *self, const char *book, GError **error)
{
  GError *local = NULL;
  g_autofree char *part = find_relation (self, book, "/sharedStrings", NULL, &local);

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  return part == NULL || for_each_element (self, part, read_shared_cb, NULL, error);
}

/* The first sheet that is shown; sheets of charts are passed over. */
static char *
find_sheet (GaSheetReader *self, const char *book, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  Workbook workbook = { FALSE, ids };
  GError *local = NULL;
  char *sheet = NULL;

  if (!for_each_element (self, book, find_sheet_cb, &workbook, error))
    return NULL;
  for (guint i = 0; i < ids->len && sheet == NULL && local == NULL; i++)
    sheet = find_relation (self, book, "/worksheet", ids->pdata[i], &local);
  if (local != NULL)
    g_propagate_error (error, local);
  else if (sheet == NULL)
    ga_sheet_refuse_kind (error);
  return sheet;
}

static gboolean
refuse_binary (GError **error)
{
  g_propagate_error (
      error, ga_exchange_error_new (GA_EXCHANGE_ERROR_NOT_TEXT, 0, NULL,
                                    _ ("This is a binary workbook (XLSB). Open it in a spreadsheet "
                                       "program and save it as XLSX, ODS or CSV.")));
  return FALSE;
}

gboolean
ga_sheet_xlsx_open (GaSheetReader *self, GError **error)
{
  GError *local = NULL;
  g_autofree char *book = find_relation (self, "", "/officeDocument", NULL, &local);
  g_autofree char *sheet = NULL;

  self->xlsx = g_new0 (GaSheetXlsx, 1);
  self->xlsx->shared = g_ptr_array_new_with_free_func (g_free);
  self->xlsx->styles = g_array_new (FALSE, FALSE, sizeof (GaSheetForm));
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (book == NULL || !ga_package_has (self->package, book))
    return ga_sheet_refuse_kind (error);
  if (g_str_has_suffix (book, ".bin"))
    return refuse_binary (error);
  sheet = find_sheet (self, book, error);
  return sheet != NULL && read_styles (self, book, error) && read_shared (self, book, error) &&
         ga_sheet_open_xml (self, sheet, error);
}

void
ga_sheet_xlsx_free (GaSheetXlsx *self)
{
  g_ptr_array_unref (self->shared);
  g_array_unref (self->styles);
  g_free (self);
}

/* The column of "AB12"; @next where the cell does not say it. */
static guint
find_column (GaXmlReader *xml, guint next)
{
  const char *place = ga_xml_reader_get_attribute (xml, "r");
  guint column = 0;

  if (place == NULL || !g_ascii_isupper (*place))
    return next;
  for (; g_ascii_isupper (*place) && column <= GA_SHEET_MOST_COLUMNS; place++)
    column = column * 26 + (guint) (*place - 'A') + 1;
  return column - 1;
}

/* NULL for a text that cells share and that is not there. */
static char *
read_value (GaSheetReader *self, const char *type, GaSheetForm form, const char *raw)
{
  guint64 index;

  if (strcmp (type, "s") == 0)
    return g_ascii_string_to_unsigned (raw, 10, 0, G_MAXUINT32, &index, NULL) &&
                   index < self->xlsx->shared->len
               ? g_strdup (self->xlsx->shared->pdata[index])
               : NULL;
  if (strcmp (type, "b") == 0)
    return g_strdup (strcmp (raw, "1") == 0 ? "true" : "false");
  if (strcmp (type, "n") != 0)
    return g_strdup (raw);
  return form == GA_SHEET_NUMBER ? ga_sheet_number (raw)
                                 : ga_sheet_moment (raw, form, self->xlsx->from_1904);
}

static GaSheetForm
find_form (GaSheetReader *self)
{
  guint64 style = ga_xml_reader_get_number (self->xml, "s", 0);

  return style < self->xlsx->styles->len ? g_array_index (self->xlsx->styles, GaSheetForm, style)
                                         : GA_SHEET_NUMBER;
}

/* The text of <v>, up to its end. */
static gboolean
read_raw (GaXmlReader *xml, GString *raw, GError **error)
{
  while (ga_xml_reader_next (xml, error))
    {
      if (ga_xml_reader_is (xml, GA_XML_END, "v"))
        return TRUE;
      if (ga_xml_reader_get_kind (xml) == GA_XML_TEXT && raw->len <= GA_CSV_LONGEST_CELL)
        g_string_append (raw, ga_xml_reader_get_text (xml));
    }
  return FALSE;
}

static gboolean
settle_cell (GaSheetReader *self,
             guint column,
             const char *type,
             GaSheetForm form,
             GString *raw,
             gboolean formula,
             GError **error)
{
  g_autofree char *value = NULL;

  if (strcmp (type, "e") == 0)
    {
      ga_sheet_note (self, column, GA_SHEET_IS_ERROR);
      return TRUE;
    }
  if (raw->len == 0)
    {
      /* A formula whose result is an empty text says so by its type. */
      if (formula && strcmp (type, "str") != 0)
        ga_sheet_note (self, column, GA_SHEET_NO_RESULT);
      return TRUE;
    }
  if (strcmp (type, "str") == 0)
    decode (raw);
  value = read_value (self, type, form, raw->str);
  if (value != NULL)
    return ga_sheet_set (self, column, value, error);
  ga_sheet_note (self, column, GA_SHEET_NO_TEXT);
  return TRUE;
}

/* Reads the cell that has begun, and steps over it. */
static gboolean
read_cell (GaSheetReader *self, guint *next, GError **error)
{
  GaXmlReader *xml = self->xml;
  guint column = find_column (xml, *next);
  GaSheetForm form = find_form (self);
  const char *told = ga_xml_reader_get_attribute (xml, "t");
  g_autofree char *type = g_strdup (told != NULL ? told : "n");
  g_autoptr (GString) raw = g_string_new (NULL);
  gboolean formula = FALSE;

  *next = column + 1;
  while (ga_xml_reader_next (xml, error))
    {
      if (ga_xml_reader_is (xml, GA_XML_END, "c"))
        return settle_cell (self, column, type, form, raw, formula, error);
      if (ga_xml_reader_is (xml, GA_XML_START, "f"))
        formula = TRUE;
      else if ((ga_xml_reader_is (xml, GA_XML_START, "v") && !read_raw (xml, raw, error)) ||
               (ga_xml_reader_is (xml, GA_XML_START, "is") && !read_runs (xml, "is", raw, error)))
        return FALSE;
    }
  return FALSE;
}

gboolean
ga_sheet_xlsx_next (GaSheetReader *self, GError **error)
{
  guint column = 0;

  while (ga_xml_reader_next (self->xml, error))
    {
      if (ga_xml_reader_is (self->xml, GA_XML_END, "sheetData"))
        return FALSE;
      if (ga_xml_reader_is (self->xml, GA_XML_END, "row"))
        return TRUE;
      if (ga_xml_reader_is (self->xml, GA_XML_START, "row"))
        {
          guint64 told = ga_xml_reader_get_number (self->xml, "r", self->row + 1);

          /* Rows that would go back or beyond the end of a sheet are counted on. */
          self->row = told > self->row && told <= GA_SHEET_MOST_ROWS ? (guint) told : self->row + 1;
        }
      else if (ga_xml_reader_is (self->xml, GA_XML_START, "c") && !read_cell (self, &column, error))
        return FALSE;
    }
  return FALSE;
}
