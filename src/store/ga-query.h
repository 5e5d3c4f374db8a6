/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-record.h"

G_BEGIN_DECLS

/**
 * GaOperator: how a field is compared; @GA_CONTAINS and @GA_LACKS are for lists of ids and of
 * words. An empty list lacks everything. @GA_AMONG is for references: one of several ids.
 */
typedef enum
{
  GA_EQUAL,
  GA_NOT_EQUAL,
  GA_LESS,
  GA_AT_LEAST,
  GA_EMPTY,
  GA_CONTAINS,
  GA_LACKS,
  GA_AMONG,
} GaOperator;

/**
 * GaQuery:
 *
 * Which records of one entity, in which order, and how many. Built from field names, so that no SQL
 * leaves the store. A field or sort order that the entity lacks is a programmer's error; what users
 * type is checked with ga_entity_get_field() and ga_entity_get_sort() first. One thread at a time;
 * what is new is (transfer full), and values are copied.
 */
typedef struct _GaQuery GaQuery;

typedef struct
{
  const GaField *field; /* NULL: the id */
  GaOperator operator;
  GaValue value;
  GArray *among; /* (nullable): of GaId, for @GA_AMONG */
} GaCondition;

GaQuery *ga_query_new (const GaEntity *entity);
void ga_query_free (GaQuery *self);
void ga_query_where (GaQuery *self, const char *field, GaOperator op, const GaValue *value);
void ga_query_where_text (GaQuery *self, const char *field, GaOperator op, const char *text);
void ga_query_where_integer (GaQuery *self, const char *field, GaOperator op, gint64 integer);
void ga_query_where_id (GaQuery *self, const char *field, const GaId *id);
/* @ids: (element-type GaId): so many that one question each would be slow. Copied. */
void ga_query_where_among (GaQuery *self, const char *field, GArray *ids);
gboolean ga_query_sort (GaQuery *self, const char *sort);
void ga_query_sort_columns (GaQuery *self, const char *columns);
/* @ids: (element-type GaId): those records stand before the others, in the same order. Copied. */
void ga_query_put_first (GaQuery *self, GArray *ids);
void ga_query_set_window (GaQuery *self, guint offset, guint limit);

const GaEntity *ga_query_get_entity (const GaQuery *self);
const char *ga_query_get_columns (const GaQuery *self);
GArray *ga_query_get_first (const GaQuery *self);
guint ga_query_get_offset (const GaQuery *self);
guint ga_query_get_limit (const GaQuery *self);
guint ga_query_get_n_conditions (const GaQuery *self);
const GaCondition *ga_query_get_condition (const GaQuery *self, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaQuery, ga_query_free)

G_END_DECLS
