/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "model/ga-operation.h"

G_BEGIN_DECLS

/* Private to the store: reading back the fields of a change, {"field": [old, new]}. Any thread. */

/* A value of the change log, or of the wire, as what the field holds. */
void ga_logged_value (const GaField *field, JsonNode *node, GaValue *value);
/* (transfer full) (nullable): %NULL with %GA_STORE_ERROR_CORRUPT */
JsonNode *ga_logged_parse (const char *fields, GError **error);
/* Gives @operation the new values. */
gboolean ga_logged_take (GaOperation *operation, const char *fields, GError **error);
/* Sets the flag of each field that is named. */
gboolean
ga_logged_mark (const GaEntity *entity, const char *fields, gboolean *marked, GError **error);

G_END_DECLS
