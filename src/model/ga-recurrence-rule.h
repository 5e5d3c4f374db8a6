/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <libical/ical.h>

G_BEGIN_DECLS

/*
 * The reading of a rule, shared by what expands rules and what tells them in words. Nothing else
 * sees libical. Errors are of %GA_MODEL_ERROR. Any thread.
 */

gboolean
ga_recurrence_rule_read (const char *text, struct icalrecurrencetype *rule, GError **error);
guint ga_recurrence_rule_count (const short *values, guint size);

G_END_DECLS
