/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* A text as a QR code, black on white, because cameras read it so: a square of @size at the
 * origin, with the margin that they need. %FALSE, and nothing drawn, for a text that is too long.
 * Any thread. */
gboolean ga_qr_code_draw (cairo_t *cr, const char *text, double size);

G_END_DECLS
