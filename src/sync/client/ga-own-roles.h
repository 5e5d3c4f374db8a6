/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"
#include "store/ga-transaction.h"

G_BEGIN_DECLS

/*
 * Whoever joins as host of a community stands among its people, as if somebody had written them
 * down: once for each grant, on the computer that has joined with the invitation and sees the grant
 * come. Who is taken off the list stays off. A further computer and a copy of a profile do not know
 * who was, and list nobody for what they find given already; a backup may list once more whoever
 * was given something and taken off after it. It is no act to undo.
 */

/* When @transaction has joined. @invited: with an invitation; else as an account that is there */
gboolean ga_own_roles_begin (GaTransaction *transaction, gboolean invited, GError **error);
/* (transfer full) (nullable): the grants that are to be looked at; %NULL for none. Short reads, for
 * the main thread, too. For when everything of the server's is here. */
char *ga_own_roles_get_due (GaReader *reader);
gboolean ga_own_roles_add (GaTransaction *transaction, GError **error);

G_END_DECLS
