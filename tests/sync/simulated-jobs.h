/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Work in several processes. Each piece has one of its own, so that what breaks down breaks down
 * alone. Only for a process that has started no threads.
 */
typedef void (*JobFunc) (guint index, gpointer user_data);

/* Zeroed memory in which the pieces of work leave what they found; never given back. */
gpointer jobs_share (gsize size);

/* Runs @func for 0 … @n - 1, at most @most at a time. @well: (out) (array): which ended well */
void jobs_run (guint n, guint most, JobFunc func, gpointer user_data, gboolean *well);

G_END_DECLS
