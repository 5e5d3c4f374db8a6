/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paper/ga-paper.h"
#include "store/ga-reader.h"

G_BEGIN_DECLS

/* A whole funding round on paper, as those who decide read it: its frame, the list of applications,
 * and each of them with what the parties put in, its decision and its grants. A long read. Errors
 * are of %GA_STORE_ERROR. (transfer full) (nullable) */
GaPaper *ga_round_paper_new (GaReader *reader, const GaId *id, GError **error);

G_END_DECLS
