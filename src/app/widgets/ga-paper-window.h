/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ga-context.h"
#include "paper/ga-paper.h"

G_BEGIN_DECLS

/* What a record is on paper. Called on another thread. (transfer full) (nullable) */
typedef GaPaper *(*GaPaperFunc) (GaReader *reader, const GaId *id, GError **error);

/**
 * GaPaperWindow:
 *
 * Shows a paper page by page, as it will be printed, with a button that prints it (Ctrl+P) and one
 * that saves it as PDF (Ctrl+S). Main thread.
 */
#define GA_TYPE_PAPER_WINDOW (ga_paper_window_get_type ())
G_DECLARE_FINAL_TYPE (GaPaperWindow, ga_paper_window, GA, PAPER_WINDOW, AdwWindow)

void ga_paper_window_show (
    GtkWidget *origin, GaContext *context, const char *title, const GaId *id, GaPaperFunc make);

G_END_DECLS
