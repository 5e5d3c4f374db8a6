/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-money.h"

#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"
#include "model/ga-number.h"
#include "model/ga-value.h"

/**
 * ga_money_refuse:
 * @record: whose currency it is
 * @sentence: translated, with a %s for the amount; where it ends with it, the stop of "kr." is its
 *   own
 *
 * Returns: %FALSE
 */
gboolean
ga_money_refuse (const char *name,
                 const char **field,
                 GError **error,
                 const GaRecord *record,
                 gint64 oere,
                 const char *sentence)
{
  g_autofree char *shown = ga_money_display (oere, ga_record_get_text (record, "currency"));
  g_autoptr (GString) whole = g_string_new (sentence);

  if (g_str_has_suffix (shown, "."))
    g_string_replace (whole, "%s.", "%s", 1);
  g_string_replace (whole, "%s", shown, 1);
  return ga_entity_refuse (name, field, error, "%s", whole->str);
}

/**
 * ga_money_divide:
 * @by: above 0
 *
 * Returns: a part of @oere; two and a half øre are three, and minus two and a half are minus two
 */
gint64
ga_money_divide (gint64 oere, gint64 by)
{
  gint64 whole, rest;

  g_return_val_if_fail (by > 0, 0);

  whole = oere / by;
  rest = oere % by;
  if (rest < 0)
    {
      whole--;
      rest += by;
    }
  return rest >= by - rest ? whole + 1 : whole;
}

/**
 * ga_money_share:
 * @oere: %GA_MONEY_MOST at most
 * @part, @whole: days, none of which comes near to a million; @whole above 0
 *
 * Returns: what falls to @part of @whole
 */
gint64
ga_money_share (gint64 oere, gint64 part, gint64 whole)
{
  return ga_money_divide (oere * part, whole);
}

/**
 * ga_money_get_committed:
 *
 * Returns: what of the frame of its round a grant takes, in øre: what came back the round has again
 */
gint64
ga_money_get_committed (const GaRecord *grant)
{
  return ga_record_get_integer (grant, "amount") - ga_record_get_integer (grant, "returned");
}

/**
 * ga_money_sum_committed:
 * @via: as of #GaSum: which grants
 * @except: (nullable): a grant that is not counted
 * @sum: (out): what those grants take of the frame of a round, in øre
 */
gboolean
ga_money_sum_committed (
    GaWork *work, const char *via, const GaId *id, const GaId *except, gint64 *sum, GError **error)
{
  GaSum granted = { "grant", "amount", via, id, except };
  GaSum returned = { "grant", "returned", via, id, except };
  gint64 back;

  if (!ga_work_sum (work, &granted, sum, error) || !ga_work_sum (work, &returned, &back, error))
    return FALSE;
  *sum -= back;
  return TRUE;
}
