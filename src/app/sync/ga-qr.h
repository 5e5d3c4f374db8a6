/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * A text as a QR code, black on white in every look, because cameras read it so. Main thread.
 */

/* Draws it, with the margin that cameras need, as a square of @size at the origin. %FALSE, and
 * nothing drawn, for a text that is too long. */
gboolean ga_qr_draw (cairo_t *cr, const char *text, double size);

/**
 * GaQrView: one to look at.
 */
#define GA_TYPE_QR_VIEW (ga_qr_view_get_type ())
G_DECLARE_FINAL_TYPE (GaQrView, ga_qr_view, GA, QR_VIEW, GtkWidget)

/* @text: (nullable): %NULL for none */
void ga_qr_view_set_text (GaQrView *self, const char *text);

G_END_DECLS
