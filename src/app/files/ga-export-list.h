/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/ga-query.h"
#include "store/ga-store.h"

G_BEGIN_DECLS

/* Asks for a file and writes the records of @query to it, in the format that the end of its name
 * tells: XLSX, ODS, CSV, JSON, and of walks .ics, of routes .gpx. A toast says how it went. @query:
 * (transfer full). Main thread. */
void ga_export_list_ask (GtkWidget *origin, GaStore *store, GaQuery *query);

G_END_DECLS
