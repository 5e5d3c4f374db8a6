/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Bugs that the simulator plants, one at a time, to see that it would catch them. Only a library
 * built with GA_WITH_FLAWS has them, and whoever builds it says with ga_flaw_is_on() which one is
 * on; everywhere else GA_FLAW () is FALSE and the compiler drops what depends on it.
 */
/* clang-format off */
#define GA_FLAWS(FLAW) \
  /* The server's. */ \
  FLAW (SERIAL_CURSOR, "a pull ends beyond what it has sent") \
  FLAW (NUMBER_ALONE, "the number of a push is taken without its effect") \
  FLAW (EFFECT_ALONE, "the effect of a push is kept without its number, and had again") \
  FLAW (NO_RECEIPT, "a push that comes again is refused instead of answered") \
  FLAW (NO_LEFT_MARK, "a row that leaves a space is not told of there") \
  FLAW (NO_TOMBSTONE, "a deleted row is not told of") \
  FLAW (WHOLE_ROW, "an edit takes its whole row along, whoever was first") \
  FLAW (NO_CONFLICT, "the value that does not stand is thrown away") \
  FLAW (ANY_REFERENCE, "a record may refer to what its author cannot see") \
  FLAW (ANY_SPACE, "a pull answers for every space that is asked for") \
  FLAW (ANY_TIME, "clocks are believed as they are") \
  FLAW (SUM_OF_DELETED, "deleted rows stay in the check sum") \
  FLAW (NUMBERS_AND_NAMES, "a walk's number and its names are added up") \
  FLAW (CHILDREN_STAY, "what depends on a row that moves stays where it was") \
  FLAW (REFUSED_WRITES, "a refused operation is done all the same") \
  FLAW (DELETE_WINS, "a delete takes what it had not seen") \
  /* The client's. */ \
  FLAW (CURSOR_FIRST, "a cursor is kept before what it stands for") \
  FLAW (NUMBER_FORGOTTEN, "a push that is tried again is another one under its number") \
  FLAW (ACK_FIRST, "what is sent counts as received") \
  FLAW (ACK_WITHOUT_REV, "what is acknowledged keeps its old revision") \
  FLAW (RELOAD_ALL, "a space that starts afresh takes the outbox along") \
  FLAW (NO_OVERLAY, "what comes covers what waits to be sent") \
  FLAW (NO_SHADOW, "what came while an edit waited is forgotten") \
  FLAW (LOG_STAYS, "a purge leaves the values in the change log") \
  FLAW (EPOCH_IGNORED, "what a restored server lost is not sent again") \
  FLAW (REFUSED_LOST, "the value that was refused is thrown away")
/* clang-format on */

#define GA_FLAW_MEMBER(NAME, SENTENCE) GA_FLAW_##NAME,
typedef enum
{
  GA_FLAW_NONE,
  GA_FLAWS (GA_FLAW_MEMBER) GA_N_FLAWS,
} GaFlaw;
#undef GA_FLAW_MEMBER

#ifdef GA_WITH_FLAWS
gboolean ga_flaw_is_on (GaFlaw flaw);
#define GA_FLAW(NAME) (ga_flaw_is_on (GA_FLAW_##NAME))
#else
#define GA_FLAW(NAME) (FALSE)
#endif

G_END_DECLS
