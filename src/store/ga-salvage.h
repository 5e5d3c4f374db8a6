/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-backup.h"

G_BEGIN_DECLS

/*
 * Private to the store: what was done in a file that a backup takes the place of, and that the
 * backup lacks. Of a damaged one, whose user did not choose to go back, as much as there is: in a
 * profile that has joined a server what waits to be sent or stays here, in another one everything
 * since. Of a sound one what waits to be sent, which nobody else has.
 */

/* Does it again in the file @to, with the times and revisions that it had, as far as the file @from
 * can be read. A backup without it is better than none, so that it fails is no error: @salvaged
 * tells; whether it is damaged, the caller has told there. Nothing goes from one account to
 * another. %FALSE when @to is to be copied anew, and what lies beside it is to go. Blocking. */
gboolean ga_salvage (const char *from, const char *to, GaSchema *schema, GaSalvaged *salvaged);

G_END_DECLS
