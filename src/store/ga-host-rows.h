/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"

G_BEGIN_DECLS

/**
 * GaHostRow: somebody who leads walks, led them, or may come to; valid during the call.
 * @id: of the person
 * @state, @since, @source, @source_name, @initiative: (nullable): as the recruitment says;
 *   of the initiative its name
 * @communities: (nullable): those they host today, by name, a line each
 * @host_from: (nullable): since when they do; empty where a role does not say it
 * @host_until: (nullable): the last day on which they hosted any community
 * @last_led: (nullable): the day of their last walk: one that was held and names them as host, or
 *   names nobody and was of a community that they hosted that day
 */
typedef struct
{
  GaId id;
  const char *name;
  const char *email;
  const char *kommune;
  const char *state;
  const char *since;
  const char *source;
  const char *source_name;
  const char *initiative;
  const char *communities;
  const char *host_from;
  const char *host_until;
  const char *last_led;
} GaHostRow;

typedef void (*GaHostRowFunc) (const GaHostRow *row, gpointer user_data);

/* Hosts and co-hosts of communities, and everybody with a recruitment, by name. @person:
 * (nullable): only this one. Of everybody a long read. Errors are of #GaStoreError. */
gboolean ga_reader_host_rows (GaReader *self,
                              const GaId *person,
                              const char *today,
                              GaHostRowFunc func,
                              gpointer user_data,
                              GError **error);

/**
 * GaHostTargetRow: an initiative that is not completed; valid during the call.
 * @target: how many hosts are to be trained for it; 0 where nobody has said so
 * @trained: how many of those found for it have been
 */
typedef struct
{
  GaId id;
  const char *name;
  gint64 target;
  gint64 trained;
} GaHostTargetRow;

typedef void (*GaHostTargetRowFunc) (const GaHostTargetRow *row, gpointer user_data);

/* Those with a target, or with somebody found for them, by name. @initiative: (nullable): only this
 * one. Errors are of #GaStoreError. */
gboolean ga_reader_host_target_rows (GaReader *self,
                                     const GaId *initiative,
                                     GaHostTargetRowFunc func,
                                     gpointer user_data,
                                     GError **error);

G_END_DECLS
