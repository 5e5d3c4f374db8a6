/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/ga-chain-words.h"

#include <glib/gi18n-lib.h>

#include "model/ga-attendance.h"
#include "model/ga-date.h"
#include "model/ga-number.h"

static void
add_line (GaTable *table, const char *what, const char *figure, const char *note)
{
  ga_table_add_row (table, (const char *const[]){ what, figure, note != NULL ? note : "", NULL });
}

static void
add_money_line (
    GaTable *table, const char *what, gint64 oere, const GaChainMoney *money, const char *note)
{
  g_autofree char *shown = ga_money_display (oere, money->currency);

  add_line (table, what, shown, note);
}

static char *
describe_granted (const GaChainMoney *money)
{
  g_autofree char *granted = ga_money_display (money->granted, money->currency);
  g_autofree char *back = ga_money_display (money->returned, money->currency);

  if (money->returned != 0)
    /* TRANSLATORS: two amounts of money */
    return g_strdup_printf (_ ("Of %1$s granted; %2$s came back and is not in it"), granted, back);
  /* TRANSLATORS: %s is an amount of money */
  return g_strdup_printf (_ ("Of %s granted"), granted);
}

static void
add_money (GaTable *table, const GaChain *chain)
{
  for (guint i = 0; i < chain->money->len; i++)
    {
      const GaChainMoney *money = &g_array_index (chain->money, GaChainMoney, i);
      g_autofree char *granted = describe_granted (money);

      if (money->granted != 0)
        {
          add_money_line (table, _ ("Paid out, less what came back"), money->paid, money, granted);
          add_money_line (table, _ ("Spent"), money->spent, money, NULL);
        }
      if (money->others != 0)
        add_money_line (table, _ ("Paid by other grants"), money->others, money,
                        _ ("For the same days; counted in below"));
    }
}

static char *
describe_promise (gint64 promised)
{
  g_autofree char *shown = ga_number_display (promised);

  if (promised == 0)
    return NULL;
  return g_strdup_printf (ngettext ("%s was promised", "%s were promised", (gulong) promised),
                          shown);
}

/* An indicator counts on other days. */
static void
add_visits (GaTable *table, const GaChain *chain)
{
  g_autofree char *held = ga_number_display (chain->held);
  g_autofree char *cancelled = ga_number_display (chain->cancelled);
  g_autofree char *note =
      g_strdup_printf (ngettext ("%s cancelled", "%s cancelled", chain->cancelled), cancelled);
  g_autofree char *visits = ga_figure_display (chain->visits);
  g_autofree char *period = ga_chain_dup_period (chain);

  add_line (table, _ ("Walks held"), held, chain->cancelled > 0 ? note : NULL);
  add_line (table, _ ("Visits in the time of the grants"), visits, period);
}

static void
add_communities (GaTable *table, const GaChain *chain)
{
  g_autofree char *active = ga_number_display (chain->active);
  g_autofree char *promised = describe_promise (chain->communities_promised);
  g_autofree char *lasting = ga_number_display (chain->lasting);
  g_autofree char *old = ga_number_display (chain->old);
  /* TRANSLATORS: so many of so many: "3 of 4" */
  g_autofree char *share = g_strdup_printf (_ ("%1$s of %2$s"), lasting, old);

  add_line (table, _ ("Communities that held a walk"), active, promised);
  if (chain->old > 0)
    add_line (table, _ ("Still meeting after 12 months"), share,
              _ ("Of those that started a year ago or earlier"));
}

static void
add_hosts (GaTable *table, const GaChain *chain)
{
  g_autofree char *hosts = ga_number_display (chain->hosts);
  g_autofree char *promised = describe_promise (chain->hosts_promised);

  if (chain->rows->sees_hosts)
    add_line (table, _ ("Hosts and co-hosts in the time of the grants"), hosts, promised);
  else if (promised != NULL)
    add_line (table, _ ("Hosts and co-hosts in the time of the grants"), _ ("Not visible to you"),
              promised);
}

static void
add_cost (GaTable *table, const char *what, GaChainCost cost, const GaChainMoney *money)
{
  if (cost.known && money->counted != 0)
    add_money_line (table, what, cost.oere, money,
                    money->others != 0 ? _ ("Of what was paid out, with the part of other grants")
                                       : _ ("Of what was paid out, not of what was spent"));
}

static void
add_costs (GaTable *table, const GaChain *chain)
{
  for (guint i = 0; i < chain->money->len; i++)
    {
      const GaChainMoney *money = &g_array_index (chain->money, GaChainMoney, i);

      add_cost (table, _ ("Cost per visit"), money->per_visit, money);
      add_cost (table, _ ("Cost per community"), money->per_community, money);
      add_cost (table, _ ("Cost per community still meeting after 12 months"), money->per_lasting,
                money);
    }
}

