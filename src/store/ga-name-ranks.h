/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"

G_BEGIN_DECLS

/*
 * The places of names in the alphabet of the file. A name is weighed once, however often it stands
 * there, and then compared by bytes: for thousands of names several times as fast as a collation,
 * which weighs both sides of each comparison. One thread at a time.
 */

typedef struct _GaNameRanks GaNameRanks;

GaNameRanks *ga_name_ranks_new (GaReader *reader);
void ga_name_ranks_free (GaNameRanks *self);
/* @name: (nullable): stands before all others. Returns: its number, for ga_name_ranks_get() */
guint ga_name_ranks_add (GaNameRanks *self, const char *name);
/* Once, after the last name. */
void ga_name_ranks_settle (GaNameRanks *self);
/* The same for names that the alphabet takes for equal, and larger for what stands behind. */
guint ga_name_ranks_get (const GaNameRanks *self, guint number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaNameRanks, ga_name_ranks_free)

G_END_DECLS
