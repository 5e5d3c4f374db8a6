/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl/ga-ctl.h"

G_BEGIN_DECLS

/* What runs `report dossier`: all about an organisation or a kommune, as people write its name;
 * @arguments begin with `report`. */
gboolean ga_ctl_report_dossier (GaCtl *ctl, char **arguments, GError **error);

G_END_DECLS
