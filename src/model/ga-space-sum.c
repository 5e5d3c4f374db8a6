/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-space-sum.h"

#define FNV_OFFSET G_GUINT64_CONSTANT (14695981039346656037)
#define FNV_PRIME  G_GUINT64_CONSTANT (1099511628211)

static guint64
hash_row (const GaId *id, gint64 revision)
{
  guint64 hash = FNV_OFFSET;

  for (guint i = 0; i < sizeof id->bytes; i++)
    hash = (hash ^ id->bytes[i]) * FNV_PRIME;
  for (guint i = 0; i < 8; i++)
    hash = (hash ^ (((guint64) revision >> (8 * i)) & 0xff)) * FNV_PRIME;
  return hash;
}

void
ga_space_sum_move (GaSpaceSum *self, const GaId *id, gint64 revision_before, gint64 revision_after)
{
  if (revision_before != 0)
    {
      self->count--;
      self->sum ^= hash_row (id, revision_before);
    }
  if (revision_after != 0)
    {
      self->count++;
      self->sum ^= hash_row (id, revision_after);
    }
}

void
ga_space_sum_add (GaSpaceSum *self, const GaSpaceSum *other)
{
  self->count += other->count;
  self->sum ^= other->sum;
}

gboolean
ga_space_sum_equal (const GaSpaceSum *a, const GaSpaceSum *b)
{
  return a->count == b->count && a->sum == b->sum;
}
