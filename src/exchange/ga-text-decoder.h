/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GaTextEncoding:
 *
 * How the bytes of a text file were written.
 */
typedef enum
{
  GA_TEXT_ENCODING_UTF8,
  GA_TEXT_ENCODING_UTF16_LE,
  GA_TEXT_ENCODING_UTF16_BE,
  GA_TEXT_ENCODING_WINDOWS_1252,
} GaTextEncoding;

/**
 * GaText:
 * @data: (owned): UTF-8 without a byte order mark, without NUL inside, with one at its end
 * @length: bytes of @data without the NUL at its end
 * @encoding: what it was before
 * @has_control_characters: a few invisible characters that no text needs are in it
 *
 * A file of text in memory. Clear with ga_text_clear(). Any thread may make one, but reading a file
 * blocks; errors are of %GA_EXCHANGE_ERROR.
 */
typedef struct
{
  char *data;
  gsize length;
  GaTextEncoding encoding;
  gboolean has_control_characters;
} GaText;

gboolean ga_text_read (const char *path, GaText *text, GError **error);
gboolean ga_text_decode (char *bytes, gsize length, GaText *text, GError **error);
void ga_text_clear (GaText *text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GaText, ga_text_clear)

G_END_DECLS
