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

G_END_DECLS
