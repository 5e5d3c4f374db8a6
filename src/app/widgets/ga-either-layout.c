/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-either-layout.h"

struct _GaEitherLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (GaEitherLayout, ga_either_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
ga_either_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Where the last one has no room, the first one does with less than it likes.
 * @width: below 0 for as much as it likes */
static GtkWidget *
choose (GtkWidget *widget, int width)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  GtkWidget *last = gtk_widget_get_last_child (widget);
  int liked, last_least;

  gtk_widget_measure (first, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &liked, NULL, NULL);
  gtk_widget_measure (last, GTK_ORIENTATION_HORIZONTAL, -1, &last_least, NULL, NULL, NULL);
  return width < 0 || width >= liked || width < last_least ? first : last;
}

static void
ga_either_layout_measure (GtkLayoutManager *manager,
                          GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  int least, other_least;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      gtk_widget_measure (choose (widget, for_size), orientation, for_size, minimum, natural, NULL,
                          NULL);
      return;
    }
  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation, -1, &least, natural, NULL,
                      NULL);
  gtk_widget_measure (gtk_widget_get_last_child (widget), orientation, -1, &other_least, NULL, NULL,
                      NULL);
  *minimum = MIN (least, other_least);
}

static void
ga_either_layout_allocate (
    GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *shown = choose (widget, width);
  GtkAllocation all = { 0, 0, width, height };

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_child_visible (child, child == shown);
  gtk_widget_size_allocate (shown, &all, -1);
}

static void
ga_either_layout_class_init (GaEitherLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = ga_either_layout_get_request_mode;
  layout_class->measure = ga_either_layout_measure;
  layout_class->allocate = ga_either_layout_allocate;
}

static void
ga_either_layout_init (GaEitherLayout *self)
{
}
