/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * Reads one object of JSON that comes from outside, stricter than the parser, which would follow
 * brackets until its stack is exhausted, end a text at \u0000, and keep one of two values of a key.
 * Returns: (transfer full) (nullable): the object, or %NULL with %GA_MODEL_ERROR. Any thread.
 */
JsonNode *ga_json_object_read (const char *text, gsize length, GError **error);

G_END_DECLS
