/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/entities/ga-entities.h"
#include "server/ga-rights-load.h"

G_BEGIN_DECLS

/**
 * GaFiles: attachments, in DIR/files by the SHA-256 of their content. A file is complete and
 * durable or not there; what has come of one so far lies apart, by who brings it. Several
 * processes may serve one folder. Worker threads; errors, but for those that are named, are of
 * %G_FILE_ERROR.
 */
typedef struct _GaFiles GaFiles;

/* All that an account brings. */
#define GA_FILES_MOST_BYTES (200 * 1024 * 1024)
/* What has come of a file is thrown away when nothing came for so long. */
#define GA_FILE_PART_SECONDS (24 * 60 * 60)
#define GA_FILE_KEPT_DAYS    30
/* What nobody brought is kept so long from when it was first found. */
#define GA_FILE_LOST_SECONDS (30 * 24 * 60 * 60)

/* @folder: of the server's data */
GaFiles *ga_files_new (const char *folder);
void ga_files_free (GaFiles *self);

/* @length: (out): bytes that have come of it from @session's account and are not a whole yet */
gboolean ga_files_look (
    GaFiles *self, const GaSession *session, const char *sha, gsize *length, GError **error);

/**
 * ga_files_add:
 * @offset: where @bytes belong; at most what has come of it from @session's account
 * @total: bytes of the whole file
 * @others: bytes of the other files that the account has, see ga_files_count()
 * @own: bytes of this one, where the account has brought it before; else -1
 * @length: (out): bytes that are there now
 * @complete: (out): whether it is whole, and what its name says; see ga_files_settle()
 *
 * Every account brings a file as a whole, even one that others brought before: to know its name is
 * not to have it. %GA_SYNC_ERROR_EXPECT if @bytes do not follow on what is there, of which @length
 * tells; %GA_SYNC_ERROR_MALFORMED if they are more than the whole, or that is not what its name
 * says (it is thrown away then); %GA_SYNC_ERROR_TOO_LARGE if the account has no room for all of it
 * (what has come of it is thrown away, too).
 */
gboolean ga_files_add (GaFiles *self,
                       const GaSession *session,
                       const char *sha,
                       gsize offset,
                       GBytes *bytes,
                       gsize total,
                       gsize others,
                       gint64 own,
                       gsize *length,
                       gboolean *complete,
                       GError **error);

/* Gives what is whole its name, durably: as the last step of the transaction that keeps who brought
 * it, and may be run again. */
gboolean ga_files_settle (
    GaFiles *self, const GaSession *session, const char *sha, gint64 size, GError **error);
/* What is whole has no room after all. */
void ga_files_throw_away (GaFiles *self, const GaSession *session, const char *sha);

/* Whether the file is there in its full length of @size bytes; what is in it nobody looks at. */
gboolean ga_files_has (GaFiles *self, const char *sha, gint64 size);
/* Whether it is there and what its name says. Reads all of it. */
gboolean ga_files_is_sound (GaFiles *self, const char *sha, gint64 size);
/* (transfer full): @length bytes from @offset of a file that is there; %GA_SYNC_ERROR_UNKNOWN if it
 * has become shorter */
GBytes *ga_files_read (GaFiles *self, const char *sha, gsize offset, gsize length, GError **error);

/* @bytes: (out): of the files that @session's account brought, but for @sha */
gboolean ga_files_count (
    GaSql *sql, const GaSession *session, const char *sha, gint64 *bytes, GError **error);
/* @size: (out): in bytes; -1: @session's account has not brought it */
gboolean ga_files_find_own (
    GaSql *sql, const GaSession *session, const char *sha, gint64 *size, GError **error);
/* Keeps who brought a file: a writer, within a transaction. %GA_SYNC_ERROR_TOO_LARGE if the account
 * has brought too much by now, of which many at once may have been let begin. */
gboolean ga_files_own (
    GaSql *sql, const GaSession *session, const char *sha, gsize size, gint64 now, GError **error);

/**
 * ga_files_find:
 * @gone: rows that were deleted count, too, and what was offered and decided about
 * @size: (out): in bytes; -1: there is none for the asker
 *
 * A file is for those who brought it, for those who may see a row that names it, and for those who
 * may decide about an offer of such a row (ga-quarantine.h), until somebody has.
 */
gboolean ga_files_find (GaSql *sql,
                        GaSchema *schema,
                        const GaSession *session,
                        const GaRights *rights,
                        const char *sha,
                        gboolean gone,
                        gint64 *size,
                        GError **error);

/**
 * ga_files_let_go:
 * @sql: a writer, within a transaction
 *
 * Forgets who brought what no row and no offer names: a day after it came, or %GA_FILE_KEPT_DAYS
 * after the last row that named it was deleted or offer decided about, which somebody may yet bring
 * back.
 */
gboolean ga_files_let_go (GaSql *sql, GaSchema *schema, gint64 tenant, gint64 now, GError **error);
/* Removes what nobody brought, or so it is now, %GA_FILE_LOST_SECONDS after it was first found. Of
 * %GA_SQL_ERROR and %G_FILE_ERROR. */
gboolean ga_files_tidy (GaFiles *self, GaSql *sql, GError **error);

/**
 * ga_files_check:
 * @contents: reads them all, too
 * @findings: (element-type utf8): which of the files that somebody brought are missing or damaged,
 * a sentence each, is added
 */
gboolean
ga_files_check (GaFiles *self, GaSql *sql, gboolean contents, GPtrArray *findings, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaFiles, ga_files_free)

G_END_DECLS
