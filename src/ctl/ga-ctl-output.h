/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl/ga-ctl.h"

G_BEGIN_DECLS

/* Answers that go elsewhere than line by line to standard output. Main thread. */

/* (transfer full) (nullable): the file that @path means, as ga_store_resolve_output() finds it;
 * %NULL with an error also where there is one that holds something, and not @force. */
char *ga_ctl_choose_output (GaStore *store, const char *path, gboolean force, GError **error);

/* Which of @formats an answer is written in: what was asked for, else what the end of the file's
 * name tells, else the first. @format: (inout) (transfer full): as asked, or %NULL; @path:
 * (nullable). What is no text needs one. */
gboolean ga_ctl_choose_format (
    GaCtl *self, char **format, const char *path, const char *const *formats, GError **error);

/* What ga_ctl_print() is told from now on is kept, until it is written to a file: whole, or not at
 * all, with %G_FILE_ERROR. */
void ga_ctl_begin_capture (GaCtl *self);
gboolean ga_ctl_end_capture (GaCtl *self, const char *path, GError **error);

/* Standard output for those who write to it by themselves, and what came of it: a reader who has
 * seen enough is no error, and @error (inout) is cleared. */
int ga_ctl_get_descriptor (GaCtl *self);
gboolean ga_ctl_end_writing (GaCtl *self, const char *path, gboolean written, GError **error);

G_END_DECLS
