/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Asking a server on this computer over a plain socket, which costs little itself. What fails ends
 * the program. */

#define BENCH_READ_SIZE 65536

GSocketConnection *bench_dial (guint port);
/* Sends, and reads one answer into @answer, of BENCH_READ_SIZE bytes. Returns: the bytes of the
 * answer */
gsize bench_ask (GSocketConnection *connection, const char *request, char *answer);

/* Sorts @values. */
double bench_median (double *values, guint n_values);
