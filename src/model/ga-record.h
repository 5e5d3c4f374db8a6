/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-entity.h"
#include "model/ga-value.h"

G_BEGIN_DECLS

/**
 * GaRecord:
 *
 * One row of an entity in memory. Each entity has a class of its own, made from its descriptor,
 * whose properties are the fields (references and lists as text), so that bindings, expressions and
 * sorters work. Plain data: it knows no file; edit a copy and hand it to the store. Not for use by
 * two threads at once. A field that the entity lacks is a programmer's error. Values and texts that
 * are const are the record's, until the field changes; errors are of %GA_MODEL_ERROR.
 */
#define GA_TYPE_RECORD (ga_record_get_type ())
GType ga_record_get_type (void);
#define GA_RECORD(o)    (G_TYPE_CHECK_INSTANCE_CAST ((o), GA_TYPE_RECORD, GaRecord))
#define GA_IS_RECORD(o) (G_TYPE_CHECK_INSTANCE_TYPE ((o), GA_TYPE_RECORD))
typedef GObjectClass GaRecordClass;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaRecord, g_object_unref)

/**
 * GaProblem:
 * @field: (nullable): the field complained about, or %NULL for the record as a whole
 * @error: what is wrong, as a whole translated sentence
 */
typedef struct
{
  const GaField *field;
  GError *error;
} GaProblem;

GaRecord *ga_record_new (const GaEntity *entity);
GaRecord *ga_record_new_blank (const GaEntity *entity, const GaId *id);
GaRecord *ga_record_copy (const GaRecord *self);
GType ga_record_type_for (const GaEntity *entity);

const GaEntity *ga_record_get_entity (const GaRecord *self);
const GaId *ga_record_get_id (const GaRecord *self);
void ga_record_set_id (GaRecord *self, const GaId *id);
void ga_record_derive_id (GaRecord *self);
gboolean ga_record_is_stored (const GaRecord *self);
void ga_record_set_stored (GaRecord *self, gboolean stored);

const GaValue *ga_record_get_nth (const GaRecord *self, guint index);
void ga_record_take_nth (GaRecord *self, guint index, GaValue *value);
const GaValue *ga_record_get (const GaRecord *self, const char *field);
void ga_record_set (GaRecord *self, const char *field, const GaValue *value);
void ga_record_clear (GaRecord *self, const char *field);
gboolean ga_record_has (const GaRecord *self, const char *field);
const char *ga_record_get_text (const GaRecord *self, const char *field);
gint64 ga_record_get_integer (const GaRecord *self, const char *field);
gboolean ga_record_is_one_of (const GaRecord *self, const char *field, const char *codes);
gboolean ga_record_same (const GaRecord *a, const GaRecord *b, const char *field);
gboolean ga_record_get_flag (const GaRecord *self, const char *field);
const GaId *ga_record_get_reference (const GaRecord *self, const char *field);
void ga_record_set_text (GaRecord *self, const char *field, const char *text);
void ga_record_set_integer (GaRecord *self, const char *field, gint64 integer);
void ga_record_set_reference (GaRecord *self, const char *field, const GaId *id);
gboolean ga_record_check_currency (const GaRecord *self,
                                   const GaField *field,
                                   const char *text,
                                   GError **error);
gboolean ga_record_parse (GaRecord *self, const char *field, const char *text, GError **error);

char *ga_record_get_title (const GaRecord *self);
/* (transfer full) (nullable): one field of the title, if no reference; money with its currency */
char *ga_record_say (const GaRecord *self, const GaField *field);
void ga_record_become (GaRecord *self, GaRecord *now);
gboolean ga_record_equal (const GaRecord *a, const GaRecord *b);
GPtrArray *ga_record_validate (const GaRecord *self);

void ga_problem_free (GaProblem *problem);
GError *ga_problem_to_error (const GaProblem *problem);

G_END_DECLS
