/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GaPackage:
 *
 * A zip whose parts are read one at a time, as XLSX and ODS are made. What is unpacked is never
 * held whole, and there is an end to it whatever the file says of itself: %GA_PACKAGE_MOST bytes in
 * all, and %GA_PACKAGE_RATIO times its own size once that is more than %GA_PACKAGE_FREE. Parts with
 * a password are refused.
 *
 * Blocks; one thread at a time. Errors are of %GA_EXCHANGE_ERROR, or %G_IO_ERROR_CANCELLED.
 */
typedef struct _GaPackage GaPackage;
typedef struct _GaPackagePart GaPackagePart;

#define GA_PACKAGE_MOST  ((guint64) 512 * 1024 * 1024)
#define GA_PACKAGE_FREE  ((guint64) 16 * 1024 * 1024)
#define GA_PACKAGE_RATIO 250

/* @cancellable: (nullable): asked at each piece that is read; must live as long as the package */
GaPackage *ga_package_new_for_path (const char *path, GCancellable *cancellable, GError **error);
GaPackage *ga_package_new_for_bytes (GBytes *bytes, GCancellable *cancellable, GError **error);
void ga_package_free (GaPackage *self);

gboolean ga_package_has (GaPackage *self, const char *name);
GCancellable *ga_package_get_cancellable (GaPackage *self);
/* What is made of the parts beyond their own bytes counts, too, such as a row that is repeated. */
gboolean ga_package_spend (GaPackage *self, guint64 bytes, GError **error);

GaPackagePart *ga_package_open_part (GaPackage *self, const char *name, GError **error);
/* -1 with @error set, 0 at the end */
gssize ga_package_part_read (GaPackagePart *self, char *buffer, gsize size, GError **error);
/* From 0 to 1 */
double ga_package_part_get_progress (GaPackagePart *self);
void ga_package_part_free (GaPackagePart *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaPackage, ga_package_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaPackagePart, ga_package_part_free)

G_END_DECLS
