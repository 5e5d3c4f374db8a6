/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/ga-context.h"
#include "model/ga-attendance.h"
#include "store/ga-store.h"

G_BEGIN_DECLS

/**
 * GaMark: what one walker did, in a #GaSheetAct.
 */
typedef struct
{
  GaId participant;
  GaPresence presence;
  gboolean first_time;
} GaMark;

/**
 * GaSheetAct: one change of an attendance sheet, for ga_act_transact(). Made on the main thread,
 * run and freed on the writer thread, with the errors of #GaTransaction.
 * @participant: (nullable): somebody new, written first
 * @marks: (element-type GaMark): who came
 * @set_numbers: whether @unnamed is recorded; a walk that was only planned then takes place
 * @host_counts: recorded with the first thing recorded, and with every number
 * @status: (nullable): what the walk becomes
 * @note: (nullable): the hosts' note; empty text takes it away
 */
typedef struct
{
  GaId meeting;
  GaRecord *participant;
  GArray *marks;
  gboolean set_numbers;
  guint unnamed;
  gboolean host_counts;
  const char *status;
  char *note;
} GaSheetAct;

GaSheetAct *ga_sheet_act_new (const GaId *meeting, gboolean host_counts);
void ga_sheet_act_mark (GaSheetAct *self,
                        const GaId *participant,
                        GaPresence presence,
                        gboolean first_time);
gboolean ga_sheet_act_run (GaTransaction *transaction, gpointer user_data, GError **error);
void ga_sheet_act_free (gpointer act);

/* Somebody has left on the day of a walk: an act of its own. Main thread. */
void ga_sheet_act_leave (GtkWidget *origin,
                         GaContext *context,
                         const GaRecord *meeting,
                         const GaRecord *participant);

G_END_DECLS
