/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GaSyncLock:
 *
 * Lets one program at a time sync a profile: an advisory lock on the file `sync.lock` in its
 * folder, which the system lifts when the program ends, however it ends. Does not block.
 */
typedef struct _GaSyncLock GaSyncLock;

GaSyncLock *ga_sync_lock_new (const char *folder);
void ga_sync_lock_free (GaSyncLock *self);

/* %FALSE: another program has it, or there is no such file to be had. */
gboolean ga_sync_lock_take (GaSyncLock *self);
void ga_sync_lock_give_back (GaSyncLock *self);
gboolean ga_sync_lock_is_taken (GaSyncLock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaSyncLock, ga_sync_lock_free)

G_END_DECLS
