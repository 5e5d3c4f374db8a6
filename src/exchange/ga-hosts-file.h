/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/ga-hosts.h"

G_BEGIN_DECLS

/* Hosts as a spreadsheet for people, in the language of the interface: .ods where @path ends so,
 * else .xlsx. @hosts: (element-type GaHost): in the order that they stand in. Blocks: not for the
 * main thread. Errors are of %GA_EXCHANGE_ERROR. */
gboolean ga_hosts_file_write (GPtrArray *hosts, const char *path, GError **error);

G_END_DECLS
