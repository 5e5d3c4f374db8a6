/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-cell-layout.h"

struct _GaCellLayout
{
  GtkLayoutManager parent_instance;

  int cell_width;
  int spacing;
};

enum
{
  PROP_CELL_WIDTH = 1,
  PROP_SPACING,
};

G_DEFINE_FINAL_TYPE (GaCellLayout, ga_cell_layout, GTK_TYPE_LAYOUT_MANAGER)

/* The next child that is shown, @child itself included. */
static GtkWidget *
skip_hidden (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static GtkWidget *
get_first (GtkWidget *widget)
{
  return skip_hidden (gtk_widget_get_first_child (widget));
}

static GtkWidget *
get_next (GtkWidget *child)
{
  return skip_hidden (gtk_widget_get_next_sibling (child));
}

static int
find_cell_width (GaCellLayout *self, GtkWidget *widget, int *n_children)
{
  int cell = self->cell_width;

  *n_children = 0;
  for (GtkWidget *child = get_first (widget); child != NULL; child = get_next (child))
    {
      int minimum;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      cell = MAX (cell, minimum);
      *n_children += 1;
    }
  return cell;
}

static int
count_columns (GaCellLayout *self, int cell, int n_children, int width)
{
  int fit = (width + self->spacing) / MAX (cell + self->spacing, 1);

  return CLAMP (fit, 1, MAX (n_children, 1));
}

static int
find_line_height (GtkWidget *child, int columns, int cell)
{
  int height = 0;

  for (int i = 0; i < columns && child != NULL; i++, child = get_next (child))
    {
      int natural;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, cell, NULL, &natural, NULL, NULL);
      height = MAX (height, natural);
    }
  return height;
}

static int
share_width (GaCellLayout *self, int columns, int width)
{
  return (width - (columns - 1) * self->spacing) / columns;
}

static GtkSizeRequestMode
ga_cell_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ga_cell_layout_measure (GtkLayoutManager *manager,
                        GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  GaCellLayout *self = GA_CELL_LAYOUT (manager);
  int n_children, columns, width, height = 0;
  int cell = find_cell_width (self, widget, &n_children);
  int all = MAX (n_children * (cell + self->spacing) - self->spacing, 0);
  GtkWidget *child = get_first (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = n_children > 0 ? cell : 0;
      *natural = all;
      return;
    }
  width = MAX (for_size >= 0 ? for_size : all, cell);
  columns = count_columns (self, cell, n_children, width);
  while (child != NULL)
    {
      height += (height > 0 ? self->spacing : 0) +
                find_line_height (child, columns, share_width (self, columns, width));
      for (int i = 0; i < columns && child != NULL; i++)
        child = get_next (child);
    }
  *minimum = *natural = height;
}

static void
ga_cell_layout_allocate (
    GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  GaCellLayout *self = GA_CELL_LAYOUT (manager);
  gboolean backwards = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int n_children;
  int least = find_cell_width (self, widget, &n_children);
  int columns = count_columns (self, least, n_children, width);
  int cell = share_width (self, columns, width);
  GtkWidget *child = get_first (widget);

  for (int y = 0; child != NULL;)
    {
      int line = find_line_height (child, columns, cell);

      for (int i = 0; i < columns && child != NULL; i++, child = get_next (child))
        {
          int x = (backwards ? columns - 1 - i : i) * (cell + self->spacing);

          gtk_widget_size_allocate (child, &(GtkAllocation){ x, y, cell, line }, -1);
        }
      y += line + self->spacing;
    }
}

static void
ga_cell_layout_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  GaCellLayout *self = GA_CELL_LAYOUT (object);

  switch (id)
    {
    case PROP_CELL_WIDTH:
      g_value_set_int (value, self->cell_width);
      break;
    case PROP_SPACING:
      g_value_set_int (value, self->spacing);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
ga_cell_layout_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  GaCellLayout *self = GA_CELL_LAYOUT (object);

  switch (id)
    {
    case PROP_CELL_WIDTH:
      self->cell_width = g_value_get_int (value);
      break;
    case PROP_SPACING:
      self->spacing = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
      return;
    }
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

static void
ga_cell_layout_class_init (GaCellLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = ga_cell_layout_get_property;
  object_class->set_property = ga_cell_layout_set_property;
  layout_class->get_request_mode = ga_cell_layout_get_request_mode;
  layout_class->measure = ga_cell_layout_measure;
  layout_class->allocate = ga_cell_layout_allocate;
  g_object_class_install_property (object_class, PROP_CELL_WIDTH,
                                   g_param_spec_int ("cell-width", NULL, NULL, 0, G_MAXINT16, 0,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  g_object_class_install_property (object_class, PROP_SPACING,
                                   g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT16, 0,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
}

static void
ga_cell_layout_init (GaCellLayout *self)
{
}
