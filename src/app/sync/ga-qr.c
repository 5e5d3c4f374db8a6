/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sync/ga-qr.h"

#include <qrencode.h>

#define MARGIN 4   /* modules, as the standard has it */
#define SIDE   200 /* px */

struct _GaQrView
{
  GtkWidget parent_instance;

  char *text;
};

G_DEFINE_FINAL_TYPE (GaQrView, ga_qr_view, GTK_TYPE_WIDGET)

gboolean
ga_qr_draw (cairo_t *cr, const char *text, double size)
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

static void
ga_qr_view_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  *minimum = *natural = SIDE;
}

static void
ga_qr_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GaQrView *self = GA_QR_VIEW (widget);
  int side = MIN (gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  cairo_t *cr;

  if (self->text == NULL)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) side, (float) side));
  ga_qr_draw (cr, self->text, side);
  cairo_destroy (cr);
}

static void
ga_qr_view_finalize (GObject *object)
{
  g_free (GA_QR_VIEW (object)->text);
  G_OBJECT_CLASS (ga_qr_view_parent_class)->finalize (object);
}

static void
ga_qr_view_class_init (GaQrViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ga_qr_view_finalize;
  widget_class->measure = ga_qr_view_measure;
  widget_class->snapshot = ga_qr_view_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ga_qr_view_init (GaQrView *self)
{
}

void
ga_qr_view_set_text (GaQrView *self, const char *text)
{
  g_return_if_fail (GA_IS_QR_VIEW (self));

  g_free (self->text);
  self->text = g_strdup (text);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
