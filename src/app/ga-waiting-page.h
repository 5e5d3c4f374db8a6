/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a window shows while its profile is brought up to date on a thread. Main thread.
 * (transfer floating) */
GtkWidget *ga_waiting_page_new (void);

G_END_DECLS
