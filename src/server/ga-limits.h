/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GaLimits: how often something may be tried in a minute, by whom. A try is taken before it is
 * known how it ends, so that many at once do not slip through, and given back if it was a good one.
 * Times are monotonic microseconds. Any thread.
 */
typedef struct _GaLimits GaLimits;

GaLimits *ga_limits_new (guint most_a_minute);
void ga_limits_free (GaLimits *self);
/* Returns: 0, or the seconds after which to try again */
guint ga_limits_take (GaLimits *self, const char *who, gint64 now);
/* (transfer full): who an address is: of IPv6 the network, as a house has all of its addresses */
char *ga_limits_name_address (const char *address);
void ga_limits_give_back (GaLimits *self, const char *who);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaLimits, ga_limits_free)

G_END_DECLS
