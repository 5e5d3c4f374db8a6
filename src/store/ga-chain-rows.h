/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"

G_BEGIN_DECLS

/**
 * GaChainGrant: a grant, and what came of its money.
 * @initiative: what was applied for; zero for none
 * @title: who got it, and what for
 * @own: it is of what was asked about; else another that pays for the same initiative
 * @amount, @paid, @returned, @spent: granted, paid in tranches, come back, and written in its
 *   accounts; in øre of @currency
 * @start, @until: its first and its last day, extended or not; without a start that on which it was
 *   decided, and empty where not given
 * @communities_promised, @hosts_promised: in its application
 */
typedef struct
{
  GaId id;
  GaId application;
  GaId initiative;
  char *title;
  gboolean own;
  char currency[4];
  gint64 amount;
  gint64 paid;
  gint64 returned;
  gint64 spent;
  char start[11];
  char until[11];
  gint64 communities_promised;
  gint64 hosts_promised;
} GaChainGrant;

/**
 * GaChainCommunity: a community of an initiative.
 * @started: its first day; that of its first walk held where none is given, else empty
 */
typedef struct
{
  GaId id;
  GaId initiative;
  char *name;
  char started[11];
} GaChainCommunity;

/**
 * GaChainHost: somebody who is or was host or co-host of a community, from @from until @until,
 * which are empty where not given.
 */
typedef struct
{
  GaId person;
  GaId community;
  char from[11];
  char until[11];
} GaChainHost;

/**
 * GaChainInitiative: an initiative, with the first day of its agreement, or empty.
 */
typedef struct
{
  GaId id;
  char *name;
  char agreed[11];
} GaChainInitiative;

/**
 * GaChainNumber: a number that somebody may have written.
 */
typedef struct
{
  gint64 number;
  gboolean given;
} GaChainNumber;

/**
 * GaChainIndicator: what an initiative is measured by.
 * @unit: (nullable)
 * @due: empty where not given
 * @by_attendance: it is counted, whatever @value says
 */
typedef struct
{
  GaId id;
  GaId initiative;
  char *name;
  char *unit;
  GaChainNumber baseline;
  GaChainNumber target;
  GaChainNumber value;
  char due[11];
  gboolean by_attendance;
} GaChainIndicator;

/**
 * GaChainRows:
 *
 * All that hangs together from money to communities for a grant, an initiative, a funding round or
 * an agreement; what they did is in the totals. Lists hold as many as there are. Constant once it
 * is read.
 * @grants, @initiatives, @communities, @hosts, @indicators: (element-type GaChainGrant, …): grants
 *   with the first to begin first, the others by name
 * @sees_hosts: whether this profile is told who is host; where not, @hosts says nothing
 */
typedef struct
{
  GArray *grants;
  GArray *initiatives;
  GArray *communities;
  GArray *hosts;
  GArray *indicators;
  gboolean sees_hosts;
} GaChainRows;

GaChainRows *ga_reader_chain (GaReader *self, const GaEntity *of, const GaId *id, GError **error);
GArray *ga_reader_chain_grants (GaReader *self, const GaId *initiative, GError **error);
void ga_chain_rows_free (GaChainRows *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaChainRows, ga_chain_rows_free)

G_END_DECLS
