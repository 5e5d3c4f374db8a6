/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-value.h"

G_BEGIN_DECLS

/* Writing JSON as text where there is too much of it for a tree. Any thread. */

void ga_json_append_text (GString *json, const char *text);
void ga_json_append_id (GString *json, const GaId *id);
void ga_json_append_integer (GString *json, gint64 integer);
/* As the change log and the wire have it: numbers, texts, ids as text, null. */
void ga_json_append_value (GString *json, const GaValue *value);

G_END_DECLS
