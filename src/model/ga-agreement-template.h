/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What an agreement usually says, on both sides, as a beginning to be talked over: who is
 * responsible, who the volunteers are, how they are recruited, that the place is ready, and who
 * does what. Under each of these headings stands one expectation, the one made for the kind of
 * partner before the one made for the kind of agreement, and that before the usual one. Our own
 * words. Any thread.
 */

#define GA_AGREEMENT_HEADINGS 5
#define GA_AGREEMENT_SIDES    2
#define GA_AGREEMENT_CLAUSES  (GA_AGREEMENT_HEADINGS * GA_AGREEMENT_SIDES)

/**
 * GaAgreementClause: constant.
 * @side: as the field of a clause has it
 * @heading: msgid
 * @text: msgid
 */
typedef struct
{
  const char *side;
  const char *heading;
  const char *text;
} GaAgreementClause;

/* @kind: of agreement, @partner: (nullable): of organisation, as their fields have it. Fills in
 * @clauses: side by side, and on each in the order of the headings. */
void ga_agreement_template_list (const char *kind,
                                 const char *partner,
                                 GaAgreementClause clauses[GA_AGREEMENT_CLAUSES]);

G_END_DECLS
