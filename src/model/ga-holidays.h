/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Public holidays, computed: those that follow Easter, and those of a fixed date. Denmark: lov om
 * Folkekirkens helligdage, with store bededag until 2023 (lov nr. 214 af 6. marts 2023). Norway:
 * lov om helligdager og helligdagsfred § 2, and 1 and 17 May (lov av 26. april 1947). Other zones
 * have none that are known here. Any thread.
 */

/* @day: canonical day; @zone: (nullable): of #ga_choices_zone, %NULL is %GA_ZONE_DEFAULT.
 * Returns: (transfer none) (nullable): the translated name of the holiday; %NULL for another day */
const char *ga_holiday_name (const char *day, const char *zone);

G_END_DECLS
