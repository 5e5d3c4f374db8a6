/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/funding/ga-frame-bar.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "model/ga-number.h"

#define BAR_HEIGHT  28
#define SWATCH_SIZE 16
#define STRIPES     7 /* pixels from one to the next */

typedef enum
{
  GRANTED,
  RESERVED,
  LEFT,
  N_PARTS,
} Part;

struct _GaFrameBar
{
  GtkBox parent_instance;

  GtkWidget *bar;
  GtkLabel *words[N_PARTS];
  GtkLabel *amounts[N_PARTS];
  GtkLabel *frame;
  gint64 parts[N_PARTS];
};

G_DEFINE_FINAL_TYPE (GaFrameBar, ga_frame_bar, GTK_TYPE_BOX)

static void
get_colours (GtkWidget *widget, GdkRGBA *ink, GdkRGBA *accent)
{
  GtkStyleContext *style = gtk_widget_get_style_context (widget);

  gtk_style_context_get_color (style, ink);
  if (!gtk_style_context_lookup_color (style, "accent_bg_color", accent))
    *accent = *ink;
}

static void
draw_stripes (cairo_t *cr, double x, double width, double height)
{
  cairo_save (cr);
  cairo_rectangle (cr, x, 0, width, height);
  cairo_clip (cr);
  cairo_set_line_width (cr, 2);
  for (int i = 0; i * STRIPES < width + height; i++)
    {
      double at = x - height + i * STRIPES;

      cairo_move_to (cr, at, height);
      cairo_line_to (cr, at + height, 0);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* Full, striped and empty: told apart in grey, too. */
static void
draw_part (GtkWidget *widget, cairo_t *cr, Part part, double x, double width, double height)
{
  GdkRGBA ink, accent;

  if (width <= 0)
    return;
  get_colours (widget, &ink, &accent);
  gdk_cairo_set_source_rgba (cr, &accent);
  if (part == GRANTED)
    {
      cairo_rectangle (cr, x, 0, width, height);
      cairo_fill (cr);
    }
  else if (part == RESERVED)
    draw_stripes (cr, x, width, height);
  ink.alpha = 0.7f;
  gdk_cairo_set_source_rgba (cr, &ink);
  cairo_set_line_width (cr, 1);
  cairo_rectangle (cr, x + 0.5, 0.5, MAX (width - 1, 0), height - 1);
  cairo_stroke (cr);
}

static void
draw_bar (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  GaFrameBar *self = user_data;
  gint64 whole = 0;
  double x = 0;

  for (int i = 0; i < N_PARTS; i++)
    whole += MAX (self->parts[i], 0);
  for (int i = 0; i < N_PARTS && whole > 0; i++)
    {
      double share = (double) MAX (self->parts[i], 0) / (double) whole;

      draw_part (GTK_WIDGET (area), cr, (Part) i, x, share * width, height);
      x += share * width;
    }
}

static void
draw_swatch (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  draw_part (GTK_WIDGET (area), cr, (Part) GPOINTER_TO_INT (user_data), 0, width, height);
}

static GtkLabel *
add_amount (GtkGrid *grid, int row)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  gtk_widget_add_css_class (label, "numeric");
  gtk_grid_attach (grid, label, 2, row, 1, 1);
  return GTK_LABEL (label);
}

static GtkLabel *
add_words (GtkGrid *grid, int row)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_grid_attach (grid, label, 1, row, 1, 1);
  return GTK_LABEL (label);
}

static void
add_part (GaFrameBar *self, GtkGrid *grid, Part part)
{
  GtkWidget *swatch = gtk_drawing_area_new ();

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (swatch), SWATCH_SIZE);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (swatch), SWATCH_SIZE);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (swatch), draw_swatch, GINT_TO_POINTER (part),
                                  NULL);
  gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
  gtk_grid_attach (grid, swatch, 0, (int) part, 1, 1);
  self->words[part] = add_words (grid, (int) part);
  self->amounts[part] = add_amount (grid, (int) part);
}

static void
add_sum (GaFrameBar *self, GtkGrid *grid)
{
  GtkLabel *words = add_words (grid, N_PARTS);

  gtk_label_set_text (words, _ ("Frame"));
  gtk_widget_add_css_class (GTK_WIDGET (words), "ga-sum");
  self->frame = add_amount (grid, N_PARTS);
  gtk_widget_add_css_class (GTK_WIDGET (self->frame), "ga-sum");
}

static void
ga_frame_bar_class_init (GaFrameBarClass *klass)
{
}

static void
ga_frame_bar_init (GaFrameBar *self)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  self->bar = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG,
                            "content-height", BAR_HEIGHT, NULL);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->bar), draw_bar, self, NULL);
  gtk_box_append (GTK_BOX (self), self->bar);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  gtk_box_append (GTK_BOX (self), grid);
  for (int i = 0; i < N_PARTS; i++)
    add_part (self, GTK_GRID (grid), (Part) i);
  add_sum (self, GTK_GRID (grid));
}

static void
describe (GaFrameBar *self, char **shown, const char *frame)
{
  g_autofree char *words = NULL;

  if (self->parts[LEFT] < 0)
    /* TRANSLATORS: all are amounts of money */
    words = g_strdup_printf (_ ("Of the frame of %1$s, %2$s is granted and %3$s reserved: "
                                "%4$s more than there is."),
                             frame, shown[GRANTED], shown[RESERVED], shown[LEFT]);
  else
    /* TRANSLATORS: all are amounts of money */
    words =
        g_strdup_printf (_ ("Of the frame of %1$s, %2$s is granted, %3$s reserved and %4$s left."),
                         frame, shown[GRANTED], shown[RESERVED], shown[LEFT]);
  ga_accessible_set_name (self->bar, words);
}

static void
show_granted (GaFrameBar *self, const GaRoundSums *sums, const char *currency)
{
  g_autofree char *back = ga_money_display (sums->returned, currency);
  g_autofree char *words = NULL;

  if (sums->returned != 0)
    /* TRANSLATORS: %s is an amount of money */
    words = g_strdup_printf (_ ("Granted already, less %s that came back"), back);
  gtk_label_set_text (self->words[GRANTED], words != NULL ? words : _ ("Granted already"));
}

/**
 * ga_frame_bar_show:
 * @frame: øre
 * @currency: (nullable): its code
 */
void
ga_frame_bar_show (GaFrameBar *self, gint64 frame, const GaRoundSums *sums, const char *currency)
{
  g_autofree char *whole = ga_money_display (frame, currency);
  char *shown[N_PARTS];

  g_return_if_fail (GA_IS_FRAME_BAR (self));

  self->parts[GRANTED] = sums->granted;
  self->parts[RESERVED] = sums->reserved;
  self->parts[LEFT] = ga_round_sums_get_left (sums, frame);
  show_granted (self, sums, currency);
  gtk_label_set_text (self->words[RESERVED], _ ("Reserved: approved, not granted yet"));
  gtk_label_set_text (self->words[LEFT],
                      self->parts[LEFT] < 0 ? _ ("More than there is") : _ ("Still left"));
  for (int i = 0; i < N_PARTS; i++)
    {
      shown[i] = ga_money_display (ABS (self->parts[i]), currency);
      gtk_label_set_text (self->amounts[i], shown[i]);
    }
  gtk_label_set_text (self->frame, whole);
  describe (self, shown, whole);
  for (int i = 0; i < N_PARTS; i++)
    g_free (shown[i]);
  gtk_widget_queue_draw (self->bar);
}
