/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GaXmlReader:
 *
 * Reads XML piece by piece, from whatever gives its bytes, in little memory. Nothing is fetched
 * from anywhere, and a document type is refused, so that no entity can grow. Names are those
 * without their prefix; an element that is empty begins and ends like any other.
 *
 * Blocks as its source does; one thread at a time. Errors are of %GA_EXCHANGE_ERROR, or what the
 * source says.
 */
typedef struct _GaXmlReader GaXmlReader;

typedef enum
{
  GA_XML_START,
  GA_XML_END,
  GA_XML_TEXT,
} GaXmlKind;

/* -1 with @error set, 0 at the end */
typedef gssize (*GaXmlReadFunc) (gpointer source, char *buffer, gsize size, GError **error);

GaXmlReader *ga_xml_reader_new (GaXmlReadFunc read, gpointer source);
void ga_xml_reader_free (GaXmlReader *self);

/* %FALSE with @error set if something is wrong, %FALSE without at the end */
gboolean ga_xml_reader_next (GaXmlReader *self, GError **error);
GaXmlKind ga_xml_reader_get_kind (GaXmlReader *self);
gboolean ga_xml_reader_is (GaXmlReader *self, GaXmlKind kind, const char *name);
/* (transfer none): until the next piece; a text has none */
const char *ga_xml_reader_get_name (GaXmlReader *self);
/* (transfer none): until the next piece; of a text */
const char *ga_xml_reader_get_text (GaXmlReader *self);
/* (transfer none) (nullable): until the next attribute or piece */
const char *ga_xml_reader_get_attribute (GaXmlReader *self, const char *name);
guint64 ga_xml_reader_get_number (GaXmlReader *self, const char *name, guint64 fallback);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaXmlReader, ga_xml_reader_free)

G_END_DECLS
