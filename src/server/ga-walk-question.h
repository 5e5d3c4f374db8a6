/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-pushing.h"

G_BEGIN_DECLS

/*
 * Two records of one walk: a bare number here and names there, cancelled here and held there. They
 * are neither added up nor overwritten: what the server has stands, and becomes one question to the
 * hosts.
 */

/* Changes what becomes of the fields of a meeting. @outcomes: (array length=operation.values.len)
 * (inout) */
gboolean ga_walk_question_weigh (GaPushing *self,
                                 const GaOperation *operation,
                                 const GaStoredRow *row,
                                 GaMergeOutcome *outcomes,
                                 GError **error);
/* Remembers that a meeting got names, by who had seen what there was up to the revision @head. */
void ga_walk_question_note (GaPushing *self, const GaStoredRow *attendance, gint64 head);
/* Asks about numbers that were there before the names, and were not seen by who brought them. */
gboolean ga_walk_question_ask (GaPushing *self, GError **error);

G_END_DECLS
