/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * GaId:
 *
 * Identity of a record: a UUID, 16 bytes in the file and canonical text everywhere else. New
 * records get version 7, so that rows made together lie together; facts that everybody ships (a
 * kommune) and rows that two people must not make twice (one participant at one meeting) get
 * version 5 of what they are, so that two computers make the same one. A plain value: copy it,
 * never free it; only ga_id_to_string() and ga_id_copy() are (transfer full). Any thread.
 */
typedef struct
{
  guint8 bytes[16];
} GaId;

#define GA_ID_TEXT_SIZE 37

#define GA_TYPE_ID (ga_id_get_type ())
GType ga_id_get_type (void);

GaId ga_id_new (void);
GaId ga_id_for_fact (const char *fact);
gboolean ga_id_parse (const char *text, GaId *id);
char *ga_id_to_string (const GaId *id);
void ga_id_format (const GaId *id, char text[GA_ID_TEXT_SIZE]);
gboolean ga_id_is_none (const GaId *id);
guint ga_id_hash (gconstpointer id);
gboolean ga_id_equal (gconstpointer a, gconstpointer b);
GaId *ga_id_copy (const GaId *id);

G_END_DECLS
