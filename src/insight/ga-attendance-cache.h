/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-store.h"

G_BEGIN_DECLS

/**
 * GaAttendanceCache:
 *
 * All held and cancelled meetings of one store in memory, some 28 bytes each, so that any question
 * of attendance is a scan. One a store, owned by whoever owns the store. Empty until it is loaded;
 * from then on it follows the store: what a commit touches is read again, off the main thread. Used
 * by the thread that the store was opened in.
 *
 * Signal `changed`: the answer to a question may be another one now. After an error while
 * following, the cache is empty again, and the next loading reads everything anew.
 *
 * Errors are of %GA_STORE_ERROR, or %G_IO_ERROR_CANCELLED. ga_attendance_cache_load() blocks.
 */
#define GA_TYPE_ATTENDANCE_CACHE (ga_attendance_cache_get_type ())
G_DECLARE_FINAL_TYPE (GaAttendanceCache, ga_attendance_cache, GA, ATTENDANCE_CACHE, GObject)

GaAttendanceCache *ga_attendance_cache_new (GaStore *store);
gboolean ga_attendance_cache_load (GaAttendanceCache *self, GaReader *reader, GError **error);
void ga_attendance_cache_load_async (GaAttendanceCache *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean
ga_attendance_cache_load_finish (GaAttendanceCache *self, GAsyncResult *result, GError **error);
gboolean ga_attendance_cache_is_loaded (GaAttendanceCache *self);
guint ga_attendance_cache_get_n_meetings (GaAttendanceCache *self);

G_END_DECLS
