/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-attendance.h"
#include "model/ga-operation.h"
#include "model/ga-schema.h"
#include "model/ga-space-sum.h"
#include "sync/ga-sync-error.h"

G_BEGIN_DECLS

/*
 * A pull and its answer, as docs/sync-protocol.md has them: what is asked, how the server writes
 * the lines, and how a client reads them. Any thread; one of these belongs to one at a time.
 */

#define GA_PULL_PAGE_ROWS 1000

typedef struct
{
  GaSpace space;
  char *cursor; /* "" for the beginning */
} GaSpaceCursor;

/**
 * GaPull: the request.
 * @spaces: (element-type GaSpaceCursor)
 */
typedef struct
{
  GaId client;
  GaId lineage;
  gint64 epoch;
  gint64 head;
  GPtrArray *spaces;
} GaPull;

GaPull *ga_pull_new (void);
void ga_pull_free (GaPull *self);
void ga_pull_add_space (GaPull *self, const GaSpace *space, const char *cursor);
GBytes *ga_pull_write (const GaPull *self);
GaPull *ga_pull_read (const char *text, gsize length, GError **error);

/* The first line of an answer. Texts are the owner's. */
typedef struct
{
  GaId lineage;
  gint64 epoch;
  gint64 head;
  gint64 covered;
  gint64 now;
  char *name; /* of the account */
  char *role;
  char *grants;              /* (nullable): what it was given; see ga_grants_to_text() */
  char *ended;               /* (nullable): the same of what was taken away, where that is known */
  gboolean lacks_passphrase; /* as far as the server says */
} GaPullHead;

void ga_pull_head_clear (GaPullHead *self);

/* Writing: one line a call, appended to @lines. Rows follow the header of their entity. */
void ga_pull_append_head (GString *lines, const GaPullHead *head);
void ga_pull_append_space (GString *lines, const GaSpace *space, gboolean fresh);
/* @shown: (nullable): which fields are sent, by index; %NULL for all */
void ga_pull_append_rows (GString *lines, const GaEntity *entity, const gboolean *shown);
void ga_pull_append_row (GString *lines, const GaRow *row, const gboolean *shown);
void ga_pull_append_gone (GString *lines, const GaEntity *entity);
void ga_pull_append_gone_row (GString *lines, const GaRow *row);
void ga_pull_append_left (GString *lines, const GaEntity *entity);
void ga_pull_append_erased (GString *lines, const GaEntity *entity);
void ga_pull_append_mark (GString *lines, const GaId *id, gint64 revision); /* of left and erased */
void ga_pull_append_totals (GString *lines);
/* @named below 0: small, and so not told */
void ga_pull_append_total (GString *lines, const GaId *meeting, gint64 revision, gint64 named);
void ga_pull_append_months (GString *lines);
void ga_pull_append_month (GString *lines, const GaMonthCount *month);
void ga_pull_append_page (GString *lines, const char *cursor);
void ga_pull_append_end (GString *lines, const char *cursor, const GaSpaceSum *sum);
void ga_pull_append_drop (GString *lines, const GaSpace *space);
void ga_pull_append_person (GString *lines, gint64 account, const char *name);
void ga_pull_append_more (GString *lines, gboolean more);

/**
 * GaPullHandler: hears what an answer holds, in order. A function that returns %FALSE with an error
 * ends the reading. All but @row may be %NULL. @row gets a row whose space is the current one; it
 * may take values out of it.
 */
typedef struct
{
  gboolean (*head) (const GaPullHead *head, gpointer user_data, GError **error);
  gboolean (*space) (const GaSpace *space, gboolean fresh, gpointer user_data, GError **error);
  gboolean (*row) (GaRow *row, gpointer user_data, GError **error);
  gboolean (*gone) (const GaRow *row, gpointer user_data, GError **error);
  gboolean (*left) (
      const GaEntity *entity, const GaId *id, gint64 revision, gpointer user_data, GError **error);
  gboolean (*erased) (
      const GaEntity *entity, const GaId *id, gint64 revision, gpointer user_data, GError **error);
  gboolean (*total) (
      const GaId *meeting, gint64 revision, gint64 named, gpointer user_data, GError **error);
  gboolean (*month) (const GaMonthCount *month, gpointer user_data, GError **error);
  gboolean (*page) (const char *cursor, gpointer user_data, GError **error);
  gboolean (*end) (const char *cursor, const GaSpaceSum *sum, gpointer user_data, GError **error);
  gboolean (*drop) (const GaSpace *space, gpointer user_data, GError **error);
  gboolean (*person) (gint64 account, const char *name, gpointer user_data, GError **error);
} GaPullHandler;

/**
 * ga_pull_read_answer:
 * @more: (out): whether to ask again at once; also %TRUE when the answer was cut off
 *
 * Reads an answer line by line, and of one that was cut off only what comes before the last `page`,
 * `end` or `drop` that arrived whole; %GA_SYNC_ERROR_MALFORMED when a line is not of the protocol.
 * Entities that @schema lacks are passed over; fields that an entity lacks come in the row's extra.
 */
gboolean ga_pull_read_answer (GaSchema *schema,
                              const char *text,
                              gsize length,
                              const GaPullHandler *handler,
                              gpointer user_data,
                              gboolean *more,
                              GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaPull, ga_pull_free)

G_END_DECLS
