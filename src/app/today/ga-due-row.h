/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "insight/ga-due-work.h"

G_BEGIN_DECLS

/* A row that says what is due, with whom and when, and opens where it is seen to. What stands for
 * several places opens nothing by itself. Main thread. */
GtkWidget *ga_due_row_new (GaReader *reader, const GaDue *due, const char *today);

G_END_DECLS
