/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-database.h"

G_BEGIN_DECLS

/**
 * GaServeOptions:
 * @listen: (nullable): ADDRESS:PORT; port 0 picks one; %NULL: %GA_SERVE_DEFAULT_LISTEN
 * @tls_certificate: (nullable): PEM file, with @tls_key
 * @tls_key: (nullable): PEM file
 * @trust_proxy: who asks is the last address of X-Forwarded-For
 * @watch_main_loop: log and export the longest time the main loop did not turn
 */
typedef struct
{
  const char *listen;
  const char *tls_certificate;
  const char *tls_key;
  gboolean trust_proxy;
  gboolean watch_main_loop;
} GaServeOptions;

#define GA_SERVE_DEFAULT_LISTEN "127.0.0.1:8470"

/**
 * ga_serve_run:
 * @database: made and up to date (ga_database_prepare())
 *
 * Serves docs/sync-protocol.md over HTTP until SIGTERM or SIGINT. Prints its address on standard
 * output, one line, once it listens; logs JSON lines on standard error. The main thread, which it
 * keeps.
 *
 * Returns: %TRUE after a clean stop; %FALSE with a sentence if it could not start
 */
gboolean ga_serve_run (GaDatabase *database, const GaServeOptions *options, GError **error);

G_END_DECLS
