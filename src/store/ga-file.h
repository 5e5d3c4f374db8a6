/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Files of documents, in pieces. Never mapped: whoever made one shorter meanwhile would end the
 * program. Offsets and lengths are in bytes. All of it blocks, on any thread.
 */

/* How many of @length bytes there were at @offset; fewer at the end of the file. -1: errno says
 * what is wrong. */
gssize ga_file_read_at (int fd, gint64 offset, void *bytes, gsize length);
/* All of it. %FALSE: errno says what is wrong. */
gboolean ga_file_write_at (int fd, gint64 offset, const void *bytes, gsize length);

/* (transfer full) (nullable): at most @most bytes from @offset on; %NULL if the file cannot be read
 */
GBytes *ga_file_read (const char *path, gint64 offset, gsize most);
/* Whether both names lead to one file or folder that is there. */
gboolean ga_file_is_same (const char *one, const char *other);
/* In bytes; -1 if there is none. */
gint64 ga_file_get_size (const char *path);
/* (transfer full) (nullable): the SHA-256; %NULL if the file cannot be read */
char *ga_file_sum (const char *path);
/* Whether the file is there and is what its SHA-256 says. */
gboolean ga_file_is_sound (const char *path, const char *sha256);

G_END_DECLS
