/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaChainSection:
 *
 * What came of a grant or an agreement: what was paid, the communities, walks and visits of its
 * initiatives, what each of these cost, and links to the communities. An agreement with several
 * initiatives lets one choose among them. It counts off the main thread, while it is on screen, and
 * follows what changes. Main thread.
 *
 * Signal: `measured (GArray *measures)`: #GaChainMeasure of all indicators of what is shown,
 * whichever initiative is chosen; they are the section's, and gone afterwards.
 */
#define GA_TYPE_CHAIN_SECTION (ga_chain_section_get_type ())
G_DECLARE_FINAL_TYPE (GaChainSection, ga_chain_section, GA, CHAIN_SECTION, GtkBox)

void ga_chain_section_show (GaChainSection *self, GaContext *context, const GaRecord *record);
void ga_chain_section_choose (GaChainSection *self, const GaId *initiative);

G_END_DECLS
