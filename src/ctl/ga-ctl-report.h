/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl/ga-ctl.h"

G_BEGIN_DECLS

/* Reports that have a file of their own; see #GaCommand for what they are given: @arguments begin
 * with `report` and the name. Main thread. */
/* What came of the money of a grant, an initiative, a funding round or an agreement. */
gboolean ga_ctl_report_chain (GaCtl *ctl, char **arguments, GError **error);
/* All about an organisation or a kommune, as people write its name. */
gboolean ga_ctl_report_dossier (GaCtl *ctl, char **arguments, GError **error);
/* What is due, and what is overdue. */
gboolean ga_ctl_report_due (GaCtl *ctl, char **arguments, GError **error);
/* Who leads walks, and who may come to. */
gboolean ga_ctl_report_hosts (GaCtl *ctl, char **arguments, GError **error);
/* The money of a funding round. */
gboolean ga_ctl_report_round (GaCtl *ctl, char **arguments, GError **error);

G_END_DECLS
