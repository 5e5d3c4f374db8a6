/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/ga-chart.h"
#include "paper/ga-table.h"

/* Charts as the program draws them, in Danish and with invented figures. */
GaChart *chart_sample_months (void);
GaChart *chart_sample_years (guint months_this_year);
GaChart *chart_sample_weeks (guint n_weeks);
GaChart *chart_sample_groups (void);
GaChart *chart_sample_kommuner (guint n_kommuner);
GaTable *chart_sample_table (GaChart *chart);
