/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* What a PDF says, read by another program. (transfer full)
 * @option: `-layout`, `-raw` or `-bbox` of pdftotext */
static inline char *
pdf_read (const char *path, const char *option)
{
  const char *const command[] = { "pdftotext", option, path, "-", NULL };
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  int status = 0;

  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  return output;
}
