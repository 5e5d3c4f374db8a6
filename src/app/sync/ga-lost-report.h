/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaLostReport:
 * @title: which computer has no access any more
 * @when: when it was reported lost, and when it said that it is empty
 * @emptied: whether it has said so
 * @places: of #GaLostPlace: what may be on it; empty if there were no names and no documents
 * @duty: (nullable): what somebody has to do, where there were
 *
 * What a computer that was reported lost held, in words, and what follows from that. Main thread.
 */
typedef struct
{
  char *title;
  char *when;
  gboolean emptied;
  GPtrArray *places;
  char *duty;
} GaLostReport;

typedef struct
{
  char *title;
  char *counts;
} GaLostPlace;

/* @lost, @emptied: UTC microseconds; 0: it has not said so. @names: (nullable): as the server tells
 * them (docs/sync-protocol.md) */
GaLostReport *ga_lost_report_new (
    GaContext *context, const char *name, gint64 lost, gint64 emptied, JsonArray *names);
void ga_lost_report_free (GaLostReport *self);
/* All of it, to be copied or printed. (transfer full) */
char *ga_lost_report_to_text (const GaLostReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaLostReport, ga_lost_report_free)

G_END_DECLS
