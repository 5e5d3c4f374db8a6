/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-limits.h"

#define MINUTE (60 * G_USEC_PER_SEC)
/* Past this many, those whose minute is over are forgotten: memory stays small under an attack. */
#define MANY 4096

struct _GaLimits
{
  guint most;
  GMutex mutex;
  GHashTable *tries; /* who → GArray of gint64, oldest first */
};

static void
forget_old (GArray *times, gint64 now)
{
  guint old = 0;

  while (old < times->len && g_array_index (times, gint64, old) <= now - MINUTE)
    old++;
  g_array_remove_range (times, 0, old);
}

static gboolean
forget_cb (gpointer key, gpointer value, gpointer user_data)
{
  forget_old (value, *(gint64 *) user_data);
  return ((GArray *) value)->len == 0;
}

GaLimits *
ga_limits_new (guint most_a_minute)
{
  GaLimits *self = g_new0 (GaLimits, 1);

  self->most = most_a_minute;
  g_mutex_init (&self->mutex);
  self->tries =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  return self;
}

void
ga_limits_free (GaLimits *self)
{
  g_hash_table_unref (self->tries);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

guint
ga_limits_take (GaLimits *self, const char *who, gint64 now)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GArray *times = g_hash_table_lookup (self->tries, who);

  if (times == NULL)
    {
      if (g_hash_table_size (self->tries) >= MANY)
        g_hash_table_foreach_remove (self->tries, forget_cb, &now);
      times = g_array_sized_new (FALSE, FALSE, sizeof (gint64), 1);
      g_hash_table_insert (self->tries, g_strdup (who), times);
    }
  forget_old (times, now);
  if (times->len < self->most)
    {
      g_array_append_val (times, now);
      return 0;
    }
  return (guint) ((g_array_index (times, gint64, 0) + MINUTE - now) / G_USEC_PER_SEC) + 1;
}

void
ga_limits_give_back (GaLimits *self, const char *who)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GArray *times = g_hash_table_lookup (self->tries, who);

  if (times == NULL)
    return;
  if (times->len > 1)
    g_array_remove_index (times, times->len - 1);
  else
    g_hash_table_remove (self->tries, who);
}
