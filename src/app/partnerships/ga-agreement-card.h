/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "insight/ga-dossier.h"

G_BEGIN_DECLS

/**
 * GaAgreementCard:
 *
 * One agreement within a dossier, to be read: what it is, who answers for it on each side, and what
 * both sides expect of each other. Its rows open what they tell of, through `win.open-record`. Main
 * thread.
 */
#define GA_TYPE_AGREEMENT_CARD (ga_agreement_card_get_type ())
G_DECLARE_FINAL_TYPE (GaAgreementCard, ga_agreement_card, GA, AGREEMENT_CARD, GtkBox)

GtkWidget *ga_agreement_card_new (void);
/* @today: canonical */
void ga_agreement_card_show (GaAgreementCard *self,
                             const GaDossierAgreement *agreement,
                             const char *today);

G_END_DECLS
