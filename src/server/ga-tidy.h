/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-schema.h"
#include "server/ga-files.h"

G_BEGIN_DECLS

/*
 * What has served its time goes (docs/operating.md says when). Nothing is remembered between the
 * steps, and several servers may do this at once. Errors are of %GA_SQL_ERROR.
 */

/**
 * ga_tidy_step:
 * @now: UTC microseconds
 * @removed: (inout): how many rows went, but for those of files
 * @more: (out): whether to call it again, in another transaction: each takes little
 *
 * In a writer's transaction.
 */
gboolean ga_tidy_step (GaSql *sql,
                       GaSchema *schema,
                       gint64 tenant,
                       gint64 now,
                       gint64 *removed,
                       gboolean *more,
                       GError **error);
/**
 * ga_tidy_remove:
 * @text: SQL that removes or empties rows of the tenant $1 from before $2, at most $3
 * @before: a time or a revision, as @text has it
 * @removed: (inout): how many rows went
 * @more: (inout): set if some went: there may be others, or rows that these needed
 *
 * A part of a step.
 */
gboolean ga_tidy_remove (GaSql *sql,
                         const char *text,
                         gint64 tenant,
                         gint64 before,
                         guint most,
                         gint64 *removed,
                         gboolean *more,
                         GError **error);
/* @next: (out): the tenant whose turn it is after @tenant; 0 after the last */
gboolean ga_tidy_find_next (GaSql *sql, gint64 tenant, gint64 *next, GError **error);

/* All of it for all tenants, in as many transactions as it takes. @sql: a writer.
 * %GA_SQL_ERROR_FAILED with a sentence while the clock is in doubt (ga-server-clock.h): steps that
 * are not run by this are for who has looked at that. */
gboolean ga_tidy_run (
    GaSql *sql, GaSchema *schema, GaFiles *files, gint64 now, gint64 *removed, GError **error);

G_END_DECLS
