/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-chart-view.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/compat/ga-accessible.h"

/* The words below the chart, and the shape a chart likes to have, in pixels at normal text. */
#define GAP         2
#define LEAST_WIDTH 220
#define BEST_WIDTH  640
#define BEST_HEIGHT 340
#define BEST_SHAPE  0.56
#define USUAL_DPI   (96.0 * 1024)

struct _GaChartView
{
  GtkWidget parent_instance;

  GaChart *chart; /* (nullable) */
  GaChartPoint point;
  gboolean small;
  double pointer_x, pointer_y;
  GtkLabel *said;
  int said_height;
};

enum
{
  PROP_SMALL = 1,
};

G_DEFINE_FINAL_TYPE (GaChartView, ga_chart_view, GTK_TYPE_WIDGET)

/* The user's own scale and the system's meet in this one setting. */
static double
get_text_scale (GaChartView *self)
{
  int dpi = -1;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? CLAMP (dpi / USUAL_DPI, 0.5, 4) : 1;
}

static GaChartTheme
get_theme (void)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (style);

  if (adw_style_manager_get_high_contrast (style))
    return dark ? GA_CHART_THEME_HIGH_CONTRAST_DARK : GA_CHART_THEME_HIGH_CONTRAST;
  return dark ? GA_CHART_THEME_DARK : GA_CHART_THEME_LIGHT;
}

static gboolean
has_point (GaChartView *self)
{
  return self->point.series >= 0 && self->point.category >= 0;
}

static double
get_chart_height (GaChartView *self)
{
  return gtk_widget_get_height (GTK_WIDGET (self)) - self->said_height - GAP;
}

static void
say (GaChartView *self)
{
  const char *title = self->chart != NULL ? ga_chart_get_title (self->chart) : NULL;
  const char *subtitle = self->chart != NULL ? ga_chart_get_subtitle (self->chart) : NULL;
  g_autofree char *words = NULL;

  if (has_point (self))
    words = ga_chart_describe_point (self->chart, &self->point);
  else if (self->chart != NULL && !ga_chart_is_empty (self->chart))
    gtk_label_set_text (self->said,
                        _ ("Point at the chart, or use the arrow keys, for each figure."));
  else
    gtk_label_set_text (self->said, "");
  if (words != NULL)
    gtk_label_set_text (self->said, words);
  if (words != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->said), "dim-label");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->said), "dim-label");
  ga_accessible_set_name (GTK_WIDGET (self), words != NULL   ? words
                                             : title != NULL ? title
                                                             : _ ("Chart"));
  ga_accessible_set_description (GTK_WIDGET (self), words != NULL ? title : subtitle);
}

