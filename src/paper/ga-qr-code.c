/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paper/ga-qr-code.h"

#include <qrencode.h>

#define MARGIN 4 /* modules, as the standard has it */

gboolean
ga_qr_code_draw (cairo_t *cr, const char *text, double size)
{
  QRcode *code = QRcode_encodeString (text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  double module;

  if (code == NULL)
    return FALSE;
  module = size / (code->width + 2 * MARGIN);
  cairo_save (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_rectangle (cr, 0, 0, size, size);
  cairo_fill (cr);
  cairo_scale (cr, module, module);
  cairo_translate (cr, MARGIN, MARGIN);
  cairo_set_source_rgb (cr, 0, 0, 0);
  /* Neighbours would show a hair of white between them. */
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  for (int y = 0; y < code->width; y++)
    for (int x = 0; x < code->width; x++)
      if ((code->data[y * code->width + x] & 1) != 0)
        cairo_rectangle (cr, x, y, 1, 1);
  cairo_fill (cr);
  cairo_restore (cr);
  QRcode_free (code);
  return TRUE;
}
