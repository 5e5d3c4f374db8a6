/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ga-context.h"
#include "app/widgets/ga-editor.h"

G_BEGIN_DECLS

/**
 * GaTrancheSection:
 *
 * Part of the form of a tranche: what its grant is, and what is left of it beside the other
 * tranches, only to be read. More than that is told at the amount as it is written, and keeps it
 * from being saved. Main thread.
 */
#define GA_TYPE_TRANCHE_SECTION (ga_tranche_section_get_type ())
G_DECLARE_FINAL_TYPE (GaTrancheSection, ga_tranche_section, GA, TRANCHE_SECTION, GaEditorSection)

/* Opens the form of @tranche, a new one or a stored one. */
void ga_tranche_edit (GtkWidget *origin, GaContext *context, const GaRecord *tranche);

G_END_DECLS
