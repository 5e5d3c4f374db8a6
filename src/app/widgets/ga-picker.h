/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaPicker:
 *
 * A popover that finds one record of an entity while typing. Arrow keys walk the answers, Enter
 * takes the first. Where a name is all that the entity asks for, what is not found can be added.
 * Main thread.
 *
 * Signal: `picked (GaRecord *record)`; a record that is not stored is a new one, to be written by
 * whoever takes it.
 */
#define GA_TYPE_PICKER (ga_picker_get_type ())
G_DECLARE_FINAL_TYPE (GaPicker, ga_picker, GA, PICKER, GtkPopover)

GtkWidget *ga_picker_new (GaContext *context, const GaEntity *entity);
void ga_picker_set_known_only (GaPicker *self, gboolean known_only);
/* Finds records of @also, too, once something is typed. Before it is shown. */
void ga_picker_add_entity (GaPicker *self, const GaEntity *also);

G_END_DECLS
