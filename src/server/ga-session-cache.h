/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-session.h"

G_BEGIN_DECLS

/**
 * GaSessionCache: sessions by access token, for a few seconds, so that not every request reads its
 * rights anew; what is taken away elsewhere ends within that time. Keeps hashes of the tokens, not
 * the tokens. Times are monotonic microseconds. Any thread.
 */
typedef struct _GaSessionCache GaSessionCache;

#define GA_SESSION_CACHE_SECONDS 10

GaSessionCache *ga_session_cache_new (void);
void ga_session_cache_free (GaSessionCache *self);
/* Returns: (transfer full) (nullable) */
GaSession *ga_session_cache_find (GaSessionCache *self, const char *token, gint64 now);
void ga_session_cache_add (GaSessionCache *self, const char *token, GaSession *session, gint64 now);
/* For when rights change here. */
void ga_session_cache_clear (GaSessionCache *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaSessionCache, ga_session_cache_free)

G_END_DECLS
