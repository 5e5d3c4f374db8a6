/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/ga-dice.h"
#include "store/ga-store.h"

G_BEGIN_DECLS

/**
 * GaInvention:
 *
 * Invented people, groups and walks, as the generator and the example put them into an empty
 * profile, within ga_transaction_fill_all(). Names are of nobody: combined from
 * data/demo/names.json. The writer thread's. Names are (transfer full), places the invention's;
 * errors are those of #GaTransaction.
 */
typedef struct _GaInvention GaInvention;

/* Who comes to one community: each from one of its walks on until another. */
typedef struct _GaWalkers GaWalkers;

/* What came of a walk. */
typedef struct
{
  const char *weather; /* (nullable): code; %NULL while nobody has written it down */
  const char *reason;  /* (nullable): code, where it was cancelled */
  double pull;         /* how many come, 1 being usual */
} GaOutcome;

GaInvention *ga_invention_new (GaTransaction *transaction, guint64 seed, GError **error);
void ga_invention_free (GaInvention *self);
GaDice *ga_invention_get_dice (GaInvention *self);
GaReader *ga_invention_get_reader (GaInvention *self);

GaRecord *ga_invention_make (GaInvention *self, const char *entity, const char *date);
gboolean ga_invention_write (GaInvention *self, GaRecord *record, GError **error);

const char *ga_invention_place (GaInvention *self, guint number);
char *ga_invention_name_group (GaInvention *self, const char *place, gboolean runs);
char *ga_invention_name_venue (GaInvention *self, const char *place);
char *ga_invention_name_person (GaInvention *self);
char *ga_invention_name_walker (GaInvention *self);
GaOutcome ga_invention_outcome (GaInvention *self, const GDate *day);

GaWalkers *ga_walkers_new (void);
void ga_walkers_free (GaWalkers *self);
gboolean ga_walkers_add (GaWalkers *self,
                         GaInvention *invention,
                         const GaId *community,
                         const char *name,
                         const char *joined,
                         const char *left,
                         int first,
                         int end,
                         GError **error);
gboolean ga_walkers_attend (GaWalkers *self,
                            GaInvention *invention,
                            const GaId *meeting,
                            guint number,
                            guint wanted,
                            guint *came,
                            GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaInvention, ga_invention_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaWalkers, ga_walkers_free)

G_END_DECLS
