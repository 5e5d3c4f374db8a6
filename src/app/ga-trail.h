/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ga-page.h"

G_BEGIN_DECLS

/**
 * GaTrail:
 *
 * The pages by whose links one came to the page that is shown, where one was on them, and what had
 * the focus there. Main thread.
 */
typedef struct _GaTrail GaTrail;

GaTrail *ga_trail_new (void);
void ga_trail_free (GaTrail *self);
/* @name: of @page. @focus: (nullable): not kept alive */
void ga_trail_push (GaTrail *self, const char *name, GaPage *page, GtkWidget *focus);
/* (transfer full) (nullable): the name of the latest page, and no more of it from now on. @place:
 * (out): where one was. @focus: (out) (transfer none) (nullable): what had the focus, if it is
 * still there */
char *ga_trail_pop (GaTrail *self, GaPagePlace *place, GtkWidget **focus);
void ga_trail_clear (GaTrail *self);

G_END_DECLS
