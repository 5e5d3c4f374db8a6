/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Bugs that the simulator plants, one at a time, to see that it would catch them. Only a library
 * built with GA_WITH_FLAWS has them, and whoever builds it says with ga_flaw_is_on() which one is
 * on; everywhere else GA_FLAW () is FALSE and the compiler drops what depends on it.
 */
typedef enum
{
  GA_FLAW_NONE,
  /* The server's. */
  GA_FLAW_SERIAL_CURSOR,     /* a pull ends beyond what it has sent */
  GA_FLAW_NUMBER_ALONE,      /* the number of a push is taken without its effect */
  GA_FLAW_EFFECT_ALONE,      /* the effect of a push is kept without its number */
  GA_FLAW_NO_RECEIPT,        /* a push that comes again is refused instead of answered */
  GA_FLAW_NO_LEFT_MARK,      /* a row that leaves a space is not told of there */
  GA_FLAW_NO_TOMBSTONE,      /* a deleted row is not told of */
  GA_FLAW_WHOLE_ROW,         /* an edit takes its whole row along, whoever was first */
  GA_FLAW_NO_CONFLICT,       /* the value that does not stand is thrown away */
  GA_FLAW_ANY_REFERENCE,     /* a record may refer to what its author cannot see */
  GA_FLAW_ANY_SPACE,         /* a pull answers for every space that is asked for */
  GA_FLAW_ANY_TIME,          /* clocks are believed as they are */
  GA_FLAW_SUM_OF_DELETED,    /* deleted rows stay in the check sum */
  GA_FLAW_NUMBERS_AND_NAMES, /* a walk's number and its names are added up */
  GA_FLAW_CHILDREN_STAY,     /* what depends on a row that moves stays where it was */
  GA_FLAW_REFUSED_WRITES,    /* a refused operation is done all the same */
  GA_FLAW_DELETE_WINS,       /* a delete takes what it had not seen */
  /* The client's. */
  GA_FLAW_CURSOR_FIRST,     /* a cursor is kept before what it stands for */
  GA_FLAW_NUMBER_FORGOTTEN, /* a push that is tried again is another one */
  GA_FLAW_ACK_FIRST,        /* what is sent counts as received */
  GA_FLAW_ACK_WITHOUT_REV,  /* what is acknowledged keeps its old revision */
  GA_FLAW_RELOAD_ALL,       /* a space that starts afresh takes the outbox along */
  GA_FLAW_NO_OVERLAY,       /* what comes covers what waits to be sent */
  GA_FLAW_NO_SHADOW,        /* what came while an edit waited is forgotten */
  GA_FLAW_LOG_STAYS,        /* a purge leaves the values in the change log */
  GA_FLAW_EPOCH_IGNORED,    /* what a restored server lost is not sent again */
  GA_FLAW_REFUSED_LOST,     /* the value that was refused is thrown away */
} GaFlaw;

#ifdef GA_WITH_FLAWS
gboolean ga_flaw_is_on (GaFlaw flaw);
#define GA_FLAW(NAME) (ga_flaw_is_on (GA_FLAW_##NAME))
#else
#define GA_FLAW(NAME) (FALSE)
#endif

G_END_DECLS
