/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/ga-paper-window.h"
#include "app/widgets/ga-record-view.h"

G_BEGIN_DECLS

/* Asks where to, and saves the record that is shown as PDF. Main thread.
 * @title: of the question for a file; @name: the name proposed, with its ending */
void ga_save_paper (GaRecordView *view, const char *title, const char *name, GaPaperFunc make);

G_END_DECLS
