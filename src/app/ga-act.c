/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ga-act.h"

#include <glib/gi18n-lib.h>

#include "app/ga-toaster.h"

typedef struct
{
  GtkWidget *origin;
  char *label; /* msgid of the act, or which of the two ways through history */
  gboolean redo;
  GaActDoneFunc done;
  gpointer user_data;
} Act;

static Act *
act_new (GtkWidget *origin, const char *label, GaActDoneFunc done, gpointer user_data)
{
  Act *act = g_new0 (Act, 1);

  act->origin = g_object_ref (origin);
  act->label = g_strdup (label);
  act->done = done;
  act->user_data = user_data;
  return act;
}

static void
act_free (Act *act)
{
  g_object_unref (act->origin);
  g_free (act->label);
  g_free (act);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Act, act_free)

static void
say_error (const Act *act, const GError *error)
{
  GaToaster *toaster = ga_toaster_for (act->origin);

  if (toaster != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ga_toaster_say_failure (toaster, error, act->label);
}

static void
transact_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Act) act = user_data;
  g_autoptr (GError) error = NULL;
  gint64 transaction = ga_store_transact_finish (GA_STORE (source), result, &error);
  GaToaster *toaster = ga_toaster_for (act->origin);
  gboolean told = FALSE;

  if (error != NULL)
    transaction = 0;
  else if (toaster != NULL)
    ga_toaster_settle (toaster, act->label);
  if (act->done != NULL)
    told = act->done (act->origin, transaction, act->user_data);
  else if (transaction > 0 && toaster != NULL)
    ga_toaster_offer_undo (toaster, _ (act->label), transaction);
  if (error != NULL && !told)
    say_error (act, error);
}

static void
undo_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Act) act = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GaUndone) undone = ga_store_undo_finish (GA_STORE (source), result, &error);
  g_autofree char *text = NULL;
  GaToaster *toaster = ga_toaster_for (act->origin);

  if (undone == NULL)
    {
      say_error (act, error);
      return;
    }
  if (toaster != NULL)
    ga_toaster_settle (toaster, act->label);
  if (undone->kept > 0)
    text = g_strdup_printf (ngettext ("Done, except for %u field that was changed since",
                                      "Done, except for %u fields that were changed since",
                                      undone->kept),
                            undone->kept);
  else if (act->redo)
    /* TRANSLATORS: what was done again, such as "Community added" */
    text = g_strdup_printf (_ ("“%s” is done again"), _ (undone->label));
  else
    /* TRANSLATORS: what was taken back, such as "Community added" */
    text = g_strdup_printf (_ ("“%s” is undone"), _ (undone->label));
  if (toaster != NULL)
    ga_toaster_say (toaster, text);
}

/**
 * ga_act_put:
 * @origin: the widget the act comes from; says where the toast appears
 * @label: msgid of the act, as told afterwards: `Community added`
 * @records: (element-type GaRecord): written in this order, all or none
 * @done: (nullable): called afterwards; it then tells of success itself
 */
void
ga_act_put (GtkWidget *origin,
            GaContext *context,
            const char *label,
            GPtrArray *records,
            GaActDoneFunc done,
            gpointer user_data)
{
  ga_store_put_async (ga_context_get_store (context), label, records, NULL, transact_cb,
                      act_new (origin, label, done, user_data));
}

/**
 * ga_act_delete: deletes records at once; the toast undoes it
 */
void
ga_act_delete (GtkWidget *origin, GaContext *context, const char *label, GPtrArray *records)
{
  ga_store_delete_async (ga_context_get_store (context), label, records, NULL, transact_cb,
                         act_new (origin, label, NULL, NULL));
}

/**
 * ga_act_transact: like ga_act_put(), for what takes a function on the writer thread
 */
void
ga_act_transact (GtkWidget *origin,
                 GaContext *context,
                 const char *label,
                 GaTransactFunc func,
                 gpointer func_data,
                 GDestroyNotify func_data_free,
                 GaActDoneFunc done,
                 gpointer user_data)
{
  ga_store_transact_async (ga_context_get_store (context), label, func, func_data, func_data_free,
                           NULL, transact_cb, act_new (origin, label, done, user_data));
}

/**
 * ga_act_undo:
 * @transaction: the act to take back, or 0 for the last one
 */
void
ga_act_undo (GtkWidget *origin, GaContext *context, gint64 transaction)
{
  ga_store_undo_async (ga_context_get_store (context), transaction, NULL, undo_cb,
                       act_new (origin, "undo", NULL, NULL));
}

/**
 * ga_act_redo: does again what was undone last
 */
void
ga_act_redo (GtkWidget *origin, GaContext *context)
{
  Act *act = act_new (origin, "redo", NULL, NULL);

  act->redo = TRUE;
  ga_store_redo_async (ga_context_get_store (context), NULL, undo_cb, act);
}
