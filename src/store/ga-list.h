/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-store.h"

G_BEGIN_DECLS

/**
 * GaList:
 *
 * A #GListModel of #GaRecord over a query. It knows where in the file each record stands (eight
 * bytes a record) and reads a record when somebody asks for it.
 *
 * While somebody holds a record it is the same object wherever it stands, and after a commit it has
 * the new values and notifies of them (ga_record_become()). `items-changed` tells of records that
 * come, go or move, and of no others; one that moves goes and comes. After many changes at once a
 * whole stretch goes and comes.
 *
 * Signals: `updated` when the list has followed a commit or got another query, after the last
 * `items-changed` of it. Main thread. It takes over the query it is given (transfer full); what
 * cannot be read stays as it was.
 */
#define GA_TYPE_LIST (ga_list_get_type ())
G_DECLARE_FINAL_TYPE (GaList, ga_list, GA, LIST, GObject)

GaList *ga_list_new (GaStore *store, GaQuery *query);
void ga_list_set_query (GaList *self, GaQuery *query);
int ga_list_find (GaList *self, const GaId *id);
gboolean ga_list_is_updating (GaList *self);

G_END_DECLS
