/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl/ga-ctl.h"
#include "insight/ga-dossier.h"

G_BEGIN_DECLS

/* The dossier of a partner. Main thread. */

/* @partner: an organisation or a kommune, as people write it. (transfer full) (nullable) */
GaDossier *ga_ctl_dossier_read (GaReader *reader, const char *partner, GError **error);
void ga_ctl_dossier_print_json (GaCtl *ctl, GaDossier *dossier);
void ga_ctl_dossier_print_table (GaCtl *ctl, GaDossier *dossier);
gboolean ga_ctl_dossier_write_pdf (GaDossier *dossier, const char *path, GError **error);

G_END_DECLS
