/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl/ga-ctl.h"

G_BEGIN_DECLS

/* A report that has a file of its own; see #GaCommand for what it is given. Main thread. */
gboolean ga_ctl_run_report_round (GaCtl *ctl, char **arguments, GError **error);

G_END_DECLS
