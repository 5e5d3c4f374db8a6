/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/ga-dossier-private.h"
#include "store/ga-partner-figures.h"

/* What was applied for, given and put in. Whole øre, a sum for each currency. */

static void
grant_free (gpointer data)
{
  GaDossierGrant *grant = data;

  g_object_unref (grant->record);
  g_free (grant);
}

static void
application_free (gpointer data)
{
  GaDossierApplication *application = data;

  g_object_unref (application->record);
  g_free (application->applicant);
  g_free (application->round);
  g_ptr_array_unref (application->grants);
  g_free (application);
}

static void
investment_free (gpointer data)
{
  GaDossierInvestment *investment = data;

  g_object_unref (investment->record);
  g_free (investment->party);
  g_free (investment->purpose);
  g_free (investment);
}

static GaDossierMoney *
sums_of (GaDossier *dossier, const GaRecord *record)
{
  const char *currency = ga_record_get_text (record, "currency");
  GaDossierMoney money = { .currency = g_intern_string (currency) };

  for (guint i = 0; i < dossier->money->len; i++)
    {
      GaDossierMoney *known = &g_array_index (dossier->money, GaDossierMoney, i);

      if (known->currency == money.currency)
        return known;
    }
  g_array_append_val (dossier->money, money);
  return &g_array_index (dossier->money, GaDossierMoney, dossier->money->len - 1);
}

static gboolean
find_applications (GaDossierReading *self, GArray *found, GError **error)
{
  g_autoptr (GPtrArray) invested = NULL;

  if (self->here->len > 0 &&
      !(ga_dossier_reading_add_ids (self, found, "application", "kommune", self->here, error) &&
        ga_dossier_reading_add_ids (self, found, "application", "initiative", self->initiatives,
                                    error)))
    return FALSE;
  if (self->dossier->is_kommune)
    return TRUE;
  invested = ga_dossier_reading_list (self, "investment", "party", self->own, NULL, error);
  if (invested == NULL)
    return FALSE;
  ga_dossier_add_references (found, invested, "application");
  return ga_dossier_reading_add_ids (self, found, "application", "applicant", self->own, error);
}

static gint64
sum_paid (GPtrArray *tranches)
{
  gint64 sum = 0;

  for (guint i = 0; tranches != NULL && i < tranches->len; i++)
    if (ga_record_has (tranches->pdata[i], "paid_on"))
      sum += ga_record_get_integer (tranches->pdata[i], "amount");
  return sum;
}

static void
add_grant (GaDossierReading *self,
           GaDossierApplication *application,
           GaRecord *record,
           GPtrArray *tranches,
           const gint64 *spent)
{
  GaDossierGrant *grant = g_new0 (GaDossierGrant, 1);
  GaDossierMoney *sums;

  grant->record = g_object_ref (record);
  grant->paid = sum_paid (tranches);
  grant->spent = spent != NULL ? *spent : 0;
  g_ptr_array_add (application->grants, grant);
  if (!application->is_own)
    return;
  sums = sums_of (self->dossier, record);
  sums->granted += ga_record_get_integer (record, "amount");
  sums->paid += grant->paid;
  sums->returned += ga_record_get_integer (record, "returned");
  sums->spent += grant->spent;
}

static GaDossierApplication *
add_application (GaDossierReading *self, GaRecord *record)
{
  GaDossierApplication *application = g_new0 (GaDossierApplication, 1);
  const GaId *applicant = ga_record_get_reference (record, "applicant");

  application->record = g_object_ref (record);
  application->applicant = ga_reader_display (self->reader, record, "applicant");
  application->round = ga_reader_display (self->reader, record, "round");
  application->is_own =
      self->here->len > 0 ||
      (applicant != NULL && ga_id_equal (applicant, ga_record_get_id (self->dossier->subject)));
  application->grants = g_ptr_array_new_with_free_func (grant_free);
  g_ptr_array_add (self->dossier->applications, application);
  return application;
}

static GArray *
list_ids (GPtrArray *records)
{
  GArray *ids = ga_dossier_new_ids ();

  for (guint i = 0; i < records->len; i++)
    g_array_append_vals (ids, ga_record_get_id (records->pdata[i]), 1);
  return ids;
}

