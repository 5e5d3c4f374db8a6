/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-text-decoder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "exchange/ga-exchange-error.h"

#define LARGEST_FILE    ((gsize) 512 * 1024 * 1024)
#define SAMPLE          ((gsize) 64 * 1024)
#define FIRST_CHARACTER 0x80

/* Windows-1252 from 0x80 to 0x9f; 0 where it has no character. From 0xa0 on it is Latin-1. */
static const guint16 windows_1252[32] = {
  0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
  0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
  0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

/* Files that people take for a table, known by how they begin. */
static const struct
{
  const char *start;
  gsize length;
  const char *sentence;
} known_files[] = {
  { "PK\003\004", 4,
    N_ ("This is a workbook (such as XLSX or ODS) or an archive, not text. Open it in a "
        "spreadsheet program and save it as CSV.") },
  { "\xd0\xcf\x11\xe0", 4,
    N_ ("This is an old workbook (XLS), or one with a password. Open it in a spreadsheet program "
        "and save it as XLSX, ODS or CSV without a password.") },
  { "%PDF-", 5, N_ ("This is a PDF document, not a table. A CSV file was expected.") },
  { "\x89PNG", 4, N_ ("This is a picture, not a table. A CSV file was expected.") },
  { "\xff\xd8\xff", 3, N_ ("This is a picture, not a table. A CSV file was expected.") },
  { "GIF8", 4, N_ ("This is a picture, not a table. A CSV file was expected.") },
  { "SQLite format 3", 15, N_ ("This is a database, not a table. A CSV file was expected.") },
  { "\x1f\x8b", 2, N_ ("This is a compressed file. Unpack it first; a CSV file was expected.") },
};

/* The row that a byte is in, as the spreadsheet counts: breaks inside quotes do not count, nor does
 * a `sep=` line. */
static guint
find_row (const char *text, gsize offset)
{
  guint row = 1;
  gboolean quoted = FALSE;
  char before = '\n';

  if (offset >= 6 && g_ascii_strncasecmp (text, "sep=", 4) == 0)
    row = 0;
  for (gsize i = 0; i < offset; i++)
    {
      if (text[i] == '"')
        quoted = quoted ? FALSE : strchr ("\r\n;,\t\"", before) != NULL;
      else if (!quoted && (text[i] == '\r' || (text[i] == '\n' && before != '\r')))
        row++;
      before = text[i];
    }
  return MAX (row, 1);
}

static gboolean
refuse_known_files (const char *bytes, gsize length, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (known_files); i++)
    if (length >= known_files[i].length &&
        memcmp (bytes, known_files[i].start, known_files[i].length) == 0)
      {
        g_propagate_error (error, ga_exchange_error_new (GA_EXCHANGE_ERROR_NOT_TEXT, 0, NULL, "%s",
                                                         _ (known_files[i].sentence)));
        return FALSE;
      }
  return TRUE;
}

static gboolean
refuse_bytes (const char *text, gsize offset, GError **error)
{
  guint row = find_row (text, offset);

  g_propagate_error (
      error, ga_exchange_error_new (
                 GA_EXCHANGE_ERROR_NOT_TEXT, row, NULL,
                 _ ("Row %u holds bytes that are no text. Save the file again as UTF-8."), row));
  return FALSE;
}

static gboolean
is_control (guchar byte)
{
  return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7f;
}

/* Text may hold a stray control character, which costs one row; a file full of them is no text. */
static gboolean
look_for_control_characters (const char *data, gsize length, GaText *text, GError **error)
{
  gsize sample = MIN (length, SAMPLE);
  gsize found = 0;
  gsize i;

  for (i = 0; i < sample; i++)
    found += is_control ((guchar) data[i]);
  if (found > 4 && found * 50 > sample)
    {
      g_propagate_error (error, ga_exchange_error_new (GA_EXCHANGE_ERROR_NOT_TEXT, 0, NULL, "%s",
                                                       _ ("This file is no text. A table saved as "
                                                          "CSV was expected.")));
      return FALSE;
    }
  while (found == 0 && i < length)
    found += is_control ((guchar) data[i++]);
  text->has_control_characters = found > 0;
  return TRUE;
}

static gboolean
refuse_nul (const char *text, gsize offset, GError **error)
{
  guint row = find_row (text, offset);

  g_propagate_error (error,
                     ga_exchange_error_new (GA_EXCHANGE_ERROR_NUL, row, NULL,
                                            _ ("Row %u holds a NUL character, which no text has. "
                                               "Save the file again from the program it comes "
                                               "from."),
                                            row));
  return FALSE;
}

static char *
put_utf8 (char *target, gunichar character)
{
  if (character < FIRST_CHARACTER)
    {
      *target = (char) character;
      return target + 1;
    }
  return target + g_unichar_to_utf8 (character, target);
}

