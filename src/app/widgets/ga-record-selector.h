/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaRecordSelector:
 *
 * A compact choice of one record among many, or of all: looks like #GaSelector, and searches while
 * typing. Main thread.
 *
 * Signal `selected`: another record was chosen, or all.
 */
#define GA_TYPE_RECORD_SELECTOR (ga_record_selector_get_type ())
G_DECLARE_FINAL_TYPE (GaRecordSelector, ga_record_selector, GA, RECORD_SELECTOR, GtkBox)

void ga_record_selector_set_up (GaRecordSelector *self, GaContext *context, const GaEntity *entity);
const GaId *ga_record_selector_get_chosen (GaRecordSelector *self);

G_END_DECLS
