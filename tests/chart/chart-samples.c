/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-samples.h"

#include <string.h>

static const char *const months[] = { "jan", "feb", "mar", "apr", "maj", "jun",
                                      "jul", "aug", "sep", "okt", "nov", "dec" };
static const char *const full_months[] = { "januar",    "februar", "marts",    "april",
                                           "maj",       "juni",    "juli",     "august",
                                           "september", "oktober", "november", "december" };
static const gint64 by_name[] = {
  812, 764, 931, 1042, 1187, 1103, 688, 954, 1214, 1160, 1021, 598
};
static const gint64 without[] = { 96, 71, 124, 158, 203, 187, 142, 131, 176, 149, 102, 64 };

static GaChart *
make (GaChartKind kind, const char *title, const char *subtitle)
{
  GaChart *chart = ga_chart_new (kind);

  ga_chart_set_title (chart, title);
  ga_chart_set_subtitle (chart, subtitle);
  ga_chart_set_unit (chart, "Fremmøder");
  ga_chart_set_separator (chart, ".");
  ga_chart_set_empty_text (chart, "Der er endnu ingen fremmøder i perioden.");
  return chart;
}

static void
add_months (GaChart *chart, const char *year)
{
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    {
      g_autofree char *spoken = year != NULL ? g_strdup_printf ("%s %s", full_months[i], year)
                                             : g_strdup (full_months[i]);

      ga_chart_add_category (chart, months[i], year, spoken);
    }
}

/* Twelve months, stacked: by name and without a name. */
GaChart *
chart_sample_months (void)
{
  GaChart *chart = make (GA_CHART_BARS, "Fremmøde pr. måned",
                         "Hele regionen, 2026 · 412 ture i 14 fællesskaber");

  ga_chart_set_stacked (chart, TRUE);
  ga_chart_set_note (chart, "Kilde: værternes registreringer. Aflyste ture er ikke talt med.");
  ga_chart_add_series (chart, "Med navn");
  ga_chart_add_series (chart, "Uden navn");
  add_months (chart, "2026");
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    {
      ga_chart_set_value (chart, 0, i, by_name[i], NULL);
      ga_chart_set_value (chart, 1, i, without[i], NULL);
    }
  return chart;
}

/* This year, as far as it has come, against last. */
GaChart *
chart_sample_years (guint months_this_year)
{
  GaChart *chart = make (GA_CHART_LINES, "Fremmøde i år og sidste år",
                         "Gåfællesskaber i hele regionen · 798 ture");

  ga_chart_add_series (chart, "2026");
  ga_chart_add_series (chart, "2025");
  add_months (chart, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    {
      if (i < months_this_year)
        ga_chart_set_value (chart, 0, i, by_name[i] + without[i], NULL);
      ga_chart_set_value (chart, 1, i, by_name[i] * 4 / 5 + 40 * (gint64) (i % 3), NULL);
    }
  return chart;
}

GaChart *
chart_sample_weeks (guint n_weeks)
{
  GaChart *chart = make (GA_CHART_BARS, "Fremmøde pr. uge", "Ti år, 300 fællesskaber");

  ga_chart_set_stacked (chart, TRUE);
  ga_chart_add_series (chart, "Med navn");
  ga_chart_add_series (chart, "Uden navn");
  for (guint i = 0; i < n_weeks; i++)
    {
      g_autofree char *label = g_strdup_printf ("uge %u", i % 52 + 1);
      g_autofree char *year = g_strdup_printf ("%u", 2017 + i / 52);
      gint64 wave = (gint64) i * 7919 % 97 + (gint64) (i % 52 > 26 && i % 52 < 32 ? 40 : 160);

      ga_chart_add_category (chart, label, year, NULL);
      ga_chart_set_value (chart, 0, i, wave * 4 + i, NULL);
      ga_chart_set_value (chart, 1, i, wave, NULL);
    }
  return chart;
}

/* By target group, with two figures too small to be shown. */
GaChart *
chart_sample_groups (void)
{
  static const char *const labels[] = { "Ældre over 65",
                                        "Alle voksne",
                                        "Nye forældre",
                                        "Borgere med demens og deres pårørende",
                                        "Kræftramte i genoptræning",
                                        "Unge uden job eller uddannelse" };
  static const gint64 values[] = { 9999, 6210, 1204, 388, 0, 0 };
  GaChart *chart =
      make (GA_CHART_GROUPS, "Fremmøde efter målgruppe", "Hele regionen, 2026 · 412 ture");

  ga_chart_add_series (chart, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      ga_chart_add_category (chart, labels[i], NULL, NULL);
      if (i < 4)
        ga_chart_set_value (chart, 0, i, values[i], NULL);
      else
        ga_chart_set_masked (chart, 0, i, 5, "under 5");
    }
  return chart;
}

GaChart *
chart_sample_kommuner (guint n_kommuner)
{
  GaChart *chart = make (GA_CHART_GROUPS, "Ture pr. kommune", "2026 · afholdt og aflyst");

  ga_chart_set_unit (chart, "Ture");
  ga_chart_add_series (chart, "Afholdt");
  ga_chart_add_series (chart, "Aflyst");
  ga_chart_set_stacked (chart, TRUE);
  for (guint i = 0; i < n_kommuner; i++)
    {
      g_autofree char *label = g_strdup_printf ("Åby-Ørsted %u Kommune", i + 1);

      ga_chart_add_category (chart, label, NULL, NULL);
      ga_chart_set_value (chart, 0, i, 400 - 3 * (gint64) MIN (i, 120), NULL);
      ga_chart_set_value (chart, 1, i, (i * 13) % 29, NULL);
    }
  return chart;
}

/* The figures of @chart, one row a category, with a total where all of them may be seen. */
GaTable *
chart_sample_table (GaChart *chart)
{
  GaTable *table = ga_table_new ();
  guint n_series = ga_chart_get_n_series (chart);
  gint64 totals[GA_CHART_MAX_SERIES] = { 0 };

  ga_table_add_column (table, "Periode", FALSE);
  for (guint series = 0; series < n_series; series++)
    ga_table_add_column (table, series == 0 ? "Med navn" : "Uden navn", TRUE);
  for (guint category = 0; category < ga_chart_get_n_categories (chart); category++)
    {
      g_autoptr (GStrvBuilder) row = g_strv_builder_new ();
      GaChartPoint point = { 0, (int) category };
      g_autofree char *name = ga_chart_describe_point (chart, &point);
      g_auto (GStrv) cells = NULL;

      *strpbrk (name, ",:") = '\0';
      g_strv_builder_add (row, name);
      for (guint series = 0; series < n_series; series++)
        {
          g_autofree char *text = ga_chart_dup_point_text (chart, series, category);
          gint64 value;

          g_strv_builder_add (row, text != NULL ? text : "");
          ga_chart_get_point (chart, series, category, &value);
          totals[series] += value;
        }
      cells = g_strv_builder_end (row);
      ga_table_add_row (table, (const char *const *) cells);
    }
  if (n_series == 2)
    {
      g_autofree char *first = ga_chart_format_value (chart, totals[0]);
      g_autofree char *second = ga_chart_format_value (chart, totals[1]);

      ga_table_set_total (table, (const char *const[]){ "I alt", first, second, NULL });
    }
  return table;
}
