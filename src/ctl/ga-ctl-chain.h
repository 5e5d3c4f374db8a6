/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl/ga-ctl.h"

G_BEGIN_DECLS

/* What runs `report chain`: what came of a grant, an initiative, a funding round or an agreement;
 * @arguments begin with `report`. */
gboolean ga_ctl_report_chain (GaCtl *ctl, char **arguments, GError **error);

G_END_DECLS
