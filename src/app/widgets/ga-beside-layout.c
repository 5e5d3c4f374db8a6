/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-beside-layout.h"

struct _GaBesideLayout
{
  GtkLayoutManager parent_instance;

  int first_width;
  int spacing;
  gboolean even;
};

enum
{
  PROP_FIRST_WIDTH = 1,
  PROP_SPACING,
  PROP_EVEN,
};

G_DEFINE_FINAL_TYPE (GaBesideLayout, ga_beside_layout, GTK_TYPE_LAYOUT_MANAGER)

static int
measure_child (GtkWidget *child, GtkOrientation orientation, int for_size, int *minimum)
{
  int natural;

  gtk_widget_measure (child, orientation, for_size, minimum, &natural, NULL, NULL);
  return natural;
}

/* The width of the second child beside the first; 0 where it goes below. */
static int
find_side (GaBesideLayout *self, GtkWidget *first, GtkWidget *second, int width)
{
  int first_least, second_least;
  int side = measure_child (second, GTK_ORIENTATION_HORIZONTAL, -1, &second_least);

  measure_child (first, GTK_ORIENTATION_HORIZONTAL, -1, &first_least);
  if (self->even)
    side = (width - self->spacing) / 2;
  if (side < second_least || width - side - self->spacing < MAX (self->first_width, first_least))
    return 0;
  return side;
}

static GtkSizeRequestMode
ga_beside_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static int
measure_height (GaBesideLayout *self, GtkWidget *first, GtkWidget *second, int width)
{
  int side = find_side (self, first, second, width);

  if (side > 0)
    return MAX (measure_child (first, GTK_ORIENTATION_VERTICAL, width - side - self->spacing, NULL),
                measure_child (second, GTK_ORIENTATION_VERTICAL, side, NULL));
  return measure_child (first, GTK_ORIENTATION_VERTICAL, width, NULL) + self->spacing +
         measure_child (second, GTK_ORIENTATION_VERTICAL, width, NULL);
}

static void
ga_beside_layout_measure (GtkLayoutManager *manager,
                          GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  GaBesideLayout *self = GA_BESIDE_LAYOUT (manager);
  GtkWidget *first = gtk_widget_get_first_child (widget);
  GtkWidget *second = gtk_widget_get_last_child (widget);
  int first_least, second_least, first_size, second_size, roomy;

  first_size = measure_child (first, GTK_ORIENTATION_HORIZONTAL, -1, &first_least);
  second_size = measure_child (second, GTK_ORIENTATION_HORIZONTAL, -1, &second_least);
  roomy = MAX (self->first_width, MAX (first_size, self->even ? second_size : 0));
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (first_least, second_least);
      /* So that who is given no more than this stands as was measured with more. */
      *natural = (self->even ? 2 * roomy : first_size + second_size) + self->spacing;
      return;
    }
  if (for_size >= 0)
    {
      *minimum = *natural = measure_height (self, first, second, for_size);
      return;
    }
  /* The least of any width is that of both beside each other. */
  *minimum = measure_height (self, first, second,
                             roomy + self->spacing + (self->even ? roomy : second_size));
  *natural = MAX (*minimum, measure_height (self, first, second, MAX (first_size, second_size)));
}

static void
ga_beside_layout_allocate (
    GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  GaBesideLayout *self = GA_BESIDE_LAYOUT (manager);
  GtkWidget *first = gtk_widget_get_first_child (widget);
  GtkWidget *second = gtk_widget_get_last_child (widget);
  int side = find_side (self, first, second, width);
  GtkAllocation one = { 0, 0, side > 0 ? width - side - self->spacing : width, 0 };
  GtkAllocation other = { 0, 0, side > 0 ? side : width, 0 };

  one.height = measure_child (first, GTK_ORIENTATION_VERTICAL, one.width, NULL);
  other.height = measure_child (second, GTK_ORIENTATION_VERTICAL, other.width, NULL);
  /* Beside a taller one it grows along, unless that would stretch it out of shape. */
  if (side > 0)
    one.height = MAX (one.height, MIN (other.height, one.width));
  /* Tab goes to what has its middle further up first, and would begin with the shorter one. */
  if (side > 0 && self->even)
    one.height = other.height = MAX (one.height, other.height);
  /* What wants to stand at the end of the line finds it. */
  if (side > 0 && gtk_widget_get_valign (second) != GTK_ALIGN_FILL)
    other.height = MAX (one.height, other.height);
  if (side == 0)
    other.y = one.height + self->spacing;
  else if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    one.x = side + self->spacing;
  else
    other.x = one.width + self->spacing;
  gtk_widget_size_allocate (first, &one, -1);
  gtk_widget_size_allocate (second, &other, -1);
}

static void
ga_beside_layout_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  GaBesideLayout *self = GA_BESIDE_LAYOUT (object);

  switch (id)
    {
    case PROP_FIRST_WIDTH:
      g_value_set_int (value, self->first_width);
      break;
    case PROP_SPACING:
      g_value_set_int (value, self->spacing);
      break;
    case PROP_EVEN:
      g_value_set_boolean (value, self->even);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
ga_beside_layout_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  GaBesideLayout *self = GA_BESIDE_LAYOUT (object);

  switch (id)
    {
    case PROP_FIRST_WIDTH:
      self->first_width = g_value_get_int (value);
      break;
    case PROP_SPACING:
      self->spacing = g_value_get_int (value);
      break;
    case PROP_EVEN:
      self->even = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
      return;
    }
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

static void
ga_beside_layout_class_init (GaBesideLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = ga_beside_layout_get_property;
  object_class->set_property = ga_beside_layout_set_property;
  layout_class->get_request_mode = ga_beside_layout_get_request_mode;
  layout_class->measure = ga_beside_layout_measure;
  layout_class->allocate = ga_beside_layout_allocate;
  g_object_class_install_property (object_class, PROP_FIRST_WIDTH,
                                   g_param_spec_int ("first-width", NULL, NULL, 0, G_MAXINT16, 0,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  g_object_class_install_property (object_class, PROP_SPACING,
                                   g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT16, 0,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  g_object_class_install_property (
      object_class, PROP_EVEN,
      g_param_spec_boolean ("even", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
}

static void
ga_beside_layout_init (GaBesideLayout *self)
{
}

void
ga_beside_layout_fit (GaBesideLayout *self, GtkWidget *widget, int letters)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int letter = pango_font_metrics_get_approximate_char_width (metrics);

  pango_font_metrics_unref (metrics);
  g_object_set (self, "first-width", letters * letter / PANGO_SCALE, NULL);
}
