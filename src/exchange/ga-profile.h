/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-store.h"

G_BEGIN_DECLS

/*
 * A profile as the program opens it: a store with our entities and the register of kommuner
 * (docs/sources.md). Both block, on the thread that opens the store; the register takes time only
 * where it is new. Errors are of %GA_STORE_ERROR.
 */
GaStore *ga_profile_open (const char *folder, GError **error);
/* As ga_store_wants_work(). */
gboolean ga_profile_wants_work (const char *folder);
gboolean ga_profile_fill_register (GaStore *store, GError **error);

G_END_DECLS
