/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaQuickEntry:
 *
 * Writes one entry after another into the accounts of a grant: day, text, amount, Enter. What was
 * written last stands below the fields, to be undone or to get its voucher. Main thread.
 */
#define GA_TYPE_QUICK_ENTRY (ga_quick_entry_get_type ())
G_DECLARE_FINAL_TYPE (GaQuickEntry, ga_quick_entry, GA, QUICK_ENTRY, GtkBox)

/* @entries, @vouchers: (element-type GaRecord): what the grant has now, and what is attached to it.
 * Another grant begins with empty fields. */
void ga_quick_entry_show (GaQuickEntry *self,
                          GaContext *context,
                          const GaRecord *grant,
                          GPtrArray *entries,
                          GPtrArray *vouchers);

G_END_DECLS
