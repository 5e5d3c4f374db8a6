/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-limits.h"

#include <gio/gio.h>
#include <string.h>

#define MINUTE (60 * G_USEC_PER_SEC)
/* Past this many, those whose minute is over are forgotten, once a second at most, and who comes
 * new shares the tries of one: memory stays small under an attack. */
#define MANY 65536
/* Everybody who found no room. */
#define OTHERS ""

struct _GaLimits
{
  guint most;
  GMutex mutex;
  GHashTable *tries; /* who → GArray of gint64, oldest first */
  gint64 swept;
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

char *
ga_limits_name_address (const char *address)
{
  static const guint8 mapped[12] = { [10] = 0xff, [11] = 0xff };
  g_autoptr (GInetAddress) parsed = g_inet_address_new_from_string (address);
  const guint8 *bytes;

  if (parsed == NULL || g_inet_address_get_family (parsed) != G_SOCKET_FAMILY_IPV6)
    return g_strdup (address);
  bytes = g_inet_address_to_bytes (parsed);
  if (memcmp (bytes, mapped, sizeof mapped) == 0)
    return g_strdup_printf ("%u.%u.%u.%u", bytes[12], bytes[13], bytes[14], bytes[15]);
  return g_strdup_printf ("%02x%02x:%02x%02x:%02x%02x:%02x%02x::/64", bytes[0], bytes[1], bytes[2],
                          bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]);
}

/* Whether there is room for somebody new. */
static gboolean
make_room (GaLimits *self, gint64 now)
{
  if (g_hash_table_size (self->tries) >= MANY && now - self->swept >= G_USEC_PER_SEC)
    {
      self->swept = now;
      g_hash_table_foreach_remove (self->tries, forget_cb, &now);
    }
  return g_hash_table_size (self->tries) < MANY;
}

guint
ga_limits_take (GaLimits *self, const char *who, gint64 now)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GArray *times = g_hash_table_lookup (self->tries, who);

  if (times == NULL && !make_room (self, now))
    {
      who = OTHERS;
      times = g_hash_table_lookup (self->tries, who);
    }
  if (times == NULL)
    {
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
