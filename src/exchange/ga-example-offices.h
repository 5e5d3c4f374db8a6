/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "exchange/ga-invention.h"

G_BEGIN_DECLS

/**
 * ga_example_offices_write:
 * @invention: its own, so that the walks of the example are the same with offices and without
 * @offices: an object a record: its `entity`, the `key` by which others refer to it, and its
 * fields; a text such as `@-30` is the day so many days from today
 * @made: (element-type utf8 GaId): what can be referred to by a key; what is written comes to it
 *
 * Private to the example. The agreements and the money of the offices behind its communities. On
 * the writer thread, with the errors of #GaTransaction.
 */
gboolean ga_example_offices_write (GaInvention *invention,
                                   JsonArray *offices,
                                   GHashTable *made,
                                   GError **error);

G_END_DECLS
