/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/*
 * What search finds, and where it opens. Beside what holds the words: the walks of a day ("17/11",
 * or with the name of a community "gulvej 17/11"), the applications of an organisation, and the
 * grants of an application. Main thread.
 */

GPtrArray *ga_search_answers_find (GaContext *context, const char *text, guint most_each);
gboolean ga_search_answers_can_open (const GaEntity *entity);
void ga_search_answers_open (GtkWidget *origin, GaContext *context, const GaRecord *record);

G_END_DECLS
