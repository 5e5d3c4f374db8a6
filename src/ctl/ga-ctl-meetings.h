/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl/ga-ctl.h"

G_BEGIN_DECLS

/* Commands that have files of their own; see #GaCommand for what they are given. Main thread. */
gboolean ga_ctl_run_attend (GaCtl *ctl, char **arguments, GError **error);
gboolean ga_ctl_run_meetings (GaCtl *ctl, char **arguments, GError **error);
gboolean ga_ctl_run_participants (GaCtl *ctl, char **arguments, GError **error);

G_END_DECLS
