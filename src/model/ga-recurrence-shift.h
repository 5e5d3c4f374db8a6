/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-recurrence.h"

G_BEGIN_DECLS

/**
 * GaShift:
 *
 * What moving one day of a rule to another makes of the rule and of its other days: from Tuesday to
 * Wednesday every Tuesday, from the first Saturday to the second Sunday every first Saturday. Other
 * weekdays of the same rule stay. Days are canonical. One thread at a time.
 */
typedef struct _GaShift GaShift;

GaShift *
ga_shift_new (const char *rule, const char *from, const char *day, const char *to, GError **error);
void ga_shift_free (GaShift *self);
char *ga_shift_day (const GaShift *self, const char *day);
char *ga_shift_from (const GaShift *self, const char *first);
char *ga_shift_rule (const GaShift *self, guint passed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaShift, ga_shift_free)

G_END_DECLS
