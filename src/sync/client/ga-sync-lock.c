/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/client/ga-sync-lock.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

struct _GaSyncLock
{
  char *path;
  int descriptor; /* below 0: not taken */
};

GaSyncLock *
ga_sync_lock_new (const char *folder)
{
  GaSyncLock *self = g_new0 (GaSyncLock, 1);

  self->path = g_build_filename (folder, "sync.lock", NULL);
  self->descriptor = -1;
  return self;
}

void
ga_sync_lock_free (GaSyncLock *self)
{
  ga_sync_lock_give_back (self);
  g_free (self->path);
  g_free (self);
}

gboolean
ga_sync_lock_take (GaSyncLock *self)
{
  int descriptor;

  if (self->descriptor >= 0)
    return TRUE;
  descriptor = g_open (self->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0)
    return FALSE;
  if (flock (descriptor, LOCK_EX | LOCK_NB) != 0)
    {
      close (descriptor);
      return FALSE;
    }
  self->descriptor = descriptor;
  return TRUE;
}

/* The file stays: who removes it may lock one that nobody else sees. */
void
ga_sync_lock_give_back (GaSyncLock *self)
{
  if (self->descriptor >= 0)
    close (self->descriptor);
  self->descriptor = -1;
}

gboolean
ga_sync_lock_is_taken (GaSyncLock *self)
{
  return self->descriptor >= 0;
}
