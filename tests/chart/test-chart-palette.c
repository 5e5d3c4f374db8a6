/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/ga-chart-palette.h"

static void
test_contrast_is_that_of_the_guidelines (void)
{
  GaChartColour black = { 0, 0, 0 }, white = { 1, 1, 1 };
  GaChartColour grey = { 0x76 / 255.0, 0x76 / 255.0, 0x76 / 255.0 };

  g_assert_cmpfloat_with_epsilon (ga_chart_colour_contrast (black, white), 21, 0.001);
  g_assert_cmpfloat_with_epsilon (ga_chart_colour_contrast (white, white), 1, 0.001);
  g_assert_cmpfloat_with_epsilon (ga_chart_colour_contrast (white, grey), 4.54, 0.01);
}

static void
test_text_stands_out_from_every_ground (gconstpointer data)
{
  const GaChartPalette *palette = ga_chart_palette_get ((GaChartTheme) GPOINTER_TO_UINT (data));
  const GaChartColour grounds[] = { palette->ground, palette->card };

  for (guint i = 0; i < G_N_ELEMENTS (grounds); i++)
    {
      g_assert_cmpfloat (ga_chart_colour_contrast (palette->ink, grounds[i]), >=, 7);
      g_assert_cmpfloat (ga_chart_colour_contrast (palette->muted, grounds[i]), >=, 4.5);
      g_assert_cmpfloat (ga_chart_colour_contrast (palette->axis, grounds[i]), >=, 3);
      for (guint series = 0; series < G_N_ELEMENTS (palette->edge); series++)
        g_assert_cmpfloat (ga_chart_colour_contrast (palette->edge[series], grounds[i]), >=, 3);
    }
  /* The words of the focused figure: ground on ink. */
  g_assert_cmpfloat (ga_chart_colour_contrast (palette->ground, palette->ink), >=, 4.5);
}

static void
test_stacked_parts_differ_without_colour (void)
{
  for (guint theme = 0; theme < GA_CHART_N_THEMES; theme++)
    {
      const GaChartPalette *palette = ga_chart_palette_get ((GaChartTheme) theme);
      GaChartColour tint = ga_chart_colour_mix (palette->fill[1], palette->ground, 0.3);

      g_assert_cmpfloat (ga_chart_colour_contrast (palette->fill[0], tint), >=, 3);
    }
}

int
main (int argc, char **argv)
{
  static const char *const names[GA_CHART_N_THEMES] = { "light", "dark", "high-contrast",
                                                        "high-contrast-dark", "print" };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/palette/contrast-is-that-of-the-guidelines",
                   test_contrast_is_that_of_the_guidelines);
  for (guint theme = 0; theme < GA_CHART_N_THEMES; theme++)
    {
      g_autofree char *path =
          g_strdup_printf ("/chart/palette/text-stands-out-from-every-ground/%s", names[theme]);

      g_test_add_data_func (path, GUINT_TO_POINTER (theme), test_text_stands_out_from_every_ground);
    }
  g_test_add_func ("/chart/palette/stacked-parts-differ-without-colour",
                   test_stacked_parts_differ_without_colour);
  return g_test_run ();
}
