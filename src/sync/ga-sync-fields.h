/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-operation.h"
#include "sync/ga-json-scanner.h"

G_BEGIN_DECLS

/* Spaces, values and fields of an entity as they travel, and as conflict records hold them. Any
 * thread, each with a scanner of its own. */

/* The space that the last text or key names; nobody can ask for own, send rows of it or drop
 * it. */
gboolean ga_sync_take_space (GaJsonScanner *scanner, GaSpace *space, GError **error);
gboolean ga_sync_read_space (GaJsonScanner *scanner, GaSpace *space, GError **error);

/* Reads the value that comes next as what @field holds; what it cannot hold is malformed. */
gboolean
ga_sync_read_value (GaJsonScanner *scanner, const GaField *field, GaValue *value, GError **error);
/* The value after @token, for readers that have looked at it. */
gboolean ga_sync_take_value (GaJsonScanner *scanner,
                             GaJsonToken token,
                             const GaField *field,
                             GaValue *value,
                             GError **error);
/* Appends the value that comes next as it stands to @extra, a JSON object that is begun if NULL. */
gboolean
ga_sync_read_extra (GaJsonScanner *scanner, const char *name, GString **extra, GError **error);
char *ga_sync_end_extra (GString *extra);
/* An object {name: value} with the fields of @entity; @found hears of each. */
typedef void (*GaFoundFunc) (guint field, GaValue *value, gpointer user_data);
/* The rest of such an object, after its opening. */
gboolean ga_sync_read_members (GaJsonScanner *scanner,
                               const GaEntity *entity,
                               GaFoundFunc found,
                               gpointer user_data,
                               GString **extra,
                               GError **error);
gboolean ga_sync_read_fields (GaJsonScanner *scanner,
                              const GaEntity *entity,
                              GaFoundFunc found,
                              gpointer user_data,
                              char **extra,
                              GError **error);
/* A #GaFoundFunc for a #GaRow. */
void ga_sync_take_field (guint field, GaValue *value, gpointer row);

G_END_DECLS
