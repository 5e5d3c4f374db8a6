/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-space.h"
#include "model/ga-value.h"

G_BEGIN_DECLS

/*
 * What travels between a profile and the server: operations one way, rows the other
 * (docs/sync-protocol.md). Plain data of one thread at a time.
 */

/* The numbers stand in the change log. */
typedef enum
{
  GA_OPERATION_INSERT = 1,
  GA_OPERATION_UPDATE = 2,
  GA_OPERATION_DELETE = 3,
} GaOperationKind;

typedef struct
{
  guint field; /* its index in the entity */
  GaValue value;
} GaFieldValue;

/**
 * GaOperation: one change of one record.
 * @number: its place in the change log of the client
 * @entity: (nullable): %NULL when the program knows none called @unknown
 * @unknown: (nullable): name of an entity that this program does not know
 * @base: the server's revision it was made on; 0: none
 * @head: its author had seen everything up to this revision; at most @base
 * @clock: hybrid logical clock: 48 bits of UTC milliseconds, 16 of a counter
 * @values: (element-type GaFieldValue): the new values; empty for a delete
 * @extra: (nullable): JSON object of fields that this program does not know, passed on untouched
 */
typedef struct
{
  gint64 number;
  const GaEntity *entity;
  char *unknown;
  GaId id;
  GaOperationKind kind;
  gint64 base;
  gint64 head;
  gint64 clock;
  GArray *values;
  char *extra;
} GaOperation;

GaOperation *ga_operation_new (void);
void ga_operation_free (GaOperation *self);
void ga_operation_take (GaOperation *self, guint field, GaValue *value);
const GaValue *ga_operation_get (const GaOperation *self, guint field);
/* Whether two operations on one record are about the same of it; a delete is about all. */
gboolean ga_operation_meets (const GaOperation *self, const GaOperation *other);
/* (transfer full): a JSON object {field: value} of @values, as a conflict record keeps a whole
 * record that was lost */
char *ga_operation_values_to_json (const GaOperation *self);

/**
 * GaRow: a record as the server has it.
 * @space: where it lives
 * @revision: the server's number of the last change to it
 * @by: number of the account that made it; 0: the server
 * @at: when, UTC microseconds
 * @values: (array length=entity.n_fields): its fields
 * @extra: (nullable): JSON object of fields that this program does not know
 */
typedef struct
{
  const GaEntity *entity;
  GaId id;
  GaSpace space;
  gint64 revision;
  gint64 by;
  gint64 at;
  GaValue *values;
  char *extra;
} GaRow;

GaRow *ga_row_new (const GaEntity *entity);
void ga_row_free (GaRow *self);
void ga_row_clear_values (GaRow *self);
GaRecord *ga_row_to_record (const GaRow *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaOperation, ga_operation_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaRow, ga_row_free)

G_END_DECLS
