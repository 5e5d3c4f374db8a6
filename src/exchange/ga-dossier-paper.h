/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/ga-dossier.h"
#include "paper/ga-paper.h"

G_BEGIN_DECLS

/* A dossier as it is printed: all of its lines, where the window shows the first. Any thread.
 * (transfer full) */
GaPaper *ga_dossier_paper_new (GaDossier *dossier);

G_END_DECLS
