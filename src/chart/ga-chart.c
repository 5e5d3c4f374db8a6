/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/ga-chart.h"

#include <glib/gi18n-lib.h>

#include "chart/ga-chart-private.h"
#include "chart/ga-chart-scale.h"

G_DEFINE_FINAL_TYPE (GaChart, ga_chart, G_TYPE_OBJECT)

static const GaChartFigure missing_figure = { GA_CHART_POINT_MISSING, 0, NULL };

static void
free_category (gpointer data)
{
  GaChartCategory *category = data;

  g_free (category->label);
  g_free (category->group);
  g_free (category->spoken);
  g_free (category);
}

static void
clear_figure (gpointer data)
{
  g_free (((GaChartFigure *) data)->text);
}

static void
free_series (gpointer data)
{
  GaChartSeries *series = data;

  g_free (series->name);
  g_array_unref (series->figures);
  g_free (series);
}

static void
replace (char **place, const char *text)
{
  char *copy = text != NULL && *text != '\0' ? g_strdup (text) : NULL;

  g_free (*place);
  *place = copy;
}

static void
put_figure (GaChart *chart, guint series, guint category, GaChartFigure figure)
{
  GArray *figures = ((GaChartSeries *) g_ptr_array_index (chart->series, series))->figures;
  GaChartFigure *place;

  if (figures->len <= category)
    g_array_set_size (figures, category + 1);
  place = &g_array_index (figures, GaChartFigure, category);
  g_free (place->text);
  *place = figure;
}

static gboolean
is_there (GaChart *chart, int series, int category)
{
  return series >= 0 && category >= 0 && series < (int) chart->series->len &&
         category < (int) chart->categories->len &&
         ga_chart_figure (chart, (guint) series, (guint) category)->kind != GA_CHART_POINT_MISSING;
}

/* The figure of @category nearest to @series, so that moving on does not stop at a gap in one. */
static gboolean
find_in_category (GaChart *chart, int series, int category, GaChartPoint *point)
{
  for (int away = 0; away < GA_CHART_MAX_SERIES; away++)
    for (int sign = -1; sign <= 1; sign += 2)
      if (is_there (chart, series + sign * away, category))
        {
          *point = (GaChartPoint){ series + sign * away, category };
          return TRUE;
        }
  return FALSE;
}

static gboolean
find_from (GaChart *chart, int series, int category, int step, GaChartPoint *point)
{
  for (; category >= 0 && category < (int) chart->categories->len; category += step)
    if (find_in_category (chart, series, category, point))
      return TRUE;
  return FALSE;
}

static gboolean
find_series (GaChart *chart, int step, GaChartPoint *point)
{
  for (int series = point->series + step; series >= 0 && series < (int) chart->series->len;
       series += step)
    if (is_there (chart, series, point->category))
      {
        point->series = series;
        return TRUE;
      }
  return FALSE;
}

static void
ga_chart_finalize (GObject *object)
{
  GaChart *chart = GA_CHART (object);

  if (chart->format_destroy != NULL)
    chart->format_destroy (chart->format_data);
  g_free (chart->title);
  g_free (chart->subtitle);
  g_free (chart->unit);
  g_free (chart->note);
  g_free (chart->empty_text);
  g_free (chart->separator);
  g_ptr_array_unref (chart->categories);
  g_ptr_array_unref (chart->series);
  G_OBJECT_CLASS (ga_chart_parent_class)->finalize (object);
}

static void
ga_chart_class_init (GaChartClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ga_chart_finalize;
}

static void
ga_chart_init (GaChart *chart)
{
  chart->categories = g_ptr_array_new_with_free_func (free_category);
  chart->series = g_ptr_array_new_with_free_func (free_series);
}

/**
 * ga_chart_new:
 *
 * Returns: (transfer full): a chart without categories or series
 */
GaChart *
ga_chart_new (GaChartKind kind)
{
  GaChart *chart = g_object_new (GA_TYPE_CHART, NULL);

  chart->kind = kind;
  return chart;
}

GaChartKind
ga_chart_get_kind (GaChart *chart)
{
  return chart->kind;
}

