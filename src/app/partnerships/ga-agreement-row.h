/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/ga-reader.h"

G_BEGIN_DECLS

/**
 * GaAgreementRow:
 *
 * A row for what belongs to an agreement: a party, an initiative, and what it is measured by and
 * how it was adjusted. It opens it, and offers in a menu what else can be done. Activates, on the
 * widget around it, `agreement.edit (ss)`, `agreement.delete (ss)` and, for an initiative,
 * `agreement.add-indicator (s)`. Main thread.
 */
#define GA_TYPE_AGREEMENT_ROW (ga_agreement_row_get_type ())
G_DECLARE_FINAL_TYPE (GaAgreementRow, ga_agreement_row, GA, AGREEMENT_ROW, AdwActionRow)

/* @is_partner: of whom all is known: the row opens that, and its menu the party */
GtkWidget *
ga_agreement_row_new_party (GaReader *reader, const GaRecord *party, gboolean is_partner);
GtkWidget *
ga_agreement_row_new_initiative (GaReader *reader, const GaRecord *initiative, guint n_indicators);
/* @counted: (nullable): as for ga_agreement_words_indicator() */
GtkWidget *ga_agreement_row_new_indicator (GaRecord *indicator, const char *counted);
GtkWidget *ga_agreement_row_new_revision (GaReader *reader, const GaRecord *revision);
/* Tells what was counted, if it is the row of that indicator. */
void
ga_agreement_row_set_counted (GaAgreementRow *self, const GaId *indicator, const char *counted);
/* Whether it is only read here. */
void ga_agreement_row_set_fixed (GaAgreementRow *self, gboolean fixed);

G_END_DECLS
