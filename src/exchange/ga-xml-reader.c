/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-xml-reader.h"

#include <glib/gi18n-lib.h>
#include <libxml/xmlreader.h>
#include <string.h>

#include "exchange/ga-exchange-error.h"

struct _GaXmlReader
{
  xmlTextReader *reader;
  GaXmlReadFunc read;
  gpointer source;
  GError *error; /* what the source said */
  int line;      /* where it is no XML; 0 where it is */
  gboolean huge; /* a text is longer than the parser takes, 10 MB */
  GaXmlKind kind;
  gboolean ends; /* an empty element has begun */
};

static int
read_cb (void *user_data, char *buffer, int size)
{
  GaXmlReader *self = user_data;

  if (self->error != NULL)
    return -1;
  return (int) self->read (self->source, buffer, (gsize) size, &self->error);
}

/* Instead of a line on standard error. */
static void
error_cb (void *user_data, xmlErrorPtr problem)
{
  GaXmlReader *self = user_data;

  /* How it is told differs with the version of the parser. */
  if (problem->code == XML_ERR_NO_MEMORY ||
      (problem->message != NULL && strstr (problem->message, "XML_PARSE_HUGE") != NULL))
    self->huge = TRUE;
  if (self->line == 0 && problem->level >= XML_ERR_FATAL)
    self->line = MAX (problem->line, 1);
}

/**
 * ga_xml_reader_new:
 * @read: gives the bytes
 * @source: what it gives them of; must outlive the reader
 *
 * Returns: (transfer full): a reader that stands before the first piece
 */
GaXmlReader *
ga_xml_reader_new (GaXmlReadFunc read, gpointer source)
{
  static gsize once;
  GaXmlReader *self = g_new0 (GaXmlReader, 1);

  if (g_once_init_enter (&once))
    {
      xmlInitParser ();
      g_once_init_leave (&once, 1);
    }
  self->read = read;
  self->source = source;
  self->reader = xmlReaderForIO (read_cb, NULL, self, NULL, NULL,
                                 XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT);
  if (self->reader != NULL)
    xmlTextReaderSetStructuredErrorHandler (self->reader, error_cb, self);
  return self;
}

void
ga_xml_reader_free (GaXmlReader *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->reader, xmlFreeTextReader);
  g_clear_error (&self->error);
  g_free (self);
}

static gboolean
refuse (GaXmlReader *self, GError **error)
{
  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  else if (self->huge)
    g_propagate_error (error, ga_exchange_error_new (
                                  GA_EXCHANGE_ERROR_TOO_LARGE, 0, NULL,
                                  _ ("The file holds a text of more than 10 MB in one piece, so "
                                     "it was not read. Get it anew.")));
  else
    g_propagate_error (error,
                       ga_exchange_error_new (GA_EXCHANGE_ERROR_NOT_TEXT, 0, NULL,
                                              _ ("The file is not as its format wants it: line %d "
                                                 "is no XML. Get it anew."),
                                              MAX (self->line, 1)));
  return FALSE;
}

static gboolean
refuse_type (GError **error)
{
  g_propagate_error (
      error,
      ga_exchange_error_new (GA_EXCHANGE_ERROR_NOT_TEXT, 0, NULL,
                             _ ("The file brings definitions of its own (DOCTYPE), which none of "
                                "its kind needs, so it was not read.")));
  return FALSE;
}

gboolean
ga_xml_reader_next (GaXmlReader *self, GError **error)
{
  if (self->ends)
    {
      self->ends = FALSE;
      self->kind = GA_XML_END;
      return TRUE;
    }
  while (TRUE)
    {
      int more = self->reader != NULL ? xmlTextReaderRead (self->reader) : -1;

      if (self->error != NULL || self->line != 0 || more < 0)
        return refuse (self, error);
      if (more == 0)
        return FALSE;
      switch (xmlTextReaderNodeType (self->reader))
        {
        case XML_READER_TYPE_ELEMENT:
          self->kind = GA_XML_START;
          self->ends = xmlTextReaderIsEmptyElement (self->reader) == 1;
          return TRUE;
        case XML_READER_TYPE_END_ELEMENT:
          self->kind = GA_XML_END;
          return TRUE;
        case XML_READER_TYPE_TEXT:
        case XML_READER_TYPE_CDATA:
        case XML_READER_TYPE_WHITESPACE:
        case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
          self->kind = GA_XML_TEXT;
          return TRUE;
        case XML_READER_TYPE_DOCUMENT_TYPE:
        case XML_READER_TYPE_ENTITY_REFERENCE:
          return refuse_type (error);
        default:
          break;
        }
    }
}

GaXmlKind
ga_xml_reader_get_kind (GaXmlReader *self)
{
  return self->kind;
}

const char *
ga_xml_reader_get_name (GaXmlReader *self)
{
  const xmlChar *name = xmlTextReaderConstLocalName (self->reader);

  return name != NULL ? (const char *) name : "";
}

gboolean
ga_xml_reader_is (GaXmlReader *self, GaXmlKind kind, const char *name)
{
  return self->kind == kind && strcmp (ga_xml_reader_get_name (self), name) == 0;
}

const char *
ga_xml_reader_get_text (GaXmlReader *self)
{
  const xmlChar *text = self->kind == GA_XML_TEXT ? xmlTextReaderConstValue (self->reader) : NULL;

  return text != NULL ? (const char *) text : "";
}

/* The additions of one program repeat names of the format under a prefix of its own. */
static gboolean
is_addition (xmlTextReader *reader)
{
  const xmlChar *prefix = xmlTextReaderConstPrefix (reader);

  return prefix != NULL && strcmp ((const char *) prefix, "calcext") == 0;
}

const char *
ga_xml_reader_get_attribute (GaXmlReader *self, const char *name)
{
  const char *value = NULL;

  while (value == NULL && xmlTextReaderMoveToNextAttribute (self->reader) == 1)
    if (!is_addition (self->reader) && strcmp (ga_xml_reader_get_name (self), name) == 0)
      value = (const char *) xmlTextReaderConstValue (self->reader);
  xmlTextReaderMoveToElement (self->reader);
  return value;
}

/**
 * ga_xml_reader_get_number:
 *
 * Returns: the attribute as a whole number; @fallback where it is none
 */
guint64
ga_xml_reader_get_number (GaXmlReader *self, const char *name, guint64 fallback)
{
  const char *text = ga_xml_reader_get_attribute (self, name);
  guint64 number;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &number, NULL))
    return fallback;
  return number;
}