void
ga_chart_set_title (GaChart *chart, const char *title)
{
  replace (&chart->title, title);
}

/**
 * ga_chart_get_title:
 *
 * Returns: (transfer none) (nullable): the title
 */
const char *
ga_chart_get_title (GaChart *chart)
{
  return chart->title;
}

/**
 * ga_chart_set_subtitle:
 * @subtitle: (nullable): period, filter and sample size, such as "2026, 412 walks in 14
 * communities"
 */
void
ga_chart_set_subtitle (GaChart *chart, const char *subtitle)
{
  replace (&chart->subtitle, subtitle);
}

/**
 * ga_chart_get_subtitle:
 *
 * Returns: (transfer none) (nullable): the subtitle
 */
const char *
ga_chart_get_subtitle (GaChart *chart)
{
  return chart->subtitle;
}

/**
 * ga_chart_set_unit:
 * @unit: (nullable): what is counted, shown at the head of the axis
 */
void
ga_chart_set_unit (GaChart *chart, const char *unit)
{
  replace (&chart->unit, unit);
}

/**
 * ga_chart_set_note:
 * @note: (nullable): source or reservation, shown below the chart
 */
void
ga_chart_set_note (GaChart *chart, const char *note)
{
  replace (&chart->note, note);
}

/**
 * ga_chart_set_empty_text:
 * @text: (nullable): the sentence drawn where there is no figure at all
 */
void
ga_chart_set_empty_text (GaChart *chart, const char *text)
{
  replace (&chart->empty_text, text);
}

/**
 * ga_chart_set_stacked:
 * @stacked: whether series are parts of a whole, put on one another, rather than side by side
 */
void
ga_chart_set_stacked (GaChart *chart, gboolean stacked)
{
  chart->stacked = stacked;
}

/**
 * ga_chart_set_small:
 * @small: whether to leave out all words but the first and last label and the largest figure
 */
void
ga_chart_set_small (GaChart *chart, gboolean small)
{
  chart->small = small;
}

/**
 * ga_chart_set_transparent:
 * @transparent: whether to leave the ground to what lies below, such as a card of the interface
 */
void
ga_chart_set_transparent (GaChart *chart, gboolean transparent)
{
  chart->transparent = transparent;
}

/**
 * ga_chart_set_separator:
 * @separator: (nullable): what stands between thousands: "." in Danish, U+00A0 in bokmål, "," in
 *   English; unused where a format is set
 */
void
ga_chart_set_separator (GaChart *chart, const char *separator)
{
  replace (&chart->separator, separator);
}

/**
 * ga_chart_set_format:
 * @format: (nullable) (scope notified): writes figures, on the axis too
 */
void
ga_chart_set_format (GaChart *chart, GaChartFormat format, gpointer data, GDestroyNotify destroy)
{
  if (chart->format_destroy != NULL)
    chart->format_destroy (chart->format_data);
  chart->format = format;
  chart->format_data = data;
  chart->format_destroy = destroy;
}

/**
 * ga_chart_add_category:
 * @label: what stands at the axis, short: "Jan"
 * @group: (nullable): what several categories in a row share and is said once: "2026"
 * @spoken: (nullable): the full name for speech and for the focused point: "January 2026"
 *
 * Returns: the number of the new category
 */
guint
ga_chart_add_category (GaChart *chart, const char *label, const char *group, const char *spoken)
{
  GaChartCategory *category = g_new0 (GaChartCategory, 1);

  g_return_val_if_fail (label != NULL, 0);
  category->label = g_strdup (label);
  replace (&category->group, group);
  replace (&category->spoken, spoken);
  g_ptr_array_add (chart->categories, category);
  return chart->categories->len - 1;
}

guint
ga_chart_get_n_categories (GaChart *chart)
{
  return chart->categories->len;
}

/**
 * ga_chart_add_series:
 * @name: (nullable): may be left out where there is but one
 *
 * Returns: the number of the new series, from 0; all its figures are missing
 */
