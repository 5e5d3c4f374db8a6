/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-session-cache.h"

/* Past this many, all are forgotten; they are read again as they are needed. */
#define MOST_SESSIONS 20000

typedef struct
{
  GaSession *session;
  gint64 until;
} Entry;

struct _GaSessionCache
{
  GMutex mutex;
  GHashTable *entries; /* hash of the token → Entry */
};

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  ga_session_unref (entry->session);
  g_free (entry);
}

static char *
hash (const char *token)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
}

GaSessionCache *
ga_session_cache_new (void)
{
  GaSessionCache *self = g_new0 (GaSessionCache, 1);

  g_mutex_init (&self->mutex);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_entry);
  return self;
}

void
ga_session_cache_free (GaSessionCache *self)
{
  g_hash_table_unref (self->entries);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

GaSession *
ga_session_cache_find (GaSessionCache *self, const char *token, gint64 now)
{
  g_autofree char *key = hash (token);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry == NULL)
    return NULL;
  if (entry->until > now)
    return ga_session_ref (entry->session);
  g_hash_table_remove (self->entries, key);
  return NULL;
}

void
ga_session_cache_add (GaSessionCache *self, const char *token, GaSession *session, gint64 now)
{
  Entry *entry = g_new (Entry, 1);
  g_autofree char *key = hash (token);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  entry->session = ga_session_ref (session);
  entry->until = now + GA_SESSION_CACHE_SECONDS * G_USEC_PER_SEC;
  if (g_hash_table_size (self->entries) >= MOST_SESSIONS)
    g_hash_table_remove_all (self->entries);
  g_hash_table_replace (self->entries, g_steal_pointer (&key), entry);
}

void
ga_session_cache_clear (GaSessionCache *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_hash_table_remove_all (self->entries);
}
