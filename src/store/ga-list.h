/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-store.h"

G_BEGIN_DECLS

/**
 * GaList:
 *
 * A #GListModel of #GaRecord over a query: a window that reads pages as they are looked at, so it
 * takes the same memory for a hundred rows and for a hundred thousand. A record looked at twice is
 * the same object while somebody holds it. After a commit that touches the entity it reads anew and
 * tells so in one `items-changed`. Main thread. What cannot be read shows as empty. It takes over
 * the query it is given (transfer full).
 */
#define GA_TYPE_LIST (ga_list_get_type ())
G_DECLARE_FINAL_TYPE (GaList, ga_list, GA, LIST, GObject)

GaList *ga_list_new (GaStore *store, GaQuery *query);
void ga_list_set_query (GaList *self, GaQuery *query);
int ga_list_find (GaList *self, const GaId *id);

G_END_DECLS
