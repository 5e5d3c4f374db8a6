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
  GaId tranche;
} Payment;

/* (transfer full) (nullable): the tranche as it is once it is paid today */
static GaRecord *
find_paid (const Payment *payment)
{
  g_autofree char *today = ga_date_today ();
  GaRecord *tranche =
      ga_reader_find (ga_context_get_reader (payment->context),
                      ga_context_get_entity (payment->context, "tranche"), &payment->tranche, NULL);

  if (tranche != NULL)
    ga_record_set_text (tranche, "paid_on", today);
  return tranche;
}

static void
answered_cb (GtkWidget *origin, GaAnswer answer, gpointer user_data)
{
  Payment *payment = user_data;
  g_autoptr (GaContext) context = payment->context;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  /* It may have changed meanwhile. */
  GaRecord *tranche =
      answer != GA_ANSWER_NO && ga_context_get_store (context) != NULL ? find_paid (payment) : NULL;

  g_free (payment);
  if (tranche == NULL)
    return;
  if (answer == GA_ANSWER_YES)
    ga_doubt_mark (tranche);
  g_ptr_array_add (records, tranche);
  ga_act_put (origin, context, N_ ("Tranche paid"), records, NULL, NULL);
}

void
ga_pay_tranche (GtkWidget *origin, GaContext *context, const GaId *tranche)
{
  Payment *payment = g_new0 (Payment, 1);
  g_autoptr (GaRecord) paid = NULL;

  payment->context = g_object_ref (context);
  payment->tranche = *tranche;
  paid = find_paid (payment);
  if (paid == NULL || !ga_doubt_ask (origin, context, paid, answered_cb, payment))
    answered_cb (origin, paid != NULL ? GA_ANSWER_OTHER : GA_ANSWER_NO, payment);
}
