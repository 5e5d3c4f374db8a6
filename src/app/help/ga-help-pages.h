/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * The manual: a page a journey, in every language of the program, in CommonMark. They lie in
 * data/help and are compiled in. Main thread.
 */

const char *const *ga_help_pages_get (void);
const char *ga_help_pages_get_language (void);
char *ga_help_pages_read (const char *page, const char *language);

const char *ga_help_pages_find_for (GtkWidget *widget);
const char *ga_help_pages_find_for_type (const char *type);

G_END_DECLS
