/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"
#include "model/ga-date.h"
#include "model/ga-value.h"

static const GaField fields[] = {
  { .name = "grant",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Grant"),
    .target = "grant",
    .on_delete = GA_ON_DELETE_CASCADE,
    .headings = "bevilling|tilskudd" },
  { .name = "due",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_INDEXED | GA_FIELD_COLUMN,
    .label = N_ ("Due"),
    .hint = N_ ("Empty for what the round says, else one month after the end of the grant"),
    .headings = "frist|senest" },
  { .name = "received",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Received on"),
    .headings = "modtaget|mottatt" },
  { .name = "as_expected",
    .flags = GA_FIELD_LONG,
    .label = N_ ("Did it go as expected?"),
    .max = 10000,
    .headings = "gik det som forventet|gikk det som forventet" },
  { .name = "gained",
    .flags = GA_FIELD_LONG,
    .label = N_ ("What did we gain?"),
    .max = 10000,
    .headings = "hvad fik vi ud af det|hva fikk vi ut av det" },
};

static const GaSort sorts[] = {
  { "due", N_ ("First due"), "due" },
  { NULL },
};

static gboolean
check (const GaRecord *record, const char **field, GError **error)
{
  if (!ga_record_has (record, "received"))
    return TRUE;
  if (!ga_record_has (record, "as_expected"))
    return ga_entity_refuse ("as_expected", field, error,
                             _ ("The report answers whether it went as expected."));
  if (!ga_record_has (record, "gained"))
    return ga_entity_refuse ("gained", field, error, _ ("The report answers what was gained."));
  return TRUE;
}

char *
ga_grant_report_find_due (const char *end, gint64 report_days)
{
  g_autoptr (GDate) day = ga_date_to_gdate (end);

  if (report_days > 0)
    g_date_add_days (day, (guint) report_days);
  else
    g_date_add_months (day, 1);
  return ga_date_from_gdate (day);
}

char *
ga_grant_report_make_due (const GaRecord *grant, const GaRecord *round)
{
  const char *end = ga_record_get_text (
      grant, ga_record_has (grant, "extended_until") ? "extended_until" : "until");

  return end != NULL ? ga_grant_report_find_due (end, ga_record_get_integer (round, "report_days"))
                     : NULL;
}

/* (transfer full) (nullable): the round of @grant */
static GaRecord *
find_round (const GaRecord *grant, GaWork *work, GError **error)
{
  g_autoptr (GaRecord) application = ga_work_find_parent (work, grant, "application", error);

  return application != NULL ? ga_work_find_parent (work, application, "round", error) : NULL;
}

static gboolean
prepare (GaRecord *record, const GaRecord *before, GaWork *work, GError **error)
{
  g_autoptr (GaRecord) grant = NULL;
  g_autoptr (GaRecord) round = NULL;
  g_autofree char *due = NULL;

  if (ga_record_has (record, "due"))
    return TRUE;
  grant = ga_work_find_parent (work, record, "grant", error);
  round = grant != NULL ? find_round (grant, work, error) : NULL;
  if (round == NULL)
    return FALSE;
  due = ga_grant_report_make_due (grant, round);
  ga_record_set_text (record, "due", due);
  return TRUE;
}

gboolean
ga_grant_report_move_due (
    GaRecord *report, const GaRecord *before, const GaRecord *grant, GaWork *work, GError **error)
{
  g_autoptr (GaRecord) round = find_round (grant, work, error);
  g_autofree char *was = NULL;
  g_autofree char *due = NULL;

  if (round == NULL)
    return FALSE;
  was = ga_grant_report_make_due (before, round);
  if (ga_record_has (report, "received") ||
      g_strcmp0 (ga_record_get_text (report, "due"), was) != 0)
    return TRUE;
  due = ga_grant_report_make_due (grant, round);
  ga_record_set_text (report, "due", due);
  return ga_work_put (work, report, error);
}

static gboolean
judge (const GaRecord *record,
       const GaRecord *before,
       GaWork *work,
       const char **field,
       GError **error)
{
  g_autoptr (GaRecord) grant = NULL;
  g_autoptr (GaRecord) application = NULL;
  const char *first;

  if (!ga_record_has (record, "received") ||
      (before != NULL && ga_record_same (record, before, "received") &&
       ga_record_same (record, before, "grant")))
    return TRUE;
  grant = ga_work_find_parent (work, record, "grant", error);
  application = grant != NULL ? ga_work_find_parent (work, grant, "application", error) : NULL;
  if (application == NULL)
    return FALSE;
  first = ga_record_has (grant, "start") ? ga_record_get_text (grant, "start")
                                         : ga_record_get_text (application, "decided_on");
  if (first != NULL && strcmp (ga_record_get_text (record, "received"), first) < 0)
    return ga_entity_refuse ("received", field, error,
                             _ ("The report cannot be older than the grant."));
  return TRUE;
}

const GaEntity ga_entity_grant_report = {
  .name = "grant_report",
  .number = 29,
  .label = N_ ("Grant report"),
  .plural = N_ ("Grant reports"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_PARENT, "grant" },
  .title = "grant due",
  .summary = "received",
  .same = (const char *const[]){ "grant+due", NULL },
  .sorts = sorts,
  .since = 2,
  .check = check,
  .prepare = prepare,
  .judge = judge,
};
