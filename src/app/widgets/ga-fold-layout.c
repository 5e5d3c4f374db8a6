/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-fold-layout.h"

/* What words can shrink to is no width to read them in: a line has so many letters at least. */
#define READABLE_LETTERS 32

struct _GaFoldLayout
{
  GtkLayoutManager parent_instance;

  gboolean folded;
  gboolean last; /* is shown where there is room for one */
  guint source;
};

/* Widths of a child that counts; nothing of one that is hidden. */
typedef struct
{
  GtkWidget *widget;
  int least;
  int liked;
} Part;

typedef struct
{
  Part first;
  Part between;
  Part last;
  int readable; /* what @last has beside @first at least */
} Parts;

static guint changed_signal;

G_DEFINE_FINAL_TYPE (GaFoldLayout, ga_fold_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
ga_fold_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static Part
measure_width (GtkWidget *child)
{
  Part part = { child, 0, 0 };

  if (gtk_widget_should_layout (child))
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &part.least, &part.liked, NULL,
                        NULL);
  return part;
}

static int
measure_letters (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int letter = pango_font_metrics_get_approximate_char_width (metrics);

  pango_font_metrics_unref (metrics);
  return READABLE_LETTERS * letter / PANGO_SCALE;
}

static Parts
measure_parts (GtkWidget *widget)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  GtkWidget *between = gtk_widget_get_next_sibling (first);

  Parts parts = { measure_width (first), measure_width (between),
                  measure_width (gtk_widget_get_last_child (widget)), 0 };

  parts.readable = MAX (parts.last.least, measure_letters (widget));
  return parts;
}

/* Returns: whether there is room for one of them alone */
static gboolean
split (const Parts *parts, int width, int *first, int *last)
{
  int room = width - parts->between.liked - parts->readable;
  gboolean folds = parts->first.least > 0 && room < parts->first.least;

  *first = folds ? width
                 : CLAMP (parts->first.liked, parts->first.least, MAX (room, parts->first.least));
  *last = folds ? width : width - *first - parts->between.liked;
  return folds;
}

/* Both count: who goes from one to the other finds the window as high as it was. */
static void
measure_height (const Parts *parts, int width, int *minimum, int *natural)
{
  const Part *both[] = { &parts->first, &parts->last };
  int widths[] = { -1, -1 };

  if (width >= 0)
    split (parts, width, &widths[0], &widths[1]);
  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      int least = 0, liked = 0;

      if (gtk_widget_should_layout (both[i]->widget))
        gtk_widget_measure (both[i]->widget, GTK_ORIENTATION_VERTICAL,
                            width < 0 ? -1 : MAX (widths[i], both[i]->least), &least, &liked, NULL,
                            NULL);
      *minimum = MAX (*minimum, least);
      *natural = MAX (*natural, liked);
    }
}

static void
ga_fold_layout_measure (GtkLayoutManager *manager,
                        GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  Parts parts = measure_parts (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      measure_height (&parts, for_size, minimum, natural);
      return;
    }
  *minimum = MAX (parts.first.least, parts.last.least);
  *natural = parts.first.liked + parts.between.liked + parts.last.liked;
}

static gboolean
tell_cb (gpointer user_data)
{
  GaFoldLayout *self = user_data;

  self->source = 0;
  g_signal_emit (self, changed_signal, 0);
  return G_SOURCE_REMOVE;
}

/* Not while sizes are being given. */
static void
set_folded (GaFoldLayout *self, gboolean folded)
{
  if (self->folded == folded)
    return;
  self->folded = folded;
  if (self->source == 0)
    self->source = g_idle_add (tell_cb, self);
}

static void
place (const Part *part, int x, int width, int height, gboolean shown)
{
  GtkAllocation all = { x, 0, width, height };

  if (!gtk_widget_should_layout (part->widget))
    return;
  gtk_widget_set_child_visible (part->widget, shown);
  if (shown)
    gtk_widget_size_allocate (part->widget, &all, -1);
}

static void
ga_fold_layout_allocate (
    GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  GaFoldLayout *self = GA_FOLD_LAYOUT (manager);
  Parts parts = measure_parts (widget);
  int first, last;

  set_folded (self, split (&parts, width, &first, &last));
  if (!self->folded)
    {
      place (&parts.first, 0, first, height, TRUE);
      place (&parts.between, first, parts.between.liked, height, TRUE);
      place (&parts.last, width - last, last, height, TRUE);
      return;
    }
  place (&parts.first, 0, width, height, !self->last);
  place (&parts.between, 0, 0, height, FALSE);
  place (&parts.last, 0, width, height, self->last);
}

static void
ga_fold_layout_finalize (GObject *object)
{
  g_clear_handle_id (&GA_FOLD_LAYOUT (object)->source, g_source_remove);
  G_OBJECT_CLASS (ga_fold_layout_parent_class)->finalize (object);
}

static void
ga_fold_layout_class_init (GaFoldLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ga_fold_layout_finalize;
  layout_class->get_request_mode = ga_fold_layout_get_request_mode;
  layout_class->measure = ga_fold_layout_measure;
  layout_class->allocate = ga_fold_layout_allocate;
  changed_signal = g_signal_new ("changed", GA_TYPE_FOLD_LAYOUT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
ga_fold_layout_init (GaFoldLayout *self)
{
}

gboolean
ga_fold_layout_is_folded (GaFoldLayout *self)
{
  g_return_val_if_fail (GA_IS_FOLD_LAYOUT (self), FALSE);

  return self->folded;
}

gboolean
ga_fold_layout_covers (GaFoldLayout *self)
{
  g_return_val_if_fail (GA_IS_FOLD_LAYOUT (self), FALSE);

  return self->folded && self->last;
}

void
ga_fold_layout_show_last (GaFoldLayout *self, gboolean last)
{
  GtkWidget *widget = gtk_layout_manager_get_widget (GTK_LAYOUT_MANAGER (self));

  g_return_if_fail (GA_IS_FOLD_LAYOUT (self));

  if (self->last == last)
    return;
  self->last = last;
  if (!self->folded)
    return;
  /* At once, as somebody is about to give it the focus. */
  gtk_widget_set_child_visible (gtk_widget_get_first_child (widget), !last);
  gtk_widget_set_child_visible (gtk_widget_get_last_child (widget), last);
  gtk_widget_queue_resize (widget);
  g_signal_emit (self, changed_signal, 0);
}
