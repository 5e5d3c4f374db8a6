/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A passphrase, which no command line may have: others can read it, and it stays in the shell's
 * history. It is asked for at the terminal, where it is not shown, or is the first line of standard
 * input. Main thread, which waits. Returns: (transfer full) (nullable); %GA_CTL_ERROR */
char *ga_ctl_read_passphrase (GError **error);

G_END_DECLS
