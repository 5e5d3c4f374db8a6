/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What parts the cells of a CSV file, and at which byte its table begins. Any thread. */
char ga_csv_dialect_find_separator (const char *text, gsize *start);

G_END_DECLS
