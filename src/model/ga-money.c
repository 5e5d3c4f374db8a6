/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-money.h"

#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"
#include "model/ga-number.h"
#include "model/ga-value.h"

/**
 * ga_money_take_currency:
 * @parent: the entity of what the money of @record is a part of, and the field that refers to it
 *
 * Money without a currency is of that of its round.
 */
gboolean
ga_money_take_currency (GaRecord *record, GaWork *work, const char *parent, GError **error)
{
  g_autoptr (GaRecord) above = NULL;

  if (ga_record_has (record, "currency"))
    return TRUE;
  above = ga_work_find_parent (work, record, parent, error);
  if (above == NULL)
    return FALSE;
  ga_record_set (record, "currency", ga_record_get (above, "currency"));
  return TRUE;
}

/**
 * ga_money_check_currency:
 * @parent: as of ga_money_take_currency()
 * @amount: the field to complain of
 */
gboolean
ga_money_check_currency (const GaRecord *record,
                         GaWork *work,
                         const char *parent,
                         const char *amount,
                         const char **field,
                         GError **error)
{
  g_autoptr (GaRecord) above = ga_work_find_parent (work, record, parent, error);

  if (above == NULL)
    return FALSE;
  if (ga_record_same (record, above, "currency"))
    return TRUE;
  return ga_entity_refuse (amount, field, error,
                           /* Translators: both are codes of currencies, such as DKK. */
                           _ ("This is in %1$s, but the whole round is counted in %2$s."),
                           ga_record_get_text (record, "currency"),
                           ga_record_get_text (above, "currency"));
}

/**
 * ga_money_refuse:
 * @record: whose currency it is
 * @sentence: translated, with a %s for the amount
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

  g_string_replace (whole, "%s", shown, 1);
  return ga_entity_refuse (name, field, error, "%s", whole->str);
}

/**
 * ga_grant_get_spent:
 *
 * Returns: what of the frame of its round a grant takes, in øre: what came back the round has again
 */
gint64
ga_grant_get_spent (const GaRecord *grant)
{
  return ga_record_get_integer (grant, "amount") - ga_record_get_integer (grant, "returned");
}

/**
 * ga_round_sum_grants:
 * @except: (nullable): a grant that is not counted
 * @sum: (out): what of the frame of @round is granted, in øre
 */
gboolean
ga_round_sum_grants (
    GaWork *work, const GaId *round, const GaId *except, gint64 *sum, GError **error)
{
  g_autoptr (GPtrArray) applications = ga_work_list (work, "application", "round", round, error);

  *sum = 0;
  for (guint i = 0; applications != NULL && i < applications->len; i++)
    {
      const GaId *id = ga_record_get_id (g_ptr_array_index (applications, i));
      g_autoptr (GPtrArray) grants = ga_work_list (work, "grant", "application", id, error);

      if (grants == NULL)
        return FALSE;
      for (guint g = 0; g < grants->len; g++)
        {
          GaRecord *grant = g_ptr_array_index (grants, g);

          if (except == NULL || !ga_id_equal (ga_record_get_id (grant), except))
            *sum += ga_grant_get_spent (grant);
        }
    }
  return applications != NULL;
}
