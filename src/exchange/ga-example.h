/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-transaction.h"

G_BEGIN_DECLS

gboolean ga_example_fill (GaTransaction *transaction, gpointer user_data, GError **error);

G_END_DECLS
