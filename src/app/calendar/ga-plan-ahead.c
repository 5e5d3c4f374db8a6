/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar/ga-plan-ahead.h"

#include <glib/gi18n-lib.h>

#include "store/ga-series.h"

/* What the first window has to do comes first. */
#define FIRST_SECONDS 20
#define AGAIN_SECONDS (6 * 60 * 60)

static gboolean
extend (GaTransaction *transaction, gpointer user_data, GError **error)
{
  guint made;

  return ga_series_extend_all (transaction, &made, error);
}

static void
plan (GaContext *context)
{
  GaStore *store = ga_context_get_store (context);

  if (store != NULL && !ga_store_is_read_only (store))
    ga_store_keep_async (store, N_ ("Walks planned ahead"), extend, NULL, NULL, NULL, NULL, NULL);
}

static void start_timer (GaContext *context, guint seconds);

static gboolean
timer_cb (gpointer user_data)
{
  GWeakRef *ref = user_data;
  g_autoptr (GaContext) context = g_weak_ref_get (ref);

  if (context != NULL)
    {
      plan (context);
      start_timer (context, AGAIN_SECONDS);
    }
  return G_SOURCE_REMOVE;
}

static void
free_ref (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
start_timer (GaContext *context, guint seconds)
{
  GWeakRef *ref = g_new0 (GWeakRef, 1);

  g_weak_ref_init (ref, context);
  g_timeout_add_seconds_full (G_PRIORITY_LOW, seconds, timer_cb, ref, free_ref);
}

void
ga_plan_ahead (GaContext *context)
{
  start_timer (context, FIRST_SECONDS);
}
