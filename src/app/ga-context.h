/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/ga-attendance-cache.h"
#include "store/ga-store.h"

G_BEGIN_DECLS

/**
 * GaContext:
 *
 * What a window works on: one profile's store and the user's settings. Handed down to every page
 * and editor at construction; nothing in the program is global. Main thread; opening and closing
 * wait for the disk. Errors are of %GA_STORE_ERROR, and what it hands out is its own.
 */
#define GA_TYPE_CONTEXT (ga_context_get_type ())
G_DECLARE_FINAL_TYPE (GaContext, ga_context, GA, CONTEXT, GObject)

GaContext *ga_context_new (const char *folder, gboolean example);
gboolean ga_context_has_file (GaContext *self);
gboolean ga_context_open (GaContext *self, GError **error);
void ga_context_close (GaContext *self);

const char *ga_context_get_folder (GaContext *self);
gboolean ga_context_is_example (GaContext *self);
GaStore *ga_context_get_store (GaContext *self);
GaReader *ga_context_get_reader (GaContext *self);
GaAttendanceCache *ga_context_get_attendance (GaContext *self);
const GaEntity *ga_context_get_entity (GaContext *self, const char *name);
GSettings *ga_context_get_settings (GaContext *self);

G_END_DECLS
