/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sync/ga-qr.h"

#include "paper/ga-qr-code.h"

#define SIDE 200 /* px */

struct _GaQrView
{
  GtkWidget parent_instance;

  char *text;
};

G_DEFINE_FINAL_TYPE (GaQrView, ga_qr_view, GTK_TYPE_WIDGET)

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
  ga_qr_code_draw (cr, self->text, side);
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
