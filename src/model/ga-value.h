/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-entity.h"
#include "model/ga-id.h"

G_BEGIN_DECLS

typedef enum
{
  GA_VALUE_NONE,
  GA_VALUE_INTEGER,
  GA_VALUE_TEXT,
  GA_VALUE_ID,
} GaValueKind;

/**
 * GaValue:
 *
 * What one field holds. Integers serve numbers, øre, flags and millionths of a degree; text serves
 * words, codes, days and local times; an id serves references. Zero-initialised it is empty.
 * Owns its text: end with ga_value_clear(), or use `g_auto (GaValue) value = { 0 };`. One thread at
 * a time.
 */
typedef struct
{
  GaValueKind kind;
  union
  {
    gint64 integer;
    char *text;
    GaId id;
  };
} GaValue;

/**
 * GaModelError:
 * @GA_MODEL_ERROR_UNREADABLE: a text that is not what the field holds
 * @GA_MODEL_ERROR_REQUIRED: an empty field that must have a value
 * @GA_MODEL_ERROR_LIMIT: too long, too short, too large or too small
 * @GA_MODEL_ERROR_REFERENCE: refers to nothing, or to several
 * @GA_MODEL_ERROR_RULE: values that are right alone but not together
 * @GA_MODEL_ERROR_UNKNOWN: a name of no entity or field
 *
 * The message is a whole translated sentence that says what was expected.
 */
typedef enum
{
  GA_MODEL_ERROR_UNREADABLE,
  GA_MODEL_ERROR_REQUIRED,
  GA_MODEL_ERROR_LIMIT,
  GA_MODEL_ERROR_REFERENCE,
  GA_MODEL_ERROR_RULE,
  GA_MODEL_ERROR_UNKNOWN,
} GaModelError;

#define GA_MODEL_ERROR (ga_model_error_quark ())
GQuark ga_model_error_quark (void);

void ga_value_clear (GaValue *value);
void ga_value_copy (const GaValue *from, GaValue *to);
gboolean ga_value_equal (const GaValue *a, const GaValue *b);
void ga_value_take_text (GaValue *value, char *text);
void ga_value_set_text (GaValue *value, const char *text);
void ga_value_set_integer (GaValue *value, gint64 integer);
void ga_value_set_id (GaValue *value, const GaId *id);

gboolean ga_value_parse (const GaField *field, const char *text, GaValue *value, GError **error);
gboolean
ga_value_parse_in_file (const GaField *field, const char *text, GaValue *value, GError **error);
gboolean ga_value_check (const GaField *field, const GaValue *value, GError **error);
char *ga_value_to_text (const GaField *field, const GaValue *value);
char *ga_value_display (const GaField *field, const GaValue *value);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GaValue, ga_value_clear)

G_END_DECLS
