/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-dice.h"

/**
 * ga_dice_throw:
 *
 * Returns: 64 even bits (SplitMix64, as Steele, Lea and Flood describe it)
 */
guint64
ga_dice_throw (GaDice *self)
{
  guint64 bits;

  self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  bits = self->state;
  bits = (bits ^ (bits >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  bits = (bits ^ (bits >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return bits ^ (bits >> 31);
}

/**
 * ga_dice_below:
 * @n: at least 1
 *
 * Returns: one of 0 … @n - 1
 */
guint
ga_dice_below (GaDice *self, guint n)
{
  return (guint) (((ga_dice_throw (self) >> 32) * n) >> 32);
}

/**
 * ga_dice_share:
 *
 * Returns: from 0, below 1
 */
double
ga_dice_share (GaDice *self)
{
  return (double) (ga_dice_throw (self) >> 11) / 9007199254740992.0;
}

gboolean
ga_dice_hits (GaDice *self, double share)
{
  return ga_dice_share (self) < share;
}

/**
 * ga_dice_id:
 * @milliseconds: the moment it is of, since 1970
 *
 * Returns: a UUID of version 7, as ga_id_new() makes them
 */
GaId
ga_dice_id (GaDice *self, gint64 milliseconds)
{
  guint64 high = ga_dice_throw (self), low = ga_dice_throw (self);
  GaId id;

  for (guint i = 0; i < 6; i++)
    id.bytes[i] = (guint8) (milliseconds >> (40 - 8 * i));
  for (guint i = 6; i < 8; i++)
    id.bytes[i] = (guint8) (high >> (8 * i));
  for (guint i = 8; i < 16; i++)
    id.bytes[i] = (guint8) (low >> (8 * (i - 8)));
  id.bytes[6] = (guint8) ((id.bytes[6] & 0x0f) | 0x70);
  id.bytes[8] = (guint8) ((id.bytes[8] & 0x3f) | 0x80);
  return id;
}
