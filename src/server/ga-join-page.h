/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/*
 * What a browser shows of the link of an invitation, `/join#CODE`: what it is and what to do with
 * it. The same for everybody, nothing from elsewhere. Browsers keep the code to themselves; the
 * page's own script, where one runs, asks this server what it gives.
 */
#define GA_JOIN_PATH "/join"

/* (transfer full): in the language that @asked prefers; fills in headers of @answered. Main thread.
 */
GBytes *ga_join_page_get (SoupMessageHeaders *asked, SoupMessageHeaders *answered);

G_END_DECLS