/* Grants with their tranches, accounts and reports, for all applications at once. */
static gboolean
read_grants (GaDossierReading *self, GPtrArray *applications, GError **error)
{
  g_autoptr (GArray) ids = list_ids (applications);
  g_autoptr (GPtrArray) grants =
      ga_dossier_reading_list (self, "grant", "application", ids, NULL, error);
  g_autoptr (GArray) grant_ids = grants != NULL ? list_ids (grants) : NULL;
  g_autoptr (GPtrArray) tranches = NULL;
  g_autoptr (GPtrArray) reports = NULL;
  g_autoptr (GHashTable) spent = NULL;
  g_autoptr (GHashTable) grants_of = NULL;
  g_autoptr (GHashTable) tranches_of = NULL;

  if (grants == NULL)
    return FALSE;
  tranches = ga_dossier_reading_list (self, "tranche", "grant", grant_ids, NULL, error);
  if (tranches == NULL)
    return FALSE;
  reports = ga_dossier_reading_list (self, "grant_report", "grant", grant_ids, NULL, error);
  if (reports == NULL)
    return FALSE;
  spent = ga_reader_grants_spent (self->reader, grant_ids, error);
  if (spent == NULL)
    return FALSE;
  grants_of = ga_dossier_group (grants, "application");
  tranches_of = ga_dossier_group (tranches, "grant");
  for (guint i = 0; i < applications->len; i++)
    {
      GaDossierApplication *application = add_application (self, applications->pdata[i]);
      GPtrArray *own = g_hash_table_lookup (grants_of, ga_record_get_id (applications->pdata[i]));

      for (guint j = 0; own != NULL && j < own->len; j++)
        {
          const GaId *grant = ga_record_get_id (own->pdata[j]);

          add_grant (self, application, own->pdata[j], g_hash_table_lookup (tranches_of, grant),
                     g_hash_table_lookup (spent, grant));
        }
    }
  ga_dossier_collect_events (self->dossier, tranches, reports);
  return TRUE;
}

static const char *
find_purpose (GPtrArray *applications, const GaRecord *investment)
{
  const GaId *id = ga_record_get_reference (investment, "application");

  for (guint i = 0; i < applications->len; i++)
    if (id != NULL && ga_id_equal (ga_record_get_id (applications->pdata[i]), id))
      return ga_record_get_text (applications->pdata[i], "purpose");
  return NULL;
}

static void
add_investment (GaDossierReading *self, GaRecord *record, GPtrArray *applications)
{
  GaDossierInvestment *investment = g_new0 (GaDossierInvestment, 1);

  investment->record = g_object_ref (record);
  investment->party = ga_reader_display (self->reader, record, "party");
  investment->purpose = g_strdup (find_purpose (applications, record));
  g_ptr_array_add (self->dossier->investments, investment);
  self->dossier->hours += ga_record_get_integer (record, "hours");
  if (ga_record_has (record, "amount"))
    sums_of (self->dossier, record)->invested += ga_record_get_integer (record, "amount");
}

static gboolean
read_investments (GaDossierReading *self, GPtrArray *applications, GError **error)
{
  g_autoptr (GArray) ids = self->dossier->is_kommune ? list_ids (applications) : NULL;
  g_autoptr (GPtrArray) investments =
      ids != NULL ? ga_dossier_reading_list (self, "investment", "application", ids, NULL, error)
                  : ga_dossier_reading_list (self, "investment", "party", self->own, NULL, error);

  if (investments == NULL)
    return FALSE;
  for (guint i = 0; i < investments->len; i++)
    add_investment (self, investments->pdata[i], applications);
  return TRUE;
}

gboolean
ga_dossier_read_money (GaDossierReading *self, GError **error)
{
  g_autoptr (GArray) ids = ga_dossier_new_ids ();
  g_autoptr (GPtrArray) applications = NULL;

  self->dossier->applications = g_ptr_array_new_with_free_func (application_free);
  self->dossier->investments = g_ptr_array_new_with_free_func (investment_free);
  self->dossier->money = g_array_new (FALSE, FALSE, sizeof (GaDossierMoney));
  if (!find_applications (self, ids, error))
    return FALSE;
  applications = ga_dossier_reading_list (self, "application", "id", ids, "newest", error);
  return applications != NULL && read_grants (self, applications, error) &&
         read_investments (self, applications, error);
}
