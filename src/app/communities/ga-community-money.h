/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/*
 * Where the money of a community comes from: its initiative, and the grants that paid for that,
 * each a row that opens it. Nothing where there is no initiative, and for a host alone. Main
 * thread. Returns: whether there is anything
 */
gboolean ga_community_money_show (GtkListBox *box, GaContext *context, const GaRecord *community);

G_END_DECLS
