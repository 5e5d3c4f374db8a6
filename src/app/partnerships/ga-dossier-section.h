/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "insight/ga-dossier-lines.h"

G_BEGIN_DECLS

/**
 * GaDossierSection:
 *
 * One part of a dossier: a heading, what it comes to, and its lines as rows that open what they
 * tell of. Of many lines the first are shown, the rest when they are asked for. Shown again, it
 * keeps the rows that it has, and so the focus and the place. Main thread.
 */
#define GA_TYPE_DOSSIER_SECTION (ga_dossier_section_get_type ())
G_DECLARE_FINAL_TYPE (GaDossierSection, ga_dossier_section, GA, DOSSIER_SECTION, GtkBox)

GtkWidget *ga_dossier_section_new (void);
/* @anew: of another partner than before */
void ga_dossier_section_show (GaDossierSection *self,
                              GaDossier *dossier,
                              GaDossierPart part,
                              gboolean anew);

G_END_DECLS