guint
ga_chart_add_series (GaChart *chart, const char *name)
{
  GaChartSeries *series;

  g_return_val_if_fail (chart->series->len < GA_CHART_MAX_SERIES, GA_CHART_MAX_SERIES - 1);
  series = g_new0 (GaChartSeries, 1);
  replace (&series->name, name);
  series->figures = g_array_new (FALSE, TRUE, sizeof (GaChartFigure));
  g_array_set_clear_func (series->figures, clear_figure);
  g_ptr_array_add (chart->series, series);
  return chart->series->len - 1;
}

guint
ga_chart_get_n_series (GaChart *chart)
{
  return chart->series->len;
}

/**
 * ga_chart_set_value:
 * @value: from 0 to %GA_CHART_MAX_VALUE
 * @text: (nullable): @value as written, where the chart's format does not do
 */
void
ga_chart_set_value (GaChart *chart, guint series, guint category, gint64 value, const char *text)
{
  g_return_if_fail (series < chart->series->len && category < chart->categories->len);
  g_return_if_fail (value >= 0 && value <= GA_CHART_MAX_VALUE);
  put_figure (chart, series, category,
              (GaChartFigure){ GA_CHART_POINT_VALUE, value, g_strdup (text) });
}

/**
 * ga_chart_set_masked:
 * @bound: what the hidden figure is below, such as 5; the hidden figure itself never gets here
 * @text: how that is said, such as "under 5"
 */
void
ga_chart_set_masked (GaChart *chart, guint series, guint category, gint64 bound, const char *text)
{
  g_return_if_fail (series < chart->series->len && category < chart->categories->len);
  g_return_if_fail (bound >= 0 && bound <= GA_CHART_MAX_VALUE && text != NULL);
  put_figure (chart, series, category,
              (GaChartFigure){ GA_CHART_POINT_MASKED, bound, g_strdup (text) });
}

/**
 * ga_chart_get_point:
 * @value: (out) (optional): the figure, or the bound of a masked one
 *
 * Returns: what is known of the figure
 */
GaChartPointKind
ga_chart_get_point (GaChart *chart, guint series, guint category, gint64 *value)
{
  const GaChartFigure *figure = ga_chart_figure (chart, series, category);

  if (value != NULL)
    *value = figure->value;
  return figure->kind;
}

/**
 * ga_chart_dup_point_text:
 *
 * Returns: (transfer full) (nullable): the figure as the reader sees it; %NULL where it is missing
 */
char *
ga_chart_dup_point_text (GaChart *chart, guint series, guint category)
{
  const GaChartFigure *figure = ga_chart_figure (chart, series, category);

  if (figure->kind == GA_CHART_POINT_MISSING)
    return NULL;
  return figure->text != NULL ? g_strdup (figure->text)
                              : ga_chart_format_value (chart, figure->value);
}

/**
 * ga_chart_sum_category:
 *
 * Returns: the sum of the figures of @category that may be seen
 */
gint64
ga_chart_sum_category (GaChart *chart, guint category)
{
  gint64 sum = 0;

  for (guint series = 0; series < chart->series->len; series++)
    {
      const GaChartFigure *figure = ga_chart_figure (chart, series, category);

      sum += figure->kind == GA_CHART_POINT_VALUE ? figure->value : 0;
    }
  return sum;
}

/**
 * ga_chart_format_value:
 *
 * Returns: (transfer full): @value as the reader writes it
 */
char *
ga_chart_format_value (GaChart *chart, gint64 value)
{
  if (chart->format != NULL)
    return chart->format (value, chart->format_data);
  return ga_chart_group_digits (value, chart->separator);
}

/**
 * ga_chart_is_empty:
 *
 * Returns: whether there is no figure to show
 */
gboolean
ga_chart_is_empty (GaChart *chart)
{
  GaChartPoint point;

  return !find_from (chart, 0, 0, 1, &point);
}

/**
 * ga_chart_move:
 * @point: (inout): where the focus is; %GA_CHART_POINT_NONE goes to the first figure (the last, on
 *   %GA_CHART_MOVE_BACK and %GA_CHART_MOVE_LAST)
 *
 * Moves the focus to the next figure that is there; missing ones are passed over.
 *
 * Returns: whether @point changed
 */
