/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-fold-layout.h"

struct _GaFoldLayout
{
  GtkLayoutManager parent_instance;

  int fold_below; /* pixels */
  gboolean folded;
  gboolean second_shown;
  guint tell_source;
};

enum
{
  PROP_FOLD_BELOW = 1,
  PROP_FOLDED,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (GaFoldLayout, ga_fold_layout, GTK_TYPE_LAYOUT_MANAGER)

static int
measure_child (GtkWidget *child, GtkOrientation orientation, int for_size, gboolean liked)
{
  int minimum, natural;

  gtk_widget_measure (child, orientation, for_size, &minimum, &natural, NULL, NULL);
  return liked ? natural : minimum;
}

static gboolean
folds_at (GaFoldLayout *self, GtkWidget *widget, int width)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  GtkWidget *second = gtk_widget_get_last_child (widget);

  return width <
         MAX (self->fold_below, measure_child (first, GTK_ORIENTATION_HORIZONTAL, -1, FALSE) +
                                    measure_child (second, GTK_ORIENTATION_HORIZONTAL, -1, FALSE));
}

static int
first_width (GtkWidget *widget, int width)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  GtkWidget *second = gtk_widget_get_last_child (widget);
  int liked = measure_child (first, GTK_ORIENTATION_HORIZONTAL, -1, TRUE);
  int left = width - measure_child (second, GTK_ORIENTATION_HORIZONTAL, -1, FALSE);

  return CLAMP (liked, measure_child (first, GTK_ORIENTATION_HORIZONTAL, -1, FALSE), left);
}

static GtkSizeRequestMode
ga_fold_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
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
  GtkWidget *first = gtk_widget_get_first_child (widget);
  GtkWidget *second = gtk_widget_get_last_child (widget);
  int first_size = for_size;
  int second_size = for_size;
  int liked, second_liked;

  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0 &&
      !folds_at (GA_FOLD_LAYOUT (manager), widget, for_size))
    {
      first_size = first_width (widget, for_size);
      second_size = for_size - first_size;
    }
  *minimum = MAX (measure_child (first, orientation, first_size, FALSE),
                  measure_child (second, orientation, second_size, FALSE));
  liked = measure_child (first, orientation, first_size, TRUE);
  second_liked = measure_child (second, orientation, second_size, TRUE);
  *natural =
      orientation == GTK_ORIENTATION_HORIZONTAL ? liked + second_liked : MAX (liked, second_liked);
}

static void
tell (gpointer user_data)
{
  GaFoldLayout *self = user_data;

  self->tell_source = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}

static void
ga_fold_layout_allocate (
    GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  GaFoldLayout *self = GA_FOLD_LAYOUT (manager);
  GtkWidget *first = gtk_widget_get_first_child (widget);
  GtkWidget *second = gtk_widget_get_last_child (widget);
  GtkAllocation all = { 0, 0, width, height };
  gboolean folded = folds_at (self, widget, width);

  if (self->folded != folded)
    {
      self->folded = folded;
      /* Whoever hears it may change what is being laid out just now. */
      if (self->tell_source == 0)
        self->tell_source = g_idle_add_once (tell, self);
    }
  gtk_widget_set_child_visible (first, !folded || !self->second_shown);
  gtk_widget_set_child_visible (second, !folded || self->second_shown);
  if (folded)
    {
      gtk_widget_size_allocate (self->second_shown ? second : first, &all, -1);
      return;
    }
  all.width = first_width (widget, width);
  gtk_widget_size_allocate (first, &all, -1);
  all.x = all.width;
  all.width = width - all.x;
  gtk_widget_size_allocate (second, &all, -1);
}

static void
ga_fold_layout_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GaFoldLayout *self = GA_FOLD_LAYOUT (object);

  switch (id)
    {
    case PROP_FOLD_BELOW:
      g_value_set_int (value, self->fold_below);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ga_fold_layout_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GaFoldLayout *self = GA_FOLD_LAYOUT (object);

  switch (id)
    {
    case PROP_FOLD_BELOW:
      self->fold_below = g_value_get_int (value);
      gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ga_fold_layout_dispose (GObject *object)
{
  g_clear_handle_id (&GA_FOLD_LAYOUT (object)->tell_source, g_source_remove);
  G_OBJECT_CLASS (ga_fold_layout_parent_class)->dispose (object);
}

static void
ga_fold_layout_class_init (GaFoldLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->dispose = ga_fold_layout_dispose;
  object_class->get_property = ga_fold_layout_get_property;
  object_class->set_property = ga_fold_layout_set_property;
  layout_class->get_request_mode = ga_fold_layout_get_request_mode;
  layout_class->measure = ga_fold_layout_measure;
  layout_class->allocate = ga_fold_layout_allocate;
  properties[PROP_FOLD_BELOW] =
      g_param_spec_int ("fold-below", NULL, NULL, 0, G_MAXINT, 640,
                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  properties[PROP_FOLDED] =
      g_param_spec_boolean ("folded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
ga_fold_layout_init (GaFoldLayout *self)
{
}

/**
 * ga_fold_layout_show_second: which of the two is seen where there is room for one
 */
void
ga_fold_layout_show_second (GaFoldLayout *self, gboolean shown)
{
  self->second_shown = shown;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

gboolean
ga_fold_layout_is_folded (GaFoldLayout *self)
{
  return self->folded;
}
