/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-heads.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  gint64 head;
  gint64 epoch;
} Known;

struct _GaHeads
{
  char *index; /* (nullable) */
  int fd;      /* -1: it is not open */
  GaHeadsState state;
  GHashTable *tenants; /* number → Known, as of @state */
};

GaHeads *
ga_heads_new (const char *index)
{
  GaHeads *self = g_new0 (GaHeads, 1);

  self->index = g_strdup (index);
  self->fd = -1;
  self->tenants = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return self;
}

/* To close it takes away the locks that SQLite holds on it in this process (fcntl(2)): only where
 * it holds none any more. */
static void
close_index (GaHeads *self)
{
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
}

void
ga_heads_free (GaHeads *self)
{
  close_index (self);
  g_hash_table_unref (self->tenants);
  g_free (self->index);
  g_free (self);
}

/* It goes with the last who has the database open, and is made anew by the next. */
static gboolean
open_index (GaHeads *self)
{
  struct stat status;

  if (self->fd >= 0 && (fstat (self->fd, &status) != 0 || status.st_nlink == 0))
    close_index (self);
  if (self->fd < 0 && self->index != NULL)
    self->fd = open (self->index, O_RDONLY | O_CLOEXEC);
  return self->fd >= 0;
}

void
ga_heads_get_state (GaHeads *self, GaHeadsState *state)
{
  *state = (GaHeadsState){ 0 };
  state->known = open_index (self) && pread (self->fd, state->header, sizeof state->header, 0) ==
                                          (gssize) sizeof state->header;
}

/* Whether nothing was committed between the two. */
static gboolean
is_same (const GaHeadsState *a, const GaHeadsState *b)
{
  return a->known && b->known && memcmp (a->header, b->header, sizeof a->header) == 0;
}

void
ga_heads_learn (GaHeads *self, const GaHeadsState *before, gint64 tenant, gint64 head, gint64 epoch)
{
  Known known = { head, epoch };
  GaHeadsState now;

  ga_heads_get_state (self, &now);
  if (!is_same (before, &now))
    return;
  if (!is_same (&self->state, &now))
    g_hash_table_remove_all (self->tenants);
  self->state = now;
  g_hash_table_replace (self->tenants, g_memdup2 (&tenant, sizeof tenant),
                        g_memdup2 (&known, sizeof known));
}

gboolean
ga_heads_find (GaHeads *self, gint64 tenant, gint64 *head, gint64 *epoch)
{
  const Known *known = g_hash_table_lookup (self->tenants, &tenant);
  GaHeadsState now;

  if (known == NULL)
    return FALSE;
  ga_heads_get_state (self, &now);
  if (!is_same (&self->state, &now))
    return FALSE;
  *head = known->head;
  *epoch = known->epoch;
  return TRUE;
}
