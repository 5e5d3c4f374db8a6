/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "model/ga-record.h"

G_BEGIN_DECLS

/*
 * A record as JSON, in the shapes scripts rely on: days and local times as text, ids as canonical
 * text, money as {"amount", "currency"} in øre, degrees as numbers, lists as arrays, flags as
 * true and false, and an empty field as null. Nodes and texts are (transfer full); errors are of
 * %GA_MODEL_ERROR. On the thread that has the record.
 */

/**
 * GaJsonKind: what a member of an object is, as far as it decides which fields it may stand in.
 * @GA_JSON_TEXT: a text; empty members are none other, and everything in a file of CSV
 * @GA_JSON_LIST: of texts alone
 * @GA_JSON_MIXED_LIST: of anything else, too
 * @GA_JSON_MONEY: an amount in øre and its currency
 */
typedef enum
{
  GA_JSON_TEXT,
  GA_JSON_WHOLE_NUMBER,
  GA_JSON_NUMBER,
  GA_JSON_FLAG,
  GA_JSON_LIST,
  GA_JSON_MIXED_LIST,
  GA_JSON_MONEY,
  GA_JSON_OBJECT,
} GaJsonKind;

/* Resolves what a reference says in words (a kommune's code, a name) to an id. */
typedef gboolean (*GaResolveFunc) (
    const GaField *field, const char *text, GaId *id, gpointer user_data, GError **error);

JsonNode *ga_record_to_json (const GaRecord *self);
JsonNode *ga_value_to_json (const GaRecord *record, const GaField *field, const GaValue *value);
GaJsonKind ga_json_get_kind (JsonNode *node);
gboolean ga_field_takes_json (const GaField *field, GaJsonKind kind, GError **error);
gboolean ga_record_apply_json (
    GaRecord *self, JsonObject *object, GaResolveFunc resolve, gpointer user_data, GError **error);
char *ga_json_to_line (JsonNode *node);

G_END_DECLS
