/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/ga-merge.h"

G_BEGIN_DECLS

/*
 * The column `_stamps`: who gave each field its value, as JSON {"field": [revision, time, client]}.
 * Fields that the change gave which made the row stand together under "". Empty while nothing but
 * the last change of the row (@last) made it. Any thread.
 */

/* @stamps: (array length=entity.n_fields) (out caller-allocates). Fields that @entity lacks are
 * passed over; a text that is no such thing reads as empty. */
void ga_stamps_read (const GaEntity *entity,
                     const char *text,
                     const GaFieldStamp *last,
                     GaFieldStamp *made,
                     GaFieldStamp *stamps);
/* Returns: (transfer full) */
char *ga_stamps_write (const GaEntity *entity,
                       const GaFieldStamp *last,
                       const GaFieldStamp *made,
                       const GaFieldStamp *stamps);

G_END_DECLS