static char *
describe_target (const GaChainIndicator *indicator)
{
  g_autofree char *target = ga_number_display (indicator->target.number);
  g_autofree char *due = *indicator->due != '\0' ? ga_date_display (indicator->due) : NULL;

  if (!indicator->target.given)
    return g_strdup (_ ("No target yet"));
  if (due == NULL)
    /* TRANSLATORS: what is to be reached */
    return g_strdup_printf (_ ("Target %s, without a day"), target);
  /* TRANSLATORS: what is to be reached, and by which day */
  return g_strdup_printf (_ ("Target %1$s by %2$s"), target, due);
}

/* Several initiatives may be measured by what has the same name. */
static const char *
find_initiative (const GaChain *chain, const GaChainIndicator *indicator)
{
  for (guint i = 0; i < chain->rows->initiatives->len; i++)
    {
      const GaChainInitiative *initiative =
          &g_array_index (chain->rows->initiatives, GaChainInitiative, i);

      if (ga_id_equal (&initiative->id, &indicator->initiative))
        return initiative->name;
    }
  return NULL;
}

/* What is written down by hand says nothing of days. */
static char *
describe_measure (const GaChain *chain, const GaChainIndicator *indicator)
{
  g_autofree char *target = describe_target (indicator);
  const char *way = indicator->by_attendance ? _ ("visits counted since the agreement began")
                                             : _ ("written down by hand");
  const char *initiative = find_initiative (chain, indicator);

  if (initiative == NULL)
    return g_strjoin (" · ", target, way, NULL);
  return g_strjoin (" · ", initiative, target, way, NULL);
}

static void
add_measures (GaTable *table, const GaChain *chain)
{
  for (guint i = 0; i < chain->measures->len; i++)
    {
      const GaChainMeasure *measure = &g_array_index (chain->measures, GaChainMeasure, i);
      /* TRANSLATORS: what an initiative is measured by, as somebody wrote it: "Indicator: visits"
       */
      g_autofree char *title = g_strdup_printf (_ ("Indicator: %s"), measure->indicator->name);
      g_autofree char *note = describe_measure (chain, measure->indicator);
      g_autofree char *value = measure->known || measure->value.masked
                                   ? ga_figure_display (measure->value)
                                   : g_strdup ("–");

      add_line (table, title, value, note);
    }
}

/**
 * ga_chain_table_new:
 *
 * Returns: (transfer full): what came of it, a line a figure
 */
GaTable *
ga_chain_table_new (const GaChain *chain)
{
  GaTable *table = ga_table_new ();

  ga_table_add_column (table, _ ("What"), FALSE);
  ga_table_add_column (table, _ ("How much"), TRUE);
  ga_table_add_column (table, _ ("Note"), FALSE);
  add_money (table, chain);
  add_communities (table, chain);
  add_hosts (table, chain);
  add_visits (table, chain);
  add_costs (table, chain);
  add_measures (table, chain);
  return table;
}

char *
ga_chain_dup_period (const GaChain *chain)
{
  g_autofree char *from = chain->from != NULL ? ga_date_display (chain->from) : NULL;
  g_autofree char *until = chain->until != NULL ? ga_date_display (chain->until) : NULL;

  if (from == NULL)
    return NULL;
  /* Translators: the first and the last day of a period */
  return g_strdup_printf (C_ ("period", "%s – %s"), from, until);
}

char *
ga_chain_dup_note (const GaChain *chain)
{
  if (chain->left_out)
    return g_strdup_printf (
        _ ("Figures under %d that could tell of a person are hidden, and not counted in the sums."),
        GA_MASK_BOUND);
  if (chain->n_others > 0)
    return g_strdup_printf (
        ngettext (
            "%u other grant paid for the same initiative in these days. Its part is in what a "
            "visit and a community cost.",
            "%u other grants paid for the same initiatives in these days. Their part is in "
            "what a visit and a community cost.",
            chain->n_others),
        chain->n_others);
  if (chain->rows->initiatives->len > 0 && chain->from == NULL)
    return g_strdup (_ ("No grant has paid for this yet, so there are no days to count."));
  if (chain->rows->initiatives->len > 0 && chain->communities == 0)
    return g_strdup (
        _ ("No community belongs to the initiative yet. Choose the initiative when you "
           "edit a community."));
  if (chain->rows->initiatives->len == 0 && chain->rows->grants->len > 0)
    return g_strdup (_ ("It is for no initiative, so no communities belong to it. Choose the "
                        "initiative when you edit the application."));
  return NULL;
}
