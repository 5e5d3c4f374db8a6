/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Something to print on A4, measured in points; what goes wrong is told in @parent's toast. Main
 * thread. (transfer full)
 * @name: what the job is called in the printer's queue */
GtkPrintOperation *ga_print_new (GtkWindow *parent, const char *name);
/* Asks for a printer. */
void ga_print_run (GtkPrintOperation *operation, GtkWindow *parent);

G_END_DECLS
