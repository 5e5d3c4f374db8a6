/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/ga-generator.h"
#include "exchange/ga-invention.h"

G_BEGIN_DECLS

/* Private to the generator: who meets when, decided before anything is written. Days are Julian,
 * texts (transfer full). The writer thread's. */

/* A community to be: its walks run from @first_day, on the days of @weekdays. */
typedef struct
{
  GaId id;
  GaId kommune;
  GaId venue;
  GaId host;
  GaId schedule;
  GaId initiative; /* zero for none */
  const char *target_group;
  const char *arena;
  guint weekdays;   /* bits, 1 is Monday */
  guint n_meetings; /* exactly */
  guint end_day;    /* Julian; the last that may have a walk */
  guint first_day;  /* Julian; that of the first walk */
  gboolean closed;
  gboolean named; /* who comes is written down, or else how many */
  gboolean reveals_health;
  gboolean host_counts;
  gboolean runs;
  double size; /* how many usually come once it has grown */
  char at[6];
  guint number; /* of the walk written next */
  GaWalkers *walkers;
} GaPlannedCommunity;

typedef struct
{
  guint32 day; /* Julian */
  guint16 community;
  guint16 wanted; /* attendances, or people without a name */
} GaPlannedMeeting;

typedef struct
{
  guint n_communities;
  guint n_meetings;
  guint n_attendances; /* 0: numbers only */
  guint today;         /* Julian */
  GaPlannedCommunity *communities;
  GArray *meetings; /* GaPlannedMeeting, in the order of their days */
} GaGeneratorPlan;

GaGeneratorPlan *ga_generator_plan_new (GaInvention *invention, GaGeneratorSize size);
void ga_generator_plan_free (GaGeneratorPlan *self);
char *ga_generator_plan_date (guint julian);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaGeneratorPlan, ga_generator_plan_free)

G_END_DECLS
