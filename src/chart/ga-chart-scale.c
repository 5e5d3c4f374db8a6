/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/ga-chart-scale.h"

/**
 * ga_chart_scale_new:
 * @maximum: the largest figure to be shown, from 0 to 4 × 10^15
 * @most_steps: how many steps there is room for, at least 1
 *
 * Returns: the finest scale that has room
 */
GaChartScale
ga_chart_scale_new (gint64 maximum, guint most_steps)
{
  static const gint64 factors[] = { 1, 2, 5 };
  GaChartScale scale = { 1, 1 };
  gint64 power = 1;
  guint factor = 0;

  g_return_val_if_fail (maximum >= 0 && most_steps >= 1, scale);
  while ((maximum + scale.step - 1) / scale.step > most_steps)
    {
      factor = (factor + 1) % G_N_ELEMENTS (factors);
      if (factor == 0)
        power *= 10;
      scale.step = factors[factor] * power;
    }
  scale.top = MAX ((maximum + scale.step - 1) / scale.step, 1) * scale.step;
  return scale;
}

guint
ga_chart_scale_get_n_ticks (const GaChartScale *scale)
{
  return (guint) (scale->top / scale->step) + 1;
}

gint64
ga_chart_scale_get_tick (const GaChartScale *scale, guint tick)
{
  return scale->step * (gint64) tick;
}

/**
 * ga_chart_scale_get_share:
 *
 * Returns: where @value lies: 0 at zero, 1 at the top
 */
double
ga_chart_scale_get_share (const GaChartScale *scale, gint64 value)
{
  return (double) value / (double) scale->top;
}

/**
 * ga_chart_group_digits:
 * @separator: (nullable): what stands between thousands, or nothing
 *
 * Returns: (transfer full): such as "2.000.000"
 */
char *
ga_chart_group_digits (gint64 value, const char *separator)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, value);
  GString *text = g_string_new (NULL);
  gsize length = 0;

  for (const char *at = digits; *at != '\0'; at++)
    length += g_ascii_isdigit (*at) ? 1 : 0;
  for (const char *at = digits; *at != '\0'; at++)
    {
      g_string_append_c (text, *at);
      if (!g_ascii_isdigit (*at))
        continue;
      length--;
      if (length > 0 && length % 3 == 0 && separator != NULL)
        g_string_append (text, separator);
    }
  return g_string_free (text, FALSE);
}
