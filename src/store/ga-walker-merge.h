/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-transaction.h"

G_BEGIN_DECLS

/*
 * Two participants of one community turn out to be one person. What is said of both is kept once:
 * whoever was ticked under both names at one walk was there once, and new once, on the earliest
 * day; one who has not left stays. docs/decisions/048-two-names-one-person.md
 *
 * Errors are of %GA_STORE_ERROR, and %GA_MODEL_ERROR_RULE where the two cannot be one.
 */

/**
 * GaWalkerMerge: what comes of it.
 * @result: (owned): the participant that stays, as it will be
 * @visits_stays: at how many walks held the one that stays is ticked now
 * @visits_goes: likewise the other
 * @visits_both: at how many both are
 * @visits: how many there will be
 * @first_meeting: where the person was new, or none
 * @first_day: (owned) (nullable): the day of that walk, ISO
 */
typedef struct
{
  GaRecord *result;
  guint visits_stays;
  guint visits_goes;
  guint visits_both;
  guint visits;
  GaId first_meeting;
  char *first_day;
} GaWalkerMerge;

/* (transfer full) (nullable): changes nothing. An indexed read of the attendance of two people. */
GaWalkerMerge *
ga_walker_merge_look (GaReader *reader, const GaId *stays, const GaId *goes, GError **error);
void ga_walker_merge_free (GaWalkerMerge *self);
/* Within a transaction. Undone as one, with whatever else is in it. */
gboolean
ga_walker_merge (GaTransaction *transaction, const GaId *stays, const GaId *goes, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaWalkerMerge, ga_walker_merge_free)

G_END_DECLS
