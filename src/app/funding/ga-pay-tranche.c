/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/funding/ga-pay-tranche.h"

#include <glib/gi18n-lib.h>

#include "app/ga-act.h"
#include "app/ga-doubt.h"
#include "model/ga-date.h"

/* What waits for an answer. */
typedef struct
{
  GaContext *context;
  GaRecord *asked; /* the tranche as it is to be, and as it was read out */
} Payment;

/* (transfer full) (nullable): the tranche as it is once it is paid today, if it is not paid yet */
static GaRecord *
find_paid (GaContext *context, const GaId *id)
{
  g_autofree char *today = ga_date_today ();
  g_autoptr (GaRecord) tranche = ga_reader_find (
      ga_context_get_reader (context), ga_context_get_entity (context, "tranche"), id, NULL);

  if (tranche == NULL || ga_record_has (tranche, "paid_on"))
    return NULL;
  ga_record_set_text (tranche, "paid_on", today);
  return g_steal_pointer (&tranche);
}

/* @tranche: (transfer full) */
static void
pay (GtkWidget *origin, GaContext *context, GaRecord *tranche)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (records, tranche);
  ga_act_put (origin, context, N_ ("Tranche paid"), records, NULL, NULL);
}

static void
answered_cb (GtkWidget *origin, GaAnswer answer, gpointer user_data)
{
  Payment *payment = user_data;
  g_autoptr (GaContext) context = payment->context;
  g_autoptr (GaRecord) asked = payment->asked;
  g_autoptr (GaRecord) tranche = NULL;

  g_free (payment);
  if (answer != GA_ANSWER_NO && ga_context_get_store (context) != NULL)
    tranche = find_paid (context, ga_record_get_id (asked));
  if (tranche == NULL)
    return;
  if (!ga_record_same (tranche, asked, "condition"))
    {
      /* Nobody has answered for what it wants now. */
      ga_pay_tranche (origin, context, ga_record_get_id (asked));
      return;
    }
  if (answer == GA_ANSWER_YES)
    ga_record_set (tranche, GA_DOUBT_SETTLED, ga_record_get (tranche, "paid_on"));
  pay (origin, context, g_steal_pointer (&tranche));
}

void
ga_pay_tranche (GtkWidget *origin, GaContext *context, const GaId *tranche)
{
  g_autoptr (GaRecord) paid = find_paid (context, tranche);
  Payment *payment;

  if (paid == NULL)
    return;
  payment = g_new0 (Payment, 1);
  payment->context = g_object_ref (context);
  payment->asked = g_object_ref (paid);
  if (ga_doubt_ask (origin, context, paid, answered_cb, payment))
    return;
  g_object_unref (payment->asked);
  g_object_unref (payment->context);
  g_free (payment);
  pay (origin, context, g_steal_pointer (&paid));
}
