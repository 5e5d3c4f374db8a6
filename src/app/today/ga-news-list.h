/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaNewsList:
 *
 * Which walks and communities others changed since the user said to have seen it, the newest first;
 * a row opens it. It shows itself only where there is something. Whoever shows it tells it to look
 * again. Main thread.
 */
#define GA_TYPE_NEWS_LIST (ga_news_list_get_type ())
G_DECLARE_FINAL_TYPE (GaNewsList, ga_news_list, GA, NEWS_LIST, GtkBox)

void ga_news_list_set_context (GaNewsList *self, GaContext *context);
void ga_news_list_refresh (GaNewsList *self);

G_END_DECLS
