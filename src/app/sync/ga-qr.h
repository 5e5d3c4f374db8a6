/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GaQrView: a text as a QR code, black on white in every look. Main thread.
 */
#define GA_TYPE_QR_VIEW (ga_qr_view_get_type ())
G_DECLARE_FINAL_TYPE (GaQrView, ga_qr_view, GA, QR_VIEW, GtkWidget)

/* @text: (nullable): %NULL for none */
void ga_qr_view_set_text (GaQrView *self, const char *text);

G_END_DECLS
