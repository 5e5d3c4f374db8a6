/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-judging.h"
#include "store/ga-reader-private.h"
#include "store/ga-transaction-private.h"

/* A record whose parts are written after it, in the same act. */
typedef struct
{
  const GaEntity *entity;
  GaId id;
  GaRecord *before; /* (nullable) */
} Whole;

static void
clear_whole (gpointer data)
{
  g_clear_object (&((Whole *) data)->before);
}

static void
postpone (GArray *wholes, const GaRecord *record, const GaRecord *before)
{
  Whole whole = { ga_record_get_entity (record), *ga_record_get_id (record),
                  before != NULL ? ga_record_copy (before) : NULL };

  if (whole.entity->complete != NULL)
    g_array_append_val (wholes, whole);
  else
    clear_whole (&whole);
}

/* A record that may not stand beside the others is refused as one that is wrong by itself. */
static gboolean
judge (GaTransaction *self,
       const GaRecord *record,
       const GaRecord *before,
       gboolean complete,
       GError **error)
{
  g_autoptr (GError) local = NULL;
  GaProblem problem = { 0 };
  const char *field;

  if (ga_judging_judge (record, before, GA_WORK (self), complete, &field, &local))
    return TRUE;
  if (field != NULL)
    problem.field = ga_entity_get_field (ga_record_get_entity (record), field);
  problem.error = local;
  g_propagate_error (error, ga_problem_to_error (&problem));
  return FALSE;
}

gboolean
ga_transaction_judge (GaTransaction *self,
                      const GaRecord *record,
                      const GaRecord *before,
                      GError **error)
{
  GArray *wholes = ga_transaction_get_parts (self);

  if (!judge (self, record, before, wholes == NULL, error))
    return FALSE;
  if (wholes != NULL)
    postpone (wholes, record, before);
  return TRUE;
}

gboolean
ga_transaction_judge_restored (GaTransaction *self, const GaRecord *record, GError **error)
{
  return judge (self, record, NULL, FALSE, error);
}

/**
 * ga_transaction_postpone_parts:
 *
 * What is written from now on may come before its parts: whether they are there is asked in the end
 * of the act, or by ga_transaction_check_parts().
 */
void
ga_transaction_postpone_parts (GaTransaction *self)
{
  GArray *wholes;

  g_return_if_fail (ga_transaction_get_parts (self) == NULL);

  wholes = g_array_new (FALSE, FALSE, sizeof (Whole));
  g_array_set_clear_func (wholes, clear_whole);
  ga_transaction_take_parts (self, wholes);
}

static gboolean
check_whole (GaTransaction *self, const Whole *whole, GError **error)
{
  GaReader *reader = ga_transaction_get_reader (self);
  g_autoptr (GError) local = NULL;
  g_autoptr (GaRecord) now = ga_reader_find_any (reader, whole->entity, &whole->id, &local);
  g_autofree char *title = NULL;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (now == NULL || judge (self, now, whole->before, TRUE, &local))
    return TRUE;
  title = ga_reader_title_of (reader, now);
  g_propagate_prefixed_error (error, g_steal_pointer (&local),
                              "%s: ", title != NULL ? title : ga_entity_get_label (whole->entity));
  return FALSE;
}

/**
 * ga_transaction_check_parts:
 *
 * Asks what was postponed, of each record as it is now.
 */
gboolean
ga_transaction_check_parts (GaTransaction *self, GError **error)
{
  GArray *parts = ga_transaction_get_parts (self);
  g_autoptr (GArray) wholes = parts != NULL ? g_array_ref (parts) : NULL;

  ga_transaction_take_parts (self, NULL);
  for (guint i = 0; wholes != NULL && i < wholes->len; i++)
    if (!check_whole (self, &g_array_index (wholes, Whole, i), error))
      return FALSE;
  return TRUE;
}