static gunichar
get_unit (const char *bytes, gboolean big_endian)
{
  guchar first = (guchar) bytes[0];
  guchar second = (guchar) bytes[1];

  return big_endian ? (gunichar) (first << 8 | second) : (gunichar) (second << 8 | first);
}

/* A unit of two bytes becomes three at most, a pair of units four. */
static gboolean
decode_utf16 (const char *bytes, gsize length, gboolean big_endian, GaText *text, GError **error)
{
  g_autofree char *data = g_malloc (length / 2 * 3 + 1);
  char *target = data;
  const char *end = bytes + length / 2 * 2;

  for (const char *at = bytes; at < end; at += 2)
    {
      gunichar unit = get_unit (at, big_endian);

      if (unit == 0)
        return refuse_nul (data, (gsize) (target - data), error);
      if (unit >= 0xdc00 && unit <= 0xdfff)
        return refuse_bytes (data, (gsize) (target - data), error);
      if (unit >= 0xd800 && unit <= 0xdbff)
        {
          gunichar low = end - at >= 4 ? get_unit (at + 2, big_endian) : 0;

          if (low < 0xdc00 || low > 0xdfff)
            return refuse_bytes (data, (gsize) (target - data), error);
          unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
          at += 2;
        }
      target = put_utf8 (target, unit);
    }
  if (length % 2 != 0)
    return refuse_bytes (data, (gsize) (target - data), error);

  text->length = (gsize) (target - data);
  *target = '\0';
  text->data = g_realloc (g_steal_pointer (&data), text->length + 1);
  text->encoding = big_endian ? GA_TEXT_ENCODING_UTF16_BE : GA_TEXT_ENCODING_UTF16_LE;
  return look_for_control_characters (text->data, text->length, text, error);
}

/* A byte of Windows-1252 becomes three at most. */
static gboolean
decode_windows_1252 (const char *bytes, gsize length, GaText *text, GError **error)
{
  g_autofree char *data = NULL;
  char *target;
  gsize needed = 1;

  for (gsize i = 0; i < length; i++)
    {
      guchar byte = (guchar) bytes[i];

      if (byte >= 0x80 && byte < 0xa0 && windows_1252[byte - 0x80] == 0)
        return refuse_bytes (bytes, i, error);
      needed += byte < 0x80 ? 1 : byte < 0xa0 ? 3 : 2;
    }
  target = data = g_malloc (needed);
  for (gsize i = 0; i < length; i++)
    {
      guchar byte = (guchar) bytes[i];

      target = put_utf8 (target, byte >= 0x80 && byte < 0xa0 ? windows_1252[byte - 0x80] : byte);
    }
  *target = '\0';
  text->length = (gsize) (target - data);
  text->data = g_steal_pointer (&data);
  text->encoding = GA_TEXT_ENCODING_WINDOWS_1252;
  return TRUE;
}

/* Danish in Windows-1252 hardly ever looks like UTF-8 by chance, so a file with more characters of
 * UTF-8 than broken ones is damaged UTF-8, and reading it as Windows-1252 would garble all of it.
 */
static gboolean
is_damaged_utf8 (const char *bytes, gsize length)
{
  gsize whole = 0;
  gsize broken = 0;

  for (gsize i = 0; i < length;)
    {
      gunichar character;

      if ((guchar) bytes[i] < FIRST_CHARACTER)
        {
          i++;
          continue;
        }
      character = g_utf8_get_char_validated (bytes + i, (gssize) (length - i));
      if (character == (gunichar) -1 || character == (gunichar) -2)
        {
          broken++;
          i++;
        }
      else
        {
          whole++;
          i += (gsize) g_unichar_to_utf8 (character, NULL);
        }
    }
  return whole > broken;
}

/* Without a mark, text of Danish or Norwegian letters still shows: every second byte is 0. */
static gboolean
looks_like_utf16 (const char *bytes, gsize length, gboolean *big_endian)
{
  gsize pairs = MIN (length, 4096) / 2;
  gsize zeros[2] = { 0, 0 };

  for (gsize i = 0; i < pairs * 2; i++)
    zeros[i % 2] += bytes[i] == '\0';
  *big_endian = zeros[0] > zeros[1];
  return pairs >= 2 && MIN (zeros[0], zeros[1]) == 0 && MAX (zeros[0], zeros[1]) * 10 > pairs * 7;
}

