/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/ga-board.h"
#include "insight/ga-hosts.h"

G_BEGIN_DECLS

/**
 * GaHostBoard:
 *
 * Hosts in a column for each step on the way to leading walks. Of its models the items are #GaHost.
 * Main thread.
 */
#define GA_TYPE_HOST_BOARD (ga_host_board_get_type ())
G_DECLARE_FINAL_TYPE (GaHostBoard, ga_host_board, GA, HOST_BOARD, GaBoard)

G_END_DECLS
