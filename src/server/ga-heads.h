/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GaHeads:
 *
 * The newest revision of each tenant as the main thread knows it, so that who asks for news where
 * there is none is answered without a worker. It is known for as long as nothing is committed: the
 * index of SQLite's log (walformat.html, "The WAL-Index File Format") begins with a header that
 * each commit of whatever process changes, and that is what makes it seen by others. The index is
 * memory that processes share, under the name of a file: looking at it waits for no disk. Of other
 * databases nothing is ever known. The main thread's.
 */
typedef struct _GaHeads GaHeads;

/* What was committed, as far as that tells it; opaque. */
typedef struct
{
  gboolean known;
  guint8 header[48];
} GaHeadsState;

/* @index: (nullable): path of the index of SQLite's log, which need not be there yet */
GaHeads *ga_heads_new (const char *index);
/* After the connections to the database. */
void ga_heads_free (GaHeads *self);
void ga_heads_get_state (GaHeads *self, GaHeadsState *state);
/* What was read of the database since it was in the state @before. */
void ga_heads_learn (
    GaHeads *self, const GaHeadsState *before, gint64 tenant, gint64 head, gint64 epoch);
/* Whether they are known; @head, @epoch: (out) */
gboolean ga_heads_find (GaHeads *self, gint64 tenant, gint64 *head, gint64 *epoch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaHeads, ga_heads_free)

G_END_DECLS
