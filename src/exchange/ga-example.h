/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-transaction.h"

G_BEGIN_DECLS

/*
 * The profile to look around in: invented communities and walks in a file that is empty yet. A
 * #GaTransactFunc, so on the writer thread; %GA_STORE_ERROR_REFUSED where there are data already.
 */
gboolean ga_example_fill (GaTransaction *transaction, gpointer user_data, GError **error);

G_END_DECLS
