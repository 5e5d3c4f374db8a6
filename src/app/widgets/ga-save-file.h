/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/ga-store.h"

G_BEGIN_DECLS

/*
 * Saving something as a file: asks for its name, writes it off the main thread, and says in a toast
 * that it is there, with a button that opens it, or why it is not. Main thread; nothing comes back.
 */

/**
 * GaSaveFunc:
 * @reader: sees the data as they are now
 * @path: the file meant, in a folder that is there; none of the profile's own
 *
 * Called once, on another thread, to write the file. What stood at @path before must stay whole
 * until the new file is, as #GaOutputFile sees to.
 *
 * Returns: %FALSE with @error set, its message a sentence for the user
 */
typedef gboolean (*GaSaveFunc) (GaReader *reader,
                                const char *path,
                                gpointer user_data,
                                GError **error);

void ga_save_file_ask (GtkWidget *origin,
                       GaStore *store,
                       const char *title,
                       const char *name,
                       GaSaveFunc write,
                       gpointer user_data,
                       GDestroyNotify user_data_free);
void ga_save_file (GtkWidget *origin,
                   GaStore *store,
                   GFile *file,
                   GaSaveFunc write,
                   gpointer user_data,
                   GDestroyNotify user_data_free);

G_END_DECLS
