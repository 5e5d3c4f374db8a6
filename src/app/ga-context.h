/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/ga-attendance-cache.h"
#include "store/ga-store.h"
#include "sync/client/ga-sync-engine.h"

G_BEGIN_DECLS

/**
 * GaSyncSituation: how a profile and its server stand to each other. A plain value.
 */
typedef struct
{
  GaSyncState state;
  GaSyncError code;          /* of the reason, where there is one */
  gint64 waiting;            /* changes to send */
  gint64 done;               /* sent in this round, already */
  gint64 received;           /* rows, in this round */
  gint64 conflicts;          /* open ones */
  gint64 apart;              /* communities that stay on this computer, in no kommune */
  gboolean lacks_passphrase; /* so whose access has stopped joins anew */
  gboolean rests; /* what waits is not sent now: a restored server lacks what it stands on */
} GaSyncSituation;

/**
 * GaContext:
 *
 * What a window works on: one profile's store and the user's settings. Handed down to every page
 * and editor at construction; nothing in the program is global. Main thread; opening and closing
 * wait for the disk, but for ga_context_open_async(). Errors are of %GA_STORE_ERROR, and what it
 * hands out is its own.
 *
 * Signal `opened`: the profile is open, or could not be opened.
 * Signal `sync-changed`: what ga_context_get_sync() tells may be another now.
 */
#define GA_TYPE_CONTEXT (ga_context_get_type ())
G_DECLARE_FINAL_TYPE (GaContext, ga_context, GA, CONTEXT, GObject)

GaContext *ga_context_new (const char *folder, gboolean example);
gboolean ga_context_has_file (GaContext *self);
gboolean ga_context_wants_work (GaContext *self);
gboolean ga_context_open (GaContext *self, GError **error);
void ga_context_open_async (GaContext *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean ga_context_open_finish (GaContext *self, GAsyncResult *result, GError **error);
void ga_context_close (GaContext *self);

const char *ga_context_get_folder (GaContext *self);
gboolean ga_context_is_example (GaContext *self);
GaStore *ga_context_get_store (GaContext *self);
GaReader *ga_context_get_reader (GaContext *self);
GaAttendanceCache *ga_context_get_attendance (GaContext *self);
const GaEntity *ga_context_get_entity (GaContext *self, const char *name);
GSettings *ga_context_get_settings (GaContext *self);
GaSyncEngine *ga_context_get_engine (GaContext *self);
GaSyncSituation ga_context_get_sync (GaContext *self);
gboolean ga_context_is_host_alone (GaContext *self);

G_END_DECLS
