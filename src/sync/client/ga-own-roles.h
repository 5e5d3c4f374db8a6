/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"
#include "store/ga-transaction.h"

G_BEGIN_DECLS

/*
 * Whoever joins as host of a community stands among its people, as if somebody had written them
 * down. Each time that the grants are others than before; who is taken off the list stays off.
 */

/* Short reads, for the main thread, too. For when everything of the server's is here. */
gboolean ga_own_roles_are_due (GaReader *reader);
gboolean ga_own_roles_add (GaTransaction *transaction, GError **error);

G_END_DECLS
