/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaPendingInvitations:
 *
 * The invitations to a community that nobody has used yet, as the server knows them, each to be
 * withdrawn. It is seen only while there are some. Main thread.
 *
 * Signal: `emptied`: the last one was withdrawn from here, and the focus is free.
 */
#define GA_TYPE_PENDING_INVITATIONS (ga_pending_invitations_get_type ())
G_DECLARE_FINAL_TYPE (GaPendingInvitations, ga_pending_invitations, GA, PENDING_INVITATIONS, GtkBox)

/* @community: (nullable): none is asked about. To be called again whenever the server is heard of.
 */
void
ga_pending_invitations_show (GaPendingInvitations *self, GaContext *context, const GaId *community);
/* There may be others by now: the page is shown, or something was changed. A question that is on
 * its way already is not asked twice. */
void ga_pending_invitations_refresh (GaPendingInvitations *self);

G_END_DECLS
