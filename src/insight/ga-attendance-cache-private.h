/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/ga-attendance-cache.h"
#include "insight/ga-meeting-columns.h"
#include "insight/ga-place-names.h"

G_BEGIN_DECLS

/*
 * Private to insight: what reports read of a cache that is loaded. On the cache's thread; all of it
 * is the cache's, until it changes. A place that may not be seen has no name (nullable).
 */
const GaMeetingColumns *ga_attendance_cache_get_columns (GaAttendanceCache *self);
const GaPlaceName *ga_attendance_cache_find_community (GaAttendanceCache *self, const GaId *id);
const GaPlaceName *ga_attendance_cache_find_kommune (GaAttendanceCache *self, const GaId *id);
const GaPlaceName *ga_attendance_cache_find_initiative (GaAttendanceCache *self, const GaId *id);
GaSchema *ga_attendance_cache_get_schema (GaAttendanceCache *self);

G_END_DECLS
