/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-id.h"

G_BEGIN_DECLS

/**
 * GaDice:
 *
 * Chance that can be repeated: the same seed throws the same, on every computer. For invented data
 * only. A plain value; set it to the seed. One thread at a time.
 */
typedef struct
{
  guint64 state;
} GaDice;

guint64 ga_dice_throw (GaDice *self);
guint ga_dice_below (GaDice *self, guint n);
double ga_dice_share (GaDice *self);
gboolean ga_dice_hits (GaDice *self, double share);
GaId ga_dice_id (GaDice *self, gint64 milliseconds);

G_END_DECLS
