/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "model/ga-record.h"

G_BEGIN_DECLS

/*
 * A record as JSON, in the shapes scripts rely on: days and local times as text, ids as canonical
 * text, money as {"amount", "currency"} in øre, degrees as numbers, lists as arrays, flags as
 * true and false, and an empty field as null.
 */

/* Resolves what a reference says in words (a kommune's code, a name) to an id. */
typedef gboolean (*GaResolveFunc) (
    const GaField *field, const char *text, GaId *id, gpointer user_data, GError **error);

JsonNode *ga_record_to_json (const GaRecord *self);
JsonNode *ga_value_to_json (const GaRecord *record, const GaField *field, const GaValue *value);
gboolean ga_record_apply_json (
    GaRecord *self, JsonObject *object, GaResolveFunc resolve, gpointer user_data, GError **error);
char *ga_json_to_line (JsonNode *node);

G_END_DECLS