/* Takes the 8-bit text over where it is UTF-8 already. */
static gboolean
decode_8_bit (char **bytes, gsize length, GaText *text, GError **error)
{
  gsize mark = length >= 3 && memcmp (*bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  const char *start = *bytes + mark;
  const char *nul = memchr (start, '\0', length - mark);
  const char *broken;

  if (!look_for_control_characters (start, length - mark, text, error))
    return FALSE;
  if (nul != NULL)
    return refuse_nul (start, (gsize) (nul - start), error);
  if (!g_utf8_validate_len (start, length - mark, &broken))
    {
      if (mark > 0 || is_damaged_utf8 (*bytes, length))
        return refuse_bytes (start, (gsize) (broken - start), error);
      return decode_windows_1252 (*bytes, length, text, error);
    }
  text->length = length - mark;
  text->data = g_realloc (g_steal_pointer (bytes), length + 1);
  memmove (text->data, text->data + mark, text->length);
  text->data[text->length] = '\0';
  text->encoding = GA_TEXT_ENCODING_UTF8;
  return TRUE;
}

static gboolean
read_bytes (int file, gsize expected, char **bytes, gsize *length)
{
  /* One more byte than expected shows the end without growing. */
  gsize size = expected + 1;
  char *data = g_malloc (size + 1);
  gsize filled = 0;
  gssize count;

  do
    {
      if (filled == size)
        data = g_realloc (data, (size *= 2) + 1);
      count = read (file, data + filled, size - filled);
      if (count > 0)
        filled += (gsize) count;
      if (filled > LARGEST_FILE)
        {
          errno = EFBIG;
          count = -1;
          break;
        }
    }
  while (count > 0 || (count < 0 && errno == EINTR));

  *bytes = data;
  *length = filled;
  return count == 0;
}

/* Says why not through errno. */
static gboolean
read_file (const char *path, char **bytes, gsize *length)
{
  /* A pipe that nobody writes to must not keep us waiting. */
  int file = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat status;
  gboolean done = FALSE;
  int number;

  if (file < 0)
    return FALSE;
  if (fstat (file, &status) == 0)
    {
      if (!S_ISREG (status.st_mode))
        errno = EISDIR;
      else if (status.st_size > (off_t) LARGEST_FILE)
        errno = EFBIG;
      else
        done = read_bytes (file, (gsize) status.st_size, bytes, length);
    }
  number = errno;
  close (file);
  errno = number;
  return done;
}

/**
 * ga_text_read:
 * @path: a file
 * @text: (out caller-allocates): its text; set only on success
 * @error: return location of an error of domain %GA_EXCHANGE_ERROR
 *
 * Reads the file and decodes it as ga_text_decode() does. Folders, devices and pipes, files that
 * may not be read and files of more than 512 MB are refused. Blocks: not for the main thread.
 *
 * Returns: %TRUE on success
 */
gboolean
ga_text_read (const char *path, GaText *text, GError **error)
{
  g_autofree char *bytes = NULL;
  gsize length = 0;

  if (!read_file (path, &bytes, &length))
    {
      g_propagate_error (error, ga_exchange_error_new_for_errno (errno, path, FALSE));
      return FALSE;
    }
  return ga_text_decode (g_steal_pointer (&bytes), length, text, error);
}

/**
 * ga_text_decode:
 * @bytes: (transfer full): a file's bytes, allocated by GLib
 * @length: their number
 * @text: (out caller-allocates): the text; set only on success
 * @error: return location of an error of domain %GA_EXCHANGE_ERROR
 *
 * Finds out how the bytes were written and makes them UTF-8: UTF-8 and UTF-16 by their byte order
 * mark, UTF-16 without one where every second byte is 0, else UTF-8 if all of it is valid, else
 * Windows-1252 (and so Latin-1). Refused: files known to be something else by how they begin, many
 * control characters, a NUL, and bytes that have no meaning in the encoding found. Any thread.
 *
 * Returns: %TRUE on success
 */
gboolean
ga_text_decode (char *bytes, gsize length, GaText *text, GError **error)
{
  g_autofree char *owned = bytes;
  g_auto (GaText) result = { 0 };
  gboolean big_endian = FALSE;
  gboolean decoded;

  if (!refuse_known_files (owned, length, error))
    return FALSE;
  if (length >= 2 && (memcmp (owned, "\xff\xfe", 2) == 0 || memcmp (owned, "\xfe\xff", 2) == 0))
    decoded = decode_utf16 (owned + 2, length - 2, owned[0] == '\xfe', &result, error);
  else if (looks_like_utf16 (owned, length, &big_endian))
    decoded = decode_utf16 (owned, length, big_endian, &result, error);
  else
    decoded = decode_8_bit (&owned, length, &result, error);
  if (!decoded)
    return FALSE;

  *text = result;
  result.data = NULL;
  return TRUE;
}

/**
 * ga_text_clear:
 * @text: a text
 *
 * Frees what @text holds.
 */
void
ga_text_clear (GaText *text)
{
  g_clear_pointer (&text->data, g_free);
  text->length = 0;
}
