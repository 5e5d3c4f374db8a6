/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/ga-board.h"
#include "store/ga-round-figures.h"

G_BEGIN_DECLS

/**
 * GaApplicationBoard:
 *
 * The applications of a round in a column for each status, with how many they are and their sum. Of
 * its models the items are #GaRoundApplication. Main thread.
 */
#define GA_TYPE_APPLICATION_BOARD (ga_application_board_get_type ())
G_DECLARE_FINAL_TYPE (GaApplicationBoard, ga_application_board, GA, APPLICATION_BOARD, GaBoard)

void ga_application_board_set_currency (GaApplicationBoard *self, const char *currency);

G_END_DECLS
