/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paper/ga-paper.h"
#include "store/ga-reader.h"

G_BEGIN_DECLS

/*
 * What a host prints, in the language of the program. A group that reveals health is called a walk
 * and nothing else, and its papers name nobody and no reason, since paper lies about
 * (docs/data-protection.md). Errors are of %GA_STORE_ERROR; papers are (transfer full) (nullable).
 */

/* The attendance list of one walk, in large letters: those who usually come, with a box to tick
 * each, empty lines for new walkers, and a line for the number without a name. Names stand there
 * only where the account sees names; of a group that reveals health there are numbers alone. A
 * short read. */
GaPaper *ga_walk_list_new (GaReader *reader, const GaId *id, GError **error);

/* The walks of a community, day by day; cancelled ones are struck out. @from, @to: canonical days,
 * both of them within; @from: (nullable): today; @to: (nullable): to the last one planned. A
 * long read. */
GaPaper *ga_programme_new (
    GaReader *reader, const GaId *id, const char *from, const char *to, GError **error);

/* What hangs on a wall, one page: what, when, where, how far, the price. Somebody is named as
 * contact who has that role (`contact`) in the community today and whose consent stands: that a
 * record is kept in order to reach them is no leave to put them on a wall. Its code is the position
 * of the meeting place (RFC 5870), or its address: a phone reads both without a network and without
 * any server of ours, and they still hold when the program has moved on. A short read. */
GaPaper *ga_poster_new (GaReader *reader, const GaId *id, GError **error);

/* What they call the community. (transfer full) */
char *ga_walk_paper_title (const GaRecord *community);
/* Name and address of a meeting place. @id: (nullable). (transfer full) (nullable) */
char *ga_walk_paper_place (GaReader *reader, const GaId *id);
/* "Tuesday 6 January 2026 at 10:00". @start: canonical. (transfer full) */
char *ga_walk_paper_when (const char *start);

G_END_DECLS
