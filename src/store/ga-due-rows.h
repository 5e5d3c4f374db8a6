/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"

G_BEGIN_DECLS

/**
 * GaDueKind: what may want somebody's attention by a day.
 * @GA_DUE_AGREEMENT: an agreement in force ends
 * @GA_DUE_CLAUSE: what one side of an agreement expects is to be met
 * @GA_DUE_TRANCHE: a tranche is to be paid
 * @GA_DUE_REPORT: the report of a grant is to come
 * @GA_DUE_NO_REPORT: the same, and nobody has written one yet
 * @GA_DUE_APPLICATION: an application waits for a decision
 * @GA_DUE_GRANT: an application that was approved waits for its grant
 * @GA_DUE_EXTENSION: the last day on which a grant can be extended
 * @GA_DUE_ACCEPTANCE: a grant is to be accepted
 * @GA_DUE_HOST: the last host of a community stops
 * @GA_DUE_SILENCE: a community had its last walk
 */
typedef enum
{
  GA_DUE_AGREEMENT,
  GA_DUE_CLAUSE,
  GA_DUE_TRANCHE,
  GA_DUE_REPORT,
  GA_DUE_NO_REPORT,
  GA_DUE_APPLICATION,
  GA_DUE_GRANT,
  GA_DUE_EXTENSION,
  GA_DUE_ACCEPTANCE,
  GA_DUE_HOST,
  GA_DUE_SILENCE,
  GA_N_DUE_KINDS,
} GaDueKind;

/**
 * GaDueRow: one of them, valid during the call.
 * @id: of the record that is due; of the grant where there is no report
 * @place: of the agreement, grant, round or community where it is seen to
 * @party: (nullable): the organisation, or the kommune of a community
 * @date: (nullable): the day that counts; what is due @days after it where a round says so
 * @days: 0 where the round says nothing
 */
typedef struct
{
  GaId id;
  GaId place;
  const char *title;
  const char *party;
  const char *date;
  gint64 days;
} GaDueRow;

typedef void (*GaDueRowFunc) (const GaDueRow *row, gpointer user_data);

/* Those of one kind whose @date is not after @until; of an extension not before @today either. A
 * long read: some questions look at every grant or community. Errors are of #GaStoreError. */
gboolean ga_reader_due_rows (GaReader *self,
                             GaDueKind kind,
                             const char *today,
                             const char *until,
                             GaDueRowFunc func,
                             gpointer user_data,
                             GError **error);

G_END_DECLS