static void
set_point (GaChartView *self, GaChartPoint point)
{
  if (point.series == self->point.series && point.category == self->point.category)
    return;
  self->point = point;
  say (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static GaChartPoint
find_point (GaChartView *self, double x, double y)
{
  GaChartPoint point = GA_CHART_POINT_NONE;

  if (self->chart != NULL)
    ga_chart_hit (self->chart, gtk_widget_get_width (GTK_WIDGET (self)), get_chart_height (self),
                  get_text_scale (self), x, y, &point);
  return point;
}

static void
pointed_cb (GaChartView *self, double x, double y)
{
  GaChartPoint point;

  /* The toolkit repeats where the pointer rests when something is laid out anew; that must not take
   * the place from the arrow keys. */
  if (x == self->pointer_x && y == self->pointer_y)
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  point = find_point (self, x, y);
  if (point.series >= 0 || !gtk_widget_has_focus (GTK_WIDGET (self)))
    set_point (self, point);
}

static void
pointer_left_cb (GaChartView *self)
{
  if (!gtk_widget_has_focus (GTK_WIDGET (self)))
    set_point (self, GA_CHART_POINT_NONE);
}

static void
pressed_cb (GaChartView *self, int n_press, double x, double y)
{
  GaChartPoint point = find_point (self, x, y);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (point.series >= 0)
    set_point (self, point);
}

static void
focus_left_cb (GaChartView *self)
{
  set_point (self, GA_CHART_POINT_NONE);
}

/* Lying bars stand below one another: there, up and down lead from one category to the next. */
static gboolean
find_move (GaChartView *self, guint key, GaChartMove *move)
{
  gboolean lying = ga_chart_get_kind (self->chart) == GA_CHART_GROUPS;

  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      *move = lying ? GA_CHART_MOVE_DOWN : GA_CHART_MOVE_BACK;
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      *move = lying ? GA_CHART_MOVE_UP : GA_CHART_MOVE_FORWARD;
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      *move = lying ? GA_CHART_MOVE_BACK : GA_CHART_MOVE_UP;
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      *move = lying ? GA_CHART_MOVE_FORWARD : GA_CHART_MOVE_DOWN;
      return TRUE;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      *move = GA_CHART_MOVE_FIRST;
      return TRUE;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      *move = GA_CHART_MOVE_LAST;
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
key_cb (GaChartView *self, guint key, guint code, GdkModifierType modifiers)
{
  GaChartMove move;

  if (self->chart == NULL || ga_chart_is_empty (self->chart) ||
      (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) || !find_move (self, key, &move))
    return GDK_EVENT_PROPAGATE;
  /* At the last figure, too: an arrow that suddenly left the chart would lose the place. */
  ga_chart_view_move (self, move);
  return GDK_EVENT_STOP;
}

static void
add_controllers (GaChartView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (pointed_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (pointed_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (pointer_left_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (widget, keys);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, focus);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
}

static GtkSizeRequestMode
ga_chart_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ga_chart_view_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  GaChartView *self = GA_CHART_VIEW (widget);
  double scale = get_text_scale (self);
  int width = for_size >= 0 ? for_size : (int) (BEST_WIDTH * scale);
  int least = 0, below = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_WIDTH;
      *natural = MAX (LEAST_WIDTH, (int) (BEST_WIDTH * scale));
      return;
    }
  if (self->chart != NULL)
    least = (int) ceil (ga_chart_get_natural_height (self->chart, width, scale));
  gtk_widget_measure (GTK_WIDGET (self->said), orientation, width, &below, NULL, NULL, NULL);
  *minimum = *natural = least + GAP + below;
  if (self->chart != NULL && !self->small && ga_chart_get_kind (self->chart) != GA_CHART_GROUPS)
    *natural = MAX (*minimum, (int) MIN (width * BEST_SHAPE, BEST_HEIGHT * scale) + GAP + below);
}

static void
ga_chart_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GaChartView *self = GA_CHART_VIEW (widget);
  GtkAllocation below = { 0, 0, width, 0 };

  gtk_widget_measure (GTK_WIDGET (self->said), GTK_ORIENTATION_VERTICAL, width, &below.height, NULL,
                      NULL, NULL);
  below.y = height - below.height;
  self->said_height = below.height;
  gtk_widget_size_allocate (GTK_WIDGET (self->said), &below, -1);
}

static void
ga_chart_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GaChartView *self = GA_CHART_VIEW (widget);
  int width = gtk_widget_get_width (widget);
  double height = get_chart_height (self);

  if (self->chart != NULL && width > 0 && height > 0)
    {
      cairo_t *cr = gtk_snapshot_append_cairo (
          snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));

      ga_chart_draw (self->chart, cr, width, height, get_theme (), get_text_scale (self),
                     &self->point);
      cairo_destroy (cr);
    }
  gtk_widget_snapshot_child (widget, GTK_WIDGET (self->said), snapshot);
}

static void
ga_chart_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_SMALL)
    g_value_set_boolean (value, GA_CHART_VIEW (object)->small);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
ga_chart_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  if (id == PROP_SMALL)
    {
      GA_CHART_VIEW (object)->small = g_value_get_boolean (value);
      gtk_widget_queue_resize (GTK_WIDGET (object));
    }
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
ga_chart_view_constructed (GObject *object)
{
  GaChartView *self = GA_CHART_VIEW (object);
  AdwStyleManager *style = adw_style_manager_get_default ();

  G_OBJECT_CLASS (ga_chart_view_parent_class)->constructed (object);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (self)), "notify::gtk-xft-dpi",
                           G_CALLBACK (gtk_widget_queue_resize), self, G_CONNECT_SWAPPED);
}

