/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-operation.h"
#include "store/ga-reader.h"

G_BEGIN_DECLS

/*
 * What the account of a profile may change, as the server last told. A profile alone may change
 * everything, and so may one that its server has not told yet. The same rules decide on the server
 * (#GaRights); asking here spares people a change that would be refused later. Short reads, for the
 * main thread, too; @why is (out) (optional) (transfer none): a sentence that says who may.
 */

/* Whether a record that is there may be changed or deleted, or a new one of a community's names be
 * inserted. */
gboolean ga_reader_may (GaReader *reader,
                        const GaRecord *record,
                        GaOperationKind operation,
                        const char **why);
/* Whether there is any place where a record of @entity may be added. */
gboolean ga_reader_may_add (GaReader *reader, const GaEntity *entity, const char **why);
/* Returns: (transfer full) (element-type GaId): the communities that it hosts, as the server last
 * told; none where everything is its own */
GArray *ga_reader_list_hosted (GaReader *reader);
/* Whether it leads walks for others and nothing else: what offices do is not for it. */
gboolean ga_reader_only_hosts (GaReader *reader);
/* Whether it looks after what others do: not where it only hosts, nor, where everything is its own,
 * with a handful of communities (five) and neither an agreement nor a funding round. Such a profile
 * is a host's, who knows when there was no walk. */
gboolean ga_reader_is_office (GaReader *reader);
/* Whether it sees anybody's name: who only counts does not. */
gboolean ga_reader_sees_names (GaReader *reader);

/* The open conflicts that it may decide: who may change a record decides about it, and others are
 * not asked. Newest first; @limit: 0 for all. Returns: (transfer full) (element-type GaRecord)
 * (nullable): %NULL with @error set (#GaStoreError) */
GPtrArray *ga_reader_list_conflicts (GaReader *reader, guint limit, GError **error);
/* How many they are; 0 where that cannot be found out. */
gint64 ga_reader_count_conflicts (GaReader *reader);
/* How many communities stay on this computer, with their walks, though it has joined: those in no
 * kommune. 0 where that cannot be found out. */
gint64 ga_reader_count_apart (GaReader *reader);

G_END_DECLS