gboolean
ga_chart_move (GaChart *chart, GaChartPoint *point, GaChartMove move)
{
  GaChartPoint old = *point;
  int last = (int) chart->categories->len - 1;
  int series = MAX (point->series, 0);
  gboolean none = point->category < 0;

  if (none && move != GA_CHART_MOVE_BACK && move != GA_CHART_MOVE_LAST)
    move = GA_CHART_MOVE_FIRST;
  else if (none)
    move = GA_CHART_MOVE_LAST;
  switch (move)
    {
    case GA_CHART_MOVE_BACK:
      find_from (chart, series, point->category - 1, -1, point);
      break;
    case GA_CHART_MOVE_FORWARD:
      find_from (chart, series, point->category + 1, 1, point);
      break;
    case GA_CHART_MOVE_FIRST:
      find_from (chart, series, 0, 1, point);
      break;
    case GA_CHART_MOVE_LAST:
      find_from (chart, series, last, -1, point);
      break;
    case GA_CHART_MOVE_UP:
      find_series (chart, ga_chart_stacks (chart) ? 1 : -1, point);
      break;
    case GA_CHART_MOVE_DOWN:
      find_series (chart, ga_chart_stacks (chart) ? -1 : 1, point);
      break;
    default:
      g_assert_not_reached ();
    }
  return old.series != point->series || old.category != point->category;
}

/**
 * ga_chart_describe_point:
 *
 * Returns: (transfer full): the figure in words for speech: "January 2026, held: 12"
 */
char *
ga_chart_describe_point (GaChart *chart, const GaChartPoint *point)
{
  g_autofree char *category = NULL;
  g_autofree char *text = NULL;
  const char *name;

  if (point->series < 0 || point->category < 0 || point->series >= (int) chart->series->len ||
      point->category >= (int) chart->categories->len)
    return g_strdup ("");
  category = ga_chart_dup_category_text (chart, (guint) point->category);
  name = ga_chart_series (chart, (guint) point->series)->name;
  text = ga_chart_dup_point_text (chart, (guint) point->series, (guint) point->category);
  if (text == NULL)
    text = g_strdup (_ ("no figure"));
  if (name == NULL)
    /* Translators: a point of a chart: category and figure, as in "January 2026: 12" */
    return g_strdup_printf (_ ("%1$s: %2$s"), category, text);
  /* Translators: a point of a chart: category, series and figure, as in "January 2026, held: 12" */
  return g_strdup_printf (_ ("%1$s, %2$s: %3$s"), category, name, text);
}

const GaChartCategory *
ga_chart_category (GaChart *chart, guint category)
{
  return g_ptr_array_index (chart->categories, category);
}

const GaChartSeries *
ga_chart_series (GaChart *chart, guint series)
{
  return g_ptr_array_index (chart->series, series);
}

const GaChartFigure *
ga_chart_figure (GaChart *chart, guint series, guint category)
{
  GArray *figures;

  g_return_val_if_fail (series < chart->series->len, &missing_figure);
  figures = ga_chart_series (chart, series)->figures;
  return category < figures->len ? &g_array_index (figures, GaChartFigure, category)
                                 : &missing_figure;
}

gboolean
ga_chart_stacks (GaChart *chart)
{
  return chart->stacked && chart->kind != GA_CHART_LINES;
}

/* The top of the tallest thing drawn; a masked figure reaches its bound. */
gint64
ga_chart_get_maximum (GaChart *chart)
{
  gint64 maximum = 0;

  for (guint category = 0; category < chart->categories->len; category++)
    {
      gint64 sum = 0;

      for (guint series = 0; series < chart->series->len; series++)
        {
          gint64 value = ga_chart_figure (chart, series, category)->value;

          sum = ga_chart_stacks (chart) ? sum + value : MAX (sum, value);
        }
      maximum = MAX (maximum, sum);
    }
  return maximum;
}

char *
ga_chart_dup_category_text (GaChart *chart, guint category)
{
  const GaChartCategory *entry = ga_chart_category (chart, category);

  if (entry->spoken != NULL)
    return g_strdup (entry->spoken);
  if (entry->group != NULL)
    return g_strdup_printf ("%s %s", entry->label, entry->group);
  return g_strdup (entry->label);
}
