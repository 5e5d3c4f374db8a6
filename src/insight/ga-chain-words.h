/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paper/ga-table.h"
#include "insight/ga-chain.h"

G_BEGIN_DECLS

/* What a chain says, for the screen and the command line alike. (transfer full), on any thread. */

/* A line for each figure that there is: what it is, how much, and what belongs to it. */
GaTable *ga_chain_table_new (const GaChain *chain);
/* (nullable): on which days all this was */
char *ga_chain_dup_period (const GaChain *chain);
/* (nullable): what is not told, or told together with something else */
char *ga_chain_dup_note (const GaChain *chain);

G_END_DECLS
