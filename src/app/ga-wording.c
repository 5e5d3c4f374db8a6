/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ga-wording.h"

#include <glib/gi18n-lib.h>

static const GaWording wordings[] = {
  { "community", N_ ("New community"), N_ ("Edit community"), N_ ("Community added"),
    N_ ("Community changed"), N_ ("Community deleted") },
  { "person", N_ ("New person"), N_ ("Edit person"), N_ ("Person added"), N_ ("Person changed"),
    N_ ("Person deleted") },
  { "role", N_ ("New role"), N_ ("Edit role"), N_ ("Role added"), N_ ("Role changed"),
    N_ ("Role deleted") },
  { "organisation", N_ ("New organisation"), N_ ("Edit organisation"), N_ ("Organisation added"),
    N_ ("Organisation changed"), N_ ("Organisation deleted") },
  { "venue", N_ ("New meeting place"), N_ ("Edit meeting place"), N_ ("Meeting place added"),
    N_ ("Meeting place changed"), N_ ("Meeting place deleted") },
  { "route", N_ ("New route"), N_ ("Edit route"), N_ ("Route added"), N_ ("Route changed"),
    N_ ("Route deleted") },
  { "meeting", N_ ("New walk"), N_ ("Edit walk"), N_ ("Walk added"), N_ ("Walk changed"),
    N_ ("Walk deleted") },
  { "participant", N_ ("New participant"), N_ ("Edit participant"), N_ ("Participant added"),
    N_ ("Participant changed"), N_ ("Participant deleted") },
  { "schedule", N_ ("Plan walks"), N_ ("Edit plan"), N_ ("Walks planned"), N_ ("Plan changed"),
    N_ ("Plan deleted") },
  { "agreement", N_ ("New agreement"), N_ ("Edit agreement"), N_ ("Agreement added"),
    N_ ("Agreement changed"), N_ ("Agreement deleted") },
  { "agreement_party", N_ ("New party"), N_ ("Edit party"), N_ ("Party added"),
    N_ ("Party changed"), N_ ("Party deleted") },
  { "clause", N_ ("New expectation"), N_ ("Edit expectation"), N_ ("Expectation added"),
    N_ ("Expectation changed"), N_ ("Expectation deleted") },
  { "plan_goal", N_ ("New plan goal"), N_ ("Edit plan goal"), N_ ("Plan goal added"),
    N_ ("Plan goal changed"), N_ ("Plan goal deleted") },
  { "initiative", N_ ("New initiative"), N_ ("Edit initiative"), N_ ("Initiative added"),
    N_ ("Initiative changed"), N_ ("Initiative deleted") },
  { "indicator", N_ ("New indicator"), N_ ("Edit indicator"), N_ ("Indicator added"),
    N_ ("Indicator changed"), N_ ("Indicator deleted") },
  { "revision", N_ ("New adjustment"), N_ ("Edit adjustment"), N_ ("Adjustment added"),
    N_ ("Adjustment changed"), N_ ("Adjustment deleted") },
  { "round", N_ ("New funding round"), N_ ("Edit funding round"), N_ ("Funding round added"),
    N_ ("Funding round changed"), N_ ("Funding round deleted") },
  { "application", N_ ("New application"), N_ ("Edit application"), N_ ("Application added"),
    N_ ("Application changed"), N_ ("Application deleted") },
  { "budget_line", N_ ("New budget line"), N_ ("Edit budget line"), N_ ("Budget line added"),
    N_ ("Budget line changed"), N_ ("Budget line deleted") },
  { "investment", N_ ("New own investment"), N_ ("Edit own investment"),
    N_ ("Own investment added"), N_ ("Own investment changed"), N_ ("Own investment deleted") },
  { "grant", N_ ("New grant"), N_ ("Edit grant"), N_ ("Grant added"), N_ ("Grant changed"),
    N_ ("Grant deleted") },
  { "tranche", N_ ("New tranche"), N_ ("Edit tranche"), N_ ("Tranche added"),
    N_ ("Tranche changed"), N_ ("Tranche deleted") },
  { "account_entry", N_ ("New account entry"), N_ ("Edit account entry"),
    N_ ("Account entry added"), N_ ("Account entry changed"), N_ ("Account entry deleted") },
  { "grant_report", N_ ("New report"), N_ ("Edit report"), N_ ("Report added"),
    N_ ("Report changed"), N_ ("Report deleted") },
  { "recruitment", N_ ("New possible host"), N_ ("Edit recruitment"), N_ ("Possible host added"),
    N_ ("Recruitment changed"), N_ ("Recruitment deleted") },
  { NULL, N_ ("New"), N_ ("Edit"), N_ ("Added"), N_ ("Changed"), N_ ("Deleted") },
};

/**
 * ga_wording_of:
 * Returns: (transfer none): the phrases for an entity
 */
const GaWording *
ga_wording_of (const GaEntity *entity)
{
  const GaWording *wording = wordings;

  while (wording->entity != NULL && !g_str_equal (wording->entity, entity->name))
    wording++;
  return wording;
}