static void
ga_chart_view_dispose (GObject *object)
{
  GaChartView *self = GA_CHART_VIEW (object);

  if (self->said != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->said));
  self->said = NULL;
  g_clear_object (&self->chart);
  G_OBJECT_CLASS (ga_chart_view_parent_class)->dispose (object);
}

static void
ga_chart_view_class_init (GaChartViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = ga_chart_view_constructed;
  object_class->dispose = ga_chart_view_dispose;
  object_class->get_property = ga_chart_view_get_property;
  object_class->set_property = ga_chart_view_set_property;
  widget_class->get_request_mode = ga_chart_view_get_request_mode;
  widget_class->measure = ga_chart_view_measure;
  widget_class->size_allocate = ga_chart_view_size_allocate;
  widget_class->snapshot = ga_chart_view_snapshot;
  gtk_widget_class_set_css_name (widget_class, "chartview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  g_object_class_install_property (
      object_class, PROP_SMALL,
      g_param_spec_boolean ("small", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
}

static void
ga_chart_view_init (GaChartView *self)
{
  self->point = GA_CHART_POINT_NONE;
  self->said = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->said, TRUE);
  gtk_label_set_xalign (self->said, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->said), "caption");
  gtk_widget_set_parent (GTK_WIDGET (self->said), GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  add_controllers (self);
  say (self);
}

GtkWidget *
ga_chart_view_new (void)
{
  return g_object_new (GA_TYPE_CHART_VIEW, NULL);
}

/**
 * ga_chart_view_set_chart:
 * @chart: (nullable) (transfer none): not to be changed any more, and for this view alone: it is
 *   made transparent, to lie on what the view's style draws
 *
 * While the new chart has a figure at the same place, that stays marked.
 */
void
ga_chart_view_set_chart (GaChartView *self, GaChart *chart)
{
  g_return_if_fail (GA_IS_CHART_VIEW (self));

  g_set_object (&self->chart, chart);
  if (chart != NULL)
    ga_chart_set_transparent (chart, TRUE);
  if (chart == NULL || !has_point (self) ||
      (guint) self->point.series >= ga_chart_get_n_series (chart) ||
      (guint) self->point.category >= ga_chart_get_n_categories (chart))
    self->point = GA_CHART_POINT_NONE;
  say (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * ga_chart_view_get_chart:
 * Returns: (transfer none) (nullable): what it shows
 */
GaChart *
ga_chart_view_get_chart (GaChartView *self)
{
  g_return_val_if_fail (GA_IS_CHART_VIEW (self), NULL);

  return self->chart;
}

/**
 * ga_chart_view_get_point:
 * Returns: the marked figure, or %GA_CHART_POINT_NONE
 */
GaChartPoint
ga_chart_view_get_point (GaChartView *self)
{
  g_return_val_if_fail (GA_IS_CHART_VIEW (self), GA_CHART_POINT_NONE);

  return self->point;
}

/**
 * ga_chart_view_get_said:
 * Returns: (transfer none): the words below the chart
 */
const char *
ga_chart_view_get_said (GaChartView *self)
{
  g_return_val_if_fail (GA_IS_CHART_VIEW (self), NULL);

  return gtk_label_get_text (self->said);
}

/**
 * ga_chart_view_move: marks the next figure, as an arrow key does
 *
 * Returns: whether there was one
 */
gboolean
ga_chart_view_move (GaChartView *self, GaChartMove move)
{
  GaChartPoint point = self->point;

  g_return_val_if_fail (GA_IS_CHART_VIEW (self), FALSE);

  if (self->chart == NULL || !ga_chart_move (self->chart, &point, move))
    return FALSE;
  set_point (self, point);
  return TRUE;
}
