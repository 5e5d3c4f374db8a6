/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/ga-round-figures.h"

G_BEGIN_DECLS

/**
 * GaApplicationBoard:
 *
 * The applications of a round in a column for each status, with how many they are and their sum.
 * The arrow keys move within a column and from one to the next; Enter opens an application, and the
 * menu key, or a click of the other button, offers another status for it. Main thread.
 *
 * Signal: `status-chosen (GaRoundApplication *application, const char *code)`.
 */
#define GA_TYPE_APPLICATION_BOARD (ga_application_board_get_type ())
G_DECLARE_FINAL_TYPE (GaApplicationBoard, ga_application_board, GA, APPLICATION_BOARD, GtkWidget)

void ga_application_board_set_up (GaApplicationBoard *self,
                                  const GaChoice *states,
                                  GListModel *applications);
void ga_application_board_set_currency (GaApplicationBoard *self, const char *currency);
void ga_application_board_set_fixed (GaApplicationBoard *self, gboolean fixed);

G_END_DECLS
