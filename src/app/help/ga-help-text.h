/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * CommonMark as widgets: headings that assistive technology knows as such, paragraphs and lists
 * whose text can be selected. Names of buttons are bold, keys are code. A link to another page,
 * such as `print.md`, activates `help.show (s)` with the name of the page. Main thread.
 */

char *ga_help_text_get_title (const char *markdown);
char *ga_help_text_get_words (const char *markdown);
char *ga_help_text_get_page (const char *uri);
GtkWidget *ga_help_text_new (const char *markdown);

G_END_DECLS
