/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl/ga-ctl.h"

G_BEGIN_DECLS

/* `report chain`: what came of a grant, an initiative, a funding round or an agreement. Main
 * thread; errors are those of #GaCtl and of the store. */

/**
 * GaCtlChain: what was asked.
 * @of: the entity
 * @text: which of them, as ga_ctl_resolve() takes it
 * @format: `table`, `json` or `csv`
 * @path: (nullable): where to, else standard output
 * @mask: as in #GaAttendanceRequest
 */
typedef struct
{
  const char *of;
  const char *text;
  const char *format;
  const char *path;
  gboolean mask;
} GaCtlChain;

gboolean ga_ctl_chain_report (GaCtl *ctl, const GaCtlChain *what, GError **error);

G_END_DECLS
