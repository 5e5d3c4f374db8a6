/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/ga-attendance-report.h"
#include "store/ga-chain-rows.h"

G_BEGIN_DECLS

/**
 * GaChainCost: øre for one of something; unknown where there is none of it, or how many there are
 * may not be told.
 */
typedef struct
{
  gint64 oere;
  gboolean known;
} GaChainCost;

/**
 * GaChainMoney: what was given in one currency; currencies are never added. Whole øre.
 * @granted: in all
 * @paid: in tranches, less what came back
 * @returned: what came back
 * @spent: by the accounts
 * @others: the part of other grants to the same initiatives that falls on the same days, a grant
 *   being spread evenly over its own
 * @counted: what costs are made of: @paid for initiatives, and @others
 * @per_visit: for each time that somebody came
 * @per_community: for each community that held a walk
 * @per_lasting: for each community that still met after 12 months
 */
typedef struct
{
  char currency[4];
  gint64 granted;
  gint64 paid;
  gint64 returned;
  gint64 spent;
  gint64 others;
  gint64 counted;
  GaChainCost per_visit;
  GaChainCost per_community;
  GaChainCost per_lasting;
} GaChainMoney;

/**
 * GaChainPlace: a community of one of the initiatives.
 * @held: its walks in the period
 * @is_old: it started 12 months ago or earlier
 * @lasts: and still met then: it has held a walk on the day on which it was 12 months old, or on
 * any later one, in the period or not
 */
typedef struct
{
  const GaChainCommunity *community;
  guint held;
  gboolean is_old;
  gboolean lasts;
} GaChainPlace;

/**
 * GaChainMeasure: an indicator of one of the initiatives, and what it has come to: what somebody
 * has written down, or else the visits to its communities from the first day of its agreement to
 * the day it is due.
 * @known: whether there is a value
 */
typedef struct
{
  const GaChainIndicator *indicator;
  GaFigure value;
  gboolean known;
} GaChainMeasure;

/**
 * GaChain:
 *
 * What came of a grant, an initiative, a funding round or an agreement: from the money over its
 * initiatives to their communities, walks and visits (docs/decisions/039). Walks count on the days
 * of its grants, from the first day of each to the last, or to today: those of an initiative on the
 * days of any. An initiative that no grant has paid for has no days, and nothing counts.
 *
 * Immutable; what is in it is its own. Made on the cache's thread; any thread may read it.
 * @money: (element-type GaChainMoney): by currency
 * @from, @until: (nullable): the first and the last of these days
 * @held, @cancelled: walks
 * @visits: hidden as in a report of attendance
 * @left_out: what is too small to be told is not in @visits
 * @communities: how many belong to the initiatives; @active: of these held a walk in the period
 * @old: of the active ones are 12 months old; @lasting: of these still met then
 * @hosts: different people who were host or co-host of an active community in the period; nothing
 *   where @rows do not see them
 * @communities_promised, @hosts_promised: in the applications, each once
 * @n_others: other grants that pay in the same period
 * @places: (element-type GaChainPlace): the communities, by name
 * @measures: (element-type GaChainMeasure)
 * @rows: what it was made of
 */
typedef struct
{
  GArray *money;
  char *from;
  char *until;
  guint held;
  guint cancelled;
  GaFigure visits;
  gboolean left_out;
  guint communities;
  guint active;
  guint old;
  guint lasting;
  guint hosts;
  gint64 communities_promised;
  gint64 hosts_promised;
  guint n_others;
  GArray *places;
  GArray *measures;
  GaChainRows *rows;
} GaChain;

GaChain *
ga_chain_new (GaAttendanceCache *cache, GaChainRows *rows, const char *today, gboolean mask);
void ga_chain_free (GaChain *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaChain, ga_chain_free)

G_END_DECLS
