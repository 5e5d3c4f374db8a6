/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaWindow:
 *
 * The window of one profile: sidebar, pages, search, and the pages of first start and of failure.
 * Its actions: `win.page (s)`, `win.page-number (i)`, `win.open-record (s entity, s id)`,
 * `win.go-back` to the page whose link led here, `win.open-meeting (s id)`, `win.leave-meeting`,
 * `win.add-community`, `win.search`, `win.keys`, `win.menu`, `win.undo`, `win.redo`,
 * `win.undo-act (x transaction)`, `win.begin`. Main thread.
 */
#define GA_TYPE_WINDOW (ga_window_get_type ())
G_DECLARE_FINAL_TYPE (GaWindow, ga_window, GA, WINDOW, AdwApplicationWindow)

GaWindow *ga_window_new (GtkApplication *application, GaContext *context);
GaContext *ga_window_get_context (GaWindow *self);
GtkWidget *ga_window_get_shown (GaWindow *self);
gboolean ga_window_is_open (GaWindow *self);
void ga_window_begin (GaWindow *self);
gboolean ga_window_show_page (GaWindow *self, const char *name);
void ga_window_say_error (GaWindow *self, const GError *error);

G_END_DECLS
