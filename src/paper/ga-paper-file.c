/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paper/ga-paper-file.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

/* The name would be taken for a subtraction. */
/* clang-format off */
G_DEFINE_QUARK (ga-paper-error-quark, ga_paper_error)
/* clang-format on */

cairo_status_t
ga_paper_file_append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
set_error (GError **error, const char *shown, int code)
{
  switch (code)
    {
    case G_FILE_ERROR_NOSPC:
      g_set_error (error, GA_PAPER_ERROR, GA_PAPER_ERROR_FULL,
                   _ ("“%s” could not be written because the disk is full. "
                      "Free some space or choose another folder."),
                   shown);
      break;
    case G_FILE_ERROR_ACCES:
    case G_FILE_ERROR_PERM:
    case G_FILE_ERROR_ROFS:
      g_set_error (error, GA_PAPER_ERROR, GA_PAPER_ERROR_PERMISSION,
                   _ ("“%s” could not be written because you may not write in this folder. "
                      "Choose another folder."),
                   shown);
      break;
    case G_FILE_ERROR_NOENT:
    case G_FILE_ERROR_NOTDIR:
      g_set_error (error, GA_PAPER_ERROR, GA_PAPER_ERROR_NO_FOLDER,
                   _ ("“%s” could not be written because the folder does not exist. "
                      "Choose another folder."),
                   shown);
      break;
    default:
      g_set_error (error, GA_PAPER_ERROR, GA_PAPER_ERROR_FAILED,
                   _ ("“%s” could not be written because the disk reported an error. "
                      "Choose another folder and try again."),
                   shown);
      break;
    }
}

/**
 * ga_paper_file_write:
 * @bytes: what was drawn
 * @status: how drawing ended
 * @path: the file's name
 *
 * Returns: %FALSE with @error set (#GaPaperError) if nothing was written
 */
gboolean
ga_paper_file_write (const GByteArray *bytes,
                     cairo_status_t status,
                     const char *path,
                     GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (name);
  g_autoptr (GError) local_error = NULL;

  /* Moving a file onto a device would replace the device. */
  if (g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_autofree char *whole = g_filename_display_name (path);

      g_set_error (error, GA_PAPER_ERROR, GA_PAPER_ERROR_NOT_A_FILE,
                   _ ("“%s” is not a file. Choose another name."), whole);
      return FALSE;
    }
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, GA_PAPER_ERROR, GA_PAPER_ERROR_FAILED,
                   _ ("“%s” could not be drawn. There may be too little memory: "
                      "close other programs and try again."),
                   shown);
      return FALSE;
    }
  if (g_file_set_contents_full (path, (const char *) bytes->data, (gssize) bytes->len,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666,
                                &local_error))
    return TRUE;
  set_error (error, shown, local_error->code);
  return FALSE;
}

/**
 * ga_paper_file_write_pdf:
 * @title: (nullable): what readers of the file call it
 * @draw: called for one page after the other
 * @path: the file's name
 *
 * Writes pages whose text can be searched and copied. Any thread.
 *
 * Returns: %FALSE with @error set (#GaPaperError) if nothing was written
 */
gboolean
ga_paper_file_write_pdf (const char *title,
                         const GaPaperSheet *sheet,
                         guint n_pages,
                         GaPaperDrawFunc draw,
                         gpointer user_data,
                         const char *path,
                         GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (ga_paper_file_append, bytes,
                                                                  sheet->width, sheet->height);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  if (title != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  for (guint page = 0; page < n_pages; page++)
    {
      draw (cr, page, user_data);
      cairo_show_page (cr);
    }
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return ga_paper_file_write (bytes, status, path, error);
}
