/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GaServerLog: JSON lines on standard error, written by a thread of its own, as a terminal or a
 * pipe that is read slowly must not hold up the server; what does not fit its queue is counted and
 * left out. Nothing that is personal or secret is ever given to it: no addresses, tokens, ids of
 * people, texts of requests. Any thread.
 */
typedef struct _GaServerLog GaServerLog;

GaServerLog *ga_server_log_new (int fd);
/* Writes what waits. */
void ga_server_log_free (GaServerLog *self);

/* @route: the pattern, not the path. @tenant: 0 for none. */
void ga_server_log_request (GaServerLog *self,
                            const char *method,
                            const char *route,
                            guint status,
                            gint64 microseconds,
                            gsize received,
                            gsize sent,
                            gint64 tenant);
/* @level: info, warning, error */
void ga_server_log_event (GaServerLog *self, const char *level, const char *event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaServerLog, ga_server_log_free)

G_END_DECLS
