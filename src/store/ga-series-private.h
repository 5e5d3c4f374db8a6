/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-transaction.h"

G_BEGIN_DECLS

/* (transfer full) (element-type GaRecord): the meetings of a schedule by their start */
GPtrArray *ga_series_list (GaReader *reader, const GaId *schedule, GError **error);
/* (transfer full) (element-type GaId): those among @meetings that somebody is recorded at */
GHashTable *ga_series_find_recorded (GaReader *reader, GPtrArray *meetings, GError **error);
/* Whether a meeting stays as it is: held, cancelled, or with somebody recorded. */
gboolean ga_series_is_settled (GHashTable *recorded, const GaRecord *meeting);
/* Whether it begins at another time than @schedule has for its day. */
gboolean ga_series_was_moved_alone (const GaRecord *schedule,
                                    const GaRecord *meeting,
                                    const char *occurrence);
/* Two plans are one: the walks of @goes become those of @stays that begin at the same time, with
 * who came, and the others go over to it. As ga_transaction_merge(). */
gboolean
ga_series_merge (GaTransaction *transaction, const GaId *goes, const GaId *stays, GError **error);
/* Remembers on this computer until when meetings have been made. */
gboolean ga_series_set_mark (GaTransaction *transaction,
                             const GaRecord *schedule,
                             const char *day,
                             GError **error);

G_END_DECLS
