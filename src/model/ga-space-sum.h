/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-id.h"

G_BEGIN_DECLS

/**
 * GaSpaceSum: how many rows of a space there are, and the exclusive or of FNV-1a-64 over (16 bytes
 * of id, 8 bytes of revision, least significant first) of each. Order does not matter, and both
 * ends keep it up to date row by row. All zero for no rows. Any thread.
 */
typedef struct
{
  gint64 count;
  guint64 sum;
} GaSpaceSum;

/* A revision of 0 stands for no row: a new one has none before, one that goes none after. */
void
ga_space_sum_move (GaSpaceSum *self, const GaId *id, gint64 revision_before, gint64 revision_after);
void ga_space_sum_add (GaSpaceSum *self, const GaSpaceSum *other);
gboolean ga_space_sum_equal (const GaSpaceSum *a, const GaSpaceSum *b);

G_END_DECLS
