/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/widgets/ga-facts.h"

G_BEGIN_DECLS

/* What stands on a person's page below their own fields. Short indexed reads. Main thread. */

/* Returns: (transfer full): how far they are, as it is written down, or as it would be: see
 * ga_record_is_stored() */
GaRecord *ga_person_find_recruitment (GaReader *reader, const GaId *person);
/* How far they are on the way to leading walks, and how many they led. @recruitment: (nullable) */
void ga_person_show_leading (GaFacts *facts,
                             GaReader *reader,
                             const GaId *id,
                             const GaRecord *recruitment);
/* What names them besides their roles and walks: agreements, expectations, decisions. A row opens
 * it. Returns: how many rows */
guint ga_person_show_named (GtkListBox *list, GaReader *reader, const GaId *id);
/* What was changed last in the records that are about them. Returns: how many rows */
guint ga_person_show_changes (GtkListBox *list,
                              GaReader *reader,
                              const GaRecord *person,
                              const GaRecord *recruitment);

G_END_DECLS
