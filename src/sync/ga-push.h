/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-operation.h"
#include "model/ga-schema.h"
#include "sync/ga-sync-error.h"

G_BEGIN_DECLS

/*
 * A push and its answer, as docs/sync-protocol.md has them. Reading fails with
 * %GA_SYNC_ERROR_MALFORMED; what is read and written is (transfer full). Any thread.
 */

#define GA_PUSH_MOST_OPERATIONS 500
#define GA_PUSH_MOST_BYTES      (1024 * 1024)

/**
 * GaPush:
 * @number: of the client's pushes, from 1
 * @head: the client has everything up to this revision
 * @now: the client's clock when it sends, UTC microseconds
 * @more: an act goes on in the next push
 * @operations: (element-type GaOperation)
 */
typedef struct
{
  GaId client;
  gint64 number;
  GaId lineage;
  gint64 epoch;
  gint64 head;
  gint64 now;
  gboolean more;
  GPtrArray *operations;
} GaPush;

GaPush *ga_push_new (void);
void ga_push_free (GaPush *self);
GBytes *ga_push_write (const GaPush *self);
void ga_operation_append (GString *json, const GaOperation *self);
GaPush *ga_push_read (GaSchema *schema, const char *text, gsize length, GError **error);

typedef enum
{
  GA_ANSWER_MERGED,
  GA_ANSWER_REFUSED,
  GA_ANSWER_QUARANTINED,
} GaAnswerState;

/**
 * GaAnswer: to an operation that was not simply accepted.
 * @number: of the operation
 * @code: (nullable): of a refusal, see ga_refusal_get_sentence()
 * @field: (nullable): name of the field complained about
 * @message: (nullable): English, for logs of the other end
 * @lost: (nullable): names of fields that have another value now
 * @row: (nullable): as the server has it; %NULL where the client has none to have
 */
typedef struct
{
  gint64 number;
  GaAnswerState state;
  char *code;
  char *field;
  char *message;
  GStrv lost;
  GaRow *row;
} GaAnswer;

/**
 * GaReceipt: the answer to a push. Operation i of the act got the revision @first + i.
 * @kept: a part that waits for the rest; then only @number, @now and @epoch mean something
 * @covered: newest revision in a verified backup of the server
 * @now: the server's clock, UTC microseconds
 */
typedef struct
{
  gint64 number;
  gboolean kept;
  gint64 first;
  gint64 head;
  gint64 covered;
  gint64 now;
  gint64 epoch;
  GPtrArray *answers;
} GaReceipt;

GaReceipt *ga_receipt_new (void);
void ga_receipt_free (GaReceipt *self);
GaAnswer *ga_receipt_add (GaReceipt *self, gint64 number, GaAnswerState state);
const GaAnswer *ga_receipt_find (const GaReceipt *self, gint64 number);
GBytes *ga_receipt_write (const GaReceipt *self);
GaReceipt *ga_receipt_read (GaSchema *schema, const char *text, gsize length, GError **error);

/* The translated sentence for a code of refusal; a general one for codes that are not known. */
const char *ga_refusal_get_sentence (const char *code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaPush, ga_push_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaReceipt, ga_receipt_free)

G_END_DECLS
