/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/ga-round-figures.h"

G_BEGIN_DECLS

/**
 * GaFrameBar:
 *
 * What has become of the frame of a funding round: one bar of what is granted, reserved and left,
 * and below it the same in words and amounts that add up. The parts differ by pattern and not by
 * colour alone, and the bar says its figures to assistive technology. Main thread.
 */
#define GA_TYPE_FRAME_BAR (ga_frame_bar_get_type ())
G_DECLARE_FINAL_TYPE (GaFrameBar, ga_frame_bar, GA, FRAME_BAR, GtkBox)

void
ga_frame_bar_show (GaFrameBar *self, gint64 frame, const GaRoundSums *sums, const char *currency);

G_END_DECLS
