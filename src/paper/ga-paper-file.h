/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

#include "paper/ga-paper-style.h"

G_BEGIN_DECLS

/*
 * What is drawn, as a file. It is written beside its place and moved there when it is whole: a
 * failure leaves what stood there before, and nothing half. These calls wait for the disk: call
 * them off the main thread.
 */

/**
 * GaPaperError:
 * @GA_PAPER_ERROR_FAILED: anything not named below
 * @GA_PAPER_ERROR_FULL: the disk is full
 * @GA_PAPER_ERROR_PERMISSION: the folder may not be written
 * @GA_PAPER_ERROR_NO_FOLDER: the folder does not exist
 * @GA_PAPER_ERROR_NOT_A_FILE: a folder or a device stands in that place
 *
 * Messages are translated sentences that say what to do.
 */
typedef enum
{
  GA_PAPER_ERROR_FAILED,
  GA_PAPER_ERROR_FULL,
  GA_PAPER_ERROR_PERMISSION,
  GA_PAPER_ERROR_NO_FOLDER,
  GA_PAPER_ERROR_NOT_A_FILE,
} GaPaperError;

#define GA_PAPER_ERROR (ga_paper_error_quark ())
GQuark ga_paper_error_quark (void);

/* @cr: in points, with the upper left corner of the sheet as its origin; @page: from 0 */
typedef void (*GaPaperDrawFunc) (cairo_t *cr, guint page, gpointer user_data);

/* A cairo_write_func_t that appends to a GByteArray. */
cairo_status_t ga_paper_file_append (void *closure, const unsigned char *data, unsigned int length);
gboolean ga_paper_file_write (const GByteArray *bytes,
                              cairo_status_t status,
                              const char *path,
                              GError **error);
gboolean ga_paper_file_write_pdf (const char *title,
                                  const GaPaperSheet *sheet,
                                  guint n_pages,
                                  GaPaperDrawFunc draw,
                                  gpointer user_data,
                                  const char *path,
                                  GError **error);

G_END_DECLS
