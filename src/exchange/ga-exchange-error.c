/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-exchange-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

#define LONGEST_SHOWN 40

/* Where in the file, apart from the sentence, for lists of problems. */
typedef struct
{
  guint row;
  char *heading;
} GaExchangeErrorPrivate;

static void
ga_exchange_error_private_init (GaExchangeErrorPrivate *private)
{
  private->row = 0;
  private->heading = NULL;
}

static void
ga_exchange_error_private_copy (const GaExchangeErrorPrivate *source,
                                GaExchangeErrorPrivate *target)
{
  target->row = source->row;
  target->heading = g_strdup (source->heading);
}

static void
ga_exchange_error_private_clear (GaExchangeErrorPrivate *private)
{
  g_clear_pointer (&private->heading, g_free);
}

G_DEFINE_EXTENDED_ERROR (GaExchangeError, ga_exchange_error)

static GaExchangeError
code_for_errno (int number)
{
  switch (number)
    {
    case ENOENT:
    case ENOTDIR:
      return GA_EXCHANGE_ERROR_NOT_FOUND;
    case EISDIR:
    case ENXIO:
      return GA_EXCHANGE_ERROR_NOT_A_FILE;
    case EACCES:
    case EPERM:
    case EROFS:
      return GA_EXCHANGE_ERROR_PERMISSION;
    case ENOSPC:
    case EDQUOT:
      return GA_EXCHANGE_ERROR_NO_SPACE;
    case EFBIG:
      return GA_EXCHANGE_ERROR_TOO_LARGE;
    default:
      return GA_EXCHANGE_ERROR_FAILED;
    }
}

static GError *
refuse_reading (int number, const char *name)
{
  GaExchangeError code = code_for_errno (number);

  switch (code)
    {
    case GA_EXCHANGE_ERROR_NOT_FOUND:
      return ga_exchange_error_new (
          code, 0, NULL, _ ("There is no file “%s”. Check the name and try again."), name);
    case GA_EXCHANGE_ERROR_NOT_A_FILE:
      return ga_exchange_error_new (
          code, 0, NULL, _ ("“%s” is a folder or a device, not a file. Choose a file."), name);
    case GA_EXCHANGE_ERROR_PERMISSION:
      return ga_exchange_error_new (
          code, 0, NULL,
          _ ("You are not allowed to read “%s”. Ask its owner for access, or use a copy."), name);
    case GA_EXCHANGE_ERROR_TOO_LARGE:
      return ga_exchange_error_new (
          code, 0, NULL, _ ("“%s” is larger than 512 MB. Divide it into several files."), name);
    default:
      return ga_exchange_error_new (code, 0, NULL, _ ("“%s” could not be read: %s"), name,
                                    g_strerror (number));
    }
}

static GError *
refuse_writing (int number, const char *name)
{
  GaExchangeError code = code_for_errno (number);

  switch (code)
    {
    case GA_EXCHANGE_ERROR_NOT_FOUND:
      return ga_exchange_error_new (
          code, 0, NULL, _ ("“%s” could not be written, because its folder does not exist."), name);
    case GA_EXCHANGE_ERROR_NOT_A_FILE:
      return ga_exchange_error_new (
          code, 0, NULL, _ ("“%s” is a folder or a device, not a file. Choose another name."),
          name);
    case GA_EXCHANGE_ERROR_PERMISSION:
      return ga_exchange_error_new (
          code, 0, NULL, _ ("You are not allowed to write “%s”. Choose another folder."), name);
    case GA_EXCHANGE_ERROR_NO_SPACE:
      return ga_exchange_error_new (
          code, 0, NULL,
          _ ("“%s” was not written, because the disk is full. Free some space and try again."),
          name);
    case GA_EXCHANGE_ERROR_TOO_LARGE:
      return ga_exchange_error_new (
          code, 0, NULL,
          _ ("“%s” was not written, because it would be larger than this disk allows."), name);
    default:
      return ga_exchange_error_new (code, 0, NULL, _ ("“%s” could not be written: %s"), name,
                                    g_strerror (number));
    }
}

/**
 * ga_exchange_error_new:
 * @code: what is wrong
 * @row: the row as a spreadsheet counts them, from 1; 0 when no row is meant
 * @heading: (nullable): the column's heading
 * @format: the translated sentence
 *
 * Returns: (transfer full): an error of domain %GA_EXCHANGE_ERROR
 */
GError *
ga_exchange_error_new (
    GaExchangeError code, guint row, const char *heading, const char *format, ...)
{
  va_list arguments;
  GError *error;
  GaExchangeErrorPrivate *private;

  va_start (arguments, format);
  error = g_error_new_valist (GA_EXCHANGE_ERROR, (int) code, format, arguments);
  va_end (arguments);
  private = ga_exchange_error_get_private (error);
  private->row = row;
  private->heading = g_strdup (heading);
  return error;
}

/**
 * ga_exchange_error_new_for_errno:
 * @number: a value of `errno`
 * @path: the file meant, in the encoding of file names
 * @writing: %TRUE if it was to be written, %FALSE if it was to be read
 *
 * Returns: (transfer full): an error of domain %GA_EXCHANGE_ERROR
 */
GError *
ga_exchange_error_new_for_errno (int number, const char *path, gboolean writing)
{
  g_autofree char *name = g_filename_display_name (path);

  return writing ? refuse_writing (number, name) : refuse_reading (number, name);
}

/* A heading or a value may be anything up to a megabyte. */
char *
ga_exchange_shorten (const char *text)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= LONGEST_SHOWN)
    return g_strdup (text);
  start = g_utf8_substring (text, 0, LONGEST_SHOWN - 1);
  return g_strconcat (start, "…", NULL);
}

/**
 * ga_exchange_error_get_row:
 * @error: an error of domain %GA_EXCHANGE_ERROR
 *
 * Returns: the row that @error is about, as a spreadsheet counts them; 0 if it is about no row
 */
guint
ga_exchange_error_get_row (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == GA_EXCHANGE_ERROR, 0);
  return ga_exchange_error_get_private (error)->row;
}

/**
 * ga_exchange_error_get_heading:
 * @error: an error of domain %GA_EXCHANGE_ERROR
 *
 * Returns: (transfer none) (nullable): the heading of the column that @error is about
 */
const char *
ga_exchange_error_get_heading (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == GA_EXCHANGE_ERROR, NULL);
  return ga_exchange_error_get_private (error)->heading;
}

/**
 * ga_exchange_error_is_final:
 * @error: an error of domain %GA_EXCHANGE_ERROR that reading a row gave
 *
 * Returns: %FALSE if only that row is affected and the rows after it can be read, %TRUE if it is
 *   not known where the next row begins or the file is of no use at all
 */
gboolean
ga_exchange_error_is_final (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == GA_EXCHANGE_ERROR, TRUE);
  return !g_error_matches (error, GA_EXCHANGE_ERROR, GA_EXCHANGE_ERROR_ROW_TOO_SHORT) &&
         !g_error_matches (error, GA_EXCHANGE_ERROR, GA_EXCHANGE_ERROR_ROW_TOO_LONG) &&
         !g_error_matches (error, GA_EXCHANGE_ERROR, GA_EXCHANGE_ERROR_CELL) &&
         !g_error_matches (error, GA_EXCHANGE_ERROR, GA_EXCHANGE_ERROR_CELL_TOO_LONG) &&
         !g_error_matches (error, GA_EXCHANGE_ERROR, GA_EXCHANGE_ERROR_CONTROL_CHARACTER);
}
