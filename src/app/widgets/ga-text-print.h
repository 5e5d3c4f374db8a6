/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Plain text on as many pages of paper as it takes, in a size that is easy to read. Main thread. */

/* Asks for a printer. What goes wrong is told in @parent's toast.
 * @name: what the job is called in the printer's queue */
void ga_text_print (GtkWindow *parent, const char *name, const char *text);

/* Where the pages of a layout begin: the number of the first line of each, of which the first is 0
 * and the last that of the line after the end. @height: of a page, in points; the layout's unit is
 * a point. (element-type guint) (transfer full) */
GArray *ga_text_print_break (PangoLayout *layout, double height);

G_END_DECLS
