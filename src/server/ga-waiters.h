/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-request.h"

G_BEGIN_DECLS

/**
 * GaWaiters:
 *
 * Requests that wait for news of their tenant: one small record each, no thread, and one descriptor
 * for all that notices clients which are gone. They are answered when the head rises (told by this
 * process, or seen in the database if others write it, too), after 50 s as it is, and with an
 * error once their computer has lost its access. The main thread's.
 */
typedef struct _GaWaiters GaWaiters;

#define GA_WAIT_SECONDS 50

/* @answer: called with each request that is not to wait any longer, its answer or error set */
GaWaiters *
ga_waiters_new (GaWorkers *workers, gboolean others_write, void (*answer) (GaRequest *request));
void ga_waiters_free (GaWaiters *self);
/* @fd: the client's socket. @request is the waiters' until it is answered. */
void ga_waiters_add (GaWaiters *self, GaRequest *request, int fd);
void ga_waiters_tell (GaWaiters *self, gint64 tenant, gint64 head);
/* Looks whether those who wait may still do so. */
void ga_waiters_check (GaWaiters *self);
/* Answers all as it is. */
void ga_waiters_end (GaWaiters *self);
guint ga_waiters_get_count (GaWaiters *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaWaiters, ga_waiters_free)

G_END_DECLS
