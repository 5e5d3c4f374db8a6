/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-due-rows.h"

G_BEGIN_DECLS

/* So many months before its end somebody should talk about what comes after an agreement. */
#define GA_DUE_AGREEMENT_MONTHS 6

/* A community without a walk for so many days is silent. */
#define GA_DUE_SILENT_DAYS 28

/* For ga_due_work_read(): each kind of work is told so long before as is usual for it. */
#define GA_DUE_AS_USUAL (-1)

/**
 * GaDue: something that an office should see to.
 * @entity: the name of what @id is of
 * @id: what is due; the grant where its report is not written yet
 * @place: (nullable): the name of what @place_id is of; %NULL for what ga_due_work_fold() made of
 *   several places
 * @place_id: where it is seen to
 * @party: (nullable): the other party, or the kommune of a community
 * @date: the day it is due; of what waits without such a day, since when it does; empty where
 *   nobody knows
 * @overdue: whether that day was one to keep, and has passed
 * @count: how many this stands for
 *
 * Constant once it is read; any thread.
 */
typedef struct
{
  GaDueKind kind;
  const char *entity;
  GaId id;
  const char *place;
  GaId place_id;
  char *title;
  char *party;
  char date[sizeof "2026-12-31"];
  gboolean overdue;
  guint count;
} GaDue;

void ga_due_free (GaDue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaDue, ga_due_free)

/* `agreement`, `clause`, `tranche`, `report`, `application`, `grant`, `extension`, `acceptance`,
 * `host` or `silence`: the same in every language. */
const char *ga_due_get_code (const GaDue *self);
/* Whether it is seen to on a page of its own, and not on that of @place: one application, where
 * several of them are in their round. */
gboolean ga_due_opens_itself (const GaDue *self);

/* Returns: (transfer full): what it is, translated: "Tranche is overdue" */
char *ga_due_describe (const GaDue *self);

/* What is due, what is overdue first, then by day. @within: so many days before, or
 * %GA_DUE_AS_USUAL. A long read. Returns: (transfer full) (element-type GaDue) (nullable): %NULL
 * with @error set (#GaStoreError) */
GPtrArray *ga_due_work_read (GaReader *reader, const char *today, int within, GError **error);

/* For a short list: one for all applications of a round that wait for the same, and one for
 * communities of which many are silent or without a host. @work: as ga_due_work_read() gave it.
 * Returns: (transfer full) (element-type GaDue) */
GPtrArray *ga_due_work_fold (GPtrArray *work);

G_END_DECLS
