/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sync/client/ga-invitation.h"

G_BEGIN_DECLS

/*
 * An invitation on one page of paper, in large type, with all that one has to do. Main thread.
 */

/* @width, @height: of the page within its margins, in points
 * @name: whom it is for
 * @until: (nullable): the last day it serves, as people write it */
void ga_invitation_sheet_draw (cairo_t *cr,
                               double width,
                               double height,
                               const GaInvitation *invitation,
                               const char *name,
                               const char *community,
                               const char *until);

/* Asks for a printer. What goes wrong is told in @parent's toast. */
void ga_invitation_sheet_print (GtkWindow *parent,
                                const GaInvitation *invitation,
                                const char *name,
                                const char *community,
                                const char *until);

G_END_DECLS
