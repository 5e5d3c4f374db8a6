/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"

G_BEGIN_DECLS

/* What a #GaHistory says. Any thread. */

/* @before, @after: empty where there was nothing, or is nothing any more */
typedef void (*GaHistoryFunc) (const GaField *field,
                               const GaValue *before,
                               const GaValue *after,
                               gpointer user_data);

/* Calls @func for each field that is known, in the order of the names. */
void ga_history_foreach (const GaHistory *history, GaHistoryFunc func, gpointer user_data);
/* Returns: (transfer full): the fields that were touched, as people read them */
char *ga_history_list_fields (const GaHistory *history);

G_END_DECLS
