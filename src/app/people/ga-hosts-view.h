/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaHostsView:
 *
 * Who leads walks, led them, or may come to: as a board by status and as a table, with a filter for
 * those who have not led for eight weeks, and the initiatives for which hosts are trained. It reads
 * again when something of that has changed and it is in sight. Main thread.
 */
#define GA_TYPE_HOSTS_VIEW (ga_hosts_view_get_type ())
G_DECLARE_FINAL_TYPE (GaHostsView, ga_hosts_view, GA, HOSTS_VIEW, AdwBin)

GtkWidget *ga_hosts_view_new (GaContext *context);

G_END_DECLS
