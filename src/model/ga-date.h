/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "model/ga-number.h"

G_BEGIN_DECLS

/*
 * Days and local times as text: `2026-12-31`, `10:00`, `2026-12-31T10:00`. Text of this form sorts
 * as time does. What people write is read in every usual Danish and Norwegian form. Days lie in the
 * years 1900–2200. What is displayed follows the language of the interface (ga_language_get()), and
 * can be read again. Any thread. Texts and days are (transfer full), and %NULL for what
 * cannot be read.
 */

#define GA_ZONE_DEFAULT "Europe/Copenhagen"

char *ga_date_parse (const char *text);
char *ga_date_parse_near (const char *text, const char *near);
char *ga_clock_parse (const char *text);
char *ga_time_parse (const char *text);

GDate *ga_date_to_gdate (const char *date);
char *ga_date_from_gdate (const GDate *date);
char *ga_date_today (void);
char *ga_date_add_days (const char *date, int days);
char *ga_time_now (void);
char *ga_time_dup_day (const char *time);
GDateTime *ga_time_to_instant (const char *time, const char *zone);
char *ga_time_from_instant (GDateTime *instant, const char *zone);
char *ga_time_make_real (const char *time, const char *zone);

char *ga_date_display (const char *date);
char *ga_date_display_long (const char *date);
char *ga_date_display_weekday (const char *date);
char *ga_clock_display (const char *clock);
char *ga_time_display (const char *time);
char *ga_month_display (guint month);
char *ga_month_display_short (guint month);
char *ga_weekday_display (guint weekday);

G_END_DECLS
