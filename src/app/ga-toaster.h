/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GaToaster:
 *
 * Wraps the content of a window and says what happened: as a toast, and as a status that assistive
 * technology reads out, because a toast alone has no role. Texts are plain text, never markup.
 *
 * What went wrong stands until it is dismissed, until something is done or until another page is
 * opened, and long enough to be read. What was done meanwhile is told after it, and spoken at once.
 * Main thread.
 */
#define GA_TYPE_TOASTER (ga_toaster_get_type ())
G_DECLARE_FINAL_TYPE (GaToaster, ga_toaster, GA, TOASTER, AdwBin)

GaToaster *ga_toaster_for (GtkWidget *widget);
void ga_toaster_say (GaToaster *self, const char *text);
void ga_toaster_say_error (GaToaster *self, const GError *error);
void ga_toaster_say_failure (GaToaster *self, const GError *error, const char *act);
void ga_toaster_settle (GaToaster *self, const char *act);
void ga_toaster_move_on (GaToaster *self);
void ga_toaster_offer_undo (GaToaster *self, const char *text, gint64 transaction);
void ga_toaster_offer_open (GaToaster *self, const char *text, const char *uri);

G_END_DECLS
