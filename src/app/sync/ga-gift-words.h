/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "app/widgets/ga-facts.h"

G_BEGIN_DECLS

/* What an invitation gives, in words. @gift: as the server tells it (docs/sync-protocol.md). Main
 * thread. */

/* @joins: whether whoever is invited gets an account by it, and so a name */
void ga_gift_words_show (GaFacts *facts, JsonObject *gift, gboolean joins);
/* What somebody with it may do: a host, a consultant … */
const char *ga_gift_words_role (JsonObject *gift);

G_END_DECLS
