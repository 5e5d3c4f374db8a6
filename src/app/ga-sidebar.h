/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ga-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * The list of pages at the side of the window: a row each, which has the name of its page. Main
 * thread.
 */

void ga_sidebar_fill (GtkListBox *self);
/* Shows those that whoever sits here has something to do with, and the one that is selected. */
void ga_sidebar_show (GtkListBox *self, GaContext *context);
/* (nullable): the page of the @number th that is shown, from 1 on */
const char *ga_sidebar_get_nth (GtkListBox *self, int number);

G_END_DECLS
